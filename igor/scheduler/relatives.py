"""Which related job keeps a job's items waiting. Source: hudson.model.AbstractProject.getCauseOfBlockage."""

from __future__ import annotations

from collections.abc import Mapping

from igor.scheduler.lanes import JobQueue
from igor.scheduler.snapshot import JobFacts


def busy_relative(job: JobFacts, jobs: Mapping[int, JobFacts], queues: Mapping[int, JobQueue]) -> str | None:
    """The sentence about the first job up or down the stream that is building or queued; None: all are idle."""
    sides = (
        (job.block_on_downstream, "Downstream", job.downstream),
        (job.block_on_upstream, "Upstream", job.upstream),
    )
    for is_blocking, side, relatives in sides:
        for item_id in sorted(relatives - {job.item_id}) if is_blocking else ():
            if item_id in jobs and _is_busy(jobs[item_id], queues.get(item_id)):
                return f"{side} project ‘{jobs[item_id].full_name}’ is already building"
    return None


def _is_busy(job: JobFacts, queue: JobQueue | None) -> bool:
    """What is queued for a disabled job is about to leave."""
    if queue is None or (job.disabled and not queue.running):
        return False
    return queue.is_busy
