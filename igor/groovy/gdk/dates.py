"""java.util.Date, SimpleDateFormat, TimeZone: in UTC unless a format is given another zone."""

from __future__ import annotations

import time
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.class_model import class_name
from igor.groovy.gdk.date_patterns import Shown, Unparsed, format_pattern, hour_of, parse_pattern
from igor.groovy.gdk.time_values import (
    TimeValue,
    add_days,
    epoch_day,
    make_day,
    make_nanos,
    moment_at,
    moment_of,
    zone_named,
)
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, uncastable
from igor.groovy.text import Printable, to_string
from igor.groovy.values import Long, to_int32


class DateValue(Printable):
    """java.util.Date: UTC epoch milliseconds."""

    java_class = "java.util.Date"

    @staticmethod
    def now() -> DateValue:
        """This moment."""
        return DateValue(time.time_ns() // 1_000_000)

    def __init__(self, time_ms: int) -> None:
        self.time_ms = time_ms

    def to_text(self) -> str:
        return format_date(self.time_ms, "EEE MMM dd HH:mm:ss zzz yyyy", "UTC")

    def groovy_compare(self, other: Any) -> int:
        """Order by time."""
        if not isinstance(other, DateValue):
            raise uncastable(class_name(other), "java.util.Date")
        return int(self.time_ms > other.time_ms) - int(self.time_ms < other.time_ms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateValue) and other.time_ms == self.time_ms

    def __hash__(self) -> int:
        return hash(self.time_ms)


DATES = MethodTable("java.util.Date", "calendars java_time")
register_kind("java.util.Date", DATES)
DATE = StaticTable("java.util.Date")


@DATE.constructor
def new_date(rt: Runtime, *numbers: int) -> DateValue:
    if not numbers:
        return DateValue.now()
    if not all(isinstance(number, int) for number in numbers):
        raise NoSignature
    values = list(map(int, numbers))
    if len(values) == 1:
        return DateValue(values[0])
    if not 3 <= len(values) <= 6:
        raise NoSignature
    year, month, day, hour, minute, second = (values + [0, 0, 0])[:6]
    found = {"y": year + 1900, "M": month + 1, "d": day, "H": hour, "m": minute, "s": second}
    return DateValue(_time_ms(found, "UTC", True))


@DATES("toInstant")
def to_instant(rt: Runtime, receiver: DateValue) -> TimeValue:
    return TimeValue("Instant", receiver.time_ms * 1_000_000)


@DATE("from")
def date_from(rt: Runtime, instant: Any) -> DateValue:
    if not isinstance(instant, TimeValue) or instant.kind != "Instant":
        raise NoSignature
    return DateValue(instant.held // 1_000_000)


@DATES("hashCode")
def hash_code(rt: Runtime, receiver: DateValue) -> int:
    return to_int32(receiver.time_ms ^ (receiver.time_ms >> 32))


@DATES("getTime")
def get_time(rt: Runtime, receiver: DateValue) -> Long:
    return Long(receiver.time_ms)


@DATES("setTime")
def set_time(rt: Runtime, receiver: DateValue, time_ms: int) -> None:
    receiver.time_ms = int(time_ms)


@DATES("format")
def date_format(rt: Runtime, receiver: DateValue, pattern: str, zone: Any = "UTC") -> str:
    return format_date(receiver.time_ms, pattern, to_string(zone))


@DATES("plus")
def plus(rt: Runtime, receiver: DateValue, days: int) -> DateValue:
    return DateValue(receiver.time_ms + int(days) * 86_400_000)


@DATES("minus")
def minus(rt: Runtime, receiver: DateValue, other: Any) -> Any:
    if isinstance(other, DateValue):
        return (receiver.time_ms - other.time_ms) // 86_400_000
    return plus(rt, receiver, -other)


@DATES("next")
def next_(rt: Runtime, receiver: DateValue) -> DateValue:
    return plus(rt, receiver, 1)


@DATES("previous")
def previous(rt: Runtime, receiver: DateValue) -> DateValue:
    return plus(rt, receiver, -1)


@DATES("before")
def before(rt: Runtime, receiver: DateValue, other: DateValue) -> bool:
    return receiver.time_ms < other.time_ms


@DATES("after")
def after(rt: Runtime, receiver: DateValue, other: DateValue) -> bool:
    return receiver.time_ms > other.time_ms


@DATES("clearTime")
def clear_time(rt: Runtime, receiver: DateValue) -> DateValue:
    receiver.time_ms -= receiver.time_ms % 86_400_000
    return receiver


def add_months(time_ms: int, months: int) -> int:
    """The same day and time some months later, the month's last day when it is shorter (UTC)."""
    if months == 0:
        return time_ms
    moment = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=time_ms)
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    later = moment.replace(year=year, month=month + 1, day=day)
    return time_ms + int((later - moment) / timedelta(milliseconds=1))


@lru_cache(maxsize=100)
def zone_of(name: str) -> Any:
    """The time zone of that name, UTC when nobody knows it, as TimeZone.getTimeZone does it."""
    try:
        return zone_named(name)
    except GroovyRuntimeError:
        return UTC


def format_date(time_ms: int, pattern: str, zone: str) -> str:
    """SimpleDateFormat's ``format``."""
    held = zone_of(zone)
    try:
        moment = moment_at(time_ms * 1_000_000, held)
    except GroovyRuntimeError:
        raise GroovyRuntimeError("java.lang.IllegalArgumentException", f"time out of range: {time_ms}") from None
    short = _local(moment.day, moment.nanos, held).tzname() or zone
    return format_pattern(pattern, Shown(moment.day, moment.nanos, moment.offset_s, zone, _zone_shown(short)))


def _local(day: date, nanos: int, zone: Any) -> datetime:
    seconds = nanos // 1_000_000_000
    return datetime(day.year, day.month, day.day, seconds // 3600, seconds // 60 % 60, seconds % 60, tzinfo=zone)


def _zone_shown(name: str) -> str:
    return name.replace("UTC+", "GMT+").replace("UTC-", "GMT-")


def parse_date(pattern: str, text: str, zone: str = "UTC", lenient: bool = True) -> DateValue:
    """SimpleDateFormat's ``parse``: what follows the date is not looked at."""
    try:
        found = parse_pattern(pattern, text)
        return DateValue(_time_ms(found, zone, lenient))
    except (Unparsed, GroovyRuntimeError) as error:
        if isinstance(error, GroovyRuntimeError) and "pattern" in to_string(error.groovy_message):
            raise
        raise GroovyRuntimeError("java.text.ParseException", f'Unparseable date: "{text}"') from None


def _time_ms(found: dict[str, Any], zone: str, lenient: bool) -> int:
    month, day = found.get("M", 1), found.get("D", found.get("d", 1))
    if not lenient:
        make_nanos(hour_of(found), found.get("m", 0), found.get("s", 0))
        make_day(found.get("y", 1970), month, day)
    years, month = divmod(month - 1, 12)
    start = add_days(make_day(found.get("y", 1970) + years, month + 1, 1), day - 1)
    seconds = hour_of(found) * 3600 + found.get("m", 0) * 60 + found.get("s", 0)
    local = epoch_day(start) * 86_400_000 + seconds * 1000 + found.get("S", 0)
    if "offset" in found:
        return int(local - found["offset"] * 1000)
    days, rest = divmod(local, 86_400_000)
    held = zone_of(found.get("zone", zone))
    return moment_of(add_days(date(1970, 1, 1), days), rest * 1_000_000, held).instant // 1_000_000


@DATE("parse")
def date_parse(rt: Runtime, pattern: str, text: str) -> DateValue:
    return parse_date(pattern, text)


class FormatValue(Printable):
    """java.text.SimpleDateFormat."""

    java_class = "java.text.SimpleDateFormat"

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.zone = "UTC"
        self.lenient = True


FORMATS = MethodTable("java.text.SimpleDateFormat", "calendars")
register_kind("java.text.SimpleDateFormat", FORMATS)
StaticTable("java.text.SimpleDateFormat").constructor(lambda rt, pattern, locale=None: FormatValue(to_string(pattern)))


@FORMATS("format")
def format_(rt: Runtime, receiver: FormatValue, date: Any) -> str:
    return format_date(date.time_ms if isinstance(date, DateValue) else int(date), receiver.pattern, receiver.zone)


@FORMATS("parse")
def parse(rt: Runtime, receiver: FormatValue, text: str) -> DateValue:
    return parse_date(receiver.pattern, text, receiver.zone, receiver.lenient)


@FORMATS("setTimeZone")
def set_timezone_of(rt: Runtime, receiver: FormatValue, zone: Any) -> None:
    receiver.zone = to_string(zone)


@FORMATS("setLenient")
def set_lenient(rt: Runtime, receiver: FormatValue, lenient: Any) -> None:
    receiver.lenient = bool(lenient)


ZONES = StaticTable("java.util.TimeZone")
