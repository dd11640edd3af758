"""``Math.cbrt`` with Java's last digit, which is not the C library's."""

from __future__ import annotations

import math
import struct

_WORD = 32
_SMALLEST_NORMAL = 2.0**-1022
#: What a third of the upper word is too small by, for a number and for one that was made 2**54 times larger.
_THIRD, _THIRD_OF_LARGER = 715094163, 696219795


def cube_root(number: float) -> float:
    """Within 0.67 units of the last place.

    Source: fdlibm's s_cbrt, which java.lang.StrictMath keeps to: a guess of 5 bits by the exponent, a rational step
    to 23 bits, cut to 20, and a step of Newton's.
    """
    if number == 0 or not math.isfinite(number):
        return number
    size = abs(number)
    if size < _SMALLEST_NORMAL:
        guess = _of_upper_word(_upper_word(size * 2.0**54) // 3 + _THIRD_OF_LARGER)
    else:
        guess = _of_upper_word(_upper_word(size) // 3 + _THIRD)
    step = 19 / 35 + guess * guess / size * guess
    guess *= 5 / 14 + 45 / 28 / (step + 99 / 70 + -864 / 1225 / step)
    guess = _of_upper_word(_upper_word(guess) + 1)
    quotient = size / (guess * guess)
    root = guess + guess * ((quotient - guess) / (guess + guess + quotient))
    return math.copysign(root, number)


def _upper_word(number: float) -> int:
    return int(struct.unpack(">I", struct.pack(">d", number)[:4])[0])


def _of_upper_word(word: int) -> float:
    return float(struct.unpack(">d", struct.pack(">Q", word << _WORD))[0])
