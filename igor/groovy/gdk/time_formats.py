"""java.time.format.DateTimeFormatter and the ``parse`` and ``format`` of the classes of java.time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.gdk.date_patterns import (
    DAY_NAMES,
    MONTH_NAMES,
    Shown,
    Unparsed,
    format_pattern,
    hour_of,
    parse_pattern,
    tokens,
)
from igor.groovy.gdk.java_time import KINDS, SECOND, STATIC, ZONED, on, parts
from igor.groovy.gdk.time_values import (
    Moment,
    TimeValue,
    clock_text,
    instant_of,
    instant_text,
    make_day,
    make_nanos,
    moment_at,
    moment_of,
    region_text,
    wrong,
    zone_name,
    zone_named,
    zoned_text,
)
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, illegal_argument
from igor.groovy.text import Printable, to_string

PARSE_ERROR = "java.time.format.DateTimeParseException"
Found = dict[str, Any]


class Formatter(Printable):
    """A DateTimeFormatter: a pattern, or one of the ISO forms with a name."""

    java_class = "java.time.format.DateTimeFormatter"

    def __init__(self, pattern: str = "", iso: str = "", zone: Any = None) -> None:
        self.pattern = pattern
        self.iso = iso
        self.zone = zone

    def format(self, value: TimeValue) -> str:
        """The value as text."""
        if self.zone is not None and value.kind in ("Instant", *ZONED):
            instant = value.held.instant if isinstance(value.held, Moment) else value.held
            value = TimeValue("ZonedDateTime", moment_at(instant, self.zone))
        return _ISO_FORMS[self.iso](value) if self.iso else format_pattern(self.pattern, _shown(value), True)


def _shown(value: TimeValue) -> Shown:
    day, nanos = parts(value)
    if isinstance(value.held, Moment):
        held = value.held
        return Shown(day, nanos, held.offset_s, zone_name(held.zone), _short_name(held))
    return Shown(day, nanos)


def _short_name(held: Moment) -> str:
    if isinstance(held.zone, int):
        return zone_name(held.zone)
    seconds = held.nanos // SECOND
    return _local_datetime(held.day, seconds, held.zone).tzname() or zone_name(held.zone)


def _local_datetime(day: date, seconds: int, zone: Any) -> Any:
    from datetime import datetime

    return datetime(day.year, day.month, day.day, seconds // 3600, seconds // 60 % 60, seconds % 60, tzinfo=zone)


def _local_text(value: TimeValue) -> str:
    day, nanos = parts(value)
    return f"{day}T{clock_text(nanos, True)}"


def _zoned(value: TimeValue, region: bool) -> str:
    if not isinstance(value.held, Moment):
        if value.kind == "Instant" or not region:
            raise wrong("Unsupported field: Year" if value.kind == "Instant" else "Unsupported field: OffsetSeconds",
                        "java.time.temporal.UnsupportedTemporalTypeException")  # fmt: skip
        return _local_text(value)
    return zoned_text(value.held, True) + (region_text(value.held.zone) if region else "")


def _rfc(value: TimeValue) -> str:
    held = value.held
    zone = "GMT" if not held.offset_s else zone_name(held.offset_s).replace(":", "")
    clock = clock_text(held.nanos // SECOND * SECOND, True)
    day = held.day
    return f"{DAY_NAMES[day.weekday()][:3]}, {day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year} {clock} {zone}"


def _instant_form(value: TimeValue) -> str:
    return instant_text(value.held.instant if isinstance(value.held, Moment) else value.held)


_ISO_FORMS: dict[str, Callable[[TimeValue], str]] = {
    "ISO_LOCAL_DATE": lambda value: str(parts(value)[0]),
    "ISO_DATE": lambda value: str(parts(value)[0]),
    "BASIC_ISO_DATE": lambda value: str(parts(value)[0]).replace("-", ""),
    "ISO_LOCAL_TIME": lambda value: clock_text(parts(value)[1], True),
    "ISO_TIME": lambda value: clock_text(parts(value)[1], True),
    "ISO_LOCAL_DATE_TIME": _local_text,
    "ISO_DATE_TIME": lambda value: _zoned(value, True),
    "ISO_ZONED_DATE_TIME": lambda value: _zoned(value, True),
    "ISO_OFFSET_DATE_TIME": lambda value: _zoned(value, False),
    "ISO_INSTANT": _instant_form,
    "RFC_1123_DATE_TIME": _rfc,
}
FORMATTER = StaticTable("java.time.format.DateTimeFormatter")
FORMATTER.constants.update({name: Formatter(iso=name) for name in _ISO_FORMS})
FORMATS = MethodTable("java.time.format.DateTimeFormatter")
register_kind("java.time.format.DateTimeFormatter", FORMATS)
FORMATS("format")(lambda rt, receiver, value: receiver.format(value))
FORMATS("withZone")(lambda rt, receiver, zone: Formatter(receiver.pattern, receiver.iso, zone.held))
FORMATS("withLocale")(lambda rt, receiver, locale: receiver)
on(KINDS, "format")(
    lambda rt, receiver, form: (form if isinstance(form, Formatter) else Formatter(to_string(form))).format(receiver)
)
_KNOWN = frozenset("GuyDMLdQqYwWEecFahKkHmsSAnNVvzOXxZ")


@FORMATTER("ofPattern")
def of_pattern(rt: Runtime, pattern: str, locale: Any = None) -> Formatter:
    for letter, _count, _text in tokens(pattern):
        if letter and letter not in _KNOWN:
            raise illegal_argument(f"Unknown pattern letter: {letter}")
    return Formatter(pattern)


# --- reading --------------------------------------------------------------------------------------------------------

_DAY = r"(?P<y>\d{4})-(?P<M>\d\d)-(?P<d>\d\d)"
_CLOCK = r"(?P<H>\d\d):(?P<m>\d\d)(?::(?P<s>\d\d)(?:\.(?P<S>\d{1,9}))?)?"
_OFFSET = r"(?P<offset>Z|[+-]\d\d(?::?\d\d)?)"
_ZONE = r"(?:\[(?P<zone>[^\]]+)\])"
_ISO_READ = {
    "LocalDate": re.compile(_DAY), "LocalTime": re.compile(_CLOCK), "LocalDateTime": re.compile(f"{_DAY}T{_CLOCK}"),
    "Instant": re.compile(f"{_DAY}T{_CLOCK}(?P<offset>Z)"),
    "OffsetDateTime": re.compile(f"{_DAY}T{_CLOCK}{_OFFSET}"),
    "ZonedDateTime": re.compile(f"{_DAY}T{_CLOCK}{_OFFSET}{_ZONE}?"),
}  # fmt: skip


def _iso_fields(kind: str, text: str) -> Found:
    match = _ISO_READ[kind].match(text)
    if match is None:
        raise Unparsed(_differs_at(kind, text))
    if match.end() < len(text):
        raise _unparsed_rest(text, match.end())
    found: Found = {}
    for name, value in match.groupdict().items():
        if value is not None:
            found[name] = (
                int(value.ljust(9, "0")) if name == "S" else value if name in ("offset", "zone") else int(value)
            )
    if "offset" in found:
        found["offset"] = zone_named(found["offset"]).utcoffset(None).total_seconds()  # type: ignore[union-attr]
    return found


_SHAPES = {"LocalDate": "0000-00-00", "LocalTime": "00:00", "LocalDateTime": "0000-00-00T00:00"}


def _differs_at(kind: str, text: str) -> int:
    """Where the text leaves the ISO form."""
    shape = _SHAPES.get(kind, "0000-00-00T00:00:00")
    for index, wanted in enumerate(shape):
        if index >= len(text) or not (text[index].isdigit() if wanted == "0" else text[index] == wanted):
            start = index
            while start and shape[start] == "0" and shape[start - 1] == "0":
                start -= 1
            return start
    return len(shape)


def _unparsed_rest(text: str, index: int) -> GroovyRuntimeError:
    return wrong(f"Text '{text}' could not be parsed, unparsed text found at index {index}", PARSE_ERROR)


def _read(kind: str, text: str, formatter: Formatter | None) -> TimeValue:
    try:
        if formatter is None or formatter.iso:
            found = _iso_fields(kind, text)
        else:
            found = parse_pattern(formatter.pattern, text, True)
            if found["end"] < len(text):
                raise _unparsed_rest(text, found["end"])
    except Unparsed as error:
        raise wrong(f"Text '{text}' could not be parsed at index {error.index}", PARSE_ERROR) from None
    try:
        return _made(kind, found, formatter.zone if formatter is not None else None)
    except GroovyRuntimeError as error:
        raise wrong(f"Text '{text}' could not be parsed: {error.groovy_message}", PARSE_ERROR) from None


def _made(kind: str, found: Found, zone: Any) -> TimeValue:
    if kind != "LocalTime" and not {"y", "M", "d"} <= found.keys():
        raise wrong(f"Unable to obtain {kind} from TemporalAccessor")
    if kind != "LocalDate" and not {"H", "h", "k", "K"} & found.keys():
        raise wrong(f"Unable to obtain {kind} from TemporalAccessor")
    nanos = make_nanos(hour_of(found), found.get("m", 0), found.get("s", 0), int(found.get("S") or found.get("n") or 0))
    if kind == "LocalTime":
        return TimeValue(kind, nanos)
    day = make_day(found["y"], found["M"], found["d"])
    if kind == "LocalDate":
        return TimeValue(kind, day)
    return TimeValue(kind, (day, nanos)) if kind == "LocalDateTime" else _made_zoned(kind, found, day, nanos, zone)


def _made_zoned(kind: str, found: Found, day: date, nanos: int, zone: Any) -> TimeValue:
    offset = found.get("offset")
    region = zone_named(found["zone"]) if "zone" in found else zone
    if offset is None and region is None:
        raise wrong(f"Unable to obtain {kind} from TemporalAccessor")
    if kind == "Instant":
        moment = moment_of(day, nanos, region) if offset is None else None
        return TimeValue(kind, moment.instant if moment else instant_of(day, nanos, int(offset or 0)))
    if kind == "OffsetDateTime" or region is None:
        return TimeValue(kind, moment_of(day, nanos, int(offset or 0)))
    return TimeValue(kind, moment_of(day, nanos, region))


for _kind in KINDS:
    STATIC[_kind]("parse")(
        lambda rt, text, formatter=None, kind=_kind: _read(kind, to_string(text), _formatter(rt, formatter))
    )


def _formatter(rt: Runtime, formatter: Any) -> Formatter | None:
    if formatter is None or isinstance(formatter, Formatter):
        return formatter
    return of_pattern(rt, to_string(formatter))


@FORMATS("parse")
def parse_any(rt: Runtime, receiver: Formatter, text: str) -> TimeValue:
    for kind in ("ZonedDateTime", "LocalDateTime", "LocalDate", "LocalTime"):
        try:
            return _read(kind, text, receiver)
        except GroovyRuntimeError:
            continue
    return _read("LocalDate", text, receiver)
