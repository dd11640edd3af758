"""Jenkins' cron: when the slots of a job's timer are.

A table has several lines; ``#`` starts a comment line; the first line may be ``TZ=Europe/Berlin``. Slots are whole
minutes, given in UTC epoch milliseconds.

Summer time. A line whose hour field allows every hour runs by elapsed time: each minute of the wall clock that matches,
as often as it occurs (an hourly job runs 23 times on the short day, 25 times on the long one). Every other line runs
each of its slots once for each date: a slot that the clock skips runs at the first minute after the gap, a slot that
occurs twice runs the first time. So a daily slot is neither lost nor doubled (in Jenkins, it is).

Source: hudson.scheduler.CronTabList, CronTab (``checkSanity``, ``hashify``).
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from itertools import groupby, islice
from zoneinfo import ZoneInfo

from igor.model.errors import InvalidSource
from igor.scheduler.cron_calendar import next_slot, previous_slot, slots_after
from igor.scheduler.cron_hash import CronHash
from igor.scheduler.cron_line import CronLine, parse_line


class CronTable:
    """The parsed table: an inclusive or of its lines."""

    def __init__(self, lines: tuple[CronLine, ...], zone: ZoneInfo) -> None:
        self.lines = lines
        self.zone = zone

    def next_after(self, ms: int) -> int | None:
        """The first slot later than ``ms``; None if there is none for decades (such as February 30)."""
        found = (next_slot(line, self.zone, ms) for line in self.lines)
        return min((slot for slot in found if slot is not None), default=None)

    def last_until(self, ms: int) -> int | None:
        """The last slot at or before ``ms``."""
        found = (previous_slot(line, self.zone, ms) for line in self.lines)
        return max((slot for slot in found if slot is not None), default=None)

    def slots_between(self, after_ms: int, until_ms: int, limit: int = 10_000) -> list[int]:
        """The first ``limit`` slots later than ``after_ms``, not later than ``until_ms``."""
        lines = (islice(slots_after(line, self.zone, after_ms, until_ms), limit) for line in self.lines)
        merged = (slot for slot, _ in groupby(heapq.merge(*lines)))
        return list(islice(merged, limit))

    def check(self) -> list[str]:
        """What is legal but probably not meant, one sentence for a line at most."""
        return [warning for line in self.lines if (warning := _warning(line))]


def parse(spec: str, *, seed: str, default_timezone: str = "UTC", parameterized: bool = False) -> CronTable:
    """Parse a table.

    Args:
        seed: the job's full name, from which ``H`` takes its values.
        parameterized: lines may end with ``%name=value;name=value``, and comments may come before ``TZ=``.

    Raises:
        InvalidSource: with line and column, and how to write it.
    """
    numbers = CronHash(seed)
    zone_name, rows = default_timezone, list(_rows(spec))
    if rows and (rows[0][0] == 1 or parameterized) and rows[0][1].strip().startswith("TZ="):
        zone_name = rows.pop(0)[1].strip().removeprefix("TZ=")
    zone = _zone(zone_name, spec)
    lines = (parse_line(text, numbers=numbers, line=number, parameterized=parameterized) for number, text in rows)
    return CronTable(tuple(lines), zone)


def _rows(spec: str) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(spec.split("\n"), start=1):
        if text.strip() and not text.strip().startswith("#"):
            yield number, text.rstrip()


def _zone(name: str, spec: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        text = spec.split("\n", 1)[0]
        raise InvalidSource(
            f"Invalid or unsupported timezone ‘{name}’",
            file_name="cron",
            line=1,
            column=text.find("TZ=") + 4 if "TZ=" in text else 1,
            line_text=text,
            hint="use a name of the time zone database, such as TZ=Europe/Berlin",
        ) from error


def _warning(line: CronLine) -> str | None:
    return _every_minute(line) or _short_cycles(line) or _unspread(line)


def _every_minute(line: CronLine) -> str | None:
    if len(line.minutes) < 60:
        return None
    better = f"H {_rest(line.text)}"
    return (
        f"Do you really mean “every minute” when you say “{line.text}”? "
        f"Perhaps you meant “{better}” to poll once per hour"
    )


def _short_cycles(line: CronLine) -> str | None:
    if 5 < len(line.days & frozenset(range(1, 31))) < 28:
        return "Short cycles in the day-of-month field will behave oddly near the end of a month"
    return None


def _unspread(line: CronLine) -> str | None:
    better = hashify(line.text)
    return f"Spread load evenly by using ‘{better}’ rather than ‘{line.text}’" if better else None


def hashify(text: str) -> str | None:
    """A like line that uses ``H``, or None if it does already or cannot."""
    if "H" in text:
        return None
    if text.startswith("*/"):
        return f"H{text[1:]}"
    if re.fullmatch(r"\d+ .+", text):
        return f"H {_rest(text)}"
    if found := re.fullmatch(r"0,(\d+)((?:,\d+)*)( .+)", text):
        period = int(found[1])
        even = "".join(f",{minute}" for minute in range(period * 2, 60, period)) if period else None
        return f"H/{period}{found[3]}" if found[2] == even else None
    return None


def _rest(text: str) -> str:
    return text.split(None, 1)[-1]
