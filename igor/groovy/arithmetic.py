"""Groovy's number tower: which type a result has, overflow, BigDecimal's scales (``NumberMath`` and its classes)."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any

from igor.groovy.class_model import class_name
from igor.groovy.runtime_errors import BudgetError, GroovyRuntimeError
from igor.groovy.text import to_string
from igor.groovy.values import INT_MAX, INT_MIN, BigInteger, Byte, Float, Long, Short, to_int32, to_int64

#: Exact arithmetic of BigDecimal; ``MAX_DIGITS`` bounds what a script can build.
EXACT = Context(prec=MAX_PREC // 4, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
MAX_DIGITS = 100_000
_MAX_BITS = MAX_DIGITS * 4


def division_by_zero() -> GroovyRuntimeError:
    """java.lang.ArithmeticException."""
    return GroovyRuntimeError("java.lang.ArithmeticException", "Division by zero")


def whole(number: int, kind: type) -> Any:
    """Bring a whole result into its type, with Java's overflow."""
    if kind is int:
        return number if INT_MIN <= number <= INT_MAX else to_int32(number)
    if kind is Long:
        return Long(to_int64(number))
    if number.bit_length() > _MAX_BITS:
        raise too_large()
    return BigInteger(number)


def too_large() -> BudgetError:
    """A number beyond the bound."""
    return BudgetError("java.lang.OutOfMemoryError", f"a number grew over {MAX_DIGITS} digits")


def result_kind(left: Any, right: Any) -> type:
    """The type of an operation's result: float > Decimal > BigInteger > Long > Integer."""
    a, b = type(left), type(right)
    if a is int and b is int:
        return int
    if issubclass(a, float) or issubclass(b, float):
        return float
    if a is Decimal or b is Decimal:
        return Decimal
    if a is BigInteger or b is BigInteger:
        return BigInteger
    if a is Long or b is Long:
        return Long
    return int


def as_decimal(number: Any) -> Decimal:
    """A BigDecimal of the number."""
    if isinstance(number, Decimal):
        return number
    return Decimal(to_string(number)) if isinstance(number, float) else Decimal(int(number))


def _apply(left: Any, right: Any, on_int: Callable[[int, int], int], on_decimal: Callable[[Any, Any], Decimal],
           on_float: Callable[[float, float], float]) -> Any:  # fmt: skip
    kind = result_kind(left, right)
    if kind is float:
        return on_float(float(left), float(right))
    if kind is Decimal:
        return _bounded(on_decimal(as_decimal(left), as_decimal(right)))
    return whole(on_int(int(left), int(right)), kind)


def _bounded(number: Decimal) -> Decimal:
    if number.is_zero() and number.is_signed():
        number = number.copy_abs()
    exponent = number.as_tuple().exponent
    if len(number.as_tuple().digits) > MAX_DIGITS or (isinstance(exponent, int) and abs(exponent) > MAX_DIGITS * 10):
        raise too_large()
    return number


def _spread(left: Decimal, right: Decimal) -> None:
    if abs(left.adjusted() - right.adjusted()) > MAX_DIGITS:
        raise too_large()


def _add_decimals(left: Decimal, right: Decimal) -> Decimal:
    _spread(left, right)
    return EXACT.add(left, right)


def _subtract_decimals(left: Decimal, right: Decimal) -> Decimal:
    _spread(left, right)
    return EXACT.subtract(left, right)


def add(left: Any, right: Any) -> Any:
    """``+`` of two numbers."""
    return _apply(left, right, lambda a, b: a + b, _add_decimals, lambda a, b: a + b)


def subtract(left: Any, right: Any) -> Any:
    """``-`` of two numbers."""
    return _apply(left, right, lambda a, b: a - b, _subtract_decimals, lambda a, b: a - b)


def multiply(left: Any, right: Any) -> Any:
    """``*`` of two numbers."""
    return _apply(left, right, lambda a, b: a * b, EXACT.multiply, lambda a, b: a * b)


def divide(left: Any, right: Any) -> Any:
    """``/``: whole numbers give a BigDecimal."""
    if isinstance(left, float) or isinstance(right, float):
        return _divide_floats(float(left), float(right))
    return divide_decimals(as_decimal(left), as_decimal(right))


def _divide_floats(left: float, right: float) -> float:
    if right:
        return left / right
    if not left or left != left:
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def scale_of(number: Decimal) -> int:
    """BigDecimal's ``scale()``."""
    return -int(number.as_tuple().exponent)


def set_scale(number: Decimal, scale: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """BigDecimal's ``setScale``."""
    return _bounded(number.quantize(Decimal((0, (1,), -scale)), rounding=rounding, context=EXACT))


def divide_decimals(left: Decimal, right: Decimal) -> Decimal:
    """BigDecimalMath.divideImpl: exact if it can be, else ``precision + 10`` digits cut to at least scale 10."""
    exact = _exactly(left, right)
    if exact is not None:
        return exact
    precision = max(_precision(left), _precision(right)) + 10
    with localcontext(Context(prec=precision, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN)):
        result = left / right
    scale = max(scale_of(left), scale_of(right), 10)
    return set_scale(result, scale) if scale_of(result) > scale else result


def divide_exactly(left: Decimal, right: Decimal) -> Decimal:
    """BigDecimal's ``divide(other)``, which rounds nothing."""
    exact = _exactly(left, right)
    if exact is None:
        text = "Non-terminating decimal expansion; no exact representable decimal result."
        raise GroovyRuntimeError("java.lang.ArithmeticException", text)
    return exact


def _exactly(left: Decimal, right: Decimal) -> Decimal | None:
    if not right:
        raise division_by_zero() if left else GroovyRuntimeError("java.lang.ArithmeticException", "Division undefined")
    preferred = scale_of(left) - scale_of(right)
    return _exact_quotient(left, right, preferred) if left else Decimal((0, (0,), -preferred))


def _precision(number: Decimal) -> int:
    return len(number.as_tuple().digits)


def _exact_quotient(left: Decimal, right: Decimal, preferred: int) -> Decimal | None:
    numerator, denominator = left.as_integer_ratio()
    other_numerator, other_denominator = right.as_integer_ratio()
    top, bottom = numerator * other_denominator, denominator * other_numerator
    if bottom < 0:
        top, bottom = -top, -bottom
    common = math.gcd(top, bottom)
    top, bottom = top // common, bottom // common
    twos, rest = _strip(bottom, 2)
    fives, rest = _strip(rest, 5)
    if rest != 1:
        return None
    digits = max(twos, fives)
    unscaled = top * 10**digits // bottom
    result = Decimal((int(unscaled < 0), tuple(map(int, str(abs(unscaled)))), -digits))
    return _to_preferred(result, preferred)


def _strip(number: int, factor: int) -> tuple[int, int]:
    count = 0
    while number % factor == 0:
        number //= factor
        count += 1
    return count, number


def _to_preferred(number: Decimal, preferred: int) -> Decimal:
    if scale_of(number) < preferred:
        return set_scale(number, preferred)
    while scale_of(number) > preferred and number.as_tuple().digits[-1] == 0 and number:
        number = set_scale(number, scale_of(number) - 1)
    return number


def int_divide(left: Any, right: Any) -> Any:
    """``intdiv``: toward zero, whole numbers only."""
    if not right:
        big = result_kind(left, right) is BigInteger
        raise GroovyRuntimeError("java.lang.ArithmeticException", "BigInteger divide by zero" if big else "/ by zero")
    quotient = abs(int(left)) // abs(int(right))
    return whole(quotient if (left < 0) == (right < 0) else -quotient, result_kind(left, right))


def remainder(left: Any, right: Any) -> Any:
    """``%`` (``mod``): the sign of the left side; BigInteger never negative; BigDecimal is refused by Groovy 2.4."""
    kind = result_kind(left, right)
    if kind is float:
        return float_remainder(float(left), float(right))
    if kind is Decimal:
        raise unusable("mod", left)
    if kind is BigInteger:
        if right <= 0:
            raise GroovyRuntimeError("java.lang.ArithmeticException", "BigInteger: modulus not positive")
        return BigInteger(int(left) % int(right))
    if not right:
        raise GroovyRuntimeError("java.lang.ArithmeticException", "/ by zero")
    rest = abs(int(left)) % abs(int(right))
    return whole(-rest if left < 0 else rest, kind)


def float_remainder(left: float, right: float) -> float:
    """Java's ``%`` of doubles."""
    return math.fmod(left, right) if right and math.isfinite(left) else math.nan


def unusable(name: str, number: Any) -> GroovyRuntimeError:
    """NumberMath's refusal of an operation that the number's kind does not have."""
    return GroovyRuntimeError(
        "java.lang.UnsupportedOperationException",
        f"Cannot use {name}() on this number type: {class_name(number)} with value: {to_string(number)}",
    )


def negate(number: Any) -> Any:
    """Unary minus."""
    if isinstance(number, int):
        if type(number) in (Short, Byte):
            bits = 16 if type(number) is Short else 8
            return type(number)((-int(number) + (1 << bits - 1)) % (1 << bits) - (1 << bits - 1))
        return whole(-int(number), type(number))
    if isinstance(number, Decimal):
        return number.copy_negate() if number else number
    return type(number)(-number)


def absolute(number: Any) -> Any:
    """``abs()``."""
    return type(number)(abs(number)) if isinstance(number, float) else negate(number) if number < 0 else number


def power(left: Any, right: Any) -> Any:
    """``**``: whole powers of whole numbers and BigDecimals stay exact and widen as needed, others are doubles."""
    if type(left) is BigInteger and type(right) in (BigInteger, Long) and not 0 <= right <= INT_MAX:
        return _whole_power(left, right)
    exact = (int, Short, Byte, BigInteger, Long) if type(left) is BigInteger else (int, Short, Byte)
    if isinstance(left, float) or type(right) not in exact or right < 0:
        return _float_power(left, right)
    exponent = int(right)
    if isinstance(left, Decimal):
        if exponent > 999_999_999:
            raise GroovyRuntimeError("java.lang.ArithmeticException", "Invalid operation")
        if _precision(left) * exponent > MAX_DIGITS:
            raise too_large()
        return _bounded(_decimal_power(left, exponent))
    if abs(int(left)) > 1 and int(left).bit_length() * exponent > _MAX_BITS:
        raise _beyond_java(int(left), exponent) or too_large()
    return _narrowest(int(left) ** exponent, type(left))


def _beyond_java(number: int, exponent: int) -> GroovyRuntimeError | None:
    """BigInteger.pow's refusal of what would have over 2^31 bits."""
    twos = (number & -number).bit_length() - 1
    alone = abs(number) == 1 << twos
    if twos * exponent > INT_MAX or (not alone and number.bit_length() * exponent // 32 > 1 << 26):
        return GroovyRuntimeError("java.lang.ArithmeticException", "BigInteger would overflow supported range")
    return None


def _decimal_power(number: Decimal, exponent: int) -> Decimal:
    sign, digits, scale = number.as_tuple()
    unscaled = int("".join(map(str, digits))) ** exponent
    negative = sign and exponent % 2
    return Decimal((int(bool(negative)), tuple(map(int, str(unscaled))), int(scale) * exponent))


def _whole_power(left: int, right: int) -> BigInteger:
    """What is left of a double when a BigInteger is made of it."""
    result = _to_the(float(left), float(right))
    if not math.isfinite(result):
        letter = "N" if result != result else "I"
        text = 'is neither a decimal digit number, decimal point, nor "e" notation exponential mark.'
        raise GroovyRuntimeError("java.lang.NumberFormatException", f"Character {letter} {text}")
    return BigInteger(int(result))


def _to_the(left: float, right: float) -> float:
    """``Math.pow``, to which a NaN or an infinite exponent of 1 gives a NaN."""
    if right != right or (abs(left) == 1 and math.isinf(right)):
        return math.nan
    try:
        return math.pow(left, right)
    except OverflowError:
        return -math.inf if left < 0 and right % 2 == 1 else math.inf
    except ValueError:
        return math.inf if not left else math.nan


def _float_power(left: Any, right: Any) -> Any:
    """DefaultGroovyMethods.power: a double, or an Integer or Long of the same value."""
    result = _to_the(float(left), float(right))
    if result != math.floor(result) if math.isfinite(result) else True:
        return result
    if INT_MIN <= result <= INT_MAX:
        return int(result)
    return Long(int(result)) if -(1 << 63) <= result < (1 << 63) else result


def _narrowest(number: int, kind: type) -> Any:
    if kind is BigInteger:
        return BigInteger(number)
    if kind is Long:
        return Long(number) if -(1 << 63) <= number < (1 << 63) else BigInteger(number)
    return int(number) if INT_MIN <= number <= INT_MAX else BigInteger(number)


_SHIFT_NAMES = {"<<": "leftShift", ">>": "rightShift", ">>>": "rightShiftUnsigned"}


def shift(left: Any, right: Any, operator: str) -> Any:
    """``<< >> >>>`` on Integers and Longs, by whole numbers; NumberMath has none for other kinds."""
    if isinstance(right, (float, Decimal)):
        raise GroovyRuntimeError(
            "java.lang.UnsupportedOperationException",
            f"Shift distance must be an integral type, but {to_string(right)} ({class_name(right)}) was supplied",
        )
    if not isinstance(left, int) or type(left) is BigInteger:
        raise unusable(_SHIFT_NAMES[operator], left)
    bits = 63 if type(left) is Long else 31
    kind = Long if type(left) is Long else int
    count = int(right) & bits
    number = int(left)
    if operator == ">>>":
        number &= (1 << bits + 1) - 1
    return whole(number << count if operator == "<<" else number >> count, kind)


_BITWISE_NAMES = {"&": "and", "|": "or", "^": "xor"}


def bitwise(left: Any, right: Any, operator: str) -> Any:
    """``& | ^`` on whole numbers or booleans."""
    if not (isinstance(left, int) and isinstance(right, int)):
        raise unusable(_BITWISE_NAMES[operator], left)
    if isinstance(left, bool) and isinstance(right, bool):
        return {"&": left & right, "|": left | right, "^": left ^ right}[operator]
    a, b = int(left), int(right)
    return whole({"&": a & b, "|": a | b, "^": a ^ b}[operator], result_kind(left, right))


def to_float32(number: Any) -> Float:
    """A java.lang.Float."""
    return Float(number)
