"""The queue: for each item, whether it waits, is blocked, could be built, or starts now; and the sentence for people.

Items are taken first come, first served. One that nobody can take does not hold up those behind it. The checks are
a list of questions, cheapest first; the first answer counts. Source: hudson.model.Queue.maintain,
hudson.model.AbstractProject.getCauseOfBlockage.

Two jobs that wait for each other do not lock up: an item that is itself blocked by a related job blocks nobody, and
items are decided one after the other, so the later one of the two is free.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from igor.model.build import QueueState
from igor.model.timespan import time_span
from igor.scheduler.placement import Places, place
from igor.scheduler.snapshot import Assign, Cancel, Decision, JobFacts, Running, Snapshot, Wait, Waiting


def decide(snapshot: Snapshot) -> list[Decision]:
    """One decision for each item of the queue, in the order in which they were taken."""
    return _Round(snapshot).run()


@dataclass(slots=True)
class _Round:
    """What is known so far, while the items are gone through.

    ``starting``: jobs with an item that is buildable or starts in this round. ``related``: jobs whose items count for
    those that wait for upstream or downstream jobs.
    """

    snapshot: Snapshot
    places: Places = field(init=False)
    builds: dict[int, list[Running]] = field(default_factory=dict)
    starting: set[int] = field(default_factory=set)
    related: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = Places.of(self.snapshot.nodes, self.snapshot.running)
        for build in self.snapshot.running:
            self.builds.setdefault(build.item_id, []).append(build)
        for item in self.snapshot.queue:
            self.related[item.item_id] = self.related.get(item.item_id, 0) + 1

    def run(self) -> list[Decision]:
        ordered = sorted(self.snapshot.queue, key=lambda item: (item.in_queue_since_ms, item.id))
        return [self._decide(item) for item in ordered]

    def _decide(self, item: Waiting) -> Decision:
        job = self.snapshot.jobs.get(item.item_id)
        if job is None:
            return Wait(item.id, QueueState.BLOCKED, "The configuration of the job is not known (yet)")
        if job.disabled:
            self.related[item.item_id] -= 1
            return Cancel(item.id, "Build disabled")
        for state, check in _CHECKS:
            if why := check(self, item, job):
                return Wait(item.id, state, why)
        self.starting.add(job.item_id)
        return self._start(item, job)

    def _start(self, item: Waiting, job: JobFacts) -> Decision:
        if self.snapshot.quieting_down:
            return Wait(item.id, QueueState.BUILDABLE, "Jenkins is about to shut down")
        found = place(job, self.places)
        if isinstance(found, str):
            return Wait(item.id, QueueState.BUILDABLE, found)
        self.places.occupy(*found)
        return Assign(item.id, *found)

    def busy_relative(self, job: JobFacts, relatives: frozenset[int]) -> JobFacts | None:
        """A related job that is building, or queued and not itself blocked by a related one."""
        for item_id in sorted(relatives - {job.item_id}):
            relative = self.snapshot.jobs.get(item_id)
            if relative and (item_id in self.builds or self.related.get(item_id)):
                return relative
        return None


_Check = Callable[[_Round, Waiting, JobFacts], "str | None"]


def _in_quiet_period(run: _Round, item: Waiting, job: JobFacts) -> str | None:
    left_ms = item.ready_ms - run.snapshot.now_ms
    return f"In the quiet period. Expires in {time_span(left_ms)}" if left_ms > 0 else None


def _building(run: _Round, item: Waiting, job: JobFacts) -> str | None:
    builds = run.builds.get(job.item_id)
    if job.concurrent or not builds:
        return None
    last = max(builds, key=lambda build: build.number)
    return f"Build #{last.number} is already in progress (ETA: {_eta(last, run.snapshot.now_ms)})"


def _starting(run: _Round, item: Waiting, job: JobFacts) -> str | None:
    return "A build is already in progress" if not job.concurrent and job.item_id in run.starting else None


def _downstream_building(run: _Round, item: Waiting, job: JobFacts) -> str | None:
    found = run.busy_relative(job, job.downstream) if job.block_on_downstream else None
    return _blocked_by_relative(run, job, "Downstream", found)


def _upstream_building(run: _Round, item: Waiting, job: JobFacts) -> str | None:
    found = run.busy_relative(job, job.upstream) if job.block_on_upstream else None
    return _blocked_by_relative(run, job, "Upstream", found)


def _blocked_by_relative(run: _Round, job: JobFacts, side: str, relative: JobFacts | None) -> str | None:
    if relative is None:
        return None
    run.related[job.item_id] -= 1
    return f"{side} project ‘{relative.full_name}’ is already building"


def _eta(build: Running, now_ms: int) -> str:
    left_ms = build.started_ms + build.estimated_ms - now_ms
    return time_span(left_ms) if build.estimated_ms >= 0 and left_ms > 0 else "N/A"


_CHECKS: tuple[tuple[QueueState, _Check], ...] = (
    (QueueState.WAITING, _in_quiet_period),
    (QueueState.BLOCKED, _building),
    (QueueState.BLOCKED, _starting),
    (QueueState.BLOCKED, _downstream_building),
    (QueueState.BLOCKED, _upstream_building),
)
