"""Static methods, constants and constructors of java.util and its neighbours."""

from __future__ import annotations

from typing import Any

from igor.groovy.builtin_tables import register_type
from igor.groovy.casts import ambiguous, items_of
from igor.groovy.class_model import is_instance
from igor.groovy.closure import ClosureValue
from igor.groovy.comparators import ComparedMap, as_comparator, comparator_of, compared_set
from igor.groovy.gdk.calling import order_key
from igor.groovy.gdk.java_collections import binary_search
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.list_kinds import CopyOnWriteList, FixedList, Vector
from igor.groovy.null_texts import null_used
from igor.groovy.registry import MAPS, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, illegal_argument
from igor.groovy.semantics import equals, java_hash, natural_key
from igor.groovy.text import java_text, to_string
from igor.groovy.values import (
    BOXED,
    ArrayDeque,
    GArray,
    GSet,
    HashMap,
    LinkedList,
    SortedMap,
    Stack,
)


def _capacity(source: Any, refused: str = "Capacity", asked: str = "size") -> list[Any]:
    """The items of what a collection is made of: none of a capacity; ``asked`` is what Java asks a collection first."""
    if source is None:
        raise null_used(f"java.util.Collection.{asked}()", "c")
    if isinstance(source, int) and source < 0:
        raise illegal_argument(f"Illegal {refused}: {source}")
    if isinstance(source, int):
        return []
    items = items_of(source)
    if items is None:
        raise NoSignature
    return items


def _list_class(java_class: str, make: Any) -> None:
    refused = "initial capacity" if java_class.endswith("Set") else "Capacity"
    asked = "toArray" if java_class.endswith(("List", "Vector")) else "size"
    StaticTable(java_class).constructor(lambda rt, source=0: make(_capacity(source, refused, asked)))


_list_class("java.util.ArrayList", list)
_list_class("java.util.Vector", Vector)
_list_class("java.util.concurrent.CopyOnWriteArrayList", CopyOnWriteList)
_list_class("java.util.LinkedList", LinkedList)
_list_class("java.util.ArrayDeque", ArrayDeque)
StaticTable("java.util.Stack").constructor(lambda rt: Stack())
_list_class("java.util.HashSet", lambda items: GSet(items, "java.util.HashSet"))
_list_class("java.util.LinkedHashSet", GSet)


def _tree_set(items: list[Any]) -> GSet:
    return GSet(sorted(items, key=order_key(None)), "java.util.TreeSet")


@StaticTable("java.util.TreeSet").constructor
def new_tree_set(rt: Runtime, source: Any = ()) -> GSet:
    if source == ():
        return _tree_set([])
    if source is None:
        raise ambiguous(_tree_set([]), "<init>", *(f"java.util.{kind}" for kind in _SOURCES_OF_SET))
    if is_instance(source, "java.util.Comparator") or isinstance(source, ClosureValue):
        return compared_set(as_comparator(source))
    comparator = comparator_of(source)
    return _tree_set(_capacity(source)) if comparator is None else compared_set(comparator, source)


#: What a TreeSet, a TreeMap can be made of.
_SOURCES_OF_SET = ("Collection", "Comparator", "NavigableMap", "SortedSet")
_SOURCES_OF_MAP = ("Comparator", "Map", "SortedMap")


class ConcurrentMap(HashMap):
    """java.util.concurrent.ConcurrentHashMap: neither keys nor values are null."""

    java_class = "java.util.concurrent.ConcurrentHashMap"

    def __setitem__(self, key: Any, value: Any) -> None:
        if key is None or value is None:
            raise GroovyRuntimeError("java.lang.NullPointerException", None)
        super().__setitem__(key, value)


BOXED.add(ConcurrentMap)
register_type(ConcurrentMap, MAPS)


def _map_class(java_class: str, make: Any) -> None:
    def construct(rt: Runtime, source: Any = 0, load: Any = None) -> Any:
        if source is None and make is SortedMap:
            raise ambiguous(SortedMap(), "<init>", *(f"java.util.{kind}" for kind in _SOURCES_OF_MAP))
        if source is None:
            raise null_used("java.util.Map.size()", "t" if java_class.endswith("table") else "m")
        if make is SortedMap and (is_instance(source, "java.util.Comparator") or isinstance(source, ClosureValue)):
            return ComparedMap(as_comparator(source))
        if make is SortedMap and isinstance(source, ComparedMap):
            return ComparedMap(source)
        if isinstance(source, int):
            _capacity(source, "initial capacity")
        result = make(source) if isinstance(source, dict) else make()
        if type(result) is SortedMap:
            result.resort(natural_key)
        return result

    StaticTable(java_class).constructor(construct)


for _name, _make in {"LinkedHashMap": dict, "HashMap": HashMap, "TreeMap": SortedMap, "Hashtable": HashMap,
                     "concurrent.ConcurrentHashMap": ConcurrentMap}.items():  # fmt: skip
    _map_class(f"java.util.{_name}", _make)

ARRAYS = StaticTable("java.util.Arrays")
ARRAYS("binarySearch")(lambda rt, items, wanted, comparator=None: binary_search(rt, items, wanted, comparator))
ARRAYS("toString", "deepToString")(lambda rt, items: to_string(items))
ARRAYS("equals", "deepEquals")(lambda rt, left, right: equals(left, right))
ARRAYS("hashCode")(lambda rt, items: java_hash(list(items)))


@ARRAYS("asList")
def as_list(rt: Runtime, *items: Any) -> FixedList:
    if len(items) != 1 or not isinstance(items[0], GArray):
        return FixedList(list(items))
    return FixedList(items[0] if items[0].component not in PRIMITIVES else list(items[0]))


@ARRAYS("sort")
def arrays_sort(rt: Runtime, items: Any, comparator: Any = None) -> None:
    items.sort(key=order_key(comparator))


@ARRAYS("fill")
def arrays_fill(rt: Runtime, items: Any, value: Any) -> None:
    items[:] = [value] * len(items)


@ARRAYS("copyOf")
def arrays_copy(rt: Runtime, items: Any, length: int) -> Any:
    rt.check_items(length)
    component = getattr(items, "component", "java.lang.Object")
    filler = False if component == "boolean" else 0 if component in PRIMITIVES else None
    return GArray((list(items) + [filler] * length)[:length], component)


@ARRAYS("copyOfRange")
def arrays_copy_range(rt: Runtime, items: Any, begin: int, end: int) -> Any:
    return GArray(list(items)[begin:end], getattr(items, "component", "java.lang.Object"))


OBJECTS = StaticTable("java.util.Objects")
OBJECTS("equals")(lambda rt, left, right: equals(left, right))
OBJECTS("hash")(lambda rt, *items: java_hash(list(items)))
OBJECTS("hashCode")(lambda rt, item: java_hash(item))
OBJECTS("toString")(lambda rt, item, default=None: java_text(item) if item is not None or default is None else default)
OBJECTS("requireNonNullElse")(lambda rt, item, default: default if item is None else item)
OBJECTS("compare")(lambda rt, left, right, order: 0 if left is right else order.call(left, right))
OBJECTS("isNull")(lambda rt, item: item is None)
OBJECTS("nonNull")(lambda rt, item: item is not None)


@OBJECTS("requireNonNull")
def require_non_null(rt: Runtime, item: Any, message: Any = None) -> Any:
    if item is None:
        raise GroovyRuntimeError("java.lang.NullPointerException", None if message is None else to_string(message))
    return item
