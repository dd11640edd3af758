"""What follows an attempt; pauses; the usual duration; schedules."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

import pytest
from croniter import croniter
from hypothesis import given
from hypothesis import strategies as st


def attempt(reason: str = "exit", code: int | None = 1, signal: int | None = None) -> dict[str, Any]:
    return {"number": 1, "reason": reason, "exit_code": code, "signal": signal, "duration_ms": 5}


def policy(wrap: Any, *rules: dict[str, Any]) -> dict[str, Any]:
    return {**wrap.defaults(), "attempts": 3, "rules": wrap.parse_rules(list(rules))}


RETRY_75 = {"exit": "75,100-110", "then": "retry"}
RETRY_TIMEOUT = {"timeout": True, "then": "retry"}
LOST = {"output_re": "^connection (lost|reset)$", "then": "retry"}
BOTH = {"exit": 3, "output_re": "vanished", "then": "ok"}


@pytest.mark.parametrize(
    ("rules", "ended", "output", "follows"),
    [
        ([], attempt(code=0), "", "ok"),
        ([], attempt(), "", "retry"),
        ([], attempt("signal", None, 9), "", "retry"),
        ([], attempt("timeout", None, 15), "", "fail"),
        ([], attempt("signal", None, 15), "", "fail"),
        ([], attempt(code=143), "", "fail"),
        ([], attempt(code=130), "", "fail"),
        ([RETRY_75], attempt(code=75), "", "retry"),
        ([RETRY_75], attempt(code=105), "", "retry"),
        ([RETRY_75], attempt(code=111), "", "fail"),
        ([RETRY_75], attempt(code=0), "", "ok"),
        ([RETRY_75], attempt("signal", None, 9), "", "fail"),
        ([{"exit": 75, "then": "fail"}, RETRY_75], attempt(code=75), "", "fail"),
        ([{"exit": 130, "then": "retry"}], attempt(code=130), "", "fail"),
        ([{"signal": ["KILL", 11], "then": "retry"}], attempt("signal", None, 11), "", "retry"),
        ([{"signal": "KILL", "then": "retry"}], attempt("signal", None, 11), "", "fail"),
        ([RETRY_TIMEOUT], attempt("timeout", None, 15), "", "retry"),
        ([RETRY_TIMEOUT], attempt(), "", "fail"),
        ([LOST], attempt(), "a\nconnection reset\nb", "retry"),
        ([LOST], attempt(), "no connection reset here", "fail"),
        ([{"output_re": "ERROR", "then": "fail"}], attempt(code=0), "ERROR: x", "fail"),
        ([BOTH], attempt(code=3), "files vanished", "ok"),
        ([BOTH], attempt(code=3), "no space", "retry"),
        ([{"exit": 24, "then": "warn"}], attempt(code=24), "", "warn"),
    ],
)
def test_what_follows(wrap: Any, rules: list[Any], ended: dict[str, Any], output: str, follows: str) -> None:
    """Broken: something is tried again that somebody ended, or what can be mended is given up."""
    assert wrap.decide(ended, False, output, policy(wrap, *rules)) == follows


@given(st.integers(0, 255), st.sampled_from(["exit", "signal", "timeout"]))
def test_the_last_attempt_is_never_retried(wrap: Any, code: int, reason: str) -> None:
    """Broken: one attempt too many."""
    ended = attempt(reason, code if reason == "exit" else None, None if reason == "exit" else max(1, code % 65))
    assert wrap.decide(ended, True, "", policy(wrap, RETRY_75, RETRY_TIMEOUT, {"output_re": "", "then": "retry"})) in (
        "ok", "fail",
    )  # fmt: skip


def test_pauses_grow_to_their_limit(wrap: Any) -> None:
    """Broken: an outage is answered by a storm, or a pause never ends."""
    values = {**wrap.defaults(), "delay": 10_000, "factor": 2.0, "max_delay": 60_000}
    assert [wrap.pause_limit_s(values, n) for n in (1, 2, 3, 4, 1_000)] == [10, 20, 40, 60, 60]
    assert wrap.pause_limit_s({**values, "factor": 0.0}, 9) == 10


def test_the_usual_duration(wrap: Any) -> None:
    """Broken: a slow run is not noticed, or every second one is."""
    history = wrap.History("", [1_000, 1_100, 900, 1_000, 1_050, 950, 1_000])
    assert history.usual_ms(5) is None
    history = wrap.History("", [1_000, 1_100, 900, 1_000, 1_050, 950, 1_000, 60_000])
    middle, least, most = history.usual_ms(5)
    assert (middle, least, most) == (1_000, 500, 1_500)
    assert history.usual_ms(0) is None
    assert wrap.History("", range(1000)).durations_ms == list(range(950, 1000))


SCHEDULES = ["*/15 * * * *", "0 4 * * *", "30 6 * * 1-5", "0 0 1 * *", "5,35 8-18/2 * jan-jun mon,wed", "0 12 13 * 5"]


@given(
    st.sampled_from([*SCHEDULES, "@daily", "@hourly", "59 23 31 12 *", "0 0 29 2 *"]),
    st.integers(1_700_000_000, 1_900_000_000),
)
def test_the_next_slot_is_crons(wrap: Any, schedule: str, after_s: int) -> None:
    """Broken: a run is missed although it is not due, or not when it is."""
    expected = croniter(schedule, datetime.fromtimestamp(after_s)).get_next(datetime)
    found = wrap.next_slot_s(schedule, after_s)
    if found == 0:
        assert expected.timestamp() - after_s > 2 * 365 * 86_400
    else:
        assert time.localtime(found)[:5] == expected.timetuple()[:5]
