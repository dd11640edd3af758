"""java.util.Scanner over a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, refused
from igor.groovy.text import Printable
from igor.groovy.values import Long


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
