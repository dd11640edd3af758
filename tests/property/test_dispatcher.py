"""The queue that is told of events comes to what one would that looks at everything anew, whatever happens."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import pytest
from fresh_look import Snapshot, decide
from hypothesis import given, settings
from hypothesis import strategies as st

from igor.model.approval import ApprovalPolicy
from igor.model.build import QueueState
from igor.model.node import Node
from igor.scheduler.fleet import Fleet
from igor.scheduler.limits import Limit
from igor.scheduler.queue import QUIETING_DOWN, Dispatcher
from igor.scheduler.snapshot import Assign, Cancel, Decision, JobFacts, Running, Wait, Waiting

pytestmark = pytest.mark.slow

LABELS = [None, None, "linux", "!linux", "linux && big", "n0", "mars"]
LIMITS = [
    Limit("category:a", 1),
    Limit("category:b", 2),
    Limit("category:a", 1, per_node=True),
    Limit("resource:r", 1, resource="r"),
]
STEP_MS = 2_000
APPROVALS = [None, None, None, ApprovalPolicy("Go?"), ApprovalPolicy(submitter=("ops",), timeout_ms=5 * STEP_MS)]


@dataclass
class World:
    """The truth, and a dispatcher that is told of each change of it."""

    chance: Random
    dispatcher: Dispatcher = field(default_factory=Dispatcher)
    now_ms: int = 1_000_000
    jobs: dict[int, JobFacts] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    queue: dict[int, Waiting] = field(default_factory=dict)
    running: dict[tuple[int, int], Running] = field(default_factory=dict)
    told: dict[int, Wait] = field(default_factory=dict)
    last_nodes: dict[int, str] = field(default_factory=dict)
    quieting_down: bool = False
    number: int = 0

    def happen(self) -> None:
        """One random event."""
        events = [self.set_job, self.set_node, self.put, self.put, self.put, self.end, self.end, self.drop]
        events.append(self.approve)
        rare = [self.remove_job, self.remove_node, self.quiet, self.hurry]
        self.chance.choice(events if self.chance.random() < 0.9 else rare)()

    def set_job(self) -> None:
        number = self.chance.randrange(5)
        flags = [self.chance.random() < share for share in (0.1, 0.4, 0.25, 0.25)]
        relatives = [frozenset(self.chance.sample(range(5), self.chance.randint(0, 2))) for _ in range(2)]
        self.jobs[number] = JobFacts(
            number,
            f"job{number}",
            flags[0],
            flags[1],
            self.chance.choice(LABELS),
            *flags[2:],
            *relatives,
            priority=self.chance.choice([3, 3, 1, 5]),
            limits=tuple(self.chance.sample(LIMITS, self.chance.choice([0, 0, 1, 2]))),
            approval=self.chance.choice(APPROVALS),
        )
        self.dispatcher.set_job(self.jobs[number])

    def remove_job(self) -> None:
        number = self.chance.randrange(5)
        self.jobs.pop(number, None)
        self.dispatcher.remove_job(number)

    def set_node(self) -> None:
        name = f"n{self.chance.randrange(3)}"
        labels = frozenset(self.chance.sample(["linux", "big"], self.chance.randint(0, 2)))
        mode = "EXCLUSIVE" if self.chance.random() < 0.2 else "NORMAL"
        online = self.chance.random() < 0.8
        self.nodes[name] = Node(name, self.chance.randint(0, 3), labels, mode, connected=online)
        self.dispatcher.nodes_changed(self.dispatcher.fleet.set_node(self.nodes[name]))
        self.dispatcher.touch_lanes()

    def remove_node(self) -> None:
        name = f"n{self.chance.randrange(3)}"
        if self.nodes.pop(name, None):
            self.dispatcher.fleet.remove_node(name)
            self.dispatcher.touch_lanes()

    def put(self) -> None:
        self.number += 1
        ready_ms = self.now_ms + self.chance.choice([0, 0, 0, STEP_MS, 5 * STEP_MS])
        self.queue[self.number] = Waiting(self.number, self.chance.randrange(5), self.now_ms, ready_ms)
        self.dispatcher.put(self.queue[self.number])

    def hurry(self) -> None:
        """An item's quiet period is cut short."""
        self.change(ready_ms=self.now_ms)

    def approve(self) -> None:
        self.change(is_approved=True)

    def change(self, **changes: Any) -> None:
        if self.queue:
            waiting = self.chance.choice(list(self.queue.values()))
            self.queue[waiting.id] = replace(waiting, **changes)
            self.told.pop(waiting.id, None)
            self.dispatcher.put(self.queue[waiting.id])

    def drop(self) -> None:
        if self.queue:
            queue_id = self.chance.choice(list(self.queue))
            del self.queue[queue_id]
            self.dispatcher.drop(queue_id)

    def end(self) -> None:
        if self.running:
            key = self.chance.choice(list(self.running))
            del self.running[key]
            self.dispatcher.build_ended(*key)

    def quiet(self) -> None:
        self.quieting_down = not self.quieting_down
        self.dispatcher.pause(QUIETING_DOWN if self.quieting_down else None)

    def settle(self) -> None:
        """Let the dispatcher decide until it has nothing more to say."""
        while decisions := self.dispatcher.decide(self.now_ms):
            for decision in decisions:
                self.act(decision)

    def act(self, decision: Decision) -> None:
        match decision:
            case Wait(queue_id):
                self.told[queue_id] = decision
            case Cancel(queue_id):
                del self.queue[queue_id]
            case Assign(queue_id, item_id, node_name, executor):
                assert self.within_limits(decision)
                assert self.queue[queue_id].is_approved or self.jobs[item_id].approval is None
                del self.queue[queue_id]
                if self.chance.random() < 0.1:
                    self.dispatcher.not_started(decision)
                    return
                self.number += 1
                build = Running(item_id, self.number, node_name, executor, self.now_ms)
                self.running[item_id, self.number] = build
                self.dispatcher.build_started(build)

    def check(self) -> None:
        """Nothing can start any more, and each item was told what a fresh look tells, or what is as true."""
        snapshot = Snapshot(
            self.now_ms,
            tuple(self.queue.values()),
            self.jobs,
            tuple(self.nodes.values()),
            tuple(self.running.values()),
            self.quieting_down,
        )
        for fresh in decide(snapshot):
            assert isinstance(fresh, Wait), fresh
            why = self.dispatcher.why(fresh.queue_id, self.now_ms)
            told = self.told[fresh.queue_id]
            assert told.approval == fresh.approval
            assert (told.state, why) == (fresh.state, fresh.why) or self.is_true(told), (told, fresh)
        taken = [(build.node_name, build.executor) for build in self.running.values()]
        assert len(set(taken)) == len(taken)

    def is_true(self, told: Wait) -> bool:
        """Of the two things that can keep an item, full nodes and full limits, either may be told.

        Which idle nodes are reserved is told anew each second only.
        """
        job = self.jobs[self.queue[told.queue_id].item_id]
        fleet = Fleet(self.nodes.values())
        for build in self.running.values():
            fleet.occupy(build.node_name, build.executor)
        if told.state is QueueState.BUILDABLE and fleet.find(job.label, None) is None:
            return job.label is None or told.why == fleet.why_none(job.label)
        return any(limit.why == told.why and self.is_full(limit) for limit in job.limits)

    def is_full(self, limit: Limit) -> bool:
        places = [build.node_name if limit.per_node else "" for build in self.sharing(limit)]
        return any(places.count(place) >= limit.most for place in places)

    def within_limits(self, assign: Assign) -> bool:
        """Whether a build that starts leaves each limit of its job kept."""
        for limit in self.jobs[assign.item_id].limits:
            there = [b for b in self.sharing(limit) if not limit.per_node or b.node_name == assign.node_name]
            if len(there) >= limit.most:
                return False
        return True

    def sharing(self, limit: Limit) -> list[Running]:
        """The builds that have taken of a limit."""
        return [
            build
            for (item_id, _), build in self.running.items()
            if item_id in self.jobs
            and any((o.key, o.per_node) == (limit.key, limit.per_node) for o in self.jobs[item_id].limits)
        ]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**64))
def test_events_lead_where_a_fresh_look_would(seed: int) -> None:
    """Would show an item that is forgotten, or a sentence that was true once."""
    world = World(Random(seed))
    for _ in range(40):
        for _ in range(world.chance.randint(1, 3)):
            world.happen()
        world.settle()
        world.now_ms += STEP_MS
        world.settle()
        world.check()
