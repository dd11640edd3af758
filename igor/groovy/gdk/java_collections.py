"""Static methods and constants of java.util.Collections."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from igor.groovy.builtin_tables import register_type
from igor.groovy.comparators import as_comparator, reversed_of
from igor.groovy.dispatch import invoke
from igor.groovy.gdk.calling import order_key
from igor.groovy.gdk.collections import set_as_immutable
from igor.groovy.gdk.iterables import guard
from igor.groovy.gdk.lists import as_immutable, shuffle
from igor.groovy.iteration import IteratorValue
from igor.groovy.registry import MAPS, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, illegal_argument, out_of_bounds
from igor.groovy.semantics import equals
from igor.groovy.sorted_keys import checked_keys
from igor.groovy.values import BOXED, GArray, GSet, ImmutableList, ImmutableMap, to_key

COLLECTIONS = StaticTable("java.util.Collections")


def _list(kind: str, items: Any = ()) -> ImmutableList:
    result = ImmutableList(items)
    result.java_class = f"java.util.Collections${kind}"
    return result


def _set(kind: str, items: Any = ()) -> GSet:
    return GSet(items, f"java.util.Collections${kind}")


class EmptyMap(ImmutableMap):
    """What ``Collections.emptyMap()`` gives."""

    java_class = "java.util.Collections$EmptyMap"


class SingletonMap(ImmutableMap):
    """What ``Collections.singletonMap(key, value)`` gives."""

    java_class = "java.util.Collections$SingletonMap"


for _kind in (EmptyMap, SingletonMap):
    BOXED.add(_kind)
    register_type(_kind, MAPS)

COLLECTIONS.constants.update(EMPTY_LIST=_list("EmptyList"), EMPTY_MAP=EmptyMap(), EMPTY_SET=_set("EmptySet"))
COLLECTIONS("emptyList")(lambda rt: _list("EmptyList"))
COLLECTIONS("emptyMap")(lambda rt: EmptyMap())
COLLECTIONS("emptySet")(lambda rt: _set("EmptySet"))
COLLECTIONS("emptyIterator")(lambda rt: IteratorValue(iter(())))
COLLECTIONS("singletonList")(lambda rt, item: _list("SingletonList", [item]))
COLLECTIONS("singletonMap")(lambda rt, key, value: SingletonMap({to_key(key): value}))
COLLECTIONS("singleton")(lambda rt, item: _set("SingletonSet", [item]))
COLLECTIONS("unmodifiableList")(as_immutable)
COLLECTIONS("unmodifiableCollection")(lambda rt, items: _list("UnmodifiableCollection", items))
COLLECTIONS("unmodifiableMap", "unmodifiableSortedMap")(lambda rt, entries: ImmutableMap(entries))
COLLECTIONS("unmodifiableSet", "unmodifiableSortedSet")(set_as_immutable)
COLLECTIONS("synchronizedList", "synchronizedMap", "synchronizedSet", "synchronizedCollection")(lambda rt, items: items)
COLLECTIONS("checkedList", "checkedSet", "checkedCollection")(lambda rt, items, kind: items)
COLLECTIONS("checkedMap")(lambda rt, entries, keys, values: entries)
COLLECTIONS("disjoint")(lambda rt, left, right: not any(equals(a, b) for a in left for b in right))
COLLECTIONS("shuffle")(lambda rt, items, source=None: shuffle(rt, items, source))
COLLECTIONS("frequency")(lambda rt, items, item: sum(equals(one, item) for one in items))
COLLECTIONS("enumeration")(lambda rt, items: IteratorValue(iter(list(items))))
COLLECTIONS("list")(lambda rt, items: list(items))
COLLECTIONS("reverseOrder")(lambda rt, order=None: reversed_of(None if order is None else as_comparator(order)))


@COLLECTIONS("newSetFromMap")
def set_from_map(rt: Runtime, entries: dict) -> GSet:  # type: ignore[type-arg]
    if entries:
        raise illegal_argument("Map is non-empty")
    return _set("SetFromMap")


@COLLECTIONS("sort")
def sort(rt: Runtime, items: Any, comparator: Any = None) -> None:
    guard(items)
    items.sort(key=order_key(comparator))


@COLLECTIONS("reverse")
def reverse(rt: Runtime, items: Any) -> None:
    guard(items)
    items.reverse()


@COLLECTIONS("max")
def max_(rt: Runtime, items: Any, comparator: Any = None) -> Any:
    return _extreme(items, comparator, max)


@COLLECTIONS("min")
def min_(rt: Runtime, items: Any, comparator: Any = None) -> Any:
    return _extreme(items, comparator, min)


def _extreme(items: Any, comparator: Any, choose: Callable[..., Any]) -> Any:
    found = list(items)
    if not found:
        raise GroovyRuntimeError("java.util.NoSuchElementException", None)
    if comparator is None and len(found) > 1:
        checked_keys(found)
    return choose(found, key=order_key(comparator))


@COLLECTIONS("swap")
def swap(rt: Runtime, items: list, first: int, second: int) -> None:  # type: ignore[type-arg]
    guard(items)
    items[first], items[second] = items[second], items[first]


@COLLECTIONS("rotate")
def rotate(rt: Runtime, items: list, distance: int) -> None:  # type: ignore[type-arg]
    guard(items)
    cut = -distance % len(items) if items else 0
    items[:] = items[cut:] + items[:cut]


@COLLECTIONS("fill")
def fill(rt: Runtime, items: list, value: Any) -> None:  # type: ignore[type-arg]
    guard(items)
    items[:] = [value] * len(items)


@COLLECTIONS("replaceAll")
def replace_all(rt: Runtime, items: list, old: Any, new: Any) -> bool:  # type: ignore[type-arg]
    guard(items)
    places = [at for at, item in enumerate(items) if to_key(item) == to_key(old)]
    for at in places:
        items[at] = new
    return bool(places)


@COLLECTIONS("copy")
def copy(rt: Runtime, target: list, source: list) -> None:  # type: ignore[type-arg]
    if len(source) > len(target):
        raise out_of_bounds("Source does not fit in dest")
    target[: len(source)] = list(source)


def _places(items: Any, wanted: Any) -> list[int]:
    """Where the wanted items stand in a row."""
    keys, sought = list(map(to_key, items)), list(map(to_key, wanted))
    return [at for at in range(len(keys) - len(sought) + 1) if keys[at : at + len(sought)] == sought]


COLLECTIONS("indexOfSubList")(lambda rt, items, wanted: next(iter(_places(items, wanted)), -1))
COLLECTIONS("lastIndexOfSubList")(lambda rt, items, wanted: max(_places(items, wanted), default=-1))


@COLLECTIONS("nCopies")
def n_copies(rt: Runtime, count: int, item: Any) -> list[Any]:
    if count < 0:
        raise illegal_argument(f"List length = {count}")
    rt.check_items(count)
    return _list("CopiesList", [item] * count)


@COLLECTIONS("addAll")
def add_all(rt: Runtime, target: Any, *items: Any) -> bool:
    before = len(target)
    for item in list(items[0]) if len(items) == 1 and isinstance(items[0], GArray) else items:
        invoke(rt, target, "add", [item])
    return len(target) > before


@COLLECTIONS("binarySearch")
def binary_search(rt: Runtime, items: list, wanted: Any, comparator: Any = None) -> int:  # type: ignore[type-arg]
    key = order_key(comparator)
    at = bisect_left(items, key(wanted), key=key)
    return at if at < len(items) and key(items[at]) == key(wanted) else -at - 1
