"""Rarer static methods of strings, characters, numbers and Math."""

from __future__ import annotations

import math
import unicodedata
from typing import Any

from igor.groovy.gdk.java_lang import CHARACTER, MATH, STRING
from igor.groovy.registry import STATICS, Int
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.text import to_string
from igor.groovy.values import INT_MAX, INT_MIN, Character, GArray, Long, to_int32, to_int64


@STRING("join")
def join(rt: Runtime, separator: str, *parts: Any) -> str:
    items = parts[0] if len(parts) == 1 and isinstance(parts[0], list) else parts
    return separator.join(to_string(item) for item in items)


INTEGER = STATICS["java.lang.Integer"]


@INTEGER("bitCount")
def bit_count(rt: Runtime, number: Int) -> int:
    return (int(number) & 0xFFFFFFFF).bit_count()


@INTEGER("signum")
def signum(rt: Runtime, number: Int) -> int:
    return (number > 0) - (number < 0)


@INTEGER("reverse")
def reverse(rt: Runtime, number: Int) -> int:
    return to_int32(int(f"{int(number) & 0xFFFFFFFF:032b}"[::-1], 2))


STATICS["java.lang.Double"]("isNaN")(lambda rt, number: math.isnan(number))
STATICS["java.lang.Double"]("isInfinite")(lambda rt, number: math.isinf(number))
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


for _name, _bits in {"Integer": 32, "Long": 64}.items():

    def _pattern(number: int, bits: int = _bits) -> int:
        return int(number) & (1 << bits) - 1

    def _same(number: int, bits: int = _bits) -> int:
        return to_int32(number) if bits == 32 else Long(to_int64(number))

    _table = STATICS[f"java.lang.{_name}"]
    _table("numberOfLeadingZeros")(lambda rt, number, bits=_bits, of=_pattern: bits - of(number).bit_length())
    _table("numberOfTrailingZeros")(
        lambda rt, number, bits=_bits, of=_pattern: (of(number) & -of(number)).bit_length() - 1 if number else bits
    )
    _table("highestOneBit")(lambda rt, number, of=_pattern, same=_same: same(1 << of(number).bit_length() >> 1))
    _table("lowestOneBit")(lambda rt, number, of=_pattern, same=_same: same(of(number) & -of(number)))

BOOLEAN = STATICS["java.lang.Boolean"]
BOOLEAN("logicalAnd")(lambda rt, left, right: left and right)
BOOLEAN("logicalOr")(lambda rt, left, right: left or right)
BOOLEAN("logicalXor")(lambda rt, left, right: left is not right)
BOOLEAN("compare")(lambda rt, left, right: int(left) - int(right))
BOOLEAN("hashCode")(lambda rt, value: 1231 if value else 1237)


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
    def run(rt: Runtime, *numbers: int) -> Any:
        result, wide = calculate(*map(int, numbers)), any(isinstance(number, Long) for number in numbers)
        bits = 63 if wide else 31
        if not -(1 << bits) <= result < 1 << bits:
            kind = "long" if wide else "integer"
            raise GroovyRuntimeError("java.lang.ArithmeticException", f"{kind} overflow")
        return Long(result) if wide else result


@MATH("toIntExact")
def to_int_exact(rt: Runtime, number: int) -> int:
    if not INT_MIN <= number <= INT_MAX:
        raise GroovyRuntimeError("java.lang.ArithmeticException", "integer overflow")
    return int(number)


_exact("addExact", lambda left, right: left + right)
_exact("subtractExact", lambda left, right: left - right)
_exact("multiplyExact", lambda left, right: left * right)


_exact("negateExact", lambda number: -number)
_exact("incrementExact", lambda number: number + 1)
_exact("decrementExact", lambda number: number - 1)
MATH("log1p")(lambda rt, number: math.log1p(number))
MATH("expm1")(lambda rt, number: math.expm1(number))


def _letter(value: Any) -> str:
    return chr(value) if isinstance(value, int) else to_string(value)


@CHARACTER("digit")
def digit(rt: Runtime, char: Any, radix: int) -> int:
    letter = _letter(char)
    found = int(letter, 36) if letter.isalnum() and (letter.isascii() or letter.isdecimal()) else radix
    return found if found < radix else -1


CHARACTER("compare")(lambda rt, left, right: ord(left) - ord(right))
CHARACTER("isAlphabetic")(lambda rt, char: _letter(char).isalpha())
CHARACTER("isSpaceChar")(lambda rt, char: unicodedata.category(_letter(char))[0] == "Z")
CHARACTER("getNumericValue")(lambda rt, char: int(to_string(char), 36) if to_string(char).isalnum() else -1)
CHARACTER("toString")(lambda rt, char: to_string(char))
CHARACTER("valueOf")(lambda rt, char: Character(to_string(char)))
CHARACTER("toChars")(lambda rt, code: GArray([Character(chr(code))], "char"))
CHARACTER("forDigit")(lambda rt, digit, radix: Character("0123456789abcdefghijklmnopqrstuvwxyz"[digit]))
