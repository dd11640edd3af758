"""Methods of strings: java.lang.String and Groovy's StringGroovyMethods. GStrings are taken as their text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import operators
from igor.groovy.casts import as_java_type
from igor.groovy.class_model import JavaClass
from igor.groovy.closure import ClosureValue
from igor.groovy.gdk.formatting import format_text
from igor.groovy.host import MISSING
from igor.groovy.number_casts import NUMBER_MAKERS
from igor.groovy.number_text import parse_big_integer, parse_decimal, parse_double, parse_whole
from igor.groovy.ranges import GRange
from igor.groovy.regex import PatternValue
from igor.groovy.registry import STRINGS, Int, static_table
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import (
    GroovyRuntimeError,
    NoSignature,
    illegal_argument,
    out_of_bounds,
    refused,
)
from igor.groovy.semantics import is_text, java_hash
from igor.groovy.text import java_text, to_string
from igor.groovy.text_buffer import TextBuffer
from igor.groovy.values import INT_MAX, INT_MIN, Character, GArray, GStringValue, to_int32

_STRING = "java.lang.String"


def strings(items: list[str]) -> GArray:
    """A String[]."""
    return GArray(items, _STRING)


def text_of(receiver: Any) -> str:
    """The text of a String, GString, Character or buffer."""
    return receiver if type(receiver) is str else str(receiver)


def letters(receiver: Any) -> Any:
    """What a string is gone through by; a Character or StringBuilder is an object of its own."""
    return (receiver,) if isinstance(receiver, (Character, TextBuffer)) else text_of(receiver)


def part_of(receiver: Any, begin: int, end: int) -> str:
    """The part of a text or buffer that must be inside of it: ``substring``."""
    text = text_of(receiver)
    if begin < 0 or end > len(text) or begin > end:
        first = "start" if isinstance(receiver, TextBuffer) else "begin"
        raise out_of_bounds(
            f"{first} {begin}, end {to_int32(end)}, length {len(text)}", "StringIndexOutOfBoundsException"
        )
    return text[begin:end]


@STRINGS("length", "size")
def length(rt: Runtime, receiver: Any) -> int:
    return len(text_of(receiver))


@STRINGS("trim")
def trim(rt: Runtime, receiver: Any) -> str:
    return text_of(receiver).strip("".join(map(chr, range(33))))


@STRINGS("strip")
def strip(rt: Runtime, receiver: Any) -> str:
    return text_of(receiver).strip()


@STRINGS()
def to_upper_case(rt: Runtime, receiver: Any, locale: Any = None) -> str:
    return text_of(receiver).upper()


@STRINGS()
def to_lower_case(rt: Runtime, receiver: Any, locale: Any = None) -> str:
    return text_of(receiver).lower()


@STRINGS()
def capitalize(rt: Runtime, receiver: Any) -> str:
    text = text_of(receiver)
    return text[:1].upper() + text[1:]


@STRINGS()
def uncapitalize(rt: Runtime, receiver: Any) -> str:
    text = text_of(receiver)
    return text[:1].lower() + text[1:]


@STRINGS()
def substring(rt: Runtime, receiver: Any, begin: Int, end: Int | None = None) -> str:
    return part_of(receiver, begin, len(text_of(receiver)) if end is None else end)


@STRINGS("subSequence")
def sub_sequence(rt: Runtime, receiver: Any, begin: Int, end: Int) -> str:
    return substring(rt, receiver, begin, end)


@STRINGS()
def char_at(rt: Runtime, receiver: Any, index: Int) -> Character:
    text = text_of(receiver)
    if not 0 <= index < len(text):
        narrow = max(text, default="") <= "\xff"
        where = f"String index out of range: {index}" if narrow else f"index {index}, length {len(text)}"
        raise out_of_bounds(where, "StringIndexOutOfBoundsException")
    return Character(text[index])


@STRINGS()
def code_point_at(rt: Runtime, receiver: Any, index: Int) -> int:
    text = text_of(receiver)
    if not 0 <= index < len(text):
        raise out_of_bounds(f"index {index}, length {len(text)}", "StringIndexOutOfBoundsException")
    return ord(text[index])


@STRINGS()
def is_empty(rt: Runtime, receiver: Any) -> bool:
    return not text_of(receiver)


@STRINGS("isAllWhitespace", "isBlank")
def is_all_whitespace(rt: Runtime, receiver: Any) -> bool:
    return not text_of(receiver).strip()


@STRINGS()
def equals_ignore_case(rt: Runtime, receiver: Any, other: Any) -> bool:
    if other is not None and not is_text(other):
        raise NoSignature
    return other is not None and text_of(receiver).lower() == to_string(other).lower()


@STRINGS()
def concat(rt: Runtime, receiver: Any, other: str) -> str:
    rt.check_text(len(other) + len(text_of(receiver)))
    return text_of(receiver) + other


@STRINGS()
def reverse(rt: Runtime, receiver: Any) -> str:
    return text_of(receiver)[::-1]


@STRINGS("join")
def join(rt: Runtime, receiver: Any, delimiter: str, *parts: Any) -> str:
    """Java's static ``String.join``, which Groovy finds for a string as well."""
    items = list(parts[0]) if len(parts) == 1 and isinstance(parts[0], (list, GRange)) else list(parts)
    if not all(part is None or is_text(part) for part in items):
        raise NoSignature
    text = delimiter.join(map(to_string, items))
    rt.check_text(len(text))
    return text


@STRINGS("padLeft")
def pad_left(rt: Runtime, receiver: Any, width: float, padding: str = " ") -> str:
    missing = _missing(rt, receiver, width, padding)
    return (padding * missing)[:missing] + text_of(receiver)


@STRINGS("padRight")
def pad_right(rt: Runtime, receiver: Any, width: float, padding: str = " ") -> str:
    missing = _missing(rt, receiver, width, padding)
    return text_of(receiver) + (padding * missing)[:missing]


@STRINGS("center")
def center(rt: Runtime, receiver: Any, width: float, padding: str = " ") -> str:
    missing = _missing(rt, receiver, width, padding)
    left = missing // 2
    right = missing - left
    return (padding * left)[:left] + text_of(receiver) + (padding * right)[:right]


def _missing(rt: Runtime, receiver: Any, width: Any, padding: str) -> int:
    width = NUMBER_MAKERS["java.lang.Integer"](width)
    if int(width) == INT_MAX and not text_of(receiver) and len(padding) == 1:
        raise illegal_argument(f"multiply() should be called with a number of 0 or greater not: {INT_MIN}")
    rt.check_text(int(width))
    if not padding and int(width) > len(text_of(receiver)):
        raise GroovyRuntimeError("java.lang.ArithmeticException", "/ by zero")
    return max(0, int(width) - len(text_of(receiver)))


@STRINGS()
def take(rt: Runtime, receiver: Any, count: Int) -> str:
    return text_of(receiver)[: max(0, count)]


@STRINGS()
def drop(rt: Runtime, receiver: Any, count: Int) -> str:
    return text_of(receiver)[max(0, count) :]


@STRINGS("plus")
def plus(rt: Runtime, receiver: Any, other: Any) -> Any:
    return operators.concat(rt, receiver, other)


@STRINGS("multiply")
def multiply(rt: Runtime, receiver: Any, count: float) -> str:
    count = as_java_type(count, "int")
    if count < 0:
        raise illegal_argument(f"multiply() should be called with a number of 0 or greater not: {count}")
    if not count:
        return ""
    if _is_made_anew(receiver):
        return _multiplied_anew(rt, receiver, int(count))
    rt.check_text(len(text_of(receiver)) * int(count))
    return text_of(receiver) * int(count)


def _is_made_anew(part: Any) -> bool:
    """Whether a closure gives a part of the text, perhaps another one each time."""
    return isinstance(part, ClosureValue) or (isinstance(part, GStringValue) and any(map(_is_made_anew, part.values)))


def _multiplied_anew(rt: Runtime, receiver: GStringValue, count: int) -> str:
    """Java's StringBuilder asks for the length and then for each character, every time of a text made anew.

    Source: java.lang.AbstractStringBuilder#append(CharSequence), StringGroovyMethods#multiply.
    """
    text = ""
    has_wide = False
    for turn in range(count):
        *_, end, length = (len(str(receiver)) for _ in range(2 if turn else 3))
        if length < end:
            raise out_of_bounds(f"start 0, end {end}, length {length}")
        rt.check_text(len(text) + end)
        for index in range(end):
            character = str(char_at(rt, receiver, index))
            if character > "\xff" and not has_wide:
                has_wide = True
                character = str(char_at(rt, receiver, index))
            text += character
    return text


@STRINGS("repeat")
def repeat(rt: Runtime, receiver: Any, count: Int) -> str:
    return multiply(rt, receiver, count)


@STRINGS("next")
def next_(rt: Runtime, receiver: Any) -> str:
    text = text_of(receiver)
    if not text or text[-1] == "\uffff":
        return text + "\0"
    return text[:-1] + chr(ord(text[-1]) + 1)


@STRINGS("previous")
def previous(rt: Runtime, receiver: Any) -> str:
    text = text_of(receiver)
    if not text:
        raise illegal_argument("the string is empty")
    return text[:-1] + (chr(ord(text[-1]) - 1) if text[-1] != "\0" else "")


@STRINGS("leftShift")
def left_shift(rt: Runtime, receiver: Any, other: Any) -> Any:
    if isinstance(receiver, Character):
        if not isinstance(other, int):
            raise NoSignature
        return operators.binary(rt, "<<", ord(receiver), other)
    kind = "java.lang.StringBuffer" if type(receiver) is str else "java.lang.StringBuilder"
    buffer = TextBuffer(kind, text_of(receiver))
    buffer.append(java_text(other))
    return buffer


_NUMBERS = {
    "toInteger": "java.lang.Integer", "toLong": "java.lang.Long", "toShort": "java.lang.Short",
    "toDouble": "java.lang.Double", "toFloat": "java.lang.Float", "toBigDecimal": "java.math.BigDecimal",
    "toBigInteger": "java.math.BigInteger",
}  # fmt: skip


for _name, _java_name in _NUMBERS.items():

    def _to_number(rt: Runtime, receiver: Any, java_name: str = _java_name) -> Any:
        return as_java_type(str(text_of(receiver)), java_name)

    STRINGS(_name)(_to_number)


@STRINGS()
def to_boolean(rt: Runtime, receiver: Any) -> bool:
    return text_of(receiver).strip().lower() in ("true", "y", "1")


def _parses(parse: Any, text: str) -> bool:
    try:
        parse(text.strip())
    except GroovyRuntimeError:
        return False
    return True


@STRINGS("isInteger")
def is_integer(rt: Runtime, receiver: Any) -> bool:
    return _parses(lambda text: parse_whole(text, 32), text_of(receiver))


@STRINGS("isLong")
def is_long(rt: Runtime, receiver: Any) -> bool:
    return _parses(lambda text: parse_whole(text, 64), text_of(receiver))


@STRINGS("isNumber", "isBigDecimal")
def is_number_(rt: Runtime, receiver: Any) -> bool:
    return _parses(parse_decimal, text_of(receiver))


@STRINGS("isDouble", "isFloat")
def is_double(rt: Runtime, receiver: Any) -> bool:
    return _parses(parse_double, text_of(receiver))


@STRINGS("isBigInteger")
def is_big_integer(rt: Runtime, receiver: Any) -> bool:
    return _parses(parse_big_integer, text_of(receiver))


@STRINGS("execute", "toFile")
def outside(rt: Runtime, receiver: Any, *arguments: Any) -> Any:
    raise refused("processes and files made of strings", "the host's own steps reach the outside")


def _address(java_class: str) -> Callable[..., Any]:
    def run(rt: Runtime, receiver: Any) -> Any:
        table = static_table(java_class)
        return table.constructors[0].function(rt, text_of(receiver)) if table is not None else MISSING

    return run


STRINGS("toURI")(_address("java.net.URI"))


STRINGS("toURL")(_address("java.net.URL"))


@STRINGS("format", "formatted")
def format_(rt: Runtime, receiver: Any, *values: Any) -> str:
    if values and isinstance(values[0], str):
        return format_text(rt, values[0], list(values[1:]))
    return format_text(rt, text_of(receiver), list(values))


@STRINGS("intern", "toString")
def intern(rt: Runtime, receiver: Any) -> str:
    return str(receiver)


@STRINGS("asType")
def as_type(rt: Runtime, receiver: Any, cls: JavaClass) -> Any:
    if not isinstance(cls, JavaClass):
        raise NoSignature
    return as_java_type(receiver, cls.name)


@STRINGS("bitwiseNegate")
def bitwise_negate(rt: Runtime, receiver: Any) -> PatternValue:
    return PatternValue.of(text_of(receiver))


@STRINGS("negate")
def negate(rt: Runtime, receiver: Any) -> PatternValue:
    """``~`` of a GString, by its older name."""
    if not isinstance(receiver, GStringValue):
        raise NoSignature
    return PatternValue.of(text_of(receiver))


@STRINGS()
def expand_(rt: Runtime, receiver: Any, width: Int = 8) -> str:
    text = text_of(receiver)
    rt.check_text(len(text) + text.count("\t") * width)
    return text.expandtabs(width)


@STRINGS("hashCode")
def hash_code(rt: Runtime, receiver: Any) -> int:
    return java_hash(receiver)


@STRINGS("getStrings")
def get_strings(rt: Runtime, receiver: Any) -> Any:
    return strings(list(getattr(receiver, "strings", (text_of(receiver),))))


@STRINGS("getValues")
def get_values(rt: Runtime, receiver: Any) -> Any:
    return GArray(getattr(receiver, "values", ()))
