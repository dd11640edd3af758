"""``+``, ``-`` and ``*`` of collections and arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.casts import caster
from igor.groovy.gdk.iterables import same_kind
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.ranges import GRange
from igor.groovy.registry import ITERABLES
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature, illegal_argument
from igor.groovy.semantics import equals
from igor.groovy.values import GArray, GSet, to_int32
from igor.groovy.views import ValueView


def _no_primitives(receiver: Any) -> None:
    """Arrays of ints and their like cannot be added to, nor subtracted from."""
    if isinstance(receiver, GArray) and receiver.component in PRIMITIVES:
        raise NoSignature


def _counts_as_one(receiver: Any, other: Any) -> bool:
    """Whether an array is an item: beside a collection, or when its own items are no objects."""
    return isinstance(other, GArray) and (not isinstance(receiver, GArray) or other.component in PRIMITIVES)


@ITERABLES("plus")
def plus(rt: Runtime, receiver: Any, *others: Any) -> Any:
    _no_primitives(receiver)
    if len(others) != 1 and not isinstance(receiver, GArray):
        raise NoSignature
    other = others[0] if len(others) == 1 else list(others)
    whole = _counts_as_one(receiver, other)
    added = list(other) if isinstance(other, (list, GSet, GRange)) and not whole else [other]
    rt.check_items(len(receiver) + len(added))
    rt.spend(1 + (len(receiver) + len(added)) // 16)
    if isinstance(receiver, GSet) and receiver.java_class == "java.util.HashSet":
        return _grown(receiver, added)
    result = [*receiver, *added]
    return GArray(result) if isinstance(receiver, GArray) else same_kind(receiver, result)


def _grown(items: GSet, added: list[Any]) -> GSet:
    result = items.copy()
    for item in added:
        result.add(item)
    return result


@ITERABLES("minus")
def minus(rt: Runtime, receiver: Any, other: Any) -> Any:
    _no_primitives(receiver)
    whole = _counts_as_one(receiver, other)
    removed = other if isinstance(other, (list, GSet, GRange)) and not whole else [other]
    rt.spend(1 + len(receiver) * len(removed) // 16)
    kept = [item for item in receiver if not any(equals(item, one) for one in removed)]
    return GArray(kept) if isinstance(receiver, GArray) else same_kind(receiver, kept)


_as_int: Callable[[Any], Any] = caster("int")  # type: ignore[assignment]


@ITERABLES("multiply")
def multiply(rt: Runtime, receiver: Any, factor: float) -> Any:
    times = _as_int(factor)
    size = to_int32(times * len(receiver))
    if size < 0 and (not isinstance(receiver, GSet) or isinstance(receiver, ValueView)):
        raise illegal_argument(f"Illegal Capacity: {size}")
    rt.check_items(size)
    return same_kind(receiver, list(receiver) * times)
