"""Numbers: the text of a literal → the value and type that Groovy gives it, and back to Groovy's own way of writing it.

``1.0`` is a BigDecimal; a whole number without suffix takes the smallest of Integer, Long, BigInteger that holds it.
"""

from __future__ import annotations

import struct
from decimal import Decimal

from igor.groovy.ast import Constant
from igor.groovy.floating_text import double_text, float_text

INT_MIN, INT_MAX = -(2**31), 2**31 - 1
LONG_MIN, LONG_MAX = -(2**63), 2**63 - 1
_SUFFIX_TYPES = {"i": "Integer", "l": "Long", "g": "BigInteger"}
_BITS = {"Integer": 32, "Long": 64}


def parse_number(text: str, *, negative: bool = False) -> Constant:
    """The constant for a literal as the lexer cuts it: ``0x1F``, ``1_000L``, ``1.5e-3G``, ``017``.

    A suffix that names too small a type keeps the low bits, as Java's narrowing does.

    Raises:
        ValueError: the exponent is too large for a BigDecimal.

    Source: org.codehaus.groovy.syntax.Numbers (parseInteger, parseDecimal).
    """
    digits = text.replace("_", "").lower()
    if digits.startswith("0x"):
        return _integer(digits.rstrip("lig")[2:], 16, digits[-1], negative)
    if digits.startswith("0b"):
        return _integer(digits.rstrip("lig")[2:], 2, digits[-1], negative)
    if "." in digits or "e" in digits or digits[-1] in "fd":
        return _decimal(digits, negative)
    whole = digits.rstrip("lig")
    is_octal = len(whole) > 1 and whole[0] == "0"
    return _integer(whole, 8 if is_octal else 10, digits[-1], negative)


def _integer(digits: str, base: int, suffix: str, negative: bool) -> Constant:
    value = -_to_int(digits, base) if negative else _to_int(digits, base)
    groovy_type = _SUFFIX_TYPES.get(suffix) or _smallest_type(value)
    return Constant(_low_bits(value, _BITS[groovy_type]) if groovy_type in _BITS else value, groovy_type)


def _low_bits(value: int, bits: int) -> int:
    """As a signed number of so many bits."""
    half = 1 << (bits - 1)
    return (value + half) % (1 << bits) - half


def _to_int(digits: str, base: int) -> int:
    """As ``int``, past Python's own limit on how many decimal digits it converts."""
    if base == 10 and len(digits) > 4000:
        return int(Decimal(digits))
    return int(digits, base)


def _smallest_type(value: int) -> str:
    if INT_MIN <= value <= INT_MAX:
        return "Integer"
    return "Long" if LONG_MIN <= value <= LONG_MAX else "BigInteger"


def _decimal(digits: str, negative: bool) -> Constant:
    signed = f"-{digits}" if negative else digits
    if digits[-1] == "f":
        return Constant(to_float32(float(signed[:-1])), "Float")
    if digits[-1] == "d":
        return Constant(float(signed[:-1]), "Double")
    value = _big_decimal(signed.rstrip("g"))
    return Constant(abs(value) if value.is_zero() else value, "BigDecimal")


def _big_decimal(text: str) -> Decimal:
    exponent = int(text.partition("e")[2] or 0)
    fraction = len(text.partition("e")[0].partition(".")[2])
    if not INT_MIN <= exponent <= INT_MAX:
        raise ValueError("Exponent overflow.")
    if fraction - exponent > INT_MAX:
        raise ValueError("Scale out of range.")
    return Decimal(text)


def to_float32(value: float) -> float:
    """The nearest value that a Java ``float`` holds."""
    try:
        rounded: float = struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return float("-inf") if value < 0 else float("inf")
    return rounded


def number_text(value: int | float | Decimal, groovy_type: str) -> str:
    """As Java's ``toString`` writes a number of that type."""
    if groovy_type == "Double":
        return double_text(float(value))
    return float_text(float(value)) if groovy_type == "Float" else str(value)
