"""One line of a cron table → the minutes, hours, days, months and weekdays it allows.

    line  = expr expr expr expr expr | "@" alias
    expr  = term ("," term)*
    term  = number | number "-" number step? | "*" step? | "H" step? | "H(" number "-" number ")" step?
    step  = "/" number

A line of a parameterised table may end with ``%name=value;name=value``.

Fields: minute 0-59, hour 0-23, day of month 1-31, month 1-12, day of week 0-7 (0 and 7 are Sunday). A day must match
day of month *and* day of week, unlike in Unix cron. ``H`` draws one value (day of month from 1-28, day of week from
0-6), ``H/n`` a start below n. Source: hudson.scheduler.CrontabParser.g4, BaseParser;
org.jenkinsci.plugins.parameterizedscheduler.ParameterizedCronTab, ParameterParser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from igor.model.errors import InvalidSource
from igor.scheduler.cron_hash import CronHash

_BOUNDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_HASH_BOUNDS = ((0, 59), (0, 23), (1, 28), (1, 12), (0, 6))
_FIELDS = ("minute", "hour", "day of month", "month", "day of week")
_ALIASES = {
    "yearly": "H H H H *",
    "annually": "H H H H *",
    "monthly": "H H H * *",
    "weekly": "H H * * H",
    "daily": "H H * * *",
    "midnight": "H H(0-2) * * *",
    "hourly": "H * * * *",
}
_TERM = re.compile(
    r"""(?: (?P<first>\d{1,9}) (?: - (?P<last>\d{1,9}) (?P<range_step>/\d{1,9})? )?
          | (?P<kind>\*|H) (?P<step>/\d{1,9})?
          | H\( (?P<low>\d{1,9}) - (?P<high>\d{1,9}) \) (?P<hash_step>/\d{1,9})? ) (?=,|$)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class CronLine:
    """What one line allows. ``minutes_of_day`` is the sorted product of its hours and minutes; Sunday is weekday 0.

    ``parameters``: the names and values of a parameterised line, in their order.
    """

    text: str
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    minutes_of_day: tuple[int, ...]
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def is_every_hour(self) -> bool:
        return len(self.hours) == 24


def parse_line(text: str, *, numbers: CronHash, line: int, parameterized: bool = False) -> CronLine:
    """Parse one line, which is neither blank nor a comment nor ``TZ=``.

    Raises:
        InvalidSource: with line and column.
    """
    if not parameterized or "%" not in text:
        return _LineParser(text, numbers, line).parse()
    timing, _, given = text.partition("%")
    pairs = tuple(_pair(each, text, line) for each in given.strip().removesuffix(";").split(";") if given.strip())
    return replace(_LineParser(timing.rstrip(), numbers, line).parse(), text=text.strip(), parameters=pairs)


def _pair(text: str, whole: str, line: int) -> tuple[str, str]:
    name, equals, value = text.strip().partition("=")
    if name and equals:
        return name, value
    raise InvalidSource(
        f"Invalid input: “{whole.strip()}”: “{text.strip()}” is not a parameter",
        file_name="cron",
        line=line,
        column=whole.find(text, whole.find("%")) + 1,
        line_text=whole,
        hint="write name=value;name=value after the %",
    )


class _LineParser:
    def __init__(self, text: str, numbers: CronHash, line: int) -> None:
        self._text = text
        self._numbers = numbers
        self._line = line

    def parse(self) -> CronLine:
        fields = [(found.group(), found.start()) for found in re.finditer(r"[^ \t]+", self._text)] or [("", 0)]
        if fields[0][0].startswith("@"):
            fields = [(text, fields[0][1]) for text in self._alias(fields).split()]
        if len(fields) != 5:
            raise self._error(
                f"there are {len(fields)} fields, not 5", fields[min(5, len(fields) - 1)][1], _FIELDS_HINT
            )
        minutes, hours, days, months, weekdays = (self._field(i, text, at) for i, (text, at) in enumerate(fields))
        of_day = tuple(hour * 60 + minute for hour in sorted(hours) for minute in sorted(minutes))
        return CronLine(
            self._text.strip(), minutes, hours, days, months, frozenset(day % 7 for day in weekdays), of_day
        )

    def _alias(self, fields: list[tuple[str, int]]) -> str:
        name, at = fields[0]
        if name[1:] not in _ALIASES or len(fields) > 1:
            raise self._error(f"“{self._text.strip()}” is not an alias", at, f"one of @{', @'.join(_ALIASES)}")
        return _ALIASES[name[1:]]

    def _field(self, index: int, text: str, at: int) -> frozenset[int]:
        values: set[int] = set()
        offset = 0
        while offset <= len(text):
            found = _TERM.match(text, offset)
            if not found:
                what = f"“{text}” is not a {_FIELDS[index]}"
                raise self._error(what, at + min(offset, len(text) - 1), _TERM_HINT)
            values |= self._term(index, found, at + offset)
            offset = found.end() + 1
        return frozenset(values)

    def _term(self, index: int, found: re.Match[str], at: int) -> set[int]:
        if found["kind"] == "*":
            return self._range(index, *_BOUNDS[index], _step(found["step"]), at)
        if found["kind"] == "H":
            return self._hashed(index, *_HASH_BOUNDS[index], _step(found["step"]), at)
        if found["low"]:
            return self._hashed(index, int(found["low"]), int(found["high"]), _step(found["hash_step"]), at)
        first = int(found["first"])
        last = int(found["last"]) if found["last"] else first
        return self._range(index, first, last, _step(found["range_step"]), at)

    def _range(self, index: int, first: int, last: int, step: int, at: int) -> set[int]:
        self._check_bounds(index, first, last, at)
        if step <= 0:
            raise self._error(f"step must be positive, but found {step}", at)
        return set(range(first, last + 1, step))

    def _hashed(self, index: int, first: int, last: int, step: int, at: int) -> set[int]:
        self._check_bounds(index, first, last, at)
        span = last - first + 1
        if not 0 < step <= span:
            raise self._error(f"{step} is an invalid value. Must be within 1 and {span}", at)
        if step == 1:
            return {first + self._numbers.next(span)}
        return set(range(first + self._numbers.next(step), last + 1, step))

    def _check_bounds(self, index: int, first: int, last: int, at: int) -> None:
        lower, upper = _BOUNDS[index]
        for value in (first, last):
            if not lower <= value <= upper:
                raise self._error(f"{value} is an invalid value. Must be within {lower} and {upper}", at)
        if first > last:
            raise self._error(f"You mean {last}-{first}?", at)

    def _error(self, what: str, offset: int, hint: str = "") -> InvalidSource:
        return InvalidSource(
            f"Invalid input: “{self._text.strip()}”: {what}",
            file_name="cron",
            line=self._line,
            column=offset + 1,
            line_text=self._text,
            hint=hint or _FIELDS_HINT,
        )


_FIELDS_HINT = "write: minute hour day-of-month month day-of-week, such as H H(0-7) * * 1-5, or an alias such as @daily"
_TERM_HINT = "write 5, 1-5, 0,30, */15, H, H/15 or H(0-29)/10"


def _step(text: str | None) -> int:
    return int(text[1:]) if text else 1
