"""Whether a moment lies in a blackout, and when that ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from igor.model.blackout import Blackout
from igor.scheduler.cron_calendar import moment_of

#: Blackouts that follow each other without a gap for longer than this never end.
_MAX_WINDOWS = 800


@dataclass(frozen=True, slots=True)
class Window:
    """A blackout's window around a moment; ``until_ms`` is the first moment after it."""

    until_ms: int
    blackout: Blackout


@dataclass(frozen=True, slots=True)
class Blackouts:
    """All that hold for one job: its own and the global ones. ``zone``: for those that name none."""

    blackouts: tuple[Blackout, ...] = ()
    zone: str = "UTC"

    def at(self, ms: int) -> Window | None:
        """The window that holds the moment, the one that ends last if there are several; windows that follow each other
        without a gap are one."""
        found = self._longest(ms)
        if found is None:
            return None
        until_ms = found.until_ms
        for _ in range(_MAX_WINDOWS):
            following = self._longest(until_ms)
            if following is None:
                break
            until_ms = following.until_ms
        return Window(until_ms, found.blackout)

    def skips(self, ms: int) -> Blackout | None:
        """The blackout that leaves out what falls due at the moment."""
        return next((each for each in self.blackouts if each.skips and self._end(each, ms) is not None), None)

    def _longest(self, ms: int) -> Window | None:
        ends = ((self._end(each, ms), each) for each in self.blackouts)
        windows = (Window(end_ms, each) for end_ms, each in ends if end_ms is not None)
        return max(windows, key=lambda window: window.until_ms, default=None)

    def _end(self, blackout: Blackout, ms: int) -> int | None:
        """When the window that holds the moment ends; None if none does."""
        zone = ZoneInfo(blackout.zone or self.zone)
        if blackout.span is not None:
            begin, end = (datetime.fromisoformat(each) for each in blackout.span)
            begin_ms, end_ms = _window(begin, end, zone)
            return end_ms if begin_ms <= ms < end_ms else None
        today = datetime.fromtimestamp(ms // 1000, zone).date()
        for day in (today, today - timedelta(days=1)):
            if day.weekday() in blackout.weekdays:
                begin_ms, end_ms = _window_of_day(blackout, zone, day)
                if begin_ms <= ms < end_ms:
                    return end_ms
        return None


@lru_cache(maxsize=4096)
def _window_of_day(blackout: Blackout, zone: ZoneInfo, day: date) -> tuple[int, int]:
    """The window that begins on a date."""
    passes_midnight = blackout.until_minute <= blackout.from_minute
    minutes = (blackout.from_minute, blackout.until_minute + (24 * 60 if passes_midnight else 0))
    begin, end = (datetime.combine(day, time()) + timedelta(minutes=each) for each in minutes)
    return _window(begin, end, zone)


def _window(begin: datetime, end: datetime, zone: ZoneInfo) -> tuple[int, int]:
    """From the first time that the clock shows ``begin`` to the last time that it shows ``end``."""
    return moment_of(begin.replace(tzinfo=zone)), moment_of(end.replace(tzinfo=zone), is_last=True)
