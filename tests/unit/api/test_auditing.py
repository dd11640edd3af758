"""What goes into the audit log, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from igor.api.auditing import Flood, shown_path
from igor.controller.audit import Entry

REFUSED = Entry("mallory", "10.0.0.9", "login", "GET", "api/json", "refused", 401)


@pytest.mark.parametrize(
    ("segments", "shown"),
    [
        ([], ""),
        (["job", "app", "build"], "job/app/build"),
        (["metrics", "ping"], "metrics/ping"),
        (["metrics", "the-key", "ping"], "metrics/****/ping"),
        (["a" * 600], "a" * 500),
    ],
)
def test_paths(segments: list[str], shown: str) -> None:
    """Access keys stand in some paths; and a path may be as long as its sender likes."""
    assert shown_path(segments) == shown


def test_a_flood_is_cut() -> None:
    """Somebody without an account must not be able to fill the disk; a minute later they are told again."""
    now_s = 0.0
    flood = Flood(lambda: now_s, per_minute=2)
    assert [flood.lets(REFUSED, True) for _ in range(4)] == [True, True, False, False]
    assert flood.lets(REFUSED, False)
    assert flood.lets(replace(REFUSED, outcome="done"), True)
    now_s = 60.0
    assert flood.lets(REFUSED, True)
