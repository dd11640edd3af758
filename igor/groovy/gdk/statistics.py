"""java.util.IntSummaryStatistics and its kin: how many numbers there are, their sum, least, greatest and mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.registry import MethodTable
from igor.groovy.text import Printable, to_string
from igor.groovy.values import INT_MAX, INT_MIN, LONG_MAX, LONG_MIN, Long


class Statistics(Printable):
    """What a number stream sums up; ``kind`` is Int, Long or Double."""

    def __init__(self, kind: str, numbers: Iterable[Any], least: Any, greatest: Any) -> None:
        found = list(numbers)
        self.kind = kind
        self.java_class = f"java.util.{kind}SummaryStatistics"
        self.number = {"Int": int, "Long": Long, "Double": float}[kind]
        self.count = Long(len(found))
        self.total: Any = self.number(sum(found))
        self.average = float(sum(found)) / len(found) if found else 0.0
        self.least = self.number(min(found, default=least))
        self.greatest = self.number(max(found, default=greatest))

    def to_text(self) -> str:
        form = "{:.6f}".format if self.kind == "Double" else to_string
        parts = f"sum={form(self.total)}, min={form(self.least)}, average={self.average:.6f}, max={form(self.greatest)}"
        return f"{self.kind}SummaryStatistics{{count={self.count}, {parts}}}"


def of_ints(numbers: Iterable[Any]) -> Statistics:
    """Of ints."""
    return Statistics("Int", numbers, INT_MAX, INT_MIN)


def of_longs(numbers: Iterable[Any]) -> Statistics:
    """Of longs."""
    return Statistics("Long", numbers, LONG_MAX, LONG_MIN)


def of_doubles(numbers: Iterable[Any]) -> Statistics:
    """Of doubles."""
    return Statistics("Double", numbers, float("inf"), float("-inf"))


MAKERS = {"Int": of_ints, "Long": of_longs, "Double": of_doubles}

STATISTICS = MethodTable("java.util.IntSummaryStatistics")
for _kind in MAKERS:
    register_kind(f"java.util.{_kind}SummaryStatistics", STATISTICS)
STATISTICS("getCount")(lambda rt, receiver: receiver.count)
STATISTICS("getSum")(lambda rt, receiver: Long(receiver.total) if receiver.kind == "Int" else receiver.total)
STATISTICS("getAverage")(lambda rt, receiver: receiver.average)
STATISTICS("getMin")(lambda rt, receiver: receiver.least)
STATISTICS("getMax")(lambda rt, receiver: receiver.greatest)
