"""What the queue decides upon, and what it decides: plain frozen data, made and acted upon elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from igor.model.approval import Approval, ApprovalPolicy
from igor.model.build import QueueState
from igor.model.job import DEFAULT_PRIORITY
from igor.scheduler.limits import Limit

#: The label of jobs whose builds need no executor: they start on the built-in node, below its executors' numbers.
NO_EXECUTOR = "\0none"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue item that has not left. ``ready_ms``: the end of its quiet period, or, if it says ``why``, of that."""

    id: int
    item_id: int
    in_queue_since_ms: int
    ready_ms: int
    why: str = ""
    is_approved: bool = False


@dataclass(frozen=True, slots=True)
class JobFacts:
    """What of a job matters to the queue.

    ``upstream`` and ``downstream`` are ids of jobs, transitively, needed only where the block flags are set.
    ``last_node``: where its last build ran. ``priority``: a lower number goes first.
    """

    item_id: int
    full_name: str
    disabled: bool = False
    concurrent: bool = False
    label: str | None = None
    block_on_upstream: bool = False
    block_on_downstream: bool = False
    upstream: frozenset[int] = frozenset()
    downstream: frozenset[int] = frozenset()
    last_node: str | None = None
    priority: int = DEFAULT_PRIORITY
    limits: tuple[Limit, ...] = ()
    approval: ApprovalPolicy | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """A build that occupies an executor. ``estimated_ms`` −1: unknown."""

    item_id: int
    number: int
    node_name: str
    executor: int
    started_ms: int
    estimated_ms: int = -1


@dataclass(frozen=True, slots=True)
class Wait:
    """The item stays, in ``state`` (waiting, blocked, buildable), because of ``why``; ``approval``: what it asks."""

    queue_id: int
    state: QueueState
    why: str
    approval: Approval | None = None


@dataclass(frozen=True, slots=True)
class Assign:
    """The item leaves: a build of its job starts on this executor."""

    queue_id: int
    item_id: int
    node_name: str
    executor: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """The item leaves without a build."""

    queue_id: int
    why: str


Decision: TypeAlias = Wait | Assign | Cancel
