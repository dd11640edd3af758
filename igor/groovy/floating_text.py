"""How Java prints floats and doubles, digit for digit.

Java before version 19 does not always print the fewest digits that name a number (JDK-4511638): 2.0E-3 gives what one
expects, 1.0361308E-317 has a digit too many, of large whole numbers those are left out that the type cannot hold. Its
scripts' texts have these digits, and so have ours. Source: jdk.internal.math.FloatingDecimal.
"""

from __future__ import annotations

import math
import struct

_FRACTION_BITS = 52
#: Powers of five up to 5**26 are taken at their length, three bits each are reckoned for larger ones.
_KNOWN_FIVES = 27
_INT_BITS, _LONG_BITS = 32, 64
_LARGEST_LONG_EXPONENT = 62
#: Between these powers of ten a number is written without an exponent.
_SMALLEST_PLAIN, _LARGEST_PLAIN = -3, 8


def double_text(number: float) -> str:
    """``Double.toString``."""
    if not math.isfinite(number) or number == 0:
        return _special_text(number)
    bits = struct.unpack(">q", struct.pack(">d", number))[0]
    return _text(number < 0, bits & (1 << 52) - 1, bits >> 52 & 0x7FF, 52, 1023)


def float_text(number: float) -> str:
    """``Float.toString`` of a number that is rounded to 32 bits."""
    if not math.isfinite(number) or number == 0:
        return _special_text(number)
    bits = struct.unpack(">i", struct.pack(">f", number))[0]
    if not bits & 0x7FFFFFFF:
        return _special_text(math.copysign(0.0, number))
    return _text(number < 0, bits & (1 << 23) - 1, bits >> 23 & 0xFF, 23, 127)


def _special_text(number: float) -> str:
    if number != number:
        return "NaN"
    body = "0.0" if number == 0 else "Infinity"
    return f"-{body}" if math.copysign(1, number) < 0 else body


def _text(negative: bool, fraction: int, exponent: int, fraction_bits: int, bias: int) -> str:
    if exponent:
        fraction |= 1 << fraction_bits
        significant = fraction_bits + 1
    else:
        significant = fraction.bit_length()
        exponent = significant - fraction_bits
        fraction <<= 1 - exponent
    digits, point = _digits(fraction << _FRACTION_BITS - fraction_bits, exponent - bias, significant)
    sign = "-" if negative else ""
    if 0 < point < _LARGEST_PLAIN:
        return f"{sign}{digits[:point].ljust(point, '0')}.{digits[point:] or '0'}"
    if _SMALLEST_PLAIN < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{point - 1}"


def _digits(fraction: int, exponent: int, significant: int) -> tuple[str, int]:
    """The digits, and how many of them stand before the point.

    The number is ``fraction * 2 ** (exponent - 52)``, of which ``significant`` bits count; fraction has 53 bits.
    """
    tail = (fraction & -fraction).bit_length() - 1
    length = _FRACTION_BITS + 1 - tail
    behind_point = max(0, length - exponent - 1)
    if not behind_point and exponent <= _LARGEST_LONG_EXPONENT:
        return _whole_digits(fraction << exponent >> _FRACTION_BITS, exponent - significant - 1)
    mantissa = fraction / (1 << _FRACTION_BITS)
    power = math.floor((mantissa - 1.5) * 0.289529654 + 0.176091259 + exponent * 0.301029995663981)
    fives, unit_fives = max(0, -power), max(0, power)
    twos, unit_twos = fives + behind_point + exponent, unit_fives + behind_point
    margin_twos = twos - significant
    twos -= length - 1
    common = min(twos, unit_twos)
    twos, unit_twos, margin_twos = twos - common, unit_twos - common, margin_twos - common
    if length == 1:
        margin_twos -= 1
    if margin_twos < 0:
        twos, unit_twos, margin_twos = twos - margin_twos, unit_twos - margin_twos, 0
    bits = max(length + twos + _five_bits(fives), unit_twos + 1 + _five_bits(unit_fives + 1))
    rest = (fraction >> tail) * 5**fives << twos
    unit = 5**unit_fives << unit_twos
    return _generated(rest, unit, 5**fives << margin_twos, power, bits)


def _five_bits(power: int) -> int:
    if power >= _KNOWN_FIVES:
        return power * 3
    return (5**power).bit_length() if power else 0


def _whole_digits(whole: int, beyond: int) -> tuple[str, int]:
    """A whole number: ``beyond`` bits more than the type holds, each third of which makes a digit that is rounded."""
    if beyond > 1:
        unit = 10 ** (len(str(1 << beyond)) - 1)
        whole = (whole + unit // 2) // unit * unit
    digits = str(whole)
    return digits.rstrip("0"), len(digits)


def _generated(rest: int, unit: int, margin: int, power: int, bits: int) -> tuple[str, int]:
    """Digits of ``rest / unit``, until what is left is within the margin.

    With few ``bits`` Java reckons in an int or a long: there the margin may overflow, and what stays on it goes on.
    """
    tens = unit * 10
    width = next((width for width in (_INT_BITS, _LONG_BITS) if bits < width), 0)

    def step() -> tuple[int, bool, bool]:
        nonlocal rest, margin
        digit, rest = divmod(rest, unit)
        rest, margin = rest * 10, _wrapped(margin * 10, width)
        if margin <= 0:
            return digit, True, True
        reached = _wrapped(rest + margin, width)
        return digit, rest < margin, reached > tens or (reached == tens and not width)

    digit, low, high = step()
    digits = []
    if digit or high:
        digits.append(digit)
    else:
        power -= 1
    if not _SMALLEST_PLAIN <= power < _LARGEST_PLAIN:
        low = high = False
    while not (low or high):
        digit, low, high = step()
        digits.append(digit)
    number = int("".join(map(str, digits)))
    if high and (not low or rest * 2 > tens or (rest * 2 == tens and digits[-1] & 1)):
        number += 1
    text = str(number).rjust(len(digits), "0")
    return text.rstrip("0") or "0", power + 1 + len(text) - len(digits)


def _wrapped(number: int, width: int) -> int:
    """What is left of a number in so many bits; all of it for a width of 0."""
    if not width:
        return number
    return (number + (1 << width - 1)) % (1 << width) - (1 << width - 1)
