"""What holds for every queue: random snapshots, small enough that items, labels and nodes meet often."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from fresh_look import Snapshot, decide
from hypothesis import given, settings
from hypothesis import strategies as st

from igor.model.node import Node
from igor.scheduler.label import parse
from igor.scheduler.snapshot import Assign, Cancel, JobFacts, Running, Wait, Waiting

pytestmark = pytest.mark.slow

NOW = 1_000_000
LABELS = [None, None, "linux", "!linux", "linux && big", "n0", "mars"]
SEEDS = st.integers(0, 2**64)


def random_snapshot(seed: int) -> Snapshot:
    """Small, so that items, labels and nodes meet often."""
    chance = Random(seed)
    likely, rarely = (lambda: chance.random() < 0.8), (lambda: chance.random() < 0.15)
    jobs = {number: random_job(chance, number, rarely()) for number in range(5)}
    nodes = tuple(
        Node(
            f"n{number}",
            chance.randint(0, 3),
            frozenset(chance.sample(["linux", "big"], chance.randint(0, 2))),
            "EXCLUSIVE" if rarely() else "NORMAL",
            connected=likely(),
            temporarily_offline=rarely(),
        )
        for number in range(3)
    )
    slots = {(chance.randint(0, 2), chance.randint(0, 2)) for _ in range(chance.randint(0, 4))}
    running = tuple(Running(chance.randint(0, 5), i, f"n{node}", number, 0) for i, (node, number) in enumerate(slots))
    queue = tuple(
        Waiting(i, chance.randint(0, 5), NOW - chance.randint(0, 9), NOW + chance.randint(-9, 3))
        for i in range(chance.randint(0, 8))
    )
    return Snapshot(NOW, queue, jobs, nodes, running, rarely())


def random_job(chance: Random, number: int, disabled: bool) -> JobFacts:
    flags = [chance.random() < 0.4 for _ in range(3)]
    relatives = [frozenset(chance.sample(range(6), chance.randint(0, 3))) for _ in range(2)]
    last_node = chance.choice([None, "n0", "n1"])
    return JobFacts(
        number, f"job{number}", disabled, flags[0], chance.choice(LABELS), *flags[1:], *relatives, last_node
    )


@settings(max_examples=250, deadline=None)
@given(SEEDS)
def test_what_holds_for_every_queue(seed: int) -> None:
    """Would show a node over capacity, a build on a forbidden node, or an item without an answer."""
    state = random_snapshot(seed)
    decisions = decide(state)
    assert sorted(each.queue_id for each in decisions) == sorted(each.id for each in state.queue)
    assert all(each.why for each in decisions if isinstance(each, Wait | Cancel))
    items = {each.id: each for each in state.queue}
    nodes = {node.name: node for node in state.nodes}
    taken = {(build.node_name, build.executor) for build in state.running}
    single = {build.item_id for build in state.running if not _is_concurrent(state, build.item_id)}
    for assigned in (each for each in decisions if isinstance(each, Assign)):
        job, node = state.jobs[items[assigned.queue_id].item_id], nodes[assigned.node_name]
        assert not job.disabled
        assert not state.quieting_down
        assert node.is_online
        assert items[assigned.queue_id].ready_ms <= NOW
        assert parse(job.label).matches(node.all_labels) if job.label else node.mode == "NORMAL"
        assert (assigned.node_name, assigned.executor) not in taken
        assert assigned.executor < node.executors
        taken.add((assigned.node_name, assigned.executor))
        assert len([name for name, _ in taken if name == node.name]) <= node.executors
        if not job.concurrent:
            assert job.item_id not in single
            single.add(job.item_id)


def _is_concurrent(state: Snapshot, item_id: int) -> bool:
    return item_id in state.jobs and state.jobs[item_id].concurrent


@settings(max_examples=120, deadline=None)
@given(SEEDS)
def test_nobody_starves(seed: int) -> None:
    """Would show an item that waits although its job could run: builds end, rounds go on, the queue has to drain."""
    state = random_snapshot(seed)
    nodes = tuple(
        replace(node, executors=1, connected=True, temporarily_offline=False, mode="NORMAL") for node in state.nodes
    )
    jobs = {number: replace(job, label=None) for number, job in state.jobs.items()}
    jobs[5] = JobFacts(5, "job5")
    state = replace(state, nodes=nodes, jobs=jobs, running=(), quieting_down=False, now_ms=NOW + 10_000)
    for _ in range(len(state.queue)):
        decisions = decide(state)
        waiting = {each.queue_id for each in decisions if isinstance(each, Wait)}
        left = tuple(each for each in state.queue if each.id in waiting)
        assert len(left) < len(state.queue) or not left
        state = replace(state, queue=left)
    assert state.queue == ()
