"""The wrapper's parts that need no process: masking, words, JSON, syntax for old Pythons."""

from __future__ import annotations

import ast
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOURCE = Path(__file__).parents[3] / "wrapper" / "igor_wrap.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("igor_wrap", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


igor_wrap = load()


def test_python_3_8_can_read_it() -> None:
    """Broken: a host with an old Python cannot run any job."""
    ast.parse(SOURCE.read_text(), feature_version=(3, 8))


def test_imports_only_the_standard_library_and_little_of_it() -> None:
    """Broken: a module at the top costs every step of every build its start-up time."""
    tree = ast.parse(SOURCE.read_text())
    names = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    assert names == {"errno", "gc", "os", "select", "sys", "time"}


def mask(secrets: list[str], *chunks: bytes) -> bytes:
    masker = igor_wrap.Masker(secrets)
    return b"".join(masker.feed(chunk) for chunk in chunks) + bytes(masker.flush())


@pytest.mark.parametrize(
    ("secrets", "chunks", "shown"),
    [
        (["key"], [b"a key", b" and a k", b"ey."], b"a **** and a ****."),
        (["key"], [b"ke"], b"ke"),
        (["abc", "abcdef"], [b"abc", b"def abc", b"d"], b"**** ****d"),
        (["xab", "abc"], [b"xab", b"c"], b"****c"),
        (["zabcq", "abc"], [b"zabc", b"x zabc", b"q"], b"z****x ****"),
        (["", "  "], [b"a  b"], b"a  b"),
        (["größe"], ["die grö".encode()[:-1], "ö".encode()[1:] + "ße".encode()], b"die ****"),
        (["one\ntwo"], [b"one\n", b"two\n"], b"****\n"),
    ],
)
def test_masks(secrets: list[str], chunks: list[bytes], shown: bytes) -> None:
    """Broken: a secret shows, or more than the secret is hidden."""
    assert mask(secrets, *chunks) == shown


@given(
    st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=3),
    st.lists(st.text("abc", max_size=6).map(str.encode), max_size=8),
)
def test_masking_does_not_depend_on_chunks(secrets: list[str], chunks: list[bytes]) -> None:
    """Broken: a secret shows when the pipe cuts it at an unlucky place."""
    masked = mask(secrets, *chunks)
    assert masked == mask(secrets, b"".join(chunks))
    assert not any(secret.encode() in part for secret in secrets for part in masked.split(b"****"))


def test_holds_back_no_more_than_needed() -> None:
    """Broken: a prompt stays invisible while the command waits for an answer."""
    assert igor_wrap.Masker(["hunter2"]).feed(b"password: hu") == b"password: "


@settings(max_examples=15)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=10,
    )
)
def test_writes_json(value: object) -> None:
    """Broken: the agent cannot read a state or an event."""
    assert json.loads(igor_wrap.to_json(value)) == value


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("500ms", 500),
        ("1s", 1_000),
        ("1.5s", 1_500),
        ("30m", 1_800_000),
        ("2h", 7_200_000),
        ("1d", 86_400_000),
        ("7", 7_000),
    ],
)
def test_reads_durations(text: str, milliseconds: int) -> None:
    """Broken: a limit means something else than was written."""
    assert igor_wrap.parse_duration_ms(text) == milliseconds


@pytest.mark.parametrize("text", ["", "s", "-1s", "soon", "1 hour", "nan", "inf", "1e99d"])
def test_refuses_other_durations(text: str) -> None:
    """Broken: a typing error became no limit at all."""
    with pytest.raises(ValueError, match=r"not a duration|could not convert"):
        igor_wrap.parse_duration_ms(text)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.04, "0.0 s"), (9.94, "9.9 s"), (75, "75 s"), (1800, "30 min"), (7500, "2 h 5 min")]
)
def test_says_durations(seconds: float, text: str) -> None:
    """Broken: the log's own lines are hard to read."""
    assert igor_wrap.duration_text(seconds) == text
