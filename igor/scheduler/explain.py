"""A cron table in words, with the values that ``H`` has for the job."""

from __future__ import annotations

from collections.abc import Sequence

from igor.scheduler.cron import CronTable
from igor.scheduler.cron_line import CronLine

_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_FIELDS = ("minute", "hour", "day of month", "month", "day of week")
_MOST_TIMES = 8


def explain(line: CronLine) -> str:
    """``at 02:17 on Monday to Friday``."""
    return " ".join(filter(None, [_times(line), _days(line), _months(line), _parameters(line)]))


def hashed_fields(line: CronLine) -> list[tuple[str, str, str]]:
    """The fields that hold an ``H``: their name, text, and values."""
    texts = line.text.partition("%")[0].split()
    if line.text.startswith("@"):
        texts = [line.text.split()[0]] * 5
    values = (line.minutes, line.hours, line.days, line.months, line.weekdays)
    whole = (60, 24, 31, 12, 7)
    return [
        (name, text, _ranges(sorted(found)))
        for name, text, found, size in zip(_FIELDS, texts, values, whole, strict=False)
        if ("H" in text or text.startswith("@")) and len(found) < size
    ]


def clock_rule(table: CronTable) -> str:
    """What happens to the slots where the clock changes."""
    every = [line for line in table.lines if line.is_every_hour]
    if len(every) == len(table.lines):
        return "runs by elapsed time where the clock changes: 23 hours on the short day, 25 on the long one"
    said = (
        "once for each date where the clock changes: a skipped time right after the jump, a repeated one the first time"
    )
    return said if not every else f"lines of every hour run by elapsed time where the clock changes; the others {said}"


def _times(line: CronLine) -> str:
    if len(line.minutes_of_day) <= _MOST_TIMES:
        return "at " + _list([f"{minute // 60:02}:{minute % 60:02}" for minute in line.minutes_of_day])
    minutes = sorted(line.minutes)
    if len(minutes) == 60:
        said = "every minute"
    elif (step := _step(minutes, 60)) and len(minutes) > 1:
        said = f"every {step} minutes from minute {minutes[0]}"
    else:
        said = f"at minute{'s' * (len(minutes) > 1)} {_list([str(each) for each in minutes])}"
    return f"{said} of {_hours(sorted(line.hours))}"


def _hours(hours: list[int]) -> str:
    if len(hours) == 24:
        return "every hour"
    step = _step(hours, 24)
    if step and step > 1 and len(hours) > 2:
        return f"every {_ordinal(step)} hour from {hours[0]:02}:00 to {hours[-1]:02}:59"
    return f"hour{'s' * (len(hours) > 1)} {_ranges(hours)}"


def _days(line: CronLine) -> str:
    said = []
    if len(line.days) < 31:
        said.append(f"on day{'s' * (len(line.days) > 1)} {_ranges(sorted(line.days))} of the month")
    if len(line.weekdays) < 7:
        said.append(f"{'if it is' if said else 'on'} {_weekdays(line.weekdays)}")
    return ", ".join(said) or ("every day" if len(line.minutes_of_day) <= _MOST_TIMES else "")


def _weekdays(days: frozenset[int]) -> str:
    monday_based = sorted((day + 6) % 7 for day in days)
    names = [_DAYS[(day + 1) % 7] for day in monday_based]
    is_row = len(names) > 2 and monday_based[-1] - monday_based[0] == len(names) - 1
    return f"{names[0]} to {names[-1]}" if is_row else _list(names)


def _months(line: CronLine) -> str:
    if len(line.months) == 12:
        return ""
    return f"in {_list([_MONTHS[month - 1] for month in sorted(line.months)])}"


def _parameters(line: CronLine) -> str:
    return f"with {_list([f'{name}={value}' for name, value in line.parameters])}" if line.parameters else ""


def _step(values: list[int], size: int) -> int | None:
    """The distance of values that are evenly spread over the whole; None if they are not."""
    steps = {after - before for before, after in zip(values, values[1:], strict=False)}
    if len(steps) != 1:
        return None
    (step,) = steps
    return step if values[0] < step and values[-1] + step >= size else None


def _ordinal(number: int) -> str:
    return {2: "second", 3: "third"}.get(number, f"{number}th")


def _ranges(values: Sequence[int]) -> str:
    """``1-5, 9``."""
    parts: list[list[int]] = []
    for value in values:
        if parts and value == parts[-1][-1] + 1:
            parts[-1].append(value)
        else:
            parts.append([value])
    return ", ".join(
        str(p[0]) if len(p) == 1 else f"{p[0]}, {p[1]}" if len(p) == 2 else f"{p[0]}-{p[-1]}" for p in parts
    )


def _list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
