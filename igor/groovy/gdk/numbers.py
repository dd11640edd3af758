"""Methods of numbers (java.lang.Number and its classes, the GDK's ``times``, ``upto`` …)."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from typing import Any

from igor.groovy import arithmetic, operators
from igor.groovy.casts import as_java_type, caster
from igor.groovy.class_model import JavaClass, class_name
from igor.groovy.host import MISSING
from igor.groovy.null_texts import null_field
from igor.groovy.number_operands import ambiguous, number_with
from igor.groovy.overloads import distance
from igor.groovy.ranges import GRange
from igor.groovy.registry import INTEGERS, NUMBERS, Int, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, uncastable
from igor.groovy.semantics import compare, is_number, is_text
from igor.groovy.text import Printable, to_string
from igor.groovy.values import (
    INT_MAX,
    INT_MIN,
    BigInteger,
    Byte,
    Character,
    Float,
    GStringValue,
    Long,
    Short,
    to_int32,
)


def _exactly(number: float) -> Decimal:
    """``new BigDecimal(double)``."""
    if not math.isfinite(number):
        raise GroovyRuntimeError("java.lang.NumberFormatException", "Infinite or NaN")
    return Decimal(float(number))


def _calculation(name: str, symbol: str) -> Callable[..., Any]:
    """The method of an operator."""

    def calculate(rt: Runtime, receiver: Any, other: Any) -> Any:
        if symbol == "+" and isinstance(other, (GStringValue, str)) and not isinstance(other, Character):
            return to_string(receiver) + to_string(other)
        if name in ("add", "subtract") and isinstance(receiver, Decimal) and isinstance(other, float):
            other = _exactly(other)
        if is_number(other):
            return operators.binary(rt, symbol, receiver, other)
        result = number_with(symbol, receiver, other)
        if result is MISSING:
            raise NoSignature
        return result

    return calculate


_OPERATORS = {
    "plus": "+", "minus": "-", "multiply": "*", "div": "/", "mod": "%", "power": "**", "add": "+",
    "subtract": "-", "pow": "**", "leftShift": "<<", "rightShift": ">>", "rightShiftUnsigned": ">>>", "and": "&",
    "or": "|", "xor": "^",
}  # fmt: skip
for _name, _operator in _OPERATORS.items():
    NUMBERS(_name)(_calculation(_name, _operator))


@NUMBERS("divide")
def divide(rt: Runtime, receiver: Any, other: float, scale: Any = None, rounding: Any = None) -> Any:
    if isinstance(receiver, BigInteger) and isinstance(other, int):
        return arithmetic.int_divide(receiver, other)
    if isinstance(scale, MathContext):
        return Context(prec=scale.precision, rounding=ROUND_HALF_UP).divide(receiver, arithmetic.as_decimal(other))
    if isinstance(receiver, Decimal) and scale is None:
        return arithmetic.divide_exactly(receiver, arithmetic.as_decimal(other))
    if scale is None or not isinstance(receiver, Decimal):
        return arithmetic.divide(receiver, other)
    places = scale if isinstance(scale, int) and rounding is not None else arithmetic.scale_of(receiver)
    mode = rounding if rounding is not None else scale
    return arithmetic.set_scale(_wide(receiver, other, places), places, _rounding(mode))


def _wide(left: Decimal, right: Any, places: int) -> Decimal:
    wide = Context(prec=len(left.as_tuple().digits) + abs(places) + 40)
    return wide.divide(left, arithmetic.as_decimal(right))


@NUMBERS("intdiv")
def intdiv(rt: Runtime, receiver: Any, other: Any) -> Any:
    if other is None:
        raise ambiguous(receiver, "intdiv")
    if isinstance(other, (list, GRange)) and len(other):
        other = other[0]
    if isinstance(other, Character):
        other = ord(other)
    if not is_number(other):
        raise NoSignature
    if not isinstance(other, int) or not isinstance(receiver, int):
        raise arithmetic.unusable("intdiv", receiver)
    return arithmetic.int_divide(receiver, other)


@NUMBERS("unaryMinus", "negative")
def negative(rt: Runtime, receiver: Any) -> Any:
    return arithmetic.negate(receiver)


@NUMBERS("negate")
def negate(rt: Runtime, receiver: Any) -> Any:
    if not isinstance(receiver, (Decimal, BigInteger)):
        raise NoSignature
    return arithmetic.negate(receiver)


@NUMBERS("positive", "unaryPlus")
def positive(rt: Runtime, receiver: Any) -> Any:
    return receiver


@NUMBERS("next")
def next_(rt: Runtime, receiver: Any) -> Any:
    return arithmetic.add(receiver, 1)


@NUMBERS("previous")
def previous(rt: Runtime, receiver: Any) -> Any:
    return arithmetic.subtract(receiver, 1)


@NUMBERS("abs")
def abs_(rt: Runtime, receiver: Any) -> Any:
    return abs(int(receiver)) if isinstance(receiver, (Short, Byte)) else arithmetic.absolute(receiver)


@NUMBERS("compareTo")
def compare_to(rt: Runtime, receiver: Any, other: Any) -> int:
    if other is None:
        raise _null_beside(receiver)
    if is_text(other) and not isinstance(other, Character):
        raise uncastable(class_name(other), class_name(receiver))
    return compare(receiver, other)


def _null_beside(receiver: Any) -> GroovyRuntimeError:
    """What ``compareTo`` of Java's number classes says of a null."""
    if isinstance(receiver, (Decimal, BigInteger)):
        return null_field("scale" if isinstance(receiver, Decimal) else "signum", "val")
    return null_field("value", f"another{class_name(receiver).rpartition('.')[2]}")


@NUMBERS("round")
def round_(rt: Runtime, receiver: Any, *given: Any) -> Any:
    digits = given[0] if given else None
    if isinstance(receiver, Decimal) and given == (None,):
        raise null_field("precision", "mc")
    if isinstance(receiver, Decimal) and isinstance(digits, MathContext):
        return Context(prec=digits.precision, rounding=ROUND_HALF_UP).plus(receiver)
    if not isinstance(receiver, float) or not (digits is None or isinstance(digits, int)):
        raise NoSignature
    if digits is None:
        return round_float(receiver)
    return _by_digits(receiver, to_int32(digits), lambda number: math.floor(number + 0.5))


def round_float(number: float) -> Any:
    """``Math.round``: a Long of a Double, an Integer of a Float."""
    if number != number:
        whole = 0
    elif math.isinf(number):
        whole = 1 << 70 if number > 0 else -(1 << 70)
    else:
        whole = math.floor(number + 0.5) if abs(number) < 1 << 52 else int(number)
    return max(INT_MIN, min(INT_MAX, whole)) if isinstance(number, Float) else as_long(whole)


def _by_digits(number: float, digits: int, cut: Callable[[float], float]) -> float:
    """``cut(number * 10^digits) / 10^digits`` in doubles, as DefaultGroovyMethods rounds."""
    try:
        factor = math.pow(10, digits)
    except OverflowError:
        factor = math.inf
    scaled = number * factor
    result = arithmetic.divide(float(cut(scaled)) if math.isfinite(scaled) else scaled, factor)
    return Float(result) if isinstance(number, Float) else float(result)


def as_long(number: int) -> Any:
    """A long, clamped as Math.round does."""
    return Long(max(-(1 << 63), min((1 << 63) - 1, number)))


@NUMBERS("trunc")
def trunc(rt: Runtime, receiver: Any, digits: Any = 0) -> Any:
    if not isinstance(receiver, float) or type(digits) is not int:
        raise NoSignature
    return _by_digits(receiver, digits, lambda scaled: math.copysign(math.trunc(scaled), scaled))


@NUMBERS("setScale")
def set_scale(rt: Runtime, receiver: Any, scale: Int, rounding: Any = "UNNECESSARY") -> Any:
    if not isinstance(receiver, Decimal) or scale > arithmetic.MAX_DIGITS:
        raise NoSignature
    mode = _rounding(rounding)
    result = arithmetic.set_scale(receiver, scale, mode or ROUND_DOWN)
    if mode is None and result != receiver:
        raise GroovyRuntimeError("java.lang.ArithmeticException", "Rounding necessary")
    return result


ROUNDINGS = {"UP": ROUND_UP, "DOWN": ROUND_DOWN, "CEILING": ROUND_CEILING, "FLOOR": ROUND_FLOOR,
             "HALF_UP": ROUND_HALF_UP, "HALF_DOWN": ROUND_HALF_DOWN, "HALF_EVEN": ROUND_HALF_EVEN}  # fmt: skip
_BY_NUMBER = ("UP", "DOWN", "CEILING", "FLOOR", "HALF_UP", "HALF_DOWN", "HALF_EVEN", "UNNECESSARY")


def _rounding(mode: Any) -> Any:
    name = _BY_NUMBER[mode] if isinstance(mode, int) and 0 <= mode < 8 else to_string(mode)
    return ROUNDINGS.get(name)


class RoundingMode(Printable):
    """java.math.RoundingMode."""

    java_class = "java.math.RoundingMode"

    def __init__(self, name: str) -> None:
        self.name = name

    def to_text(self) -> str:
        return self.name


class MathContext(Printable):
    """java.math.MathContext."""

    java_class = "java.math.MathContext"

    def __init__(self, precision: int) -> None:
        self.precision = precision


ROUNDING = StaticTable("java.math.RoundingMode")
ROUNDING.constants.update({name: RoundingMode(name) for name in _BY_NUMBER})
CONTEXT = StaticTable("java.math.MathContext")


CONTEXT.constants.update(DECIMAL32=MathContext(7), DECIMAL64=MathContext(16), DECIMAL128=MathContext(34))


@CONTEXT.constructor
def math_context(rt: Runtime, precision: int) -> MathContext:
    return MathContext(precision)


@NUMBERS("scale")
def scale(rt: Runtime, receiver: Any) -> int:
    if not isinstance(receiver, Decimal):
        raise NoSignature
    return arithmetic.scale_of(receiver)


@NUMBERS("precision")
def precision(rt: Runtime, receiver: Any) -> int:
    return len(arithmetic.as_decimal(receiver).as_tuple().digits)


@NUMBERS("signum")
def signum(rt: Runtime, receiver: Any) -> int:
    return int(receiver > 0) - int(receiver < 0)


@NUMBERS("stripTrailingZeros")
def strip_trailing_zeros(rt: Runtime, receiver: Any) -> Any:
    if not isinstance(receiver, Decimal):
        raise NoSignature
    return receiver.normalize(arithmetic.EXACT) if receiver else Decimal(0)


@NUMBERS("toPlainString")
def to_plain_string(rt: Runtime, receiver: Any) -> str:
    if not isinstance(receiver, Decimal):
        raise NoSignature
    rt.check_text(abs(arithmetic.scale_of(arithmetic.as_decimal(receiver))))
    return format(arithmetic.as_decimal(receiver), "f")


def _of_kind(receiver: Any, other: Any) -> Any:
    """The argument of ``max`` and ``min``, which only BigDecimal and BigInteger have."""
    if not isinstance(receiver, (Decimal, BigInteger)):
        raise NoSignature
    if other is None:
        raise _null_beside(receiver)
    if distance(other, class_name(receiver)) < 0:
        raise NoSignature
    convert = caster(class_name(receiver))
    return convert(other) if convert else other


@NUMBERS("max")
def max_(rt: Runtime, receiver: Any, other: Any) -> Any:
    other = _of_kind(receiver, other)
    return receiver if compare(receiver, other) >= 0 else other


@NUMBERS("min")
def min_(rt: Runtime, receiver: Any, other: Any) -> Any:
    other = _of_kind(receiver, other)
    return receiver if compare(receiver, other) <= 0 else other


_CONVERSIONS = {
    "toInteger": "java.lang.Integer", "intValue": "java.lang.Integer", "toLong": "java.lang.Long",
    "longValue": "java.lang.Long", "toDouble": "java.lang.Double", "doubleValue": "java.lang.Double",
    "toFloat": "java.lang.Float", "floatValue": "java.lang.Float", "toBigDecimal": "java.math.BigDecimal",
    "toBigInteger": "java.math.BigInteger", "shortValue": "java.lang.Short", "byteValue": "java.lang.Byte",
    "toShort": "java.lang.Short", "intValueExact": "java.lang.Integer", "longValueExact": "java.lang.Long",
}  # fmt: skip


def _conversion(method: str, java_name: str) -> Callable[..., Any]:
    def convert(rt: Runtime, receiver: Any) -> Any:
        if method == "toDouble" and isinstance(receiver, Float):
            return float(to_string(receiver))
        cast = caster(java_name)
        if java_name == "java.math.BigDecimal" and isinstance(receiver, float):
            return as_java_type(receiver, java_name)
        return cast(receiver) if cast else receiver

    return convert


for _method, _java_name in _CONVERSIONS.items():
    NUMBERS(_method)(_conversion(_method, _java_name))


@NUMBERS("asType")
def as_type(rt: Runtime, receiver: Any, cls: Any) -> Any:
    if not isinstance(cls, JavaClass):
        raise NoSignature
    return as_java_type(receiver, cls.name)


@NUMBERS("isNaN", "isNan")
def is_nan(rt: Runtime, receiver: Any) -> bool:
    if not isinstance(receiver, float):
        raise NoSignature
    return receiver != receiver


@NUMBERS("isInfinite")
def is_infinite(rt: Runtime, receiver: Any) -> bool:
    if not isinstance(receiver, float):
        raise NoSignature
    return math.isinf(receiver)


@INTEGERS("bitwiseNegate")
def bitwise_negate(rt: Runtime, receiver: Any) -> Any:
    return operators.bitwise_negate(rt, receiver)


@INTEGERS("gcd")
def gcd(rt: Runtime, receiver: Any, other: Int) -> BigInteger:
    return BigInteger(math.gcd(receiver, other))


@INTEGERS("bitCount")
def bit_count(rt: Runtime, receiver: Any) -> int:
    return int(receiver).bit_count()


@INTEGERS("toChar", "charValue")
def to_char(rt: Runtime, receiver: Any) -> Any:
    return as_java_type(receiver, "java.lang.Character")


def radix_text(value: Any, radix: int) -> str:
    """``Integer.toString(value, radix)``, of any size."""
    if radix == 10 or not 2 <= radix <= 36:
        return to_string(value)
    digits, number = "", abs(int(value))
    while number:
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[number % radix] + digits
        number //= radix
    return ("-" if value < 0 else "") + (digits or "0")
