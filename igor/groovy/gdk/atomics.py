"""java.util.concurrent.atomic.AtomicInteger and AtomicLong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.dispatch import invoke
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.text import Printable, to_string
from igor.groovy.values import Long


class AtomicValue(Printable):
    """java.util.concurrent.atomic.AtomicInteger and AtomicLong."""

    def __init__(self, java_class: str, value: Any) -> None:
        self.java_class = java_class
        self.value = value

    def to_text(self) -> str:
        return to_string(self.value)


ATOMICS = MethodTable("java.util.concurrent.atomic.AtomicInteger")
for _name, _start in {"AtomicInteger": 0, "AtomicLong": Long(0)}.items():
    _full = f"java.util.concurrent.atomic.{_name}"
    register_kind(_full, ATOMICS)

    def _new_atomic(rt: Runtime, value: Any = _start, java_class: str = _full) -> AtomicValue:
        return AtomicValue(java_class, value if java_class.endswith("Integer") else Long(value))

    StaticTable(_full).constructor(_new_atomic)


@ATOMICS("get", "intValue", "longValue", "getValue")
def atomic_get(rt: Runtime, receiver: AtomicValue) -> Any:
    return receiver.value


@ATOMICS("set")
def atomic_set(rt: Runtime, receiver: AtomicValue, value: Any) -> None:
    receiver.value = value


def _atomic(delta: int | None, after: bool) -> Any:
    def run(rt: Runtime, receiver: AtomicValue, value: int = 1) -> Any:
        old = receiver.value
        receiver.value = type(old)(old + (value if delta is None else delta))
        return receiver.value if after else old

    return run


ATOMICS("incrementAndGet")(_atomic(1, True))
ATOMICS("getAndIncrement")(_atomic(1, False))
ATOMICS("decrementAndGet")(_atomic(-1, True))
ATOMICS("getAndDecrement")(_atomic(-1, False))
ATOMICS("addAndGet")(_atomic(None, True))
ATOMICS("getAndAdd")(_atomic(None, False))
ATOMICS("getAndSet")(lambda rt, receiver, value: _changed(receiver, lambda old: value)[0])
ATOMICS("updateAndGet")(lambda rt, receiver, change: _changed(receiver, change.call)[1])
ATOMICS("getAndUpdate")(lambda rt, receiver, change: _changed(receiver, change.call)[0])
ATOMICS("accumulateAndGet")(lambda rt, receiver, value, change: _changed(receiver, _with(change, value))[1])
ATOMICS("getAndAccumulate")(lambda rt, receiver, value, change: _changed(receiver, _with(change, value))[0])


def _with(change: Any, value: Any) -> Callable[[Any], Any]:
    return lambda old: change.call(old, value)


def _changed(receiver: AtomicValue, change: Callable[[Any], Any]) -> tuple[Any, Any]:
    """The value before and after."""
    old = receiver.value
    receiver.value = type(old)(change(old))
    return old, receiver.value


@ATOMICS("compareAndSet", "weakCompareAndSet")
def compare_and_set(rt: Runtime, receiver: AtomicValue, expected: int, value: int) -> bool:
    found = bool(receiver.value == expected)
    if found:
        receiver.value = type(receiver.value)(value)
    return found


def _of_number(name: str) -> None:
    """What Groovy's methods of numbers make of the value."""
    ATOMICS(name)(lambda rt, receiver, *arguments: invoke(rt, receiver.value, name, list(arguments)))


for _name in ("plus", "minus", "multiply", "div", "mod", "next", "previous", "compareTo", "doubleValue", "toInteger",
              "toLong", "intdiv", "power"):  # fmt: skip
    _of_number(_name)
