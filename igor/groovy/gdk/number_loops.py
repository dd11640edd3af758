"""Loops that start at a number: ``times``, ``upto``, ``downto``, ``step``."""

from __future__ import annotations

from typing import Any

from igor.groovy import arithmetic
from igor.groovy.casts import as_java_type
from igor.groovy.class_model import class_name
from igor.groovy.closure import ClosureValue
from igor.groovy.null_texts import null_used
from igor.groovy.registry import NUMBERS
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature
from igor.groovy.semantics import compare, is_number
from igor.groovy.text import to_string


@NUMBERS("times")
def times(rt: Runtime, receiver: Any, closure: ClosureValue) -> None:
    for index in range(int(receiver)):
        closure.call(index)


@NUMBERS("upto")
def upto(rt: Runtime, receiver: Any, end: Any, closure: ClosureValue) -> None:
    _check_end(receiver, end)
    if compare(receiver, end) > 0:
        raise _wrong_way("upto", receiver, end, "less than")
    value = receiver
    while compare(value, end) <= 0:
        closure.call(value)
        value = arithmetic.add(value, 1)


@NUMBERS("downto")
def downto(rt: Runtime, receiver: Any, end: Any, closure: ClosureValue) -> None:
    _check_end(receiver, end)
    if compare(receiver, end) < 0:
        raise _wrong_way("downto", receiver, end, "greater than")
    value = receiver
    while compare(value, end) >= 0:
        closure.call(value)
        value = arithmetic.subtract(value, 1)


def _check_end(start: Any, end: Any) -> None:
    """A null is read as a number of the class of the one that the loop starts at."""
    if end is None:
        raise null_used(_READING.get(class_name(start), "java.lang.Number.intValue()"), "to")
    if not is_number(end):
        raise NoSignature


_READING = {
    "java.lang.Long": "java.lang.Number.longValue()",
    "java.lang.Float": "java.lang.Number.floatValue()",
    "java.lang.Double": "java.lang.Number.doubleValue()",
    "java.math.BigInteger": "Object.toString()",
    "java.math.BigDecimal": "Object.toString()",
}


def _wrong_way(name: str, start: Any, end: Any, relation: str) -> GroovyRuntimeError:
    return GroovyRuntimeError(
        "groovy.lang.GroovyRuntimeException",
        f"The argument ({to_string(end)}) to {name}() cannot be {relation} the value "
        f"({to_string(start)}) it's called on.",
    )


@NUMBERS("step")
def step(rt: Runtime, receiver: Any, end: float, by: float, closure: ClosureValue) -> None:
    start, stop, delta = _step_numbers(receiver, end, by)
    if start == stop:
        return
    if not delta or (delta > 0) != (stop > start):
        text = f"Infinite loop in {to_string(start)}.step({to_string(stop)}, {to_string(delta)})"
        raise GroovyRuntimeError("groovy.lang.GroovyRuntimeException", text)
    while (start < stop) if delta > 0 else (start > stop):
        closure.call(start)
        start = arithmetic.add(start, delta)


def _step_numbers(*numbers: Any) -> list[Any]:
    """All as BigDecimals or BigIntegers when one is, else as ints."""
    for kind in ("BigDecimal", "BigInteger"):
        if any(class_name(one) == f"java.math.{kind}" for one in numbers):
            return [as_java_type(one, f"java.math.{kind}") for one in numbers]
    return [as_java_type(one, "java.lang.Integer") for one in numbers]
