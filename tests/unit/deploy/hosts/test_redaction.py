"""No secret gets out, in whatever form."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igor.deploy.hosts.redaction import HIDDEN, Redactor

SECRET = 'pa"ss\\wörd'


@pytest.mark.parametrize(
    "text",
    [
        f"password {SECRET}",
        json.dumps({"password": SECRET}),
        json.dumps({"password": SECRET}, ensure_ascii=False),
        base64.b64encode(SECRET.encode()).decode(),
    ],
)
def test_forms(text: str) -> None:
    """As it is, as JSON has it, in base64."""
    assert HIDDEN in Redactor([SECRET])(text)
    assert "ss\\" not in Redactor([SECRET])(text)


def test_every_line_of_a_key() -> None:
    """A private key is printed line by line."""
    assert Redactor(["-----BEGIN-----\nMIIEabc\n-----END-----"])("cat: MIIEabc") == f"cat: {HIDDEN}"


@given(st.lists(st.text(min_size=4).filter(lambda text: text.strip() and HIDDEN not in text)), st.text())
def test_no_secret_is_left(secrets: list[str], around: str) -> None:
    """Also where one is a part of another."""
    told = Redactor(secrets)(around.join(secrets))
    assert not any(secret in told.replace(HIDDEN, "") for secret in secrets if secret not in around)


def test_short_ones_are_left() -> None:
    """Hiding every “a” would hide everything."""
    assert Redactor(["a", ""])("a cat") == "a cat"
