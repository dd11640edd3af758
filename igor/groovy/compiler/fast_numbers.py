"""Operators on Integers without a detour: code that computes two ``int`` at once and leaves the rest to ``slow``.

Each maker takes the code of both sides and ``slow(frame, a, b)``, which does everything else; the result of an
operator on Integers is an Integer again only while it stays in 32 bits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.casts import caster
from igor.groovy.compiler.core import Code
from igor.groovy.compiler.scope import Local
from igor.groovy.runtime import Frame
from igor.groovy.values import INT_MAX, INT_MIN

Slow = Callable[[Frame, Any, Any], Any]
Maker = Callable[[Code, Code, Slow], Code]


def _add(left: Code, right: Code, slow: Slow) -> Code:
    def run(frame: Frame) -> Any:
        a, b = left(frame), right(frame)
        if type(a) is int and type(b) is int and INT_MIN <= (result := a + b) <= INT_MAX:
            return result
        return slow(frame, a, b)

    return run


def _subtract(left: Code, right: Code, slow: Slow) -> Code:
    def run(frame: Frame) -> Any:
        a, b = left(frame), right(frame)
        if type(a) is int and type(b) is int and INT_MIN <= (result := a - b) <= INT_MAX:
            return result
        return slow(frame, a, b)

    return run


def _multiply(left: Code, right: Code, slow: Slow) -> Code:
    def run(frame: Frame) -> Any:
        a, b = left(frame), right(frame)
        if type(a) is int and type(b) is int and INT_MIN <= (result := a * b) <= INT_MAX:
            return result
        return slow(frame, a, b)

    return run


def _remainder(left: Code, right: Code, slow: Slow) -> Code:
    def run(frame: Frame) -> Any:
        a, b = left(frame), right(frame)
        if type(a) is int and type(b) is int and a >= 0 and b > 0:
            return a % b
        return slow(frame, a, b)

    return run


def _less(left: Code, right: Code, slow: Slow) -> Code:
    def run(frame: Frame) -> Any:
        a, b = left(frame), right(frame)
        return a < b if type(a) is int and type(b) is int else slow(frame, a, b)

    return run


def _less_or_equal(left: Code, right: Code, slow: Slow) -> Code:
    def run(frame: Frame) -> Any:
        a, b = left(frame), right(frame)
        return a <= b if type(a) is int and type(b) is int else slow(frame, a, b)

    return run


def _greater(left: Code, right: Code, slow: Slow) -> Code:
    def run(frame: Frame) -> Any:
        a, b = left(frame), right(frame)
        return a > b if type(a) is int and type(b) is int else slow(frame, a, b)

    return run


def _greater_or_equal(left: Code, right: Code, slow: Slow) -> Code:
    def run(frame: Frame) -> Any:
        a, b = left(frame), right(frame)
        return a >= b if type(a) is int and type(b) is int else slow(frame, a, b)

    return run


def _equal(left: Code, right: Code, slow: Slow) -> Code:
    def run(frame: Frame) -> Any:
        a, b = left(frame), right(frame)
        return a == b if type(a) is int and type(b) is int else slow(frame, a, b)

    return run


def _not_equal(left: Code, right: Code, slow: Slow) -> Code:
    def run(frame: Frame) -> Any:
        a, b = left(frame), right(frame)
        return a != b if type(a) is int and type(b) is int else slow(frame, a, b)

    return run


#: Operators whose code has a quick way.
MAKERS: dict[str, Maker] = {
    "+": _add, "-": _subtract, "*": _multiply, "%": _remainder, "<": _less, "<=": _less_or_equal, ">": _greater,
    ">=": _greater_or_equal, "==": _equal, "!=": _not_equal,
}  # fmt: skip


_INTEGER_CASTS = (caster("int"), caster("java.lang.Integer"), caster("java.lang.Number"))


def keeps_integers(local: Local) -> bool:
    """Whether an Integer stored in the variable stays the same value, so that no cast is due."""
    return local.coerce is None or local.coerce in _INTEGER_CASTS


def add_to_slot(index: int, value: Code, slow: Slow, store: Callable[[Frame, Any], None]) -> Code:
    """``x += value`` for a variable in the frame that keeps Integers."""

    def run(frame: Frame) -> Any:
        slots = frame.locals
        a, b = slots[index], value(frame)
        if type(a) is int and type(b) is int and INT_MIN <= (result := a + b) <= INT_MAX:
            slots[index] = result
            return result
        result = slow(frame, a, b)
        store(frame, result)
        return result

    return run


def step_slot(index: int, delta: int, before: bool, slow: Code) -> Code:
    """``x++`` and its like for a variable in the frame that keeps Integers."""

    def run(frame: Frame) -> Any:
        slots = frame.locals
        old = slots[index]
        if type(old) is int and INT_MIN < old < INT_MAX:
            slots[index] = new = old + delta
            return new if before else old
        return slow(frame)

    return run
