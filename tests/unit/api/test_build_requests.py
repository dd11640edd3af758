"""The small rules of build requests: delays, the form's shapes, places that a form may lead to."""

from __future__ import annotations

from typing import Any

import pytest

from igor.api.resources.build_requests import delay_ms_of, form_values, same_site
from igor.api.resources.builds import with_crlf
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
