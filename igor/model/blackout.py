"""Blackouts: times in which no slot starts a build.

    [hold|skip] [DAYS] [HH:MM-HH:MM] [ZONE]              Sat,Sun · Mon-Fri 08:00-18:00 · skip daily 22:00-02:00 UTC
    [hold|skip] DATE[THH:MM]..DATE[THH:MM] [ZONE]        2026-12-24..2026-12-26 · 2026-12-31T18:00..2027-01-02T06:00

``hold`` (the default): a slot inside waits for the end and then starts by itself. ``skip``: it is left out. DAYS are
``Mon`` to ``Sun``, ranges and lists of them, ``daily``; without a time they are whole days. A window that ends before
it begins ends on the next day. Dates without a time are whole days, the last one included. The zone is the machine's
unless one is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MODES = ("hold", "skip")
_DAILY = "daily"
_TIMES = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_DATE = r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?"
_DATES = re.compile(rf"({_DATE})\.\.({_DATE})")
_FORMS = "write such as “Sat,Sun”, “skip Mon-Fri 08:00-18:00 Europe/Berlin” or “2026-12-24..2026-12-26”"
_WHOLE_DAY = (0, 24 * 60)


@dataclass(frozen=True, slots=True)
class Blackout:
    """One line. Either ``weekdays`` (Monday is 0) with minutes of the day, or ``span``: two local ISO times.

    ``zone`` None: the machine's.
    """

    text: str
    skips: bool = False
    weekdays: tuple[int, ...] = ()
    from_minute: int = 0
    until_minute: int = 24 * 60
    span: tuple[str, str] | None = None
    zone: str | None = None


def parse_blackout(text: str) -> Blackout:
    """Read one line.

    Raises:
        ValueError: what is wrong with which word, and what is meant perhaps.
    """
    words = text.split()
    skips = bool(words) and words[0].lower() == "skip"
    if words and words[0].lower() in _MODES:
        words.pop(0)
    if not words:
        raise ValueError(f"“{text}” names no time: {_FORMS}")
    if found := _DATES.fullmatch(words[0]):
        return Blackout(text.strip(), skips, span=_span(found, text), zone=_zone(words[1:], text))
    days = tuple(range(7)) if _TIMES.fullmatch(words[0]) else _weekdays(words.pop(0), text)
    minutes = _WHOLE_DAY
    if words and (times := _TIMES.fullmatch(words[0])):
        minutes = _minutes(times, text)
        words.pop(0)
    return Blackout(text.strip(), skips, days, *minutes, zone=_zone(words, text))


def parse_blackouts(text: str) -> tuple[Blackout, ...]:
    """One a line; empty lines and those that begin with ``#`` are left out.

    Raises:
        ValueError: with the line's number.
    """
    found = []
    for number, each in enumerate(text.splitlines(), start=1):
        if each.strip() and not each.strip().startswith("#"):
            try:
                found.append(parse_blackout(each))
            except ValueError as error:
                raise ValueError(f"line {number}: {error}") from error
    return tuple(found)


def _weekdays(word: str, text: str) -> tuple[int, ...]:
    if word.lower() == _DAILY:
        return tuple(range(7))
    days: set[int] = set()
    for term in word.split(","):
        first, dash, last = term.partition("-")
        begin = _weekday(first, text)
        end = _weekday(last, text) if dash else begin
        days |= {day % 7 for day in range(begin, end + 1 if begin <= end else end + 8)}
    return tuple(sorted(days))


def _weekday(name: str, text: str) -> int:
    for names in (_DAYS, _LONG_DAYS):
        if name.lower() in names:
            return names.index(name.lower())
    close = get_close_matches(name.lower(), [*_LONG_DAYS, *_DAYS, *_MODES, _DAILY], n=1)
    said = f"did you mean “{close[0]}”?" if close else _FORMS
    raise ValueError(f"“{name}” in “{text.strip()}” is not a day, a time or a date: {said}")


def _minutes(times: re.Match[str], text: str) -> tuple[int, int]:
    from_hour, from_minute, until_hour, until_minute = (int(number) for number in times.groups())
    begin, end = from_hour * 60 + from_minute, until_hour * 60 + until_minute
    if begin >= 24 * 60 or end > 24 * 60 or max(from_minute, until_minute) > 59:
        raise ValueError(f"“{times[0]}” in “{text.strip()}” is not a time of day: write 00:00 to 24:00")
    if begin == end:
        raise ValueError(f"“{times[0]}” in “{text.strip()}” is empty: for a whole day write 00:00-24:00")
    return begin, end


def _span(found: re.Match[str], text: str) -> tuple[str, str]:
    try:
        begin, end = (datetime.fromisoformat(each) for each in found.groups())
    except ValueError as error:
        raise ValueError(f"“{found[0]}” in “{text.strip()}”: {error}") from error
    if "T" not in found[2]:
        end += timedelta(days=1)
    if end <= begin:
        raise ValueError(f"“{found[0]}” in “{text.strip()}” ends before it begins")
    return begin.isoformat(), end.isoformat()


def _zone(words: list[str], text: str) -> str | None:
    if not words:
        return None
    if len(words) > 1:
        raise ValueError(f"“{words[1]}” in “{text.strip()}” is one word too many: {_FORMS}")
    try:
        return ZoneInfo(words[0]).key
    except (LookupError, ValueError, OSError) as error:
        close = get_close_matches(words[0], available_timezones(), n=1)
        said = f"did you mean “{close[0]}”?" if close else "write a name such as Europe/Berlin"
        raise ValueError(f"“{words[0]}” in “{text.strip()}” is not a time zone: {said}") from error
