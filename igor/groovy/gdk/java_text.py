"""java.text: DecimalFormat, NumberFormat, MessageFormat; the symbols are those of English unless a locale says else."""

from __future__ import annotations

import re
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import Any

from igor.groovy.arithmetic import EXACT, MAX_DIGITS, as_decimal, too_large
from igor.groovy.builtin_tables import register_kind
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, illegal_argument
from igor.groovy.semantics import is_number
from igor.groovy.text import Printable, java_text, to_string
from igor.groovy.values import BigInteger, Long

_ROUNDINGS = {"UP": ROUND_UP, "DOWN": ROUND_DOWN, "CEILING": ROUND_CEILING, "FLOOR": ROUND_FLOOR,
              "HALF_UP": ROUND_HALF_UP, "HALF_DOWN": ROUND_HALF_DOWN, "HALF_EVEN": ROUND_HALF_EVEN}  # fmt: skip
#: Language → decimal separator and grouping separator.
_SYMBOLS = {"de": (",", "."), "fr": (",", "\u202f"), "it": (",", "."), "es": (",", "."), "nl": (",", ".")}
_NUMBER_PART = re.compile(r"(?:[#0,.]|E0+)+")
_MOST = 400


class DecimalFormatValue(Printable):
    """java.text.DecimalFormat."""

    java_class = "java.text.DecimalFormat"

    def __init__(self, pattern: str, locale: Any = None) -> None:
        self.decimal, self.group = _SYMBOLS.get(getattr(locale, "language", ""), (".", ","))
        self.rounding = ROUND_HALF_EVEN
        self.parse_big = False
        self.apply(pattern)

    def apply(self, pattern: str) -> None:
        """Take the pattern's digits, grouping, exponent, prefix and suffix."""
        positive, _, negative = _unquoted_split(pattern)
        self.prefix, number, self.suffix = _affixes(positive)
        self.negative: tuple[str, str] | None = None
        if negative:
            before, _, after = _affixes(negative)
            self.negative = (before, after)
        number, _, exponent = number.partition("E")
        self.exponent = len(exponent)
        whole, dot, fraction = number.partition(".")
        self.grouping = len(whole.rpartition(",")[2]) if "," in whole else 0
        digits = whole.replace(",", "")
        self.least_whole = digits.count("0") or int(bool(dot) and "0" not in fraction)
        self.most_whole = len(digits)
        self.least_fraction, self.most_fraction = fraction.count("0"), len(fraction)
        self.show_point = bool(dot) and not fraction
        self.scale = 2 if "%" in self.prefix + self.suffix else 3 if "\u2030" in self.prefix + self.suffix else 0

    def format(self, value: Any) -> str:
        """The number as text."""
        if isinstance(value, float) and (value != value or abs(value) == float("inf")):
            return "NaN" if value != value else f"{'-' if value < 0 else ''}{self.prefix}\u221e{self.suffix}"
        number = as_decimal(value)
        if abs(number.adjusted()) > MAX_DIGITS:
            raise too_large()
        number = number.scaleb(self.scale, EXACT)
        negative = number < 0
        text = self._scientific(abs(number)) if self.exponent else self._plain(abs(number), negative)
        if negative and (any(digit in "123456789" for digit in text) or isinstance(value, float)):
            before, after = self.negative or (f"-{self.prefix}", self.suffix)
            return before + text + after
        return self.prefix + text + self.suffix

    def _rounded(self, number: Decimal, digits: int, negative: bool = False) -> Decimal:
        rounding = self.rounding
        if negative and rounding in (ROUND_CEILING, ROUND_FLOOR):
            rounding = ROUND_FLOOR if rounding == ROUND_CEILING else ROUND_CEILING
        return number.quantize(Decimal((0, (1,), -digits)), rounding=rounding, context=EXACT)

    def _plain(self, number: Decimal, negative: bool) -> str:
        whole, _, fraction = format(self._rounded(number, self.most_fraction, negative), "f").partition(".")
        whole = whole.lstrip("0").rjust(self.least_whole, "0")
        fraction = fraction.rstrip("0").ljust(self.least_fraction, "0")
        if not whole and not fraction:
            whole = "0"
        if self.grouping:
            whole = self._grouped(whole)
        return whole + (self.decimal + fraction if fraction or self.show_point else "")

    def _grouped(self, whole: str) -> str:
        first = len(whole) % self.grouping
        parts = [whole[:first]] if first else []
        return self.group.join(
            parts + [whole[at : at + self.grouping] for at in range(first, len(whole), self.grouping)]
        )

    def _scientific(self, number: Decimal) -> str:
        shown = self.least_whole if self.most_whole <= self.least_whole else self.most_whole
        power = number.adjusted() if number else 0
        if self.most_whole > self.least_whole and shown > 1:
            power = power // shown * shown
            digits = self.least_whole + self.most_fraction - (number.adjusted() - power + 1)
        else:
            power -= self.least_whole - 1
            digits = self.most_fraction
        mantissa = self._rounded(number.scaleb(-power, EXACT), max(digits, 0))
        whole, _, fraction = format(mantissa, "f").partition(".")
        fraction = fraction.rstrip("0").ljust(self.least_fraction, "0")
        sign = "-" if power < 0 else ""
        return f"{whole}{self.decimal + fraction if fraction else ''}E{sign}{abs(power):0{self.exponent}}"

    def pattern(self) -> str:
        """``toPattern()``."""
        whole = "0" * self.least_whole
        if self.grouping:
            filled = whole.rjust(max(self.grouping + 1, len(whole)), "#")
            head = filled[: -self.grouping]
            whole = f"{head},{filled[-self.grouping :]}"
        else:
            whole = "#" + whole
        fraction = "0" * self.least_fraction + "#" * (self.most_fraction - self.least_fraction)
        exponent = "E" + "0" * self.exponent if self.exponent else ""
        body = whole + ("." + fraction if fraction else "") + exponent
        text = f"{self.prefix}{body}{self.suffix}"
        return text if self.negative is None else f"{text};{self.negative[0]}{body}{self.negative[1]}"

    def parse(self, text: str) -> Any:
        """The number at the text's beginning."""
        sign, rest = 1, text
        if self.negative is not None and text.startswith(self.negative[0]) and not text.startswith(self.prefix or "\0"):
            sign, rest = -1, text[len(self.negative[0]) :]
        elif text.startswith("-" + self.prefix):
            sign, rest = -1, text[1 + len(self.prefix) :]
        elif text.startswith(self.prefix):
            rest = text[len(self.prefix) :]
        group = re.escape(self.group) if self.grouping else ""
        found = re.match(rf"[0-9{group}]*(?:{re.escape(self.decimal)}[0-9]*)?(?:E-?[0-9]{{1,5}})?", rest)
        digits = (found[0] if found else "").replace(self.group, "").replace(self.decimal, ".")
        if not re.search(r"\d", digits) or digits.startswith("E"):
            raise GroovyRuntimeError("java.text.ParseException", f'Unparseable number: "{text}"')
        return self._number(Decimal(digits).scaleb(-self.scale) * sign)

    def _number(self, number: Decimal) -> Any:
        if self.parse_big:
            return number
        if abs(number.adjusted()) < 19 and number == number.to_integral_value() and abs(number) < 1 << 63:
            return Long(int(number))
        return float(number)


def _unquoted_split(pattern: str) -> tuple[str, str, str]:
    quoted = False
    for index, char in enumerate(pattern):
        quoted ^= char == "'"
        if char == ";" and not quoted:
            return pattern[:index], ";", pattern[index + 1 :]
    return pattern, "", ""


def _affixes(pattern: str) -> tuple[str, str, str]:
    """Prefix, the digits and suffix of a pattern, without quotes."""
    kept, quoted, literal = [], False, []
    for index, char in enumerate(pattern):
        if char == "'":
            quoted = not quoted
            if not quoted and pattern[index - 1] == "'":
                kept.append("'")
                literal.append(True)
        else:
            kept.append(char)
            literal.append(quoted)
    masked = "".join("\0" if is_literal else char for char, is_literal in zip(kept, literal, strict=True))
    found = _NUMBER_PART.search(masked)
    text = "".join(kept)
    if found is None:
        return text, "#", ""
    after = text[found.end() :]
    if re.search(r"[#0]", masked[found.end() :]) or found[0].count(".") > 1:
        raise illegal_argument(f'Malformed pattern "{pattern}"' if found[0].count(".") < 2 else
                               f'Multiple decimal separators in pattern "{pattern}"')  # fmt: skip
    return text[: found.start()].replace("\u00a4", "$"), found[0], after.replace("\u00a4", "$")


FORMATS = MethodTable("java.text.DecimalFormat")
register_kind("java.text.DecimalFormat", FORMATS)
DECIMAL_FORMAT = StaticTable("java.text.DecimalFormat")
NUMBER_FORMAT = StaticTable("java.text.NumberFormat")


@DECIMAL_FORMAT.constructor
def new_format(rt: Runtime, pattern: Any = "#,##0.###", symbols: Any = None) -> DecimalFormatValue:
    return DecimalFormatValue(to_string(pattern), symbols)


_STANDARD = {"Instance": "#,##0.###", "NumberInstance": "#,##0.###", "IntegerInstance": "#,##0",
             "PercentInstance": "#,##0%", "CurrencyInstance": "$#,##0.00;-$#,##0.00"}  # fmt: skip
for _name, _pattern in _STANDARD.items():
    NUMBER_FORMAT(f"get{_name}")(lambda rt, locale=None, pattern=_pattern: DecimalFormatValue(pattern, locale))


@FORMATS("format")
def format_number(rt: Runtime, receiver: DecimalFormatValue, value: Any) -> str:
    if not is_number(value):
        raise illegal_argument("Cannot format given Object as a Number")
    return receiver.format(value)


FORMATS("parse")(lambda rt, receiver, text: receiver.parse(to_string(text)))
FORMATS("toPattern")(lambda rt, receiver: receiver.pattern())
FORMATS("applyPattern")(lambda rt, receiver, pattern: receiver.apply(to_string(pattern)))


def _setter(name: str, attribute: str) -> None:
    def run(rt: Runtime, receiver: DecimalFormatValue, value: int) -> None:
        setattr(receiver, attribute, min(value, _MOST))
        if attribute.startswith("least_"):
            most = attribute.replace("least", "most")
            setattr(receiver, most, max(getattr(receiver, most), min(value, _MOST)))
        elif attribute == "most_fraction":
            receiver.least_fraction = min(receiver.least_fraction, value)

    FORMATS(f"set{name}")(run)
    FORMATS(f"get{name}")(lambda rt, receiver: getattr(receiver, attribute))


_setter("MaximumFractionDigits", "most_fraction")
_setter("MinimumFractionDigits", "least_fraction")
_setter("MinimumIntegerDigits", "least_whole")
_setter("GroupingSize", "grouping")


@FORMATS("setGroupingUsed")
def set_grouping(rt: Runtime, receiver: DecimalFormatValue, used: Any) -> None:
    receiver.grouping = (receiver.grouping or 3) if used else 0


@FORMATS("setParseBigDecimal")
def set_parse_big(rt: Runtime, receiver: DecimalFormatValue, used: Any) -> None:
    receiver.parse_big = bool(used)


@FORMATS("setRoundingMode")
def set_rounding(rt: Runtime, receiver: DecimalFormatValue, mode: Any) -> None:
    if to_string(mode) not in _ROUNDINGS:
        raise NoSignature
    receiver.rounding = _ROUNDINGS[to_string(mode)]


# --- MessageFormat --------------------------------------------------------------------------------------------------


@StaticTable("java.text.MessageFormat")("format")
def message_format(rt: Runtime, pattern: str, *values: Any) -> str:
    items = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    parts: list[str] = []
    position, quoted = 0, False
    while position < len(pattern):
        char = pattern[position]
        if char == "'":
            double = pattern[position : position + 2] == "''"
            parts.append("'" if double else "")
            quoted ^= not double
            position += 2 if double else 1
        elif char == "{" and not quoted:
            end = pattern.find("}", position)
            parts.append(_argument(pattern[position + 1 : end], items))
            position = end + 1
        else:
            parts.append(char)
            position += 1
        rt.check_text(len(parts[-1]))
    return "".join(parts)


def _argument(element: str, items: Any) -> str:
    index, _, rest = element.partition(",")
    if not index.strip().isdigit():
        raise illegal_argument(f"can't parse argument number: {index}")
    number = int(index)
    if number >= len(items):
        return f"{{{number}}}"
    value = items[number]
    kind, _, style = rest.partition(",")
    if kind.strip() == "number" and is_number(value):
        patterns = {"": "#,##0.###", "integer": "#,##0", "percent": "#,##0%", "currency": "$#,##0.00"}
        return DecimalFormatValue(patterns.get(style.strip(), style)).format(value)
    if is_number(value) and not isinstance(value, BigInteger):
        return DecimalFormatValue("#,##0.###").format(value)
    return "null" if value is None else java_text(value)
