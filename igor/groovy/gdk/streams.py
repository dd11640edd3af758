"""java.util.stream over values at hand."""

from __future__ import annotations

from collections.abc import Callable
from itertools import dropwhile, takewhile
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.class_model import class_name
from igor.groovy.closure import ClosureValue
from igor.groovy.gdk.calling import order_key
from igor.groovy.gdk.holders import OptionalValue
from igor.groovy.gdk.java_util import ARRAYS
from igor.groovy.gdk.statistics import MAKERS
from igor.groovy.iteration import IteratorValue
from igor.groovy.registry import MethodTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature, uncastable
from igor.groovy.text import Printable
from igor.groovy.values import GArray, GSet, ImmutableList, Long

_OF_OBJECTS = "Reference"


class StreamValue(Printable):
    """A stream: its items, computed at each step; ``kind`` is Reference, Int, Long or Double."""

    def __init__(self, items: list[Any], kind: str = _OF_OBJECTS) -> None:
        self.items = items
        self.kind = kind
        self.java_class = f"java.util.stream.{kind}Pipeline"

    def groovy_items(self) -> list[Any]:
        """What Groovy's methods of any object go over."""
        return self.items


STREAMS = MethodTable("java.util.stream.Stream", "collectors")
for _kind in (_OF_OBJECTS, *MAKERS):
    register_kind(f"java.util.stream.{_kind}Pipeline", STREAMS)
_KINDS = {"int": "Int", "long": "Long", "double": "Double"}


@ARRAYS("stream")
def stream_of(rt: Runtime, items: Any) -> StreamValue:
    return StreamValue(list(items), _KINDS.get(getattr(items, "component", ""), _OF_OBJECTS))


def predicate(closure: Any) -> Callable[[Any], bool]:
    """A closure as java.util.function.Predicate: it must give a Boolean."""

    def test(item: Any) -> bool:
        result = closure.call(item)
        if not isinstance(result, bool):
            raise uncastable(class_name(result), "java.lang.Boolean")
        return result

    return test


def _step(*names: str, kind: str = "") -> Callable[[Callable[..., Any]], None]:
    """A step to another stream, of its own kind or of the given one."""

    def register(make: Callable[..., Any]) -> None:
        STREAMS(*names)(
            lambda rt, receiver, *values: StreamValue(list(make(receiver.items, *values)), kind or receiver.kind)
        )

    return register


def _mapped(items: list[Any], run: ClosureValue) -> list[Any]:
    return [run.call(item) for item in items]


_step("map")(_mapped)
_step("mapToObj", kind=_OF_OBJECTS)(_mapped)
for _kind in MAKERS:
    _step(f"mapTo{_kind}", kind=_kind)(_mapped)
_step("filter")(lambda items, test: filter(predicate(test), items))
_step("takeWhile")(lambda items, test: takewhile(predicate(test), items))
_step("dropWhile")(lambda items, test: dropwhile(predicate(test), items))
_step("distinct")(GSet)
_step("skip")(lambda items, count: items[int(count) :])
_step("limit")(lambda items, count: items[: int(count)])
_step("sorted")(lambda items, order=None: sorted(items, key=order_key(order)))
_step("flatMap")(lambda items, run: [one for item in items for one in run.call(item).items])
_step("boxed", kind=_OF_OBJECTS)(list)
_step("parallel", "sequential", "unordered", "onClose")(lambda items, *run: items)


@STREAMS("peek")
def peek(rt: Runtime, receiver: StreamValue, closure: ClosureValue) -> StreamValue:
    for item in receiver.items:
        closure.call(item)
    return receiver


@STREAMS("forEach", "forEachOrdered")
def for_each(rt: Runtime, receiver: StreamValue, closure: ClosureValue) -> None:
    peek(rt, receiver, closure)


STREAMS("close")(lambda rt, receiver: None)
STREAMS("count")(lambda rt, receiver: Long(len(receiver.items)))
STREAMS("anyMatch")(lambda rt, receiver, closure: any(map(predicate(closure), receiver.items)))
STREAMS("allMatch")(lambda rt, receiver, closure: all(map(predicate(closure), receiver.items)))
STREAMS("noneMatch")(lambda rt, receiver, closure: not any(map(predicate(closure), receiver.items)))
STREAMS("findFirst", "findAny")(lambda rt, receiver: OptionalValue(receiver.items[0] if receiver.items else None))
STREAMS("iterator")(lambda rt, receiver: IteratorValue(iter(receiver.items)))
STREAMS("sum")(lambda rt, receiver: sum(receiver.items))


@STREAMS("toArray")
def to_array(rt: Runtime, receiver: StreamValue, *maker: Any) -> GArray:
    return GArray(receiver.items, "java.lang.Object" if receiver.kind == _OF_OBJECTS else receiver.kind.lower())


@STREAMS("toList")
def to_list(rt: Runtime, receiver: StreamValue) -> ImmutableList:
    result = ImmutableList(receiver.items)
    result.java_class = "java.util.ImmutableCollections$ListN"
    return result


@STREAMS("summaryStatistics")
def summary_statistics(rt: Runtime, receiver: StreamValue) -> Any:
    if receiver.kind == _OF_OBJECTS:
        raise NoSignature
    return MAKERS[receiver.kind](receiver.items)


STREAMS("average")(
    lambda rt, receiver: OptionalValue(sum(receiver.items) / len(receiver.items) if receiver.items else None)
)


def _best(choose: Callable[..., Any]) -> Any:
    def run(rt: Runtime, receiver: StreamValue, order: Any = None) -> OptionalValue:
        return OptionalValue(choose(receiver.items, key=order_key(order)) if receiver.items else None)

    return run


STREAMS("max")(_best(max))
STREAMS("min")(_best(min))


@STREAMS("reduce")
def reduce(rt: Runtime, receiver: StreamValue, *arguments: Any) -> Any:
    run, items = arguments[-1], list(receiver.items)
    if len(arguments) == 1 and not items:
        return OptionalValue(None)
    result = arguments[0] if len(arguments) == 2 else items.pop(0)
    for item in items:
        result = run.call(result, item)
    return result if len(arguments) == 2 else OptionalValue(result)
