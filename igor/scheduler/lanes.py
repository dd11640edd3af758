"""What the dispatcher keeps of the queue: items, what each job has, and lanes of items that wait for an executor."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from igor.model.approval import Approval
from igor.scheduler.limits import Limit
from igor.scheduler.snapshot import Running, Wait, Waiting

#: Priority, time in the queue, id: the lower one goes first.
Order: TypeAlias = tuple[int, int, int]


class Moments:
    """When something happens to items of itself."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int]] = []

    def add(self, at_ms: int, queue_id: int) -> None:
        heapq.heappush(self._heap, (at_ms, queue_id))

    def over(self, now_ms: int) -> Iterator[int]:
        """Ids of items whose time has come, each once; they may have left, or have another time by now."""
        while self._heap and self._heap[0][0] <= now_ms:
            yield heapq.heappop(self._heap)[1]


@dataclass(eq=False, slots=True)
class Item:
    """``told``: the last decision about it. ``approval``: what it asks a person."""

    waiting: Waiting
    priority: int = 0
    told: Wait | None = None
    lane: Lane | None = None
    is_ready: bool = False
    approval: Approval | None = None

    @property
    def order(self) -> Order:
        return self.priority, self.waiting.in_queue_since_ms, self.waiting.id


@dataclass(eq=False, slots=True)
class JobQueue:
    """One job's items and builds.

    ``limits``: what each of its builds has taken. ``starting``: how many items were assigned whose builds are not yet
    known. ``all_in_lane``: every ready item is, but for the newly ready ones. ``is_asking``: some wait for a person.
    """

    items: dict[int, Item] = field(default_factory=dict)
    running: dict[int, Running] = field(default_factory=dict)
    limits: tuple[Limit, ...] = ()
    starting: int = 0
    blocked_by_relative: int = 0
    newly_ready: list[Item] = field(default_factory=list)
    all_in_lane: bool = False
    is_asking: bool = False

    def ready(self) -> list[Item]:
        """Those whose quiet period is over and which wait for no person, oldest first."""
        found = (item for item in self.items.values() if item.is_ready and item.approval is None)
        return sorted(found, key=lambda item: item.order)

    @property
    def is_busy(self) -> bool:
        """Building, or queued and neither blocked by a related job nor by a person."""
        asking = sum(item.approval is not None for item in self.items.values()) if self.is_asking else 0
        return bool(self.running or self.starting or len(self.items) > self.blocked_by_relative + asking)


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
