"""Of each node: why it does not take a waiting item, and what would change that; one question after the other, and the
first that is answered with a reason tells it. Pure.

Source of the questions: hudson.model.Node.canTake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from igor.model.node import Node
from igor.model.timespan import time_span
from igor.scheduler.fleet import shown
from igor.scheduler.label import LabelExpression
from igor.scheduler.limits import Limit

#: Builds that are named; of more the number is told.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Occupant:
    """A build on a node. ``left_ms``: until it is expected to end; None: nobody knows."""

    name: str
    left_ms: int | None = None


@dataclass(frozen=True, slots=True)
class NodeWhy:
    """``takes``: it would start the item. ``fix``: what to do, empty where only waiting helps or nothing is wrong."""

    node: str
    why: str
    fix: str = ""
    takes: bool = False

    def __str__(self) -> str:
        return f"{self.node} {self.why}" + (f": {self.fix}" if self.fix else "")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A node with what runs on it. ``full``: the limit of the item's job that has no room left there."""

    node: Node
    occupants: Sequence[Occupant] = ()
    full: Limit | None = None


def node_why(candidate: Candidate, expression: LabelExpression | None, now_ms: int) -> NodeWhy:
    """Why the node does not take an item of a job with this label expression (None: it has none)."""
    name = shown(candidate.node)
    for why, fix in _reasons(candidate, expression, now_ms):
        return NodeWhy(name, why, fix)
    return NodeWhy(name, "has a free executor", takes=True)


def summary(whys: Iterable[NodeWhy]) -> str:
    """``3 nodes: …; 1 node: …``: nodes with the same reason together, the most common one first."""
    groups: dict[str, int] = {}
    for each in whys:
        reason = each.why + (f" ({each.fix})" if each.fix else "")
        groups[reason] = groups.get(reason, 0) + 1
    ordered = sorted(groups.items(), key=lambda group: -group[1])
    return "; ".join(f"{count} node{'s' if count > 1 else ''}: {reason}" for reason, count in ordered)


def _reasons(candidate: Candidate, expression: LabelExpression | None, now_ms: int) -> Iterator[tuple[str, str]]:
    """All that speaks against the node, the most lasting first."""
    node = candidate.node
    if expression is not None and not expression.matches(node.all_labels):
        labels = " ".join(sorted(node.labels)) or "none"
        yield f"does not match ‘{expression}’", f"its labels are: {labels}; change them, or where the job may run"
    if expression is None and node.mode == "EXCLUSIVE":
        yield "is reserved for jobs with matching label expression", "give the job a label expression that matches it"
    if not node.connected:
        since = f" since {time_span(now_ms - node.last_seen_ms)}" if node.last_seen_ms else ""
        yield f"is not connected{since}", "start its agent"
    if node.temporarily_offline:
        back = f", for {time_span(max(0, node.online_at_ms - now_ms))} more" if node.online_at_ms else ""
        reason = f" ({node.offline_reason})" if node.offline_reason else ""
        yield f"was taken offline{reason}{back}", f"igor agents resume {node.name}"
    if candidate.full is not None:
        most = candidate.full.most
        yield f"runs {most} build{'s' if most > 1 else ''} of those that are limited to that", "raise the limit"
    if node.executors == 0:
        yield "has no executors", "give it some"
    if len(candidate.occupants) >= node.executors:
        yield _busy(candidate), "give it more executors, or add a node"


def _busy(candidate: Candidate) -> str:
    names = [each.name for each in candidate.occupants[:_NAMED]]
    more = len(candidate.occupants) - len(names)
    known = [each.left_ms for each in candidate.occupants if each.left_ms is not None]
    free = f", the next one is expected to be free in {time_span(max(0, min(known)))}" if known else ""
    builds = ", ".join(names) + (f" and {more} more" if more else "")
    executors = candidate.node.executors
    count = f"its {executors} executors are" if executors != 1 else "its executor is"
    return f"is full: {count} busy with {builds}{free}"
