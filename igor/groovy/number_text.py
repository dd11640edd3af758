"""Numbers from text: what Integer.parseInt, new BigDecimal and their like make of a string, and how they refuse it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from igor.groovy.arithmetic import MAX_DIGITS, too_large
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.values import BigInteger


def parse_whole(text: str, bits: int) -> int:
    """Integer.parseInt and Long.parseLong."""
    stripped = text[1:] if text[:1] in ("+", "-") else text
    if not (stripped.isascii() and stripped.isdigit()) or len(text) > 40:
        raise number_format(text)
    number = int(text)
    if not -(1 << bits - 1) <= number < 1 << bits - 1:
        out = _bad_number(f'Value out of range. Value:"{text}" Radix:10')
        raise out if bits < 32 and -(1 << 31) <= number < 1 << 31 else number_format(text)
    return number


def number_format(text: str) -> GroovyRuntimeError:
    """java.lang.NumberFormatException."""
    shown = f'For input string: "{text}"' if text else 'For input string: ""'
    return GroovyRuntimeError("java.lang.NumberFormatException", shown)


def parse_decimal(text: str) -> Decimal:
    """``new BigDecimal(text)``."""
    try:
        if len(text) > 100_000 or "_" in text or not text.isascii() or text != text.strip():
            raise InvalidOperation
        number = Decimal(text)
        if not number.is_finite():
            raise InvalidOperation
        if abs(number.adjusted()) > MAX_DIGITS:
            raise too_large()
    except InvalidOperation:
        raise _bad_decimal(text) from None
    return number or abs(number)


def _bad_decimal(text: str) -> GroovyRuntimeError:
    body = text[1:] if text[:1] in ("+", "-") else text
    mantissa = re.match("[0-9.]*", body)[0]  # type: ignore[index]
    rest = body[len(mantissa) :]
    if mantissa.count(".") > 1:
        return _bad_number("Character array contains more than one decimal point.")
    if rest and rest[0] not in "eE":
        return _bad_number(_bad_character(rest[0], body))
    if rest:
        digits = rest[2:] if rest[1:2] in ("+", "-") else rest[1:]
        if not digits.isdigit():
            return _bad_number("Not a digit." if digits else None)
    return _bad_number("No digits found." if text and not re.search("[0-9]", mantissa) else None)


def _bad_character(bad: str, body: str) -> str:
    if len(body) > _COMPACT_DIGITS:
        return 'Character array is missing "e" notation exponential mark.'
    return f'Character {bad} is neither a decimal digit number, decimal point, nor "e" notation exponential mark.'


def _bad_number(reason: str | None) -> GroovyRuntimeError:
    return GroovyRuntimeError("java.lang.NumberFormatException", reason)


_DOUBLE = re.compile(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[fFdD]?")
_NO_NUMBER = re.compile(r"[+-]?(?:NaN|Infinity)")
_TWO_POINTS = re.compile(r"[+-]?[0-9]*\.[0-9]*\.")


def parse_double(text: str) -> float:
    """Double.parseDouble; source: ``jdk.internal.math.FloatingDecimal.readJavaFormatString``."""
    bare = text.strip(_BLANKS)
    found = _DOUBLE.fullmatch(bare)
    if found is not None:
        return float(found[1])
    if _NO_NUMBER.fullmatch(bare):
        return float(bare.replace("Infinity", "inf"))
    if _TWO_POINTS.match(bare):
        raise GroovyRuntimeError("java.lang.NumberFormatException", "multiple points")
    message = f'For input string: "{text}"' if bare else "empty String"
    raise GroovyRuntimeError("java.lang.NumberFormatException", message)


#: What ``String.trim`` takes away.
_BLANKS = "".join(map(chr, range(33)))
_GROUP = 9
#: ``new BigDecimal`` reads longer texts another way, and refuses them in other words.
_COMPACT_DIGITS = 18


def parse_big_integer(text: str) -> BigInteger:
    """``new BigInteger(text)``: it reads nine digits at a time, and names the first nine that are none."""
    digits = text[1:] if text[:1] in ("+", "-") else text
    if "+" in digits or "-" in digits:
        raise _bad_number("Illegal embedded sign character")
    if not digits:
        raise _bad_number("Zero length BigInteger")
    if len(text) > 4000:
        raise number_format(f"{text[:40]}...")
    if digits.isascii() and digits.isdigit():
        return BigInteger(text)
    digits = digits.lstrip("0")
    first = len(digits) % _GROUP or _GROUP
    groups = [digits[:first], *(digits[at : at + _GROUP] for at in range(first, len(digits), _GROUP))]
    raise number_format(next(group for group in groups if not (group.isascii() and group.isdigit())))
