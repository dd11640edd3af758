"""What stands where in a list or array: ``list[0]``, ``list[1..2]``, ``list[[0, 2]] = x``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import properties
from igor.groovy.casts import ambiguous, caster
from igor.groovy.class_model import class_name
from igor.groovy.gdk.iterables import guard, same_kind
from igor.groovy.gdk.lists import set_
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.list_kinds import CopyOnWriteList
from igor.groovy.null_texts import null_used
from igor.groovy.ranges import GRange
from igor.groovy.registry import LISTS
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, illegal_argument, out_of_bounds, uncastable
from igor.groovy.semantics import is_text
from igor.groovy.values import GArray, GSet, Long, TupleValue, to_int32


@LISTS("getAt")
def get_at(rt: Runtime, receiver: Any, index: Any) -> Any:
    array = isinstance(receiver, GArray)
    if index is None:
        raise ambiguous(receiver, "getAt", "groovy.lang.Range", "java.util.Collection")
    if isinstance(index, GRange):
        return _slice(receiver, index)
    if isinstance(index, (list, GSet)) and not isinstance(index, GArray):
        of_primitives = array and receiver.component in PRIMITIVES

        def item_at(place: Any) -> Any:
            one = of_primitives and isinstance(place, int)
            return _primitive_at(receiver, place) if one else get_at(rt, receiver, place)

        return picked(index, item_at)
    if is_text(index):
        return (properties.get if array else properties.of_items)(rt, receiver, str(index))
    if not isinstance(index, int) or isinstance(index, bool) or type(index) is Long:
        raise NoSignature
    size = len(receiver)
    at = from_begin(to_int32(index), size)
    if at >= size:
        if array:
            raise out_of_bounds(f"Index {at} out of bounds for length {size}", "ArrayIndexOutOfBoundsException")
        return None
    return receiver[at]


def picked(indices: Any, item_at: Callable[[Any], Any]) -> list[Any]:
    """``list[[0, 2, 4..5]]``: the items there; ranges and lists inside give several."""
    result: list[Any] = []
    for one in indices:
        index = picked_index(one)
        found = item_at(index)
        if isinstance(index, int):
            result.append(found)
        else:
            result.extend(found)
    return result


def _too_negative(index: int, size: int) -> GroovyRuntimeError:
    return out_of_bounds(
        f"Negative array index [{index}] too large for array size {size}", "ArrayIndexOutOfBoundsException"
    )


def range_borders(index: GRange, size: int) -> tuple[int, int, bool]:
    """Begin, end (outside) and whether to reverse, of a range used as an index.

    Source: IntRange#subListBorders; of other ranges DefaultGroovyMethods#subListBorders, which looks at the ends first.
    """
    first, last = _as_index(index.start), _as_index(index.written_end)
    if index.is_int:
        first, last = (one + size if one < 0 else one for one in (first, last))
    else:
        from_begin(min(first, last), size)
        first, last = from_begin(first, size), from_begin(last, size)
    inside = int(index.inclusive or not index.is_int)
    if first > last:
        return last + 1 - inside, first + 1, True
    return first, last + inside, False


def picked_index(value: Any) -> Any:
    """One of several indices: a range or collection as it is, anything else as an int."""
    several = isinstance(value, (list, GRange, GSet)) and not isinstance(value, GArray)
    return value if several else _as_index(value)


def from_begin(index: int, size: int) -> int:
    """The index counted from the begin; negative ones are counted from the end."""
    if index < -size:
        raise _too_negative(index, size)
    return index + size if index < 0 else index


def _as_index(value: Any) -> Any:
    convert = caster("int")
    return convert(value) if convert else value


def _slice(items: Any, index: GRange) -> Any:
    if index.empty:
        return same_kind(items, [])
    if isinstance(items, GArray) and items.component in PRIMITIVES:
        return _slice_of_primitives(items, index)
    low, high, backwards = range_borders(index, len(items))
    if isinstance(items, TupleValue) and (low < 0 or high > len(items)):
        which = f"source index {low}" if low < 0 else f"last source index {high}"
        text = f"arraycopy: {which} out of bounds for object array[{len(items)}]"
        raise out_of_bounds(text, "ArrayIndexOutOfBoundsException")
    if low < 0 or high > len(items):
        why = f"toIndex = {high}" if low >= 0 else f"fromIndex = {low}"
        raise out_of_bounds(None if isinstance(items, CopyOnWriteList) else why)
    is_backward_range = isinstance(items, GRange) and items.reverse
    piece = _piece_from_behind(items, low, high) if is_backward_range else [items[at] for at in range(low, high)]
    return same_kind(items, piece[::-1] if backwards else piece)


def _slice_of_primitives(items: GArray, index: GRange) -> list[Any]:
    """One item after the other, each index counted from the end when it is negative, also one that was counted so."""
    if not index.is_int:
        return [_primitive_at(items, _as_index(place)) for place in index]
    low, high, backwards = range_borders(index, len(items))
    found = [_primitive_at(items, place) for place in range(low, high)]
    return found[::-1] if backwards else found


def _primitive_at(items: GArray, index: int) -> Any:
    """One of several: Java's reflection refuses without a message."""
    at = from_begin(index, len(items))
    if at >= len(items):
        raise out_of_bounds(None, "ArrayIndexOutOfBoundsException")
    return items[at]


def _piece_from_behind(items: GRange, low: int, high: int) -> list[Any]:
    """``subList`` of a range that runs downwards: an IntRange counts from its least value, an ObjectRange gets lost."""
    if items.is_int:
        return [items[at] for at in range(len(items) - high, len(items) - low)]
    count = high - low
    if count > 2 and items.items is None:
        raise illegal_argument(f"Illegal Capacity: {2 - count}")
    return [items[low]] if count == 1 else []


@LISTS("putAt")
def put_at(rt: Runtime, receiver: Any, index: Any, item: Any) -> None:
    guard(receiver)
    if isinstance(index, GRange):
        _put_range(rt, receiver, index, item)
        return
    if isinstance(index, list) and not isinstance(receiver, GArray):
        _put_several(rt, receiver, index, item)
        return
    if not isinstance(index, int) or isinstance(index, (Long, bool)):
        raise NoSignature
    at = index + len(receiver) if index < 0 else index
    if at < 0:
        raise _too_negative(index, len(receiver))
    if isinstance(receiver, GArray):
        if at >= len(receiver):
            raise out_of_bounds(
                f"Index {at} out of bounds for length {len(receiver)}", "ArrayIndexOutOfBoundsException"
            )
        convert = caster(receiver.component)
        receiver[at] = convert(item) if convert else item
        return
    rt.check_items(at + 1)
    receiver.extend([None] * (at + 1 - len(receiver)))
    receiver[at] = item


def _put_range(rt: Runtime, receiver: Any, index: GRange, item: Any) -> None:
    """``list[1..2] = x``: what stood there goes, the item or a collection's items come."""
    if not index.is_int and not index.empty:
        _put_several(rt, receiver, list(index), item)
        return
    low, high = _borders_to_put(index, len(receiver))
    rt.check_items(high)
    receiver.extend([None] * (high - len(receiver)))
    if low < 0:
        raise out_of_bounds(f"fromIndex = {low}")
    if low > high:
        raise illegal_argument(f"fromIndex({low}) > toIndex({high})")
    collection = isinstance(item, (list, GSet, GRange)) and not isinstance(item, GArray)
    receiver[low:high] = list(item) if collection else [item]


def _borders_to_put(index: GRange, size: int) -> tuple[int, int]:
    if not index.empty:
        return range_borders(index, size)[:2]
    at = _as_index(index.low)
    if at < -size:
        raise _too_negative(at, size)
    return (at + size, at + size) if at < 0 else (at, at)


def _put_several(rt: Runtime, receiver: Any, indices: list[Any], item: Any) -> None:
    """``list[[0, 2]] = [a, b]``, or one value for all of them."""
    values = list(item) if isinstance(item, (list, GRange)) else None
    if values is not None and len(values) != len(indices):
        raise illegal_argument(f"Trying to replace {len(indices)} elements with {len(values)} elements")
    if indices and indices[0] is None:
        raise null_used("Object.getClass()", "first")
    if indices and type(indices[0]) is not int:
        text = f"Can only index a List with another List of Integers, not a List of {class_name(indices[0])}"
        raise illegal_argument(text)
    for position, index in enumerate(indices):
        if index is None:
            raise null_used("java.lang.Integer.intValue()", "index")
        if type(index) is not int:
            raise uncastable(class_name(index), "java.lang.Integer")
        if values is not None:
            put_at(rt, receiver, index, values[position])
        else:
            set_(rt, receiver, index, item)
