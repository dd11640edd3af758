"""How values of java.time come into being: ``of``, ``now``, ``ofEpochMilli``; ZoneId and ZoneOffset."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.gdk.java_time import KINDS, SECOND, STATIC, ZONED, rebuilt, zone_held, zone_value
from igor.groovy.gdk.time_values import (
    DAY_NANOS,
    TimeValue,
    add_days,
    local_of,
    make_day,
    make_nanos,
    moment_at,
    moment_of,
    offset_named,
    zone_named,
)
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.text import to_string
from igor.groovy.values import GArray


def _numbers(values: tuple[Any, ...]) -> list[int]:
    return [int(getattr(value, "held", value)) for value in values]


STATIC["LocalDate"]("of")(lambda rt, *numbers: TimeValue("LocalDate", make_day(*_numbers(numbers))))
STATIC["LocalTime"]("of")(lambda rt, *numbers: TimeValue("LocalTime", make_nanos(*_numbers(numbers))))


def _local(values: tuple[Any, ...]) -> tuple[date, int]:
    if isinstance(values[0], TimeValue):
        return (values[0].held, values[1].held) if len(values) == 2 else values[0].held
    numbers = _numbers(values)
    return make_day(*numbers[:3]), make_nanos(*numbers[3:])


STATIC["LocalDateTime"]("of")(lambda rt, *values: TimeValue("LocalDateTime", _local(values)))
for _kind in ZONED:
    STATIC[_kind]("of")(
        lambda rt, *values, kind=_kind: TimeValue(kind, moment_of(*_local(values[:-1]), zone_held(values[-1])))
    )
    STATIC[_kind]("ofInstant")(
        lambda rt, instant, zone, kind=_kind: TimeValue(kind, moment_at(instant.held, zone_held(zone)))
    )


@STATIC["LocalDateTime"]("ofInstant")
def local_of_instant(rt: Runtime, instant: TimeValue, zone: Any) -> TimeValue:
    moment = moment_at(instant.held, zone_held(zone))
    return TimeValue("LocalDateTime", (moment.day, moment.nanos))


@STATIC["LocalDateTime"]("ofEpochSecond")
def of_epoch_second(rt: Runtime, seconds: int, nano: int, zone: Any) -> TimeValue:
    return TimeValue("LocalDateTime", local_of(int(seconds) * SECOND + int(nano), zone_held(zone)))


STATIC["LocalDate"]("ofEpochDay")(lambda rt, days: TimeValue("LocalDate", add_days(date(1970, 1, 1), int(days))))
STATIC["LocalDate"]("ofYearDay")(
    lambda rt, year, day: TimeValue("LocalDate", date(int(year), 1, 1) + timedelta(days=int(day) - 1))
)
STATIC["LocalTime"]("ofSecondOfDay")(lambda rt, seconds: TimeValue("LocalTime", int(seconds) * SECOND))
STATIC["LocalTime"]("ofNanoOfDay")(lambda rt, nanos: TimeValue("LocalTime", int(nanos)))
STATIC["LocalTime"].constants.update(
    MIDNIGHT=TimeValue("LocalTime", 0), MIN=TimeValue("LocalTime", 0), MAX=TimeValue("LocalTime", DAY_NANOS - 1),
    NOON=TimeValue("LocalTime", DAY_NANOS // 2),
)  # fmt: skip
STATIC["LocalDate"].constants["EPOCH"] = TimeValue("LocalDate", date(1970, 1, 1))
STATIC["Instant"].constants["EPOCH"] = TimeValue("Instant", 0)
STATIC["Instant"]("ofEpochMilli")(lambda rt, millis: TimeValue("Instant", int(millis) * 1_000_000))
STATIC["Instant"]("ofEpochSecond")(lambda rt, seconds, nano=0: TimeValue("Instant", int(seconds) * SECOND + int(nano)))


def _now(kind: str, instant: int, zone: Any) -> TimeValue:
    moment = moment_at(instant, zone)
    if kind == "Instant":
        return TimeValue(kind, instant)
    if kind in ZONED:
        return TimeValue(kind, moment)
    return rebuilt(TimeValue(kind, None), moment.day, moment.nanos)


def now(kind: str) -> Callable[..., TimeValue]:
    """``now()``, ``now(zone)`` and ``now(clock)`` of a class."""

    def run(rt: Runtime, zone: Any = None) -> TimeValue:
        instant = time.time_ns() // 1000 * 1000
        if isinstance(zone, TimeValue) and zone.kind.startswith("Clock$"):
            return _now(kind, instant if zone.held[0] is None else zone.held[0], zone.held[1])
        return _now(kind, instant, zone_named("UTC") if zone is None else zone_held(zone))

    return run


for _kind in KINDS:
    STATIC[_kind]("now")(now(_kind))

ZONES = StaticTable("java.time.ZoneId")
OFFSETS = StaticTable("java.time.ZoneOffset")
_ZONE_METHODS = MethodTable("java.time.ZoneId")
for _name in ("ZoneRegion", "ZoneOffset"):
    register_kind(f"java.time.{_name}", _ZONE_METHODS)
ZONES("systemDefault")(lambda rt: zone_value(zone_named("UTC")))
OFFSETS("of")(lambda rt, name: TimeValue("ZoneOffset", offset_named(to_string(name))))
OFFSETS("ofHours")(lambda rt, hours: TimeValue("ZoneOffset", int(hours) * 3600))
OFFSETS("ofHoursMinutes")(lambda rt, hours, minutes: TimeValue("ZoneOffset", int(hours) * 3600 + int(minutes) * 60))
OFFSETS("ofTotalSeconds")(lambda rt, seconds: TimeValue("ZoneOffset", int(seconds)))
OFFSETS.constants["UTC"] = TimeValue("ZoneOffset", 0)
_ZONE_METHODS("getId")(lambda rt, receiver: receiver.to_text())
_ZONE_METHODS("getTotalSeconds")(lambda rt, receiver: receiver.held)
_ZONE_METHODS("normalized")(lambda rt, receiver: receiver)


@ZONES("of")
def zone_of_name(rt: Runtime, name: str) -> TimeValue:
    if name == "Z" or name[:1] in "+-":
        return TimeValue("ZoneOffset", offset_named(name))
    return zone_value(zone_named(name))


ZONES("getAvailableZoneIds")(lambda rt: GArray(["UTC", "GMT"], "java.lang.String"))
