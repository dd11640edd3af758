"""Which tables of built-in methods hold for a value: one merged dictionary per kind, made when it is first used."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from igor.groovy import list_kinds, registry, values, views
from igor.groovy.class_model import EnumObject, GroovyClass, GroovyObject, ThrowableObject
from igor.groovy.closure import ClosureValue
from igor.groovy.comparators import ComparedMap
from igor.groovy.gdk import MODULES_OF_CLASS
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
    values.TupleValue: (registry.TUPLES, *_LIST),
    values.DefaultList: (registry.DEFAULT_LISTS, *_LIST),
    values.LinkedList: (registry.STACKS, *_LIST),
    values.ArrayDeque: (registry.STACKS, *_LIST),
    values.Stack: (registry.STACKS, *_LIST),
    values.GArray: (registry.ARRAYS, *_LIST),
    GRange: (registry.RANGES, *_LIST),
    values.GSet: (registry.SETS, *_ITEMS),
    views.KeyView: (registry.SETS, *_ITEMS),
    views.EntryView: (registry.SETS, *_ITEMS),
    views.ValueView: (registry.SETS, *_ITEMS),
    views.SubList: _LIST,
    list_kinds.Vector: _LIST,
    list_kinds.CopyOnWriteList: _LIST,
    list_kinds.FixedList: _LIST,
    dict: (registry.MAPS, registry.OBJECTS),
    values.HashMap: (registry.MAPS, registry.OBJECTS),
    values.DefaultMap: (registry.MAPS, registry.OBJECTS),
    values.SortedMap: (registry.MAPS, registry.OBJECTS),
    ComparedMap: (registry.MAPS, registry.OBJECTS),
    values.ImmutableMap: (registry.MAPS, registry.OBJECTS),
    values.ImmutableSortedMap: (registry.MAPS, registry.OBJECTS),
    values.MapEntryValue: (registry.ENTRIES, registry.OBJECTS),
}

_NAMED: dict[str, tuple[MethodTable, ...]] = {
    "null": (registry.NULLS,),
    "object": (registry.OBJECTS,),
    "closure": (registry.CLOSURES, registry.OBJECTS),
    "throwable": (registry.THROWABLES, registry.OBJECTS),
    "enum": (registry.ENUMS, registry.OBJECTS),
}

#: Python type → merged methods, for the types whose calls need no further thought; filled as scripts use them.
TABLES: dict[type, Methods] = {}
_MERGED: dict[str, Methods] = {}


def merge(tables: tuple[MethodTable, ...]) -> Methods:
    """One dictionary of several tables; variants of the first table are tried first."""
    result: Methods = {}
    for table in tables:
        for name, variants in table.methods.items():
            result[name] = result.get(name, []) + variants
    return result


def register_type(kind: type, *tables: MethodTable) -> None:
    """Give values of a Python type the methods of ``tables``, then those of every object."""
    _KINDS[kind] = (*tables, registry.OBJECTS)


def register_kind(java_class: str, *tables: MethodTable) -> None:
    """Give the built-in objects whose ``java_class`` is this the methods of ``tables``."""
    _NAMED[java_class] = (*tables, registry.OBJECTS)


def merged(kind: str) -> Methods:
    """The merged methods of a named kind or Java class; those of every object when it has none of its own."""
    found = _MERGED.get(kind)
    if found is None:
        registry.load_class(kind)
        found = _MERGED[kind] = merge(_NAMED.get(kind) or _NAMED["object"])
    return found


def table_of_type(kind: type) -> Methods | None:
    """The merged methods of a Python type; None when calls on it need further thought."""
    found = TABLES.get(kind)
    if found is None and kind in _KINDS:
        found = TABLES[kind] = merge(_KINDS[kind])
    return found


def tables_of(value: Any) -> Methods:
    """The built-in methods of any value."""
    found = TABLES.get(type(value)) or table_of_type(type(value))
    if found is not None:
        return found
    if isinstance(value, ClosureValue):
        return merged("closure")
    if isinstance(value, ThrowableObject):
        return merged("throwable")
    if isinstance(value, EnumObject):
        return merged("enum")
    if isinstance(value, (GroovyObject, GroovyClass)):
        return merged("object")
    return merged(getattr(value, "java_class", "object"))


def all_tables() -> list[Methods]:
    """Every table, whether scripts have used it or not."""
    for java_class in MODULES_OF_CLASS:
        registry.load_class(java_class)
    return [*(merge(tables) for tables in _KINDS.values()), *(merged(kind) for kind in list(_NAMED))]
