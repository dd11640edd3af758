"""Patterns of dates (``yyyy-MM-dd HH:mm``) as SimpleDateFormat and DateTimeFormatter read and write them, in English.

``format_pattern`` shows a ``Shown``; ``parse_pattern`` gives the numbers that a text tells, by letter. The two Java
classes differ in a few letters (``u``, ``S``, ``x``), hence ``modern`` for those of java.time.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, NamedTuple

from igor.groovy.runtime_errors import GroovyRuntimeError

MONTH_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December")  # fmt: skip
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TOKEN = re.compile(r"'((?:[^']|'')*)'|([a-zA-Z])\2*|[^a-zA-Z']")
NANOS_A_SECOND = 1_000_000_000


class Shown(NamedTuple):
    """What is to be shown: a day, nanoseconds in it, the offset in seconds and the names of the zone."""

    day: date
    nanos: int
    offset_s: int | None = None
    zone_id: str = ""
    zone_short: str = ""


class Unparsed(ValueError):
    """The text does not follow the pattern from ``index`` on."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


def tokens(pattern: str) -> list[tuple[str, int, str]]:
    """(letter, how often, "") for fields and ("", 0, text) for what stands for itself."""
    found = []
    for match in _TOKEN.finditer(pattern):
        if match[2] is not None:
            found.append((match[2], len(match[0]), ""))
        else:
            text = match[0] if match[1] is None else match[1].replace("''", "'") or "'"
            found.append(("", 0, text))
    return found


def format_pattern(pattern: str, shown: Shown, modern: bool = False) -> str:
    """``shown`` as the pattern says; IllegalArgumentException for letters that mean nothing."""
    return "".join(text or _field(letter, count, shown, modern) for letter, count, text in tokens(pattern))


def _field(letter: str, count: int, shown: Shown, modern: bool) -> str:
    number = _number(letter, shown, modern)
    if number is not None:
        return f"{number:0{count}}"
    if letter in "ML":
        if count < 3:
            return f"{shown.day.month:0{count}}"
        return MONTH_NAMES[shown.day.month - 1][: 3 if count == 3 else 99]
    if letter in "yu":
        return f"{shown.day.year % 100:02}" if count == 2 else f"{shown.day.year:0{count}}"
    if letter in "Ee":
        return DAY_NAMES[shown.day.weekday()][: 3 if count < 4 else 99]
    if letter in "aG":
        return ("AM" if shown.nanos < 43_200 * NANOS_A_SECOND else "PM") if letter == "a" else "AD"
    if letter == "S":
        return f"{shown.nanos % NANOS_A_SECOND:09}"[:count] if modern else f"{_milli(shown):0{count}}"
    if letter in "zZXxVO":
        return _zone_text(letter, count, shown)
    raise GroovyRuntimeError(
        "java.lang.IllegalArgumentException",
        f"Unknown pattern letter: {letter}" if modern else f"Illegal pattern character '{letter}'",
    )


def _milli(shown: Shown) -> int:
    return shown.nanos % NANOS_A_SECOND // 1_000_000


def _number(letter: str, shown: Shown, modern: bool) -> int | None:
    seconds = shown.nanos // NANOS_A_SECOND
    hour = seconds // 3600
    if letter == "n":
        return shown.nanos % NANOS_A_SECOND if modern else None
    if letter == "u" and not modern:
        return shown.day.isoweekday()
    found = {"H": hour, "h": hour % 12 or 12, "k": hour or 24, "K": hour % 12, "m": seconds // 60 % 60,
             "s": seconds % 60, "d": shown.day.day}.get(letter)  # fmt: skip
    return found if found is not None else _number_of_day(letter, shown.day)


def _number_of_day(letter: str, day: date) -> int | None:
    if letter == "D":
        return day.timetuple().tm_yday
    if letter == "w":
        return week_of_year(day)
    if letter == "W":
        return week_of_month(day)
    return {"F": (day.day - 1) // 7 + 1, "Q": (day.month + 2) // 3}.get(letter)


def week_of_year(day: date) -> int:
    """The week of the year as Java counts in the United States: from Sunday, the first one holds January 1."""
    first = date(day.year, 1, 1)
    week = (day.timetuple().tm_yday - 1 + first.isoweekday() % 7) // 7 + 1
    saturday = day + timedelta(days=6 - day.isoweekday() % 7)
    return 1 if saturday.year > day.year else week


def week_of_month(day: date) -> int:
    """The week of the month, from Sunday."""
    return (day.day - 1 + day.replace(day=1).isoweekday() % 7) // 7 + 1


def offset_text(seconds: int, colon: str = ":") -> str:
    """``+05:30``."""
    minutes = abs(seconds) // 60
    rest = f"{colon}{abs(seconds) % 60:02}" if seconds % 60 else ""
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}{colon}{minutes % 60:02}{rest}"


def _zone_text(letter: str, count: int, shown: Shown) -> str:
    seconds = shown.offset_s
    if seconds is None:
        what = "Unable to extract ZoneId" if letter == "V" else "Unsupported field: OffsetSeconds"
        raise GroovyRuntimeError("java.time.temporal.UnsupportedTemporalTypeException", what)
    if letter == "V":
        return shown.zone_id
    if letter == "z":
        return shown.zone_short
    if letter == "O":
        return "GMT" + (offset_text(seconds) if seconds else "")
    if letter == "X" and not seconds:
        return "Z"
    text = offset_text(seconds, "" if count < 3 or letter == "Z" and count < 4 else ":")
    return text[:3] if count == 1 and letter in "xX" and seconds % 3600 == 0 else text


# --- reading --------------------------------------------------------------------------------------------------------

_OFFSET = re.compile(r"Z|(?:GMT|UTC)?([+-])(\d\d?):?(\d\d)?(?::?(\d\d))?|(?:GMT|UTC|UT)")
_NUMERIC = "yudHhkKmsSDnwWFMeQ"


def parse_pattern(pattern: str, text: str, modern: bool = False) -> dict[str, Any]:
    """The numbers by letter (``y M d H h m s S a``), ``offset`` in seconds, ``zone`` by name, ``end`` of what was read.

    Raises Unparsed with the index where the text differs.
    """
    found: dict[str, Any] = {}
    position = 0
    fields = tokens(pattern)
    for index, (letter, count, literal) in enumerate(fields):
        if literal:
            if not text.startswith(literal, position):
                raise Unparsed(position)
            position += len(literal)
        else:
            following = fields[index + 1][:2] if index + 1 < len(fields) else ("", 0)
            fixed = following[0] != "" and following[0] in _NUMERIC and following[1] < 3 + 2 * (following[0] in "yuS")
            position = _read(letter, count, text, position, fixed, found, modern)
    found["end"] = position
    return found


def _read(letter: str, count: int, text: str, at: int, fixed: bool, found: dict[str, Any], modern: bool) -> int:
    if letter in "ML" and count >= 3:
        return _read_name(text, at, MONTH_NAMES, "M", found)
    if letter in "Ee" and not (letter == "e" and count < 3):
        return _read_name(text, at, DAY_NAMES, "E", found)
    if letter == "a":
        return _read_name(text, at, ("AM", "PM"), "a", found)
    if letter in "zZXxVO":
        return _read_zone(text, at, found)
    if letter not in _NUMERIC:
        raise GroovyRuntimeError("java.lang.IllegalArgumentException", f"Illegal pattern character '{letter}'")
    return _read_number(letter, count, text, at, fixed, found, modern)


def _read_number(letter: str, count: int, text: str, at: int, fixed: bool, found: dict[str, Any], modern: bool) -> int:
    start = at if modern else at + len(text[at:]) - len(text[at:].lstrip(" "))
    most = count if fixed or modern and (count == 2 or letter == "S") else 19
    sign = "-?" if letter in "yu" and not modern else ""
    digits = re.compile(f"{sign}[0-9]{{1,{most}}}").match(text, start)
    if digits is None or modern and len(digits[0]) < count:
        raise Unparsed(at)
    number = int(digits[0])
    if letter in "yu" and count == 2 and len(digits[0]) == 2:
        number += 2000 if modern or number < 46 else 1900
    if letter == "S" and modern:
        number = int(digits[0].ljust(9, "0"))
    found["y" if letter == "u" else letter] = number
    return digits.end()


def _read_name(text: str, at: int, names: tuple[str, ...], letter: str, found: dict[str, Any]) -> int:
    rest = text[at:].lower()
    for number, name in enumerate(names):
        for form in (name, name[:3]):
            if rest.startswith(form.lower()):
                found[letter] = number + 1
                return at + len(form)
    raise Unparsed(at)


def _read_zone(text: str, at: int, found: dict[str, Any]) -> int:
    match = _OFFSET.match(text, at)
    if match is not None:
        sign = -1 if match[1] == "-" else 1
        numbers = zip(match.groups()[1:], (3600, 60, 1), strict=True)
        found["offset"] = sign * sum(int(part or 0) * size for part, size in numbers)
        return match.end()
    named = re.compile(r"[A-Za-z]+(?:/[A-Za-z_]+)*").match(text, at)
    if named is None:
        raise Unparsed(at)
    found["zone"] = named[0]
    return named.end()


def hour_of(found: dict[str, Any], default: int = 0) -> int:
    """The hour of the day that the letters H, h, k, K and a tell."""
    if "H" in found:
        return int(found["H"])
    if "k" in found:
        return int(found["k"]) % 24
    if "h" in found or "K" in found:
        return int(found["h"] if "h" in found else found["K"]) % 12 + (12 if found.get("a") == 2 else 0)
    return default
