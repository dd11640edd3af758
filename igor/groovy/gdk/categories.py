"""``groovy.time.TimeCategory`` and its durations. Source: groovy.time.BaseDuration."""

from __future__ import annotations

from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.gdk.dates import DateValue, add_months
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature
from igor.groovy.text import Printable
from igor.groovy.values import Long

_UNITS = ("years", "months", "days", "hours", "minutes", "seconds", "millis")
_MILLIS = {"days": 86_400_000, "hours": 3_600_000, "minutes": 60_000, "seconds": 1000, "millis": 1}


class DurationValue(Printable):
    """groovy.time.Duration and its kinds: an amount of each unit, not normalised."""

    def __init__(self, **parts: int) -> None:
        self.parts = {unit: parts.get(unit, 0) for unit in _UNITS}

    @property
    def java_class(self) -> str:  # type: ignore[override]
        """The kind that Groovy makes for these units."""
        if self.parts["years"] or self.parts["months"]:
            return "groovy.time.DatumDependentDuration"
        timed = any(self.parts[unit] for unit in ("hours", "minutes", "seconds", "millis"))
        return "groovy.time.TimeDuration" if timed else "groovy.time.Duration"

    def to_text(self) -> str:
        parts = self.parts
        shown = [f"{parts[unit]} {unit}" for unit in _UNITS[:5] if parts[unit]]
        if parts["seconds"] or parts["millis"]:
            total = parts["seconds"] * 1000 + parts["millis"]
            sign = "-" if total < 0 else ""
            shown.append(f"{sign}{abs(total) // 1000}.{abs(total) % 1000:03} seconds")
        return ", ".join(shown) or "0"

    def milliseconds(self) -> int:
        """The length, months counted as 30 days."""
        days = self.parts["years"] * 365 + self.parts["months"] * 30
        return days * 86_400_000 + sum(self.parts[unit] * size for unit, size in _MILLIS.items())

    def scaled(self, sign: int, other: DurationValue) -> DurationValue:
        """The sum with ``sign`` times the other."""
        return DurationValue(**{unit: self.parts[unit] + sign * other.parts[unit] for unit in _UNITS})

    def groovy_compare(self, other: Any) -> int:
        """Order by length."""
        left, right = self.milliseconds(), other.milliseconds()
        return int(left > right) - int(left < right)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DurationValue) and other.parts == self.parts

    def __hash__(self) -> int:
        return hash(tuple(self.parts.values()))


DURATIONS = MethodTable("groovy.time.BaseDuration")
for _name in ("Duration", "TimeDuration", "DatumDependentDuration"):
    register_kind(f"groovy.time.{_name}", DURATIONS)
for _each in _UNITS:
    DURATIONS(f"get{_each.capitalize()}")(lambda rt, receiver, unit=_each: receiver.parts[unit])
DURATIONS("toMilliseconds")(lambda rt, receiver: Long(receiver.milliseconds()))


def shifted(date: DateValue, duration: DurationValue, sign: int) -> DateValue:
    """The date moved by a duration: months by the calendar, the rest by length."""
    parts = duration.parts
    months = parts["years"] * 12 + parts["months"]
    start = add_months(date.time_ms, sign * months)
    return DateValue(start + sign * sum(parts[unit] * size for unit, size in _MILLIS.items()))


@DURATIONS("plus")
def plus(rt: Runtime, receiver: DurationValue, other: Any) -> Any:
    if isinstance(other, DateValue):
        return shifted(other, receiver, 1)
    if not isinstance(other, DurationValue):
        raise NoSignature
    return receiver.scaled(1, other)


@DURATIONS("minus")
def minus(rt: Runtime, receiver: DurationValue, other: Any) -> Any:
    if not isinstance(other, DurationValue):
        raise NoSignature
    return receiver.scaled(-1, other)


class Moment(Printable):
    """``duration.ago`` is a date; ``duration.from`` waits for ``now``."""

    java_class = "groovy.time.BaseDuration$From"

    def __init__(self, duration: DurationValue) -> None:
        self.duration = duration


MOMENTS = MethodTable("groovy.time.BaseDuration$From")
register_kind("groovy.time.BaseDuration$From", MOMENTS)


@MOMENTS("getNow")
def from_now(rt: Runtime, receiver: Moment) -> DateValue:
    return shifted(DateValue.now(), receiver.duration, 1)


@DURATIONS("getAgo")
def ago(rt: Runtime, receiver: DurationValue) -> DateValue:
    return shifted(DateValue.now(), receiver, -1)


@DURATIONS("getFrom")
def from_(rt: Runtime, receiver: DurationValue) -> Moment:
    return Moment(receiver)


TIME = StaticTable("groovy.time.TimeCategory")
_WORDS = {"year": "years", "month": "months", "day": "days", "hour": "hours", "minute": "minutes", "second": "seconds",
          "millisecond": "millis"}  # fmt: skip


def _unit(unit: str, factor: int = 1) -> Any:
    def make(rt: Runtime, number: int) -> DurationValue:
        return DurationValue(**{unit: int(number) * factor})

    return make


for _word, _unit_name in _WORDS.items():
    TIME(f"get{_word.capitalize()}", f"get{_word.capitalize()}s")(_unit(_unit_name))
TIME("getWeek", "getWeeks")(_unit("days", 7))


@TIME("plus")
def date_plus(rt: Runtime, date: Any, duration: Any) -> DateValue:
    if not isinstance(date, DateValue) or not isinstance(duration, DurationValue):
        raise NoSignature
    return shifted(date, duration, 1)


@TIME("minus")
def date_minus(rt: Runtime, date: Any, other: Any) -> Any:
    if isinstance(date, DateValue) and isinstance(other, DurationValue):
        return shifted(date, other, -1)
    if isinstance(date, DateValue) and isinstance(other, DateValue):
        return between(date.time_ms - other.time_ms)
    raise NoSignature


def between(length_ms: int) -> DurationValue:
    """A length in days, hours, minutes, seconds and milliseconds."""
    sign, rest = (-1 if length_ms < 0 else 1), abs(length_ms)
    parts = {}
    for unit, size in _MILLIS.items():
        parts[unit], rest = sign * (rest // size), rest % size
    return DurationValue(**parts)


def _constructor(java_class: str, units: tuple[str, ...]) -> None:
    def make(rt: Runtime, *amounts: int) -> DurationValue:
        if len(amounts) > len(units):
            raise NoSignature
        names = units[-len(amounts) :] if amounts else ()
        return DurationValue(**dict(zip(names, amounts, strict=True)))

    StaticTable(java_class).constructor(make)


for _name in ("Duration", "TimeDuration", "DatumDependentDuration"):
    _constructor(f"groovy.time.{_name}", _UNITS)
