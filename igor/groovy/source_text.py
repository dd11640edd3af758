"""Source text by lines, and the ``\\uXXXX`` in it that are resolved before anything is read."""

from __future__ import annotations

import re

from igor.groovy.errors import GroovySyntaxError

NEWLINE = re.compile(r"\r\n|\r|\n")
_UNICODE_ESCAPE = re.compile(r"(\\\\)|\\u+([0-9a-fA-F]{4})?")


def resolve_unicode_escapes(source: str, file_name: str) -> str:
    """``\\uXXXX`` is its character everywhere, comments and names included; an escaped backslash begins none.

    Raises:
        GroovySyntaxError: not four hexadecimal digits after it.

    Source: org.codehaus.groovy.antlr.UnicodeEscapingReader.
    """
    if "\\u" not in source:
        return source

    def resolve(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        if match[2] is None:
            line, start = line_of(source, match.start())
            raise GroovySyntaxError(
                "Did not find four digit hex character code.",
                file_name=file_name,
                line=line,
                column=match.start() - start + 1,
                source_line=source_line(source, line),
            )
        return chr(int(match[2], 16))

    return _UNICODE_ESCAPE.sub(resolve, source)


def line_of(source: str, offset: int) -> tuple[int, int]:
    """The line number (from 1) that holds an offset, and the offset at which that line starts."""
    line, start = 1, 0
    for newline in NEWLINE.finditer(source, 0, offset):
        line += 1
        start = newline.end()
    return line, start


def source_line(source: str, line: int) -> str:
    """The text of one line, counted from 1; empty past the end."""
    lines = NEWLINE.split(source)
    return lines[line - 1] if 0 < line <= len(lines) else ""


def line_offsets(source: str) -> list[int]:
    """Where each line starts, as offsets into the source."""
    return [0, *(newline.end() for newline in NEWLINE.finditer(source))]
