"""java.time: LocalDate, LocalTime, LocalDateTime, Instant, ZonedDateTime, OffsetDateTime.

Every value is seen as (day, nanoseconds of the day), changed there, and put together again; see ``time_values``.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.gdk.time_values import (
    DAY_NANOS,
    Moment,
    TimeValue,
    add_days,
    add_months,
    epoch_day,
    instant_of,
    local_of,
    make_day,
    make_nanos,
    moment_at,
    moment_of,
    wrong,
)
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature
from igor.groovy.values import Long

SECOND = 1_000_000_000
DATED = ("LocalDate", "LocalDateTime", "ZonedDateTime", "OffsetDateTime")
TIMED = ("LocalTime", "LocalDateTime", "ZonedDateTime", "OffsetDateTime")
ZONED = ("ZonedDateTime", "OffsetDateTime")
KINDS = ("LocalDate", "LocalTime", "LocalDateTime", "ZonedDateTime", "OffsetDateTime", "Instant")

TABLES = {kind: MethodTable(f"java.time.{kind}") for kind in KINDS}
STATIC = {kind: StaticTable(f"java.time.{kind}") for kind in KINDS}
for _kind, _table in TABLES.items():
    register_kind(f"java.time.{_kind}", _table)


def on(kinds: tuple[str, ...], *names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a method for several classes."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        for kind in kinds:
            TABLES[kind](*names)(function)
        return function

    return register


def parts(value: TimeValue) -> tuple[date, int]:
    """Day and nanoseconds of the day; of an instant in UTC, 1970-01-01 for a time alone."""
    held = value.held
    if value.kind == "LocalDate":
        return held, 0
    if value.kind == "LocalTime":
        return date(1970, 1, 1), held
    if value.kind == "Instant":
        return local_of(held)
    return (held.day, held.nanos) if isinstance(held, Moment) else held


def rebuilt(value: TimeValue, day: date, nanos: int) -> TimeValue:
    """A value of the same class (and zone) with another day and time."""
    kind = value.kind
    if kind == "LocalDate":
        return TimeValue(kind, day)
    if kind == "LocalTime":
        return TimeValue(kind, nanos)
    if kind == "LocalDateTime":
        return TimeValue(kind, (day, nanos))
    if kind == "Instant":
        return TimeValue(kind, instant_of(day, nanos))
    return TimeValue(kind, moment_of(day, nanos, value.held.zone))


def zone_held(zone: Any) -> Any:
    """What a ZoneId or ZoneOffset holds."""
    if not isinstance(zone, TimeValue) or zone.kind not in ("ZoneRegion", "ZoneOffset"):
        raise NoSignature
    return zone.held


# --- arithmetic -----------------------------------------------------------------------------------------------------

#: Nanoseconds of each unit of fixed length.
UNIT_NANOS = {"NANOS": 1, "MICROS": 1000, "MILLIS": 1_000_000, "SECONDS": SECOND, "MINUTES": 60 * SECOND,
              "HOURS": 3600 * SECOND, "HALF_DAYS": DAY_NANOS // 2, "DAYS": DAY_NANOS,
              "WEEKS": 7 * DAY_NANOS}  # fmt: skip
#: Months of each longer unit.
UNIT_MONTHS = {"MONTHS": 1, "YEARS": 12, "DECADES": 120, "CENTURIES": 1200, "MILLENNIA": 12_000}


def shift(value: TimeValue, unit: str, amount: int) -> TimeValue:
    """The value some units later; UnsupportedTemporalTypeException where the class has no such unit."""
    day, nanos = parts(value)
    small = unit not in UNIT_MONTHS and unit not in ("DAYS", "WEEKS")
    if (value.kind == "LocalDate" and small) or (value.kind == "LocalTime" and not small):
        raise wrong(f"Unsupported unit: {unit.capitalize()}", "java.time.temporal.UnsupportedTemporalTypeException")
    if unit in UNIT_MONTHS:
        return rebuilt(value, add_months(day, amount * UNIT_MONTHS[unit]), nanos)
    if not small:
        return rebuilt(value, add_days(day, amount * UNIT_NANOS[unit] // DAY_NANOS), nanos)
    if isinstance(value.held, Moment):
        return TimeValue(value.kind, moment_at(value.held.instant + amount * UNIT_NANOS[unit], value.held.zone))
    days, nanos = divmod(nanos + amount * UNIT_NANOS[unit], DAY_NANOS)
    return rebuilt(value, day if value.kind == "LocalTime" else add_days(day, days), nanos)


def _register_shift(kinds: tuple[str, ...], unit: str) -> None:
    for word, sign in (("plus", 1), ("minus", -1)):

        def move(rt: Runtime, receiver: TimeValue, amount: int, sign: int = sign) -> TimeValue:
            return shift(receiver, unit, sign * int(amount))

        on(kinds, word + unit.capitalize())(move)


for _unit in ("DAYS", "WEEKS", "MONTHS", "YEARS"):
    _register_shift(DATED, _unit)
for _unit in ("HOURS", "MINUTES", "SECONDS", "NANOS"):
    _register_shift((*TIMED, "Instant") if _unit in ("SECONDS", "NANOS") else TIMED, _unit)
_register_shift(("Instant",), "MILLIS")


def plus_amount(value: TimeValue, sign: int, amount: Any, unit: Any) -> TimeValue:
    """``plus(amount, unit)``, ``plus(Duration)``, ``plus(Period)`` and Groovy's ``date + days``."""
    if isinstance(unit, TimeValue):
        return shift(value, unit.held, sign * int(amount))
    if not isinstance(amount, TimeValue):
        raise NoSignature
    if amount.kind == "Duration":
        return shift(value, "NANOS", sign * amount.held)
    years, months, days = amount.held
    moved = shift(value, "MONTHS", sign * (years * 12 + months)) if years or months else value
    return shift(moved, "DAYS", sign * days) if days else moved


on(KINDS, "plus")(lambda rt, receiver, amount, unit=None: plus_amount(receiver, 1, amount, unit))
on(KINDS, "minus")(lambda rt, receiver, amount, unit=None: plus_amount(receiver, -1, amount, unit))
on(KINDS, "isBefore")(lambda rt, receiver, other: receiver.held < other.held)
on(KINDS, "isAfter")(lambda rt, receiver, other: receiver.held > other.held)


@on(DATED, "isEqual")
def is_equal(rt: Runtime, receiver: TimeValue, other: TimeValue) -> bool:
    if isinstance(receiver.held, Moment):
        return bool(receiver.held.instant == other.held.instant)
    return bool(receiver.held == other.held)


def units_between(unit: str, start: TimeValue, end: TimeValue) -> Long:
    """Whole units from start to end."""
    first, last = parts(start), parts(end)
    if isinstance(start.held, Moment) and isinstance(end.held, Moment) and unit not in UNIT_MONTHS:
        first, last = local_of(start.held.instant), local_of(end.held.instant)
    if unit in UNIT_MONTHS:
        return Long(int(_months_between(first, last) / UNIT_MONTHS[unit]))
    length = instant_of(*last) - instant_of(*first)
    return Long(abs(length) // UNIT_NANOS[unit] * (1 if length >= 0 else -1))


def _months_between(first: tuple[date, int], last: tuple[date, int]) -> int:
    months = (last[0].year - first[0].year) * 12 + last[0].month - first[0].month
    if months > 0 and (last[0].day, last[1]) < (first[0].day, first[1]):
        return months - 1
    return months + 1 if months < 0 and (last[0].day, last[1]) > (first[0].day, first[1]) else months


def period_between(start: date, end: date) -> tuple[int, int, int]:
    """Years, months and days from start to end."""
    months = (end.year - start.year) * 12 + end.month - start.month
    days = end.day - start.day
    if months > 0 and days < 0:
        months -= 1
        days = (end - add_months(start, months)).days
    elif months < 0 and days > 0:
        months += 1
        days -= monthrange(end.year, end.month)[1]
    sign = -1 if months < 0 else 1
    return sign * (abs(months) // 12), sign * (abs(months) % 12), days


@on(KINDS, "until")
def until(rt: Runtime, receiver: TimeValue, end: TimeValue, unit: Any = None) -> Any:
    if unit is None:
        return TimeValue("Period", period_between(receiver.held, end.held))
    return units_between(unit.held, receiver, end)


@on(KINDS, "truncatedTo")
def truncated(rt: Runtime, receiver: TimeValue, unit: TimeValue) -> TimeValue:
    day, nanos = parts(receiver)
    return rebuilt(receiver, day, nanos - nanos % UNIT_NANOS[unit.held])


# --- parts ----------------------------------------------------------------------------------------------------------


def _day_getters() -> dict[str, Callable[[date], Any]]:
    return {
        "getYear": lambda day: day.year,
        "getMonthValue": lambda day: day.month,
        "getMonth": lambda day: TimeValue("Month", day.month),
        "getDayOfMonth": lambda day: day.day,
        "getDayOfYear": lambda day: day.timetuple().tm_yday,
        "getDayOfWeek": lambda day: TimeValue("DayOfWeek", day.isoweekday()),
    }


for _name, _getter in _day_getters().items():
    on(DATED, _name)(lambda rt, receiver, getter=_getter: getter(parts(receiver)[0]))
for _name, _size, _count in (("getHour", 3600 * SECOND, 24), ("getMinute", 60 * SECOND, 60), ("getSecond", SECOND, 60)):
    on(TIMED, _name)(lambda rt, receiver, size=_size, count=_count: parts(receiver)[1] // size % count)
on((*TIMED, "Instant"), "getNano")(lambda rt, receiver: parts(receiver)[1] % SECOND)


def _with_day(receiver: TimeValue, **changed: int) -> TimeValue:
    day, nanos = parts(receiver)
    year, month = changed.get("year", day.year), changed.get("month", day.month)
    number = changed.get("day", day.day)
    if "day" not in changed and 1 <= month <= 12:
        number = min(number, monthrange(year, month)[1])
    return rebuilt(receiver, make_day(year, month, number), nanos)


def _with_time(receiver: TimeValue, **changed: int) -> TimeValue:
    day, nanos = parts(receiver)
    now = {"hour": nanos // (3600 * SECOND), "minute": nanos // (60 * SECOND) % 60, "second": nanos // SECOND % 60,
           "nano": nanos % SECOND}  # fmt: skip
    return rebuilt(receiver, day, make_nanos(**{**now, **changed}))


on(DATED, "withDayOfMonth")(lambda rt, receiver, day: _with_day(receiver, day=int(day)))
on(DATED, "withMonth")(lambda rt, receiver, month: _with_day(receiver, month=int(month)))
on(DATED, "withYear")(lambda rt, receiver, year: _with_day(receiver, year=int(year)))
on(TIMED, "withHour")(lambda rt, receiver, hour: _with_time(receiver, hour=int(hour)))
on(TIMED, "withMinute")(lambda rt, receiver, minute: _with_time(receiver, minute=int(minute)))
on(TIMED, "withSecond")(lambda rt, receiver, second: _with_time(receiver, second=int(second)))
on(TIMED, "withNano")(lambda rt, receiver, nano: _with_time(receiver, nano=int(nano)))


@on(DATED, "withDayOfYear")
def with_day_of_year(rt: Runtime, receiver: TimeValue, number: int) -> TimeValue:
    day, nanos = parts(receiver)
    return rebuilt(receiver, add_days(date(day.year, 1, 1), number - 1), nanos)


@on(DATED, "with")
def adjusted(rt: Runtime, receiver: TimeValue, adjuster: Any) -> TimeValue:
    if not isinstance(adjuster, TimeValue):
        raise NoSignature
    day, nanos = parts(receiver)
    if adjuster.kind in ("LocalTime", "LocalDate"):
        other = parts(adjuster)
        return rebuilt(receiver, *((day, other[1]) if adjuster.kind == "LocalTime" else (other[0], nanos)))
    return rebuilt(receiver, adjuster.held(day), nanos)


on(("LocalDate",), "lengthOfMonth")(lambda rt, receiver: monthrange(receiver.held.year, receiver.held.month)[1])
on(("LocalDate",), "lengthOfYear")(lambda rt, receiver: 366 if isleap(receiver.held.year) else 365)
on(("LocalDate",), "isLeapYear")(lambda rt, receiver: isleap(receiver.held.year))
on(("LocalDate",), "toEpochDay")(lambda rt, receiver: Long(epoch_day(receiver.held)))
on(("LocalTime",), "toSecondOfDay")(lambda rt, receiver: receiver.held // SECOND)
on(("LocalTime",), "toNanoOfDay")(lambda rt, receiver: Long(receiver.held))


@on(("LocalDate",), "hashCode")
def hash_of_day(rt: Runtime, receiver: TimeValue) -> int:
    day = receiver.held
    return int((day.year & 0xFFFFF800) ^ ((day.year << 11) + (day.month << 6) + day.day))


# --- from one class to another --------------------------------------------------------------------------------------

on(("LocalDateTime", *ZONED), "toLocalDate")(lambda rt, receiver: TimeValue("LocalDate", parts(receiver)[0]))
on(("LocalDateTime", *ZONED), "toLocalTime")(lambda rt, receiver: TimeValue("LocalTime", parts(receiver)[1]))
on(ZONED, "toLocalDateTime")(lambda rt, receiver: TimeValue("LocalDateTime", parts(receiver)))
on(ZONED, "toInstant")(lambda rt, receiver: TimeValue("Instant", receiver.held.instant))
on(ZONED, "toEpochSecond")(lambda rt, receiver: Long(receiver.held.instant // SECOND))
on(ZONED, "getOffset")(lambda rt, receiver: TimeValue("ZoneOffset", receiver.held.offset_s))
on(("Instant",), "toEpochMilli")(lambda rt, receiver: Long(receiver.held // 1_000_000))
on(("Instant",), "getEpochSecond")(lambda rt, receiver: Long(receiver.held // SECOND))


@on(("LocalDate",), "atStartOfDay")
def at_start_of_day(rt: Runtime, receiver: TimeValue, zone: Any = None) -> TimeValue:
    if zone is None:
        return TimeValue("LocalDateTime", (receiver.held, 0))
    return TimeValue("ZonedDateTime", moment_of(receiver.held, 0, zone_held(zone)))


@on(("LocalDate",), "atTime")
def at_time(rt: Runtime, receiver: TimeValue, *clock: Any) -> TimeValue:
    nanos = clock[0].held if isinstance(clock[0], TimeValue) else make_nanos(*map(int, clock))
    return TimeValue("LocalDateTime", (receiver.held, nanos))


on(("LocalTime",), "atDate")(lambda rt, receiver, day: TimeValue("LocalDateTime", (day.held, receiver.held)))


@on(("LocalDateTime",), "atZone")
def at_zone(rt: Runtime, receiver: TimeValue, zone: Any) -> TimeValue:
    return TimeValue("ZonedDateTime", moment_of(*parts(receiver), zone_held(zone)))


@on(("LocalDateTime",), "atOffset")
def at_offset(rt: Runtime, receiver: TimeValue, zone: Any) -> TimeValue:
    return TimeValue("OffsetDateTime", moment_of(*parts(receiver), zone_held(zone)))


on(("Instant",), "atZone")(
    lambda rt, receiver, zone: TimeValue("ZonedDateTime", moment_at(receiver.held, zone_held(zone)))
)
on(("Instant",), "atOffset")(
    lambda rt, receiver, zone: TimeValue("OffsetDateTime", moment_at(receiver.held, zone_held(zone)))
)
on(("LocalDateTime",), "toInstant")(
    lambda rt, receiver, zone: TimeValue("Instant", instant_of(*parts(receiver), zone_held(zone)))
)
on(("LocalDateTime",), "toEpochSecond")(
    lambda rt, receiver, zone: Long(instant_of(*parts(receiver), zone_held(zone)) // SECOND)
)
on(("ZonedDateTime",), "toOffsetDateTime")(
    lambda rt, receiver: TimeValue("OffsetDateTime", receiver.held._replace(zone=receiver.held.offset_s))
)
on(("OffsetDateTime",), "toZonedDateTime")(lambda rt, receiver: TimeValue("ZonedDateTime", receiver.held))
on(("OffsetDateTime",), "atZoneSameInstant")(
    lambda rt, receiver, zone: TimeValue("ZonedDateTime", moment_at(receiver.held.instant, zone_held(zone)))
)
on(ZONED, "withZoneSameInstant", "withOffsetSameInstant")(
    lambda rt, receiver, zone: TimeValue(receiver.kind, moment_at(receiver.held.instant, zone_held(zone)))
)
on(ZONED, "withZoneSameLocal", "withOffsetSameLocal")(
    lambda rt, receiver, zone: TimeValue(receiver.kind, moment_of(*parts(receiver), zone_held(zone)))
)


@on(("ZonedDateTime",), "getZone")
def get_zone(rt: Runtime, receiver: TimeValue) -> TimeValue:
    return zone_value(receiver.held.zone)


def zone_value(held: Any) -> TimeValue:
    """A ZoneId: an offset where seconds are held."""
    return TimeValue("ZoneOffset" if isinstance(held, int) else "ZoneRegion", held)
