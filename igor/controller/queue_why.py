"""Why an item waits: the sentence of the queue, and of each node what keeps it from taking the item."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from igor.controller import definitions, item_rows, overview, queue, settings
from igor.controller.context import Controller
from igor.controller.engine_jobs import label_of, limits_of
from igor.model.build import QueueItem, QueueState
from igor.model.errors import InvalidSource
from igor.model.job import JobDefinition, Throttle
from igor.model.node import Node
from igor.scheduler import label
from igor.scheduler.limits import Limit, Limits
from igor.scheduler.node_whys import Candidate, NodeWhy, Occupant, node_why, summary
from igor.scheduler.snapshot import NO_EXECUTOR
from igor.storage import queries
from igor.storage.records import node_from_row

_NODE = queries.load("node")


@dataclass(frozen=True, slots=True)
class ItemWhy:
    """``fix``: what would help beside the nodes; ``summary``: the nodes' reasons, those that are alike together."""

    item: QueueItem
    why: str
    fix: str
    nodes: tuple[NodeWhy, ...]

    @property
    def summary(self) -> str:
        return summary(self.nodes)


def explain(controller: Controller, queue_id: int) -> ItemWhy:
    """An item as of now; one that left has no nodes.

    Raises:
        NotFound: no such item, or it left long ago.
    """
    item = queue.get(controller, queue_id)
    if item.state is QueueState.LEFT:
        why = f"it left the queue as build #{item.build_number}" if item.build_number else item.left_why or ""
        return ItemWhy(item, why, "", ())
    now_ms = controller.now_ms()
    with controller.store.read() as connection:
        row = item_rows.row_by_id(connection, item.item_id)
        job = definitions.job_of(row) if row is not None else None
        nodes = _node_whys(connection, item, job, now_ms) if job is not None else []
    return ItemWhy(item, item.why or "", _fix(item, job), tuple(nodes))


def _fix(item: QueueItem, job: JobDefinition | None) -> str:
    """What a person can do where nodes are not what keeps the item."""
    why = item.why or ""
    if item.state is QueueState.WAITING:
        return "it goes on by itself"
    if item.approval is not None:
        return f"it goes on when one of them approves it: “igor approve {item.id}”, or on the queue’s page"
    if item.state is QueueState.BLOCKED and job is not None:
        if why.startswith(("Upstream", "Downstream")):
            return "it goes on when that project is idle"
        if why.startswith(("Already running", "Waiting for resources")):
            return "it goes on when one of those that hold it ends; or raise the limit"
        return "it goes on when that build ends; or allow concurrent builds of the job"
    return "free space there" if "disk is nearly full" in why else ""


def _node_whys(connection: sqlite3.Connection, item: QueueItem, job: JobDefinition, now_ms: int) -> list[NodeWhy]:
    text = label_of(job)
    if text == NO_EXECUTOR:
        return []
    try:
        expression = label.parse(text) if text else None
    except InvalidSource:
        return []
    running = [build for build in overview.running_builds(connection, now_ms) if build["executor"] >= 0]
    occupants: dict[str, list[Occupant]] = defaultdict(list)
    for build in running:
        left_ms = build["started_ms"] + build["estimated_ms"] - now_ms if build["estimated_ms"] >= 0 else None
        occupants[build["node"].casefold()].append(Occupant(f"{build['job']} #{build['number']}", left_ms))
    full = _Full(connection, item.item_id, job, running)
    nodes = [node_from_row(row) for row in connection.execute(_NODE["all"])]
    candidates = [Candidate(node, occupants[node.name.casefold()], full.on(node)) for node in nodes]
    return [node_why(candidate, expression, now_ms) for candidate in candidates]


class _Full:
    """Which of the job's limits per node have no room left; only the jobs that run are read, and only if it has any."""

    def __init__(
        self, connection: sqlite3.Connection, item_id: int, job: JobDefinition, running: Iterable[overview.Row]
    ) -> None:
        categories = settings.throttle_categories(connection)
        self._own = [limit for limit in limits_of(item_id, job, categories) if limit.per_node]
        self._limits = Limits()
        for build in running if self._own else ():
            self._limits.take(_limits_of_name(connection, build["job"], categories), build["node"])

    def on(self, node: Node) -> Limit | None:
        return self._limits.full_on(self._own, node.name)


def _limits_of_name(connection: sqlite3.Connection, full_name: str, categories: dict[str, Throttle]) -> list[Limit]:
    row = item_rows.find_row(connection, full_name)
    definition = definitions.parse(row.config_xml) if row is not None else None
    return list(limits_of(row.id, definition, categories)) if row and isinstance(definition, JobDefinition) else []
