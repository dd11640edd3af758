"""``String.format``: Java's format strings."""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from typing import Any

from igor.groovy.arithmetic import EXACT, as_decimal
from igor.groovy.class_model import class_name
from igor.groovy.dispatch import invoke
from igor.groovy.registry import static_table
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.semantics import is_number, java_hash, truth
from igor.groovy.text import java_text, to_string
from igor.groovy.values import Character

_DIRECTIVE = re.compile(r"%(?:(\d+)\$)?([-#+ 0,(<]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])([a-zA-Z])?")
MAX_WIDTH = 100_000


def format_text(rt: Runtime, pattern: str, values: list[Any]) -> str:
    """``pattern`` with its directives filled from ``values``."""
    rt.check_text(len(pattern))
    parts: list[str] = []
    position = 0
    following, latest = 0, -1
    while position < len(pattern):
        at = pattern.find("%", position)
        if at < 0:
            parts.append(pattern[position:])
            break
        parts.append(pattern[position:at])
        match = _DIRECTIVE.match(pattern, at)
        if match is None:
            raise _format_error("UnknownFormatConversionException", "Conversion = '%'")
        text, following, latest = _directive(rt, match, values, (following, latest))
        parts.append(text)
        position = match.end() if match[5] in "tT" or match[6] is None else match.end() - 1
    return "".join(parts)


def _format_error(kind: str, message: str) -> GroovyRuntimeError:
    return GroovyRuntimeError(f"java.util.{kind}", message)


def _directive(rt: Runtime, match: re.Match[str], values: list[Any], places: tuple[int, int]) -> tuple[str, int, int]:
    position, flags, width_text, precision_text, letter = match[1], match[2], match[3], match[4], match[5]
    following, latest = places
    if letter in "n%":
        return ("\n" if letter == "n" else _pad("%", flags, int(width_text or 0))), following, latest
    if "<" in flags:
        index = latest
    elif position:
        index = int(position) - 1
    else:
        index, following = following, following + 1
    _check(match)
    if not 0 <= index < len(values):
        raise _format_error("MissingFormatArgumentException", f"Format specifier '{match[0]}'")
    width = int(width_text or 0)
    precision = int(precision_text) if precision_text else None
    if width > MAX_WIDTH or (precision or 0) > MAX_WIDTH:
        raise _format_error("IllegalFormatException", f"a width over {MAX_WIDTH}")
    value = values[index]
    moment = letter in "tT" and value is not None
    text = _moment(rt, match[6] or "", value) if moment else _convert(letter, flags, width, precision, value)
    return _pad(text.upper() if letter.isupper() else text, flags, width), following, index


def _check(match: re.Match[str]) -> None:
    """Refuse what Java refuses of a directive before it looks at its value."""
    letter = match[5].lower()
    if letter == "t" and (match[6] is None or match[6] not in _MOMENTS):
        raise _format_error("UnknownFormatConversionException", f"Conversion = 't{match[6] or ''}'")
    if "-" in match[2] and match[3] is None:
        raise _format_error("MissingFormatWidthException", match[0] if letter == "t" else _plain(match))
    if match[4] is not None and letter in "dxoct":
        raise _format_error("IllegalFormatPrecisionException", match[4])


def _plain(match: re.Match[str]) -> str:
    return match[0] if match[6] is None else match[0][:-1]


#: Conversion of a moment → how SimpleDateFormat says it; "" for those that are numbers since the epoch.
_MOMENTS = {
    "H": "HH", "I": "hh", "k": "H", "l": "h", "M": "mm", "S": "ss", "L": "SSS", "N": "SSS'000000'", "p": "a", "z": "Z",
    "Z": "zzz", "s": "", "Q": "", "B": "MMMM", "b": "MMM", "h": "MMM", "A": "EEEE", "a": "EEE",
    "C": "yyyy", "Y": "yyyy",
    "y": "yy", "j": "DDD", "m": "MM", "d": "dd", "e": "d", "R": "HH:mm", "T": "HH:mm:ss", "r": "hh:mm:ss a",
    "D": "MM/dd/yy", "F": "yyyy-MM-dd", "c": "EEE MMM dd HH:mm:ss zzz yyyy",
}  # fmt: skip


def _moment(rt: Runtime, letter: str, value: Any) -> str:
    """``%tY`` and its kin: of a date, a calendar, a value of java.time or epoch milliseconds."""
    if isinstance(value, int):
        table = static_table("java.util.Date")
        assert table is not None  # it is built in
        value = table.constructors[0].function(rt, value)
    if not hasattr(value, "java_class"):
        raise _mismatch(letter, value)
    if letter in "sQ":
        time_ms = getattr(value, "time_ms", None)
        if time_ms is None:
            time_ms = invoke(rt, invoke(rt, value, "toInstant", []), "toEpochMilli", [])
        return str(time_ms // 1000 if letter == "s" else int(time_ms))
    text = to_string(invoke(rt, value, "format", [_MOMENTS[letter]]))
    return text.lower() if letter == "p" else text[:2] if letter == "C" else text


def _pad(text: str, flags: str, width: int) -> str:
    return text.ljust(width) if "-" in flags else text.rjust(width)


def _convert(letter: str, flags: str, width: int, precision: int | None, value: Any) -> str:
    kind = letter.lower()
    if kind == "s":
        text = java_text(value)
        return text if precision is None else text[:precision]
    if kind == "b":
        return "true" if (truth(value) if isinstance(value, bool) else value is not None) else "false"
    if value is None:
        return "null"[:precision]
    if kind == "c":
        if isinstance(value, str) and not isinstance(value, Character):
            raise _mismatch("c", value)
        return chr(value) if isinstance(value, int) else to_string(value)
    if kind in "dox":
        return _whole(kind, flags, width, value)
    if kind in "feg":
        return _fraction(kind, flags, width, 6 if precision is None else precision, value)
    if kind == "h":
        return f"{java_hash(value) & 0xFFFFFFFF:x}"
    raise _format_error("UnknownFormatConversionException", f"Conversion = '{letter}'")


def _mismatch(letter: str, value: Any) -> GroovyRuntimeError:
    return _format_error("IllegalFormatConversionException", f"{letter} != {class_name(value)}")


_BITS = {"java.lang.Long": 64, "java.lang.Short": 16, "java.lang.Byte": 8}


def _whole(kind: str, flags: str, width: int, value: Any) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _mismatch(kind, value)
    number = int(value)
    if kind == "d":
        return _signed(format(abs(number), ",d" if "," in flags else "d"), number < 0, flags, width)
    if number < 0:
        number += 1 << _BITS.get(class_name(value), 32)
    prefix = {"x": "0x", "o": "0"}[kind] if "#" in flags else ""
    return _zeros(prefix + format(number, kind), flags, width)


def _fraction(kind: str, flags: str, width: int, precision: int, value: Any) -> str:
    if not is_number(value) or isinstance(value, int):
        raise _mismatch(kind, value)
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return {"nan": "NaN", "inf": "Infinity"}.get(str(value), "-Infinity")
    number = as_decimal(value).copy_abs() if value else Decimal(0) if isinstance(value, float) else value.copy_abs()
    if kind == "g":
        kind, precision = _general(number, precision or 1)
    text = _scientific(number, precision) if kind == "e" else _fixed(number, "," in flags, precision)
    return _signed(text, str(value).startswith("-"), flags, width)


def _general(number: Decimal, precision: int) -> tuple[str, int]:
    """What ``%g`` is for a number of that size: ``f`` or ``e``, and its precision. Source: java.util.Formatter.

    Of the zeros, that one without decimals is written as they are.
    """
    size = _rounded(number, precision).adjusted()
    is_plain = -4 <= size < precision if number else size == 0
    return ("f", precision - 1 - size) if is_plain else ("e", precision - 1)


def _rounded(number: Decimal, digits: int) -> Decimal:
    return Context(prec=digits, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN).plus(number)


def _scientific(number: Decimal, precision: int) -> str:
    if not number:
        return f"{0:.{precision}f}e{number.adjusted():+03d}"
    return re.sub(r"e([+-])(\d)$", r"e\g<1>0\2", format(_rounded(number, precision + 1), f".{precision}e"))


def _fixed(number: Decimal, is_grouped: bool, precision: int) -> str:
    rounded = number.quantize(Decimal((0, (1,), -precision)), rounding=ROUND_HALF_UP, context=EXACT)
    return format(rounded, ",f" if is_grouped else "f")


def _signed(text: str, negative: bool, flags: str, width: int) -> str:
    if negative and "(" in flags:
        return f"({text})"
    sign = "-" if negative else "+" if "+" in flags else " " if " " in flags else ""
    return sign + _zeros(text, flags, width - len(sign))


def _zeros(text: str, flags: str, width: int) -> str:
    return text.rjust(width, "0") if "0" in flags else text
