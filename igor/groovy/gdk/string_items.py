"""Methods of strings as rows of characters and bytes: by index, one after the other, as lists and arrays."""

from __future__ import annotations

import base64
from typing import Any

from igor.groovy.casts import ambiguous
from igor.groovy.closure import ClosureValue
from igor.groovy.gdk.calling import tester
from igor.groovy.gdk.cursors import ListCursor
from igor.groovy.gdk.list_items import from_begin, picked_index, range_borders
from igor.groovy.gdk.strings import letters, part_of, text_of
from igor.groovy.null_texts import null_used
from igor.groovy.ranges import GRange
from igor.groovy.registry import STRINGS
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import (
    GroovyRuntimeError,
    NoSignature,
    illegal_argument,
)
from igor.groovy.text import to_string
from igor.groovy.text_buffer import TextBuffer
from igor.groovy.values import Byte, Character, GArray, GSet, Long, to_int32


@STRINGS()
def take_while(rt: Runtime, receiver: Any, closure: ClosureValue) -> str:
    text = text_of(receiver)
    return text[: _prefix(text, closure)]


@STRINGS()
def drop_while(rt: Runtime, receiver: Any, closure: ClosureValue) -> str:
    text = text_of(receiver)
    return text[_prefix(text, closure) :]


def _prefix(text: str, closure: ClosureValue) -> int:
    test = tester(closure)
    for index, char in enumerate(text):
        if not test(char):
            return index
    return len(text)


@STRINGS("getAt")
def get_at(rt: Runtime, receiver: Any, index: Any) -> Any:
    text = text_of(receiver)
    if index is None and isinstance(receiver, Character):
        raise null_used("Object.hashCode()", "key")
    if index is None:
        raise ambiguous(receiver, "getAt", "groovy.lang.Range", "java.util.Collection")
    if isinstance(index, GRange):
        return _range_of(receiver, index)
    if isinstance(index, (list, GSet)):
        source = receiver if isinstance(receiver, TextBuffer) else text
        return "".join(get_at(rt, source, picked_index(one)) for one in index)
    if not isinstance(index, int) or isinstance(index, (bool, Long)):
        raise NoSignature
    at = from_begin(to_int32(index), len(text))
    return part_of(receiver, at, at + 1)


def _range_of(receiver: Any, index: GRange) -> str:
    if index.empty:
        return ""
    low, high, backwards = range_borders(index, len(text_of(receiver)))
    piece = part_of(receiver, low, high)
    return piece[::-1] if backwards else piece


@STRINGS("toList")
def to_list(rt: Runtime, receiver: Any) -> Any:
    text = text_of(receiver)
    rt.check_items(len(text))
    return list(text)


@STRINGS("iterator")
def iterator(rt: Runtime, receiver: Any) -> ListCursor:
    return ListCursor(to_list(rt, receiver))


@STRINGS("getChars", "toCharArray")
def get_chars(rt: Runtime, receiver: Any) -> GArray:
    return GArray([Character(char) for char in text_of(receiver)], "char")


@STRINGS("toSet")
def to_set(rt: Runtime, receiver: Any) -> Any:
    return GSet(list(text_of(receiver)), "java.util.HashSet")


@STRINGS("getBytes")
def get_bytes(rt: Runtime, receiver: Any, charset: Any = "UTF-8") -> GArray:
    name = to_string(charset)
    try:
        data = text_of(receiver).encode(name, "replace")
    except LookupError:
        raise GroovyRuntimeError("java.io.UnsupportedEncodingException", name) from None
    return GArray([Byte(one - 256 if one > 127 else one) for one in data], "byte")


@STRINGS("encodeBase64")
def encode_base64(rt: Runtime, receiver: Any) -> str:
    return base64.b64encode(text_of(receiver).encode()).decode()


@STRINGS("decodeBase64")
def decode_base64(rt: Runtime, receiver: Any) -> GArray:
    try:
        data = base64.b64decode(text_of(receiver))
    except ValueError as error:
        raise illegal_argument(f"bad Base64: {error}") from None
    return GArray([Byte(one - 256 if one > 127 else one) for one in data], "byte")


@STRINGS("each")
def each(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    for char in letters(receiver):
        closure.call(char)
    return receiver


@STRINGS("eachWithIndex")
def each_with_index(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    for index, char in enumerate(letters(receiver)):
        closure.call(char, index)
    return receiver


@STRINGS("collect")
def collect(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> list[Any]:
    return [char if closure is None else closure.call(char) for char in letters(receiver)]


@STRINGS("every")
def every(rt: Runtime, receiver: Any, closure: ClosureValue) -> bool:
    return all(map(tester(closure), letters(receiver)))


@STRINGS("any")
def any_(rt: Runtime, receiver: Any, closure: ClosureValue) -> bool:
    return any(map(tester(closure), letters(receiver)))
