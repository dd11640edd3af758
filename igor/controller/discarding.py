"""Deleting builds that are kept no longer: of one job by its policy, of all jobs when the disk is short.

A few at a time, in the engine's transaction; the files go after its commit, or with the next start of an engine.
"""

from __future__ import annotations

from dataclasses import dataclass

from igor.controller import builds
from igor.controller.engine_jobs import Job
from igor.controller.engine_state import Tick
from igor.model.job import DiscardPolicy, Result
from igor.scheduler import discard
from igor.scheduler.discard import FinishedBuild, OldBuild

#: Builds that one call looks at beyond those that stay, and so deletes at most.
AT_A_TIME = 20
_DAY_MS = 86_400_000


def discard_old(tick: Tick, job: Job, policy: DiscardPolicy, limit: int = AT_A_TIME) -> int:
    """Delete the job's oldest builds that the policy does not keep; how many went."""
    if policy == DiscardPolicy():
        return 0
    newest = policy.num_to_keep + AT_A_TIME if policy.num_to_keep >= 0 else 0
    rows = tick.all("finished_builds", item_id=job.id, newest=newest, oldest=AT_A_TIME)
    finished = [
        FinishedBuild(r["id"], r["number"], Result(r["result"]), r["started_ms"], bool(r["keep_log"])) for r in rows
    ]
    numbers = {build.id: build.number for build in finished}
    doomed = discard.builds_to_delete(policy, finished, tick.now_ms)[:limit]
    for build_id in doomed:
        _delete(tick, job.id, job.full_name, numbers[build_id])
    _discard_artifacts(tick, job, policy)
    return len(doomed)


def _discard_artifacts(tick: Tick, job: Job, policy: DiscardPolicy) -> None:
    """Those of builds that stay, beyond the policy's number or age. Source: hudson.tasks.LogRotator.perform."""
    if policy.artifact_num_to_keep < 0 and policy.artifact_days_to_keep < 0:
        return
    days = policy.artifact_days_to_keep
    rows = tick.all(
        "old_artifacts",
        item_id=job.id,
        kept=policy.artifact_num_to_keep,
        before_ms=tick.now_ms - days * _DAY_MS if days >= 0 else 0,
        limit=AT_A_TIME,
    )
    for row in rows:
        tick.run("forget_artifacts", item_id=job.id, number=row["number"])
        tick.effects.deleted_artifacts.append((job.full_name, row["number"]))


@dataclass(slots=True)
class RoomMaker:
    """Goes through the finished builds of all jobs, oldest first, from where it stopped; what may not go is passed."""

    _after_ms: int = -1
    _after_id: int = -1

    def step(self, tick: Tick, limit: int) -> int:
        """Delete a few; how many. At the end of history it begins again."""
        rows = tick.all("oldest_finished", after_ms=self._after_ms, after_id=self._after_id, limit=limit)
        self._after_ms, self._after_id = (rows[-1]["started_ms"], rows[-1]["id"]) if rows else (-1, -1)
        old = [
            OldBuild(
                row["item_id"],
                row["full_name"],
                row["number"],
                bool(row["keep_log"]),
                frozenset({row["last_build"], row["last_successful"], row["last_stable"]}),
            )
            for row in rows
        ]
        doomed = discard.builds_that_make_room(old)
        for build in doomed:
            _delete(tick, build.item_id, build.full_name, build.number)
        return len(doomed)


def _delete(tick: Tick, item_id: int, full_name: str, number: int) -> None:
    builds.remove_build(tick.connection, item_id, number)
    tick.effects.deleted_builds.append((full_name, number))
