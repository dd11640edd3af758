"""Parts of collections: take, drop, first, last, head, tail …, and streams over them."""

from __future__ import annotations

from itertools import islice
from typing import Any

from igor.groovy.closure import ClosureValue
from igor.groovy.gdk.calling import tester
from igor.groovy.gdk.iterables import same_kind
from igor.groovy.iteration import iterate
from igor.groovy.ranges import GRange
from igor.groovy.registry import ITERABLES, Int, load
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.values import GArray


@ITERABLES("head", "first")
def first(rt: Runtime, receiver: Any) -> Any:
    for item in receiver:
        return item
    raise _nothing(_no_element(receiver, "first"))


@ITERABLES("last")
def last(rt: Runtime, receiver: Any) -> Any:
    items = list(receiver)
    if not items:
        raise _nothing(_no_element(receiver, "last"))
    return items[-1]


def _no_element(receiver: Any, which: str) -> str:
    kind = "List" if isinstance(receiver, (list, GRange)) else "Iterable"
    if isinstance(receiver, GArray):
        kind = "Array" if which == "last" else "array"
    return f"Cannot access {which}() element from an empty {kind}"


def _nothing(text: str) -> GroovyRuntimeError:
    return GroovyRuntimeError("java.util.NoSuchElementException", text)


def _array_or(receiver: Any, other: str) -> str:
    if not isinstance(receiver, GArray):
        return other
    return "array" if other == "iterable" else "Object array"


@ITERABLES("tail")
def tail(rt: Runtime, receiver: Any) -> Any:
    if not len(receiver):
        raise GroovyRuntimeError(
            "java.util.NoSuchElementException", f"Cannot access tail() for an empty {_array_or(receiver, 'iterable')}"
        )
    return _part(receiver, list(receiver)[1:])


def _part(receiver: Any, items: list[Any]) -> Any:
    """Some of the items: of an array an array, of others the same kind of collection."""
    return GArray(items, receiver.component) if isinstance(receiver, GArray) else same_kind(receiver, items)


@ITERABLES("init")
def init(rt: Runtime, receiver: Any) -> Any:
    if not len(receiver):
        raise GroovyRuntimeError(
            "java.util.NoSuchElementException", f"Cannot access init() for an empty {_array_or(receiver, 'Iterable')}"
        )
    return _part(receiver, list(receiver)[:-1])


@ITERABLES("take")
def take(rt: Runtime, receiver: Any, amount: Int) -> Any:
    return _part(receiver, list(islice(receiver, max(0, amount))))


@ITERABLES("drop")
def drop(rt: Runtime, receiver: Any, amount: Int) -> Any:
    return _part(receiver, list(receiver)[max(0, amount) :])


@ITERABLES("takeRight")
def take_right(rt: Runtime, receiver: Any, amount: Int) -> Any:
    if _is_backwards(receiver) and 0 < amount < len(receiver):
        return list(receiver)[:amount]
    return _part(receiver, list(receiver)[max(0, len(receiver) - amount) :] if amount > 0 else [])


def _is_backwards(receiver: Any) -> bool:
    """Whether it is a range whose ``subList`` counts from the other end."""
    return isinstance(receiver, GRange) and receiver.is_int and receiver.reverse


@ITERABLES("dropRight")
def drop_right(rt: Runtime, receiver: Any, amount: Int) -> Any:
    if _is_backwards(receiver) and 0 < amount < len(receiver):
        return list(receiver)[amount:]
    return _part(receiver, list(receiver)[: max(0, len(receiver) - max(0, amount))])


@ITERABLES("takeWhile")
def take_while(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    result: list[Any] = []
    test = tester(closure)
    for item in iterate(rt, receiver):
        if not test(item):
            break
        result.append(item)
    return _part(receiver, result)


@ITERABLES("dropWhile")
def drop_while(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    items = list(receiver)
    at, test = 0, tester(closure)
    while at < len(items) and test(items[at]):
        at += 1
    return _part(receiver, items[at:])


@ITERABLES("stream", "parallelStream")
def stream(rt: Runtime, receiver: Any) -> Any:
    return load("streams").stream_of(rt, receiver)
