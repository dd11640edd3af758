"""Secrets: none comes through, in plain, base64 or a URL, wherever the stream is cut."""

from __future__ import annotations

import base64
import os
import random
import string
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

#: More by hand: IGOR_MANY=10000.
MANY = int(os.environ.get("IGOR_MANY", "400"))
CHARACTERS = string.ascii_letters + string.digits + "+/=!%&? äß€\"'\\"


def cut(chance: random.Random, data: bytes) -> list[bytes]:
    """The data in chunks with random borders."""
    borders = sorted(chance.choices(range(len(data) + 1), k=chance.randint(0, 12)))
    return [data[start:end] for start, end in zip([0, *borders], [*borders, len(data)], strict=True)]


def masked(masker: Any, chunks: list[bytes]) -> bytes:
    return b"".join(map(masker.feed, chunks)) + bytes(masker.flush())


def forms(secret: str) -> dict[str, bytes]:
    """As programs show it."""
    raw = secret.encode()
    return {
        "plain": raw,
        "base64": base64.b64encode(raw),
        "base64 for URLs": base64.urlsafe_b64encode(raw),
        "URL": quote(secret, safe="").encode(),
        "URL with /": quote(secret).encode(),
        "URL with +": quote_plus(secret).encode(),
        "URL, small digits": quote(secret, safe="").lower().encode() if secret.islower() else b"",
    }


def test_no_secret_comes_through(wrap: Any) -> None:
    """Broken: a secret shows when a chunk ends at an unlucky place, or when it is encoded."""
    chance = random.Random(7)
    for _ in range(MANY):
        secrets = [
            "".join(chance.choices(CHARACTERS, k=chance.randint(6, 40))).strip() + "#"
            for _ in range(chance.randint(1, 3))
        ]
        shown = [form for secret in secrets for form in forms(secret).values() if form]
        filler = [bytes(chance.choices(b"abcXYZ123+/%=\n ", k=chance.randint(0, 30))) for _ in shown]
        stream = b"".join(part for pair in zip(filler, shown, strict=True) for part in pair)
        found = masked(wrap.Masker(secrets), cut(chance, stream))
        assert not any(form in found for form in shown), (secrets, found)


def test_a_secret_within_encoded_text(wrap: Any) -> None:
    """Broken: a password in an HTTP header is not seen, because its base64 begins in another letter's bits."""
    for before in ("", "u", "us", "user:", "alice:"):
        for after in ("", "\n", "@x"):
            text = base64.b64encode(f"{before}s3cr3t-passw0rd{after}".encode())
            left = masked(wrap.Masker(["s3cr3t-passw0rd"]), [b"Authorization: Basic ", text]).split(b"Basic ")[1]
            assert len(left.replace(b"****", b"")) <= len(text) - 16, (text, left)


def test_lines_of_a_key(wrap: Any) -> None:
    """Broken: a private key shows, because a tool indents it."""
    key = "-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA7\nQwErTyUiOpAsDf==\n-----END KEY-----"
    found = masked(wrap.Masker([key]), [b"  " + line.encode() + b"\n" for line in key.splitlines()])
    assert found == b"  ****\n" * 4


@given(
    st.lists(st.text("abc+/", min_size=1, max_size=7), min_size=5, max_size=9),
    st.lists(st.text("abcd+/=%", min_size=1, max_size=40).map(str.encode), min_size=1, max_size=30),
    st.integers(0, 3),
)
def test_rare_bytes_find_the_same(wrap: Any, secrets: list[str], words: list[bytes], seed: int) -> None:
    """Broken: the fast way to search misses what the plain one finds."""
    chance = random.Random(seed)
    filler = bytes(chance.choices(b"abcdefghijklmnopqrstuvwxyz \n", k=5000))
    data = filler[:3000] + b"".join(words) + filler[3000:]
    patterns = wrap.Masker(secrets).patterns
    anchors = wrap.Anchors(patterns, data)
    assert sorted(map(tuple, anchors.hits(data))) == sorted(map(tuple, wrap.plain_hits(patterns, data)))
    masker, chunks = wrap.Masker(secrets), cut(chance, data)
    assert masked(masker, chunks) == wrap.Masker(secrets).mask(data)


def test_of_two_that_start_together_the_longer_counts(wrap: Any) -> None:
    """Broken: the rest of a secret shows, because a shorter one was seen first."""
    secrets = ["ab", "abc", "abcd", "xy", "zzz", "a"]
    assert wrap.Masker(secrets).mask(b" " * 5000 + b"abcd") == b" " * 5000 + b"****"


def test_output_of_many_letters_is_searched_plainly(wrap: Any) -> None:
    """Broken: base64 output takes for ever."""
    chance = random.Random(1)
    patterns = wrap.Masker(["".join(chance.choices(string.ascii_letters, k=20)) for _ in range(5)]).patterns
    noise = base64.b64encode(chance.randbytes(60_000))
    assert wrap.Anchors(patterns, noise).places == {}
    assert wrap.Anchors(patterns, b"the quick brown fox jumps over it " * 3000).places != {}


@pytest.mark.parametrize(
    ("name", "value", "is_secret"),
    [
        ("DB_PASSWORD", "hunter2-hunter2", True),
        ("API_TOKEN", "abcdef", True),
        ("API_TOKEN", "abc", False),
        ("SIGNING_PRIVATE_KEY", "line one\nline two", True),
        ("APP_TOKEN", "/etc/passwd", False),
        ("APP_TOKEN", "/no/such/file+really", True),
        ("TOKENS", "abcdefgh", False),
        ("NAMED", "abc", True),
        ("HOME", "/root-of-all", False),
    ],
)
def test_secrets_of_the_environment(wrap: Any, name: str, value: str, is_secret: bool) -> None:
    """Broken: a secret is known by nobody, or a path is masked everywhere."""
    assert (wrap.named_secrets({name: value}, ["NAMED"]) == [value]) == is_secret


def test_own_lines_and_tails_are_masked(wrap: Any) -> None:
    """Broken: the wrapper tells in an alert what it hid in the log."""
    output = wrap.Output(["hunter2"], [], [])
    output.command_bytes(b"one\n" * 60 + b"the password is hun")
    output.command_bytes(b"ter2\n\xff\n")
    output.end_of_attempt()
    lines = output.tail_text().splitlines()
    assert (lines[-2:], len(lines)) == (["the password is ****", "\ufffd"], 40)


def test_caps(wrap: Any, tmp_path: Any) -> None:
    """Broken: a job that goes mad fills the disk, or its last words are lost."""
    with (tmp_path / "log").open("wb") as log:
        output = wrap.Output([], [log.fileno()], [log.fileno()], max_bytes=20, max_line_bytes=5)
        for chunk in (b"abcdef", b"gh\nij", b"k\n", b"0123456789" * 3):
            output.command_bytes(chunk)
    assert (tmp_path / "log").read_bytes() == b"abcde\nijk\n01234"
    assert output.hidden_bytes == 3 + 25
    assert output.tail_text().endswith("789")
