"""Methods of maps and their entries (java.util.Map and the GDK on it)."""

from __future__ import annotations

from typing import Any

from igor.groovy import properties
from igor.groovy.casts import ambiguous, class_cast, map_entries
from igor.groovy.closure import ClosureValue
from igor.groovy.comparators import ComparedMap
from igor.groovy.gdk.calling import call_entry, call_indexed, entry_tester
from igor.groovy.gdk.iterables import add_to, put_entry
from igor.groovy.gdk.iterables import inject as inject_items
from igor.groovy.gdk.iterables import max_ as max_item
from igor.groovy.gdk.iterables import min_ as min_item
from igor.groovy.gdk.lists import as_synchronized
from igor.groovy.iteration import IteratorValue, iterate
from igor.groovy.null_texts import null_used
from igor.groovy.ranges import GRange
from igor.groovy.registry import ENTRIES, MAPS
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, unsupported
from igor.groovy.semantics import equals, is_text, natural_key
from igor.groovy.sorted_keys import check_key, checked_keys
from igor.groovy.text import to_string
from igor.groovy.values import (
    DefaultMap,
    GArray,
    GSet,
    HashMap,
    ImmutableMap,
    ImmutableSortedMap,
    MapEntryValue,
    SortedMap,
    from_key,
    to_key,
)
from igor.groovy.views import EntryView, KeyView, ValueView


def _guard(receiver: dict[Any, Any]) -> None:
    if isinstance(receiver, ImmutableMap):
        raise unsupported()


def like(receiver: dict[Any, Any], entries: list[MapEntryValue]) -> dict[Any, Any]:
    result: dict[Any, Any] = SortedMap() if type(receiver) is SortedMap else {}
    if isinstance(receiver, ComparedMap):
        result = ComparedMap(receiver.comparator)
    for entry in entries:
        result[to_key(entry.key)] = entry.value
    return result


_NOT_GIVEN = object()


@MAPS("get")
def get(rt: Runtime, receiver: Any, key: Any, default: Any = _NOT_GIVEN) -> Any:
    check_key(receiver, key)
    if default is not _NOT_GIVEN and to_key(key) not in receiver:
        properties.put_key(rt, receiver, key, default)
    return properties.get_key(receiver, key)


@MAPS("getAt")
def get_at(rt: Runtime, receiver: Any, key: Any) -> Any:
    check_key(receiver, key)
    return properties.get_key(receiver, key)


@MAPS("getOrDefault")
def get_or_default(rt: Runtime, receiver: Any, key: Any, default: Any) -> Any:
    check_key(receiver, key)
    value = properties.get_key(receiver, key)
    return default if value is None and to_key(key) not in receiver else value


@MAPS("put")
def put(rt: Runtime, receiver: Any, key: Any, value: Any) -> Any:
    return properties.put_key(rt, receiver, key, value)


@MAPS("putAt")
def put_at(rt: Runtime, receiver: Any, key: Any, value: Any) -> Any:
    """Of a text as key it is the method of every object, which gives nothing."""
    properties.put_key(rt, receiver, key, value)
    return None if is_text(key) else value


@MAPS("replace")
def replace(rt: Runtime, receiver: Any, key: Any, value: Any) -> Any:
    _guard(receiver)
    return properties.put_key(rt, receiver, key, value) if to_key(key) in receiver else None


@MAPS("putIfAbsent")
def put_if_absent(rt: Runtime, receiver: Any, key: Any, value: Any) -> Any:
    old = receiver.get(to_key(key))
    if old is None:
        properties.put_key(rt, receiver, key, value)
    return old


@MAPS("computeIfAbsent")
def compute_if_absent(rt: Runtime, receiver: Any, key: Any, closure: ClosureValue) -> Any:
    if receiver.get(to_key(key)) is None:
        properties.put_key(rt, receiver, key, closure.call(key))
    return receiver.get(to_key(key))


@MAPS("putAll")
def put_all(rt: Runtime, receiver: Any, other: Any) -> Any:
    _guard(receiver)
    if other is None:
        raise ambiguous(receiver, "putAll", "java.util.Map", "java.util.Collection")
    if not isinstance(other, (dict, list, GSet, GRange)):
        raise NoSignature
    for entry in map_entries(other) if isinstance(other, dict) else other:
        if entry is None:
            raise null_used("java.util.Map$Entry.getKey()", "entry")
        if not isinstance(entry, MapEntryValue):
            raise class_cast(entry, "java.util.Map$Entry")
        properties.put_key(rt, receiver, entry.key, entry.value)
    return None if isinstance(other, dict) else receiver


@MAPS("leftShift")
def left_shift(rt: Runtime, receiver: Any, other: Any) -> Any:
    if other is None:
        raise ambiguous(receiver, "leftShift", "java.util.Map", "java.util.Map$Entry")
    if not isinstance(other, (dict, MapEntryValue)):
        raise NoSignature
    put_all(rt, receiver, other if isinstance(other, dict) else [other])
    return receiver


@MAPS("plus")
def plus(rt: Runtime, receiver: Any, other: Any) -> Any:
    if other is None:
        raise ambiguous(receiver, "plus", "java.util.Collection", "java.util.Map")
    result = like(receiver, map_entries(receiver))
    put_all(rt, result, other)
    return result


@MAPS("minus")
def minus(rt: Runtime, receiver: Any, other: Any) -> Any:
    if other is None:
        return like(receiver, map_entries(receiver))
    if not isinstance(other, dict):
        raise NoSignature
    same = {key for key, value in receiver.items() if key in other and equals(other[key], value)}
    return like(receiver, [entry for entry in map_entries(receiver) if to_key(entry.key) not in same])


@MAPS("remove")
def remove(rt: Runtime, receiver: Any, key: Any) -> Any:
    _guard(receiver)
    check_key(receiver, key)
    return receiver.pop(to_key(key), None)


@MAPS("clear")
def clear(rt: Runtime, receiver: Any) -> None:
    _guard(receiver)
    receiver.clear()


@MAPS("size")
def size(rt: Runtime, receiver: Any) -> int:
    return len(receiver)


@MAPS("isEmpty")
def is_empty(rt: Runtime, receiver: Any) -> bool:
    return not receiver


@MAPS("containsKey")
def contains_key(rt: Runtime, receiver: Any, key: Any) -> bool:
    check_key(receiver, key)
    return to_key(key) in receiver


@MAPS("containsValue")
def contains_value(rt: Runtime, receiver: Any, value: Any) -> bool:
    return any(equals(one, value) for one in receiver.values())


@MAPS("keySet")
def key_set(rt: Runtime, receiver: Any) -> KeyView:
    return KeyView(receiver)


@MAPS("values")
def values(rt: Runtime, receiver: Any) -> ValueView:
    return ValueView(receiver)


@MAPS("entrySet")
def entry_set(rt: Runtime, receiver: Any) -> EntryView:
    return EntryView(receiver)


@MAPS("iterator")
def iterator(rt: Runtime, receiver: Any) -> IteratorValue:
    return IteratorValue(iterate(rt, receiver))


@MAPS("each", "forEach")
def each(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    for entry in iterate(rt, receiver):
        call_entry(closure, entry)
    return receiver


@MAPS("reverseEach")
def reverse_each(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    for entry in reversed(map_entries(receiver)):
        call_entry(closure, entry)
    return receiver


@MAPS("eachWithIndex")
def each_with_index(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    for index, entry in enumerate(iterate(rt, receiver)):
        call_indexed(closure, entry, index)
    return receiver


@MAPS("collect")
def collect(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> list[Any]:
    if closure is None:
        return map_entries(receiver)
    return [call_entry(closure, entry) for entry in iterate(rt, receiver)]


@MAPS("collect")
def collect_into(rt: Runtime, receiver: Any, target: Any, closure: ClosureValue) -> Any:
    for entry in iterate(rt, receiver):
        add_to(target, call_entry(closure, entry))
    return target


@MAPS("collectEntries")
def collect_entries(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> Any:
    target: dict[Any, Any] = {}
    for entry in iterate(rt, receiver):
        put_entry(rt, target, entry if closure is None else call_entry(closure, entry))
    return _sorted_map(target) if type(receiver) is SortedMap else target


def _sorted_map(entries: dict[Any, Any]) -> SortedMap:
    """A TreeMap of the entries, whose keys must be Comparable among each other."""
    checked_keys(map(from_key, entries))
    result = SortedMap(entries)
    result.resort(natural_key)
    return result


@MAPS("find")
def find(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    test = entry_tester(closure)
    return next((entry for entry in iterate(rt, receiver) if test(entry)), None)


@MAPS("findResult")
def find_result(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    for entry in iterate(rt, receiver):
        result = call_entry(closure, entry)
        if result is not None:
            return result
    return None


@MAPS("findResults")
def find_results(rt: Runtime, receiver: Any, closure: ClosureValue) -> list[Any]:
    found = [call_entry(closure, entry) for entry in iterate(rt, receiver)]
    return [item for item in found if item is not None]


@MAPS("findAll")
def find_all(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    test = entry_tester(closure)
    return like(receiver, [entry for entry in iterate(rt, receiver) if test(entry)])


@MAPS("any")
def any_(rt: Runtime, receiver: Any, closure: ClosureValue) -> bool:
    return any(map(entry_tester(closure), iterate(rt, receiver)))


@MAPS("every")
def every(rt: Runtime, receiver: Any, closure: ClosureValue) -> bool:
    return all(map(entry_tester(closure), iterate(rt, receiver)))


@MAPS("count")
def count(rt: Runtime, receiver: Any, closure: ClosureValue) -> int:
    return sum(map(entry_tester(closure), iterate(rt, receiver)))


@MAPS("inject")
def inject(rt: Runtime, receiver: Any, first: Any, closure: ClosureValue) -> Any:
    if not receiver or closure.parameter_count != 3:
        return inject_items(rt, map_entries(receiver), first, closure)
    for entry in iterate(rt, receiver):
        first = closure.call(first, entry.key, entry.value)
    return first


@MAPS("max")
def max_(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    return max_item(rt, map_entries(receiver), closure)


@MAPS("min")
def min_(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    return min_item(rt, map_entries(receiver), closure)


@MAPS("withDefault")
def with_default(rt: Runtime, receiver: Any, closure: ClosureValue) -> DefaultMap:
    result = DefaultMap(receiver)
    result.supply = closure.call
    return result


@MAPS("asImmutable", "asUnmodifiable")
def as_immutable(rt: Runtime, receiver: Any) -> ImmutableMap:
    result = ImmutableSortedMap(receiver) if type(receiver) is SortedMap else ImmutableMap(receiver)
    if isinstance(receiver, DefaultMap):
        result.supply = receiver.supply
    return result


MAPS("asSynchronized")(as_synchronized)


@MAPS("clone")
def clone(rt: Runtime, receiver: Any) -> Any:
    if type(receiver) is HashMap:
        return HashMap(receiver)
    return like(receiver, map_entries(receiver))


@MAPS("firstKey")
def first_key(rt: Runtime, receiver: Any) -> Any:
    return from_key(_sorted_keys(receiver)[0])


@MAPS("lastKey")
def last_key(rt: Runtime, receiver: Any) -> Any:
    return from_key(_sorted_keys(receiver)[-1])


def _sorted_keys(receiver: Any) -> list[Any]:
    if not isinstance(receiver, SortedMap):
        raise NoSignature
    if not receiver:
        raise GroovyRuntimeError("java.util.NoSuchElementException", None)
    return list(receiver)


@MAPS("toMapString")
def to_map_string(rt: Runtime, receiver: Any) -> str:
    return to_string(receiver)


@MAPS("equals")
def equals_(rt: Runtime, receiver: Any, other: Any) -> bool:
    return not isinstance(other, GArray) and equals(receiver, other)


@ENTRIES("getKey")
def get_key(rt: Runtime, receiver: MapEntryValue) -> Any:
    return receiver.key


@ENTRIES("getValue")
def get_value(rt: Runtime, receiver: MapEntryValue) -> Any:
    return receiver.value


@ENTRIES("setValue")
def set_value(rt: Runtime, receiver: MapEntryValue, value: Any) -> Any:
    old, receiver.value = receiver.value, value
    if receiver.owner is not None:
        receiver.owner[to_key(receiver.key)] = value
    return old
