"""Running over anything that Groovy iterates: collections, maps (entries), strings (characters), iterators, null."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from igor.groovy.casts import map_entries
from igor.groovy.class_model import EnumObject, GroovyClass, GroovyObject
from igor.groovy.dispatch import invoke, try_invoke
from igor.groovy.host import MISSING, HostObject
from igor.groovy.ranges import GRange
from igor.groovy.regex import MatcherValue, groups
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.semantics import NO_SITE, truth
from igor.groovy.text import NULL_OBJECT, Printable
from igor.groovy.values import Character, GSet, GStringValue


class IteratorValue(Printable):
    """java.util.Iterator over Python's."""

    java_class = "java.util.Iterator"

    def __init__(self, items: Iterator[Any]) -> None:
        self.items = items
        self.ahead: list[Any] = []

    def groovy_truth(self) -> bool:
        """``hasNext()``."""
        if not self.ahead:
            for item in self.items:
                self.ahead.append(item)
                break
        return bool(self.ahead)

    def __iter__(self) -> Iterator[Any]:
        while self.groovy_truth():
            yield self.ahead.pop()


def iterate(rt: Runtime, value: Any) -> Iterator[Any]:
    """The items in Groovy's order; a change of the collection meanwhile is a ConcurrentModificationException."""
    if isinstance(value, list):
        return _list_items(value)
    if isinstance(value, dict):
        return _watched(map_entries(value), value)
    if isinstance(value, GSet):
        return _watched(list(value), value)
    if isinstance(value, (GRange, IteratorValue)):
        return iter(value)
    if isinstance(value, (str, GStringValue)):
        return iter([value]) if isinstance(value, Character) else iter(str(value))
    if value is None or value is NULL_OBJECT:
        return iter(())
    if isinstance(value, MatcherValue):
        return (groups(match) for match in value.all())
    if isinstance(value, GroovyClass) and value.kind == "enum":
        value.initialise()
        return iter(list(value.enum_constants))
    if isinstance(value, (GroovyObject, HostObject)):
        return _object_items(rt, value)
    lines = getattr(value, "groovy_items", None)
    return iter([value]) if lines is None else iter(lines())


def _list_items(items: list[Any]) -> Iterator[Any]:
    length = len(items)
    for position in range(length):
        if len(items) != length:
            raise changed_meanwhile()
        yield items[position]


def _watched(items: list[Any], source: Any) -> Iterator[Any]:
    for item in items:
        if len(source) != len(items):
            raise changed_meanwhile()
        yield item


def changed_meanwhile() -> GroovyRuntimeError:
    """java.util.ConcurrentModificationException."""
    return GroovyRuntimeError("java.util.ConcurrentModificationException", None)


def _object_items(rt: Runtime, value: Any) -> Iterator[Any]:
    if isinstance(value, EnumObject):
        return iter([value])
    result = try_invoke(rt, value, "iterator", [], NO_SITE)
    if result is MISSING:
        return iter([value])
    if isinstance(result, (GroovyObject, HostObject)):
        return _foreign_iterator(rt, result)
    return iterate(rt, result)


def _foreign_iterator(rt: Runtime, value: Any) -> Iterator[Any]:
    while truth(invoke(rt, value, "hasNext", [])):
        rt.spend(1)
        yield invoke(rt, value, "next", [])
