"""Methods of lists (java.util.List and the GDK on it), arrays, ranges, sets, stacks and queues, iterators."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from igor.groovy.casts import items_of
from igor.groovy.class_model import class_name
from igor.groovy.closure import ClosureValue
from igor.groovy.gdk.calling import as_iterator, tester
from igor.groovy.gdk.iterables import guard
from igor.groovy.null_texts import null_used
from igor.groovy.ranges import GRange
from igor.groovy.registry import LISTS, Int
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import (
    GroovyRuntimeError,
    NoSignature,
    illegal_argument,
    null_pointer,
    out_of_bounds,
    unsupported,
)
from igor.groovy.semantics import equals, is_number, truth
from igor.groovy.text import range_text
from igor.groovy.values import (
    Byte,
    DefaultList,
    GArray,
    GSet,
    ImmutableList,
    LinkedList,
    Long,
    Short,
    Stack,
    TupleValue,
    to_key,
)
from igor.groovy.views import MapView, SubList


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
def add_all(rt: Runtime, receiver: Any, first: Any, *more: Any) -> bool:
    at = len(receiver)
    if not more:
        added = _added(first)
    elif isinstance(first, int):
        at, added = first, _inserted(receiver, first, list(more))
    else:
        added = [first, *more]
    guard(receiver)
    rt.check_items(len(receiver) + len(added))
    receiver[at:at] = added
    return bool(added)


def _added(items: Any) -> list[Any]:
    found = items_of(as_iterator(items, "<local3>") if isinstance(items, ClosureValue) else items)
    if found is None:
        raise NoSignature
    return found


def _inserted(receiver: Any, index: Any, items: list[Any]) -> list[Any]:
    """What is put in at an index: the items of a collection, or what is given one by one."""
    found = items_of(items[0]) if len(items) == 1 else None
    if items == [None]:
        raise null_used("java.util.Collection.toArray()", "c")
    _check_insert(index, receiver)
    return items if found is None else found


@LISTS("get")
def get(rt: Runtime, receiver: Any, index: Int) -> Any:
    _not_array(receiver)
    if not 0 <= index < len(receiver):
        raise out_of_bounds(_outside(receiver, index))
    return receiver[index]


def _outside(receiver: Any, index: int) -> str:
    if not isinstance(receiver, GRange):
        return f"Index {index} out of bounds for length {len(receiver)}"
    if receiver.empty:
        return "can't get values from Empty Ranges"
    if index < 0:
        return f"Index: {index} should not be negative"
    return f"Index: {index} {'' if receiver.is_int else 'is '}too big for range: {range_text(receiver)}"


@LISTS("set")
def set_(rt: Runtime, receiver: Any, index: Int, item: Any) -> Any:
    _not_array(receiver)
    guard(receiver)
    old = get(rt, receiver, index)
    receiver[index] = item
    return old


@LISTS("remove")
def remove(rt: Runtime, receiver: Any, what: Any = None) -> Any:
    _not_array(receiver)
    if isinstance(receiver, (GRange, TupleValue)):
        return _unremovable(receiver, what)
    guard(receiver)
    if type(what) in (int, Short, Byte):
        if not 0 <= what < len(receiver):
            raise out_of_bounds(f"Index {what} out of bounds for length {len(receiver)}")
        return receiver.pop(what)
    return _remove_item(receiver, what)


def _unremovable(receiver: Any, what: Any) -> bool:
    """Ranges and tuples remove nothing; they say so when the item is there, or an index is given."""
    if isinstance(receiver, GRange) and receiver.empty:
        raise unsupported("cannot remove from Empty Ranges")
    if type(what) in (int, Short, Byte) or any(to_key(item) == to_key(what) for item in receiver):
        raise unsupported()
    return False


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
    if what is None:
        raise null_pointer(None)
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
    if isinstance(receiver, MapView):
        receiver.items = {to_key(item): None for item in kept}
    elif isinstance(receiver, GSet):
        for item in set(map(to_key, receiver)) - set(map(to_key, kept)):
            del receiver.items[item]
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
    return next(_passing(receiver, first, closure), -1)


@LISTS("findLastIndexOf")
def find_last_index_of(rt: Runtime, receiver: Any, first: Any, closure: ClosureValue | None = None) -> int:
    return max(_passing(receiver, first, closure), default=-1)


@LISTS("findIndexValues")
def find_index_values(rt: Runtime, receiver: Any, first: Any, closure: ClosureValue | None = None) -> list[Any]:
    return list(map(Long, _passing(receiver, first, closure)))


def _passing(receiver: Any, first: Any, closure: ClosureValue | None) -> Iterator[int]:
    """The places, from the first argument on when there are two, whose items pass the closure's test."""
    wanted, start = (first, 0) if closure is None else (closure, first)
    if start is None:
        raise null_used("java.lang.Number.longValue()", "startIndex")
    if not isinstance(wanted, ClosureValue) or not is_number(start):
        raise NoSignature
    start, test = int(start), tester(wanted)
    return (index for index, item in enumerate(receiver) if index >= start and test(item))


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
    if isinstance(receiver, ImmutableList):
        part = TupleValue("groovy.lang.Tuple", receiver[begin:end]) if isinstance(receiver, TupleValue) else None
        return ImmutableList(receiver[begin:end]) if part is None else part
    if not isinstance(receiver, GRange):
        return SubList(receiver, begin, end) if type(receiver) in (list, SubList) else list(receiver)[begin:end]
    if begin == end:
        return GRange.empty_at(receiver.low)
    if receiver.is_int and receiver.reverse:
        return GRange(receiver.low + end - 1, receiver.low + begin)
    if receiver.is_int:
        return GRange(receiver[begin], receiver[end - 1])
    items = list(receiver)[begin:end]
    is_lost = receiver.reverse and len(items) > 1
    return GRange.of_items(items[0], items[-1], [] if is_lost else items, receiver.reverse)


@LISTS("swap")
def swap(rt: Runtime, receiver: Any, left: Int, right: Int) -> Any:
    if isinstance(receiver, (GRange, ImmutableList)):
        get(rt, receiver, left)
        raise unsupported()
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
    if not len(receiver):
        raise GroovyRuntimeError("java.util.NoSuchElementException", "Cannot pop() an empty List")
    guard(receiver)
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
    if len(items) == 1 and isinstance(items[0], ClosureValue):
        items = (as_iterator(items[0]),)
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
    result = ImmutableList(receiver)
    if isinstance(receiver, (GRange, LinkedList, TupleValue, DefaultList)) and not isinstance(receiver, Stack):
        result.java_class = "java.util.Collections$UnmodifiableList"
    return result


@LISTS("asSynchronized")
def as_synchronized(rt: Runtime, receiver: Any) -> Any:
    """Scripts run in one thread."""
    return receiver


@LISTS("clone")
def clone(rt: Runtime, receiver: Any) -> Any:
    return GArray(receiver, receiver.component) if isinstance(receiver, GArray) else list(receiver)


@LISTS("equals")
def equals_(rt: Runtime, receiver: Any, other: Any = None) -> bool:
    if type(receiver) is type(other) is GRange and receiver.is_int and other.is_int:
        return bool(to_key(receiver) == to_key(other))
    return equals(receiver, other)


@LISTS("ensureCapacity", "trimToSize")
def capacity(rt: Runtime, receiver: Any, size: Any = None) -> None:
    return None
