"""From a cron line and a time zone to instants: the next slot after, the last slot until. Rules: see ``cron``."""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from igor.scheduler.cron_line import CronLine

_MINUTE_MS = 60_000
#: February 29 on a given weekday comes at least once within this.
_HORIZON_YEARS = 41
#: 9999-12-30, beyond which there are no dates.
_LAST_MS = 253_402_128_000_000


def next_slot(line: CronLine, zone: ZoneInfo, ms: int) -> int | None:
    """The first slot later than ``ms``."""
    for day in _days_from(line, _local_date(ms, zone)):
        slots = _slots_of_day(line, zone, day)
        index = bisect_right(slots, ms)
        if index < len(slots):
            return slots[index]
    return None


def previous_slot(line: CronLine, zone: ZoneInfo, ms: int) -> int | None:
    """The last slot at or before ``ms``."""
    for day in _days_back_from(line, _local_date(ms, zone)):
        slots = _slots_of_day(line, zone, day)
        index = bisect_right(slots, ms)
        if index:
            return slots[index - 1]
    return None


def slots_after(line: CronLine, zone: ZoneInfo, after_ms: int, until_ms: int) -> Iterator[int]:
    """The slots later than ``after_ms``, not later than ``until_ms``, ascending."""
    last = _local_date(min(until_ms, _LAST_MS), zone)
    for day in _days_from(line, _local_date(after_ms, zone)):
        if day > last:
            return
        slots = _slots_of_day(line, zone, day)
        for index in range(bisect_right(slots, after_ms), bisect_right(slots, until_ms)):
            yield slots[index]


def _local_date(ms: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(ms // 1000, zone).date()


def _days_from(line: CronLine, first: date) -> Iterator[date]:
    month = first.year * 12 + first.month - 1
    for each in range(month, month + _HORIZON_YEARS * 12):
        yield from (day for day in _days_of_month(line, each) if day >= first)


def _days_back_from(line: CronLine, last: date) -> Iterator[date]:
    month = last.year * 12 + last.month - 1
    for each in range(month, month - _HORIZON_YEARS * 12, -1):
        yield from (day for day in reversed(_days_of_month(line, each)) if day <= last)


@lru_cache(maxsize=8192)
def _days_of_month(line: CronLine, month: int) -> Sequence[date]:
    """The days that the line allows; ``month`` counts from year 0."""
    year, number = divmod(month, 12)
    if number + 1 not in line.months:
        return ()
    monday_based, length = calendar.monthrange(year, number + 1)
    return [
        date(year, number + 1, day)
        for day in range(1, length + 1)
        if day in line.days and (monday_based + day) % 7 in line.weekdays
    ]


def _slots_of_day(line: CronLine, zone: ZoneInfo, day: date) -> Sequence[int]:
    """The instants of a date's slots, ascending. Without a change of the clock they are a plain sum."""
    start, midnight_ms = _midnight(zone, day)
    if midnight_ms is not None:
        return _Shifted(line.minutes_of_day, midnight_ms)
    return sorted({slot for minute in line.minutes_of_day for slot in _instants(line, start, minute)})


@lru_cache(maxsize=8192)
def _midnight(zone: ZoneInfo, day: date) -> tuple[datetime, int | None]:
    """When the date begins, in milliseconds too if the clock does not change on it."""
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    return start, round(start.timestamp() * 1000) if start.utcoffset() == end.utcoffset() else None


class _Shifted(Sequence[int]):
    """Minutes of the day as instants, computed when asked for: bisection looks at few of them."""

    def __init__(self, minutes: tuple[int, ...], midnight_ms: int) -> None:
        self._minutes = minutes
        self._midnight_ms = midnight_ms

    def __len__(self) -> int:
        return len(self._minutes)

    def __getitem__(self, index: int) -> int:  # type: ignore[override]
        return self._midnight_ms + self._minutes[index] * _MINUTE_MS


def _instants(line: CronLine, midnight: datetime, minute: int) -> list[int]:
    """When the wall clock shows this minute of the date: none, one or two instants; made one if the line is fixed."""
    wall = midnight.replace(hour=minute // 60, minute=minute % 60)
    both = [wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
    shown = [_ms(each) for each in both if each.astimezone(midnight.tzinfo).replace(fold=0) == wall]
    if line.is_every_hour:
        return shown
    return shown[:1] or [_ms(_end_of_gap(both, midnight.tzinfo))]


def moment_of(wall: datetime, *, is_last: bool = False) -> int:
    """When the wall clock shows a local time: the first (or last) time, or when it jumps over it."""
    both = [wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
    if both[0].astimezone(wall.tzinfo).replace(fold=0) != wall.replace(fold=0):
        return _ms(_end_of_gap(both, wall.tzinfo))
    return _ms(both[is_last])


def _end_of_gap(both: list[datetime], zone: tzinfo | None) -> datetime:
    """A skipped minute, read with the offsets before and after the change, encloses the moment of the change."""
    before, after = sorted(both)
    low, high = before, after
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        middle = middle.replace(second=0, microsecond=0)
        if middle.astimezone(zone).utcoffset() == before.astimezone(zone).utcoffset():
            low = middle
        else:
            high = middle
    return high


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
