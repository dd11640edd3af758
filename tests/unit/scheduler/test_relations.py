"""Followers, discarding, spans of time: what starts builds and what removes them."""

from __future__ import annotations

import pytest

from igor.model.job import DiscardPolicy, DownstreamTrigger, JobDefinition, Result, UpstreamTrigger
from igor.model.timespan import time_span
from igor.scheduler.discard import FinishedBuild, builds_to_delete
from igor.scheduler.relations import Relations

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def relations() -> Relations:
    return Relations.of(
        {
            "team/a": JobDefinition(
                "x", downstream_triggers=(DownstreamTrigger(("b", "/root", "nowhere"), Result.SUCCESS),)
            ),
            "team/b": JobDefinition("x", upstream_triggers=(UpstreamTrigger(("A", "../root"), Result.UNSTABLE),)),
            "root": JobDefinition("x", downstream_triggers=(DownstreamTrigger(("team/a",), Result.FAILURE),)),
            "b": JobDefinition("x"),
        }
    )


@pytest.mark.parametrize(
    ("name", "result", "expected"),
    [
        ("team/a", Result.SUCCESS, ["team/b", "root"]),
        ("team/a", Result.UNSTABLE, ["team/b"]),
        ("team/a", Result.FAILURE, []),
        ("root", Result.FAILURE, ["team/a"]),
        ("root", Result.ABORTED, []),
        ("b", Result.SUCCESS, []),
    ],
)
def test_followers(name: str, result: Result, expected: list[str]) -> None:
    """Would show a chain that goes on after a failure, or takes a job of the same name in another folder."""
    assert relations().followers(name, result) == expected


def test_transitive_relations_end_in_a_cycle() -> None:
    """Would show an engine that follows a circle of jobs forever."""
    assert relations().all_downstream("team/a") == {"team/b", "root"}
    assert relations().all_upstream("team/b") == {"team/a", "root"}
    assert relations().all_upstream("b") == frozenset()


def build(number: int, result: Result = Result.SUCCESS, *, age_days: int = 0, keep: bool = False) -> FinishedBuild:
    return FinishedBuild(number * 10, number, result, 100 * DAY - age_days * DAY, keep)


def deleted(policy: DiscardPolicy, *builds: FinishedBuild) -> list[int]:
    return [each // 10 for each in builds_to_delete(policy, builds, 100 * DAY)]


def test_number_to_keep() -> None:
    """Would show a disk that fills up, or history that is lost."""
    assert deleted(DiscardPolicy(num_to_keep=2), build(1), build(3), build(2), build(4)) == [1, 2]
    assert deleted(DiscardPolicy(), build(1), build(2, age_days=99)) == []


def test_days_to_keep() -> None:
    """Would show builds deleted a day early."""
    policy = DiscardPolicy(days_to_keep=7)
    assert deleted(policy, build(1, age_days=8), build(2, age_days=7), build(3)) == [1]


def test_last_successful_and_stable_and_marked_builds_stay() -> None:
    """Would show the only good build of a job deleted after a row of failures."""
    policy = DiscardPolicy(days_to_keep=0, num_to_keep=1)
    failed = [build(number, Result.FAILURE, age_days=1) for number in (1, 5, 6)]
    marked, stable, unstable = build(2, Result.FAILURE, keep=True), build(3), build(4, Result.UNSTABLE)
    assert deleted(policy, *failed, marked, stable, unstable) == [1, 5, 6]


@pytest.mark.parametrize(
    ("duration_ms", "expected"),
    [
        (12, "12 ms"),
        (450, "0.45 sec"),
        (5_000, "5 sec"),
        (4_960, "4.9 sec"),
        (12_900, "12 sec"),
        (125_000, "2 min 5 sec"),
        (11 * MINUTE + 5_000, "11 min"),
        (HOUR + 5 * MINUTE, "1 hr 5 min"),
        (DAY + 3 * HOUR, "1 day 3 hr"),
        (2 * DAY, "2 days 0 hr"),
        (40 * DAY, "1 mo 10 days"),
        (400 * DAY, "1 yr 1 mo"),
    ],
)
def test_time_spans(duration_ms: int, expected: str) -> None:
    """Would show sentences that scripts written for Jenkins do not recognise."""
    assert time_span(duration_ms) == expected
