"""Methods of everything that has items which group and combine them: groupBy, unique, combinations, intersect …"""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations as all_permutations
from itertools import product
from typing import Any

from igor.groovy.casts import cast_error, constructor_hint, items_of
from igor.groovy.class_model import class_name
from igor.groovy.closure import ClosureValue
from igor.groovy.gdk.calling import as_iterator, call_closure, pair_order, sorted_by
from igor.groovy.gdk.iterables import contains, guard, same_kind
from igor.groovy.iteration import IteratorValue, iterate
from igor.groovy.null_closure import NullClosure
from igor.groovy.null_texts import null_used
from igor.groovy.ranges import GRange
from igor.groovy.registry import ITERABLES, Int
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import (
    NoSignature,
    illegal_argument,
    uncastable,
    unsupported,
)
from igor.groovy.semantics import equals, is_number, is_text, number_aware_order
from igor.groovy.sorted_keys import checked_keys, is_sorted_set
from igor.groovy.text import to_string
from igor.groovy.values import Character, GArray, GSet, ImmutableList, TupleValue, to_key
from igor.groovy.views import MapView


@ITERABLES("countBy")
def count_by(rt: Runtime, receiver: Any, closure: ClosureValue) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    for item in iterate(rt, receiver):
        key = to_key(call_closure(closure, item))
        result[key] = result.get(key, 0) + 1
    return result


@ITERABLES("groupBy")
def group_by(rt: Runtime, receiver: Any, *closures: Any) -> Any:
    if closures == (None,):
        raise null_used("java.util.List.toArray()", "closures")
    chosen = list(closures[0]) if closures and isinstance(closures[0], (list, GRange)) else list(closures)
    chosen = [NullClosure("groupBy") if one is None else one for one in chosen]
    return group_items(rt, list(iterate(rt, receiver)), chosen or [None])


def group_items(
    rt: Runtime, items: list[Any], closures: list[Any], call: Callable[[ClosureValue, Any], Any] = call_closure
) -> Any:
    """Groups by the first closure, each grouped again by the rest."""
    if not closures:
        return items
    by = closures[0]
    if by is not None and not isinstance(by, ClosureValue):
        raise uncastable(class_name(by), "groovy.lang.Closure")
    result: dict[Any, Any] = {}
    for item in items:
        result.setdefault(to_key(item if by is None else call(by, item)), []).append(item)
    if len(closures) > 1:
        return {key: group_items(rt, group, closures[1:]) for key, group in result.items()}
    return result


@ITERABLES("withIndex")
def with_index(rt: Runtime, receiver: Any, start: Int = 0) -> Any:
    return [TupleValue("groovy.lang.Tuple2", (item, index)) for index, item in enumerate(receiver, start)]


@ITERABLES("indexed")
def indexed(rt: Runtime, receiver: Any, start: Int = 0) -> Any:
    return dict(enumerate(receiver, start))


@ITERABLES("containsAll")
def contains_all(rt: Runtime, receiver: Any, *items: Any) -> bool:
    if items == (None,):
        raise null_used("java.util.Collection.iterator()", "c")
    wanted = items[0] if len(items) == 1 and isinstance(items[0], (list, GSet, GRange)) else items
    return all(contains(rt, receiver, item) for item in wanted)


@ITERABLES("disjoint")
def disjoint(rt: Runtime, receiver: Any, items: Any) -> bool:
    items = _iterable(items)
    rt.spend(1 + len(receiver) * len(items) // 16)
    return not any(number_aware_order(item, one) == 0 for item in receiver for one in items)


def _iterable(items: Any) -> Any:
    """The argument as an Iterable, which arrays are not, and a closure is."""
    if items is None:
        raise null_used("java.lang.Iterable.iterator()", "self")
    if isinstance(items, ClosureValue):
        return as_iterator(items)
    if isinstance(items, GArray) or not isinstance(items, (list, GRange, GSet)):
        raise NoSignature
    return items


@ITERABLES("intersect")
def intersect(rt: Runtime, receiver: Any, other: Any) -> Any:
    other = _iterable(other)
    if not len(receiver) or not len(other):
        return same_kind(receiver, [])
    larger, smaller = (other, receiver) if len(receiver) < len(other) else (receiver, other)
    rt.spend(1 + len(larger) * len(smaller) // 16)
    found = [item for item in smaller if any(number_aware_order(item, one) == 0 for one in larger)]
    return same_kind(larger, found)


def unique_items(items: list[Any], same: Callable[[Any, Any], bool] | None = None) -> list[Any]:
    """Items without later equal ones (Groovy equality, so that ``1`` and ``1L`` are one)."""
    if same is None and any(isinstance(item, Character) for item in items):
        same = equals
    if same is None:
        known: dict[Any, Any] = {}
        for item in items:
            known.setdefault(_equality_key(item), item)
        return list(known.values())
    result: list[Any] = []
    for item in items:
        if not any(same(item, other) for other in result):
            result.append(item)
    return result


def _equality_key(item: Any) -> Any:
    if isinstance(item, bool):
        return to_key(item)
    if isinstance(item, (list, GRange)):
        return ("list", *map(_equality_key, item))
    if is_text(item):
        return str(item)
    return item if is_number(item) else to_key(item)


def _orders(value: Any) -> bool:
    """Whether a value says how items are compared, or whether their collection is changed."""
    return value is None or isinstance(value, (bool, ClosureValue))


@ITERABLES("unique")
def unique(rt: Runtime, receiver: Any, first: Any = True, closure: ClosureValue | None = None) -> Any:
    run = closure or (first if isinstance(first, ClosureValue) else None)
    rt.spend(len(receiver))
    if isinstance(receiver, GArray) or first is None or not _orders(first):
        raise NoSignature
    result = unique_items(list(receiver), _same(run)) if run is not None else unique_items(list(receiver))
    return result if first is False else with_items(receiver, result)


def with_items(receiver: Any, items: list[Any]) -> Any:
    """The collection with just these of its items, taken out and added again: what a map's view does not allow."""
    guard(receiver)
    if "Unmodifiable" in getattr(receiver, "java_class", ""):
        raise unsupported()
    if isinstance(receiver, MapView):
        receiver.items = {}
        if items:
            raise unsupported()
    if isinstance(receiver, list):
        receiver.clear()
        receiver.extend(items)
    elif isinstance(receiver, GSet) and len(items) < len(receiver):
        for key in [key for key in receiver.items if key not in set(map(to_key, items))]:
            del receiver.items[key]
    return receiver


@ITERABLES("toUnique")
def to_unique(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> Any:
    """Iterable.toUnique keeps a TreeSet: without a closure the items must be Comparable among each other."""
    items = list(receiver)
    rt.spend(len(items))
    if closure is not None:
        return similar(receiver, unique_items(items, _same(closure)))
    return similar(receiver, unique_items(checked_keys(items)))


def similar(receiver: Any, items: list[Any]) -> Any:
    """A collection or array of the receiver's kind."""
    return _like_array(receiver, items) if isinstance(receiver, GArray) else same_kind(receiver, items)


def _like_array(receiver: Any, items: list[Any]) -> Any:
    return GArray(items, receiver.component) if isinstance(receiver, GArray) else items


def _same(closure: ClosureValue) -> Callable[[Any, Any], bool]:
    if closure.parameter_count != 1:
        order = pair_order(closure)
        return lambda left, right: order(left, right) == 0
    return lambda left, right: equals(closure.call(left), closure.call(right))


@ITERABLES("collate")
def collate(rt: Runtime, receiver: Any, length: Int, step: Any = None, keep: bool = True) -> list[Any]:
    items = list(receiver)
    if isinstance(step, bool):
        step, keep = length, step
    width = length if step is None else step
    if width <= 0 or length <= 0:
        return [receiver if isinstance(receiver, (list, GRange)) else items]
    parts = [items[at : at + length] for at in range(0, len(items), width)]
    return parts if keep else [part for part in parts if len(part) == length]


@ITERABLES("combinations")
def combinations(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> Any:
    lists = [_combinable(item) for item in receiver]
    rt.check_items(_product([len(items) for items in lists]))
    found = [list(reversed(choice)) for choice in product(*reversed(lists))] if lists else []
    return found if closure is None else [call_closure(closure, item) for item in found]


def _combinable(item: Any) -> list[Any]:
    if item is None:
        return []
    found = items_of(item)
    if found is not None:
        return found
    return list(str(item)) if is_text(item) else [item]


def _product(sizes: list[int]) -> int:
    total = 1
    for one in sizes:
        total *= one
    return total


def _check_permutable(receiver: Any) -> None:
    if isinstance(receiver, IteratorValue):
        raise NoSignature
    if not len(receiver):
        raise illegal_argument("At least one item required")


@ITERABLES("permutations")
def permutations(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> Any:
    _check_permutable(receiver)
    rt.check_items(_product(list(range(1, min(len(receiver), 20) + 1))))
    found = [list(choice) for choice in all_permutations(receiver)]
    return GSet(found, "java.util.HashSet") if closure is None else [call_closure(closure, item) for item in found]


@ITERABLES("eachCombination")
def each_combination(rt: Runtime, receiver: Any, closure: ClosureValue) -> None:
    for choice in combinations(rt, receiver):
        call_closure(closure, choice)


@ITERABLES("eachPermutation")
def each_permutation(rt: Runtime, receiver: Any, closure: ClosureValue) -> None:
    _check_permutable(receiver)
    for choice in all_permutations(receiver):
        call_closure(closure, list(choice))


@ITERABLES("toListString")
def to_list_string(rt: Runtime, receiver: Any) -> str:
    return to_string(receiver)


@ITERABLES("subsequences")
def subsequences(rt: Runtime, receiver: Any) -> GSet:
    items = list(receiver)
    rt.check_items(1 << min(len(items), 40))
    found = [[item for bit, item in enumerate(items) if mask >> bit & 1] for mask in range(1, 1 << len(items))]
    return GSet(found, "java.util.HashSet")


@ITERABLES("transpose")
def transpose(rt: Runtime, receiver: Any) -> list[Any]:
    rows = [_cast_list(item) for item in receiver]
    return [list(row) for row in zip(*rows, strict=False)]


def _cast_list(item: Any) -> list[Any]:
    if item is None:
        raise null_used("java.util.List.size()", "list")
    if isinstance(item, (list, GRange)):
        return list(item)
    raise cast_error(item, "java.util.List", constructor_hint(item, "java.util.List"))


@ITERABLES("toSorted", "toSortedList")
def to_sorted(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> Any:
    if isinstance(receiver, IteratorValue):
        raise NoSignature
    rt.spend(len(receiver))
    if closure is None and is_sorted_set(receiver):
        return GSet(receiver)
    return _like_array(receiver, sorted_by(receiver, closure))


@ITERABLES("sort")
def sort(rt: Runtime, receiver: Any, first: Any = None, closure: ClosureValue | None = None) -> Any:
    rt.spend(len(receiver))
    if not _orders(first):
        raise NoSignature
    if first is None and closure is None and is_sorted_set(receiver):
        return receiver
    run = closure or (first if isinstance(first, ClosureValue) else None)
    in_place = first is not False and isinstance(receiver, (list, GRange))
    if in_place and type(receiver) is ImmutableList:
        raise unsupported()
    result = sorted_by(receiver, run)
    if isinstance(receiver, GArray) and run is not None:
        return GArray(result)
    if in_place:
        set_all(receiver, result)
        return receiver
    return GArray(result, receiver.component) if isinstance(receiver, GArray) else result


def set_all(items: Any, result: list[Any]) -> None:
    """Java sorts a list by setting its items, which a range and a tuple refuse unless they have none."""
    if not isinstance(items, (GRange, TupleValue)):
        items[:] = result
    elif result:
        raise unsupported()


@ITERABLES("flatten")
def flatten(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> Any:
    result: list[Any] = []
    _flatten(rt, receiver, result, closure)
    return same_kind(receiver, result)


def _flatten(rt: Runtime, items: Any, result: list[Any], closure: ClosureValue | None) -> None:
    for item in items:
        opened = item if closure is None else closure.call(item)
        if isinstance(opened, (list, GSet, GRange)):
            _flatten(rt, opened, result, closure if closure is not None and opened is not item else None)
        else:
            result.append(opened)
    rt.spend(1)
    rt.check_items(len(result))
