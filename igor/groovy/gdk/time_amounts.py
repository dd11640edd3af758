"""java.time: Duration, Period, months and years, units and fields, TemporalAdjusters, Clock."""

from __future__ import annotations

import re
import time
from calendar import isleap, monthrange
from datetime import date, timedelta
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.gdk.date_patterns import DAY_NAMES, MONTH_NAMES
from igor.groovy.gdk.java_time import (
    KINDS,
    UNIT_MONTHS,
    UNIT_NANOS,
    on,
    parts,
    period_between,
    units_between,
    zone_held,
    zone_value,
)
from igor.groovy.gdk.time_values import DAY_NANOS, Moment, TimeValue, instant_of, make_day, wrong, zone_named
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, illegal_argument
from igor.groovy.text import to_string
from igor.groovy.values import GArray, Long

_PARSE_ERROR = "java.time.format.DateTimeParseException"


def _class(kind: str) -> tuple[MethodTable, StaticTable]:
    methods = MethodTable(f"java.time.{kind}")
    register_kind(f"java.time.{kind}", methods)
    return methods, StaticTable(f"java.time.{kind}")


_SECOND = UNIT_NANOS["SECONDS"]

# --- Duration -------------------------------------------------------------------------------------------------------

DURATION, DURATIONS = _class("Duration")
_SIZES = {"Days": "DAYS", "Hours": "HOURS", "Minutes": "MINUTES", "Seconds": "SECONDS", "Millis": "MILLIS",
          "Nanos": "NANOS"}  # fmt: skip


def _toward_zero(number: int, size: int) -> int:
    return abs(number) // size * (1 if number >= 0 else -1)


def duration(nanos: int) -> TimeValue:
    """A Duration; ArithmeticException beyond what Java's can hold."""
    if abs(nanos) >= (1 << 63) * _SECOND:
        raise GroovyRuntimeError("java.lang.ArithmeticException", "long overflow")
    return TimeValue("Duration", nanos)


for _word, _unit in _SIZES.items():
    _size = UNIT_NANOS[_unit]
    DURATIONS(f"of{_word}")(lambda rt, amount, size=_size: duration(int(amount) * size))
    DURATION(f"to{_word}")(lambda rt, receiver, size=_size: Long(_toward_zero(receiver.held, size)))
    DURATION(f"plus{_word}")(lambda rt, receiver, amount, size=_size: duration(receiver.held + int(amount) * size))
    DURATION(f"minus{_word}")(lambda rt, receiver, amount, size=_size: duration(receiver.held - int(amount) * size))
for _word, _unit, _count in (("Hours", "HOURS", 24), ("Minutes", "MINUTES", 60), ("Seconds", "SECONDS", 60),
                             ("Millis", "MILLIS", 1000)):  # fmt: skip
    DURATION(f"to{_word}Part")(
        lambda rt, receiver, size=UNIT_NANOS[_unit], count=_count: _toward_zero(receiver.held, size) % count
    )
DURATION("getSeconds")(lambda rt, receiver: Long(receiver.held // UNIT_NANOS["SECONDS"]))
DURATION("getNano")(lambda rt, receiver: receiver.held % UNIT_NANOS["SECONDS"])
DURATION("plus")(lambda rt, receiver, other: duration(receiver.held + other.held))
DURATION("minus")(lambda rt, receiver, other: duration(receiver.held - other.held))
DURATION("isZero")(lambda rt, receiver: receiver.held == 0)
DURATION("isNegative")(lambda rt, receiver: receiver.held < 0)
DURATION("negated", "negative")(lambda rt, receiver: duration(-receiver.held))
DURATION("abs")(lambda rt, receiver: duration(abs(receiver.held)))
DURATION("multipliedBy", "multiply")(lambda rt, receiver, factor: duration(receiver.held * int(factor)))
DURATION("dividedBy", "div")(lambda rt, receiver, divisor: duration(_toward_zero(receiver.held, int(divisor))))
DURATIONS("of")(lambda rt, amount, unit: duration(int(amount) * UNIT_NANOS[unit.held]))
DURATIONS.constants["ZERO"] = duration(0)
_DURATION_TEXT = re.compile(r"(-)?P(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+)(?:\.(\d{1,9}))?S)?)?", re.I)


@DURATIONS("between")
def duration_between(rt: Runtime, start: TimeValue, end: TimeValue) -> TimeValue:
    if isinstance(start.held, Moment):
        return duration(end.held.instant - start.held.instant)
    return duration(instant_of(*parts(end)) - instant_of(*parts(start)))


@DURATIONS("parse")
def duration_parse(rt: Runtime, text: str) -> TimeValue:
    found = _DURATION_TEXT.fullmatch(text)
    if found is None or text[-1:] in "PTpt":
        raise wrong("Text cannot be parsed to a Duration", _PARSE_ERROR)
    sizes = (UNIT_NANOS["DAYS"], UNIT_NANOS["HOURS"], UNIT_NANOS["MINUTES"], UNIT_NANOS["SECONDS"])
    total = sum(int(part) * size for part, size in zip(found.groups()[1:5], sizes, strict=True) if part)
    fraction = int((found[6] or "0").ljust(9, "0")) * (-1 if (found[5] or "").startswith("-") else 1)
    return duration((total + fraction) * (-1 if found[1] else 1))


# --- Period ---------------------------------------------------------------------------------------------------------

PERIOD, PERIODS = _class("Period")


def period(years: int = 0, months: int = 0, days: int = 0) -> TimeValue:
    """A Period."""
    return TimeValue("Period", (int(years), int(months), int(days)))


for _index, _word in enumerate(("Years", "Months", "Days")):
    PERIOD(f"get{_word}")(lambda rt, receiver, index=_index: receiver.held[index])
    PERIODS(f"of{_word}")(lambda rt, amount, index=_index: period(*(amount if at == index else 0 for at in range(3))))
    for _sign, _verb in ((1, "plus"), (-1, "minus")):
        PERIOD(f"{_verb}{_word}")(
            lambda rt, receiver, amount, index=_index, sign=_sign: period(
                *(part + sign * amount if at == index else part for at, part in enumerate(receiver.held))
            )
        )
PERIODS("ofWeeks")(lambda rt, weeks: period(0, 0, int(weeks) * 7))
PERIODS("of")(lambda rt, years, months, days: period(years, months, days))
PERIODS("between")(lambda rt, start, end: period(*period_between(start.held, end.held)))
PERIODS.constants["ZERO"] = period()
PERIOD("toTotalMonths")(lambda rt, receiver: Long(receiver.held[0] * 12 + receiver.held[1]))
PERIOD("isZero")(lambda rt, receiver: receiver.held == (0, 0, 0))
PERIOD("isNegative")(lambda rt, receiver: min(receiver.held) < 0)
PERIOD("negated", "negative")(lambda rt, receiver: period(*(-part for part in receiver.held)))
PERIOD("multipliedBy")(lambda rt, receiver, factor: period(*(part * int(factor) for part in receiver.held)))
PERIOD("plus")(lambda rt, receiver, other: period(*map(sum, zip(receiver.held, other.held, strict=True))))
_PERIOD_TEXT = re.compile(r"P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)W)?(?:(-?\d+)D)?", re.I)


@PERIOD("normalized")
def normalized(rt: Runtime, receiver: TimeValue) -> TimeValue:
    months = receiver.held[0] * 12 + receiver.held[1]
    return period(_toward_zero(months, 12), months - _toward_zero(months, 12) * 12, receiver.held[2])


@PERIODS("parse")
def period_parse(rt: Runtime, text: str) -> TimeValue:
    found = _PERIOD_TEXT.fullmatch(text)
    if found is None or text in ("P", "p"):
        raise wrong("Text cannot be parsed to a Period", _PARSE_ERROR)
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    return period(years, months, weeks * 7 + days)


# --- units and fields -----------------------------------------------------------------------------------------------

UNIT, UNITS = _class("temporal.ChronoUnit")
UNITS.constants.update({name: TimeValue("temporal.ChronoUnit", name) for name in (*UNIT_NANOS, *UNIT_MONTHS)})
UNIT("between")(lambda rt, receiver, start, end: units_between(receiver.held, start, end))
UNIT("name")(lambda rt, receiver: receiver.held)
UNITS("valueOf")(lambda rt, name: UNITS.constants[to_string(name)])
UNIT("getDuration")(lambda rt, receiver: duration(UNIT_NANOS[receiver.held]))

FIELD, FIELDS = _class("temporal.ChronoField")
_READ = {
    "YEAR": lambda day, nanos: day.year, "MONTH_OF_YEAR": lambda day, nanos: day.month,
    "DAY_OF_MONTH": lambda day, nanos: day.day, "DAY_OF_YEAR": lambda day, nanos: day.timetuple().tm_yday,
    "DAY_OF_WEEK": lambda day, nanos: day.isoweekday(), "EPOCH_DAY": lambda day, nanos: (day - date(1970, 1, 1)).days,
    "HOUR_OF_DAY": lambda day, nanos: nanos // (3600 * _SECOND),
    "AMPM_OF_DAY": lambda day, nanos: nanos * 2 // DAY_NANOS,
    "MINUTE_OF_HOUR": lambda day, nanos: nanos // (60 * _SECOND) % 60,
    "MINUTE_OF_DAY": lambda day, nanos: nanos // (60 * _SECOND), "SECOND_OF_DAY": lambda day, nanos: nanos // _SECOND,
    "SECOND_OF_MINUTE": lambda day, nanos: nanos // _SECOND % 60,
    "MILLI_OF_SECOND": lambda day, nanos: nanos // 1_000_000 % 1000,
    "NANO_OF_SECOND": lambda day, nanos: nanos % _SECOND,
    "WEEK_OF_WEEK_BASED_YEAR": lambda day, nanos: day.isocalendar()[1],
    "WEEK_BASED_YEAR": lambda day, nanos: day.isocalendar()[0],
    "QUARTER_OF_YEAR": lambda day, nanos: (day.month + 2) // 3,
}  # fmt: skip
FIELDS.constants.update({name: TimeValue("temporal.ChronoField", name) for name in list(_READ)[:14]})
ISO_FIELDS = StaticTable("java.time.temporal.IsoFields")
ISO_FIELDS.constants.update({name: TimeValue("temporal.ChronoField", name) for name in list(_READ)[14:]})
on(KINDS, "get")(lambda rt, receiver, field: _READ[field.held](*parts(receiver)))
on(KINDS, "getLong")(lambda rt, receiver, field: Long(_READ[field.held](*parts(receiver))))

# --- DayOfWeek and Month --------------------------------------------------------------------------------------------


def _register_names(kind: str, names: tuple[str, ...]) -> MethodTable:
    methods, statics = _class(kind)
    size = len(names)
    constants = [TimeValue(kind, number + 1) for number in range(size)]
    statics.constants.update({value.to_text(): value for value in constants})

    @statics("of")
    def of(rt: Runtime, number: int) -> TimeValue:
        if not 1 <= number <= size:
            raise wrong(f"Invalid value for {'MonthOfYear' if kind == 'Month' else kind}: {number}")
        return constants[number - 1]

    @statics("valueOf")
    def value_of(rt: Runtime, name: str) -> TimeValue:
        found = [value for value in constants if value.to_text() == name]
        if not found:
            raise illegal_argument(f"No enum constant java.time.{kind}.{name}")
        return found[0]

    @methods("getDisplayName")
    def display_name(rt: Runtime, receiver: TimeValue, style: TimeValue, locale: Any) -> str:
        name = names[int(receiver.held) - 1]
        length = {"FULL": 99, "SHORT": 3, "NARROW": 1}[to_string(style.held)]
        return name[:length]

    statics("values")(lambda rt: GArray(constants, f"java.time.{kind}"))
    methods("getValue")(lambda rt, receiver: receiver.held)
    methods("ordinal")(lambda rt, receiver: receiver.held - 1)
    methods("name")(lambda rt, receiver: receiver.to_text())
    methods("plus")(lambda rt, receiver, amount: constants[(receiver.held - 1 + int(amount)) % size])
    methods("minus")(lambda rt, receiver, amount: constants[(receiver.held - 1 - int(amount)) % size])
    methods("next")(lambda rt, receiver: constants[receiver.held % size])
    methods("previous")(lambda rt, receiver: constants[receiver.held - 2])
    return methods


_register_names("DayOfWeek", DAY_NAMES)
MONTH = _register_names("Month", MONTH_NAMES)
MONTH("length")(lambda rt, receiver, leap: monthrange(2020 if leap else 2021, receiver.held)[1])
MONTH("maxLength")(lambda rt, receiver: monthrange(2020, receiver.held)[1])
MONTH("minLength")(lambda rt, receiver: monthrange(2021, receiver.held)[1])
STYLES = StaticTable("java.time.format.TextStyle")
for _name in ("FULL", "SHORT", "NARROW"):
    STYLES.constants[_name] = TimeValue("temporal.IsoFields$Field", _name)

# --- Year, YearMonth, MonthDay --------------------------------------------------------------------------------------

YEAR, YEARS = _class("Year")
YEARS("of")(lambda rt, year: TimeValue("Year", int(year)))
YEARS("now")(lambda rt, zone=None: TimeValue("Year", time.gmtime().tm_year))
YEARS("parse")(lambda rt, text: TimeValue("Year", int(to_string(text))))
YEARS("isLeap")(lambda rt, year: isleap(int(year)))
YEAR("getValue")(lambda rt, receiver: receiver.held)
YEAR("isLeap")(lambda rt, receiver: isleap(receiver.held))
YEAR("length")(lambda rt, receiver: 366 if isleap(receiver.held) else 365)
YEAR("plusYears")(lambda rt, receiver, years: TimeValue("Year", receiver.held + int(years)))
YEAR("minusYears")(lambda rt, receiver, years: TimeValue("Year", receiver.held - int(years)))
YEAR("atDay")(lambda rt, receiver, day: TimeValue("LocalDate", date(receiver.held, 1, 1) + timedelta(days=day - 1)))

YEAR_MONTH, YEAR_MONTHS = _class("YearMonth")


def _year_month(months: int) -> TimeValue:
    return TimeValue("YearMonth", (months // 12, months % 12 + 1))


def _months(value: TimeValue) -> int:
    return int(value.held[0] * 12 + value.held[1] - 1)


YEAR_MONTHS("of")(lambda rt, year, month: TimeValue("YearMonth", (int(year), int(getattr(month, "held", month)))))
YEAR_MONTHS("from")(lambda rt, value: TimeValue("YearMonth", (parts(value)[0].year, parts(value)[0].month)))
YEAR_MONTH("getYear")(lambda rt, receiver: receiver.held[0])
YEAR_MONTH("getMonthValue")(lambda rt, receiver: receiver.held[1])
YEAR_MONTH("getMonth")(lambda rt, receiver: TimeValue("Month", receiver.held[1]))
YEAR_MONTH("lengthOfMonth")(lambda rt, receiver: monthrange(*receiver.held)[1])
YEAR_MONTH("isLeapYear")(lambda rt, receiver: isleap(receiver.held[0]))
YEAR_MONTH("atDay")(
    lambda rt, receiver, day: TimeValue("LocalDate", make_day(receiver.held[0], receiver.held[1], int(day)))
)
YEAR_MONTH("atEndOfMonth")(
    lambda rt, receiver: TimeValue(
        "LocalDate", make_day(receiver.held[0], receiver.held[1], monthrange(*receiver.held)[1])
    )
)
YEAR_MONTH("plusMonths")(lambda rt, receiver, months: _year_month(_months(receiver) + int(months)))
YEAR_MONTH("minusMonths")(lambda rt, receiver, months: _year_month(_months(receiver) - int(months)))
YEAR_MONTH("plusYears")(lambda rt, receiver, years: _year_month(_months(receiver) + 12 * int(years)))
YEAR_MONTH("isBefore")(lambda rt, receiver, other: receiver.held < other.held)
YEAR_MONTH("isAfter")(lambda rt, receiver, other: receiver.held > other.held)


@YEAR_MONTHS("parse")
def year_month_parse(rt: Runtime, text: str) -> TimeValue:
    found = re.fullmatch(r"(\d{4})-(\d\d)", text)
    if found is None:
        raise wrong(f"Text '{text}' could not be parsed at index 0", _PARSE_ERROR)
    return TimeValue("YearMonth", (int(found[1]), int(found[2])))


MONTH_DAY, MONTH_DAYS = _class("MonthDay")
MONTH_DAYS("of")(lambda rt, month, day: TimeValue("MonthDay", (int(getattr(month, "held", month)), int(day))))
MONTH_DAY("atYear")(lambda rt, receiver, year: TimeValue("LocalDate", make_day(int(year), *receiver.held)))
on(("LocalDate", "LocalDateTime", "ZonedDateTime"), "toYearMonth")(
    lambda rt, receiver: TimeValue("YearMonth", (parts(receiver)[0].year, parts(receiver)[0].month))
)

# --- TemporalAdjusters ----------------------------------------------------------------------------------------------

ADJUSTERS = StaticTable("java.time.temporal.TemporalAdjusters")


def _last(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


_ADJUST = {
    "firstDayOfMonth": lambda day: day.replace(day=1),
    "lastDayOfMonth": _last,
    "firstDayOfNextMonth": lambda day: _last(day) + timedelta(days=1),
    "firstDayOfYear": lambda day: day.replace(month=1, day=1),
    "lastDayOfYear": lambda day: day.replace(month=12, day=31),
    "firstDayOfNextYear": lambda day: day.replace(year=day.year + 1, month=1, day=1),
}
for _name, _adjust in _ADJUST.items():
    ADJUSTERS(_name)(lambda rt, adjust=_adjust: TimeValue("temporal.TemporalAdjusters$$Lambda", adjust))


def _steps(name: str, forward: bool, same: bool) -> None:
    def adjust(day: date, wanted: int) -> date:
        distance = (wanted - day.isoweekday() if forward else day.isoweekday() - wanted) % 7
        days = distance if distance or same else 7
        return day + timedelta(days=days if forward else -days)

    ADJUSTERS(name)(
        lambda rt, weekday: TimeValue("temporal.TemporalAdjusters$$Lambda", lambda day: adjust(day, weekday.held))
    )


_steps("next", True, False)
_steps("nextOrSame", True, True)
_steps("previous", False, False)
_steps("previousOrSame", False, True)


@ADJUSTERS("firstInMonth")
def first_in_month(rt: Runtime, weekday: TimeValue) -> TimeValue:
    def adjust(day: date) -> date:
        first = day.replace(day=1)
        return first + timedelta(days=(weekday.held - first.isoweekday()) % 7)

    return TimeValue("temporal.TemporalAdjusters$$Lambda", adjust)


@ADJUSTERS("lastInMonth")
def last_in_month(rt: Runtime, weekday: TimeValue) -> TimeValue:
    def adjust(day: date) -> date:
        last = _last(day)
        return last - timedelta(days=(last.isoweekday() - weekday.held) % 7)

    return TimeValue("temporal.TemporalAdjusters$$Lambda", adjust)


# --- Clock ----------------------------------------------------------------------------------------------------------

CLOCKS = StaticTable("java.time.Clock")
CLOCK = MethodTable("java.time.Clock")
for _name in ("Clock$SystemClock", "Clock$FixedClock"):
    register_kind(f"java.time.{_name}", CLOCK)
CLOCKS("systemUTC")(lambda rt: TimeValue("Clock$SystemClock", (None, 0)))
CLOCKS("systemDefaultZone")(lambda rt: TimeValue("Clock$SystemClock", (None, zone_named("UTC"))))
CLOCKS("fixed")(lambda rt, instant, zone: TimeValue("Clock$FixedClock", (instant.held, zone_held(zone))))


def _instant(clock: TimeValue) -> int:
    return time.time_ns() // 1000 * 1000 if clock.held[0] is None else int(clock.held[0])


CLOCK("getZone")(lambda rt, receiver: zone_value(receiver.held[1]))
CLOCK("instant")(lambda rt, receiver: TimeValue("Instant", _instant(receiver)))
CLOCK("millis")(lambda rt, receiver: Long(_instant(receiver) // 1_000_000))
