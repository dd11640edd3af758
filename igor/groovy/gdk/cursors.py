"""Iterators that can remove: ``iterator()`` and ``listIterator()`` of lists, sets and maps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.casts import map_entries
from igor.groovy.iteration import IteratorValue
from igor.groovy.registry import ITERABLES, ITERATORS, LISTS, MAPS, SETS, MethodTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, unsupported
from igor.groovy.values import GArray, GSet, ImmutableList, ImmutableMap, to_key


def _error(name: str) -> GroovyRuntimeError:
    return GroovyRuntimeError(f"java.{name}", None)


class ListCursor(IteratorValue):
    """java.util.ListIterator: a place between two items of a list."""

    def __init__(self, items: list[Any], position: int = 0, java_class: str = "java.util.ArrayList$Itr") -> None:
        super().__init__(iter(()))
        self.java_class = java_class
        self.list = items
        self.position = position
        self.last = -1
        self.size = len(items)

    def groovy_truth(self) -> bool:
        return self.position < len(self.list)

    def __iter__(self) -> Iterator[Any]:
        while self.groovy_truth():
            yield self.step(1)

    def step(self, by: int) -> Any:
        """``next()`` or ``previous()``."""
        if len(self.list) != self.size:
            raise _error("util.ConcurrentModificationException")
        at = self.position if by > 0 else self.position - 1
        if not 0 <= at < len(self.list):
            raise _error("util.NoSuchElementException")
        self.position += by
        self.last = at
        return self.list[at]

    def change(self, act: Callable[[int], None]) -> None:
        """Change the item that was last gone over."""
        if self.last < 0:
            raise _error("lang.IllegalStateException")
        if isinstance(self.list, (ImmutableList, GArray)):
            raise unsupported()
        act(self.last)

    def remove(self) -> None:
        """Take that item out of the list."""
        self.change(self.list.__delitem__)
        self.position, self.last, self.size = min(self.position, self.last), -1, len(self.list)


class TakingCursor(IteratorValue):
    """An iterator over a set or map; ``take`` removes an item from it."""

    def __init__(self, items: list[Any], take: Callable[[Any], Any]) -> None:
        super().__init__(iter(items))
        self.take = take
        self.last: list[Any] = []

    def remove(self) -> None:
        """Take the item that was last gone over out of the collection."""
        if not self.last:
            raise _error("lang.IllegalStateException")
        self.take(self.last.pop())


CURSORS = MethodTable("java.util.ListIterator")
for _name in ("java.util.ArrayList$Itr", "java.util.ArrayList$ListItr"):
    register_kind(_name, CURSORS, ITERATORS, ITERABLES)
CURSORS("hasNext")(lambda rt, receiver: receiver.groovy_truth())
CURSORS("next")(lambda rt, receiver: receiver.step(1))
CURSORS("hasPrevious")(lambda rt, receiver: receiver.position > 0)
CURSORS("previous")(lambda rt, receiver: receiver.step(-1))
CURSORS("nextIndex")(lambda rt, receiver: receiver.position)
CURSORS("previousIndex")(lambda rt, receiver: receiver.position - 1)


@CURSORS("set")
def set_item(rt: Runtime, receiver: ListCursor, value: Any) -> None:
    receiver.change(lambda at: receiver.list.__setitem__(at, value))


@CURSORS("add")
def add_item(rt: Runtime, receiver: ListCursor, value: Any) -> None:
    if isinstance(receiver.list, (ImmutableList, GArray)):
        raise unsupported()
    rt.check_items(len(receiver.list))
    receiver.list.insert(receiver.position, value)
    receiver.position, receiver.last, receiver.size = receiver.position + 1, -1, len(receiver.list)


@ITERATORS("remove")
def remove_item(rt: Runtime, receiver: IteratorValue) -> None:
    if not isinstance(receiver, (ListCursor, TakingCursor)):
        raise unsupported()
    receiver.remove()


@ITERATORS("next")
def next_taken(rt: Runtime, receiver: IteratorValue) -> Any:
    if not isinstance(receiver, TakingCursor):
        raise NoSignature
    if not receiver.groovy_truth():
        raise _error("util.NoSuchElementException")
    receiver.last = [receiver.ahead.pop()]
    return receiver.last[0]


@LISTS("iterator")
def list_iterator(rt: Runtime, receiver: Any) -> ListCursor:
    if not isinstance(receiver, list):
        raise NoSignature
    return ListCursor(receiver)


@LISTS("listIterator")
def positioned_iterator(rt: Runtime, receiver: Any, position: int = 0) -> ListCursor:
    items = receiver if isinstance(receiver, list) else list(receiver)
    if not 0 <= position <= len(items):
        raise GroovyRuntimeError("java.lang.IndexOutOfBoundsException", f"Index: {position}")
    return ListCursor(items, position, "java.util.ArrayList$ListItr")


@SETS("iterator")
def set_iterator(rt: Runtime, receiver: GSet) -> TakingCursor:
    return TakingCursor(list(receiver), receiver.discard)


@MAPS("iterator")
def map_iterator(rt: Runtime, receiver: Any) -> TakingCursor:
    if isinstance(receiver, ImmutableMap):
        raise NoSignature
    return TakingCursor(map_entries(receiver), lambda entry: receiver.pop(to_key(entry.key), None))
