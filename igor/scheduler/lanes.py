"""What the dispatcher keeps of the queue: items, what each job has, and lanes of items that wait for an executor."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TypeAlias

from igor.model.build import QueueState
from igor.scheduler.limits import Limit
from igor.scheduler.snapshot import Running, Waiting

#: Priority, time in the queue, id: the lower one goes first.
Order: TypeAlias = tuple[int, int, int]


@dataclass(eq=False, slots=True)
class Item:
    """``told``: the (state, why) of the last decision about it."""

    waiting: Waiting
    priority: int = 0
    told: tuple[QueueState, str] | None = None
    lane: Lane | None = None
    is_ready: bool = False

    @property
    def order(self) -> Order:
        return self.priority, self.waiting.in_queue_since_ms, self.waiting.id


@dataclass(eq=False, slots=True)
class JobQueue:
    """One job's items and builds.

    ``limits``: what each of its builds has taken. ``starting``: how many items were assigned whose builds are not yet
    known. ``all_in_lane``: every ready item is, but for the newly ready ones.
    """

    items: dict[int, Item] = field(default_factory=dict)
    running: dict[int, Running] = field(default_factory=dict)
    limits: tuple[Limit, ...] = ()
    starting: int = 0
    blocked_by_relative: int = 0
    newly_ready: list[Item] = field(default_factory=list)
    all_in_lane: bool = False

    def ready(self) -> list[Item]:
        """Those whose quiet period is over, oldest first."""
        return sorted((item for item in self.items.values() if item.is_ready), key=lambda item: item.order)


@dataclass(eq=False, slots=True)
class Lane:
    """The items that could be built on the nodes of one label expression, oldest first (a heap with stale entries).

    ``untold`` came since the lane was last found full, whose ``why`` is of ``why_ms`` and ``version`` of the fleet.
    """

    label: str | None
    heap: list[Order] = field(default_factory=list)
    items: dict[int, Item] = field(default_factory=dict)
    untold: list[Item] = field(default_factory=list)
    why: str = ""
    why_ms: int = 0
    version: int = -1

    def head(self) -> Item | None:
        while self.heap:
            item = self.items.get(self.heap[0][2])
            if item is not None and item.order == self.heap[0]:
                return item
            heapq.heappop(self.heap)
        return None
