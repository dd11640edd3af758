"""java.util.regex.Pattern and Matcher."""

from __future__ import annotations

import re
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.closure import ClosureValue
from igor.groovy.gdk.calling import call_groups
from igor.groovy.gdk.string_search import split_text
from igor.groovy.gdk.strings import strings
from igor.groovy.iteration import IteratorValue
from igor.groovy.ranges import GRange
from igor.groovy.regex import FLAG_CONSTANTS, MATCHERS, PATTERNS, MatcherValue, PatternValue, expand, groups
from igor.groovy.registry import StaticTable, load
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, out_of_bounds
from igor.groovy.semantics import truth
from igor.groovy.text import to_string
from igor.groovy.text_buffer import TextBuffer
from igor.groovy.values import Long

register_kind("java.util.regex.Pattern", PATTERNS)
register_kind("java.util.regex.Matcher", MATCHERS)
PATTERN = StaticTable("java.util.regex.Pattern")
PATTERN.constants.update(FLAG_CONSTANTS)


@PATTERN("compile")
def compile_(rt: Runtime, source: str, flags: int = 0) -> PatternValue:
    return PatternValue.of(source, flags)


@PATTERN("quote")
def quote(rt: Runtime, text: str) -> str:
    return f"\\Q{text}\\E"


@PATTERN("matches")
def pattern_matches(rt: Runtime, source: str, text: str) -> bool:
    pattern = PatternValue.of(source)
    return pattern.compiled.fullmatch(pattern.checked(text)) is not None


StaticTable("java.util.regex.Matcher")("quoteReplacement")(
    lambda rt, text: to_string(text).replace("\\", "\\\\").replace("$", "\\$")
)


@PATTERNS("matcher")
def matcher(rt: Runtime, receiver: PatternValue, text: Any) -> MatcherValue:
    return MatcherValue(receiver, to_string(text))


@PATTERNS("pattern", "toString")
def pattern_text(rt: Runtime, receiver: PatternValue) -> str:
    return receiver.source


@PATTERNS("flags")
def pattern_flags(rt: Runtime, receiver: PatternValue) -> int:
    return receiver.flags


@PATTERNS("split")
def pattern_split(rt: Runtime, receiver: PatternValue, text: str, limit: int = 0) -> Any:
    return strings(split_text(text, receiver, limit))


@PATTERNS("splitAsStream")
def split_as_stream(rt: Runtime, receiver: PatternValue, text: str) -> Any:
    return load("streams").StreamValue(split_text(text, receiver, 0))


@PATTERNS("isCase")
def pattern_is_case(rt: Runtime, receiver: PatternValue, value: Any) -> bool:
    return receiver.compiled.fullmatch(receiver.checked(to_string(value))) is not None


def _current(receiver: MatcherValue) -> Any:
    if receiver.match is None:
        raise GroovyRuntimeError("java.lang.IllegalStateException", "No match found")
    return receiver.match


@MATCHERS("find")
def find(rt: Runtime, receiver: MatcherValue, start: int | None = None) -> bool:
    if start is not None:
        receiver.position = start
    return receiver.find()


@MATCHERS("matches")
def matches(rt: Runtime, receiver: MatcherValue) -> bool:
    receiver.match = receiver.pattern.compiled.fullmatch(receiver.subject)
    return receiver.match is not None


@MATCHERS("lookingAt")
def looking_at(rt: Runtime, receiver: MatcherValue) -> bool:
    receiver.match = receiver.pattern.compiled.match(receiver.subject)
    return receiver.match is not None


@MATCHERS("group")
def group(rt: Runtime, receiver: MatcherValue, which: Any = 0) -> Any:
    match = _current(receiver)
    try:
        return match.group(which if isinstance(which, int) else to_string(which))
    except IndexError:
        if isinstance(which, int):
            raise out_of_bounds(f"No group {which}") from None
        raise GroovyRuntimeError("java.lang.IllegalArgumentException", f"No group with name <{which}>") from None


@MATCHERS("groupCount")
def group_count(rt: Runtime, receiver: MatcherValue) -> int:
    return receiver.pattern.compiled.groups


@MATCHERS("hasGroup")
def has_group(rt: Runtime, receiver: MatcherValue) -> bool:
    return receiver.pattern.compiled.groups > 0


@MATCHERS("start")
def start_(rt: Runtime, receiver: MatcherValue, which: int = 0) -> int:
    return int(_current(receiver).start(which))


@MATCHERS("end")
def end_(rt: Runtime, receiver: MatcherValue, which: int = 0) -> int:
    return int(_current(receiver).end(which))


@MATCHERS("reset")
def reset(rt: Runtime, receiver: MatcherValue, text: Any = None) -> MatcherValue:
    if text is not None:
        receiver.subject = receiver.pattern.checked(to_string(text))
    receiver.position, receiver.match, receiver.append_position = 0, None, 0
    return receiver


@MATCHERS("getCount")
def count(rt: Runtime, receiver: MatcherValue) -> int:
    return len(receiver.all())


@MATCHERS("size")
def size(rt: Runtime, receiver: MatcherValue) -> Long:
    return Long(len(receiver.all()))


@MATCHERS("getAt")
def get_at(rt: Runtime, receiver: MatcherValue, index: Any) -> Any:
    found = receiver.all()
    if isinstance(index, GRange):
        return [groups(match) for match in found][index.low : index.high + 1]
    if not isinstance(index, int):
        raise NoSignature
    at = index + len(found) if index < 0 else index
    if not 0 <= at < len(found):
        raise out_of_bounds(f"index is out of range {-len(found)}..{len(found) - 1} (index = {index})")
    receiver.match = found[at]
    return groups(found[at])


@MATCHERS("results")
def results(rt: Runtime, receiver: MatcherValue) -> Any:
    return load("streams").StreamValue([_result(receiver, match) for match in receiver.all()])


@MATCHERS("toMatchResult")
def to_match_result(rt: Runtime, receiver: MatcherValue) -> MatcherValue:
    return _result(receiver, receiver.match)


def _result(receiver: MatcherValue, match: re.Match[str] | None) -> MatcherValue:
    """What was found, kept as it is."""
    result = MatcherValue(receiver.pattern, receiver.subject)
    result.match = match
    return result


@MATCHERS("iterator")
def iterator(rt: Runtime, receiver: MatcherValue) -> IteratorValue:
    return IteratorValue(groups(match) for match in receiver.all())


@MATCHERS("each")
def each(rt: Runtime, receiver: MatcherValue, closure: ClosureValue) -> Any:
    for match in receiver.all():
        call_groups(closure, match)
    return receiver


@MATCHERS("collect")
def collect(rt: Runtime, receiver: MatcherValue, closure: ClosureValue | None = None) -> list[Any]:
    return [groups(match) if closure is None else call_groups(closure, match) for match in receiver.all()]


@MATCHERS("findAll")
def find_all(rt: Runtime, receiver: MatcherValue, closure: ClosureValue | None = None) -> list[Any]:
    found = [groups(match) for match in receiver.all()]
    return found if closure is None else [item for item in found if truth(closure.call(item))]


@MATCHERS("replaceAll")
def replace_all(rt: Runtime, receiver: MatcherValue, new: Any) -> str:
    return receiver.pattern.compiled.sub(lambda match: expand(match, to_string(new)), receiver.subject)


@MATCHERS("replaceFirst")
def replace_first(rt: Runtime, receiver: MatcherValue, new: Any) -> str:
    return receiver.pattern.compiled.sub(lambda match: expand(match, to_string(new)), receiver.subject, count=1)


@MATCHERS("appendReplacement")
def append_replacement(rt: Runtime, receiver: MatcherValue, target: TextBuffer, new: str) -> MatcherValue:
    match = _current(receiver)
    target.append(receiver.subject[receiver.append_position : match.start()] + expand(match, new))
    receiver.append_position = match.end()
    return receiver


@MATCHERS("appendTail")
def append_tail(rt: Runtime, receiver: MatcherValue, target: TextBuffer) -> TextBuffer:
    target.append(receiver.subject[receiver.append_position :])
    return target


@MATCHERS("pattern")
def matcher_pattern(rt: Runtime, receiver: MatcherValue) -> PatternValue:
    return receiver.pattern
