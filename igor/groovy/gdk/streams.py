"""java.util.stream over values at hand, ``Collectors``, and java.util.Scanner over a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.closure import ClosureValue
from igor.groovy.gdk.calling import order_key, tester
from igor.groovy.gdk.holders import OptionalValue
from igor.groovy.gdk.java_util import ARRAYS
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, refused
from igor.groovy.semantics import truth
from igor.groovy.text import Printable, to_string
from igor.groovy.values import GArray, GSet, HashMap, Long, to_key


class StreamValue(Printable):
    """A stream: its items, computed at each step."""

    java_class = "java.util.stream.ReferencePipeline"

    def __init__(self, items: list[Any]) -> None:
        self.items = items


STREAMS = MethodTable("java.util.stream.Stream")
register_kind(StreamValue.java_class, STREAMS)
ARRAYS("stream")(lambda rt, items: StreamValue(list(items)))


def _step(*names: str) -> Callable[[Callable[..., list[Any]]], None]:
    def register(make: Callable[..., list[Any]]) -> None:
        STREAMS(*names)(lambda rt, receiver, *values: StreamValue(make(receiver.items, *values)))

    return register


_step("map", "mapToInt", "mapToLong", "mapToDouble", "mapToObj")(lambda items, run: [run.call(item) for item in items])
_step("filter")(lambda items, run: [item for item in items if truth(run.call(item))])
_step("distinct")(lambda items: list(GSet(items)))
_step("skip")(lambda items, count: items[int(count) :])
_step("limit")(lambda items, count: items[: int(count)])
_step("sorted")(lambda items, order=None: sorted(items, key=order_key(order)))
_step("flatMap")(lambda items, run: [one for item in items for one in run.call(item).items])
_step("boxed", "parallel", "sequential")(lambda items: items)


@STREAMS("peek")
def peek(rt: Runtime, receiver: StreamValue, closure: ClosureValue) -> StreamValue:
    for item in receiver.items:
        closure.call(item)
    return receiver


@STREAMS("forEach")
def for_each(rt: Runtime, receiver: StreamValue, closure: ClosureValue) -> None:
    peek(rt, receiver, closure)


STREAMS("count")(lambda rt, receiver: Long(len(receiver.items)))
STREAMS("anyMatch")(lambda rt, receiver, closure: any(map(tester(closure), receiver.items)))
STREAMS("allMatch")(lambda rt, receiver, closure: all(map(tester(closure), receiver.items)))
STREAMS("noneMatch")(lambda rt, receiver, closure: not any(map(tester(closure), receiver.items)))
STREAMS("findFirst", "findAny")(lambda rt, receiver: OptionalValue(receiver.items[0] if receiver.items else None))
STREAMS("toArray")(lambda rt, receiver, *maker: GArray(receiver.items))
STREAMS("toList")(lambda rt, receiver: list(receiver.items))
STREAMS("sum")(lambda rt, receiver: sum(receiver.items))
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


class CollectorValue(Printable):
    """java.util.stream.Collector."""

    java_class = "java.util.stream.Collectors$CollectorImpl"

    def __init__(self, run: Callable[[list[Any]], Any]) -> None:
        self.run = run


COLLECTORS = StaticTable("java.util.stream.Collectors")
COLLECTORS("toList")(lambda rt: CollectorValue(list))
COLLECTORS("toSet")(lambda rt: CollectorValue(lambda items: GSet(items, "java.util.HashSet")))
COLLECTORS("counting")(lambda rt: CollectorValue(lambda items: Long(len(items))))


@COLLECTORS("joining")
def joining(rt: Runtime, separator: str = "", before: str = "", after: str = "") -> CollectorValue:
    return CollectorValue(lambda items: before + separator.join(map(to_string, items)) + after)


@COLLECTORS("toMap")
def to_map(rt: Runtime, key: ClosureValue, value: ClosureValue) -> CollectorValue:
    def run(items: list[Any]) -> HashMap:
        result = HashMap()
        result.update([(to_key(key.call(item)), value.call(item)) for item in items])
        return result

    return CollectorValue(run)


def _grouped(items: list[Any], key: Callable[[Any], Any], finish: Any, result: dict[Any, Any]) -> dict[Any, Any]:
    for item in items:
        result.setdefault(to_key(key(item)), []).append(item)
    if isinstance(finish, CollectorValue):
        for one in list(result):
            result[one] = finish.run(result[one])
    return result


@COLLECTORS("groupingBy")
def grouping_by(rt: Runtime, key: ClosureValue, finish: Any = None) -> CollectorValue:
    return CollectorValue(lambda items: _grouped(items, key.call, finish, HashMap()))


@COLLECTORS("partitioningBy")
def partitioning_by(rt: Runtime, test: ClosureValue, finish: Any = None) -> CollectorValue:
    start: dict[Any, Any] = {to_key(False): [], to_key(True): []}
    return CollectorValue(lambda items: _grouped(items, tester(test), finish, {k: list(v) for k, v in start.items()}))


@STREAMS("collect")
def collect(rt: Runtime, receiver: StreamValue, collector: Any) -> Any:
    if not isinstance(collector, CollectorValue):
        raise NoSignature
    return collector.run(receiver.items)


class ScannerValue(Printable):
    """java.util.Scanner over a text; ``delimiter`` separates its tokens."""

    java_class = "java.util.Scanner"

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.delimiter = r"\s+"

    def peek(self) -> re.Match[str] | None:
        """The next token, None at the end."""
        skip = re.compile(f"(?:{self.delimiter})*").match(self.text, self.position)
        start = skip.end() if skip else self.position
        end = re.compile(self.delimiter).search(self.text, start)
        return re.compile(r"(?s).+").match(self.text, start, end.start() if end else len(self.text))

    def take(self) -> str:
        """Read the next token."""
        found = self.peek()
        if found is None:
            raise GroovyRuntimeError("java.util.NoSuchElementException", None)
        self.position = found.end()
        return found[0]

    def groovy_items(self) -> list[Any]:
        """What is left, token by token."""
        items = []
        while self.peek() is not None:
            items.append(self.take())
        return items


SCANNERS = MethodTable("java.util.Scanner")
register_kind("java.util.Scanner", SCANNERS)


@StaticTable("java.util.Scanner").constructor
def new_scanner(rt: Runtime, text: str) -> ScannerValue:
    return ScannerValue(text)


def _number(kind: Callable[[str], Any]) -> Any:
    def run(rt: Runtime, receiver: ScannerValue) -> Any:
        before, token = receiver.position, receiver.take()
        try:
            return kind(token)
        except (ValueError, ArithmeticError):
            receiver.position = before
            raise GroovyRuntimeError("java.util.InputMismatchException", f'For input string: "{token}"') from None

    return run


SCANNERS("nextInt")(_number(int))
SCANNERS("nextLong")(_number(lambda text: Long(int(text))))
SCANNERS("nextDouble")(_number(float))
SCANNERS("nextBigDecimal")(_number(Decimal))
SCANNERS("next")(lambda rt, receiver: receiver.take())
SCANNERS("hasNext")(lambda rt, receiver: receiver.peek() is not None)
SCANNERS("hasNextLine")(lambda rt, receiver: receiver.position < len(receiver.text))
SCANNERS("close")(lambda rt, receiver: None)


@SCANNERS("hasNextInt")
def has_next_int(rt: Runtime, receiver: ScannerValue) -> bool:
    found = receiver.peek()
    return found is not None and re.fullmatch(r"[+-]?\d{1,10}", found[0]) is not None


@SCANNERS("nextLine")
def next_line(rt: Runtime, receiver: ScannerValue) -> str:
    if receiver.position >= len(receiver.text):
        raise GroovyRuntimeError("java.util.NoSuchElementException", "No line found")
    line, _, _ = receiver.text[receiver.position :].partition("\n")
    receiver.position += len(line) + 1
    return line.rstrip("\r")


@SCANNERS("useDelimiter")
def use_delimiter(rt: Runtime, receiver: ScannerValue, pattern: str) -> ScannerValue:
    if len(pattern) > 1 and re.escape(pattern) != pattern:
        raise refused("a regular expression as the delimiter of a Scanner", "split the text instead")
    receiver.delimiter = re.escape(pattern)
    return receiver
