"""When on-call is told, and what: decided without a store and without sinks."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igor.model.alert_policy import AlertPolicy, Severity, Trouble
from igor.monitoring import wording
from igor.monitoring.alert import CHECK_OF, Alert, Check, Facts, Finding, Rules, SiteRules, State, take
from igor.monitoring.telling import HOUR_MS, Phase, Room, Silence, silence_of, tell
from igor.monitoring.typical import typical_of

UTC = ZoneInfo("UTC")
NOW = 1_769_853_600_000  # 2026-01-31 10:00 UTC
MINUTE = 60_000


def rules(site: SiteRules | None = None, **policy: object) -> Rules:
    return Rules(AlertPolicy(**policy), site or SiteRules())  # type: ignore[arg-type]


def found(
    trouble: Trouble | None, at_ms: int = NOW, build: int = 1, check: Check = Check.RESULT, **facts: object
) -> Finding:
    check = CHECK_OF[trouble] if trouble else check
    return Finding("team/app", check, trouble, at_ms, build, Facts(**facts))  # type: ignore[arg-type]


def opened(**changes: object) -> Alert:
    alert = take(None, found(Trouble.FAILURE), rules())
    assert alert is not None
    return replace(alert, **changes)  # type: ignore[arg-type]


def room(site: SiteRules | None = None, **told: int) -> Room:
    return Room(site or SiteRules(), Counter(told))


def test_a_failure_opens_folds_and_resolves() -> None:
    """Would page on-call for each failure of the same trouble, or never say that it is over."""
    first = take(None, found(Trouble.FAILURE), rules())
    assert first is not None
    assert (first.state, first.severity, first.count) == (State.OPEN, Severity.CRITICAL, 1)
    second = take(first, found(Trouble.TIMEOUT, NOW + 1, 2), rules())
    assert second is not None
    assert (second.trouble, second.count, second.since_ms, second.build_number) == (Trouble.TIMEOUT, 2, NOW, 2)
    over = take(second, found(None, NOW + 2, 3), rules())
    assert over is not None
    assert (over.state, over.resolved_ms, over.since_ms) == (State.RESOLVED, NOW + 2, NOW)
    assert take(None, found(None), rules()) is None


def test_after_so_many_failures_in_a_row() -> None:
    """Would wake people for a failure that the next run mends by itself."""
    alert = take(None, found(Trouble.FAILURE), rules(after=3))
    assert alert is not None
    assert alert.state is State.PENDING
    alert = take(alert, found(Trouble.FAILURE, build=1), rules(after=3))
    assert alert is not None
    assert (alert.state, alert.count) == (State.PENDING, 1), "the same build counts once"
    for build in (2, 3):
        alert = take(alert, found(Trouble.FAILURE, build=build), rules(after=3))
    assert alert is not None
    assert (alert.state, alert.count) == (State.OPEN, 3)


def test_the_job_says_more_than_the_site() -> None:
    """Would send a team's alerts to another, or tell what a job asked not to be told."""
    site = SiteRules(owner="ops@example.org", on=frozenset({Trouble.FAILURE}), after=2)
    assert take(None, found(Trouble.STUCK), rules(site)) is None
    own = rules(site, on=(Trouble.STUCK,), owner="db@example.org", severity=Severity.WARNING, after=1)
    assert take(None, found(Trouble.FAILURE), own) is None
    alert = take(None, found(Trouble.STUCK), own)
    assert alert is not None
    assert (alert.owner, alert.severity, alert.state) == ("db@example.org", Severity.WARNING, State.OPEN)
    assert take(None, found(Trouble.FAILURE), rules(site, on=())) is None, "empty: nothing at all"


def test_an_alert_is_told_once_until_it_is_time_again() -> None:
    """Would repeat each second what everybody knows, or fall silent for ever."""
    telling = tell(opened(), [], room(), NOW)
    assert telling is not None
    assert telling.phase is Phase.FIRING
    told = telling.alert
    assert tell(told, [], room(), NOW + 4 * HOUR_MS - 1) is None
    again = tell(told, [], room(), NOW + 4 * HOUR_MS)
    assert again is not None
    assert again.phase is Phase.REPEAT
    assert tell(replace(told, acknowledged_ms=NOW + 1), [], room(), NOW + 5 * HOUR_MS) is None


def test_who_was_told_hears_of_the_end() -> None:
    """Would leave a monitoring system red for ever because somebody silenced the job meanwhile."""
    over = take(opened(told_ms=NOW), found(None, NOW + 1), rules())
    assert over is not None
    quiet = Silence(1, "*", None, NOW + HOUR_MS, "ann", "", NOW)
    telling = tell(over, [quiet], room(SiteRules(per_hour=0)), NOW + 1)
    assert telling is not None
    assert telling.phase is Phase.RESOLVED
    assert tell(replace(over, told_ms=None), [], room(), NOW + 1) is None, "what was never told needs no end"


@pytest.mark.parametrize(
    ("pattern", "trouble", "minutes", "covered"),
    [
        ("team/*", None, 10, True),
        ("TEAM/APP", None, 10, True),
        ("team", None, 10, False),
        ("*", Trouble.FAILURE, 10, True),
        ("*", Trouble.SLOW, 10, False),
        ("*", None, 0, False),
    ],
)
def test_a_silence_covers_what_it_says_until_it_ends(
    pattern: str, trouble: Trouble | None, minutes: int, covered: bool
) -> None:
    """Would hide other jobs' alerts, or hide one for ever."""
    silence = Silence(1, pattern, trouble, NOW + minutes * MINUTE, "ann", "", NOW)
    assert (silence_of(opened(), [silence], NOW) is not None) == covered
    assert (tell(opened(), [silence], room(), NOW) is None) == covered
    after = tell(opened(), [silence], room(), NOW + minutes * MINUTE)
    assert after is not None, "what is still true is told when the silence is over"


def test_rate_limits_hold_back_and_lose_nothing() -> None:
    """Would let one flapping job use up everybody's alerts, or drop what came in a storm."""
    site = SiteRules(per_hour=2, per_job_per_hour=1)
    full = room(site, **{"team/app": 1})
    assert tell(opened(), [], full, NOW) is None
    assert full.held == 0
    assert tell(opened(job="other"), [], full, NOW) is not None
    assert tell(opened(job="third"), [], full, NOW) is None
    assert full.held == 1
    assert tell(opened(job="third"), [], room(site), NOW + HOUR_MS) is not None


def test_typical_needs_enough_and_is_not_moved_by_one() -> None:
    """Would cry wolf after two builds, or take the one that hung for normal."""
    minutes = [10 * MINUTE] * 7
    assert typical_of(minutes) is None
    typical = typical_of([*minutes, 600 * MINUTE])
    assert typical is not None
    assert (typical.median_ms, typical.slow_ms, typical.fast_ms) == (10 * MINUTE, 20 * MINUTE, MINUTE)
    short = typical_of([2_000] * 8)
    assert short is not None
    assert (short.slow_ms, short.fast_ms) == (62_000, 0)


@given(st.lists(st.integers(0, 10**9), min_size=8, max_size=20))
def test_bounds_leave_room_around_what_is_typical(durations: list[int]) -> None:
    """A bound on the wrong side of the median would tell of every build."""
    typical = typical_of(durations)
    assert typical is not None
    assert 0 <= typical.fast_ms <= typical.median_ms + 1
    assert typical.slow_ms >= typical.median_ms + 60_000 - 1


@pytest.mark.parametrize(
    ("trouble", "facts", "said"),
    [
        (
            Trouble.FAILURE,
            {"exit_code": 3, "attempts": 2, "why": "exit code 3"},
            "failed: exit code 3 after 2 attempts",
        ),
        (Trouble.FAILURE, {"result": "FAILURE", "exit_code": 1}, "failed: failure, exit code 1"),
        (Trouble.TIMEOUT, {"duration_ms": 30 * MINUTE}, "ran into its time limit after 30 min"),
        (
            Trouble.SLOW,
            {"duration_ms": 42 * MINUTE, "typical_ms": 10 * MINUTE, "is_running": True},
            "has been running for 42 min, typically 10 min",
        ),
        (
            Trouble.SLOW,
            {"duration_ms": 42 * MINUTE, "bound_ms": 30 * MINUTE},
            "took 42 min, allowed are at most 30 min",
        ),
        (
            Trouble.FAST,
            {"duration_ms": 3_000, "bound_ms": 60_000},
            "was over in 3 sec, allowed are at least 1 min 0 sec",
        ),
        (Trouble.MISSED, {"due_ms": NOW, "why": "no node"}, "did not start at 2026-01-31 10:00 UTC: no node"),
        (Trouble.MISSED, {}, "did not succeed in time"),
        (
            Trouble.STUCK,
            {"due_ms": NOW - HOUR_MS, "why": "no executor"},
            "has been waiting in the queue for 1 hr 0 min: no executor",
        ),
    ],
)
def test_one_line_says_what_is_wrong(trouble: Trouble, facts: dict[str, object], said: str) -> None:
    """Would make people open a page to learn what an alert is about."""
    alert = take(None, found(trouble, **facts), rules())
    assert alert is not None
    assert wording.what(alert, NOW, UTC) == said


def test_the_text_has_what_on_call_needs() -> None:
    """Would send people searching for the log, the owner or the runbook."""
    facts = {
        "exit_code": 3, "attempts": 2, "max_attempts": 3, "why": "exit code 3", "url": "http://igor/job/team/job/app/1/",
        "duration_ms": 5_000, "typical_ms": 60_000, "node": "agent-1", "last_lines": ("line one", "line two"),
    }  # fmt: skip
    alert = take(None, found(Trouble.FAILURE, **facts), rules(owner="db@example.org", runbook="http://wiki/app"))
    assert alert is not None
    alert = replace(alert, id=7, count=4)
    message = wording.message(alert, Phase.FIRING, NOW, UTC)
    assert message["text"].splitlines() == [
        "team/app #1 failed: exit code 3 after 2 attempts",
        "",
        "Job:       team/app (owner: db@example.org)",
        "Build:     #1 on agent-1",
        "Log:       http://igor/job/team/job/app/1/console",
        "Since:     2026-01-31 10:00 UTC, 4 in a row",
        "Exit code: 3",
        "Attempt:   2 of 3",
        "Duration:  5 sec, typically 1 min 0 sec",
        "Runbook:   http://wiki/app",
        "",
        "The last 2 lines:",
        "line one",
        "line two",
    ]
    assert (message["status"], message["thread"], message["severity"]) == (2, "alert-7", "critical")
    over = take(alert, found(None, NOW + HOUR_MS, 5), rules())
    assert over is not None
    said = wording.message(over, Phase.RESOLVED, NOW + HOUR_MS, UTC)
    assert (said["status"], said["summary"]) == (0, "team/app #5 is fine again after 1 hr 0 min")
