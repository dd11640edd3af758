"""An independent calendar: which slots a cron line has, found by walking over the minutes of a zone's days.

It shares nothing with the project but the rules that docs/scheduling.md states.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

MINUTE_MS = 60_000
ZONES = (
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Santiago",
    "America/Havana",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Kolkata",
)


@dataclass(frozen=True)
class Line:
    """A cron line as text and as what its fields allow; Sunday is weekday 0."""

    text: str
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    parameters: str = ""

    def slots(self, zone: str, after_ms: int, until_ms: int) -> set[int]:
        day = local_day(after_ms, zone) - timedelta(days=1)
        last = local_day(until_ms, zone) + timedelta(days=1)
        found: set[int] = set()
        while day <= last:
            if day.month in self.months and day.day in self.days and day.isoweekday() % 7 in self.weekdays:
                found |= self._of_day(shown_minutes(zone, day))
            day += timedelta(days=1)
        return {slot for slot in found if after_ms < slot <= until_ms}

    def _of_day(self, shown: dict[int, list[int]]) -> set[int]:
        wanted = [hour * 60 + minute for hour in self.hours for minute in self.minutes]
        if len(self.hours) == 24:
            return {moment for minute in wanted for moment in shown.get(minute, [])}
        return {shown[minute][0] if minute in shown else first_after(shown, minute) for minute in wanted}


def first_after(shown: dict[int, list[int]], minute: int) -> int:
    return min(moments[0] for each, moments in shown.items() if each > minute)


def local_day(ms: int, zone: str) -> date:
    return datetime.fromtimestamp(ms / 1000, ZoneInfo(zone)).date()


@cache
def shown_minutes(zone: str, day: date) -> dict[int, list[int]]:
    """Minute of the day → the moments at which the wall clock shows it on that date."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    offsets = {(noon + timedelta(hours=hours)).astimezone(ZoneInfo(zone)).utcoffset() for hours in range(-40, 41)}
    if len(offsets) == 1:
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - (offsets.pop() or timedelta())
        start_ms = round(midnight.timestamp()) * 1000
        return {minute: [start_ms + minute * MINUTE_MS] for minute in range(24 * 60)}
    shown: dict[int, list[int]] = {}
    moment = noon - timedelta(hours=40)
    for _ in range(80 * 60):
        wall = moment.astimezone(ZoneInfo(zone))
        if wall.date() == day:
            shown.setdefault(wall.hour * 60 + wall.minute, []).append(round(moment.timestamp()) * 1000)
        moment += timedelta(minutes=1)
    return shown


class JavaHash:
    """The numbers behind ``H``, by the book: MD5 folded to 64 bits seeds java.util.Random."""

    def __init__(self, name: str) -> None:
        digest = hashlib.md5(name.encode(), usedforsecurity=False).digest()
        self.seed = (int.from_bytes(digest[:8], "big") ^ int.from_bytes(digest[8:], "big") ^ 0x5DEECE66D) % 2**48

    def below(self, bound: int) -> int:
        while True:
            self.seed = (self.seed * 0x5DEECE66D + 11) % 2**48
            bits = self.seed >> 17
            if bound & -bound == bound:
                return bound * bits >> 31
            if bits - bits % bound + bound - 1 < 2**31:
                return bits % bound


EVERY = (
    frozenset(range(60)),
    frozenset(range(24)),
    frozenset(range(1, 32)),
    frozenset(range(1, 13)),
    frozenset(range(7)),
)


def random_line(chance: Random, hashed: JavaHash, often: float) -> Line:
    """A line with its meaning; once a day mostly, so that a year is soon over. ``often``: the share of the others."""
    kind = chance.random()
    minute_text, minutes = _minute(chance, hashed, is_often=kind < often / 2)
    hour_text, hours = _hour(chance, hashed, is_often=often / 3 < kind < often)
    day_text, days = ("*", EVERY[2]) if chance.random() < 0.7 else _days(chance)
    month_text, months = ("*", EVERY[3]) if chance.random() < 0.9 else ("1-6,9", frozenset({1, 2, 3, 4, 5, 6, 9}))
    weekday_text, weekdays = ("*", EVERY[4]) if chance.random() < often * 6 else _weekdays(chance, hashed)
    text = " ".join((minute_text, hour_text, day_text, month_text, weekday_text))
    return Line(text, minutes, hours, days, months, weekdays)


def _minute(chance: Random, hashed: JavaHash, *, is_often: bool) -> tuple[str, frozenset[int]]:
    if is_often and chance.random() < 0.5:
        step = chance.choice([7, 15, 30])
        return f"H/{step}", frozenset(range(hashed.below(step), 60, step))
    if is_often:
        step = chance.choice([13, 20, 30])
        return f"*/{step}", frozenset(range(0, 60, step))
    if chance.random() < 0.5:
        return "H", frozenset({hashed.below(60)})
    minute = chance.choice([0, 15, 30, 59, chance.randrange(60)])
    return str(minute), frozenset({minute})


def _hour(chance: Random, hashed: JavaHash, *, is_often: bool) -> tuple[str, frozenset[int]]:
    match chance.randrange(3) if is_often else 3 + chance.randrange(5):
        case 0:
            return "*", EVERY[1]
        case 1:
            step = chance.choice([2, 4, 6])
            return f"*/{step}", frozenset(range(0, 24, step))
        case 2:
            first, last = sorted(chance.sample(range(24), 2))
            return f"{first}-{last}/3", frozenset(range(first, last + 1, 3))
        case 3:
            return "H", frozenset({hashed.below(24)})
        case 4:
            return "H(0-7)", frozenset({hashed.below(8)})
        case _:
            hour = chance.choice([0, 1, 2, 2, 3, 23, chance.randrange(24)])
            return str(hour), frozenset({hour})


def _days(chance: Random) -> tuple[str, frozenset[int]]:
    chosen = sorted(chance.sample(range(1, 32), chance.randint(1, 5)))
    return ",".join(map(str, chosen)), frozenset(chosen)


def _weekdays(chance: Random, hashed: JavaHash) -> tuple[str, frozenset[int]]:
    match chance.randrange(3):
        case 0:
            return "1-5", frozenset(range(1, 6))
        case 1:
            return "6,7", frozenset({6, 0})
        case _:
            return "H", frozenset({hashed.below(7)})
