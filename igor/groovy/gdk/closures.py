"""Methods of closures: currying, composition, memory, trampolines, delegates."""

from __future__ import annotations

from typing import Any

from igor.groovy.class_model import (
    JavaClass,
)
from igor.groovy.closure import ClosureValue, DerivedClosure
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.registry import CLOSURES
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import illegal_argument
from igor.groovy.values import GArray, to_key


def _curried(receiver: ClosureValue, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is curried: one array stands for several values; a closure takes no more than it has parameters."""
    if len(values) == 1 and isinstance(values[0], GArray) and values[0].component not in PRIMITIVES:
        values = tuple(values[0])
    types, most = receiver.parameter_types, receiver.parameter_count
    if len(values) > most and not (types and types[-1].endswith("[]")):
        raise illegal_argument(f"Can't curry {len(values)} arguments for a closure with {most} parameters.")
    return values


@CLOSURES()
def curry(rt: Runtime, receiver: ClosureValue, *given: Any) -> ClosureValue:
    values = _curried(receiver, given)
    count = max(0, receiver.parameter_count - len(values))
    return DerivedClosure(
        receiver, count, lambda *rest: receiver.call(*values, *rest), receiver.parameter_types[len(values) :]
    )


@CLOSURES()
def rcurry(rt: Runtime, receiver: ClosureValue, *given: Any) -> ClosureValue:
    values = _curried(receiver, given)
    count = max(0, receiver.parameter_count - len(values))
    return DerivedClosure(
        receiver, count, lambda *rest: receiver.call(*rest, *values), receiver.parameter_types[:count]
    )


@CLOSURES()
def ncurry(rt: Runtime, receiver: ClosureValue, position: int, *given: Any) -> ClosureValue:
    values = _curried(receiver, given)
    count = max(0, receiver.parameter_count - len(values))
    return DerivedClosure(receiver, count, lambda *rest: receiver.call(*rest[:position], *values, *rest[position:]))


@CLOSURES()
def right_shift(rt: Runtime, receiver: ClosureValue, other: ClosureValue) -> ClosureValue:
    return DerivedClosure(
        receiver, receiver.parameter_count, lambda *values: other.call(receiver.call(*values)), (), other
    )


@CLOSURES()
def left_shift(rt: Runtime, receiver: ClosureValue, other: Any) -> Any:
    if not isinstance(other, ClosureValue):
        return receiver.call(other)
    return DerivedClosure(
        other, other.parameter_count, lambda *values: receiver.call(other.call(*values)), (), receiver
    )


def _memory(rt: Runtime, receiver: ClosureValue, most: int) -> ClosureValue:
    """The closure with a memory of its latest results, at most so many (none: as many as there are)."""
    known: dict[Any, Any] = {}

    def run(*values: Any) -> Any:
        key = to_key(list(values))
        if key in known:
            known[key] = known.pop(key)
            return known[key]
        result = receiver.call(*values)
        rt.check_items(len(known))
        known[key] = result
        if len(known) > most >= 0:
            del known[next(iter(known))]
        return result

    return DerivedClosure(receiver, receiver.parameter_count, run, receiver.parameter_types)


CLOSURES("memoize")(lambda rt, receiver: _memory(rt, receiver, -1))
CLOSURES("memoizeAtLeast")(lambda rt, receiver, least: _memory(rt, receiver, -1))
CLOSURES("memoizeAtMost")(lambda rt, receiver, most: _memory(rt, receiver, int(most)))
CLOSURES("memoizeBetween")(lambda rt, receiver, least, most: _memory(rt, receiver, int(most)))


class Bounce(DerivedClosure):
    """``closure.trampoline(values)``: what its call gives is called on, in a loop, as long as it is another bounce."""

    __slots__ = ("original", "values")

    def __init__(self, rt: Runtime, original: ClosureValue, values: tuple[Any, ...]) -> None:
        self.original = original
        self.values = values

        def run(*arguments: Any) -> Any:
            result = original.call(*values, *arguments)
            while isinstance(result, Bounce):
                rt.spend(1)
                result = result.original.call(*result.values)
            return result

        super().__init__(original, max(0, original.parameter_count - len(values)), run)


@CLOSURES()
def trampoline(rt: Runtime, receiver: ClosureValue, *values: Any) -> ClosureValue:
    return Bounce(rt, receiver.original if isinstance(receiver, Bounce) else receiver, values)


@CLOSURES("clone", "dehydrate", "asWritable")
def clone(rt: Runtime, receiver: ClosureValue) -> ClosureValue:
    return receiver.clone()


@CLOSURES()
def rehydrate(rt: Runtime, receiver: ClosureValue, delegate: Any, owner: Any, this: Any) -> ClosureValue:
    copy = receiver.clone()
    copy.delegate, copy.owner, copy.this_object = delegate, owner, this
    return copy


@CLOSURES()
def set_delegate(rt: Runtime, receiver: ClosureValue, delegate: Any) -> None:
    receiver.delegate = delegate


@CLOSURES()
def set_resolve_strategy(rt: Runtime, receiver: ClosureValue, strategy: int) -> None:
    receiver.resolve_strategy = strategy


@CLOSURES()
def get_delegate(rt: Runtime, receiver: ClosureValue) -> Any:
    return receiver.delegate


@CLOSURES()
def get_owner(rt: Runtime, receiver: ClosureValue) -> Any:
    return receiver.owner


@CLOSURES()
def get_this_object(rt: Runtime, receiver: ClosureValue) -> Any:
    return receiver.this_object


@CLOSURES()
def get_resolve_strategy(rt: Runtime, receiver: ClosureValue) -> int:
    return receiver.resolve_strategy


@CLOSURES()
def get_maximum_number_of_parameters(rt: Runtime, receiver: ClosureValue) -> int:
    return receiver.parameter_count


@CLOSURES()
def get_parameter_types(rt: Runtime, receiver: ClosureValue) -> Any:
    return GArray([JavaClass(name) for name in receiver.parameter_types], "java.lang.Class")


@CLOSURES("run")
def run_closure(rt: Runtime, receiver: ClosureValue) -> None:
    receiver.call()
