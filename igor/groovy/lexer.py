"""Source text → tokens, by the rules of Groovy 2.4.

Newlines are tokens only where the innermost open bracket is ``{`` or none; runs of newlines and comments are one. A
``/`` opens a string only where no expression can end. Strings nest in strings without limit: ``_open_strings`` keeps
what is to be resumed at which ``}``.
"""

from __future__ import annotations

import re
from typing import NoReturn

from igor.groovy import tokens
from igor.groovy.errors import GroovySyntaxError
from igor.groovy.source_text import NEWLINE, line_of, resolve_unicode_escapes, source_line
from igor.groovy.string_kinds import STRING_KINDS, StringKind, resolve_escape
from igor.groovy.tokens import Position, Tokens

#: What no word has in it, as classes of few characters: ``re`` takes long to build a class of all letters.
_NO_LETTER = r"\x00-#%-@\[-\^`{-\xbf\xd7\xf7"
_NO_WORD_PART = r"\x00-#%-/:-@\[-\^`{-\xbf\xd7\xf7"
#: Groovy's lexer takes it for the end of the source.
_END_MARK = "\uffff"
#: A longer one stands before those that it begins with. What begins with a slash is no matter of the text alone.
_OPERATORS = (
    ">>>=", "**=", "<=>", "===", "!==", ">>>", "<<=", ">>=", "..<", "...", "==~", "==", "!=", "<=", ">=", "&&", "||",
    "++", "--", "+=", "-=", "*=", "%=", "&=", "|=", "^=", "<<", ">>", "**", "..", "->", "?.", "*.", ".&", "?:",
    "=~", "{", "}", "(", ")", "[", "]", ";", ",", ".", "=", "<", ">", "!", "~", "?", ":", "+", "-", "*", "&", "|",
    "^", "%", "@",
)  # fmt: skip


def _pattern_of_operators() -> str:
    """Those that no other begins with as one class, the others by their first character: few branches to try."""
    by_first: dict[str, list[str]] = {}
    for operator in _OPERATORS:
        by_first.setdefault(operator[0], []).append(re.escape(operator[1:]))
    alone = "".join(re.escape(first) for first, rests in by_first.items() if len(rests) == 1)
    groups = [f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items() if len(rests) > 1]
    return "|".join([f"[{alone}]", *groups])


_NEWLINE = r"(?:\r\n|\r|\n)"
#: One token of code with the space before it; the name of the group that matched says what it is.
_CODE = re.compile(
    r"[ \t\f]*(?:"
    rf"(?P<word>[^{_NO_LETTER}][^{_NO_WORD_PART}]*)"
    rf"|(?P<newline>{_NEWLINE}(?:[ \t\f]*(?://[^\r\n]*)?{_NEWLINE})*)"
    rf"|(?P<operator>{_pattern_of_operators()})"
    r"|'(?P<single>[^'\\\r\n]+)'|(?P<empty>''(?!')|\"\"(?!\"))"
    r"|\"(?P<double>[^\"\\\r\n$]+)\""
    r"|(?P<line_comment>//[^\r\n]*)|(?P<block_comment>/\*)"
    r"|(?P<quote>'''|'|\"\"\"|\")"
    r"|(?P<slash>/)"
    rf"|(?P<number>[0-9])|(?P<continuation>\\{_NEWLINE})"
    r"|(?P<end>\Z))"
)
_NUMBER = re.compile(
    r"0[xX][0-9a-fA-F](?:[0-9a-fA-F_]*[0-9a-fA-F])?[lLiIgG]?|0[bB][01](?:[01_]*[01])?[lLiIgG]?"
    r"|(?P<digits>[0-9](?:[0-9_]*[0-9])?)"
    r"(?:[lLiIgG]|(?P<decimal>(?:\.[0-9](?:[0-9_]*[0-9])?)?(?:[eE][+-]?[0-9_]*[0-9])?[fFdD]?)(?:(?<![fFdD])[gG])?)"
)
_LONGEST_NUMBER = 50_000
#: ``08`` is the number 0 and the number 8.
_OCTAL_PREFIX = re.compile(r"^(0[0-7_]*?)_*[89].*")
_WORD, _OPERATOR, _END = (_CODE.groupindex[name] for name in ("word", "operator", "end"))
_WHOLE_STRINGS = (_CODE.groupindex["single"], _CODE.groupindex["double"])
#: Words that are not simply what they look like.
_WORDS_THOUGHT_ABOUT = frozenset({"as", "def", "in", "trait", "package", "static", "$"})
#: How many more round and square brackets are open after one.
_OPENED = {"(": 1, "[": 1, ")": -1, "]": -1}
_PATH_NAME = re.compile(rf"(?!{_END_MARK})[^${_NO_LETTER}](?:(?!{_END_MARK})[^${_NO_WORD_PART}])*")
_SIMPLE_STRING_NEWLINE = (
    "end of line reached within a simple string 'x' or \"x\" or /x/;\n   solution: for multi-line literals, "
    "use triple quotes '''x''' or \"\"\"x\"\"\" or /x/ or $/x/$"
)
_DOLLAR = (
    "illegal string body character after dollar sign;\n   solution: either escape a literal dollar sign "
    '"\\$5" or bracket the value expression "${5}"'
)


def tokenize(source: str, file_name: str) -> Tokens:
    """Cut a source into tokens.

    Raises:
        GroovySyntaxError: a character, number, escape, string or comment that Groovy's lexer refuses.

    Source: groovy.g (lexer part) of Groovy 2.4.21; its UnicodeEscapingReader.
    """
    lexer = _Lexer(resolve_unicode_escapes(source, file_name), file_name)
    lexer.run()
    return Tokens(lexer.source, file_name, lexer.kinds, lexer.texts, lexer.starts, lexer.ends)


class _Lexer:
    def __init__(self, source: str, file_name: str) -> None:
        self.file_name = file_name
        #: Of each token so far: what ``Tokens`` holds.
        self.kinds: list[str] = []
        self.texts: list[str] = []
        self.starts: list[Position] = []
        self.ends: list[Position] = []
        self.source = source
        self.offset = 0
        self.line = 1
        self.line_offset = 0
        #: Open ``(`` and ``[`` inside the innermost ``{``: newlines mean nothing while there is one.
        self.open_round = 0
        #: For each open ``{``: the count to go back to, and the string that its ``}`` resumes.
        self.open_braces: list[tuple[int, StringKind | None]] = []
        self.forbid_newline = 0
        self._readers = {
            "newline": self._newline, "quote": self._quote, "slash": self._slash, "number": self._number,
            "block_comment": self._block_comment, "line_comment": self._line_comment,
            "continuation": self._continuation,
        }  # fmt: skip

    @property
    def last_kind(self) -> str:
        """The kind of the token before."""
        return self.kinds[-1] if self.kinds else tokens.EOF

    def run(self) -> None:
        """Read tokens until the end of the source."""
        source = self.source
        if source.startswith("#!"):
            newline = NEWLINE.search(source)
            self.offset = newline.start() if newline else len(source)
        elif source.startswith("#"):
            self._fail(f"expecting '!', found '{source[1:2].replace(chr(10), chr(92) + 'n')}'", 1)
        match_code, keywords = _CODE.match, tokens.KEYWORDS
        add_kind, add_text = self.kinds.append, self.texts.append
        add_start, add_end = self.starts.append, self.ends.append
        offset, line, before_line = self.offset, self.line, self.line_offset - 1
        # What most of a source is made of is ``_emit`` written out, with all of it in variables of this function.
        while match := match_code(source, offset):
            group, end = match.lastindex, match.end()
            if group == _WORD:
                text = match[_WORD]
                kind = text if text in keywords else tokens.IDENTIFIER
                start = end - len(text)
                thought_about = text in _WORDS_THOUGHT_ABOUT or not text.isascii()
            elif group == _OPERATOR:
                kind = text = match[_OPERATOR]
                start = end - len(text)
                thought_about = False
                if text in _OPENED:
                    self.open_round += _OPENED[text]
                elif text == "{":
                    self._open_brace(None)
                elif text == "}" and self.open_braces:
                    thought_about = self.open_braces[-1][1] is not None
                    if not thought_about:
                        self.open_round = self.open_braces.pop()[0]
            elif group in _WHOLE_STRINGS:
                kind, text = tokens.STRING, match[group]
                start = end - len(text) - 2
                thought_about = False
            elif group == _END:
                self._emit(tokens.EOF, "", end, end)
                return
            else:
                thought_about = True
            if thought_about:
                self._thought_about(match, end)
                offset, line, before_line = self.offset, self.line, self.line_offset - 1
                continue
            add_kind(kind)
            add_text(text)
            add_start((line, start - before_line))
            add_end((line, end - before_line))
            offset = end
        self.offset = offset
        self._refuse_character()

    def _thought_about(self, match: re.Match[str], end: int) -> None:
        """Read what is not simply what it looks like, or changes what follows."""
        group = match.lastgroup or ""
        if group == "word":
            self._word(match["word"], end)
        elif group == "operator":
            text = match["operator"]
            self._emit(text, text, end - 1, end)
            self._resume_string()
        elif group == "empty":
            self._emit(tokens.STRING, "", end - 2, end)
        else:
            self._readers[group](*match.span(group))

    def _word(self, text: str, end: int) -> None:
        start = end - len(text)
        if text in tokens.KEYWORDS:
            self._emit(self._kind_of_keyword(text, self.source[end : end + 1]), text, start, end)
        elif text == "$" and self.source.startswith("$/", start) and self._may_open_slashy_string():
            self._string(STRING_KINDS["$/"], start, start + 2)
        elif _END_MARK in text:
            self._fail(f"unexpected char: '{_END_MARK}'", start + text.index(_END_MARK))
        else:
            self._emit(tokens.IDENTIFIER, text, start, end)

    def _emit(self, kind: str, text: str, start: int, end: int) -> None:
        line, before_line = self.line, self.line_offset - 1
        self.kinds.append(kind)
        self.texts.append(text)
        self.starts.append((line, start - before_line))
        self.ends.append((line, end - before_line))
        self.offset = end

    def _count_lines(self, start: int, end: int) -> None:
        """Step over the lines that end between two offsets."""
        source = self.source
        if "\r" in source:
            for newline in NEWLINE.finditer(source, start, end):
                self.line += 1
                self.line_offset = newline.end()
        elif count := source.count("\n", start, end):
            self.line += count
            self.line_offset = source.rindex("\n", start, end) + 1

    def _may_open_slashy_string(self) -> bool:
        return self.last_kind not in tokens.EXPRESSION_ENDS

    def _kind_of_keyword(self, word: str, next_char: str) -> str:
        """A keyword next to a dot, or in a package name, may be a plain name."""
        after_dot = self.last_kind == "."
        if word in ("as", "def", "in", "trait"):
            is_name = next_char == "." or after_dot or self.last_kind == "package"
        elif word == "package":
            in_parentheses = next_char == ")" and self.last_kind == "("
            is_name = next_char == "." or after_dot or self.last_kind == "import" or in_parentheses
        else:
            is_name = word == "static" and next_char == "."
        return tokens.IDENTIFIER if is_name else word

    def _resume_string(self) -> None:
        self.open_round, string = self.open_braces.pop()
        assert string is not None
        self._rest_of_string(string)

    def _open_brace(self, string: StringKind | None) -> None:
        self.open_braces.append((self.open_round, string))
        self.open_round = 0

    def _newline(self, start: int, end: int) -> None:
        """A newline, with the empty lines and line comments after it."""
        if self.forbid_newline:
            self._fail(_SIMPLE_STRING_NEWLINE, start)
        if self.open_round == 0 and self.last_kind != tokens.NEWLINE:
            self._emit(tokens.NEWLINE, "<newline>", start, start)
        self.offset = end
        if end == start + 1:
            self.line += 1
            self.line_offset = end
        else:
            self._count_lines(start, end)

    def _line_comment(self, start: int, end: int) -> None:
        self.offset = end

    def _continuation(self, start: int, end: int) -> None:
        self.offset = end
        self.line += 1
        self.line_offset = end

    def _block_comment(self, start: int, end: int) -> None:
        close = self.source.find("*/", end)
        if close < 0:
            self._fail("unexpected char: '/'", start)
        if self.forbid_newline and NEWLINE.search(self.source, start, close):
            self._fail(_SIMPLE_STRING_NEWLINE, start)
        self._count_lines(start, close)
        self.offset = close + 2

    def _number(self, start: int, end: int) -> None:
        match = _NUMBER.match(self.source, start)
        assert match is not None
        text = match[0]
        if len(text) > _LONGEST_NUMBER:
            self._fail(f"a number may have at most {_LONGEST_NUMBER} digits", start)
        digits = match["digits"] or ""
        is_octal = len(digits) > 1 and digits[0] == "0" and not match["decimal"]
        if is_octal and ("8" in digits or "9" in digits):
            text = _OCTAL_PREFIX.sub(r"\1", digits)
        end = start + len(text)
        following = self.source[end : end + 1]
        if text == "0" and following and following in "xXbB":
            self._fail(f"unexpected char: '{self.source[end + 1 : end + 2]}'", end + 1)
        if following == "_":
            self._fail(f"expecting token in range: '0'..'9', found '{self.source[end + 1 : end + 2]}'", end + 1)
        self._emit(tokens.NUMBER, text, start, end)

    def _slash(self, start: int, end: int) -> None:
        if self._may_open_slashy_string():
            self._string(STRING_KINDS["/"], start, end)
        elif self.source.startswith("/=", start):
            self._emit("/=", "/=", start, start + 2)
        else:
            self._emit("/", "/", start, end)

    def _quote(self, start: int, end: int) -> None:
        self._string(STRING_KINDS[self.source[start:end]], start, end)

    def _string(self, kind: StringKind, start: int, end: int) -> None:
        if kind.opening == "$/" and self.source.startswith("/$", end):
            self._fail("unexpected char: '$'", end + 1)
        if kind.forbids_newline_in_values:
            self.forbid_newline += 1
        if self._string_part(kind, start, end, is_first=True):
            self._rest_of_string(kind)

    def _rest_of_string(self, kind: StringKind) -> None:
        """After a value: on to the end of the string, or to code in it that the main loop reads."""
        while self._string_part(kind, self.offset, self.offset, is_first=False):
            pass

    def _string_part(self, kind: StringKind, start: int, offset: int, *, is_first: bool) -> bool:
        """Emit what stands from ``offset`` to the end of the string, or to its next value and that value's names.

        Returns whether the string goes on after that; it does not if it ended, or if the value is code in braces.
        """
        position = (self.line, start - self.line_offset + 1)
        parts: list[str] = []
        source = self.source
        while True:
            chunk = kind.chunk.match(source, offset)
            if chunk:
                parts.append(chunk[0])
                offset = chunk.end()
            if source.startswith(kind.closing, offset):
                self._end_string(kind, "".join(parts), position, offset + len(kind.closing), is_first)
                return False
            char = source[offset : offset + 1]
            if not char:
                self._fail(f"unexpected char: '{kind.opening[-1]}'" if is_first else "unexpected char: 0xFFFF", start)
            if char == "$" and kind.has_values:
                if self._begins_value(offset):
                    out = tokens.GSTRING_START if is_first else tokens.GSTRING_MIDDLE
                    self._emit_part(out, "".join(parts), position, offset + 1)
                    return self._value(kind)
                text, offset = self._plain_dollar(kind, offset)
            elif char == "\\":
                text, offset = self._backslash(kind, offset)
            elif char in "\r\n":
                text, offset = self._newline_in_string(kind, offset)
            else:
                text, offset = char, offset + 1
            parts.append(text)

    def _end_string(self, kind: StringKind, text: str, position: Position, end: int, is_first: bool) -> None:
        if kind.forbids_newline_in_values:
            self.forbid_newline -= 1
        self._emit_part(tokens.STRING if is_first else tokens.GSTRING_END, text, position, end)

    def _emit_part(self, kind: str, text: str, start: Position, end: int) -> None:
        self.kinds.append(kind)
        self.texts.append(text)
        self.starts.append(start)
        self.ends.append((self.line, end - self.line_offset + 1))
        self.offset = end

    def _begins_value(self, offset: int) -> bool:
        char = self.source[offset + 1 : offset + 2]
        return char == "{" or (char != "$" and char.isidentifier())

    def _value(self, kind: StringKind) -> bool:
        """Emit what follows ``$``: the start of ``{code}``, or the names of ``a.b.c``, and then the string goes on."""
        start = self.offset
        if self.source[start] == "{":
            self._emit("{", "{", start, start + 1)
            self._open_brace(kind)
            return False
        while True:
            name = _PATH_NAME.match(self.source, start)
            if name is None:
                self._fail(f"unexpected char: '{self.source[start]}'", start)
            word = name[0]
            keyword = word if word in tokens.KEYWORDS else tokens.IDENTIFIER
            if keyword in ("as", "def", "in", "trait"):
                keyword = self._kind_of_keyword(word, self.source[name.end() : name.end() + 1])
            self._emit(keyword, word, start, name.end())
            start = name.end()
            following = self.source[start + 1 : start + 2]
            if self.source[start : start + 1] != "." or following == "$" or not following.isidentifier():
                break
            self._emit(".", ".", start, start + 1)
            start += 1
        return True

    def _plain_dollar(self, kind: StringKind, offset: int) -> tuple[str, int]:
        if kind.has_escapes:
            self._fail(_DOLLAR, offset + 1)
        if kind.opening == "$/" and self.source[offset + 1 : offset + 2] in ("/", "$"):
            return self.source[offset + 1], offset + 2
        return "$", offset + 1

    def _backslash(self, kind: StringKind, offset: int) -> tuple[str, int]:
        newline = NEWLINE.match(self.source, offset + 1)
        if newline:
            self._count_lines(offset, newline.end())
            return "", newline.end()
        resolved = resolve_escape(kind, self.source, offset)
        if resolved is None:
            self._fail("unexpected char: '\\'", offset)
        return resolved

    def _newline_in_string(self, kind: StringKind, offset: int) -> tuple[str, int]:
        newline = NEWLINE.match(self.source, offset)
        assert newline is not None
        if not kind.many_lines:
            expected = "'''" if kind.opening == "'" else "anything but ''\\n''; got it anyway"
            self._fail(f"expecting {expected}, found '\\n'" if kind.opening == "'" else f"expecting {expected}", offset)
        self._count_lines(offset, newline.end())
        return "\n", newline.end()

    def _refuse_character(self) -> NoReturn:
        offset = self.offset
        while self.source[offset] in " \t\f":
            offset += 1
        self._fail(f"unexpected char: '{self.source[offset]}'", offset)

    def _fail(self, message: str, offset: int) -> NoReturn:
        self.line, self.line_offset = line_of(self.source, offset)
        column = offset - self.line_offset + 1
        raise GroovySyntaxError(
            message,
            file_name=self.file_name,
            line=self.line,
            column=column,
            source_line=source_line(self.source, self.line),
        )
