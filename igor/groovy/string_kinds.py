"""The six kinds of string, and what a backslash means in each."""

from __future__ import annotations

import re

from msgspec import Struct

_OCTAL = re.compile(r"[0-3][0-7]{0,2}|[4-7][0-7]?")
_UNICODE = re.compile(r"u+([0-9a-fA-F]{4})")
_ESCAPES = {
    "n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\", "$": "$",
}  # fmt: skip


class StringKind(Struct, frozen=True):
    """How one kind of string is read: ``chunk`` is a run of characters that mean themselves."""

    opening: str
    closing: str
    chunk: re.Pattern[str]
    has_values: bool
    has_escapes: bool
    many_lines: bool
    forbids_newline_in_values: bool


_SINGLE_CHUNK = re.compile(r"[^'\\\r\n]+")
_DOUBLE_CHUNK = re.compile(r'[^"\\\r\n$]+')
_SLASHY_CHUNK = re.compile(r"[^/\\\r\n$]+")

#: By what opens them.
STRING_KINDS = {
    "'": StringKind("'", "'", _SINGLE_CHUNK, False, True, False, False),
    "'''": StringKind("'''", "'''", _SINGLE_CHUNK, False, True, True, False),
    '"': StringKind('"', '"', _DOUBLE_CHUNK, True, True, False, True),
    '"""': StringKind('"""', '"""', _DOUBLE_CHUNK, True, True, True, False),
    "/": StringKind("/", "/", _SLASHY_CHUNK, True, False, True, True),
    "$/": StringKind("$/", "/$", _SLASHY_CHUNK, True, False, True, False),
}


def resolve_escape(kind: StringKind, source: str, offset: int) -> tuple[str, int] | None:
    """For a backslash at ``offset`` that ends no line: its text and the offset after it, None if it may not stand."""
    if kind.has_escapes:
        return _resolve_quoted_escape(source, offset)
    if kind.closing == "/" and source.startswith("\\/", offset):
        return "/", offset + 2
    return "\\", offset + 1


def _resolve_quoted_escape(source: str, offset: int) -> tuple[str, int] | None:
    char = source[offset + 1 : offset + 2]
    if char in _ESCAPES:
        return _ESCAPES[char], offset + 2
    octal = _OCTAL.match(source, offset + 1)
    if octal:
        return chr(int(octal[0], 8)), octal.end()
    code = _UNICODE.match(source, offset + 1)
    return (chr(int(code[1], 16)), code.end()) if code else None
