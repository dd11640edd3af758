"""Rarer methods of strings, numbers, collections and maps."""

from __future__ import annotations

import math
from typing import Any

from igor.groovy.class_model import JavaClass
from igor.groovy.closure import ClosureValue
from igor.groovy.dispatch import invoke
from igor.groovy.iteration import IteratorValue
from igor.groovy.properties import put_key
from igor.groovy.registry import INTEGERS, ITERATORS, LISTS, MAPS, STACKS, STATICS, STRINGS
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, null_pointer
from igor.groovy.semantics import compare
from igor.groovy.text import to_string
from igor.groovy.values import (
    BigInteger,
    Character,
    GArray,
    LinkedList,
    Long,
    MapEntryValue,
    SortedMap,
    from_key,
    to_int32,
    to_key,
)

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


@STATICS["java.lang.String"]("join")
def join(rt: Runtime, separator: str, *parts: Any) -> str:
    items = parts[0] if len(parts) == 1 and isinstance(parts[0], list) else parts
    return separator.join(to_string(item) for item in items)


# --- numbers ------------------------------------------------------------------------------------------------------

INTEGER = STATICS["java.lang.Integer"]
INTEGER("bitCount")(lambda rt, number: (int(number) & 0xFFFFFFFF).bit_count())
INTEGER("signum")(lambda rt, number: (number > 0) - (number < 0))
INTEGER("reverse")(lambda rt, number: to_int32(int(f"{int(number) & 0xFFFFFFFF:032b}"[::-1], 2)))
STATICS["java.lang.Double"]("isNaN")(lambda rt, number: math.isnan(number))
STATICS["java.lang.Double"]("isInfinite")(lambda rt, number: math.isinf(number))
STATICS["java.lang.Float"].constants.update(MAX_VALUE=3.4028234663852886e38, MIN_VALUE=1.401298464324817e-45)
for _name in ("Integer", "Long"):
    del STATICS[f"java.lang.{_name}"].methods["decode"]

    @STATICS[f"java.lang.{_name}"]("decode")
    def decode(rt: Runtime, text: str, kind: Any = Long if _name == "Long" else int) -> Any:
        sign, body = (-1, text[1:]) if text.startswith("-") else (1, text)
        lower = body.lower()
        radix = 16 if lower.startswith(("0x", "#")) else 8 if lower.startswith("0") and len(lower) > 1 else 10
        try:
            return kind(sign * int(lower.removeprefix("0x").removeprefix("#"), radix))
        except ValueError:
            raise GroovyRuntimeError("java.lang.NumberFormatException", f'For input string: "{text}"') from None


MATH = STATICS["java.lang.Math"]
MATH("cbrt")(lambda rt, number: math.copysign(abs(number) ** (1 / 3), number))
MATH("signum")(lambda rt, number: math.copysign(1.0, number) if number else 0.0)
MATH("toDegrees")(lambda rt, number: math.degrees(number))
MATH("toRadians")(lambda rt, number: math.radians(number))
MATH("rint")(lambda rt, number: float(round(number)))


@MATH("floorMod")
def floor_mod(rt: Runtime, left: int, right: int) -> Any:
    return type(left)(left % right) if right else _by_zero()


@MATH("floorDiv")
def floor_div(rt: Runtime, left: int, right: int) -> Any:
    return type(left)(left // right) if right else _by_zero()


def _by_zero() -> Any:
    raise GroovyRuntimeError("java.lang.ArithmeticException", "/ by zero")


def _exact(name: str, calculate: Any) -> None:
    @MATH(name)
    def run(rt: Runtime, left: int, right: int) -> Any:
        result, wide = calculate(int(left), int(right)), isinstance(left, Long) or isinstance(right, Long)
        bits = 63 if wide else 31
        if not -(1 << bits) <= result < 1 << bits:
            kind = "long" if wide else "integer"
            raise GroovyRuntimeError("java.lang.ArithmeticException", f"{kind} overflow")
        return Long(result) if wide else result


_exact("addExact", lambda left, right: left + right)
_exact("subtractExact", lambda left, right: left - right)
_exact("multiplyExact", lambda left, right: left * right)

# --- lists --------------------------------------------------------------------------------------------------------


@LISTS("collectNested")
def collect_nested(rt: Runtime, receiver: Any, closure: ClosureValue) -> list[Any]:
    return [collect_nested(rt, item, closure) if isinstance(item, list) else closure.call(item) for item in receiver]


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


def _part(receiver: Any, keep: Any) -> SortedMap:
    if not isinstance(receiver, SortedMap):
        raise NoSignature
    result = SortedMap()
    result.update({key: value for key, value in receiver.items() if keep(from_key(key))})
    return result


MAPS("headMap")(lambda rt, receiver, end: _part(receiver, lambda key: compare(key, end) < 0))
MAPS("tailMap")(lambda rt, receiver, start: _part(receiver, lambda key: compare(key, start) >= 0))


@MAPS("descendingMap")
def descending_map(rt: Runtime, receiver: Any) -> Any:
    if not isinstance(receiver, SortedMap):
        raise NoSignature
    return dict(reversed(list(receiver.items())))


def _near(name: str, fits: Any, last: bool) -> None:
    @MAPS(name)
    def run(rt: Runtime, receiver: Any, key: Any) -> Any:
        found = list(_part(receiver, lambda one: fits(compare(one, key))))
        return from_key(found[-1 if last else 0]) if found else None


_near("floorKey", lambda order: order <= 0, True)
_near("lowerKey", lambda order: order < 0, True)
_near("ceilingKey", lambda order: order >= 0, False)
_near("higherKey", lambda order: order > 0, False)

CHARACTER = STATICS["java.lang.Character"]
CHARACTER("getNumericValue")(lambda rt, char: int(to_string(char), 36) if to_string(char).isalnum() else -1)
CHARACTER("toString")(lambda rt, char: to_string(char))
CHARACTER("valueOf")(lambda rt, char: Character(to_string(char)))
CHARACTER("toChars")(lambda rt, code: GArray([Character(chr(code))], "char"))
CHARACTER("forDigit")(lambda rt, digit, radix: Character("0123456789abcdefghijklmnopqrstuvwxyz"[digit]))


@INTEGERS("toString")
def to_radix(rt: Runtime, receiver: Any, radix: int) -> str:
    if isinstance(receiver, BigInteger):
        return invoke(rt, JavaClass("java.lang.Long"), "toString", [receiver, radix])  # type: ignore[no-any-return]
    return to_string(radix)
