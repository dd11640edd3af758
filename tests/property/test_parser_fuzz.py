"""The parser reads or refuses whatever it is given; it never breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igor.groovy.errors import GroovySyntaxError
from igor.groovy.parser import parse

GOLDEN = Path(__file__).parents[1] / "golden" / "ast"
VALID_SOURCES = [
    path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.groovy")) if not path.stem.startswith("invalid")
]

FRAGMENTS = [
    "{", "}", "(", ")", "[", "]", "->", "def ", "class A ", "'a'", '"$a"', '"${', "'''", "/", "$/", "//", "/*", "\n",
    "\\", "\\u", ";", ",", ":", "?", "=", "==", "+", "-", "++", "*", "**", ".", "?.", "..", "<", ">", ">>", "@A ",
    "in ", "as ", "if ", "else ", "for ", "while ", "switch ", "case ", "default", "try ", "finally ", "return ",
    "catch ", "new ", "int ", "A ", "a ", "1", "0x", "1.5e", "08", "static ", "enum ", "interface ", "import ",
    "package ", "this", "super", "...", "null ",
]  # fmt: skip


def parse_or_refuse(source: str) -> None:
    try:
        parse(source)
    except GroovySyntaxError as error:
        assert error.line >= 1
        assert error.column >= 1
        assert error.format()


@pytest.mark.slow
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_random_tokens_are_read_or_refused(source: str) -> None:
    """Some wrong script would end in a Python traceback."""
    parse_or_refuse(source)


@pytest.mark.slow
@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_random_text_is_read_or_refused(source: str) -> None:
    """Some strange character would end in a Python traceback."""
    parse_or_refuse(source)


@pytest.mark.slow
@given(st.sampled_from(VALID_SOURCES), st.data())
@settings(max_examples=200, deadline=None)
def test_damaged_scripts_are_read_or_refused(source: str, data: st.DataObject) -> None:
    """A slip of the keyboard would end in a Python traceback."""
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, min(len(source), start + 8)))
    inserted = data.draw(st.sampled_from(["", *FRAGMENTS]))
    parse_or_refuse(source[:start] + inserted + source[end:])
