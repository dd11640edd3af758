"""Methods of lists (java.util.List and the GDK on it), arrays, ranges, sets, stacks and queues, iterators."""

from __future__ import annotations

import random
from typing import Any

from igor.groovy import properties
from igor.groovy.casts import ambiguous, caster, items_of
from igor.groovy.class_model import class_name
from igor.groovy.closure import ClosureValue
from igor.groovy.gdk.calling import tester
from igor.groovy.gdk.iterables import guard
from igor.groovy.iteration import IteratorValue
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.ranges import GRange
from igor.groovy.registry import LISTS, Int
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, illegal_argument, out_of_bounds
from igor.groovy.semantics import equals, is_text, truth
from igor.groovy.text import range_text
from igor.groovy.values import GArray, GSet, ImmutableList, Long, Stack, to_key
from igor.groovy.views import SubList


def _not_array(receiver: Any) -> None:
    """Arrays do not have all methods of lists."""
    if isinstance(receiver, GArray):
        raise NoSignature


def grow(rt: Runtime, receiver: Any) -> None:
    """Check that one more item may be added."""
    _not_array(receiver)
    guard(receiver)
    rt.check_items(len(receiver) + 1)


@LISTS("add", "addLast", "offer")
def add(rt: Runtime, receiver: Any, first: Any, *rest: Any) -> Any:
    grow(rt, receiver)
    if rest:
        _check_insert(first, receiver)
        receiver.insert(first, rest[0])
        return None
    receiver.append(first)
    return True


def _check_insert(index: int, items: list[Any]) -> None:
    if not isinstance(index, int) or not 0 <= index <= len(items):
        raise out_of_bounds(f"Index: {index}, Size: {len(items)}")


@LISTS("leftShift")
def left_shift(rt: Runtime, receiver: Any, item: Any) -> Any:
    grow(rt, receiver)
    receiver.append(item)
    return receiver


@LISTS("addAll")
def add_all(rt: Runtime, receiver: Any, first: Any, items: Any = None) -> bool:
    at = first if items is not None else len(receiver)
    added = items_of(first if items is None else items)
    if added is None:
        raise NoSignature
    guard(receiver)
    rt.check_items(len(receiver) + len(added))
    receiver[at:at] = added
    return bool(added)


@LISTS("get")
def get(rt: Runtime, receiver: Any, index: Int) -> Any:
    _not_array(receiver)
    if not 0 <= index < len(receiver):
        raise out_of_bounds(_outside(receiver, index))
    return receiver[index]


def _outside(receiver: Any, index: int) -> str:
    if not isinstance(receiver, GRange) or index < 0:
        return f"Index {index} out of bounds for length {len(receiver)}"
    if receiver.empty:
        return "can't get values from Empty Ranges"
    return f"Index: {index} {'' if receiver.is_int else 'is '}too big for range: {range_text(receiver)}"


@LISTS("set")
def set_(rt: Runtime, receiver: Any, index: Int, item: Any) -> Any:
    _not_array(receiver)
    guard(receiver)
    old = get(rt, receiver, index)
    receiver[index] = item
    return old


@LISTS("getAt")
def get_at(rt: Runtime, receiver: Any, index: Any) -> Any:
    if index is None:
        raise ambiguous(receiver, "getAt", "groovy.lang.Range", "java.util.Collection")
    if isinstance(index, GRange):
        return _slice(receiver, index)
    if isinstance(index, (list, GSet)) and not isinstance(index, GArray):
        return _picked(rt, receiver, index)
    if is_text(index):
        return properties.get(rt, receiver, str(index))
    if not isinstance(index, int) or isinstance(index, (bool, Long)):
        raise NoSignature
    size = len(receiver)
    if index < -size:
        raise _too_negative(index, size)
    if index >= size:
        if isinstance(receiver, GArray):
            raise out_of_bounds(f"Index {index} out of bounds for length {size}", "ArrayIndexOutOfBoundsException")
        return None
    return receiver[index + size if index < 0 else index]


def _picked(rt: Runtime, receiver: Any, indices: Any) -> list[Any]:
    """``list[[0, 2, 4..5]]``: the items there; ranges and lists inside give several."""
    result: list[Any] = []
    for one in indices:
        if isinstance(one, (list, GRange, GSet)):
            result.extend(get_at(rt, receiver, one))
        else:
            result.append(get_at(rt, receiver, picked_index(one)))
    return result


def _too_negative(index: int, size: int) -> GroovyRuntimeError:
    return out_of_bounds(
        f"Negative array index [{index}] too large for array size {size}", "ArrayIndexOutOfBoundsException"
    )


def range_borders(index: GRange, size: int) -> tuple[int, int, bool]:
    """IntRange.subListBorders: begin, end (outside) and whether to reverse, of a range used as an index."""
    first, last = _as_index(index.start), _as_index(index.written_end)
    first, last = (one + size if one < 0 else one for one in (first, last))
    inside = int(index.inclusive or not index.is_int)
    if first > last:
        return last + 1 - inside, first + 1, True
    return first, last + inside, False


def picked_index(value: Any) -> Any:
    """One of several indices: a range or collection as it is, anything else as an int."""
    return value if isinstance(value, (list, GRange, GSet)) else _as_index(value)


def _as_index(value: Any) -> Any:
    convert = caster("int")
    return convert(value) if convert else value


def _slice(items: Any, index: GRange) -> Any:
    if index.empty:
        return []
    low, high, backwards = range_borders(index, len(items))
    if low < 0 or high > len(items):
        raise out_of_bounds(f"toIndex = {high}" if low >= 0 else f"fromIndex = {low}")
    piece = [items[at] for at in range(low, high)]
    piece = piece[::-1] if backwards else piece
    if isinstance(items, GArray) and items.component not in PRIMITIVES:
        return GArray(piece, items.component)
    return piece


@LISTS("putAt")
def put_at(rt: Runtime, receiver: Any, index: Any, item: Any) -> None:
    guard(receiver)
    if isinstance(index, GRange):
        low, high = index.low, index.high
        receiver[low : high + 1] = items_of(item) or [item]
        return
    if isinstance(index, list) and not isinstance(receiver, GArray):
        _put_several(rt, receiver, index, item)
        return
    if not isinstance(index, int) or isinstance(index, Long):
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


def _put_several(rt: Runtime, receiver: Any, indices: list[Any], item: Any) -> None:
    """``list[[0, 2]] = [a, b]``, or one value for all of them."""
    values = list(item) if isinstance(item, (list, GRange)) else None
    if values is not None and len(values) != len(indices):
        raise illegal_argument(f"Trying to replace {len(indices)} elements with {len(values)} elements")
    if indices and type(indices[0]) is not int:
        text = f"Can only index a List with another List of Integers, not a List of {class_name(indices[0])}"
        raise illegal_argument(text)
    for position, index in enumerate(indices):
        if values is not None:
            put_at(rt, receiver, index, values[position])
        else:
            set_(rt, receiver, index, item)


@LISTS("remove")
def remove(rt: Runtime, receiver: Any, what: Any = None) -> Any:
    _not_array(receiver)
    guard(receiver)
    if isinstance(what, int) and not isinstance(what, bool):
        if not 0 <= what < len(receiver):
            raise out_of_bounds(f"Index {what} out of bounds for length {len(receiver)}")
        return receiver.pop(what)
    return _remove_item(receiver, what)


def _remove_item(receiver: Any, what: Any) -> bool:
    key = to_key(what)
    for index, item in enumerate(receiver):
        if to_key(item) == key:
            del receiver[index]
            return True
    return False


@LISTS("removeAt")
def remove_at(rt: Runtime, receiver: Any, index: Int) -> Any:
    return remove(rt, receiver, index)


@LISTS("removeElement")
def remove_element(rt: Runtime, receiver: Any, what: Any) -> bool:
    guard(receiver)
    return _remove_item(receiver, what)


@LISTS("removeAll")
def remove_all(rt: Runtime, receiver: Any, what: Any) -> bool:
    return keep(receiver, what, False)


@LISTS("removeIf")
def remove_if(rt: Runtime, receiver: Any, what: ClosureValue) -> bool:
    return remove_all(rt, receiver, what)


@LISTS("retainAll")
def retain_all(rt: Runtime, receiver: Any, what: Any) -> bool:
    return keep(receiver, what, True)


def keep(receiver: Any, what: Any, wanted: bool) -> bool:
    """Keep (or drop) what a closure or collection says; True when something went."""
    before = len(receiver)
    if isinstance(what, ClosureValue):
        test = tester(what)
        kept = [item for item in receiver if test(item) == wanted]
        if len(kept) == before:
            return False
        guard(receiver)
    else:
        guard(receiver)
        keys = {to_key(item) for item in (items_of(what) or [])}
        kept = [item for item in receiver if (to_key(item) in keys) == wanted]
    if isinstance(receiver, GSet):
        receiver.items = {to_key(item): None for item in kept}
    else:
        receiver[:] = kept
    return len(kept) != before


@LISTS("clear")
def clear(rt: Runtime, receiver: Any) -> None:
    guard(receiver)
    receiver.clear()


@LISTS("indexOf")
def index_of(rt: Runtime, receiver: Any, what: Any) -> int:
    _not_array(receiver)
    key = to_key(what)
    return next((index for index, item in enumerate(receiver) if to_key(item) == key), -1)


@LISTS("lastIndexOf")
def last_index_of(rt: Runtime, receiver: Any, what: Any) -> int:
    _not_array(receiver)
    key = to_key(what)
    return max((index for index, item in enumerate(receiver) if to_key(item) == key), default=-1)


@LISTS("findIndexOf")
def find_index_of(rt: Runtime, receiver: Any, first: Any, closure: ClosureValue | None = None) -> int:
    wanted = first if closure is None else closure
    start = 0 if closure is None else first
    if not isinstance(wanted, ClosureValue) or type(start) is not int:
        raise NoSignature
    test = tester(wanted)
    return next((index for index, item in enumerate(receiver) if index >= start and test(item)), -1)


@LISTS("findLastIndexOf")
def find_last_index_of(rt: Runtime, receiver: Any, closure: ClosureValue) -> int:
    test = tester(closure)
    return max((index for index, item in enumerate(receiver) if test(item)), default=-1)


@LISTS("findIndexValues")
def find_index_values(rt: Runtime, receiver: Any, closure: ClosureValue) -> list[Any]:
    test = tester(closure)
    return [Long(index) for index, item in enumerate(receiver) if test(item)]


@LISTS("reverse")
def reverse(rt: Runtime, receiver: Any, in_place: Any = False) -> Any:
    result = list(receiver)[::-1]
    if truth(in_place):
        receiver[:] = result
        return receiver
    return GArray(result) if isinstance(receiver, GArray) else result


@LISTS("subList")
def sub_list(rt: Runtime, receiver: Any, begin: Int, end: Int) -> Any:
    if begin < 0:
        raise out_of_bounds(f"fromIndex = {begin}")
    if end > len(receiver):
        raise out_of_bounds(f"toIndex = {end}")
    if begin > end:
        raise illegal_argument(f"fromIndex({begin}) > toIndex({end})")
    if not isinstance(receiver, GRange):
        return SubList(receiver, begin, end) if type(receiver) in (list, SubList) else list(receiver)[begin:end]
    if begin == end:
        return GRange.empty_at(receiver.low)
    return GRange(receiver[begin], receiver[end - 1]) if receiver.is_int else list(receiver)[begin:end]


@LISTS("swap")
def swap(rt: Runtime, receiver: Any, left: Int, right: Int) -> Any:
    for at in (left, right):
        if not 0 <= at < len(receiver):
            kind = "ArrayIndexOutOfBoundsException" if isinstance(receiver, GArray) else "IndexOutOfBoundsException"
            raise out_of_bounds(f"Index {at} out of bounds for length {len(receiver)}", kind)
    receiver[left], receiver[right] = receiver[right], receiver[left]
    return receiver


@LISTS("shuffle")
def shuffle(rt: Runtime, receiver: Any, source: Any = None) -> None:
    guard(receiver)
    if source is None:
        random.shuffle(receiver)
        return
    for size in range(len(receiver), 1, -1):
        other = source.below(size)
        receiver[size - 1], receiver[other] = receiver[other], receiver[size - 1]


@LISTS("push")
def push(rt: Runtime, receiver: Any, item: Any) -> Any:
    grow(rt, receiver)
    receiver.append(item)
    return item if isinstance(receiver, Stack) else True


@LISTS("pop")
def pop(rt: Runtime, receiver: Any) -> Any:
    _not_array(receiver)
    guard(receiver)
    if not receiver:
        raise GroovyRuntimeError("java.util.NoSuchElementException", "Cannot pop() an empty List")
    return receiver.pop()


@LISTS("removeLast")
def remove_last(rt: Runtime, receiver: Any) -> Any:
    return pop(rt, receiver)


@LISTS("plus")
def plus_at(rt: Runtime, receiver: Any, index: Int, *items: Any) -> list[Any]:
    if not items or isinstance(receiver, GArray):
        raise NoSignature
    if items == (None,):
        raise _ambiguous_plus(receiver)
    added = list(items[0]) if len(items) == 1 and isinstance(items[0], (list, GSet, GRange)) else list(items)
    if not 0 <= index <= len(receiver):
        raise out_of_bounds(f"Index: {index}, Size: {len(receiver)}")
    rt.check_items(len(receiver) + len(added))
    return [*list(receiver)[:index], *added, *list(receiver)[index:]]


def _ambiguous_plus(receiver: Any) -> GroovyRuntimeError:
    prototypes = "".join(f"\n\t[int, interface {kind}]" for kind in ("java.lang.Iterable", "java.util.List"))
    return GroovyRuntimeError(
        "groovy.lang.GroovyRuntimeException",
        f"Ambiguous method overloading for method {class_name(receiver)}#plus.\nCannot resolve which method to invoke "
        f"for [class java.lang.Integer, null] due to overlapping prototypes between:{prototypes}",
    )


@LISTS("asImmutable", "asUnmodifiable")
def as_immutable(rt: Runtime, receiver: Any) -> ImmutableList:
    return ImmutableList(receiver)


@LISTS("asSynchronized", "clone")
def clone(rt: Runtime, receiver: Any) -> Any:
    return GArray(receiver, receiver.component) if isinstance(receiver, GArray) else list(receiver)


@LISTS("equals")
def equals_(rt: Runtime, receiver: Any, other: Any) -> bool:
    if type(receiver) is type(other) is GRange and receiver.is_int and other.is_int:
        return bool(to_key(receiver) == to_key(other))
    return equals(receiver, other)


@LISTS("listIterator")
def list_iterator(rt: Runtime, receiver: Any) -> IteratorValue:
    return IteratorValue(iter(list(receiver)))


@LISTS("ensureCapacity", "trimToSize")
def capacity(rt: Runtime, receiver: Any, size: Any = None) -> None:
    return None
