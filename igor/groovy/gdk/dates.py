"""java.util.Date, SimpleDateFormat, TimeZone: in UTC unless a format is given another zone."""

from __future__ import annotations

import re
import time
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.text import Printable, to_string
from igor.groovy.values import Long


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
        return int(self.time_ms > other.time_ms) - int(self.time_ms < other.time_ms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateValue) and other.time_ms == self.time_ms

    def __hash__(self) -> int:
        return hash(self.time_ms)


DATES = MethodTable("java.util.Date", "calendars java_time")
register_kind("java.util.Date", DATES)
DATE = StaticTable("java.util.Date")


@DATE.constructor
def new_date(rt: Runtime, time_ms: int | None = None) -> DateValue:
    return DateValue(time.time_ns() // 1_000_000 if time_ms is None else int(time_ms))


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


_PART = re.compile(r"'((?:[^']|'')*)'|([a-zA-Z])\2*|[^a-zA-Z']+")


def zone_of(name: str) -> Any:
    """The time zone of that name, UTC when nobody knows it."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # slow to start, rarely used

    try:
        return UTC if name in ("UTC", "GMT") else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def format_date(time_ms: int, pattern: str, zone: str) -> str:
    """SimpleDateFormat's ``format`` for the letters that scripts use."""
    try:
        moment = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=time_ms)
    except OverflowError:
        raise GroovyRuntimeError("java.lang.IllegalArgumentException", f"time out of range: {time_ms}") from None
    return format_moment(pattern, moment.astimezone(zone_of(zone)))


def format_moment(pattern: str, moment: datetime) -> str:
    """A moment as a pattern of SimpleDateFormat or DateTimeFormatter shows it."""
    return "".join(_format_part(match, moment) for match in _PART.finditer(pattern))


def _format_part(match: re.Match[str], moment: datetime) -> str:
    if match[1] is not None:
        return match[1].replace("''", "'") or "'"
    if match[2] is None:
        return match[0]
    count = len(match[0])
    if match[2] == "M" and count >= 3:
        return moment.strftime("%b" if count == 3 else "%B")
    if match[2] == "y":
        return f"{moment.year % 100:02}" if count == 2 else f"{moment.year:0{count}}"
    if match[2] in _TEXTS:
        return str(_TEXTS[match[2]](moment, count))
    number = _NUMBERS.get(match[2])
    if number is None:
        raise GroovyRuntimeError("java.lang.IllegalArgumentException", f"Illegal pattern character '{match[2]}'")
    return f"{number(moment):0{count}}"


def _offset(moment: datetime, colon: str) -> str:
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    sign, minutes = ("-" if minutes < 0 else "+"), abs(minutes)
    return f"{sign}{minutes // 60:02}{colon}{minutes % 60:02}"


_TEXTS: dict[str, Any] = {
    "E": lambda moment, count: moment.strftime("%a" if count < 4 else "%A"),
    "a": lambda moment, count: "AM" if moment.hour < 12 else "PM",
    "z": lambda moment, count: moment.tzname() or "UTC",
    "Z": lambda moment, count: _offset(moment, ""),
    "X": lambda moment, count: "Z" if not moment.utcoffset() else _offset(moment, ":" if count == 3 else ""),
    "G": lambda moment, count: "AD",
}
_NUMBERS: dict[str, Any] = {
    "M": lambda moment: moment.month, "d": lambda moment: moment.day, "H": lambda moment: moment.hour,
    "h": lambda moment: moment.hour % 12 or 12, "k": lambda moment: moment.hour or 24,
    "K": lambda moment: moment.hour % 12,
    "m": lambda moment: moment.minute, "s": lambda moment: moment.second,
    "S": lambda moment: moment.microsecond // 1000,
    "D": lambda moment: moment.timetuple().tm_yday, "u": lambda moment: moment.isoweekday(),
    "w": lambda moment: moment.isocalendar().week,
}  # fmt: skip

_PARSE_PARTS = {"y": r"(?P<y>\d+)", "M": r"(?P<M>\d+)", "d": r"(?P<d>\d+)", "H": r"(?P<H>\d+)", "h": r"(?P<H>\d+)",
                "m": r"(?P<m>\d+)", "s": r"(?P<s>\d+)", "S": r"(?P<S>\d+)"}  # fmt: skip


def parse_date(pattern: str, text: str, zone: str = "UTC") -> DateValue:
    """SimpleDateFormat's ``parse`` for numeric patterns."""
    moment = parse_moment(pattern, text, zone)
    return DateValue(int((moment - datetime.fromtimestamp(0, UTC)) / timedelta(milliseconds=1)))


def parse_moment(pattern: str, text: str, zone: str = "UTC") -> datetime:
    """The moment that a text of a numeric pattern tells."""
    regex = ""
    for match in _PART.finditer(pattern):
        if match[2] is None:
            regex += re.escape(match[1] if match[1] is not None else match[0])
        else:
            regex += _PARSE_PARTS.get(match[2], r"(?:[+-]\d\d:?\d\d|\w+)")
    found = re.match(regex, text)
    if found is None:
        raise GroovyRuntimeError("java.text.ParseException", f'Unparseable date: "{text}"')
    part = {key: int(value) for key, value in found.groupdict().items() if value}
    try:
        return datetime(part.get("y", 1970), part.get("M", 1), part.get("d", 1), part.get("H", 0), part.get("m", 0),
                          part.get("s", 0), part.get("S", 0) * 1000, tzinfo=zone_of(zone))  # fmt: skip
    except ValueError:
        raise GroovyRuntimeError("java.text.ParseException", f'Unparseable date: "{text}"') from None


@DATE("parse")
def date_parse(rt: Runtime, pattern: str, text: str) -> DateValue:
    return parse_date(pattern, text)


class FormatValue(Printable):
    """java.text.SimpleDateFormat."""

    java_class = "java.text.SimpleDateFormat"

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.zone = "UTC"


FORMATS = MethodTable("java.text.SimpleDateFormat", "calendars")
register_kind("java.text.SimpleDateFormat", FORMATS)
StaticTable("java.text.SimpleDateFormat").constructor(lambda rt, pattern, locale=None: FormatValue(to_string(pattern)))


@FORMATS("format")
def format_(rt: Runtime, receiver: FormatValue, date: Any) -> str:
    return format_date(date.time_ms if isinstance(date, DateValue) else int(date), receiver.pattern, receiver.zone)


@FORMATS("parse")
def parse(rt: Runtime, receiver: FormatValue, text: str) -> DateValue:
    return parse_date(receiver.pattern, text, receiver.zone)


@FORMATS("setTimeZone")
def set_timezone_of(rt: Runtime, receiver: FormatValue, zone: Any) -> None:
    receiver.zone = to_string(zone)


@FORMATS("setLenient")
def set_lenient(rt: Runtime, receiver: FormatValue, lenient: Any) -> None:
    return None


ZONES = StaticTable("java.util.TimeZone")
ZONES("getTimeZone")(lambda rt, name: to_string(name))
ZONES("getDefault")(lambda rt: "UTC")
