"""Comparing XML by meaning: a false difference rewrites jobs at each seed run, a false match loses a change."""

from __future__ import annotations

import pytest

from igor.controller import xml_meaning
from igor.model.errors import InvalidSource


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<a x='1' y='2'/>", '<a y="2" x="1"></a>'),
        ("<?xml version='1.1' encoding='UTF-8'?>\n<a/>", "<a></a>\n"),
        ("<a><b>t</b><c/></a>", "<a>\n    <b>t</b>\n  <c></c>\n</a>"),
        ("<a><!-- said --><b/></a>", "<a><b/></a>"),
        ("<a>&#x27;&lt;</a>", "<a>'&lt;</a>"),
    ],
)
def test_same(one: str, other: str) -> None:
    """Layout, quotes and comments mean nothing."""
    assert xml_meaning.same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<a><b/><c/></a>", "<a><c/><b/></a>"),
        ("<a>t</a>", "<a> t</a>"),
        ("<a> </a>", "<a/>"),
        ("<a>one\ntwo</a>", "<a>one two</a>"),
        ("<a x='1'/>", "<a x='2'/>"),
        ("<a>&#x1b;</a>", "<a>&#x1c;</a>"),
        ("<a>t<b/></a>", "<a><b/>t</a>"),
    ],
)
def test_different(one: str, other: str) -> None:
    """Order and text mean something, blanks inside a script too."""
    assert not xml_meaning.same(one, other)


def test_stored_form_of_generated_text() -> None:
    """As Jenkins stores a new item's XML; what only the original can hold stays."""
    found = xml_meaning.stored_form("<project>\n    <actions></actions>\n    <scm class='x'></scm>\n</project>\n")
    assert found == (
        '<?xml version="1.0" encoding="UTF-8"?><project>\n    <actions/>\n    <scm class="x"/>\n</project>'
    )
    assert xml_meaning.stored_form("<a>&#x1b;</a>") == "<a>&#x1b;</a>"
    assert xml_meaning.same(found, xml_meaning.stored_form(found))


def test_broken_text_is_told_with_its_place() -> None:
    """A comparison must not hide what cannot be read."""
    with pytest.raises(InvalidSource) as caught:
        xml_meaning.digest("<a>\n<b></a>")
    assert caught.value.line == 2
