"""The values of java.time: what they hold, how they print and compare; zones.

All times are exact to the nanosecond: LocalDate holds a ``date``, LocalTime nanoseconds of the day, LocalDateTime both,
Instant nanoseconds since the epoch, ZonedDateTime and OffsetDateTime a ``Moment``, Duration nanoseconds, Period
(years, months, days), ZoneOffset seconds, ZoneId a tzinfo, units and fields their names.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from igor.groovy.gdk.date_patterns import DAY_NAMES, MONTH_NAMES, NANOS_A_SECOND, offset_text
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.text import Printable, to_string

DAY_NANOS = 86_400 * NANOS_A_SECOND
_EPOCH_DAY = date(1970, 1, 1)
_EPOCH = datetime.fromtimestamp(0, UTC)


class Moment(NamedTuple):
    """A day and time of the day somewhere: ``instant`` (epoch nanoseconds) decides order."""

    instant: int
    day: date
    nanos: int
    offset_s: int
    zone: Any


class TimeValue(Printable):
    """A value of java.time: compared by what it holds."""

    def __init__(self, kind: str, held: Any) -> None:
        self.kind = kind
        self.java_class = f"java.time.{kind}"
        self.held = held

    def to_text(self) -> str:
        return str(_TEXTS[self.kind](self.held))

    def groovy_compare(self, other: Any) -> int:
        """Order by what is held; of days as Java does it, by the parts that differ."""
        if self.kind == "LocalDate" and isinstance(other.held, date):
            mine, theirs = self.held, other.held
            return int(mine.year - theirs.year or mine.month - theirs.month or mine.day - theirs.day)
        return int(self.held > other.held) - int(self.held < other.held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TimeValue) and other.java_class == self.java_class and other.held == self.held

    def __hash__(self) -> int:
        return hash((self.java_class, self.held))


def wrong(message: str, kind: str = "java.time.DateTimeException") -> GroovyRuntimeError:
    """A DateTimeException or one of its kin."""
    return GroovyRuntimeError(kind, message)


# --- days -----------------------------------------------------------------------------------------------------------


def checked(field: str, value: int, low: int, high: int) -> int:
    """The value of a field, within its range."""
    if not low <= value <= high:
        raise wrong(f"Invalid value for {field} (valid values {low} - {high}): {value}")
    return value


def make_day(year: int, month: int, day: int) -> date:
    """A day, with Java's words for one that does not exist."""
    checked("MonthOfYear", month, 1, 12)
    checked("DayOfMonth", day, 1, 31)
    if not 1 <= year <= 9999:
        raise wrong(f"Invalid value for Year (valid values 1 - 9999): {year}")
    if day > monthrange(year, month)[1]:
        if day == 29:
            raise wrong(f"Invalid date 'February 29' as '{year}' is not a leap year")
        raise wrong(f"Invalid date '{MONTH_NAMES[month - 1].upper()} {day}'")
    return date(year, month, day)


def make_nanos(hour: int, minute: int = 0, second: int = 0, nano: int = 0) -> int:
    """A time of the day."""
    checked("HourOfDay", hour, 0, 23)
    checked("MinuteOfHour", minute, 0, 59)
    checked("SecondOfMinute", second, 0, 59)
    checked("NanoOfSecond", nano, 0, 999_999_999)
    return (hour * 3600 + minute * 60 + second) * NANOS_A_SECOND + nano


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise wrong(f"Invalid value for Year (valid values 1 - 9999): {year}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """Some days later."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise wrong("the day is out of range (years 1 - 9999)") from None


def epoch_day(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH_DAY).days


def instant_of(day: date, nanos: int, offset_s: int = 0) -> int:
    """Epoch nanoseconds of a local time with that offset."""
    return epoch_day(day) * DAY_NANOS + nanos - offset_s * NANOS_A_SECOND


def local_of(instant: int, offset_s: int = 0) -> tuple[date, int]:
    """The local day and time of an instant."""
    days, nanos = divmod(instant + offset_s * NANOS_A_SECOND, DAY_NANOS)
    return add_days(_EPOCH_DAY, days), nanos


# --- zones ----------------------------------------------------------------------------------------------------------

_OFFSET_ID = re.compile(r"(?:GMT|UTC|UT)?([+-])(\d\d?)(?::?(\d\d))?(?::?(\d\d))?")


@lru_cache(maxsize=100)
def zone_named(name: str) -> tzinfo:
    """The zone of that ID; ``Z`` and offsets too."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # slow to start, rarely used

    if name in ("UTC", "GMT", "UT", "Z"):
        return timezone(timedelta(), name)
    found = _OFFSET_ID.fullmatch(name)
    if found is not None:
        return timezone(timedelta(seconds=_seconds(found)))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9~/._+-]+", name):
            raise wrong(f"Invalid ID for region-based ZoneId, invalid format: {name}") from None
        raise wrong(f"Unknown time-zone ID: {name}", "java.time.zone.ZoneRulesException") from None


def _seconds(found: re.Match[str]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    return (hours * 3600 + minutes * 60 + seconds) * (-1 if found[1] == "-" else 1)


def offset_named(name: str) -> int:
    """Seconds of ``+05:30`` or ``Z``."""
    found = _OFFSET_ID.fullmatch(name)
    if name != "Z" and found is None:
        raise wrong(f"Invalid ID for ZoneOffset, invalid format: {name}")
    return 0 if found is None else _seconds(found)


def zone_name(zone: Any) -> str:
    """The ID of a zone: a tzinfo, or seconds of an offset."""
    if isinstance(zone, int):
        return offset_text(zone) if zone else "Z"
    key = getattr(zone, "key", None)
    if key is not None:
        return str(key)
    name = zone.tzname(None) or ""
    seconds = int((zone.utcoffset(None) or timedelta()).total_seconds())
    return offset_text(seconds) if seconds else name


def offset_at(zone: Any, instant: int) -> int:
    """The seconds that the zone is ahead of UTC at an instant."""
    if isinstance(zone, int):
        return zone
    moment = (_EPOCH + timedelta(seconds=instant // NANOS_A_SECOND)).astimezone(zone)
    return int((moment.utcoffset() or timedelta()).total_seconds())


def moment_at(instant: int, zone: Any) -> Moment:
    """The moment in that zone."""
    offset_s = offset_at(zone, instant)
    return Moment(instant, *local_of(instant, offset_s), offset_s, zone)


def moment_of(day: date, nanos: int, zone: Any) -> Moment:
    """The moment of a local time in a zone; in the hour that a change of clocks leaves out, as much later."""
    if isinstance(zone, int):
        return Moment(instant_of(day, nanos, zone), day, nanos, zone, zone)
    seconds = nanos // NANOS_A_SECOND
    local = datetime(day.year, day.month, day.day, seconds // 3600, seconds // 60 % 60, seconds % 60, tzinfo=zone)
    offset_s = int((local.utcoffset() or timedelta()).total_seconds())
    return moment_at(instant_of(day, nanos, offset_s), zone)


# --- texts ----------------------------------------------------------------------------------------------------------


def clock_text(nanos: int, full: bool = False) -> str:
    """``10:15``, with seconds and as many decimals (3, 6 or 9) as there are."""
    seconds, fraction = divmod(nanos, NANOS_A_SECOND)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    if seconds % 60 or fraction or full:
        text += f":{seconds % 60:02}"
    if fraction:
        digits = f"{fraction:09}"
        text += "." + (digits[:3] if digits.endswith("000000") else digits[:6] if digits.endswith("000") else digits)
    return text


def zoned_text(held: Moment, full: bool = False) -> str:
    """``2020-01-02T03:04+01:00``."""
    return f"{held.day}T{clock_text(held.nanos, full)}{zone_name(held.offset_s)}"


def region_text(zone: Any) -> str:
    """``[Europe/Paris]``, nothing for an offset."""
    return "" if isinstance(zone, int) else f"[{zone_name(zone)}]"


def instant_text(instant: int) -> str:
    """``2020-01-01T00:00:00Z``."""
    day, nanos = local_of(instant)
    return f"{day}T{clock_text(nanos, True)}Z"


def duration_text(nanos: int) -> str:
    """``PT1H30M``."""
    if nanos == 0:
        return "PT0S"
    seconds, fraction = divmod(abs(nanos), NANOS_A_SECOND)
    sign = "-" if nanos < 0 else ""
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    text = "PT" + (f"{sign}{hours}H" if hours else "") + (f"{sign}{minutes}M" if minutes else "")
    if seconds or fraction:
        decimals = f".{fraction:09}".rstrip("0") if fraction else ""
        text += f"{sign}{seconds}{decimals}S"
    return text


def _period_text(parts: tuple[int, int, int]) -> str:
    shown = "".join(f"{amount}{letter}" for amount, letter in zip(parts, "YMD", strict=True) if amount)
    return f"P{shown or '0D'}"


_TEXTS: dict[str, Any] = {
    "LocalDate": str,
    "LocalTime": clock_text,
    "LocalDateTime": lambda held: f"{held[0]}T{clock_text(held[1])}",
    "Instant": instant_text,
    "ZonedDateTime": lambda held: zoned_text(held) + region_text(held.zone),
    "OffsetDateTime": zoned_text,
    "Duration": duration_text,
    "Period": _period_text,
    "DayOfWeek": lambda held: DAY_NAMES[held - 1].upper(),
    "Month": lambda held: MONTH_NAMES[held - 1].upper(),
    "Year": str,
    "YearMonth": lambda held: f"{held[0]:04}-{held[1]:02}",
    "MonthDay": lambda held: f"--{held[0]:02}-{held[1]:02}",
    "ZoneRegion": zone_name,
    "ZoneOffset": zone_name,
    "temporal.ChronoUnit": lambda held: {"HALF_DAYS": "HalfDays"}.get(held, held.capitalize()),
    "temporal.ChronoField": lambda held: "".join(word.capitalize() for word in held.split("_")),
    "temporal.IsoFields$Field": to_string,
    "Clock$SystemClock": lambda held: f"SystemClock[{zone_name(held[1])}]",
    "Clock$FixedClock": lambda held: f"FixedClock[{instant_text(held[0])},{zone_name(held[1])}]",
    "temporal.TemporalAdjusters$$Lambda": lambda held: "java.time.temporal.TemporalAdjusters$$Lambda",
}
