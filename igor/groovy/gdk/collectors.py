"""java.util.stream.Collectors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.closure import ClosureValue
from igor.groovy.dispatch import invoke
from igor.groovy.gdk.calling import order_key
from igor.groovy.gdk.holders import OptionalValue
from igor.groovy.gdk.statistics import MAKERS
from igor.groovy.gdk.streams import STREAMS, StreamValue, predicate
from igor.groovy.properties import put_key
from igor.groovy.registry import StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature
from igor.groovy.text import Printable, to_string
from igor.groovy.values import GSet, HashMap, ImmutableList, Long, to_key

Finisher = Callable[[list[Any]], Any]


class CollectorValue(Printable):
    """java.util.stream.Collector: what becomes of all items."""

    java_class = "java.util.stream.Collectors$CollectorImpl"

    def __init__(self, run: Finisher) -> None:
        self.run = run


COLLECTORS = StaticTable("java.util.stream.Collectors")


def _collector(name: str, make: Callable[..., Finisher]) -> None:
    COLLECTORS(name)(lambda rt, *values: CollectorValue(make(*values)))


_collector("toList", lambda: list)
_collector("toUnmodifiableList", lambda: ImmutableList)
_collector("toSet", lambda: lambda items: GSet(items, "java.util.HashSet"))
_collector("counting", lambda: lambda items: Long(len(items)))
_collector("mapping", lambda change, after: lambda items: after.run([change.call(item) for item in items]))
_collector("filtering", lambda test, after: lambda items: after.run(list(filter(predicate(test), items))))
_collector("collectingAndThen", lambda before, finish: lambda items: finish.call(before.run(items)))
_collector("minBy", lambda order: lambda items: OptionalValue(min(items, key=order_key(order), default=None)))
_collector("maxBy", lambda order: lambda items: OptionalValue(max(items, key=order_key(order), default=None)))


def _numbers(kind: str) -> None:
    make = MAKERS[kind]
    _collector(f"summing{kind}", lambda value: lambda items: make(map(value.call, items)).total)
    _collector(f"averaging{kind}", lambda value: lambda items: make(map(value.call, items)).average)
    _collector(f"summarizing{kind}", lambda value: lambda items: make(map(value.call, items)))


for _kind in MAKERS:
    _numbers(_kind)


@COLLECTORS("joining")
def joining(rt: Runtime, separator: str = "", before: str = "", after: str = "") -> CollectorValue:
    return CollectorValue(lambda items: before + separator.join(map(to_string, items)) + after)


@COLLECTORS("toCollection")
def to_collection(rt: Runtime, make: ClosureValue) -> CollectorValue:
    def run(items: list[Any]) -> Any:
        result = make.call()
        for item in items:
            invoke(rt, result, "add", [item])
        return result

    return CollectorValue(run)


@COLLECTORS("toMap")
def to_map(rt: Runtime, key: ClosureValue, value: ClosureValue, merge: Any = None, make: Any = None) -> CollectorValue:
    def run(items: list[Any]) -> Any:
        result = HashMap() if make is None else make.call()
        for item in items:
            _put(rt, result, key.call(item), value.call(item), merge)
        return result

    return CollectorValue(run)


def _put(rt: Runtime, result: dict[Any, Any], key: Any, value: Any, merge: Any) -> None:
    old = result.get(to_key(key))
    if old is None:
        put_key(rt, result, key, value)
    elif merge is not None:
        put_key(rt, result, key, merge.call(old, value))
    else:
        values = f"{to_string(old)} and {to_string(value)}"
        text = f"Duplicate key {to_string(key)} (attempted merging values {values})"
        raise GroovyRuntimeError("java.lang.IllegalStateException", text)


def _grouped(
    rt: Runtime, items: list[Any], key: Callable[[Any], Any], finish: Any, result: dict[Any, Any]
) -> dict[Any, Any]:
    for item in items:
        group = key(item)
        if to_key(group) not in result:
            put_key(rt, result, group, [])
        result[to_key(group)].append(item)
    if isinstance(finish, CollectorValue):
        for one in list(result):
            result[one] = finish.run(result[one])
    return result


@COLLECTORS("groupingBy")
def grouping_by(rt: Runtime, key: ClosureValue, *rest: Any) -> CollectorValue:
    finish = rest[-1] if rest else None
    return CollectorValue(
        lambda items: _grouped(rt, items, key.call, finish, rest[0].call() if len(rest) == 2 else HashMap())
    )


@COLLECTORS("partitioningBy")
def partitioning_by(rt: Runtime, test: ClosureValue, finish: Any = None) -> CollectorValue:
    return CollectorValue(
        lambda items: _grouped(rt, items, predicate(test), finish, {to_key(False): [], to_key(True): []})
    )


@STREAMS("collect")
def collect(rt: Runtime, receiver: StreamValue, collector: Any) -> Any:
    if not isinstance(collector, CollectorValue):
        raise NoSignature
    return collector.run(receiver.items)
