"""The drawing of a failed ``assert``: its source in one line, and below it each value at its place.

Source: org.codehaus.groovy.runtime.powerassert.SourceText and AssertionRenderer.
"""

from __future__ import annotations

import re
from typing import Any

from igor.groovy.class_model import GroovyObject, class_name
from igor.groovy.identities import identity_hash
from igor.groovy.runtime_errors import BudgetError, GroovyRuntimeError
from igor.groovy.text import to_string
from igor.groovy.text_buffer import TextBuffer

#: Column in the text (from 0) and value, in the order of evaluation.
Recorded = list["tuple[int, Any]"]
_NEWLINE = re.compile(r"\r\n|\r|\n")
_FAR = 10**9


class NormalText:
    """The source of a statement that begins at ``line`` and ``column``, its lines joined into one ``text``."""

    def __init__(self, source: str, line: int, column: int) -> None:
        self.line = line
        lines = _NEWLINE.split(source)
        self._cut: list[int] = []
        self._starts: list[int] = []
        self.text = ""
        for number, one in enumerate(lines):
            self._cut.append(column - 1 if number == 0 else len(one) - len(one.lstrip()))
            self._starts.append(len(self.text))
            stripped = one.strip()
            self.text += stripped + (" " if stripped and number < len(lines) - 1 else "")

    def column(self, line: int, column: int) -> int:
        """Where in ``text`` a place of the file is, from 0; negative when it is outside."""
        at = line - self.line
        if not 0 <= at < len(self._cut) or column <= self._cut[at]:
            return -1
        return self._starts[at] + column - self._cut[at] - 1


def draw(text: str, recorded: Recorded) -> str:
    """Values below their columns, right ones first, each on the first line with room for it."""
    lines, starts = [text, ""], [0, 0]
    ordered = sorted(recorded, key=lambda entry: -entry[0])
    for position, (column, value) in enumerate(ordered):
        if position + 1 == len(ordered) or ordered[position + 1][0] != column:
            _place_value(lines, starts, column, value_text(value))
    return "\n".join(lines)


def _place_value(lines: list[str], starts: list[int], column: int, text: str) -> None:
    parts = _NEWLINE.split(text)
    end = column + len(text) if len(parts) == 1 else _FAR
    for row in range(1, len(lines)):
        if end < starts[row]:
            lines[row] = _over(lines[row], column, text)
            starts[row] = column
            return
        lines[row] = _over(lines[row], column, "|")
        if row > 1:
            starts[row] = column + 1
    for part in parts:
        lines.append(" " * column + part)
        starts.append(column)


def _over(line: str, column: int, text: str) -> str:
    padded = line.ljust(column)
    return padded[:column] + text + padded[column + len(text) :]


def value_text(value: Any) -> str:
    """A value as the drawing shows it, also when its ``toString()`` throws or gives nothing."""
    try:
        text = _own_text(value)
    except BudgetError:
        raise
    except GroovyRuntimeError as error:
        return f"{_plain(value)} (toString() threw {error.groovy_class})"
    if text is None:
        return f"{_plain(value)} (toString() == null)"
    if text == "":
        return '""' if isinstance(value, (str, TextBuffer)) else f'{_plain(value)} (toString() == "")'
    return text


def _own_text(value: Any) -> str | None:
    if not isinstance(value, GroovyObject):
        return to_string(value)
    method = value.find("toString", [])
    if method is None:
        return to_string(value)
    result = method.run(value, [])
    return None if result is None else to_string(result)


def _plain(value: Any) -> str:
    return f"{class_name(value)}@{identity_hash(value):x}"
