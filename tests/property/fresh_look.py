"""A look at the whole queue as of one moment: what the dispatcher's decisions are held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from igor.model.node import Node
from igor.scheduler.fleet import Fleet
from igor.scheduler.queue import QUIETING_DOWN, Dispatcher
from igor.scheduler.snapshot import Decision, JobFacts, Running, Wait, Waiting


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of one moment. ``jobs`` by item id.

    An item whose job is missing there waits: the job is newer than the facts, or its configuration cannot be read. The
    items of a deleted job go with it, in the transaction that deletes it.
    """

    now_ms: int
    queue: tuple[Waiting, ...]
    jobs: Mapping[int, JobFacts]
    nodes: tuple[Node, ...]
    running: tuple[Running, ...] = ()
    quieting_down: bool = False
    strategy: str = "reuse"


def decide(snapshot: Snapshot) -> list[Decision]:
    """One decision for each item of the queue, in the order in which they are taken, as of one moment."""
    dispatcher = Dispatcher(Fleet(snapshot.nodes, snapshot.strategy))
    dispatcher.pause(QUIETING_DOWN if snapshot.quieting_down else None)
    for facts in snapshot.jobs.values():
        dispatcher.set_job(facts)
    for build in snapshot.running:
        dispatcher.build_started(build)
    for waiting in snapshot.queue:
        dispatcher.put(waiting)
    now_ms = snapshot.now_ms
    decisions = {each.queue_id: each for each in dispatcher.decide(now_ms)}
    decisions |= {each.queue_id: each for each in dispatcher.decide(now_ms)}
    full = [
        replace(each, why=dispatcher.why(each.queue_id, now_ms)) if isinstance(each, Wait) else each
        for each in decisions.values()
    ]
    order = {
        waiting.id: (
            job.priority if (job := snapshot.jobs.get(waiting.item_id)) else 0,
            waiting.in_queue_since_ms,
            waiting.id,
        )
        for waiting in snapshot.queue
    }
    return sorted(full, key=lambda each: order[each.queue_id])
