"""The small rules of build requests: delays, the form's shapes, places that a form may lead to."""

from __future__ import annotations

from typing import Any

import pytest

from igor.api.resources.build_requests import delay_ms_of, form_values, same_site
from igor.api.resources.builds import PIECE_BYTES, whole_characters, whole_lines, with_crlf
from igor.api.xml_text import decode_body, encode_body
from igor.controller.builds import LogSlice
from igor.model.errors import Invalid


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, None),
        ("", None),
        ("0", 0),
        ("0sec", 0),
        ("5sec", 5_000),
        ("5secs", 5_000),
        ("7 s", 7_000),
        ("2500", 2_000),
        ("999", 0),
    ],
)
def test_delay(text: str | None, expected: int | None) -> None:
    """Seconds with a unit, milliseconds without, rounded down to seconds."""
    assert delay_ms_of(text) == expected


@pytest.mark.parametrize("text", ["soon", "-1", "1h", "١"])
def test_bad_delay(text: str) -> None:
    """A delay that cannot be read is told, not ignored."""
    with pytest.raises(Invalid):
        delay_ms_of(text)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({}, {}),
        ({"parameter": {"name": "A", "value": "1"}}, {"A": "1"}),
        ({"parameter": [{"name": "A", "value": True}, {"name": "B", "value": 3}]}, {"A": True, "B": "3"}),
        ({"parameter": [{"name": "F", "file": "file0"}]}, {}),
    ],
)
def test_form_values(form: dict[str, Any], expected: dict[str, object]) -> None:
    """One object stands for a list of one; booleans stay booleans."""
    assert form_values(form) == expected


@pytest.mark.parametrize("form", [{"parameter": "x"}, {"parameter": [1]}, {"parameter": [{"value": 1}]}])
def test_bad_forms(form: dict[str, Any]) -> None:
    """Another shape is an error, not an empty set of parameters."""
    with pytest.raises(Invalid):
        form_values(form)


@pytest.mark.parametrize(
    ("place", "expected"),
    [(".", "."), ("../x/", "../x/"), ("https://e.example", "."), ("//e.example", "."), ("/\\e", ".")],
)
def test_redirects_stay_here(place: str, expected: str) -> None:
    """``redirectTo`` cannot send a browser elsewhere."""
    assert same_site(place) == expected


def test_progressive_line_ends() -> None:
    """CRLF exactly once a line, whatever the log had."""
    assert with_crlf(b"a\nb\r\nc") == b"a\r\nb\r\nc"


def test_pieces_end_with_lines_and_characters() -> None:
    """Otherwise CRLF is doubled and letters are torn where a long log is cut."""
    data = b"x" * (PIECE_BYTES - 4) + b"\nabc"
    cut = whole_lines(LogSlice(data, PIECE_BYTES + 10, True))
    assert (cut.data[-2:], cut.size, cut.more) == (b"x\n", PIECE_BYTES + 7, True)
    assert whole_lines(LogSlice(b"ab", 2, True)).data == b"ab"
    euro = "a€".encode()
    assert whole_characters(LogSlice(euro[:-1], 9, True)) == LogSlice(b"a", 7, True)
    assert whole_characters(LogSlice(euro[:-1], 9, False)).size == 9


@pytest.mark.parametrize(
    ("data", "charset", "expected"),
    [
        ("ä".encode(), None, "ä"),
        ("ä".encode("latin-1"), "iso-8859-1", "ä"),
        (b"\xef\xbb\xbf<a/>", None, "<a/>"),
        (
            "<?xml version='1.0' encoding='latin1'?>ä".encode("latin-1"),
            None,
            "<?xml version='1.0' encoding='latin1'?>ä",
        ),
    ],
)
def test_bodies(data: bytes, charset: str | None, expected: str) -> None:
    """The content type's charset, else the declaration's, else UTF-8."""
    assert decode_body(data, charset) == expected


@pytest.mark.parametrize(
    ("data", "charset"), [(b"\xff", None), (b"a", "no-such"), (b"<?xml encoding='x y'?>\xff", None)]
)
def test_bodies_that_cannot_be_read(data: bytes, charset: str | None) -> None:
    """Told, not guessed."""
    with pytest.raises(Invalid):
        decode_body(data, charset)


def test_stored_xml_goes_out_as_it_declares() -> None:
    """A reader trusts the declaration."""
    assert encode_body("<?xml version='1.0' encoding='latin1'?><a>ä€</a>").endswith(b"<a>\xe4&#8364;</a>")
    assert encode_body("<a>ä</a>") == "<a>ä</a>".encode()
