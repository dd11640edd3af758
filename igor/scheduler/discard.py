"""Which finished builds go: by a job's discard policy, by the controller's, and when the disk gets short.

Source: hudson.tasks.LogRotator.perform, shouldKeepRun.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from igor.model.job import DiscardPolicy, Result

_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Retention:
    """The controller's own rules. ``policy`` is for jobs that have none; ``free_bytes`` 0: builds make no room.

    ``free_percent``: the same as a share of the disk; the larger of both counts.
    """

    policy: DiscardPolicy = DiscardPolicy()
    free_bytes: int = 0
    free_percent: int = 0

    def is_short(self, total_bytes: int, free_bytes: int) -> bool:
        """Whether a disk has less than it should."""
        return free_bytes < max(self.free_bytes, total_bytes * self.free_percent // 100)

    def policy_of(self, own: DiscardPolicy) -> DiscardPolicy:
        """What holds for a job with this policy."""
        return self.policy if own == DiscardPolicy() else own


@dataclass(frozen=True, slots=True)
class FinishedBuild:
    """A build that may be deleted; running ones are not asked about."""

    id: int
    number: int
    result: Result
    started_ms: int
    keep_log: bool = False


def builds_to_delete(policy: DiscardPolicy, builds: Iterable[FinishedBuild], now_ms: int) -> list[int]:
    """The ids of the builds beyond the policy's number or age, oldest first.

    Kept in any case: builds marked to be kept, the last successful one (not worse than UNSTABLE) and the last stable.
    """
    newest_first = sorted(builds, key=lambda build: build.number, reverse=True)
    spared = _spared(newest_first)
    surplus = {build.id for build in newest_first[policy.num_to_keep :]} if policy.num_to_keep >= 0 else set()
    if policy.days_to_keep >= 0:
        limit_ms = now_ms - policy.days_to_keep * _DAY_MS
        surplus |= {build.id for build in newest_first if build.started_ms < limit_ms}
    return [build.id for build in reversed(newest_first) if build.id in surplus - spared]


def _spared(newest_first: Sequence[FinishedBuild]) -> set[int]:
    spared = {build.id for build in newest_first if build.keep_log}
    for worst in (Result.UNSTABLE, Result.SUCCESS):
        last = next((build for build in newest_first if not build.result.is_worse_than(worst)), None)
        spared |= {last.id} if last else set()
    return spared


@dataclass(frozen=True, slots=True)
class OldBuild:
    """One of the oldest finished builds of all jobs. ``needed``: the numbers of its job's last, last successful and
    last stable build.
    """

    item_id: int
    full_name: str
    number: int
    keep_log: bool
    needed: frozenset[int]


def builds_that_make_room(oldest_first: Iterable[OldBuild]) -> list[OldBuild]:
    """Those that go while the disk is short: all but what people kept and what a job needs."""
    return [build for build in oldest_first if not build.keep_log and build.number not in build.needed]
