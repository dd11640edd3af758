"""Lists whose missing items a closure makes (``list.withDefault { }``, groovy.lang.ListWithDefault)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.closure import ClosureValue
from igor.groovy.gdk import list_items, lists
from igor.groovy.null_closure import NullClosure
from igor.groovy.ranges import GRange
from igor.groovy.registry import DEFAULT_LISTS, LISTS, Int
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature, illegal_argument, out_of_bounds
from igor.groovy.values import DefaultList, GArray, GSet, Long


def _maker(lazy: bool) -> Callable[..., DefaultList]:
    def with_default(rt: Runtime, receiver: Any, closure: Any) -> DefaultList:
        if isinstance(closure, NullClosure):
            raise illegal_argument('Parameter "initClosure" must not be null')
        if not isinstance(closure, ClosureValue) or isinstance(receiver, GArray):
            raise NoSignature
        return DefaultList(receiver, closure.call, lazy)

    return with_default


LISTS("withDefault", "withLazyDefault")(_maker(True))
LISTS("withEagerDefault")(_maker(False))


def _reach(rt: Runtime, receiver: DefaultList, index: int) -> Any:
    at = index + len(receiver) if index < 0 else index
    if at < 0:
        kind = "ArrayIndexOutOfBoundsException"
        raise out_of_bounds(f"Negative array index [{index}] too large for array size {len(receiver)}", kind)
    rt.check_items(at + 1)
    return receiver.reach(at)


def _like(receiver: DefaultList, items: Any) -> DefaultList:
    return DefaultList(items, receiver.supply, receiver.lazy)


@DEFAULT_LISTS("get")
def get(rt: Runtime, receiver: DefaultList, index: Int) -> Any:
    return _reach(rt, receiver, index)


@DEFAULT_LISTS("getAt")
def get_at(rt: Runtime, receiver: DefaultList, index: Any) -> Any:
    if isinstance(index, GRange):
        if len(index) and index.is_int and max(index) >= len(receiver):
            _reach(rt, receiver, max(index))
        return _like(receiver, list_items.get_at(rt, receiver, index))
    if isinstance(index, (list, GSet)) and not isinstance(index, GArray):
        return _like(receiver, list_items.picked(index, lambda place: get_at(rt, receiver, place)))
    if not isinstance(index, int) or isinstance(index, (bool, Long)):
        return list_items.get_at(rt, receiver, index)
    return _reach(rt, receiver, index)


@DEFAULT_LISTS("subList")
def sub_list(rt: Runtime, receiver: DefaultList, begin: Int, end: Int) -> DefaultList:
    return _like(receiver, lists.sub_list(rt, receiver, begin, end))
