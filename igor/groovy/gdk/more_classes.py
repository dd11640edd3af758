"""Rarer static methods of strings, characters, numbers and Math."""

from __future__ import annotations

import math
from typing import Any

from igor.groovy.gdk.java_lang import CHARACTER, MATH, STRING
from igor.groovy.registry import STATICS, Int
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.text import to_string
from igor.groovy.values import Character, GArray, Long, to_int32


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


CHARACTER("getNumericValue")(lambda rt, char: int(to_string(char), 36) if to_string(char).isalnum() else -1)
CHARACTER("toString")(lambda rt, char: to_string(char))
CHARACTER("valueOf")(lambda rt, char: Character(to_string(char)))
CHARACTER("toChars")(lambda rt, code: GArray([Character(chr(code))], "char"))
CHARACTER("forDigit")(lambda rt, digit, radix: Character("0123456789abcdefghijklmnopqrstuvwxyz"[digit]))
