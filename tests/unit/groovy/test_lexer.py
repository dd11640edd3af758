"""The lexer: what a token is, where it stands, and what is refused."""

from __future__ import annotations

import pytest

from igor.groovy.errors import GroovySyntaxError
from igor.groovy.lexer import tokenize
from igor.groovy.tokens import EOF, GSTRING_END, GSTRING_MIDDLE, GSTRING_START, IDENTIFIER, NEWLINE, NUMBER, STRING


def kinds_of(source: str) -> list[str]:
    return list(tokenize(source, "test").kinds)


def texts_of(source: str) -> list[str]:
    return list(tokenize(source, "test").texts)


def test_newlines_count_only_outside_round_and_square_brackets() -> None:
    """A call over several lines would end at its first newline."""
    assert kinds_of("f(\na,\n[b\n])\nc { d\n}") == [
        IDENTIFIER, "(", IDENTIFIER, ",", "[", IDENTIFIER, "]", ")", NEWLINE,
        IDENTIFIER, "{", IDENTIFIER, NEWLINE, "}", EOF,
    ]  # fmt: skip


def test_runs_of_newlines_and_comments_are_one_token() -> None:
    """An empty line between a call and its closure would part them."""
    assert kinds_of("a\n\n// b\n/* c\n */\r\n\rd") == [IDENTIFIER, NEWLINE, IDENTIFIER, EOF]


def test_slash_opens_a_string_only_where_no_expression_ends() -> None:
    """A division would swallow the rest of the line."""
    assert kinds_of("a / b / c") == [IDENTIFIER, "/", IDENTIFIER, "/", IDENTIFIER, EOF]
    assert texts_of(r"x = /a\/b\d/")[:3] == ["x", "=", r"a/b\d"]
    assert kinds_of("f(/a/, $/b/$)") == [IDENTIFIER, "(", STRING, ",", STRING, ")", EOF]


def test_string_with_values_is_a_run_of_tokens() -> None:
    """Values in strings would not be code."""
    tokens = tokenize('"a${b}c$d.e.f()"', "test")
    assert list(tokens.kinds) == [
        GSTRING_START, "{", IDENTIFIER, "}", GSTRING_MIDDLE, IDENTIFIER, ".", IDENTIFIER, ".", IDENTIFIER, GSTRING_END,
        EOF,
    ]  # fmt: skip
    assert tokens.texts[0] == "a"
    assert tokens.texts[4] == "c"
    assert tokens.texts[10] == "()"


def test_strings_nest_without_limit() -> None:
    """``"${x.collect { "a${it}" }}"`` would end at its second quote."""
    assert kinds_of('"${"${"$a"}"}"').count(GSTRING_START) == 3


def test_many_values_in_one_string_need_no_stack() -> None:
    """A long message would end in RecursionError."""
    assert kinds_of('"' + "$a " * 5000 + '"').count(GSTRING_MIDDLE) == 4999


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (r"'\n\r\t\b\f\\\'\"\$'", "\n\r\t\b\f\\'\"$"),
        (r"'\101\0\18'", "A\x00\x018"),
        (r"'\u0041\uuu0042'", "AB"),
        ("'a\\\nb'", "ab"),
        ("'''a\r\nb'''", "a\nb"),
        ("'''a'b''c'''", "a'b''c"),
        ('"""a"b""c"""', 'a"b""c'),
        ("$/a$$b$/c\\n/$", "a$b/c\\n"),
        ("''", ""),
        ("'é😀'", "é😀"),
    ],
)
def test_string_values(source: str, value: str) -> None:
    """An escape or a quote inside a string would change its text."""
    assert texts_of(source)[0] == value


@pytest.mark.parametrize("text", ["1_000", "0x1F", "0b101", "017", "1.5e-3G", "1L", "1f", "0"])
def test_number_is_one_token(text: str) -> None:
    """A suffix or underscore would be cut off."""
    assert (kinds_of(text)[0], texts_of(text)[0]) == (NUMBER, text)


@pytest.mark.parametrize("text", ["1.5dg", "1fG", "1e3dg", "1.5gd", "1lg"])
def test_number_has_one_suffix(text: str) -> None:
    """``1.5dg`` was one token, of which no number could be made; it is a call of 1.5d with g."""
    assert texts_of(text) == [text[:-1], text[-1], ""]


def test_range_is_not_a_fraction() -> None:
    """``1..2`` would be read as ``1.`` and ``.2``."""
    assert texts_of("1..2") == ["1", "..", "2", ""]


def test_keywords_next_to_a_dot_are_names() -> None:
    """``x.in`` and ``as.y`` would not be properties."""
    assert kinds_of("in.x") == [IDENTIFIER, ".", IDENTIFIER, EOF]
    assert kinds_of("x.as") == [IDENTIFIER, ".", IDENTIFIER, EOF]


def test_positions_count_from_one_and_end_exclusive() -> None:
    """Every error would point a column beside."""
    tokens = tokenize("ab = '''c\nd'''\n  e \\\n f", "test")
    assert tokens.starts == [(1, 1), (1, 4), (1, 6), (2, 5), (3, 3), (4, 2), (4, 3)]
    assert tokens.ends[:3] == [(1, 3), (1, 5), (2, 5)]


def test_script_header_is_skipped_at_the_start_alone() -> None:
    """``#!groovy`` opens many Jenkinsfiles."""
    assert kinds_of("#!groovy\nx") == [NEWLINE, IDENTIFIER, EOF]
    with pytest.raises(GroovySyntaxError):
        tokenize("\n#!groovy", "test")


@pytest.mark.parametrize(
    ("source", "message", "line", "column"),
    [
        ("x = '\\d'", "unexpected char: '\\'", 1, 6),
        ("a\nb # c", "unexpected char: '#'", 2, 3),
        ("x = 'a\nb'", "expecting ''', found '\\n'", 1, 7),
        ("'", "unexpected char: '''", 1, 1),
        ('x = "', "unexpected char: '\"'", 1, 5),
        ('"a$"', "illegal string body character after dollar sign", 1, 4),
        ("'\\u00zz'", "Did not find four digit hex character code.", 1, 2),
        ("/* a", "unexpected char: '/'", 1, 1),
        ("1_", "expecting token in range: '0'..'9'", 1, 3),
        ("0x", "unexpected char: ''", 1, 3),
        ('"${\na}"', "end of line reached within a simple string", 1, 4),
        ("x = $//$", "unexpected char: '$'", 1, 8),
    ],
)
def test_refused_text(source: str, message: str, line: int, column: int) -> None:
    """The person would not see what stands wrong where."""
    with pytest.raises(GroovySyntaxError) as caught:
        tokenize(source, "Jenkinsfile")
    error = caught.value
    assert error.message.startswith(message)
    assert (error.file_name, error.line, error.column) == ("Jenkinsfile", line, column)
