"""Methods that only BigInteger and BigDecimal of java.math have: bits, moved points, quotients with remainders."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from igor.groovy import arithmetic
from igor.groovy.gdk.numbers import MathContext
from igor.groovy.registry import NUMBERS, Int
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature
from igor.groovy.values import BigInteger, Byte, GArray


def _whole(number: Any) -> int:
    if not isinstance(number, BigInteger):
        raise NoSignature
    return int(number)


def _decimal(number: Any) -> Decimal:
    if not isinstance(number, Decimal):
        raise NoSignature
    return number


def _made(number: int) -> BigInteger:
    return arithmetic.whole(number, BigInteger)  # type: ignore[no-any-return]


def _arithmetic(text: str) -> GroovyRuntimeError:
    return GroovyRuntimeError("java.lang.ArithmeticException", text)


def _bit(number: int) -> int:
    if number < 0:
        raise _arithmetic("Negative bit address")
    if number > arithmetic.MAX_DIGITS:
        raise arithmetic.too_large()
    return 1 << number


@NUMBERS("shiftLeft")
def shift_left(rt: Runtime, receiver: Any, count: Int) -> BigInteger:
    if count > arithmetic.MAX_DIGITS * 4:
        raise arithmetic.too_large()
    return _made(_whole(receiver) << count if count >= 0 else _whole(receiver) >> -count)


@NUMBERS("shiftRight")
def shift_right(rt: Runtime, receiver: Any, count: Int) -> BigInteger:
    return shift_left(rt, receiver, -count)


@NUMBERS("testBit")
def test_bit(rt: Runtime, receiver: Any, number: Int) -> bool:
    return bool(_whole(receiver) & _bit(number))


@NUMBERS("setBit")
def set_bit(rt: Runtime, receiver: Any, number: Int) -> BigInteger:
    return _made(_whole(receiver) | _bit(number))


@NUMBERS("clearBit")
def clear_bit(rt: Runtime, receiver: Any, number: Int) -> BigInteger:
    return _made(_whole(receiver) & ~_bit(number))


@NUMBERS("flipBit")
def flip_bit(rt: Runtime, receiver: Any, number: Int) -> BigInteger:
    return _made(_whole(receiver) ^ _bit(number))


@NUMBERS("bitLength")
def bit_length(rt: Runtime, receiver: Any) -> int:
    number = _whole(receiver)
    return (number if number >= 0 else ~number).bit_length()


@NUMBERS("getLowestSetBit")
def lowest_set_bit(rt: Runtime, receiver: Any) -> int:
    number = _whole(receiver)
    return (number & -number).bit_length() - 1


@NUMBERS("andNot")
def and_not(rt: Runtime, receiver: Any, other: int) -> BigInteger:
    return _made(_whole(receiver) & ~other)


@NUMBERS("not")
def not_(rt: Runtime, receiver: Any) -> BigInteger:
    return _made(~_whole(receiver))


@NUMBERS("modPow")
def mod_pow(rt: Runtime, receiver: Any, exponent: int, modulus: int) -> BigInteger:
    return _modular(_whole(receiver), int(exponent), int(modulus))


@NUMBERS("modInverse")
def mod_inverse(rt: Runtime, receiver: Any, modulus: int) -> BigInteger:
    return _modular(_whole(receiver), -1, int(modulus))


def _modular(number: int, exponent: int, modulus: int) -> BigInteger:
    if modulus <= 0:
        raise _arithmetic("BigInteger: modulus not positive")
    try:
        return _made(pow(number, exponent, modulus))
    except ValueError:
        raise _arithmetic("BigInteger not invertible.") from None


@NUMBERS("divideAndRemainder")
def divide_and_remainder(rt: Runtime, receiver: Any, other: float) -> GArray:
    if isinstance(receiver, Decimal):
        quotient = _integral_quotient(receiver, arithmetic.as_decimal(other))
        rest = arithmetic.subtract(receiver, arithmetic.multiply(quotient, other))
        return GArray([quotient, rest], "java.math.BigDecimal")
    number = _whole(receiver)
    result = arithmetic.int_divide(receiver, other)
    return GArray([result, _made(number - int(result) * int(other))], "java.math.BigInteger")


def _integral_quotient(left: Decimal, right: Decimal) -> Decimal:
    """BigDecimal's ``divideToIntegralValue``."""
    if not right:
        raise arithmetic.division_by_zero() if left else _arithmetic("Division undefined")
    preferred = arithmetic.scale_of(left) - arithmetic.scale_of(right)
    whole = Decimal(int(arithmetic.EXACT.divide_int(left, right)))
    return arithmetic.set_scale(whole, preferred) if preferred > 0 else whole


@NUMBERS("remainder")
def remainder(rt: Runtime, receiver: Any, other: float) -> Any:
    return divide_and_remainder(rt, receiver, other)[1]


@NUMBERS("unscaledValue")
def unscaled_value(rt: Runtime, receiver: Any) -> BigInteger:
    sign, digits, _ = _decimal(receiver).as_tuple()
    number = int("".join(map(str, digits)))
    return _made(-number if sign else number)


@NUMBERS("ulp")
def ulp(rt: Runtime, receiver: Any) -> Decimal:
    return Decimal((0, (1,), -arithmetic.scale_of(_decimal(receiver))))


@NUMBERS("movePointLeft")
def move_point_left(rt: Runtime, receiver: Any, places: Int) -> Any:
    return _moved(_decimal(receiver), -places) if places else receiver


@NUMBERS("movePointRight")
def move_point_right(rt: Runtime, receiver: Any, places: Int) -> Any:
    return _moved(_decimal(receiver), places) if places else receiver


def _moved(number: Decimal, places: int) -> Any:
    result = _scaled(number, places)
    return arithmetic.set_scale(result, 0) if arithmetic.scale_of(result) < 0 else result


def _scaled(number: Decimal, places: int) -> Decimal:
    if abs(places) > arithmetic.MAX_DIGITS:
        raise arithmetic.too_large()
    sign, digits, exponent = number.as_tuple()
    return Decimal((sign, digits, int(exponent) + places))


@NUMBERS("scaleByPowerOfTen")
def scale_by_power_of_ten(rt: Runtime, receiver: Any, places: Int) -> Decimal:
    return _scaled(_decimal(receiver), places)


@NUMBERS("toEngineeringString")
def to_engineering_string(rt: Runtime, receiver: Any) -> str:
    return _decimal(receiver).to_eng_string()


@NUMBERS("toByteArray")
def to_byte_array(rt: Runtime, receiver: Any) -> GArray:
    number = _whole(receiver)
    length = (number if number >= 0 else -number - 1).bit_length() // 8 + 1
    return GArray(
        [Byte(one - 256 if one > 127 else one) for one in number.to_bytes(length, "big", signed=True)], "byte"
    )


@NUMBERS("sqrt")
def sqrt(rt: Runtime, receiver: Any, context: Any = None) -> Any:
    if receiver < 0:
        raise _arithmetic("Attempted square root of negative Big" + ("Integer" if context is None else "Decimal"))
    if context is None:
        return _made(math.isqrt(_whole(receiver)))
    if not isinstance(context, MathContext):
        raise NoSignature
    return Context(prec=context.precision, rounding=ROUND_HALF_UP).sqrt(_decimal(receiver))


@NUMBERS("isProbablePrime")
def is_probable_prime(rt: Runtime, receiver: Any, certainty: Int) -> bool:
    return certainty <= 0 or _is_prime(abs(_whole(receiver)))


@NUMBERS("nextProbablePrime")
def next_probable_prime(rt: Runtime, receiver: Any) -> BigInteger:
    number = _whole(receiver)
    if number < 0:
        raise _arithmetic(f"start < 0: {number}")
    number += 1
    while not _is_prime(number):
        rt.spend(100)
        number += 1
    return _made(number)


_WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)


def _is_prime(number: int) -> bool:
    """The test of Miller and Rabin with the first twelve primes."""
    if number < 2 or any(number % prime == 0 for prime in _WITNESSES):
        return number in _WITNESSES
    if number.bit_length() > _MOST_BITS:
        raise arithmetic.too_large()
    odd = number - 1
    twos = (odd & -odd).bit_length() - 1
    odd >>= twos
    return all(_passes(number, pow(witness, odd, number), twos) for witness in _WITNESSES)


def _passes(number: int, power: int, twos: int) -> bool:
    if power in (1, number - 1):
        return True
    for _ in range(twos - 1):
        power = power * power % number
        if power == number - 1:
            return True
    return False


#: Larger numbers are not tested for being prime: it would take too long.
_MOST_BITS = 2048
