"""java.util.Calendar and TimeZone, and the methods of Date that need them: all in UTC unless told."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.gdk.date_patterns import week_of_month, week_of_year
from igor.groovy.gdk.dates import DATES, ZONES, DateValue, format_date, zone_of
from igor.groovy.gdk.dates import FORMATS as DATE_FORMATS
from igor.groovy.gdk.time_values import add_days, add_months, moment_at, moment_of, offset_at, zone_name
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, illegal_argument
from igor.groovy.text import Printable, to_string
from igor.groovy.values import Long, from_key

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS

_FIELDS = {"ERA": 0, "YEAR": 1, "MONTH": 2, "WEEK_OF_YEAR": 3, "WEEK_OF_MONTH": 4, "DATE": 5, "DAY_OF_MONTH": 5,
           "DAY_OF_YEAR": 6, "DAY_OF_WEEK": 7, "DAY_OF_WEEK_IN_MONTH": 8, "AM_PM": 9, "HOUR": 10, "HOUR_OF_DAY": 11,
           "MINUTE": 12, "SECOND": 13, "MILLISECOND": 14, "ZONE_OFFSET": 15, "AM": 0, "PM": 1}  # fmt: skip
_MONTHS = ("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
           "NOVEMBER", "DECEMBER", "UNDECIMBER")  # fmt: skip
_DAYS = ("SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY")
#: Field → what it is of a local day and its milliseconds.
_READ: dict[int, Callable[[date, int], int]] = {
    0: lambda day, ms: 1, 1: lambda day, ms: day.year, 2: lambda day, ms: day.month - 1,
    3: lambda day, ms: week_of_year(day), 4: lambda day, ms: week_of_month(day), 5: lambda day, ms: day.day,
    6: lambda day, ms: day.timetuple().tm_yday, 7: lambda day, ms: day.isoweekday() % 7 + 1,
    8: lambda day, ms: (day.day - 1) // 7 + 1, 9: lambda day, ms: ms // HOUR_MS // 12,
    10: lambda day, ms: ms // HOUR_MS % 12, 11: lambda day, ms: ms // HOUR_MS, 12: lambda day, ms: ms // 60_000 % 60,
    13: lambda day, ms: ms // 1000 % 60, 14: lambda day, ms: ms % 1000,
}  # fmt: skip
_STEP_DAYS = {3: 7, 4: 7, 5: 1, 6: 1, 7: 1, 8: 7}
_STEP_MS = {9: 12 * HOUR_MS, 10: HOUR_MS, 11: HOUR_MS, 12: 60_000, 13: 1000, 14: 1}
_NAMES = {"year": 1, "month": 2, "date": 5, "dayOfMonth": 5, "hourOfDay": 11, "minute": 12, "second": 13}


class CalendarValue(Printable):
    """java.util.GregorianCalendar: a time seen from a zone."""

    java_class = "java.util.GregorianCalendar"

    def __init__(self, time_ms: int, zone: str = "UTC") -> None:
        self.time_ms = time_ms
        self.zone = zone

    def local(self) -> tuple[date, int]:
        """The local day, and milliseconds in it."""
        moment = moment_at(self.time_ms * 1_000_000, zone_of(self.zone))
        return moment.day, moment.nanos // 1_000_000

    def set_local(self, day: date, time_ms: int) -> None:
        """Be at that local time; milliseconds beyond the day run over."""
        days, rest = divmod(time_ms, DAY_MS)
        self.time_ms = moment_of(add_days(day, days), rest * 1_000_000, zone_of(self.zone)).instant // 1_000_000

    def field(self, field: int) -> int:
        """``get(field)``."""
        if field not in _READ:
            raise illegal_argument(f"Calendar has no field {field} here")
        return _READ[field](*self.local())

    def move(self, field: int, amount: int) -> None:
        """``add(field, amount)``."""
        day, time_ms = self.local()
        if field in (1, 2):
            self.set_local(add_months(day, amount * (12 if field == 1 else 1)), time_ms)
        elif field in _STEP_DAYS:
            self.set_local(add_days(day, amount * _STEP_DAYS[field]), time_ms)
        elif field in _STEP_MS:
            self.time_ms += amount * _STEP_MS[field]

    def put(self, field: int, value: int) -> None:
        """``set(field, value)``; a value beyond the field's range runs over, as in Java."""
        day, time_ms = self.local()
        change = value - self.field(field)
        if field in (1, 2):
            first = add_months(day.replace(day=1), change * (12 if field == 1 else 1))
            self.set_local(add_days(first, day.day - 1), time_ms)
        elif field in _STEP_DAYS:
            self.set_local(add_days(day, change * _STEP_DAYS[field]), time_ms)
        elif field in _STEP_MS:
            self.set_local(day, time_ms + change * _STEP_MS[field])

    def to_text(self) -> str:
        return f"java.util.GregorianCalendar[time={self.time_ms}]"

    def groovy_compare(self, other: Any) -> int:
        """Order by time."""
        return int(self.time_ms > other.time_ms) - int(self.time_ms < other.time_ms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CalendarValue) and (other.time_ms, other.zone) == (self.time_ms, self.zone)

    def __hash__(self) -> int:
        return hash(self.time_ms)


def put_named(receiver: CalendarValue, entries: dict[Any, Any]) -> None:
    """``set(year: 2020, month: 0)``: all at once, so that their order does not matter."""
    wanted = {
        _NAMES[name]: int(value) for key, value in entries.items() if (name := to_string(from_key(key))) in _NAMES
    }
    day, time_ms = receiver.local()
    now = {field: _READ[field](day, time_ms) for field in (1, 2, 5, 11, 12, 13)} | wanted
    _put_all(receiver, [now[field] for field in (1, 2, 5, 11, 12, 13)], time_ms % 1000)


def _put_all(target: CalendarValue, numbers: list[int], ms: int) -> None:
    year, month, day, hour, minute, second = numbers
    first = add_months(date(2000, 1, 1), (year - 2000) * 12 + month)
    target.set_local(add_days(first, day - 1), hour * HOUR_MS + minute * 60_000 + second * 1000 + ms)


# --- Date -----------------------------------------------------------------------------------------------------------

_DATE_PARTS: dict[str, Callable[[CalendarValue], int]] = {
    "getYear": lambda c: c.field(1) - 1900, "getMonth": lambda c: c.field(2), "getDate": lambda c: c.field(5),
    "getDay": lambda c: c.field(7) - 1, "getHours": lambda c: c.field(11), "getMinutes": lambda c: c.field(12),
    "getSeconds": lambda c: c.field(13),
}  # fmt: skip
for _name, _part in _DATE_PARTS.items():
    DATES(_name)(lambda rt, receiver, part=_part: part(CalendarValue(receiver.time_ms)))
for _name, _pattern in (("Date", "M/d/yy"), ("Time", "h:mm:ss a"), ("DateTime", "M/d/yy, h:mm:ss a")):
    DATES(f"get{_name}String")(lambda rt, receiver, pattern=_pattern: format_date(receiver.time_ms, pattern, "UTC"))


@DATES("set")
def set_parts(rt: Runtime, receiver: DateValue, entries: dict) -> None:  # type: ignore[type-arg]
    receiver.time_ms = copy_with(rt, receiver, entries).time_ms


@DATES("updated", "copyWith")
def copy_with(rt: Runtime, receiver: DateValue, entries: dict) -> DateValue:  # type: ignore[type-arg]
    calendar = CalendarValue(receiver.time_ms)
    put_named(calendar, entries)
    return DateValue(calendar.time_ms)


@DATES("getAt")
def date_field(rt: Runtime, receiver: DateValue, field: int) -> int:
    return CalendarValue(receiver.time_ms).field(field)


@DATES("putAt")
def set_date_field(rt: Runtime, receiver: DateValue, field: int, value: int) -> None:
    calendar = CalendarValue(receiver.time_ms)
    calendar.put(field, value)
    receiver.time_ms = calendar.time_ms


@DATES("upto")
def upto(rt: Runtime, receiver: DateValue, end: DateValue, closure: Any) -> None:
    _each_day(rt, receiver, end, closure, "upto", 1)


@DATES("downto")
def downto(rt: Runtime, receiver: DateValue, end: DateValue, closure: Any) -> None:
    _each_day(rt, receiver, end, closure, "downto", -1)


def _each_day(rt: Runtime, start: DateValue, end: DateValue, closure: Any, name: str, sign: int) -> None:
    if (end.time_ms - start.time_ms) * sign < 0:
        where = "earlier" if sign > 0 else "later"
        raise GroovyRuntimeError(
            "groovy.lang.GroovyRuntimeException",
            f"The argument ({end.to_text()}) to {name}() cannot be {where} than the value ({start.to_text()}) "
            "it's called on.",
        )
    for time_ms in range(start.time_ms, end.time_ms + sign, sign * DAY_MS):
        rt.spend(1)
        closure.call(DateValue(time_ms))


@DATES("toCalendar")
def to_calendar(rt: Runtime, receiver: DateValue) -> CalendarValue:
    return CalendarValue(receiver.time_ms)


DATES("clone")(lambda rt, receiver: DateValue(receiver.time_ms))
DATE_FORMATS("toPattern")(lambda rt, receiver: receiver.pattern)

# --- Calendar -------------------------------------------------------------------------------------------------------

CALENDAR = StaticTable("java.util.Calendar")
CALENDAR.constants.update(_FIELDS)
CALENDAR.constants.update({name: index for index, name in enumerate(_MONTHS)})
CALENDAR.constants.update({name: index + 1 for index, name in enumerate(_DAYS)})
GREGORIAN = StaticTable("java.util.GregorianCalendar")
GREGORIAN.constants.update(CALENDAR.constants)
CALENDARS = MethodTable("java.util.Calendar")
register_kind("java.util.GregorianCalendar", CALENDARS)


@CALENDAR("getInstance")
def calendar_instance(rt: Runtime, *options: Any) -> CalendarValue:
    zones = [option.name for option in options if isinstance(option, ZoneValue)]
    return CalendarValue(DateValue.now().time_ms, *zones)


@GREGORIAN.constructor
def new_calendar(rt: Runtime, *options: Any) -> CalendarValue:
    result = calendar_instance(rt, *options)
    numbers = [int(option) for option in options if isinstance(option, int)]
    if len(numbers) >= 3:
        _put_all(result, (numbers + [0, 0, 0])[:6], 0)
    return result


@CALENDARS("set")
def set_calendar(rt: Runtime, receiver: CalendarValue, *values: Any) -> None:
    if len(values) == 1 and isinstance(values[0], dict):
        put_named(receiver, values[0])
    elif len(values) == 2:
        receiver.put(int(values[0]), int(values[1]))
    elif 3 <= len(values) <= 6:
        numbers = [int(value) for value in values]
        day, time_ms = receiver.local()
        clock = [_READ[field](day, time_ms) for field in (11, 12, 13)]
        _put_all(receiver, numbers + clock[len(numbers) - 3 :], time_ms % 1000)
    else:
        raise NoSignature


CALENDARS("putAt")(lambda rt, receiver, field, value: receiver.put(int(field), int(value)))
CALENDARS("get", "getAt")(lambda rt, receiver, field: receiver.field(int(field)))
CALENDARS("add")(lambda rt, receiver, field, amount: receiver.move(int(field), int(amount)))
CALENDARS("getTime")(lambda rt, receiver: DateValue(receiver.time_ms))
CALENDARS("getTimeInMillis")(lambda rt, receiver: Long(receiver.time_ms))
CALENDARS("format")(lambda rt, receiver, pattern: format_date(receiver.time_ms, to_string(pattern), receiver.zone))
CALENDARS("before")(lambda rt, receiver, other: receiver.time_ms < other.time_ms)
CALENDARS("after")(lambda rt, receiver, other: receiver.time_ms > other.time_ms)
CALENDARS("clone")(lambda rt, receiver: CalendarValue(receiver.time_ms, receiver.zone))
CALENDARS("isLeapYear")(lambda rt, receiver, year: isleap(int(year)))
CALENDARS("getTimeZone")(lambda rt, receiver: ZoneValue(receiver.zone))
CALENDARS("setLenient", "setFirstDayOfWeek")(lambda rt, receiver, value: None)
CALENDARS("getFirstDayOfWeek")(lambda rt, receiver: 1)
CALENDARS("next")(lambda rt, receiver: CalendarValue(receiver.time_ms + DAY_MS, receiver.zone))
CALENDARS("previous")(lambda rt, receiver: CalendarValue(receiver.time_ms - DAY_MS, receiver.zone))


@CALENDARS("setTimeZone")
def set_time_zone(rt: Runtime, receiver: CalendarValue, zone: Any) -> None:
    receiver.zone = to_string(zone)


@CALENDARS("setTime")
def set_time(rt: Runtime, receiver: CalendarValue, value: DateValue) -> None:
    receiver.time_ms = value.time_ms


@CALENDARS("setTimeInMillis")
def set_millis(rt: Runtime, receiver: CalendarValue, time_ms: int) -> None:
    receiver.time_ms = int(time_ms)


@CALENDARS("clear")
def clear(rt: Runtime, receiver: CalendarValue, field: Any = None) -> None:
    if field is None:
        receiver.set_local(date(1970, 1, 1), 0)
    else:
        receiver.put(int(field), {1: 1970, 5: 1, 6: 1}.get(int(field), 0))


@CALENDARS("clearTime")
def clear_time(rt: Runtime, receiver: CalendarValue) -> CalendarValue:
    receiver.set_local(receiver.local()[0], 0)
    return receiver


_RANGES = {2: (0, 11), 9: (0, 1), 10: (0, 11), 11: (0, 23), 12: (0, 59), 13: (0, 59), 14: (0, 999), 7: (1, 7)}


def _range(receiver: CalendarValue, field: int) -> tuple[int, int]:
    day = receiver.local()[0]
    of_day = {5: (1, monthrange(day.year, day.month)[1]), 6: (1, 366 if isleap(day.year) else 365)}
    found = of_day.get(field) or _RANGES.get(field)
    if found is None:
        raise illegal_argument(f"Calendar has no range of field {field} here")
    return found


@CALENDARS("roll")
def roll(rt: Runtime, receiver: CalendarValue, field: int, amount: Any) -> None:
    if field == 1:
        receiver.move(1, int(amount))
        return
    low, high = _range(receiver, field)
    step = (1 if amount else -1) if isinstance(amount, bool) else int(amount)
    wanted = low + (receiver.field(field) - low + step) % (high - low + 1)
    receiver.move(field, wanted - receiver.field(field))


CALENDARS("getActualMaximum", "getMaximum")(lambda rt, receiver, field: _range(receiver, int(field))[1])
CALENDARS("getActualMinimum", "getMinimum")(lambda rt, receiver, field: _range(receiver, int(field))[0])

# --- TimeZone -------------------------------------------------------------------------------------------------------


class ZoneValue(Printable):
    """java.util.TimeZone; prints as its name so that formats take it."""

    java_class = "sun.util.calendar.ZoneInfo"

    def __init__(self, name: str) -> None:
        self.name = name

    def to_text(self) -> str:
        return self.name

    def offset_ms(self, time_ms: int) -> int:
        """How far ahead of UTC it is at a time."""
        return offset_at(zone_of(self.name), time_ms * 1_000_000) * 1000

    def raw_offset_ms(self) -> int:
        """How far ahead of UTC it is in winter."""
        return min(self.offset_ms(month * 2_629_800_000 + 1_577_836_800_000) for month in range(12))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ZoneValue) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


ZONE_METHODS = MethodTable("java.util.TimeZone")
register_kind("sun.util.calendar.ZoneInfo", ZONE_METHODS)
_FULL_NAMES = {"UTC": "Coordinated Universal Time", "GMT": "Greenwich Mean Time"}


@ZONES("getTimeZone")
def get_time_zone(rt: Runtime, name: Any) -> ZoneValue:
    wanted = to_string(name)
    if wanted in ("UTC", "GMT", "UCT", "Zulu"):
        return ZoneValue(wanted)
    found = zone_name(zone_of(wanted))
    if found[:1] in "+-":
        return ZoneValue(f"GMT{found}" if wanted.startswith("GMT") else "GMT")
    return ZoneValue("GMT" if found == "UTC" else found)


ZONES("getDefault")(lambda rt: ZoneValue("UTC"))
ZONE_METHODS("getID")(lambda rt, receiver: receiver.name)
ZONE_METHODS("getDisplayName")(lambda rt, receiver, *form: _FULL_NAMES.get(receiver.name, receiver.name))
ZONE_METHODS("getOffset")(lambda rt, receiver, time_ms: receiver.offset_ms(int(time_ms)))
ZONE_METHODS("getRawOffset")(lambda rt, receiver: receiver.raw_offset_ms())
ZONE_METHODS("inDaylightTime")(
    lambda rt, receiver, moment: receiver.offset_ms(moment.time_ms) != receiver.raw_offset_ms()
)
ZONE_METHODS("useDaylightTime")(
    lambda rt, receiver: any(
        receiver.offset_ms(month * 2_629_800_000 + 1_577_836_800_000) != receiver.raw_offset_ms() for month in range(12)
    )
)


@ZONES("setDefault")
def set_default(rt: Runtime, zone: Any) -> None:
    if to_string(zone) not in ("UTC", "GMT"):
        raise NoSignature
