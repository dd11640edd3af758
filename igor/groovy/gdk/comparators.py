"""Methods of java.util.Comparator, and those of collections that take one."""

from __future__ import annotations

from typing import Any, Never

from igor.groovy.builtin_tables import register_kind
from igor.groovy.casts import class_cast, map_entries
from igor.groovy.closure import ClosureValue
from igor.groovy.comparators import (
    PROXY,
    ComparatorValue,
    ComparedMap,
    as_comparator,
    comparator_of,
    reversed_of,
)
from igor.groovy.gdk.calling import order_key
from igor.groovy.gdk.grouping import set_all, similar, unique_items, with_items
from igor.groovy.gdk.grouping import to_unique as to_unique_by_nature
from igor.groovy.gdk.iterables import guard
from igor.groovy.gdk.map_parts import sort as sort_by_keys
from igor.groovy.null_texts import null_used
from igor.groovy.ranges import GRange
from igor.groovy.registry import ITERABLES, LISTS, MAPS, SETS, MethodTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature
from igor.groovy.values import GArray, to_key

COMPARATORS = MethodTable("java.util.Comparator")
for _name in (
    PROXY,
    "java.util.Collections$ReverseComparator",
    "java.util.Collections$ReverseComparator2",
    "java.lang.String$CaseInsensitiveComparator",
):
    register_kind(_name, COMPARATORS)
COMPARATORS("compare")(lambda rt, receiver, left, right: receiver.call(left, right))


@COMPARATORS("reversed")
def reversed_(rt: Runtime, receiver: ComparatorValue) -> Any:
    return receiver.closure.call() if receiver.closure is not None else reversed_of(receiver)


@COMPARATORS("thenComparing")
def then_comparing(rt: Runtime, receiver: ComparatorValue, other: Any) -> Any:
    if receiver.closure is not None:
        return receiver.closure.call(other)
    then = as_comparator(other)
    return ComparatorValue(
        "java.util.Comparator$$Lambda", lambda left, right: receiver.call(left, right) or then.call(left, right)
    )


# --- collections ----------------------------------------------------------------------------------------------------


def _key(comparator: Any) -> Any:
    return order_key(_no_closure(comparator))


def _no_closure(comparator: Any) -> Any:
    """Groovy's methods take closures in their own way."""
    if isinstance(comparator, ClosureValue):
        raise NoSignature
    return comparator


@LISTS("sort")
def sort_list(rt: Runtime, receiver: Any, comparator: Any) -> Any:
    """Java's own ``List.sort``, which gives nothing; Groovy's of an array gives the array."""
    key = _key(comparator)
    rt.spend(len(receiver))
    guard(receiver)
    set_all(receiver, sorted(receiver, key=key))
    return receiver if isinstance(receiver, GArray) else None


@ITERABLES("sort")
def sort_items(rt: Runtime, receiver: Any, comparator: Any) -> Any:
    rt.spend(len(receiver))
    return sorted(receiver, key=_key(comparator))


@ITERABLES("sort")
def sort_in_place(rt: Runtime, receiver: Any, mutate: bool, comparator: Any) -> Any:
    result = to_sorted(rt, receiver, comparator)
    if not mutate or not isinstance(receiver, (list, GRange)):
        return result
    if isinstance(receiver, list):
        guard(receiver)
    set_all(receiver, list(result))
    return receiver


@ITERABLES("toSorted")
def to_sorted(rt: Runtime, receiver: Any, comparator: Any) -> Any:
    rt.spend(len(receiver))
    result = sorted(receiver, key=_key(comparator))
    return GArray(result, receiver.component) if isinstance(receiver, GArray) else result


ITERABLES("max")(lambda rt, receiver, comparator: max(receiver, key=_key(_asked(comparator)), default=None))
ITERABLES("min")(lambda rt, receiver, comparator: min(receiver, key=_key(_asked(comparator)), default=None))


def _asked(comparator: Any) -> Any:
    """A comparator that Groovy asks itself, so that a null is no natural order but an error with the second item."""
    return _NULL if comparator is None else comparator


def _no_order(left: Any, right: Any) -> Never:
    raise null_used("java.util.Comparator.compare(Object, Object)", "comparator")


_NULL = ComparatorValue("", _no_order)


@MAPS("sort")
def sort_map(rt: Runtime, receiver: Any, comparator: Any) -> Any:
    if comparator is None:
        return sort_by_keys(rt, receiver)
    result = ComparedMap(as_comparator(_no_closure(comparator)))
    for key, value in receiver.items():
        result[key] = value
    return result


@MAPS("toSorted")
def map_to_sorted(rt: Runtime, receiver: Any, comparator: Any) -> dict[Any, Any]:
    rt.spend(len(receiver))
    if comparator is None and len(receiver) > 1:
        raise class_cast(map_entries(receiver)[0], "java.lang.Comparable")
    return {to_key(entry.key): entry.value for entry in sorted(map_entries(receiver), key=_key(comparator))}


MAPS("comparator")(lambda rt, receiver: comparator_of(receiver))
SETS("comparator")(lambda rt, receiver: comparator_of(receiver))


# --- items that are the same ----------------------------------------------------------------------------------------


def _unique(receiver: Any, comparator: Any) -> list[Any]:
    order = as_comparator(_no_closure(_asked(comparator)))
    return unique_items(list(receiver), lambda left, right: order.call(left, right) == 0)


@ITERABLES("unique")
def unique(rt: Runtime, receiver: Any, comparator: Any) -> Any:
    rt.spend(len(receiver))
    return with_items(receiver, _unique(receiver, comparator))


@ITERABLES("unique")
def unique_in_place(rt: Runtime, receiver: Any, mutate: Any, comparator: Any) -> Any:
    return unique(rt, receiver, comparator) if mutate else _unique(receiver, comparator)


@ITERABLES("toUnique")
def to_unique(rt: Runtime, receiver: Any, comparator: Any) -> Any:
    if comparator is None:
        return to_unique_by_nature(rt, receiver)
    rt.spend(len(receiver))
    return similar(receiver, _unique(receiver, comparator))
