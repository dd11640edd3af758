"""Numbers made into other numbers, as a cast does it, and read from texts, as ``valueOf`` does it."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from igor.groovy.arithmetic import MAX_DIGITS, as_decimal, too_large
from igor.groovy.class_model import class_name
from igor.groovy.number_text import parse_big_integer, parse_decimal, parse_double, parse_whole
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.text import to_string
from igor.groovy.values import BigInteger, Byte, Float, Long, Short, to_int32, to_int64


def float_or_limit(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _truncate(value: Any, wrap: Callable[[int], int], low: int, high: int) -> int:
    if isinstance(value, float):
        if value != value:
            return 0
        return max(low, min(high, int(value))) if math.isfinite(value) else (high if value > 0 else low)
    return wrap(whole_part(value))


def whole_part(value: Any) -> int:
    """A number without its fraction (NaN gives 0); one of more digits than a script may have is refused."""
    if isinstance(value, Decimal) and abs(value.adjusted()) > MAX_DIGITS:
        raise too_large()
    return 0 if isinstance(value, float) and not math.isfinite(value) else int(value)


def _to_int(value: Any) -> int:
    return _truncate(value, to_int32, -(1 << 31), (1 << 31) - 1)


def _to_long(value: Any) -> Long:
    return Long(_truncate(value, to_int64, -(1 << 63), (1 << 63) - 1))


def _to_big(value: Any) -> BigInteger:
    if isinstance(value, float) and not math.isfinite(value):
        raise GroovyRuntimeError("java.lang.NumberFormatException", "Infinite or NaN")
    return BigInteger(whole_part(value))


def _narrow(kind: type, bits: int) -> Callable[[Any], Any]:
    half = 1 << (bits - 1)

    def make(value: Any) -> Any:
        whole = _to_int(value) if isinstance(value, float) else whole_part(value)
        return kind((whole + half & (half * 2 - 1)) - half)

    return make


def _to_decimal(value: Any) -> Decimal:
    if isinstance(value, float):
        if not math.isfinite(value):
            raise GroovyRuntimeError("java.lang.NumberFormatException", "Infinite or NaN")
        return Decimal(float(value) or 0.0)
    return as_decimal(value)


def to_double(value: Any) -> float:
    number = float_or_limit(value)
    if not isinstance(value, float) and math.isinf(number):
        raise GroovyRuntimeError(
            "groovy.lang.GroovyRuntimeException",
            f"Automatic coercion of {class_name(value)} value {to_string(value)} to double failed.  "
            "Value is out of range.",
        )
    return number


NUMBER_MAKERS: dict[str, Callable[[Any], Any]] = {
    "java.lang.Integer": _to_int,
    "java.lang.Long": _to_long,
    "java.lang.Short": _narrow(Short, 16),
    "java.lang.Byte": _narrow(Byte, 8),
    "java.lang.Double": to_double,
    "java.lang.Float": lambda value: Float(float_or_limit(value)),
    "java.math.BigDecimal": _to_decimal,
    "java.math.BigInteger": _to_big,
    "java.lang.Number": lambda value: value,
}


#: ``Integer.valueOf(text)`` and its like; ``as`` cuts blanks off first.
TEXT_PARSERS: dict[str, Callable[[str], Any]] = {
    "java.lang.Integer": lambda text: parse_whole(text, 32),
    "java.lang.Long": lambda text: Long(parse_whole(text, 64)),
    "java.lang.Short": lambda text: Short(parse_whole(text, 16)),
    "java.lang.Byte": lambda text: Byte(parse_whole(text, 8)),
    "java.lang.Double": parse_double,
    "java.lang.Float": lambda text: Float(parse_double(text)),
    "java.math.BigDecimal": parse_decimal,
    "java.math.BigInteger": parse_big_integer,
}
