"""Why each node does not take an item: wrong, it sends people to the wrong machine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from igor.model.node import Node
from igor.scheduler.label import parse
from igor.scheduler.limits import Limit
from igor.scheduler.node_whys import Candidate, Occupant, node_why, summary

NOW = 10_000_000
NODE = Node("n1", 1, frozenset({"linux"}), connected=True, last_seen_ms=NOW - 120_000)


FULL = (
    "n1 is full: its 4 executors are busy with a #3, a #1, a #2 and 1 more, "
    "the next one is expected to be free in 1 min 0 sec: give it more executors, or add a node"
)


@pytest.mark.parametrize(
    ("candidate", "label", "sentence"),
    [
        (Candidate(NODE), "linux", "n1 has a free executor"),
        (
            Candidate(NODE),
            "gpu",
            "n1 does not match ‘gpu’: its labels are: linux; change them, or where the job may run",
        ),
        (
            Candidate(replace(NODE, mode="EXCLUSIVE")),
            None,
            "n1 is reserved for jobs with matching label expression: give the job a label expression that matches it",
        ),
        (Candidate(replace(NODE, connected=False)), None, "n1 is not connected since 2 min 0 sec: start its agent"),
        (
            Candidate(replace(NODE, temporarily_offline=True, offline_reason="new disk", online_at_ms=NOW + 3_600_000)),
            None,
            "n1 was taken offline (new disk), for 1 hr 0 min more: igor agents resume n1",
        ),
        (
            Candidate(NODE, full=Limit("category:db", 1, per_node=True)),
            None,
            "n1 runs 1 build of those that are limited to that: raise the limit",
        ),
        (Candidate(replace(NODE, executors=0)), None, "n1 has no executors: give it some"),
        (
            Candidate(replace(NODE, executors=4), [Occupant(f"a #{n}", n * 60_000) for n in (3, 1, 2, 4)]),
            None,
            FULL,
        ),
        (
            Candidate(NODE, [Occupant("app #3")]),
            None,
            "n1 is full: its executor is busy with app #3: give it more executors, or add a node",
        ),
    ],
)
def test_the_sentence_of_each_node(candidate: Candidate, label: str | None, sentence: str) -> None:
    found = node_why(candidate, parse(label) if label else None, NOW)
    assert str(found) == sentence
    assert found.takes == (sentence == "n1 has a free executor")


def test_nodes_with_the_same_reason_are_told_together() -> None:
    """Of two thousand nodes nobody reads two thousand lines."""
    nodes = [replace(NODE, name=f"n{number}", connected=number == 1) for number in range(1, 4)]
    whys = [node_why(Candidate(node), None, NOW) for node in nodes]
    assert summary(whys) == "2 nodes: is not connected since 2 min 0 sec (start its agent); 1 node: has a free executor"
