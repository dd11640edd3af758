"""Ranges: groovy.lang.IntRange, ObjectRange over numbers, strings and whatever has ``next()``, EmptyRange."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from igor.groovy.host import Budget
from igor.groovy.runtime_errors import BudgetError, illegal_argument

_INT_MAX = (1 << 31) - 1
#: How many values of one range a script can run over.
MAX_RANGE = Budget().collection_items
#: What a range beyond the bound gives all the same: who looks for its first values finds them.
_LOOKED_AT = MAX_RANGE // 20


class GRange:
    """What ``start..end`` gives. ``low`` ≤ ``high`` are both inside; ``reverse`` runs from high to low; ``empty`` is
    ``0..<0``; ``inclusive`` says how an IntRange was written.

    ``of_objects`` tells an ObjectRange over ints; ``items`` holds the values, in running order, of a range over what
    cannot be counted (strings, enums, objects).
    """

    __slots__ = ("empty", "high", "inclusive", "items", "low", "of_objects", "reverse")

    def __init__(self, start: Any, end: Any, inclusive: bool = True, items: list[Any] | None = None) -> None:
        self.inclusive = inclusive
        self.items = items
        self.of_objects = False
        self.empty = not inclusive and start == end
        self.reverse = items is None and bool(start > end)
        if not inclusive and not self.empty:
            end = _step(end, 1 if self.reverse else -1)
        self.low, self.high = (end, start) if self.reverse else (start, end)
        if self.is_int and not self.reverse and self.high - self.low >= _INT_MAX:
            size = self.high - self.low + 1
            raise illegal_argument(f"A range must have no more than {_INT_MAX} elements but attempted {size} elements")

    @classmethod
    def of_items(cls, start: Any, end: Any, items: list[Any], reverse: bool) -> GRange:
        """An ObjectRange whose values are known: from ``start`` to ``end`` in running order."""
        result = cls(start, end, True, items)
        result.reverse = reverse
        result.low, result.high = (end, start) if reverse else (start, end)
        return result

    @classmethod
    def empty_at(cls, value: Any) -> GRange:
        """An EmptyRange at that value."""
        result = cls(value, value, True, [])
        result.empty = True
        return result

    @classmethod
    def indices(cls, size: int) -> GRange:
        """An IntRange over the indices of something with so many items, of none when there are none."""
        result = cls(0, max(1, size), False)
        result.high = size - 1
        return result

    @property
    def is_int(self) -> bool:
        """Whether it is an IntRange (or would be, were it not empty)."""
        return type(self.low) is int and type(self.high) is int and self.items is None and not self.of_objects

    @property
    def start(self) -> Any:
        """The first value in running order."""
        return self.high if self.reverse else self.low

    @property
    def end(self) -> Any:
        """The last value in running order."""
        return self.low if self.reverse else self.high

    @property
    def written_end(self) -> Any:
        """The end as the script wrote it: beyond the last value of ``1..<5``."""
        if self.inclusive or self.empty or not self.is_int:
            return self.end
        return self.end - 1 if self.reverse else self.end + 1

    def java_size(self) -> int:
        """``size()``: an int that overflows for IntRanges written backwards."""
        if self.empty:
            return 0
        if self.items is not None:
            return len(self.items)
        size = int(_distance(self.low, self.high)) + 1
        return (size + 0x80000000 & 0xFFFFFFFF) - 0x80000000

    def __len__(self) -> int:
        return max(0, self.java_size())

    def __getitem__(self, index: int) -> Any:
        if self.items is not None:
            return self.items[index]
        return _step(self.start, -index if self.reverse else index)

    def __iter__(self) -> Iterator[Any]:
        if self.items is not None:
            return iter(self.items)
        size = len(self)
        if size > MAX_RANGE:
            return self._bounded()
        return self._first(size)

    def _first(self, size: int) -> Iterator[Any]:
        if self.is_int:
            step = -1 if self.reverse else 1
            return iter(range(self.start, self.start + size * step, step))
        return (self[index] for index in range(size))

    def _bounded(self) -> Iterator[Any]:
        yield from self._first(_LOOKED_AT)
        text = f"a range of {len(self)} values gave {_LOOKED_AT}; it may have {MAX_RANGE}: is there an endless loop?"
        raise BudgetError("java.lang.OutOfMemoryError", text)


def _distance(low: Any, high: Any) -> Any:
    if isinstance(low, int) and isinstance(high, float):
        return _distance_from_whole(low, high)
    if isinstance(low, float) or isinstance(high, float):
        return _float_distance(float(low), float(high))
    return high - low


def _distance_from_whole(low: int, high: float) -> float:
    """Beyond the greatest int or long Java begins anew at the least one, and the range ends."""
    greatest = _INT_MAX if type(low) is int else (1 << 63) - 1
    if high <= greatest:
        return high - low
    if greatest - low > MAX_RANGE:
        raise _endless(low, high)
    return greatest - low


def _endless(low: float, high: float) -> BudgetError:
    return BudgetError("java.lang.OutOfMemoryError", f"a range from {low} to {high} has no end")


def _float_distance(low: float, high: float) -> float:
    if math.isfinite(high - low):
        return high - low
    if low == high or (low != low and high != high):
        return 0.0
    raise _endless(low, high)


def _step(value: Any, by: int) -> Any:
    if not by:
        return value
    if type(value) in (int, float, Decimal):
        return value + by
    return type(value)(value + by)


def check_texts(start: str, end: str) -> None:
    """ObjectRange's refusal of strings that ``next()`` does not lead from one to the other (``start`` ≤ ``end``)."""
    why = ""
    same = 0
    while same < min(len(start), len(end)) and start[same] == end[same]:
        same += 1
    if len(start) > len(end):
        why = "starting String is longer than ending string"
    elif same < len(start) - 1:
        why = "String#next() will not reach the expected value"
    if why:
        raise illegal_argument(f"Incompatible Strings for Range: {why}")
