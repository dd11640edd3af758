"""What every part of the parser stands on: a place in the tokens, looking ahead, and errors.

Looking ahead is a scan over token kinds that answers yes or no (or where something ends) and builds nothing; parsing
never goes back, so that a source is read in time proportional to its length.
"""

from __future__ import annotations

from typing import NoReturn

from igor.groovy import tokens
from igor.groovy.ast import Span
from igor.groovy.errors import GroovySyntaxError
from igor.groovy.source_text import line_offsets, source_line
from igor.groovy.tokens import EOF, IDENTIFIER, NEWLINE, Position, Tokens

_OPENING = frozenset({"(", "[", "{", tokens.GSTRING_START})
_CLOSING = frozenset({")", "]", "}", tokens.GSTRING_END})
_EXPECTED_WORDS = {
    IDENTIFIER: "an identifier",
    EOF: "EOF",
    tokens.GSTRING_MIDDLE: "a string literal end",
}


class TokenCursor:
    """A place in the tokens of one source."""

    def __init__(self, source_tokens: Tokens) -> None:
        self.tokens = source_tokens
        self.kinds = source_tokens.kinds
        self.texts = source_tokens.texts
        self.starts = source_tokens.starts
        self.ends = source_tokens.ends
        self.index = 0
        #: ``kinds[index]``, kept at hand as nearly every decision asks for it.
        self.kind = self.kinds[0]
        self._bracket_ends: dict[int, int] | None = None
        self._line_offsets: list[int] | None = None

    # --- moving

    def advance(self) -> None:
        """Go to the next token; never past the end."""
        if self.kind != EOF:
            self.index += 1
            self.kind = self.kinds[self.index]

    def go_to(self, index: int) -> None:
        """Go to the token with that number."""
        self.index = index
        self.kind = self.kinds[index]

    def take_text(self) -> str:
        """The text of the present token; goes on to the next."""
        text = self.texts[self.index]
        self.advance()
        return text

    def accept(self, kind: str) -> bool:
        """Step over the present token if it is of that kind."""
        if self.kind == kind:
            self.advance()
            return True
        return False

    def expect(self, kind: str) -> str:
        """Step over a token that must be of that kind, and give its text."""
        if self.kind != kind:
            self.fail_expecting(kind)
        return self.take_text()

    def close(self, bracket: str) -> None:
        """Step over the bracket that must close here; Groovy names what stands there instead."""
        if self.kind != bracket and self.kind != EOF:
            self.fail_unexpected()
        self.expect(bracket)

    def skip_newlines(self) -> None:
        """``nls: NEWLINE?``"""
        if self.kind == NEWLINE:
            self.advance()

    # --- looking ahead

    def peek(self, distance: int = 1) -> str:
        """The kind of a later token."""
        index = self.index + distance
        return self.kinds[index] if index < len(self.kinds) else EOF

    def peek_past_newlines(self) -> str:
        """The kind of the present token, or of the next if the present one is a newline."""
        return self.peek() if self.kind == NEWLINE else self.kind

    def skipped_newline(self, index: int) -> int:
        """``index``, or the one after if a newline stands there."""
        return index + 1 if self.kinds[index] == NEWLINE else index

    def end_of_brackets(self, index: int) -> int | None:
        """For an index at an opening bracket (or string with values): the index after what closes it."""
        if self._bracket_ends is None:
            self._bracket_ends = self._match_brackets()
        return self._bracket_ends.get(index)

    def _match_brackets(self) -> dict[int, int]:
        """Opening index → index after the closing one, for the whole source in one pass."""
        ends: dict[int, int] = {}
        open_indexes: list[int] = []
        for index, kind in enumerate(self.kinds):
            if kind in _OPENING:
                open_indexes.append(index)
            elif kind in _CLOSING and open_indexes:
                ends[open_indexes.pop()] = index + 1
        return ends

    # --- places

    def span_from(self, start: Position) -> Span:
        """From a position to the end of the last token stepped over."""
        end = self.ends[self.index - 1] if self.index else start
        return Span(start[0], start[1], end[0], end[1])

    def position(self) -> Position:
        """Where the present token starts."""
        return self.starts[self.index]

    def text_between(self, first: int, last: int) -> str:
        """The source of tokens ``first`` to ``last``, both included."""
        return self._text(self.starts[first], self.ends[last])

    def text_before(self, first: int, end: int) -> str:
        """The source from token ``first`` to where token ``end`` starts, what stands between them included."""
        return self._text(self.starts[first], self.starts[end])

    def _text(self, start: Position, end: Position) -> str:
        if self._line_offsets is None:
            self._line_offsets = line_offsets(self.tokens.source)
        first, last = self._line_offsets[start[0] - 1], self._line_offsets[end[0] - 1]
        return self.tokens.source[first + start[1] - 1 : last + end[1] - 1]

    # --- errors

    def fail(self, message: str, position: Position | None = None) -> NoReturn:
        """Refuse the source, at the present token or elsewhere."""
        line, column = position or self.position()
        raise GroovySyntaxError(
            message,
            file_name=self.tokens.file_name,
            line=line,
            column=column,
            source_line=source_line(self.tokens.source, line),
        )

    def fail_unexpected(self) -> NoReturn:
        """Refuse the present token: nothing can begin with it here."""
        text = "" if self.kind == EOF else self.texts[self.index]
        self.fail(f"unexpected token: {text}")

    def fail_expecting(self, kind: str) -> NoReturn:
        """Refuse the present token: only one kind can stand here."""
        expected = _EXPECTED_WORDS.get(kind, f"'{kind}'")
        self.fail(f"expecting {expected}, found '{self.texts[self.index]}'")
