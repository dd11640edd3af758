"""java.util.Calendar, TimeZone, the rest of Date, TimeUnit, Locale: all in UTC unless told."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.gdk.dates import DATES, ZONES, DateValue, add_months, format_date, zone_of
from igor.groovy.gdk.dates import FORMATS as DATE_FORMATS
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature
from igor.groovy.text import Printable, to_string
from igor.groovy.values import Long, from_key

_EPOCH = datetime.fromtimestamp(0, UTC)


def moment_of(time_ms: int) -> datetime:
    """The UTC moment of epoch milliseconds."""
    return _EPOCH + timedelta(milliseconds=time_ms)


def millis_of(moment: datetime) -> int:
    """Epoch milliseconds of a moment."""
    return int((moment - _EPOCH) / timedelta(milliseconds=1))


# --- Date ---------------------------------------------------------------------------------------------------------

_DATE_PARTS = {"getYear": lambda m: m.year - 1900, "getMonth": lambda m: m.month - 1, "getDate": lambda m: m.day,
               "getDay": lambda m: m.isoweekday() % 7, "getHours": lambda m: m.hour,
               "getMinutes": lambda m: m.minute, "getSeconds": lambda m: m.second}  # fmt: skip
for _name, _part in _DATE_PARTS.items():
    DATES(_name)(lambda rt, receiver, part=_part: part(moment_of(receiver.time_ms)))
DATES("getDateString")(lambda rt, receiver: format_date(receiver.time_ms, "M/d/yy", "UTC"))
DATES("getTimeString")(lambda rt, receiver: format_date(receiver.time_ms, "h:mm:ss a", "UTC"))
DATES("getDateTimeString")(lambda rt, receiver: format_date(receiver.time_ms, "M/d/yy h:mm:ss a", "UTC"))
_FIELD_NAMES = {"year": "year", "month": "month", "date": "day", "dayOfMonth": "day", "hourOfDay": "hour",
                "minute": "minute", "second": "second"}  # fmt: skip


def _with_fields(time_ms: int, entries: dict[Any, Any]) -> int:
    moment = moment_of(time_ms)
    for key, value in entries.items():
        name = _FIELD_NAMES.get(to_string(from_key(key)))
        if name is not None:
            moment = moment.replace(**{name: int(value) + (name == "month")})  # type: ignore[arg-type]
    return millis_of(moment)


@DATES("set")
def set_parts(rt: Runtime, receiver: DateValue, entries: dict) -> None:  # type: ignore[type-arg]
    receiver.time_ms = _with_fields(receiver.time_ms, entries)


@DATES("updated", "copyWith")
def copy_with(rt: Runtime, receiver: DateValue, entries: dict) -> DateValue:  # type: ignore[type-arg]
    return DateValue(_with_fields(receiver.time_ms, entries))


@DATES("getAt")
def date_field(rt: Runtime, receiver: DateValue, field: int) -> int:
    return calendar_field(receiver.time_ms, field)


@DATES("upto")
def upto(rt: Runtime, receiver: DateValue, end: DateValue, closure: Any) -> None:
    for time_ms in range(receiver.time_ms, end.time_ms + 1, 86_400_000):
        rt.spend(1)
        closure.call(DateValue(time_ms))


# --- Calendar -----------------------------------------------------------------------------------------------------

_FIELDS = {"ERA": 0, "YEAR": 1, "MONTH": 2, "WEEK_OF_YEAR": 3, "WEEK_OF_MONTH": 4, "DATE": 5, "DAY_OF_MONTH": 5,
           "DAY_OF_YEAR": 6, "DAY_OF_WEEK": 7, "AM_PM": 9, "HOUR": 10, "HOUR_OF_DAY": 11, "MINUTE": 12, "SECOND": 13,
           "MILLISECOND": 14, "AM": 0, "PM": 1}  # fmt: skip
_MONTHS = ("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
           "NOVEMBER", "DECEMBER")  # fmt: skip
_DAYS = ("SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY")
_READ: dict[int, Callable[[datetime], int]] = {
    1: lambda m: m.year, 2: lambda m: m.month - 1, 3: lambda m: int(m.strftime("%U")) + 1,
    4: lambda m: (m.day - 1 + (m.replace(day=1).isoweekday() % 7)) // 7 + 1, 5: lambda m: m.day,
    6: lambda m: m.timetuple().tm_yday, 7: lambda m: m.isoweekday() % 7 + 1, 9: lambda m: m.hour // 12,
    10: lambda m: m.hour % 12, 11: lambda m: m.hour, 12: lambda m: m.minute, 13: lambda m: m.second,
    14: lambda m: m.microsecond // 1000, 0: lambda m: 1,
}  # fmt: skip
_STEPS = {3: 604_800_000, 5: 86_400_000, 6: 86_400_000, 7: 86_400_000, 10: 3_600_000, 11: 3_600_000, 12: 60_000,
          13: 1000, 14: 1}  # fmt: skip


def calendar_field(time_ms: int, field: int) -> int:
    """``Calendar.get(field)`` in UTC."""
    if field not in _READ:
        raise NoSignature
    return int(_READ[field](moment_of(time_ms)))


class CalendarValue(Printable):
    """java.util.GregorianCalendar."""

    java_class = "java.util.GregorianCalendar"

    def __init__(self, time_ms: int) -> None:
        self.time_ms = time_ms

    def move(self, field: int, amount: int) -> None:
        """``add(field, amount)``."""
        if field in (1, 2):
            self.time_ms = add_months(self.time_ms, amount * (12 if field == 1 else 1))
        elif field in _STEPS:
            self.time_ms += amount * _STEPS[field]

    def put(self, field: int, value: int) -> None:
        """``set(field, value)``; a value beyond the field's range runs over, as in Java."""
        self.move(field, value - calendar_field(self.time_ms, field))

    def groovy_compare(self, other: Any) -> int:
        """Order by time."""
        return int(self.time_ms > other.time_ms) - int(self.time_ms < other.time_ms)


CALENDAR = StaticTable("java.util.Calendar")
CALENDAR.constants.update(_FIELDS)
CALENDAR.constants.update({name: index for index, name in enumerate(_MONTHS)})
CALENDAR.constants.update({name: index + 1 for index, name in enumerate(_DAYS)})
CALENDAR("getInstance")(lambda rt, *zone: CalendarValue(DateValue.now().time_ms))
GREGORIAN = StaticTable("java.util.GregorianCalendar")
GREGORIAN.constants.update(CALENDAR.constants)
CALENDARS = MethodTable("java.util.Calendar")
register_kind("java.util.GregorianCalendar", CALENDARS)


@GREGORIAN.constructor
def new_calendar(rt: Runtime, *parts: int) -> CalendarValue:
    result = CalendarValue(DateValue.now().time_ms)
    if parts:
        set_calendar(rt, result, *parts)
        result.time_ms -= result.time_ms % 1000
        if len(parts) < 6:
            result.time_ms -= result.time_ms % (86_400_000 if len(parts) < 4 else 60_000)
    return result


@CALENDARS("set")
def set_calendar(rt: Runtime, receiver: CalendarValue, *parts: Any) -> None:
    if len(parts) == 1 and isinstance(parts[0], dict):
        receiver.time_ms = _with_fields(receiver.time_ms, parts[0])
        return
    if len(parts) == 2:
        receiver.put(int(parts[0]), int(parts[1]))
        return
    receiver.time_ms = millis_of(moment_of(receiver.time_ms).replace(day=1))
    for field, value in zip((1, 2, 5, 11, 12, 13), parts, strict=False):
        receiver.put(field, int(value))


CALENDARS("putAt")(lambda rt, receiver, field, value: receiver.put(int(field), int(value)))
CALENDARS("get", "getAt")(lambda rt, receiver, field: calendar_field(receiver.time_ms, int(field)))
CALENDARS("add")(lambda rt, receiver, field, amount: receiver.move(int(field), int(amount)))
CALENDARS("getTime")(lambda rt, receiver: DateValue(receiver.time_ms))
CALENDARS("getTimeInMillis")(lambda rt, receiver: Long(receiver.time_ms))
CALENDARS("format")(lambda rt, receiver, pattern: format_date(receiver.time_ms, to_string(pattern), "UTC"))
CALENDARS("before")(lambda rt, receiver, other: receiver.time_ms < other.time_ms)
CALENDARS("after")(lambda rt, receiver, other: receiver.time_ms > other.time_ms)
CALENDARS("clone")(lambda rt, receiver: CalendarValue(receiver.time_ms))
CALENDARS("isLeapYear")(lambda rt, receiver, year: isleap(int(year)))
CALENDARS("getTimeZone")(lambda rt, receiver: ZoneValue("UTC"))
CALENDARS("setTimeZone", "setLenient", "setFirstDayOfWeek")(lambda rt, receiver, value: None)


@CALENDARS("setTime")
def set_time(rt: Runtime, receiver: CalendarValue, date: DateValue) -> None:
    receiver.time_ms = date.time_ms


@CALENDARS("setTimeInMillis")
def set_millis(rt: Runtime, receiver: CalendarValue, time_ms: int) -> None:
    receiver.time_ms = int(time_ms)


@CALENDARS("clear")
def clear(rt: Runtime, receiver: CalendarValue) -> None:
    receiver.time_ms = 0


@CALENDARS("clearTime")
def clear_time(rt: Runtime, receiver: CalendarValue) -> CalendarValue:
    receiver.time_ms -= receiver.time_ms % 86_400_000
    return receiver


@CALENDARS("roll")
def roll(rt: Runtime, receiver: CalendarValue, field: int, amount: int) -> None:
    year = moment_of(receiver.time_ms).year
    receiver.move(field, amount)
    if field == 2:
        receiver.put(1, year)


@CALENDARS("getActualMaximum")
def actual_maximum(rt: Runtime, receiver: CalendarValue, field: int) -> int:
    moment = moment_of(receiver.time_ms)
    if field == 6:
        return 366 if isleap(moment.year) else 365
    highest = {5: monthrange(moment.year, moment.month)[1], 2: 11, 11: 23, 12: 59, 13: 59, 7: 7}
    return highest[field]


@DATES("toCalendar")
def to_calendar(rt: Runtime, receiver: DateValue) -> CalendarValue:
    return CalendarValue(receiver.time_ms)


# --- TimeZone -----------------------------------------------------------------------------------------------------


class ZoneValue(Printable):
    """java.util.TimeZone; prints as its name so that formats take it."""

    java_class = "sun.util.calendar.ZoneInfo"

    def __init__(self, name: str) -> None:
        self.name = name

    def to_text(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ZoneValue) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


ZONE_METHODS = MethodTable("java.util.TimeZone")
register_kind("sun.util.calendar.ZoneInfo", ZONE_METHODS)
ZONES.methods.clear()
ZONES("getTimeZone")(lambda rt, name: ZoneValue(to_string(name)))
ZONES("getDefault")(lambda rt: ZoneValue("UTC"))
ZONE_METHODS("getID")(lambda rt, receiver: receiver.name)
ZONE_METHODS("getDisplayName")(lambda rt, receiver, *form: receiver.name)


@ZONES("setDefault")
def set_default(rt: Runtime, zone: Any) -> None:
    if to_string(zone) not in ("UTC", "GMT"):
        raise NoSignature


def _offset(name: str, time_ms: int) -> int:
    offset = moment_of(time_ms).astimezone(zone_of(name)).utcoffset() or timedelta()
    return int(offset / timedelta(milliseconds=1))


@ZONE_METHODS("getOffset")
def zone_offset(rt: Runtime, receiver: ZoneValue, time_ms: int) -> int:
    return _offset(receiver.name, int(time_ms))


@ZONE_METHODS("getRawOffset")
def raw_offset(rt: Runtime, receiver: ZoneValue) -> int:
    return min(_offset(receiver.name, moment * 15_778_800_000) for moment in (108, 109))


DATE_FORMATS("toPattern")(lambda rt, receiver: receiver.pattern)


# --- TimeUnit, Locale ---------------------------------------------------------------------------------------------

_SIZES = {"NANOSECONDS": 1, "MICROSECONDS": 1000, "MILLISECONDS": 10**6, "SECONDS": 10**9, "MINUTES": 60 * 10**9,
          "HOURS": 3600 * 10**9, "DAYS": 86400 * 10**9}  # fmt: skip
_SHORT = {"Nanos": "NANOSECONDS", "Micros": "MICROSECONDS", "Millis": "MILLISECONDS", "Seconds": "SECONDS",
          "Minutes": "MINUTES", "Hours": "HOURS", "Days": "DAYS"}  # fmt: skip


class UnitValue(Printable):
    """java.util.concurrent.TimeUnit."""

    java_class = "java.util.concurrent.TimeUnit"

    def __init__(self, name: str) -> None:
        self.name = name

    def to_text(self) -> str:
        return self.name


_UNITS = {name: UnitValue(name) for name in _SIZES}
UNIT = StaticTable("java.util.concurrent.TimeUnit")
UNIT.constants.update(_UNITS)
UNITS = MethodTable("java.util.concurrent.TimeUnit")
register_kind("java.util.concurrent.TimeUnit", UNITS)
UNITS("name")(lambda rt, receiver: receiver.name)


@UNIT("valueOf")
def unit_of(rt: Runtime, name: str) -> UnitValue:
    if name not in _UNITS:
        raise NoSignature
    return _UNITS[name]


def _converted(amount: int, source: str, target: str) -> Long:
    return Long(int(amount) * _SIZES[source] // _SIZES[target])


for _word, _target in _SHORT.items():
    UNITS(f"to{_word}")(lambda rt, receiver, amount, target=_target: _converted(amount, receiver.name, target))
UNITS("convert")(lambda rt, receiver, amount, unit: _converted(amount, unit.name, receiver.name))


class LocaleValue(Printable):
    """java.util.Locale: it changes nothing here, formats are those of the root locale."""

    java_class = "java.util.Locale"

    def __init__(self, language: str = "", country: str = "") -> None:
        self.language = language
        self.country = country

    def to_text(self) -> str:
        return f"{self.language}_{self.country}" if self.country else self.language


LOCALE = StaticTable("java.util.Locale")
LOCALE.constants.update(ROOT=LocaleValue(), ENGLISH=LocaleValue("en"), US=LocaleValue("en", "US"),
                        UK=LocaleValue("en", "GB"), GERMANY=LocaleValue("de", "DE"), FRANCE=LocaleValue("fr", "FR"),
                        GERMAN=LocaleValue("de"), FRENCH=LocaleValue("fr"))  # fmt: skip
LOCALE("getDefault")(lambda rt: LocaleValue("en", "US"))
LOCALE.constructor(lambda rt, language, country="": LocaleValue(to_string(language), to_string(country)))
LOCALES = MethodTable("java.util.Locale")
register_kind("java.util.Locale", LOCALES)
LOCALES("getLanguage")(lambda rt, receiver: receiver.language)
LOCALES("getCountry")(lambda rt, receiver: receiver.country)
