"""What sorted sets, queues and vectors have beside other collections: neighbours, ends, priorities."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from igor.groovy.builtin_tables import register_type
from igor.groovy.casts import items_of
from igor.groovy.comparators import order_of
from igor.groovy.gdk.calling import order_key
from igor.groovy.gdk.iterables import same_kind
from igor.groovy.iteration import IteratorValue
from igor.groovy.registry import ITERABLES, LISTS, SETS, STACKS, MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature
from igor.groovy.semantics import equals
from igor.groovy.values import GSet, LinkedList, Stack

# --- sorted sets ----------------------------------------------------------------------------------------------------


def _sorted(receiver: GSet) -> list[Any]:
    if receiver.java_class != "java.util.TreeSet":
        raise NoSignature
    return list(receiver)


def _border(name: str, index: int) -> None:
    @SETS(name)
    def run(rt: Runtime, receiver: GSet) -> Any:
        items = _sorted(receiver)
        if not items:
            raise GroovyRuntimeError("java.util.NoSuchElementException", None)
        return items[index]


_border("first", 0)
_border("last", -1)


def _part_of(receiver: GSet, keep: Callable[[Any], bool]) -> GSet:
    """The items that are kept, in a set of the same order."""
    part: GSet = same_kind(receiver, [item for item in _sorted(receiver) if keep(item)])
    return part


def _part(name: str, keep: Callable[[int, bool], bool], inclusive: bool) -> None:
    @SETS(name)
    def run(rt: Runtime, receiver: GSet, border: Any, included: Any = inclusive) -> GSet:
        order = order_of(receiver)
        return _part_of(receiver, lambda item: keep(order(item, border), bool(included)))


_part("headSet", lambda order, included: order < 0 or (included and order == 0), False)
_part("tailSet", lambda order, included: order > 0 or (included and order == 0), True)


@SETS("subSet")
def sub_set(rt: Runtime, receiver: GSet, low: Any, high: Any) -> GSet:
    order = order_of(receiver)
    return _part_of(receiver, lambda item: order(item, low) >= 0 and order(item, high) < 0)


def _neighbour(name: str, fits: Callable[[int], bool], last: bool) -> None:
    @SETS(name)
    def run(rt: Runtime, receiver: GSet, border: Any) -> Any:
        order = order_of(receiver)
        found = [item for item in _sorted(receiver) if fits(order(item, border))]
        return found[-1 if last else 0] if found else None


_neighbour("floor", lambda order: order <= 0, True)
_neighbour("lower", lambda order: order < 0, True)
_neighbour("ceiling", lambda order: order >= 0, False)
_neighbour("higher", lambda order: order > 0, False)
SETS("descendingIterator")(lambda rt, receiver: IteratorValue(iter(_sorted(receiver)[::-1])))
SETS("descendingSet")(lambda rt, receiver: GSet(reversed(_sorted(receiver)), "java.util.TreeSet$Descending"))


def _poll(name: str, at: int) -> None:
    @SETS(name)
    def run(rt: Runtime, receiver: GSet) -> Any:
        items = _sorted(receiver)
        if not items:
            return None
        receiver.discard(items[at])
        return items[at]


_poll("pollFirst", 0)
_poll("pollLast", -1)

# --- priority queues ------------------------------------------------------------------------------------------------


class PriorityQueueValue(LinkedList):
    """java.util.PriorityQueue, kept in order."""

    java_class = "java.util.PriorityQueue"

    def __init__(self, items: Any = (), comparator: Any = None) -> None:
        self.key = order_key(comparator)
        super().__init__(sorted(items, key=self.key))


QUEUES = MethodTable("java.util.PriorityQueue")
register_type(PriorityQueueValue, QUEUES, STACKS, LISTS, ITERABLES)


@StaticTable("java.util.PriorityQueue").constructor
def new_priority_queue(rt: Runtime, source: Any = None, comparator: Any = None) -> PriorityQueueValue:
    if isinstance(comparator, int):
        raise NoSignature
    if source is None or isinstance(source, int):
        return PriorityQueueValue((), comparator)
    items = items_of(source)
    return PriorityQueueValue((), source) if items is None else PriorityQueueValue(items)


@QUEUES("add", "offer", "leftShift")
def enqueue(rt: Runtime, receiver: PriorityQueueValue, item: Any) -> Any:
    rt.check_items(len(receiver))
    receiver.insert(bisect_right(receiver, receiver.key(item), key=receiver.key), item)
    return True


@QUEUES("addAll")
def enqueue_all(rt: Runtime, receiver: PriorityQueueValue, items: list) -> bool:  # type: ignore[type-arg]
    for item in items:
        enqueue(rt, receiver, item)
    return bool(items)


# --- both ends of a queue -------------------------------------------------------------------------------------------


def _end(names: tuple[str, ...], at: int, take: bool, needed: bool) -> None:
    @STACKS(*names)
    def run(rt: Runtime, receiver: Any) -> Any:
        if isinstance(receiver, Stack):
            raise NoSignature
        if not receiver:
            if needed:
                raise GroovyRuntimeError("java.util.NoSuchElementException", None)
            return None
        return receiver.pop(at) if take else receiver[at]


_end(("peek", "peekFirst"), 0, False, False)
_end(("element", "getFirst"), 0, False, True)
_end(("poll", "pollFirst"), 0, True, False)
_end(("remove", "removeFirst"), 0, True, True)
_end(("peekLast",), -1, False, False)
_end(("getLast",), -1, False, True)
_end(("pollLast",), -1, True, False)
_end(("removeLast",), -1, True, True)


@STACKS("offer", "offerLast", "addLast")
def add_last(rt: Runtime, receiver: Any, item: Any) -> bool:
    rt.check_items(len(receiver))
    receiver.append(item)
    return True


@STACKS("offerFirst")
def add_first(rt: Runtime, receiver: Any, item: Any) -> bool:
    rt.check_items(len(receiver))
    receiver.insert(0, item)
    return True


# --- vectors and stacks ---------------------------------------------------------------------------------------------


@LISTS("search")
def search(rt: Runtime, receiver: Any, item: Any) -> int:
    if getattr(receiver, "java_class", "") != "java.util.Stack":
        raise NoSignature
    places = [at for at, one in enumerate(receiver) if equals(one, item)]
    return len(receiver) - places[-1] if places else -1


@LISTS("elementAt")
def element_at(rt: Runtime, receiver: Any, index: int) -> Any:
    if not 0 <= index < len(receiver):
        raise GroovyRuntimeError(
            "java.lang.ArrayIndexOutOfBoundsException", f"{index} >= {len(receiver)}" if index >= 0 else None
        )
    return receiver[index]


@LISTS("removeElementAt")
def remove_element_at(rt: Runtime, receiver: Any, index: int) -> None:
    element_at(rt, receiver, index)
    del receiver[index]


@LISTS("setElementAt")
def set_element_at(rt: Runtime, receiver: Any, item: Any, index: int) -> None:
    element_at(rt, receiver, index)
    receiver[index] = item


@LISTS("insertElementAt")
def insert_element_at(rt: Runtime, receiver: Any, item: Any, index: int) -> None:
    rt.check_items(len(receiver))
    receiver.insert(index, item)


LISTS("elements")(lambda rt, receiver: IteratorValue(iter(list(receiver))))
LISTS("removeAllElements")(lambda rt, receiver: receiver.clear())
LISTS("firstElement")(lambda rt, receiver: element_at(rt, receiver, 0))
LISTS("lastElement")(lambda rt, receiver: element_at(rt, receiver, len(receiver) - 1))


@LISTS("addElement")
def add_element(rt: Runtime, receiver: Any, item: Any) -> None:
    rt.check_items(len(receiver))
    receiver.append(item)


@LISTS("addIfAbsent")
def add_if_absent(rt: Runtime, receiver: Any, item: Any) -> bool:
    if any(equals(one, item) for one in receiver):
        return False
    add_element(rt, receiver, item)
    return True
