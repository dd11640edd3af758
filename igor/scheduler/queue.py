"""The queue: for each item, whether it waits, is blocked, could be built, or starts now; and the sentence for people.

Items are taken by their job's priority, then first come, first served. One that nobody can take does not hold up those
behind it. ``Dispatcher`` is told what happens and looks only at what that can have changed, so a long queue and
thousands of running builds cost nothing while nothing happens to them. It knows no store and no clock: the same events
give the same decisions. Source: hudson.model.Queue.maintain, hudson.model.AbstractProject.getCauseOfBlockage.

Two jobs that wait for each other do not lock up: an item that is itself blocked by a related job blocks nobody, and
jobs are decided one after the other, so the later one of the two is free.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

from igor.model.build import QueueState
from igor.model.node import BUILT_IN
from igor.scheduler.approvals import approval_why, ask, timed_out_why
from igor.scheduler.fleet import Fleet, Pool
from igor.scheduler.lanes import Item, JobQueue, Lane, Moments, Order
from igor.scheduler.limits import Limit, Limits
from igor.scheduler.relatives import busy_relative
from igor.scheduler.snapshot import NO_EXECUTOR, Assign, Cancel, Decision, JobFacts, Running, Wait, Waiting
from igor.scheduler.why import IN_QUIET_PERIOD, OWN_BUILD, own_build_why, quiet_why

QUIETING_DOWN = "Jenkins is about to shut down"
_UNKNOWN = "The configuration of the job is not known (yet)"
#: How soon the sentence of those that find no executor may be another one when only builds came and went: for jobs
#: without a label it names idle nodes that are reserved.
_WHY_REFRESH_MS = 1_000


class Dispatcher:
    """The queue's state between two decisions. Every method but ``decide`` and ``why`` tells of an event."""

    def __init__(self, fleet: Fleet | None = None) -> None:
        self.fleet = fleet or Fleet()
        self._jobs: dict[int, JobFacts] = {}
        self._last_nodes: dict[int, str] = {}
        self._queues: dict[int, JobQueue] = {}
        self._items: dict[int, Item] = {}
        self._quiet, self._ends = Moments(), Moments()
        self._lanes: dict[str | None, Lane] = {}
        self._woken: set[str | None] = set()
        self._unsettled: set[int] = set()
        self._linked: set[int] = set()
        self._is_relation_touched = False
        self._paused: str | None = None
        self._limits = Limits()
        self._held: dict[str, set[int]] = {}
        self._held_by_nodes: dict[str | None, set[int]] = {}
        self._fresh: list[Item] = []

    # --- what happens

    def set_job(self, facts: JobFacts) -> None:
        """A job is new or was changed."""
        self._jobs[facts.item_id] = facts
        self._change_limits(self._queue(facts.item_id), facts.limits)
        self._queue(facts.item_id).all_in_lane = False
        for item in self._queue(facts.item_id).items.values():
            if item.priority != facts.priority:
                self._leave_lane(item)
                item.priority = facts.priority
        if facts.last_node is not None:
            self._last_nodes[facts.item_id] = facts.last_node
        self._touch(facts.item_id)

    def remove_job(self, item_id: int) -> None:
        self._jobs.pop(item_id, None)
        self._last_nodes.pop(item_id, None)
        self._change_limits(self._queue(item_id), ())
        self._touch(item_id)

    def put(self, waiting: Waiting) -> None:
        """An item is new or was changed."""
        self.drop(waiting.id)
        job = self._jobs.get(waiting.item_id)
        item = self._items[waiting.id] = Item(waiting, job.priority if job else 0)
        self._queue(waiting.item_id).items[waiting.id] = item
        self._quiet.add(waiting.ready_ms, waiting.id)
        self._fresh.append(item)
        self._touch(waiting.item_id)

    def drop(self, queue_id: int) -> None:
        """An item left, or was taken out."""
        item = self._items.pop(queue_id, None)
        if item is not None:
            self._leave_lane(item)
            self._queue(item.waiting.item_id).items.pop(queue_id, None)
            self._touch(item.waiting.item_id)

    def build_started(self, build: Running) -> None:
        """A build occupies an executor: one that was assigned here, or one that ran before."""
        queue = self._queue(build.item_id)
        queue.running[build.number] = build
        if queue.starting:
            queue.starting -= 1
        else:
            self._limits.take(queue.limits, build.node_name)
        self._last_nodes[build.item_id] = build.node_name
        self.fleet.occupy(build.node_name, build.executor)
        self._touch(build.item_id)

    def not_started(self, assign: Assign) -> None:
        """No build came of a decision."""
        queue = self._queue(assign.item_id)
        queue.starting -= 1
        self._give_back(queue, assign.node_name, assign.executor)
        self._touch(assign.item_id)

    def build_ended(self, item_id: int, number: int) -> None:
        """The end of a build frees its executor."""
        queue = self._queue(item_id)
        build = queue.running.pop(number, None)
        if build is not None:
            self._give_back(queue, build.node_name, build.executor)
            self._touch(item_id)

    def nodes_changed(self, pools: list[Pool]) -> None:
        """Nodes of these pools may take builds now."""
        self._wake(pools)

    def touch_lanes(self) -> None:
        """Look at all that could be built again: nodes went, or the reasons for waiting changed."""
        self._woken |= self._lanes.keys()
        for label in list(self._held_by_nodes):
            self._look_again(self._held_by_nodes.pop(label))

    def set_strategy(self, strategy: str) -> None:
        """Which of several nodes is taken; see ``igor.scheduler.fleet``."""
        self.fleet.set_strategy(strategy)
        self.touch_lanes()

    def pause(self, why: str | None) -> None:
        """Start nothing from now on, and say why; None: go on."""
        if why != self._paused:
            self._paused = why
            self.touch_lanes()

    # --- what follows

    def decide(self, now_ms: int) -> list[Decision]:
        """What is new: items to start or to cancel, and items whose state or sentence changed.

        An item that is to start counts as gone, its executor as busy: tell ``build_started`` or ``not_started``.
        """
        decisions: list[Decision] = []
        self._take_ready(now_ms)
        decisions += self._settle_all()
        decisions += self._give_up(now_ms)
        decisions += self._fill(now_ms)
        decisions += self._tell_fresh(now_ms)
        return decisions

    def why(self, queue_id: int, now_ms: int) -> str:
        """The whole sentence about an item that is in the queue."""
        item = self._items[queue_id]
        if not item.is_ready:
            return item.waiting.why or quiet_why(item.waiting.ready_ms, now_ms)
        why = item.told.why if item.told else ""
        builds = self._queue(item.waiting.item_id).running.values() if why == OWN_BUILD else ()
        return own_build_why(max(builds, key=lambda build: build.number), now_ms) if builds else why

    def _take_ready(self, now_ms: int) -> None:
        for queue_id in self._quiet.over(now_ms):
            item = self._items.get(queue_id)
            if item is not None and item.waiting.ready_ms <= now_ms and not item.is_ready:
                item.is_ready = True
                self._queue(item.waiting.item_id).newly_ready.append(item)
                self._touch(item.waiting.item_id)

    def _tell_fresh(self, now_ms: int) -> Iterator[Decision]:
        """Items in their quiet period are told of once."""
        fresh, self._fresh = self._fresh, []
        for item in fresh:
            if not item.is_ready and self._items.get(item.waiting.id) is item:
                yield from self._tell(item, QueueState.WAITING, item.waiting.why or IN_QUIET_PERIOD)

    # --- jobs: which of their items could be built

    def _settle_all(self) -> list[Decision]:
        unsettled, self._unsettled = self._unsettled, set()
        if self._is_relation_touched:
            unsettled |= self._linked
            self._is_relation_touched = False
        linked = sorted((job for job in unsettled if job in self._linked), key=self._oldest)
        for job in linked:
            self._queues[job].blocked_by_relative = 0
        decisions: list[Decision] = [wait for item_id in unsettled for wait in self._ask(item_id)]
        for item_id in [*(job for job in unsettled if job not in self._linked), *linked]:
            decisions += self._settle(item_id)
        return decisions

    def _ask(self, item_id: int) -> Iterator[Wait]:
        """Items wait for a person where their job wants that."""
        queue, job = self._queue(item_id), self._jobs.get(item_id)
        policy = job.approval if job and not job.disabled else None
        for item in ask(queue, policy) if policy or queue.is_asking else ():
            if item.approval is not None:
                self._leave_lane(item)
                if item.approval.until_ms:
                    self._ends.add(item.approval.until_ms, item.waiting.id)
                yield from self._tell(item, QueueState.BLOCKED, approval_why(item.approval))

    def _give_up(self, now_ms: int) -> Iterator[Cancel]:
        """Items that nobody approved in time leave."""
        for queue_id in self._ends.over(now_ms):
            item = self._items.get(queue_id)
            if item and item.approval and 0 < item.approval.until_ms <= now_ms:
                self.drop(queue_id)
                yield Cancel(queue_id, timed_out_why(item.waiting, item.approval))

    def _oldest(self, item_id: int) -> Order:
        return min((item.order for item in self._queues[item_id].items.values()), default=(0, 0, 0))

    def _settle(self, item_id: int) -> Iterator[Decision]:
        """Put the items of a job that could be built into their lane, and say what keeps the others."""
        queue, job = self._queue(item_id), self._jobs.get(item_id)
        if job is not None and job.disabled:
            yield from self._cancel_all(queue)
        elif queue.items:
            why = _UNKNOWN if job is None else self._block(queue, job)
            if why is None and job is not None and job.concurrent:
                self._enter_all(queue, job.label)
            else:
                yield from self._enter_first(queue, job.label if job else None, why)
        elif job is None and not queue.running and not queue.starting:
            del self._queues[item_id]
            self._linked.discard(item_id)

    def _enter_all(self, queue: JobQueue, label: str | None) -> None:
        for item in queue.newly_ready if queue.all_in_lane else queue.ready():
            if item.waiting.id in queue.items and item.approval is None:
                self._enter_lane(item, label)
        queue.newly_ready, queue.all_in_lane = [], True

    def _enter_first(self, queue: JobQueue, label: str | None, why: str | None) -> Iterator[Decision]:
        """Of a job that builds one at a time the oldest item; none when ``why`` keeps them."""
        queue.newly_ready, queue.all_in_lane = [], False
        for index, item in enumerate(queue.ready()):
            if why is None and index == 0:
                self._enter_lane(item, label)
            else:
                self._leave_lane(item)
                yield from self._tell(item, QueueState.BLOCKED, why or OWN_BUILD)

    def _cancel_all(self, queue: JobQueue) -> Iterator[Decision]:
        for item in list(queue.items.values()):
            self.drop(item.waiting.id)
            yield Cancel(item.waiting.id, "Build disabled")

    def _block(self, queue: JobQueue, job: JobFacts) -> str | None:
        """What keeps every item of the job."""
        if not job.concurrent and (queue.running or queue.starting):
            return OWN_BUILD
        relative = busy_relative(job, self._jobs, self._queues)
        if relative is not None:
            queue.blocked_by_relative = len(queue.ready())
        return relative

    def _touch(self, item_id: int) -> None:
        """Something happened to the job; those that wait for related jobs may be concerned, too."""
        self._unsettled.add(item_id)
        job = self._jobs.get(item_id)
        if job is not None and (job.block_on_upstream or job.block_on_downstream):
            self._linked.add(item_id)
            self._queue(item_id)
        self._is_relation_touched |= bool(self._linked)

    def _queue(self, item_id: int) -> JobQueue:
        queue = self._queues.get(item_id)
        if queue is None:
            queue = self._queues[item_id] = JobQueue()
        return queue

    # --- lanes: which items get an executor

    def _enter_lane(self, item: Item, label: str | None) -> None:
        lane = self._lanes.get(label)
        if lane is None:
            lane = self._lanes[label] = Lane(label)
        if item.lane is not lane:
            self._leave_lane(item)
            item.lane = lane
            lane.items[item.waiting.id] = item
            lane.untold.append(item)
            heapq.heappush(lane.heap, item.order)
        self._woken.add(label)

    @staticmethod
    def _leave_lane(item: Item) -> None:
        if item.lane is not None:
            del item.lane.items[item.waiting.id]
            item.lane = None

    def _wake(self, pools: list[Pool]) -> None:
        self._woken.update(pool.label for pool in pools if pool.label in self._lanes)
        for pool in pools:
            self._look_again(self._held_by_nodes.pop(pool.label, ()))

    def _fill(self, now_ms: int) -> Iterator[Decision]:
        """Give free executors to the oldest items, over all lanes that may have got any."""
        woken, self._woken = self._woken, set()
        anywhere = self._lanes.get(None)
        if anywhere is not None and now_ms - anywhere.why_ms >= _WHY_REFRESH_MS:
            woken.add(None)
        lanes = [self._lanes[label] for label in woken]
        heads = [(head.order, lane.label or "", lane) for lane in lanes if (head := lane.head())]
        heapq.heapify(heads)
        while heads:
            _, name, lane = heapq.heappop(heads)
            item = lane.head()
            if item is None:
                continue
            limit = self._full_limit(item)
            found = None if limit else self._find(lane, item)
            if found is not None:
                yield self._assign(item, *found)
            elif limit or (limit := self._limit_of_nodes(lane, item)):
                yield from self._hold(lane, item, limit)
            else:
                yield from self._explain(lane, now_ms)
                continue
            if head := lane.head():
                heapq.heappush(heads, (head.order, name, lane))
        for lane in lanes:
            if not lane.items:
                del self._lanes[lane.label]

    def _find(self, lane: Lane, item: Item) -> tuple[str, int] | None:
        if self._paused:
            return None
        if lane.label == NO_EXECUTOR:
            return BUILT_IN, -item.waiting.id
        limits = self._queue(item.waiting.item_id).limits
        accepts = (lambda name: self._limits.full_on(limits, name) is None) if limits else None
        return self.fleet.find(lane.label, self._last_nodes.get(item.waiting.item_id), accepts)

    def _full_limit(self, item: Item) -> Limit | None:
        return self._limits.full_everywhere(self._queue(item.waiting.item_id).limits)

    def _limit_of_nodes(self, lane: Lane, item: Item) -> Limit | None:
        """The limit that keeps the item from nodes that would otherwise take it."""
        limits = self._queue(item.waiting.item_id).limits
        free = None if self._paused or not limits else self.fleet.find(lane.label, None)
        return self._limits.full_on(limits, free[0]) if free else None

    def _hold(self, lane: Lane, item: Item, limit: Limit) -> Iterator[Decision]:
        """Put an item aside until a build gives back what it needs, or other nodes may take it."""
        self._leave_lane(item)
        self._held.setdefault(limit.key, set()).add(item.waiting.item_id)
        if limit.per_node:
            self._held_by_nodes.setdefault(lane.label, set()).add(item.waiting.item_id)
        yield from self._tell(item, QueueState.BLOCKED, limit.why)

    def _change_limits(self, queue: JobQueue, limits: tuple[Limit, ...]) -> None:
        """What builds of a job have taken follows the job's configuration."""
        if limits != queue.limits:
            for build in queue.running.values():
                self._limits.give(queue.limits, build.node_name)
                self._limits.take(limits, build.node_name)
            for limit in (*queue.limits, *limits):
                self._look_again(self._held.pop(limit.key, ()))
            queue.limits = limits

    def _give_back(self, queue: JobQueue, node_name: str, executor: int) -> None:
        self._wake(self.fleet.release(node_name, executor))
        self._limits.give(queue.limits, node_name)
        for limit in queue.limits:
            self._look_again(self._held.pop(limit.key, ()))

    def _look_again(self, item_ids: Iterable[int]) -> None:
        """Items of these jobs that were put aside go into their lanes again."""
        for item_id in item_ids:
            self._queue(item_id).all_in_lane = False
            self._touch(item_id)

    def _assign(self, item: Item, node_name: str, executor: int) -> Assign:
        self.fleet.occupy(node_name, executor)
        queue = self._queue(item.waiting.item_id)
        queue.starting += 1
        self._limits.take(queue.limits, node_name)
        self.drop(item.waiting.id)
        return Assign(item.waiting.id, item.waiting.item_id, node_name, executor)

    def _explain(self, lane: Lane, now_ms: int) -> Iterator[Decision]:
        """Tell the items of a full lane why they wait: all when the reason is another one, else the new ones."""
        if lane.version != self.fleet.version or now_ms - lane.why_ms >= _WHY_REFRESH_MS or self._paused:
            why = self._paused or self.fleet.why_none(lane.label)
            if why != lane.why:
                lane.untold = list(lane.items.values())
            lane.why, lane.why_ms = why, now_ms
            lane.version = -1 if self._paused else self.fleet.version
        for item in lane.untold:
            if item.lane is lane:
                yield from self._tell(item, QueueState.BUILDABLE, lane.why)
        lane.untold = []

    @staticmethod
    def _tell(item: Item, state: QueueState, why: str) -> Iterator[Wait]:
        said = Wait(item.waiting.id, state, why, item.approval)
        if item.told != said:
            item.told = said
            yield said
