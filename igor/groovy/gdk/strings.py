"""Methods of strings: java.lang.String and Groovy's StringGroovyMethods. GStrings are taken as their text."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

from igor.groovy import operators
from igor.groovy.casts import ambiguous, as_java_type
from igor.groovy.class_model import JavaClass
from igor.groovy.closure import ClosureValue
from igor.groovy.dispatch import invoke
from igor.groovy.gdk.calling import call_closure, call_groups
from igor.groovy.gdk.formatting import format_text
from igor.groovy.gdk.lists import picked_index, range_borders
from igor.groovy.host import MISSING
from igor.groovy.number_text import parse_big_integer, parse_decimal, parse_double, parse_whole
from igor.groovy.ranges import GRange
from igor.groovy.regex import MatcherValue, PatternValue, as_pattern, expand
from igor.groovy.registry import BOOLEANS, CHARACTERS, STRINGS, Int, static_table
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import (
    GroovyRuntimeError,
    NoSignature,
    illegal_argument,
    no_argument,
    out_of_bounds,
    refused,
)
from igor.groovy.semantics import compare, is_number, is_text, java_hash, truth
from igor.groovy.text import java_text, to_string
from igor.groovy.text_buffer import TextBuffer
from igor.groovy.values import Byte, Character, GArray, GSet, Long

_STRING = "java.lang.String"
_NOT_GIVEN = object()


def strings(items: list[str]) -> GArray:
    """A String[]."""
    return GArray(items, _STRING)


def _text(receiver: Any) -> str:
    return receiver if type(receiver) is str else str(receiver)


def _bounds(text: str, begin: int, end: int) -> None:
    if begin < 0 or end > len(text) or begin > end:
        raise out_of_bounds(f"begin {begin}, end {end}, length {len(text)}", "StringIndexOutOfBoundsException")


@STRINGS("length", "size")
def length(rt: Runtime, receiver: Any) -> int:
    return len(_text(receiver))


@STRINGS("trim")
def trim(rt: Runtime, receiver: Any) -> str:
    return _text(receiver).strip("".join(map(chr, range(33))))


@STRINGS("strip")
def strip(rt: Runtime, receiver: Any) -> str:
    return _text(receiver).strip()


@STRINGS()
def to_upper_case(rt: Runtime, receiver: Any, locale: Any = None) -> str:
    return _text(receiver).upper()


@STRINGS()
def to_lower_case(rt: Runtime, receiver: Any, locale: Any = None) -> str:
    return _text(receiver).lower()


@STRINGS()
def capitalize(rt: Runtime, receiver: Any) -> str:
    text = _text(receiver)
    return text[:1].upper() + text[1:]


@STRINGS()
def uncapitalize(rt: Runtime, receiver: Any) -> str:
    text = _text(receiver)
    return text[:1].lower() + text[1:]


@STRINGS("contains")
def contains(rt: Runtime, receiver: Any, part: str) -> bool:
    return part in _text(receiver)


@STRINGS()
def starts_with(rt: Runtime, receiver: Any, prefix: str, offset: Int = 0) -> bool:
    return _text(receiver).startswith(prefix, offset)


@STRINGS()
def ends_with(rt: Runtime, receiver: Any, suffix: str) -> bool:
    return _text(receiver).endswith(suffix)


@STRINGS()
def index_of(rt: Runtime, receiver: Any, part: Any, start: Int = 0) -> int:
    return _text(receiver).find(_char_text(part), max(0, start))


@STRINGS()
def last_index_of(rt: Runtime, receiver: Any, part: Any, start: Int | None = None) -> int:
    wanted = _char_text(part)
    return _text(receiver).rfind(wanted, 0, None if start is None else start + len(wanted))


def _char_text(part: Any) -> str:
    if part is None:
        raise no_argument("indexOf")
    if not is_text(part) and type(part) is not int:
        raise NoSignature
    return chr(part) if isinstance(part, int) else str(part)


@STRINGS()
def substring(rt: Runtime, receiver: Any, begin: Int, end: Int | None = None) -> str:
    text = _text(receiver)
    stop = len(text) if end is None else end
    _bounds(text, begin, stop)
    return text[begin:stop]


@STRINGS("subSequence")
def sub_sequence(rt: Runtime, receiver: Any, begin: Int, end: Int) -> str:
    return substring(rt, receiver, begin, end)


@STRINGS()
def char_at(rt: Runtime, receiver: Any, index: Int) -> Character:
    text = _text(receiver)
    if not 0 <= index < len(text):
        raise out_of_bounds(f"String index out of range: {index}", "StringIndexOutOfBoundsException")
    return Character(text[index])


@STRINGS()
def code_point_at(rt: Runtime, receiver: Any, index: Int) -> int:
    text = _text(receiver)
    if not 0 <= index < len(text):
        raise out_of_bounds(f"index {index}, length {len(text)}", "StringIndexOutOfBoundsException")
    return ord(text[index])


@STRINGS()
def is_empty(rt: Runtime, receiver: Any) -> bool:
    return not _text(receiver)


@STRINGS("isAllWhitespace", "isBlank")
def is_all_whitespace(rt: Runtime, receiver: Any) -> bool:
    return not _text(receiver).strip()


@STRINGS()
def equals_ignore_case(rt: Runtime, receiver: Any, other: Any) -> bool:
    return other is not None and _text(receiver).lower() == to_string(other).lower()


@STRINGS()
def compare_to_ignore_case(rt: Runtime, receiver: Any, other: str) -> int:
    return compare(_text(receiver).lower(), other.lower())


@STRINGS()
def concat(rt: Runtime, receiver: Any, other: str) -> str:
    rt.check_text(len(other) + len(_text(receiver)))
    return _text(receiver) + other


@STRINGS("replace")
def replace(rt: Runtime, receiver: Any, old: Any, new: Any = None) -> str:
    text = _text(receiver)
    if isinstance(old, dict):
        for key, value in old.items():
            text = text.replace(to_string(key), to_string(value))
        return text
    if old is None or new is None:
        raise no_argument("replace")
    if not is_text(old) or not is_text(new):
        raise NoSignature
    wanted, instead = str(old), str(new)
    rt.check_text(len(text) + text.count(wanted) * len(instead))
    return text.replace(wanted, instead)


@STRINGS()
def replace_all(rt: Runtime, receiver: Any, pattern: Any, new: Any = None) -> str:
    return _substitute(rt, receiver, pattern, new, 0)


@STRINGS()
def replace_first(rt: Runtime, receiver: Any, pattern: Any, new: Any = None) -> str:
    return _substitute(rt, receiver, pattern, new, 1)


def _substitute(rt: Runtime, receiver: Any, pattern: Any, new: Any, count: Int) -> str:
    text = _text(receiver)
    if pattern is None or new is None:
        raise no_argument("replaceAll")
    if not is_text(new) and not isinstance(new, ClosureValue):
        raise NoSignature
    if not is_text(pattern) and not isinstance(pattern, PatternValue):
        raise NoSignature
    regex = as_pattern(pattern)
    regex.checked(text)

    def instead(match: re.Match[str]) -> str:
        rt.spend(1)
        if isinstance(new, ClosureValue):
            return to_string(call_groups(new, match))
        text = expand(match, to_string(new))
        rt.spend(len(text) // 64)
        return text

    result = regex.compiled.sub(instead, text, count)
    rt.check_text(len(result))
    return result


@STRINGS()
def matches(rt: Runtime, receiver: Any, pattern: Any) -> bool:
    return operators.regex_match(receiver, as_pattern(pattern))


@STRINGS("split")
def split(rt: Runtime, receiver: Any, pattern: Any = _NOT_GIVEN, limit: Int = 0) -> Any:
    if pattern is None:
        raise no_argument("split")
    if isinstance(pattern, ClosureValue):
        text = _text(receiver)
        chosen = [char for char in text if truth(pattern.call(char))]
        return [chosen, [char for char in text if not truth(pattern.call(char))]]
    if pattern is _NOT_GIVEN:
        return strings(_text(receiver).split())
    return strings(split_text(_text(receiver), as_pattern(pattern), limit))


def split_text(text: str, pattern: PatternValue, limit: int) -> list[str]:
    """Java's String.split: trailing empty parts go when ``limit`` is 0."""
    pattern.checked(text)
    parts: list[str] = []
    position = 0
    for match in pattern.compiled.finditer(text):
        if limit > 0 and len(parts) == limit - 1:
            break
        if match.end() == 0 or (match.start() == match.end() == len(text)):
            continue
        parts.append(text[position : match.start()])
        position = match.end()
    if not parts:
        return [text]
    parts.append(text[position:])
    if limit == 0:
        while parts and not parts[-1]:
            parts.pop()
    return parts


@STRINGS()
def tokenize(rt: Runtime, receiver: Any, separators: str = " \t\n\r\f") -> list[str]:
    chars = set(separators)
    result, current = [], []
    for char in _text(receiver):
        if char not in chars:
            current.append(char)
        elif current:
            result.append("".join(current))
            current = []
    return result + ["".join(current)] if current else result


@STRINGS()
def read_lines(rt: Runtime, receiver: Any) -> list[str]:
    return lines_of(_text(receiver))


def lines_of(text: str) -> list[str]:
    """The lines without their ends; no empty one after a final newline."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


@STRINGS()
def each_line(rt: Runtime, receiver: Any, first: Any, closure: ClosureValue | None = None) -> Any:
    start = 0 if closure is None else first
    run = first if closure is None else closure
    result = None
    for number, line in enumerate(lines_of(_text(receiver)), start):
        result = run.call(line, number) if run.parameter_count == 2 else run.call(line)
    return result


@STRINGS("splitEachLine")
def split_each_line(rt: Runtime, receiver: Any, pattern: Any, closure: ClosureValue) -> Any:
    result = None
    for line in lines_of(_text(receiver)):
        result = call_closure(closure, split_text(line, as_pattern(pattern), 0))
    return result


@STRINGS("stripIndent")
def strip_indent(rt: Runtime, receiver: Any, count: Int | None = None) -> str:
    if count is None and type(receiver) is str:
        return _java_strip_indent(receiver)
    text = _text(receiver)
    lines = lines_of(text)
    if count is None:
        indents = [len(line) - len(line.lstrip(" \t")) for line in lines if line.strip(" \t")]
        count = min(indents, default=0)
    if count <= 0:
        return text
    stripped = [line[count:] if line.strip() else "" for line in lines]
    return "\n".join(stripped) + ("\n" if text.endswith("\n") and lines else "")


def _java_strip_indent(text: str) -> str:
    """java.lang.String.stripIndent (Java 15 and later): a String has it of its own, a GString has Groovy's.

    The last line counts even when it is blank, and blanks at the ends of lines go.
    """
    ends_line = text.endswith(("\n", "\r"))
    lines = lines_of(text)
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    if lines and not lines[-1].strip():
        indents.append(len(lines[-1]))
    count = 0 if ends_line else min(indents, default=0)
    return "\n".join(line.rstrip()[count:] for line in lines) + ("\n" if ends_line else "")


@STRINGS("stripMargin")
def strip_margin(rt: Runtime, receiver: Any, margin: Any = "|") -> str:
    text, mark = _text(receiver), to_string(margin)
    result = []
    for line in lines_of(text):
        start = line.lstrip("".join(map(chr, range(33))))
        result.append(start[len(mark) :] if start.startswith(mark) else line)
    return "\n".join(result) + ("\n" if text.endswith("\n") else "")


@STRINGS()
def denormalize(rt: Runtime, receiver: Any) -> str:
    return normalize(rt, receiver)


@STRINGS()
def normalize(rt: Runtime, receiver: Any) -> str:
    return _text(receiver).replace("\r\n", "\n").replace("\r", "\n")


@STRINGS()
def reverse(rt: Runtime, receiver: Any) -> str:
    return _text(receiver)[::-1]


@STRINGS("padLeft")
def pad_left(rt: Runtime, receiver: Any, width: float, padding: str = " ") -> str:
    missing = _missing(rt, receiver, width, padding)
    return (padding * missing)[:missing] + _text(receiver)


@STRINGS("padRight")
def pad_right(rt: Runtime, receiver: Any, width: float, padding: str = " ") -> str:
    missing = _missing(rt, receiver, width, padding)
    return _text(receiver) + (padding * missing)[:missing]


@STRINGS("center")
def center(rt: Runtime, receiver: Any, width: float, padding: str = " ") -> str:
    missing = _missing(rt, receiver, width, padding)
    left = missing // 2
    right = missing - left
    return (padding * left)[:left] + _text(receiver) + (padding * right)[:right]


def _missing(rt: Runtime, receiver: Any, width: Any, padding: str) -> int:
    rt.check_text(int(width))
    if not padding and int(width) > len(_text(receiver)):
        raise GroovyRuntimeError("java.lang.ArithmeticException", "/ by zero")
    return max(0, int(width) - len(_text(receiver)))


@STRINGS()
def take(rt: Runtime, receiver: Any, count: Int) -> str:
    return _text(receiver)[: max(0, count)]


@STRINGS()
def drop(rt: Runtime, receiver: Any, count: Int) -> str:
    return _text(receiver)[max(0, count) :]


@STRINGS()
def take_while(rt: Runtime, receiver: Any, closure: ClosureValue) -> str:
    text = _text(receiver)
    return text[: _prefix(text, closure)]


@STRINGS()
def drop_while(rt: Runtime, receiver: Any, closure: ClosureValue) -> str:
    text = _text(receiver)
    return text[_prefix(text, closure) :]


def _prefix(text: str, closure: ClosureValue) -> int:
    for index, char in enumerate(text):
        if not truth(closure.call(char)):
            return index
    return len(text)


@STRINGS("plus")
def plus(rt: Runtime, receiver: Any, other: Any) -> Any:
    return operators.concat(rt, receiver, other)


@STRINGS("minus")
def minus(rt: Runtime, receiver: Any, other: Any) -> str:
    text = _text(receiver)
    if isinstance(other, PatternValue):
        return other.compiled.sub("", text, 1)
    return text.replace(to_string(other), "", 1)


@STRINGS("multiply")
def multiply(rt: Runtime, receiver: Any, count: float) -> str:
    count = as_java_type(count, "int")
    if count < 0:
        raise illegal_argument(f"multiply() should be called with a number of 0 or greater not: {count}")
    rt.check_text(len(_text(receiver)) * int(count))
    return _text(receiver) * int(count)


@STRINGS("repeat")
def repeat(rt: Runtime, receiver: Any, count: Int) -> str:
    return multiply(rt, receiver, count)


@STRINGS("next")
def next_(rt: Runtime, receiver: Any) -> str:
    text = _text(receiver)
    if not text or text[-1] == "\uffff":
        return text + "\0"
    return text[:-1] + chr(ord(text[-1]) + 1)


@STRINGS("previous")
def previous(rt: Runtime, receiver: Any) -> str:
    text = _text(receiver)
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
    buffer = TextBuffer(kind, _text(receiver))
    buffer.append(java_text(other))
    return buffer


@STRINGS("getAt")
def get_at(rt: Runtime, receiver: Any, index: Any) -> Any:
    text = _text(receiver)
    if index is None:
        raise ambiguous(receiver, "getAt", "groovy.lang.Range", "java.util.Collection")
    if isinstance(index, GRange):
        return _range_of(text, index)
    if isinstance(index, (list, GSet)):
        return "".join(get_at(rt, text, picked_index(one)) for one in index)
    if not isinstance(index, int) or isinstance(index, (bool, Long)):
        raise NoSignature
    at = index + len(text) if index < 0 else index
    if not 0 <= at < len(text):
        if at < 0:
            why = f"Negative array index [{index}] too large for array size {len(text)}"
            raise out_of_bounds(why, "ArrayIndexOutOfBoundsException")
        _bounds(text, at, at + 1)
    return text[at]


def _range_of(text: str, index: GRange) -> str:
    if index.empty:
        return ""
    low, high, backwards = range_borders(index, len(text))
    _bounds(text, low, high)
    piece = text[low:high]
    return piece[::-1] if backwards else piece


_NUMBERS = {
    "toInteger": "java.lang.Integer", "toLong": "java.lang.Long", "toShort": "java.lang.Short",
    "toDouble": "java.lang.Double", "toFloat": "java.lang.Float", "toBigDecimal": "java.math.BigDecimal",
    "toBigInteger": "java.math.BigInteger",
}  # fmt: skip
for _name, _java_name in _NUMBERS.items():

    def _to_number(rt: Runtime, receiver: Any, java_name: str = _java_name) -> Any:
        return as_java_type(str(_text(receiver)), java_name)

    STRINGS(_name)(_to_number)


@STRINGS()
def to_boolean(rt: Runtime, receiver: Any) -> bool:
    return _text(receiver).strip().lower() in ("true", "y", "1")


def _parses(parse: Any, text: str) -> bool:
    try:
        parse(text.strip())
    except GroovyRuntimeError:
        return False
    return True


@STRINGS("isInteger")
def is_integer(rt: Runtime, receiver: Any) -> bool:
    return _parses(lambda text: parse_whole(text, 32), _text(receiver))


@STRINGS("isLong")
def is_long(rt: Runtime, receiver: Any) -> bool:
    return _parses(lambda text: parse_whole(text, 64), _text(receiver))


@STRINGS("isNumber", "isBigDecimal")
def is_number_(rt: Runtime, receiver: Any) -> bool:
    return _parses(parse_decimal, _text(receiver))


@STRINGS("isDouble", "isFloat")
def is_double(rt: Runtime, receiver: Any) -> bool:
    return _parses(parse_double, _text(receiver))


@STRINGS("isBigInteger")
def is_big_integer(rt: Runtime, receiver: Any) -> bool:
    return _parses(parse_big_integer, _text(receiver))


@STRINGS("toList", "iterator")
def to_list(rt: Runtime, receiver: Any) -> Any:
    text = _text(receiver)
    rt.check_items(len(text))
    return list(text)


@STRINGS("getChars", "toCharArray")
def get_chars(rt: Runtime, receiver: Any) -> GArray:
    return GArray([Character(char) for char in _text(receiver)], "char")


@STRINGS("toSet")
def to_set(rt: Runtime, receiver: Any) -> Any:
    return GSet(list(_text(receiver)), "java.util.HashSet")


@STRINGS("getBytes")
def get_bytes(rt: Runtime, receiver: Any, charset: Any = "UTF-8") -> GArray:
    name = to_string(charset)
    try:
        data = _text(receiver).encode(name, "replace")
    except LookupError:
        raise GroovyRuntimeError("java.io.UnsupportedEncodingException", name) from None
    return GArray([Byte(one - 256 if one > 127 else one) for one in data], "byte")


@STRINGS("encodeBase64")
def encode_base64(rt: Runtime, receiver: Any) -> str:
    return base64.b64encode(_text(receiver).encode()).decode()


@STRINGS("decodeBase64")
def decode_base64(rt: Runtime, receiver: Any) -> GArray:
    try:
        data = base64.b64decode(_text(receiver))
    except ValueError as error:
        raise illegal_argument(f"bad Base64: {error}") from None
    return GArray([Byte(one - 256 if one > 127 else one) for one in data], "byte")


@STRINGS("each")
def each(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    for char in _text(receiver):
        closure.call(char)
    return receiver


@STRINGS("eachWithIndex")
def each_with_index(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    for index, char in enumerate(_text(receiver)):
        closure.call(char, index)
    return receiver


@STRINGS("collect")
def collect(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> list[Any]:
    return [char if closure is None else closure.call(char) for char in _text(receiver)]


@STRINGS("eachMatch")
def each_match(rt: Runtime, receiver: Any, pattern: Any, closure: ClosureValue) -> Any:
    for match in as_pattern(pattern).compiled.finditer(as_pattern(pattern).checked(_text(receiver))):
        call_groups(closure, match)
    return receiver


@STRINGS("find")
def find(rt: Runtime, receiver: Any, pattern: Any, closure: ClosureValue | None = None) -> Any:
    if isinstance(pattern, ClosureValue):
        return next((char for char in _text(receiver) if truth(pattern.call(char))), None)
    regex = as_pattern(pattern)
    match = regex.compiled.search(regex.checked(_text(receiver)))
    if match is None:
        return None
    return match.group() if closure is None else call_groups(closure, match)


@STRINGS("findAll")
def find_all(rt: Runtime, receiver: Any, pattern: Any, closure: ClosureValue | None = None) -> list[Any]:
    if isinstance(pattern, ClosureValue):
        return [char for char in _text(receiver) if truth(pattern.call(char))]
    regex = as_pattern(pattern)
    found = regex.compiled.finditer(regex.checked(_text(receiver)))
    return [match.group() if closure is None else call_groups(closure, match) for match in found]


@STRINGS("every")
def every(rt: Runtime, receiver: Any, closure: ClosureValue) -> bool:
    return all(truth(closure.call(char)) for char in _text(receiver))


@STRINGS("any")
def any_(rt: Runtime, receiver: Any, closure: ClosureValue) -> bool:
    return any(truth(closure.call(char)) for char in _text(receiver))


@STRINGS("count")
def count(rt: Runtime, receiver: Any, wanted: str) -> int:
    text = _text(receiver)
    return sum(text.startswith(wanted, at) for at in range(len(text))) if wanted else len(text) + 1


@STRINGS("execute", "toFile")
def outside(rt: Runtime, receiver: Any, *arguments: Any) -> Any:
    raise refused("processes and files made of strings", "the host's own steps reach the outside")


def _address(java_class: str) -> Callable[..., Any]:
    def run(rt: Runtime, receiver: Any) -> Any:
        table = static_table(java_class)
        return table.constructors[0].function(rt, _text(receiver)) if table is not None else MISSING

    return run


STRINGS("toURI")(_address("java.net.URI"))
STRINGS("toURL")(_address("java.net.URL"))


@STRINGS("format", "formatted")
def format_(rt: Runtime, receiver: Any, *values: Any) -> str:
    if values and isinstance(values[0], str):
        return format_text(rt, values[0], list(values[1:]))
    return format_text(rt, _text(receiver), list(values))


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
    return PatternValue.of(_text(receiver))


@STRINGS()
def expand_(rt: Runtime, receiver: Any, width: Int = 8) -> str:
    text = _text(receiver)
    rt.check_text(len(text) + text.count("\t") * width)
    return text.expandtabs(width)


@STRINGS()
def tr(rt: Runtime, receiver: Any, source: str, target: str) -> str:
    old, new = _tr_chars(source), _tr_chars(target)
    new = new + new[-1:] * (len(old) - len(new))
    return _text(receiver).translate({ord(a): b for a, b in zip(old, new, strict=False)})


def _tr_chars(text: str) -> str:
    return re.sub(r"(.)-(.)", lambda match: "".join(map(chr, range(ord(match[1]), ord(match[2]) + 1))), text)


@STRINGS("hashCode")
def hash_code(rt: Runtime, receiver: Any) -> int:
    return java_hash(_text(receiver))


@STRINGS("matcher")
def matcher(rt: Runtime, receiver: Any, pattern: Any) -> MatcherValue:
    return MatcherValue(as_pattern(pattern), _text(receiver))


@STRINGS("getStrings")
def get_strings(rt: Runtime, receiver: Any) -> Any:
    return strings(list(getattr(receiver, "strings", (_text(receiver),))))


@STRINGS("getValues")
def get_values(rt: Runtime, receiver: Any) -> Any:
    return GArray(getattr(receiver, "values", ()))


@CHARACTERS("charValue")
def char_value(rt: Runtime, receiver: Character) -> Character:
    return receiver


@CHARACTERS("next")
def char_next(rt: Runtime, receiver: Character) -> Character:
    return Character(chr(ord(receiver) + 1))


for _name, _symbol in {"plus": "+", "minus": "-", "multiply": "*", "div": "/", "mod": "%", "intdiv": ""}.items():

    def _on_code(rt: Runtime, receiver: Character, other: Any, name: str = _name) -> Any:
        if isinstance(other, Character):
            other = ord(other)
        if not is_number(other) or isinstance(other, bool):
            raise NoSignature
        return invoke(rt, ord(receiver), name, [other])

    CHARACTERS(_name)(_on_code)


for _name, _test in {
    "isDigit": str.isdigit, "isLetter": str.isalpha, "isLetterOrDigit": str.isalnum, "isWhitespace": str.isspace,
    "isUpperCase": str.isupper, "isLowerCase": str.islower,
}.items():  # fmt: skip

    def _kind(rt: Runtime, receiver: Character, test: Any = _test) -> bool:
        return bool(test(receiver))

    CHARACTERS(_name)(_kind)


for _name, _decide in {
    "and": lambda left, right: left and right, "or": lambda left, right: left or right,
    "xor": lambda left, right: left != right, "implies": lambda left, right: not left or right,
}.items():  # fmt: skip

    def _logic(rt: Runtime, receiver: bool, other: Any, decide: Callable[[bool, bool], bool] = _decide) -> bool:
        if other is None:
            raise no_argument("logic")
        if not isinstance(other, bool):
            raise NoSignature
        return decide(receiver, other)

    BOOLEANS(_name)(_logic)


@BOOLEANS("booleanValue")
def boolean_value(rt: Runtime, receiver: bool) -> bool:
    return receiver
