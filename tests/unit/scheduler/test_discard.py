"""Which builds go: what is deleted wrongly is gone for good, what is not fills the disk."""

from __future__ import annotations

import pytest

from igor.model.job import DiscardPolicy, Result
from igor.scheduler.discard import FinishedBuild, OldBuild, Retention, builds_that_make_room, builds_to_delete

DAY_MS = 86_400_000
NOW_MS = 100 * DAY_MS


def builds(*results: Result, kept: frozenset[int] = frozenset()) -> list[FinishedBuild]:
    """Builds 1, 2, 3 … of which the last one is a day old, the one before two days …"""
    return [
        FinishedBuild(number, number, result, NOW_MS - (len(results) - number + 1) * DAY_MS, number in kept)
        for number, result in enumerate(results, start=1)
    ]


OK, BAD = Result.SUCCESS, Result.FAILURE


@pytest.mark.parametrize(
    ("policy", "found", "gone"),
    [
        (DiscardPolicy(), builds(OK, OK, OK), []),
        (DiscardPolicy(num_to_keep=2), builds(OK, OK, OK, OK), [1, 2]),
        (DiscardPolicy(days_to_keep=2), builds(OK, OK, OK, OK), [1, 2]),
        (DiscardPolicy(days_to_keep=3, num_to_keep=1), builds(OK, OK, OK, OK), [1, 2, 3]),
        (DiscardPolicy(num_to_keep=1), builds(OK, OK, OK, kept=frozenset({2})), [1]),
        (DiscardPolicy(num_to_keep=1), builds(BAD, OK, Result.UNSTABLE, BAD, BAD), [1, 4]),
        (DiscardPolicy(days_to_keep=1), builds(BAD, BAD, OK, BAD), [1, 2]),
    ],
)
def test_policy(policy: DiscardPolicy, found: list[FinishedBuild], gone: list[int]) -> None:
    """By number and age, oldest first; never the last successful, the last stable, nor what is kept."""
    assert builds_to_delete(policy, found, NOW_MS) == gone


def test_the_controllers_policy_is_for_jobs_without_one() -> None:
    """A job that wants to keep all its builds for a year says so once."""
    retention = Retention(DiscardPolicy(days_to_keep=30, num_to_keep=50))
    assert retention.policy_of(DiscardPolicy()) == DiscardPolicy(30, 50)
    assert retention.policy_of(DiscardPolicy(num_to_keep=500)) == DiscardPolicy(num_to_keep=500)


def test_room_is_made_by_what_nobody_needs() -> None:
    """A job whose last good build is gone cannot say when it worked last."""
    needed = frozenset({3, 2})
    old = [OldBuild(1, "app", number, keep_log=number == 4, needed=needed) for number in (1, 2, 3, 4, 5)]
    assert [build.number for build in builds_that_make_room(old)] == [1, 5]


def test_room_is_bytes_or_a_share_of_the_disk() -> None:
    """A share that is taken for bytes makes no room until nothing can start any more."""
    assert Retention(free_percent=5).is_short(1_000, 49)
    assert not Retention(free_percent=5).is_short(1_000, 50)
    assert Retention(free_bytes=10).is_short(1_000, 9)
    assert not Retention().is_short(1_000, 0)
