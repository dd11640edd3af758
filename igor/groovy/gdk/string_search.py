"""Methods of strings that search, replace, and cut into parts and lines."""

from __future__ import annotations

import re
import sys
from typing import Any

from igor.groovy import operators
from igor.groovy.closure import ClosureValue
from igor.groovy.gdk.calling import call_closure, call_groups
from igor.groovy.gdk.strings import letters, strings, text_of
from igor.groovy.null_texts import null_field, null_used
from igor.groovy.regex import MatcherValue, PatternValue, as_pattern, expand
from igor.groovy.registry import STRINGS, Int, load
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import (
    NoSignature,
)
from igor.groovy.semantics import is_text, truth
from igor.groovy.text import to_string
from igor.groovy.values import Long, to_int32

_NOT_GIVEN = object()


@STRINGS("contains")
def contains(rt: Runtime, receiver: Any, part: str) -> bool:
    return part in text_of(receiver)


@STRINGS()
def starts_with(rt: Runtime, receiver: Any, prefix: str, offset: Int = 0) -> bool:
    return text_of(receiver).startswith(prefix, offset)


@STRINGS()
def ends_with(rt: Runtime, receiver: Any, suffix: str) -> bool:
    return text_of(receiver).endswith(suffix)


@STRINGS()
def index_of(rt: Runtime, receiver: Any, part: Any, start: Int = 0) -> int:
    if part is None:
        raise null_used("String.coder()", "str")
    return text_of(receiver).find(_char_text(part), max(0, start))


@STRINGS()
def last_index_of(rt: Runtime, receiver: Any, part: Any, start: Int | None = None) -> int:
    if part is None:
        raise null_field("value", "tgtStr")
    wanted = _char_text(part)
    return text_of(receiver).rfind(wanted, 0, None if start is None else start + len(wanted))


def _char_text(part: Any) -> str:
    if is_text(part):
        return str(part)
    if not isinstance(part, int) or isinstance(part, (bool, Long)):
        raise NoSignature
    code = to_int32(part)
    return chr(code) if 0 <= code <= sys.maxunicode else "\0no letter"


@STRINGS("replace")
def replace(rt: Runtime, receiver: Any, old: Any, new: Any = None) -> str:
    text = text_of(receiver)
    if isinstance(old, dict):
        for key, value in old.items():
            text = text.replace(to_string(key), to_string(value))
        return text
    if old is None or new is None:
        raise null_used("java.lang.CharSequence.toString()", "target" if old is None else "replacement")
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
    text = text_of(receiver)
    if pattern is None or new is None:
        raise null_used("java.lang.CharSequence.toString()", "regex" if pattern is None else "replacement")
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
        raise null_used("String.length()", "regex")
    if isinstance(pattern, ClosureValue):
        text = text_of(receiver)
        chosen = [char for char in text if truth(pattern.call_by_name("call", [char]))]
        return [chosen, [char for char in text if not truth(pattern.call_by_name("call", [char]))]]
    if pattern is _NOT_GIVEN:
        return strings(text_of(receiver).split())
    return strings(split_text(text_of(receiver), as_pattern(pattern), limit))


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
    for char in text_of(receiver):
        if char not in chars:
            current.append(char)
        elif current:
            result.append("".join(current))
            current = []
    return result + ["".join(current)] if current else result


@STRINGS()
def read_lines(rt: Runtime, receiver: Any) -> list[str]:
    return lines_of(text_of(receiver))


def lines_of(text: str) -> list[str]:
    """The lines without their ends; no empty one after a final newline."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


@STRINGS("lines")
def lines(rt: Runtime, receiver: Any) -> Any:
    return load("streams").StreamValue(lines_of(text_of(receiver)))


@STRINGS("chars")
def chars(rt: Runtime, receiver: Any) -> Any:
    return load("streams").StreamValue(list(map(ord, text_of(receiver))), "Int")


@STRINGS()
def each_line(rt: Runtime, receiver: Any, first: Any, closure: ClosureValue | None = None) -> Any:
    return call_lines(text_of(receiver), 0 if closure is None else first, first if closure is None else closure)


def call_lines(text: str, start: int, closure: ClosureValue) -> Any:
    """Call with each line, and its number when there are two parameters; what the last call gives."""
    result = None
    for number, line in enumerate(lines_of(text), start):
        result = closure.call(line, number) if closure.parameter_count == 2 else closure.call(line)
    return result


@STRINGS("splitEachLine")
def split_each_line(rt: Runtime, receiver: Any, pattern: Any, closure: ClosureValue) -> Any:
    result = None
    for line in lines_of(text_of(receiver)):
        result = call_closure(closure, split_text(line, _regex(pattern), 0))
    return result


@STRINGS("stripIndent")
def strip_indent(rt: Runtime, receiver: Any, count: Int | None = None) -> str:
    if count is None and type(receiver) is str:
        return _java_strip_indent(receiver)
    text = text_of(receiver)
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
    if margin is None:
        raise null_used("java.lang.CharSequence.toString()", "marginChar")
    text, mark = text_of(receiver), to_string(margin)
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
    return text_of(receiver).replace("\r\n", "\n").replace("\r", "\n")


@STRINGS("minus")
def minus(rt: Runtime, receiver: Any, other: Any) -> str:
    text = text_of(receiver)
    if isinstance(other, PatternValue):
        return other.compiled.sub("", text, 1)
    return text.replace(to_string(other), "", 1)


@STRINGS("eachMatch")
def each_match(rt: Runtime, receiver: Any, pattern: Any, closure: ClosureValue) -> Any:
    regex = _regex(pattern)
    for match in regex.compiled.finditer(regex.checked(text_of(receiver))):
        call_groups(closure, match)
    return receiver


def _regex(pattern: Any) -> PatternValue:
    if pattern is None:
        raise null_used("java.lang.CharSequence.toString()", "regex")
    return as_pattern(pattern)


@STRINGS("find")
def find(rt: Runtime, receiver: Any, pattern: Any, closure: ClosureValue | None = None) -> Any:
    if isinstance(pattern, ClosureValue):
        return next((char for char in letters(receiver) if truth(pattern.call_by_name("call", [char]))), None)
    regex = _regex(pattern)
    match = regex.compiled.search(regex.checked(text_of(receiver)))
    if match is None:
        return None
    return match.group() if closure is None else call_groups(closure, match)


@STRINGS("findAll")
def find_all(rt: Runtime, receiver: Any, pattern: Any, closure: ClosureValue | None = None) -> list[Any]:
    if isinstance(pattern, ClosureValue):
        return [char for char in letters(receiver) if truth(pattern.call_by_name("call", [char]))]
    regex = _regex(pattern)
    found = regex.compiled.finditer(regex.checked(text_of(receiver)))
    return [match.group() if closure is None else call_groups(closure, match) for match in found]


@STRINGS("count")
def count(rt: Runtime, receiver: Any, wanted: str) -> int:
    text = text_of(receiver)
    return sum(text.startswith(wanted, at) for at in range(len(text))) if wanted else len(text) + 1


@STRINGS()
def tr(rt: Runtime, receiver: Any, source: str, target: str) -> str:
    old, new = _tr_chars(source), _tr_chars(target)
    new = new + new[-1:] * (len(old) - len(new))
    return text_of(receiver).translate({ord(a): b for a, b in zip(old, new, strict=False)})


def _tr_chars(text: str) -> str:
    return re.sub(r"(.)-(.)", lambda match: "".join(map(chr, range(ord(match[1]), ord(match[2]) + 1))), text)


@STRINGS("matcher")
def matcher(rt: Runtime, receiver: Any, pattern: Any) -> MatcherValue:
    return MatcherValue(as_pattern(pattern), text_of(receiver))
