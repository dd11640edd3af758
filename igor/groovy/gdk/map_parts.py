"""Maps made of maps: some of the entries, in another order, in groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.casts import map_entries
from igor.groovy.closure import ClosureValue
from igor.groovy.gdk.calling import call_entry, entry_tester, sort_key, sorted_by
from igor.groovy.gdk.grouping import group_items
from igor.groovy.gdk.iterables import add_found, put_entry
from igor.groovy.gdk.maps import find_result, like
from igor.groovy.iteration import iterate
from igor.groovy.null_texts import null_used
from igor.groovy.registry import MAPS, Int
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature
from igor.groovy.semantics import equals
from igor.groovy.sorted_keys import check_key, checked_keys
from igor.groovy.values import SortedMap, to_key


@MAPS("countBy")
def count_by(rt: Runtime, receiver: Any, closure: ClosureValue) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    for entry in iterate(rt, receiver):
        key = to_key(call_entry(closure, entry))
        result[key] = result.get(key, 0) + 1
    return result


@MAPS("groupBy")
def group_by(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    groups = group_items(rt, map_entries(receiver), [closure], call_entry)
    return {key: like(receiver, entries) for key, entries in groups.items()}


@MAPS("groupEntriesBy")
def group_entries_by(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    return group_items(rt, map_entries(receiver), [closure], call_entry)


@MAPS("collectMany")
def collect_many(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    return collect_many_into(rt, receiver, [], closure)


@MAPS("collectMany")
def collect_many_into(rt: Runtime, receiver: Any, target: Any, closure: ClosureValue) -> Any:
    for entry in iterate(rt, receiver):
        add_found(rt, target, call_entry(closure, entry))
    return target


@MAPS("collectEntries")
def collect_entries_into(rt: Runtime, receiver: Any, target: Any, closure: ClosureValue) -> Any:
    for entry in iterate(rt, receiver):
        put_entry(rt, target, call_entry(closure, entry))
    return target


@MAPS("findResult")
def find_result_or(rt: Runtime, receiver: Any, default: Any, closure: ClosureValue) -> Any:
    found = find_result(rt, receiver, closure)
    return default if found is None else found


@MAPS("toSorted")
def to_sorted(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> dict[Any, Any]:
    rt.spend(len(receiver))
    key: Callable[[Any], Any] = sort_key(None)
    entries = map_entries(receiver)
    if closure is not None:
        entries = sorted_by(entries, closure)
    elif type(receiver) is not SortedMap:
        entries.sort(key=lambda entry: key(entry.value))
    return {to_key(entry.key): entry.value for entry in entries}


@MAPS("sort")
def sort(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> dict[Any, Any]:
    rt.spend(len(receiver))
    key: Callable[[Any], Any] = sort_key(closure)
    if closure is None:
        checked_keys(entry.key for entry in map_entries(receiver))
        entries = sorted(map_entries(receiver), key=lambda entry: key(entry.key))
        return like(SortedMap(), entries)
    return {to_key(entry.key): entry.value for entry in sorted_by(map_entries(receiver), closure)}


@MAPS("subMap")
def sub_map(rt: Runtime, receiver: Any, keys: Any) -> dict[Any, Any]:
    if keys is None:
        raise null_used("java.util.Collection.size()", "keys")
    for key in keys:
        check_key(receiver, key)
    return {to_key(key): receiver[to_key(key)] for key in keys if to_key(key) in receiver}


@MAPS("take")
def take(rt: Runtime, receiver: Any, amount: Int) -> Any:
    return like(receiver, map_entries(receiver)[: max(0, amount)])


@MAPS("drop")
def drop(rt: Runtime, receiver: Any, amount: Int) -> Any:
    return like(receiver, map_entries(receiver)[max(0, amount) :])


@MAPS("takeWhile")
def take_while(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    return like(receiver, map_entries(receiver)[: _leading(receiver, closure)])


@MAPS("dropWhile")
def drop_while(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    return like(receiver, map_entries(receiver)[_leading(receiver, closure) :])


def _leading(receiver: Any, closure: ClosureValue) -> int:
    """How many entries from the first on pass a test."""
    if not receiver:
        return 0
    test, count = entry_tester(closure), 0
    for entry in map_entries(receiver):
        if not test(entry):
            break
        count += 1
    return count


@MAPS("intersect")
def intersect(rt: Runtime, receiver: Any, other: Any) -> Any:
    if other is not None and not isinstance(other, dict):
        raise NoSignature
    return {key: value for key, value in receiver.items() if other and key in other and equals(other[key], value)}
