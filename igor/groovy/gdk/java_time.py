"""java.time as scripts use it: LocalDate, LocalDateTime, Instant, ZonedDateTime, Duration, DateTimeFormatter, ZoneId.

Dates and times are Python's ``datetime`` (microseconds; nanoseconds below that are lost), lengths are milliseconds.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.gdk.dates import DATE, DATES, DateValue, format_moment, parse_moment, zone_of
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature
from igor.groovy.text import Printable, to_string
from igor.groovy.values import Long

_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_MONTHS = ("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
           "NOVEMBER", "DECEMBER")  # fmt: skip
_EPOCH = datetime.fromtimestamp(0, UTC)


class Value(Printable):
    """A value that is compared by what it holds."""

    def __init__(self, java_class: str, held: Any) -> None:
        self.java_class = f"java.time.{java_class}"
        self.held = held

    def to_text(self) -> str:
        return str(_TEXTS.get(self.java_class, to_string)(self.held))

    def groovy_compare(self, other: Any) -> int:
        """Order by what is held."""
        return int(self.held > other.held) - int(self.held < other.held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and other.java_class == self.java_class and other.held == self.held

    def __hash__(self) -> int:
        return hash((self.java_class, self.held))


def _clock(moment: Any) -> str:
    text = f"{moment.hour:02}:{moment.minute:02}"
    if moment.second or moment.microsecond:
        text += f":{moment.second:02}"
    if moment.microsecond:
        micros = f"{moment.microsecond:06}"
        text += "." + (micros[:3] if micros.endswith("000") else micros)
    return text


def _full_clock(moment: datetime) -> str:
    text = _clock(moment)
    return text if len(text) > 5 else text + ":00"


def _offset_text(moment: datetime) -> str:
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    sign, size = ("-" if minutes < 0 else "+"), abs(minutes)
    return f"{sign}{size // 60:02}:{size % 60:02}" if minutes else "Z"


def _zoned_text(moment: datetime) -> str:
    name = _zone_name(moment.tzinfo)
    shown = f"[{name}]" if name and name[0] not in "+-Z" else ""
    return f"{moment.date()}T{_clock(moment)}{_offset_text(moment)}{shown}"


def _zone_name(zone: Any) -> str:
    return getattr(zone, "key", None) or ("UTC" if zone is UTC else "")


def _duration_text(millis: int) -> str:
    if millis == 0:
        return "PT0S"
    seconds, rest = abs(millis) // 1000, abs(millis) % 1000
    sign = "-" if millis < 0 else ""
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    text = "PT" + (f"{sign}{hours}H" if hours else "") + (f"{sign}{minutes}M" if minutes else "")
    if seconds or rest:
        fraction = f".{rest:03}".rstrip("0") if rest else ""
        text += f"{sign}{seconds}{fraction}S"
    return text


def _period_text(parts: tuple[int, int, int]) -> str:
    shown = "".join(f"{amount}{letter}" for amount, letter in zip(parts, "YMD", strict=True) if amount)
    return f"P{shown or '0D'}"


_TEXTS: dict[str, Any] = {
    "java.time.LocalDate": str,
    "java.time.LocalTime": _clock,
    "java.time.LocalDateTime": lambda held: f"{held.date()}T{_clock(held)}",
    "java.time.Instant": lambda held: f"{held.date()}T{_full_clock(held)}Z",
    "java.time.ZonedDateTime": _zoned_text,
    "java.time.OffsetDateTime": lambda held: f"{held.date()}T{_clock(held)}{_offset_text(held)}",
    "java.time.Duration": _duration_text,
    "java.time.Period": _period_text,
    "java.time.DayOfWeek": lambda held: _DAYS[held - 1],
    "java.time.Month": lambda held: _MONTHS[held - 1],
    "java.time.ZoneId": _zone_name,
    "java.time.ZoneOffset": lambda held: _offset_text(datetime(2000, 1, 1, tzinfo=held)),
    "java.time.temporal.ChronoUnit": lambda held: held.capitalize(),
}

_DATED = ("LocalDate", "LocalDateTime", "ZonedDateTime", "OffsetDateTime")
_TIMED = ("LocalTime", "LocalDateTime", "ZonedDateTime", "OffsetDateTime")
_ZONED = ("ZonedDateTime", "OffsetDateTime")
TABLES = {name: MethodTable(f"java.time.{name}") for name in
          (*_DATED, "LocalTime", "Instant", "Duration", "Period", "DayOfWeek", "Month", "ZoneId", "ZoneOffset",
           "temporal.ChronoUnit")}  # fmt: skip
STATICS = {name: StaticTable(table.java_class) for name, table in TABLES.items()}
for _name, _table in TABLES.items():
    register_kind(f"java.time.{_name}", _table)


def _kind(value: Value) -> str:
    return value.java_class.removeprefix("java.time.")


def _like(value: Value, held: Any) -> Value:
    return Value(_kind(value), held)


def _wrong(message: str, kind: str = "java.time.DateTimeException") -> GroovyRuntimeError:
    return GroovyRuntimeError(kind, message)


def _month_shift(moment: Any, months: int) -> Any:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


_STEPS = {"Days": timedelta(days=1), "Weeks": timedelta(weeks=1), "Hours": timedelta(hours=1),
          "Minutes": timedelta(minutes=1), "Seconds": timedelta(seconds=1), "Millis": timedelta(milliseconds=1),
          "Nanos": timedelta(microseconds=0.001)}  # fmt: skip


def _shift(value: Value, unit: str, amount: int) -> Value:
    """The value moved by an amount of a unit (``Days`` … as in ``plusDays``)."""
    try:
        if unit in ("Months", "Years"):
            return _like(value, _month_shift(value.held, amount * (12 if unit == "Years" else 1)))
        if _kind(value) == "LocalTime":
            return _like(value, (datetime.combine(date(2000, 1, 1), value.held) + _STEPS[unit] * amount).time())
        return _like(value, value.held + _STEPS[unit] * amount)
    except (OverflowError, ValueError) as error:
        raise _wrong(str(error)) from None


def _register_shifts(kinds: tuple[str, ...], units: tuple[str, ...]) -> None:
    for kind in kinds:
        for unit in units:
            for word, sign in (("plus", 1), ("minus", -1)):

                def move(rt: Runtime, receiver: Value, amount: int, unit: str = unit, sign: int = sign) -> Value:
                    return _shift(receiver, unit, sign * int(amount))

                TABLES[kind](f"{word}{unit}")(move)


_register_shifts(_DATED, ("Days", "Weeks", "Months", "Years"))
_register_shifts((*_TIMED, "Instant"), ("Hours", "Minutes", "Seconds", "Nanos"))
_register_shifts(("Instant",), ("Millis",))


def _plus(sign: int) -> Any:
    def run(rt: Runtime, receiver: Value, amount: Any, unit: Any = None) -> Value:
        if unit is not None:
            return _shift(receiver, unit.held.capitalize(), sign * int(amount))
        if not isinstance(amount, Value):
            return _shift(receiver, "Days", sign * int(amount))
        if _kind(amount) == "Duration":
            return _shift(receiver, "Millis", sign * amount.held)
        years, months, days = amount.held
        return _shift(_shift(receiver, "Months", sign * (years * 12 + months)), "Days", sign * days)

    return run


for _name in (*_DATED, "LocalTime", "Instant"):
    TABLES[_name]("plus")(_plus(1))
    TABLES[_name]("minus")(_plus(-1))
    TABLES[_name]("isBefore")(lambda rt, receiver, other: receiver.held < other.held)
    TABLES[_name]("isAfter")(lambda rt, receiver, other: receiver.held > other.held)
    TABLES[_name]("isEqual")(lambda rt, receiver, other: receiver.held == other.held)

for _name in _DATED:
    _table = TABLES[_name]
    _table("getYear")(lambda rt, receiver: receiver.held.year)
    _table("getMonthValue")(lambda rt, receiver: receiver.held.month)
    _table("getMonth")(lambda rt, receiver: Value("Month", receiver.held.month))
    _table("getDayOfMonth")(lambda rt, receiver: receiver.held.day)
    _table("getDayOfYear")(lambda rt, receiver: receiver.held.timetuple().tm_yday)
    _table("getDayOfWeek")(lambda rt, receiver: Value("DayOfWeek", receiver.held.isoweekday()))
    _table("withDayOfMonth")(lambda rt, receiver, day: _replace(receiver, day=int(day)))
    _table("withMonth")(lambda rt, receiver, month: _replace(receiver, month=int(month)))
    _table("withYear")(lambda rt, receiver, year: _replace(receiver, year=int(year)))
for _name in _TIMED:
    _table = TABLES[_name]
    _table("getHour")(lambda rt, receiver: receiver.held.hour)
    _table("getMinute")(lambda rt, receiver: receiver.held.minute)
    _table("getSecond")(lambda rt, receiver: receiver.held.second)
    _table("getNano")(lambda rt, receiver: receiver.held.microsecond * 1000)
    _table("withHour")(lambda rt, receiver, hour: _replace(receiver, hour=int(hour)))
    _table("withMinute")(lambda rt, receiver, minute: _replace(receiver, minute=int(minute)))
    _table("withSecond")(lambda rt, receiver, second: _replace(receiver, second=int(second)))
    _table("withNano")(lambda rt, receiver, nano: _replace(receiver, microsecond=int(nano) // 1000))
for _name in ("LocalDateTime", *_ZONED):
    TABLES[_name]("toLocalDate")(lambda rt, receiver: Value("LocalDate", receiver.held.date()))
    TABLES[_name]("toLocalTime")(lambda rt, receiver: Value("LocalTime", receiver.held.time()))
for _name in _ZONED:
    TABLES[_name]("toInstant")(lambda rt, receiver: Value("Instant", receiver.held.astimezone(UTC)))
    TABLES[_name]("toEpochSecond")(lambda rt, receiver: Long(_millis(receiver.held) // 1000))
    TABLES[_name]("toLocalDateTime")(lambda rt, receiver: Value("LocalDateTime", receiver.held.replace(tzinfo=None)))
    TABLES[_name]("getZone")(lambda rt, receiver: Value("ZoneId", receiver.held.tzinfo))
    TABLES[_name]("withZoneSameInstant")(
        lambda rt, receiver, zone: Value("ZonedDateTime", receiver.held.astimezone(zone.held))
    )


def _replace(value: Value, **parts: int) -> Value:
    try:
        return _like(value, value.held.replace(**parts))
    except ValueError as error:
        raise _wrong(str(error)) from None


def _millis(moment: datetime) -> int:
    return int((moment - _EPOCH) / timedelta(milliseconds=1))


@TABLES["LocalDate"]("lengthOfMonth")
def length_of_month(rt: Runtime, receiver: Value) -> int:
    return monthrange(receiver.held.year, receiver.held.month)[1]


TABLES["LocalDate"]("isLeapYear")(lambda rt, receiver: isleap(receiver.held.year))
TABLES["LocalDate"]("toEpochDay")(lambda rt, receiver: Long((receiver.held - date(1970, 1, 1)).days))


@TABLES["LocalDate"]("atStartOfDay")
def at_start_of_day(rt: Runtime, receiver: Value, zone: Any = None) -> Value:
    start = datetime(receiver.held.year, receiver.held.month, receiver.held.day)
    return Value("LocalDateTime", start) if zone is None else Value("ZonedDateTime", start.replace(tzinfo=zone.held))


@TABLES["LocalDate"]("until")
def until(rt: Runtime, receiver: Value, end: Value, unit: Any = None) -> Any:
    if unit is not None:
        return _between(unit.held, receiver, end)
    months = (end.held.year - receiver.held.year) * 12 + end.held.month - receiver.held.month
    months -= int(end.held.day < receiver.held.day) if end.held >= receiver.held else 0
    days = (end.held - _month_shift(receiver.held, months)).days
    return Value("Period", (months // 12, months % 12, days))


@TABLES["LocalDateTime"]("atZone", "atOffset")
def at_zone(rt: Runtime, receiver: Value, zone: Value) -> Value:
    return Value("ZonedDateTime", receiver.held.replace(tzinfo=zone.held))


@TABLES["LocalDateTime"]("toEpochSecond")
def to_epoch_second(rt: Runtime, receiver: Value, zone: Value) -> Long:
    return Long(_millis(receiver.held.replace(tzinfo=zone.held)) // 1000)


@TABLES["Instant"]("atZone")
def instant_at_zone(rt: Runtime, receiver: Value, zone: Value) -> Value:
    return Value("ZonedDateTime", receiver.held.astimezone(zone.held))


TABLES["Instant"]("toEpochMilli")(lambda rt, receiver: Long(_millis(receiver.held)))
TABLES["Instant"]("getEpochSecond")(lambda rt, receiver: Long(_millis(receiver.held) // 1000))


@TABLES["LocalDateTime"]("truncatedTo")
def truncated(rt: Runtime, receiver: Value, unit: Value) -> Value:
    order = ("DAYS", "HOURS", "MINUTES", "SECONDS", "MILLIS")
    keep = order.index(unit.held) if unit.held in order else len(order)
    moment = receiver.held
    cut = {"hour": keep < 1, "minute": keep < 2, "second": keep < 3, "microsecond": keep < 4}
    return _like(receiver, moment.replace(**{name: 0 for name, zero in cut.items() if zero}))


for _name in ("Instant", *_ZONED):
    TABLES[_name]("truncatedTo")(truncated)

_UNIT_SIZES = {"NANOS": 1e-6, "MILLIS": 1, "SECONDS": 1000, "MINUTES": 60_000, "HOURS": 3_600_000,
               "DAYS": 86_400_000, "WEEKS": 604_800_000}  # fmt: skip
STATICS["temporal.ChronoUnit"].constants.update(
    {name: Value("temporal.ChronoUnit", name) for name in (*_UNIT_SIZES, "MONTHS", "YEARS")}
)


def _between(unit: str, start: Value, end: Value) -> Long:
    if unit in ("MONTHS", "YEARS"):
        months = (end.held.year - start.held.year) * 12 + end.held.month - start.held.month
        months -= int(months > 0 and end.held.day < start.held.day)
        return Long(months // (12 if unit == "YEARS" else 1))
    length = (end.held - start.held) / timedelta(milliseconds=1)
    return Long(int(length / _UNIT_SIZES[unit]))


@TABLES["temporal.ChronoUnit"]("between")
def between(rt: Runtime, receiver: Value, start: Value, end: Value) -> Long:
    return _between(receiver.held, start, end)


DURATION = TABLES["Duration"]
_PARTS = {"Days": 86_400_000, "Hours": 3_600_000, "Minutes": 60_000, "Seconds": 1000, "Millis": 1}
for _unit, _size in _PARTS.items():
    STATICS["Duration"](f"of{_unit}")(lambda rt, amount, size=_size: Value("Duration", int(amount) * size))
    DURATION(f"to{_unit}")(lambda rt, receiver, size=_size: Long(int(receiver.held / size)))
    DURATION(f"plus{_unit}")(lambda rt, receiver, amount, size=_size: _like(receiver, receiver.held + amount * size))
    DURATION(f"minus{_unit}")(lambda rt, receiver, amount, size=_size: _like(receiver, receiver.held - amount * size))
DURATION("getSeconds")(lambda rt, receiver: Long(receiver.held // 1000))
DURATION("plus")(lambda rt, receiver, other: _like(receiver, receiver.held + other.held))
DURATION("minus")(lambda rt, receiver, other: _like(receiver, receiver.held - other.held))
DURATION("isZero")(lambda rt, receiver: receiver.held == 0)
DURATION("isNegative")(lambda rt, receiver: receiver.held < 0)
DURATION("negated", "negative")(lambda rt, receiver: _like(receiver, -receiver.held))
DURATION("abs")(lambda rt, receiver: _like(receiver, abs(receiver.held)))
DURATION("multipliedBy")(lambda rt, receiver, factor: _like(receiver, receiver.held * int(factor)))
DURATION("dividedBy")(lambda rt, receiver, divisor: _like(receiver, receiver.held // int(divisor)))
STATICS["Duration"].constants["ZERO"] = Value("Duration", 0)
_DURATION_TEXT = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?")


@STATICS["Duration"]("between")
def duration_between(rt: Runtime, start: Value, end: Value) -> Value:
    return Value("Duration", int((end.held - start.held) / timedelta(milliseconds=1)))


@STATICS["Duration"]("parse")
def duration_parse(rt: Runtime, text: str) -> Value:
    found = _DURATION_TEXT.fullmatch(text)
    if found is None:
        raise _wrong("Text cannot be parsed to a Duration", "java.time.format.DateTimeParseException")
    sizes = (86_400_000, 3_600_000, 60_000, 1000)
    return Value(
        "Duration", sum(int(float(part) * size) for part, size in zip(found.groups(), sizes, strict=True) if part)
    )


PERIOD = TABLES["Period"]
for _index, _unit in enumerate(("Years", "Months", "Days")):
    PERIOD(f"get{_unit}")(lambda rt, receiver, index=_index: receiver.held[index])
    STATICS["Period"](f"of{_unit}")(
        lambda rt, amount, index=_index: Value("Period", tuple(amount if at == index else 0 for at in range(3)))
    )
STATICS["Period"]("of")(lambda rt, years, months, days: Value("Period", (years, months, days)))
STATICS["Period"]("between")(until)

for _name, _words in (("DayOfWeek", _DAYS), ("Month", _MONTHS)):
    _count = len(_words)
    STATICS[_name].constants.update({word: Value(_name, index + 1) for index, word in enumerate(_words)})
    STATICS[_name]("of")(lambda rt, number, kind=_name: Value(kind, int(number)))
    TABLES[_name]("getValue")(lambda rt, receiver: receiver.held)
    TABLES[_name]("ordinal")(lambda rt, receiver: receiver.held - 1)
    TABLES[_name]("name")(lambda rt, receiver: receiver.to_text())
    TABLES[_name]("plus")(
        lambda rt, receiver, amount, size=_count: _like(receiver, (receiver.held - 1 + int(amount)) % size + 1)
    )

STATICS["ZoneId"]("of")(lambda rt, name: Value("ZoneId", zone_of(to_string(name))))
STATICS["ZoneId"]("systemDefault")(lambda rt: Value("ZoneId", UTC))
STATICS["ZoneOffset"].constants["UTC"] = Value("ZoneOffset", UTC)


@STATICS["ZoneOffset"]("ofHours")
def of_hours(rt: Runtime, hours: int) -> Value:
    return Value("ZoneOffset", timezone(timedelta(hours=hours)))


TABLES["ZoneId"]("getId")(lambda rt, receiver: receiver.to_text())


def _make(kind: str, parts: tuple[int, ...], zone: Any = None) -> Value:
    numbers = [int(getattr(part, "held", part)) for part in parts]
    if len(numbers) > 6:
        numbers[6] //= 1000
    try:
        if kind == "LocalDate":
            return Value(kind, date(*numbers))
        if kind == "LocalTime":
            return Value(kind, datetime(2000, 1, 1, *numbers).time())  # type: ignore[arg-type]
        return Value(kind, datetime(*numbers, tzinfo=zone))  # type: ignore[misc,arg-type]
    except (ValueError, TypeError):
        if len(numbers) > 1 and kind != "LocalTime" and not 1 <= numbers[1] <= 12:
            raise _wrong(f"Invalid value for MonthOfYear (valid values 1 - 12): {numbers[1]}") from None
        raise _wrong(f"Invalid date or time: {', '.join(map(str, numbers))}") from None


for _name in ("LocalDate", "LocalTime", "LocalDateTime"):
    STATICS[_name]("of")(lambda rt, *parts, kind=_name: _make(kind, parts))
for _name in _ZONED:
    STATICS[_name]("of")(lambda rt, *parts, kind=_name: _make(kind, parts[:-1], parts[-1].held))


def _now(kind: str) -> Any:
    def run(rt: Runtime, zone: Any = None) -> Value:
        moment = datetime.now(zone.held if zone is not None else UTC)
        if kind in ("Instant", *_ZONED):
            return Value(kind, moment)
        plain = moment.replace(tzinfo=None)
        return Value(kind, plain.date() if kind == "LocalDate" else plain.time() if kind == "LocalTime" else plain)

    return run


for _name in (*_DATED, "LocalTime", "Instant"):
    STATICS[_name]("now")(_now(_name))


def _parse(kind: str) -> Any:
    def run(rt: Runtime, text: Any, formatter: Any = None) -> Value:
        source = to_string(text)
        try:
            if formatter is not None and formatter.pattern is not None:
                return _narrow(kind, parse_moment(formatter.pattern, source))
            if kind == "LocalDate":
                return Value(kind, date.fromisoformat(source))
            if kind == "LocalTime":
                return Value(kind, datetime.fromisoformat(f"2000-01-01T{source}").time())
            moment = datetime.fromisoformat(source.partition("[")[0])
            return Value(kind, moment.replace(tzinfo=None) if kind == "LocalDateTime" else moment)
        except (ValueError, GroovyRuntimeError):
            message = f"Text '{source}' could not be parsed at index 0"
            raise _wrong(message, "java.time.format.DateTimeParseException") from None

    return run


def _narrow(kind: str, moment: datetime) -> Value:
    plain = moment.replace(tzinfo=None)
    if kind == "LocalDate":
        return Value(kind, plain.date())
    if kind == "LocalTime":
        return Value(kind, plain.time())
    return Value(kind, plain if kind == "LocalDateTime" else moment)


for _name in (*_DATED, "LocalTime", "Instant"):
    STATICS[_name]("parse")(_parse(_name))

INSTANT = STATICS["Instant"]
INSTANT.constants["EPOCH"] = Value("Instant", _EPOCH)
INSTANT("ofEpochMilli")(lambda rt, millis: Value("Instant", _EPOCH + timedelta(milliseconds=int(millis))))
INSTANT("ofEpochSecond")(lambda rt, seconds: Value("Instant", _EPOCH + timedelta(seconds=int(seconds))))
STATICS["LocalDate"]("ofEpochDay")(lambda rt, days: Value("LocalDate", date(1970, 1, 1) + timedelta(days=int(days))))


@STATICS["LocalDateTime"]("ofEpochSecond")
def of_epoch_second(rt: Runtime, seconds: int, nano: int, zone: Value) -> Value:
    moment = _EPOCH + timedelta(seconds=int(seconds), microseconds=int(nano) // 1000)
    return Value("LocalDateTime", moment.astimezone(zone.held).replace(tzinfo=None))


@STATICS["LocalDateTime"]("ofInstant")
def of_instant(rt: Runtime, instant: Value, zone: Value) -> Value:
    return Value("LocalDateTime", instant.held.astimezone(zone.held).replace(tzinfo=None))


@STATICS["ZonedDateTime"]("ofInstant")
def zoned_of_instant(rt: Runtime, instant: Value, zone: Value) -> Value:
    return Value("ZonedDateTime", instant.held.astimezone(zone.held))


@DATES("toInstant")
def date_to_instant(rt: Runtime, receiver: DateValue) -> Value:
    return Value("Instant", _EPOCH + timedelta(milliseconds=receiver.time_ms))


@DATE("from")
def date_from(rt: Runtime, instant: Any) -> DateValue:
    if not isinstance(instant, Value):
        raise NoSignature
    return DateValue(_millis(instant.held))


class Formatter(Printable):
    """java.time.format.DateTimeFormatter; without a pattern it prints the value's own form."""

    java_class = "java.time.format.DateTimeFormatter"

    def __init__(self, pattern: str | None, zone: Any = None) -> None:
        self.pattern = pattern
        self.zone = zone

    def format(self, value: Value) -> str:
        """The value as text."""
        held = value.held
        if self.pattern is None:
            return _full_clock_text(value)
        if self.zone is not None and isinstance(held, datetime):
            held = held.astimezone(self.zone)
        if not isinstance(held, datetime):
            dated = isinstance(held, date)
            held = datetime(held.year, held.month, held.day) if dated else datetime.combine(date.min, held)
        return format_moment(self.pattern, held)


def _full_clock_text(value: Value) -> str:
    if _kind(value) == "LocalDateTime":
        return f"{value.held.date()}T{_full_clock(value.held)}"
    return value.to_text()


FORMATTER = StaticTable("java.time.format.DateTimeFormatter")
FORMATS = MethodTable("java.time.format.DateTimeFormatter")
register_kind("java.time.format.DateTimeFormatter", FORMATS)
FORMATTER("ofPattern")(lambda rt, pattern, locale=None: Formatter(to_string(pattern)))
for _name in ("ISO_LOCAL_DATE_TIME", "ISO_INSTANT", "ISO_OFFSET_DATE_TIME", "ISO_ZONED_DATE_TIME", "ISO_DATE_TIME"):
    FORMATTER.constants[_name] = Formatter(None)
FORMATTER.constants.update(
    ISO_LOCAL_DATE=Formatter("yyyy-MM-dd"), ISO_DATE=Formatter("yyyy-MM-dd"), BASIC_ISO_DATE=Formatter("yyyyMMdd"),
    ISO_LOCAL_TIME=Formatter("HH:mm:ss"),
)  # fmt: skip
FORMATS("format")(lambda rt, receiver, value: receiver.format(value))
FORMATS("withZone")(lambda rt, receiver, zone: Formatter(receiver.pattern, zone.held))
FORMATS("withLocale")(lambda rt, receiver, locale: receiver)
for _name in (*_DATED, "LocalTime"):
    TABLES[_name]("format")(lambda rt, receiver, formatter: formatter.format(receiver))
