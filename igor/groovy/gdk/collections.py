"""Methods of stacks, queues, arrays, sets, ranges and iterators."""

from __future__ import annotations

from typing import Any

from igor.groovy import properties
from igor.groovy.builtin_tables import register_kind
from igor.groovy.class_model import is_instance
from igor.groovy.closure import ClosureValue
from igor.groovy.comparators import comparator_of
from igor.groovy.gdk.list_items import get_at
from igor.groovy.gdk.lists import as_synchronized, grow, keep
from igor.groovy.iteration import IteratorValue
from igor.groovy.null_texts import null_used
from igor.groovy.ranges import GRange
from igor.groovy.registry import ARRAYS, ITERABLES, ITERATORS, RANGES, SETS, STACKS, Int
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, unsupported
from igor.groovy.semantics import compare, contains, is_text, natural_key, number_aware_order
from igor.groovy.sorted_keys import check_key, is_sorted_set
from igor.groovy.values import BigInteger, GSet, HashMap, Stack, to_key
from igor.groovy.views import MapView

register_kind("java.util.Iterator", ITERATORS, ITERABLES)


@STACKS("getFirst", "element")
def first_of_queue(rt: Runtime, receiver: Any) -> Any:
    if not receiver:
        raise GroovyRuntimeError("java.util.NoSuchElementException", None)
    return receiver[0]


@STACKS("peek", "peekFirst")
def peek(rt: Runtime, receiver: Any) -> Any:
    if isinstance(receiver, Stack):
        if not receiver:
            raise GroovyRuntimeError("java.util.EmptyStackException", None)
        return receiver[-1]
    return receiver[0] if receiver else None


@STACKS("poll", "pollFirst")
def poll(rt: Runtime, receiver: Any) -> Any:
    return receiver.pop(0) if receiver else None


@STACKS("pop")
def stack_pop(rt: Runtime, receiver: Any) -> Any:
    _no_plain_list(receiver)
    if not receiver:
        kind = "EmptyStackException" if isinstance(receiver, Stack) else "NoSuchElementException"
        raise GroovyRuntimeError(f"java.util.{kind}", None)
    return receiver.pop() if isinstance(receiver, Stack) else receiver.pop(0)


@STACKS("push")
def stack_push(rt: Runtime, receiver: Any, item: Any) -> Any:
    _no_plain_list(receiver)
    if not isinstance(receiver, Stack):
        return add_first(rt, receiver, item)
    grow(rt, receiver)
    receiver.append(item)
    return item


@STACKS("addFirst")
def add_first(rt: Runtime, receiver: Any, item: Any) -> None:
    grow(rt, receiver)
    receiver.insert(0, item)


def _no_plain_list(receiver: Any) -> None:
    """``pop()`` and ``push()`` of a LinkedList are those that Groovy gives all lists: they work on its end."""
    if receiver.java_class == "java.util.LinkedList":
        raise NoSignature


@STACKS("empty")
def empty(rt: Runtime, receiver: Any) -> bool:
    return not receiver


@ARRAYS("getLength")
def array_length(rt: Runtime, receiver: Any) -> int:
    return len(receiver)


@SETS("add")
def set_add(rt: Runtime, receiver: GSet, item: Any) -> bool:
    _check_growing(receiver)
    rt.check_items(len(receiver) + 1)
    if item is None:
        check_key(receiver, item)
    return _sorted_again(receiver, receiver.add(item))


def _sorted_again(receiver: GSet, changed: bool) -> bool:
    if changed and receiver.java_class == "java.util.TreeSet" and comparator_of(receiver) is None:
        items = sorted(receiver, key=natural_key)
        receiver.items = {to_key(item): None for item in items}
    return changed


@SETS("leftShift")
def set_left_shift(rt: Runtime, receiver: GSet, item: Any) -> GSet:
    set_add(rt, receiver, item)
    return receiver


@SETS("addAll")
def set_add_all(rt: Runtime, receiver: GSet, *given: Any) -> bool:
    in_one = len(given) == 1 and isinstance(given[0], (list, GSet, GRange, IteratorValue))
    items = list(given[0]) if in_one else given
    return sum(set_add(rt, receiver, item) for item in items) > 0


@SETS("remove", "removeElement")
def set_remove(rt: Runtime, receiver: GSet, item: Any) -> bool:
    _check_shrinking(receiver)
    check_key(receiver, item)
    return receiver.discard(item)


@SETS("removeAll", "removeIf")
def set_remove_all(rt: Runtime, receiver: GSet, what: Any) -> bool:
    _check_shrinking(receiver)
    return keep(receiver, what, False)


@SETS("retainAll")
def set_retain_all(rt: Runtime, receiver: GSet, what: Any) -> bool:
    _check_shrinking(receiver)
    return keep(receiver, what, True)


@SETS("clear")
def set_clear(rt: Runtime, receiver: GSet) -> None:
    _check_shrinking(receiver)
    if isinstance(receiver, MapView):
        receiver.items = {}
    else:
        receiver.items.clear()


@SETS("clone")
def set_clone(rt: Runtime, receiver: GSet) -> GSet:
    return receiver.copy()


SETS("asSynchronized")(as_synchronized)


@SETS("asImmutable", "asUnmodifiable")
def set_as_immutable(rt: Runtime, receiver: GSet) -> GSet:
    result = receiver.copy()
    if isinstance(receiver.items, HashMap):
        result.items = receiver.items.alike()
    own = receiver.java_class
    kind = "Collection" if own.endswith("Values") else "SortedSet" if is_sorted_set(receiver) else "Set"
    result.java_class = f"java.util.Collections$Unmodifiable{kind}"
    return result


def _check_shrinking(receiver: GSet) -> None:
    if receiver.java_class.startswith(_FIXED):
        raise unsupported()


def _check_growing(receiver: GSet) -> None:
    if isinstance(receiver, MapView) or receiver.java_class.startswith(_FIXED):
        raise unsupported()


#: The sets that cannot be changed.
_FIXED = tuple(f"java.util.Collections${kind}" for kind in ("Unmodifiable", "Empty", "Singleton"))


@SETS("getAt")
def set_get_at(rt: Runtime, receiver: GSet, index: Any) -> Any:
    if is_text(index):
        return properties.of_items(rt, receiver, str(index))
    if index is None:
        if all(item is None for item in receiver):
            return []
        raise null_used("Object.hashCode()", "key")
    if type(index) not in (int, BigInteger):
        raise NoSignature
    return get_at(rt, list(receiver), index)


@RANGES("getFrom")
def get_from(rt: Runtime, receiver: GRange) -> Any:
    return receiver.low


@RANGES("getTo")
def get_to(rt: Runtime, receiver: GRange) -> Any:
    return receiver.high


@RANGES("isReverse")
def is_reverse(rt: Runtime, receiver: GRange) -> bool:
    return bool(receiver.reverse)


@RANGES("step")
def step(rt: Runtime, receiver: GRange, by: Int, closure: ClosureValue | None = None) -> Any:
    if by == 0 and not receiver.empty:
        if compare(receiver.low, receiver.high) != 0:
            text = "Infinite loop detected due to step size of 0"
            raise GroovyRuntimeError("groovy.lang.GroovyRuntimeException", text)
        return [] if closure is None else None
    items = list(receiver)[:: abs(by) or 1]
    items = items if by > 0 else list(reversed(list(receiver)))[:: abs(by) or 1]
    if closure is None:
        return items
    for item in items:
        closure.call(item)
    return None


@RANGES("size")
def range_size(rt: Runtime, receiver: GRange) -> int:
    return receiver.java_size()


@RANGES("containsWithinBounds")
def within_bounds(rt: Runtime, receiver: GRange, value: Any) -> bool:
    if receiver.empty:
        return False
    if receiver.is_int or not is_instance(value, "java.lang.Comparable"):
        return contains(receiver, value)
    return number_aware_order(receiver.low, value) <= 0 <= number_aware_order(receiver.high, value)


@ITERATORS("hasNext")
def has_next(rt: Runtime, receiver: IteratorValue) -> bool:
    return bool(receiver.groovy_truth())


@ITERATORS("next")
def next_(rt: Runtime, receiver: IteratorValue) -> Any:
    if not receiver.groovy_truth():
        raise GroovyRuntimeError("java.util.NoSuchElementException", None)
    return receiver.ahead.pop()


@ITERATORS("toList")
def iterator_to_list(rt: Runtime, receiver: IteratorValue) -> list[Any]:
    return list(receiver)


@ITERATORS("iterator")
def iterator_itself(rt: Runtime, receiver: IteratorValue) -> IteratorValue:
    return receiver
