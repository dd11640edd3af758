"""Rarer methods of strings, numbers, collections and maps."""

from __future__ import annotations

from typing import Any

from igor.groovy.casts import map_entries
from igor.groovy.closure import ClosureValue
from igor.groovy.comparators import order_of
from igor.groovy.gdk.iterables import add_to, guard, same_kind
from igor.groovy.gdk.maps import like
from igor.groovy.gdk.numbers import radix_text
from igor.groovy.iteration import IteratorValue
from igor.groovy.null_texts import null_used
from igor.groovy.properties import put_key
from igor.groovy.ranges import GRange
from igor.groovy.registry import INTEGERS, ITERATORS, LISTS, MAPS, SETS, STACKS, STRINGS
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, null_pointer, unsupported
from igor.groovy.text import to_string
from igor.groovy.values import (
    BigInteger,
    Byte,
    Character,
    GArray,
    GSet,
    ImmutableMap,
    LinkedList,
    MapEntryValue,
    SortedMap,
    from_key,
    to_key,
)
from igor.groovy.views import KeyView

# --- strings ------------------------------------------------------------------------------------------------------


@STRINGS("toCharacter")
def to_character(rt: Runtime, receiver: Any) -> Character:
    return Character(to_string(receiver)[:1])


@STRINGS("regionMatches")
def region_matches(rt: Runtime, receiver: Any, start: int, other: str, other_start: int, length: int) -> bool:
    text = to_string(receiver)[start : start + length]
    return len(text) == length and text == other[other_start : other_start + length]


@STRINGS("subSequence")
def sub_sequence(rt: Runtime, receiver: Any, start: int, end: int) -> str:
    return to_string(receiver)[start:end]


@STRINGS("contentEquals")
def content_equals(rt: Runtime, receiver: Any, other: Any) -> bool:
    if other is None:
        raise null_used("java.lang.CharSequence.length()", "cs")
    return to_string(receiver) == to_string(other)


@STRINGS("collectReplacements")
def collect_replacements(rt: Runtime, receiver: Any, closure: ClosureValue) -> str:
    parts = []
    for char in to_string(receiver):
        found = closure.call(Character(char))
        parts.append(char if found is None else to_string(found))
    return "".join(parts)


@STRINGS("unexpand")
def unexpand(rt: Runtime, receiver: Any, size: int = 8) -> str:
    return "\n".join(_unexpand_line(line, size) for line in to_string(receiver).split("\n"))


def _unexpand_line(line: str, size: int) -> str:
    blocks = [line[at : at + size] for at in range(0, len(line), size)]
    return "".join(
        block.rstrip(" ") + "\t" if len(block) == size and block.endswith("  ") else block for block in blocks
    )


@STRINGS("decodeHex")
def decode_hex(rt: Runtime, receiver: Any) -> GArray:
    try:
        data = bytes.fromhex(to_string(receiver))
    except ValueError:
        message = "odd number of characters in hex string"
        raise GroovyRuntimeError("java.lang.NumberFormatException", message) from None
    return GArray([Byte(item - 256 if item > 127 else item) for item in data], "byte")


# --- lists --------------------------------------------------------------------------------------------------------


@LISTS("collectNested")
@SETS("collectNested")
def collect_nested(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    return collect_nested_into(rt, receiver, [], closure)


@LISTS("collectNested")
@SETS("collectNested")
def collect_nested_into(rt: Runtime, receiver: Any, target: Any, closure: ClosureValue) -> Any:
    for item in receiver:
        nested = isinstance(item, (list, GSet, GRange)) and not isinstance(item, GArray)
        add_to(target, collect_nested_into(rt, item, same_kind(target, []), closure) if nested else closure.call(item))
    return target


@LISTS("replaceAll")
def replace_items(rt: Runtime, receiver: Any, closure: ClosureValue) -> None:
    guard(receiver)
    receiver[:] = [closure.call(item) for item in receiver]


@STACKS("descendingIterator")
def descending_iterator(rt: Runtime, receiver: LinkedList) -> IteratorValue:
    return IteratorValue(iter(list(reversed(receiver))))


@ITERATORS("toList")
def iterator_to_list(rt: Runtime, receiver: IteratorValue) -> list[Any]:
    return list(receiver)


# --- maps ---------------------------------------------------------------------------------------------------------


@MAPS("computeIfPresent")
def compute_if_present(rt: Runtime, receiver: Any, key: Any, closure: ClosureValue) -> Any:
    old = receiver.get(to_key(key))
    return None if old is None else _store(rt, receiver, key, closure.call(key, old))


@MAPS("compute")
def compute(rt: Runtime, receiver: Any, key: Any, closure: ClosureValue) -> Any:
    return _store(rt, receiver, key, closure.call(key, receiver.get(to_key(key))))


@MAPS("merge")
def merge(rt: Runtime, receiver: Any, key: Any, value: Any, closure: ClosureValue) -> Any:
    if value is None:
        raise null_pointer("")
    old = receiver.get(to_key(key))
    return _store(rt, receiver, key, value if old is None else closure.call(old, value))


def _store(rt: Runtime, entries: Any, key: Any, value: Any) -> Any:
    if value is None:
        entries.pop(to_key(key), None)
    else:
        put_key(rt, entries, key, value)
    return value


def _holds(receiver: Any, key: Any, value: Any) -> bool:
    """Whether the map has the key with just that value; Java's ``equals`` tells."""
    if isinstance(receiver, ImmutableMap):
        raise unsupported()
    return to_key(key) in receiver and bool(to_key(receiver[to_key(key)]) == to_key(value))


@MAPS("replace")
def replace(rt: Runtime, receiver: Any, key: Any, old: Any, new: Any) -> bool:
    found = _holds(receiver, key, old)
    if found:
        put_key(rt, receiver, key, new)
    return found


@MAPS("remove")
def remove(rt: Runtime, receiver: Any, key: Any, value: Any) -> bool:
    found = _holds(receiver, key, value)
    if found:
        del receiver[to_key(key)]
    return found


@MAPS("replaceAll")
def replace_all(rt: Runtime, receiver: Any, closure: ClosureValue) -> None:
    for key in list(receiver):
        receiver[key] = closure.call(from_key(key), receiver[key])


def _sorted_entry(rt: Runtime, receiver: Any, last: bool, take: bool) -> Any:
    if not isinstance(receiver, SortedMap):
        raise NoSignature
    if not receiver:
        return None
    key = list(receiver)[-1 if last else 0]
    value = receiver.pop(key) if take else receiver[key]
    return MapEntryValue(from_key(key), value)


MAPS("firstEntry")(lambda rt, receiver: _sorted_entry(rt, receiver, False, False))
MAPS("lastEntry")(lambda rt, receiver: _sorted_entry(rt, receiver, True, False))
MAPS("pollFirstEntry")(lambda rt, receiver: _sorted_entry(rt, receiver, False, True))
MAPS("pollLastEntry")(lambda rt, receiver: _sorted_entry(rt, receiver, True, True))


def _part(receiver: Any, keep: Any) -> dict[Any, Any]:
    if not isinstance(receiver, SortedMap):
        raise NoSignature
    kept = [entry for entry in map_entries(receiver) if keep(entry.key)]
    return like(receiver, kept)


@MAPS("headMap")
def head_map(rt: Runtime, receiver: Any, end: Any, included: bool = False) -> Any:
    order = order_of(receiver)
    return _part(receiver, lambda key: order(key, end) < included)


@MAPS("tailMap")
def tail_map(rt: Runtime, receiver: Any, start: Any, included: bool = True) -> Any:
    order = order_of(receiver)
    return _part(receiver, lambda key: order(key, start) >= 1 - included)


@MAPS("subMap")
def sub_map(rt: Runtime, receiver: Any, start: Any, *rest: Any) -> Any:
    if len(rest) not in (1, 3):
        raise NoSignature
    included, end, end_included = rest if len(rest) == 3 else (True, rest[0], False)
    return head_map(rt, tail_map(rt, receiver, start, included), end, end_included)


@MAPS("navigableKeySet")
def navigable_key_set(rt: Runtime, receiver: Any) -> KeyView:
    return KeyView(receiver)


@MAPS("descendingKeySet")
def descending_key_set(rt: Runtime, receiver: Any) -> GSet:
    return GSet(reversed(list(KeyView(receiver))), "java.util.TreeMap$KeySet")


@MAPS("descendingMap")
def descending_map(rt: Runtime, receiver: Any) -> Any:
    if not isinstance(receiver, SortedMap):
        raise NoSignature
    return dict(reversed(list(receiver.items())))


def _near(name: str, fits: Any, last: bool) -> None:
    @MAPS(name)
    def run(rt: Runtime, receiver: Any, key: Any) -> Any:
        order = order_of(receiver)
        found = map_entries(_part(receiver, lambda one: fits(order(one, key))))
        chosen = found[-1 if last else 0] if found else None
        return chosen if chosen is None or name.endswith("Entry") else chosen.key


for _what in ("Key", "Entry"):
    _near(f"floor{_what}", lambda order: order <= 0, True)
    _near(f"lower{_what}", lambda order: order < 0, True)
    _near(f"ceiling{_what}", lambda order: order >= 0, False)
    _near(f"higher{_what}", lambda order: order > 0, False)


@INTEGERS("toString")
def to_radix(rt: Runtime, receiver: Any, radix: int) -> str:
    if isinstance(receiver, BigInteger):
        return radix_text(receiver, radix)
    return to_string(radix)
