"""Which node takes a build, and what to say when none does.

The node of the job's last build is preferred (its workspace is there), then the least loaded one. Source:
hudson.model.Node.canTake, hudson.model.Queue.BuildableItem.getCauseOfBlockage.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from igor.model.errors import InvalidSource
from igor.model.node import BUILT_IN, Node
from igor.scheduler.label import Atom, LabelExpression, parse
from igor.scheduler.snapshot import JobFacts, Running


@dataclass(slots=True)
class Places:
    """The nodes and their busy executors, as filled by the decisions so far. Node names compare without case.

    ``full``: label expressions for which no executor is left, with the reason. Executors are only taken here, never
    given back, so an answer stays right; a long queue costs no more than its first item.
    """

    nodes: tuple[Node, ...]
    busy: dict[str, set[int]] = field(default_factory=dict)
    full: dict[str | None, str] = field(default_factory=dict)

    @classmethod
    def of(cls, nodes: Iterable[Node], running: Iterable[Running]) -> Places:
        places = cls(tuple(nodes))
        for build in running:
            places.occupy(build.node_name, build.executor)
        return places

    def occupy(self, node_name: str, executor: int) -> None:
        self.busy.setdefault(node_name.casefold(), set()).add(executor)

    def free_executor(self, node: Node) -> int | None:
        """The lowest free executor; None if the node is full (or has more builds than it has executors now)."""
        busy = self.busy.get(node.name.casefold(), set())
        if len(busy) >= node.executors:
            return None
        return next((number for number in range(node.executors) if number not in busy), None)

    def load(self, node: Node) -> float:
        return len(self.busy.get(node.name.casefold(), ())) / max(1, node.executors)


def place(job: JobFacts, places: Places) -> tuple[str, int] | str:
    """The (node name, executor) for a build of the job, or why there is none now."""
    if job.label not in places.full:
        found = _find(job, places)
        if isinstance(found, tuple):
            return found
        places.full[job.label] = found
    return places.full[job.label]


def _find(job: JobFacts, places: Places) -> tuple[str, int] | str:
    try:
        label = parse(job.label) if job.label else None
    except InvalidSource as error:
        return f"The label expression ‘{job.label}’ cannot be read: {error.what}"
    candidates = [
        (node, executor)
        for node in places.nodes
        if refusal(node, label) is None and (executor := places.free_executor(node)) is not None
    ]
    if not candidates:
        return _why_nowhere(label, places)
    preferred = (job.last_node or "").casefold()
    node, executor = min(
        candidates, key=lambda each: (each[0].name.casefold() != preferred, places.load(each[0]), each[0].name)
    )
    return node.name, executor


def refusal(node: Node, label: LabelExpression | None) -> str | None:
    """Why this node does not take builds with this label, free executors apart; None if it does."""
    if not node.is_online:
        return f"‘{shown(node)}’ is offline"
    if label is not None:
        return None if label.matches(node.all_labels) else f"‘{shown(node)}’ doesn’t have label ‘{_label_name(label)}’"
    if node.mode == "EXCLUSIVE":
        return f"‘{shown(node)}’ is reserved for jobs with matching label expression"
    return None


def shown(node: Node) -> str:
    """The name that people see."""
    return "Built-In Node" if node.name == BUILT_IN else node.name


def _why_nowhere(label: LabelExpression | None, places: Places) -> str:
    return _why_anywhere(places) if label is None else _why_label(label, places)


def _why_label(label: LabelExpression, places: Places) -> str:
    nodes = [node for node in places.nodes if label.matches(node.all_labels)]
    if not nodes:
        return f"There are no nodes with the label ‘{_label_name(label)}’"
    name = shown(nodes[0]) if len(nodes) == 1 else _label_name(label)
    if any(node.is_online for node in nodes):
        return f"Waiting for next available executor on ‘{name}’"
    return f"‘{name}’ is offline" if len(nodes) == 1 else f"All nodes of label ‘{name}’ are offline"


def _label_name(label: LabelExpression) -> str:
    """A single label as it is, without the quotes that it needs in an expression."""
    return label.name if isinstance(label, Atom) else str(label)


def _why_anywhere(places: Places) -> str:
    """Idle nodes that are reserved are named: they are what a person sees and wonders about."""
    idle = (node for node in places.nodes if node.is_online and places.free_executor(node) is not None)
    reasons = [reason for node in idle if (reason := refusal(node, None))]
    return "; ".join(reasons) or "Waiting for next available executor"
