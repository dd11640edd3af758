"""What holds for every queue: random snapshots, small enough that items, labels and nodes meet often.

``IGOR_RANDOM_SNAPSHOTS`` says how many (10,000 take about ten seconds), ``IGOR_RANDOM_SEED`` from which seed on.
"""

from __future__ import annotations

import os
from dataclasses import replace
from random import Random

import pytest
from fresh_look import Snapshot, decide
from hypothesis import given, settings
from hypothesis import strategies as st
from placement_rules import broken_rules

from igor.model.node import Node
from igor.scheduler.limits import Limit
from igor.scheduler.snapshot import JobFacts, Running, Wait, Waiting

pytestmark = pytest.mark.slow

NOW = 1_000_000
LABELS = [None, None, "linux", "!linux", "linux && big", "n0", "mars"]
LIMITS = [
    Limit("category:a", 1),
    Limit("category:b", 2),
    Limit("category:a", 1, per_node=True),
    Limit("resource:r", 1, resource="r"),
]
SEEDS = st.integers(0, 2**64)
SNAPSHOTS = int(os.environ.get("IGOR_RANDOM_SNAPSHOTS", "300"))
FIRST_SEED = int(os.environ.get("IGOR_RANDOM_SEED", "1"))


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
    return Snapshot(NOW, queue, jobs, nodes, running, rarely(), chance.choice(["reuse", "spread", "pack"]))


def random_job(chance: Random, number: int, disabled: bool) -> JobFacts:
    flags = [chance.random() < share for share in (0.4, 0.25, 0.25)]
    relatives = [frozenset(chance.sample(range(6), chance.randint(0, 3))) for _ in range(2)]
    last_node = chance.choice([None, "n0", "n1"])
    return JobFacts(
        number,
        f"job{number}",
        disabled,
        flags[0],
        chance.choice(LABELS),
        *flags[1:],
        *relatives,
        last_node,
        priority=chance.choice([3, 3, 1, 5]),
        limits=tuple(chance.sample(LIMITS, chance.choice([0, 0, 0, 1, 2]))),
    )


def test_what_holds_for_every_queue() -> None:
    """Would show a node over capacity, a build on a forbidden node, a limit not kept, an item passed over, starved or
    without an answer.
    """
    for seed in range(FIRST_SEED, FIRST_SEED + SNAPSHOTS):
        state = random_snapshot(seed)
        assert broken_rules(state, decide(state)) == [], seed


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
