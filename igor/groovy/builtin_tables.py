"""Which tables of built-in methods hold for a value: one merged dictionary per kind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from igor.groovy import registry, values
from igor.groovy.class_model import EnumObject, GroovyClass, GroovyObject, ThrowableObject
from igor.groovy.closure import ClosureValue
from igor.groovy.ranges import GRange
from igor.groovy.registry import Builtin, MethodTable

Methods = dict[str, list[Builtin]]

_ITEMS = (registry.ITERABLES, registry.OBJECTS)
_NUMBER = (registry.NUMBERS, registry.OBJECTS)
_INTEGER = (registry.INTEGERS, *_NUMBER)
_LIST = (registry.LISTS, *_ITEMS)

_KINDS: dict[type, tuple[MethodTable, ...]] = {
    str: (registry.STRINGS, registry.OBJECTS),
    values.GStringValue: (registry.STRINGS, registry.OBJECTS),
    values.Character: (registry.CHARACTERS, registry.STRINGS, registry.OBJECTS),
    bool: (registry.BOOLEANS, registry.OBJECTS),
    int: _INTEGER,
    values.Long: _INTEGER,
    values.BigInteger: _INTEGER,
    values.Short: _INTEGER,
    values.Byte: _INTEGER,
    float: _NUMBER,
    values.Float: _NUMBER,
    Decimal: _NUMBER,
    list: _LIST,
    values.ImmutableList: _LIST,
    values.LinkedList: (registry.STACKS, *_LIST),
    values.Stack: (registry.STACKS, *_LIST),
    values.GArray: (registry.ARRAYS, *_LIST),
    GRange: (registry.RANGES, *_LIST),
    values.GSet: (registry.SETS, *_ITEMS),
    dict: (registry.MAPS, registry.OBJECTS),
    values.HashMap: (registry.MAPS, registry.OBJECTS),
    values.DefaultMap: (registry.MAPS, registry.OBJECTS),
    values.SortedMap: (registry.MAPS, registry.OBJECTS),
    values.ImmutableMap: (registry.MAPS, registry.OBJECTS),
    values.MapEntryValue: (registry.ENTRIES, registry.OBJECTS),
}

#: Python type → merged methods, for the types whose calls need no further thought.
TABLES: dict[type, Methods] = {}
_MERGED: dict[str, Methods] = {}
_EXTRA: dict[str, tuple[MethodTable, ...]] = {}


def merge(tables: tuple[MethodTable, ...]) -> Methods:
    """One dictionary of several tables; variants of the first table are tried first."""
    result: Methods = {}
    for table in tables:
        for name, variants in table.methods.items():
            result[name] = result.get(name, []) + variants
    return result


def build_tables() -> None:
    """Merge the tables once all built-ins are registered."""
    for kind, tables in _KINDS.items():
        TABLES[kind] = merge(tables)
    _MERGED["null"] = registry.NULLS.methods
    _MERGED["object"] = registry.OBJECTS.methods
    _MERGED["closure"] = merge((registry.CLOSURES, registry.OBJECTS))
    _MERGED["throwable"] = merge((registry.THROWABLES, registry.OBJECTS))
    _MERGED["enum"] = merge((registry.ENUMS, registry.OBJECTS))
    for java_class, extra in _EXTRA.items():
        _MERGED[java_class] = merge((*extra, registry.OBJECTS))


def register_type(kind: type, *tables: MethodTable) -> None:
    """Give values of a Python type the methods of ``tables``, then those of every object."""
    _KINDS[kind] = (*tables, registry.OBJECTS)


def register_kind(java_class: str, *tables: MethodTable) -> None:
    """Give the built-in objects whose ``java_class`` is this the methods of ``tables``."""
    _EXTRA[java_class] = tables


def merged(kind: str) -> Methods:
    """The merged methods of a named kind."""
    return _MERGED.get(kind, {})


def tables_of(value: Any) -> Methods:
    """The built-in methods of any value."""
    found = TABLES.get(type(value))
    if found is not None:
        return found
    if isinstance(value, ClosureValue):
        return _MERGED["closure"]
    if isinstance(value, ThrowableObject):
        return _MERGED["throwable"]
    if isinstance(value, EnumObject):
        return _MERGED["enum"]
    if isinstance(value, (GroovyObject, GroovyClass)):
        return _MERGED["object"]
    return _MERGED.get(getattr(value, "java_class", ""), _MERGED["object"])
