"""Builds, queue items and what made them: the records that the store keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from igor.model.approval import Approval
from igor.model.job import Result

#: The kind of the cause that says who approved: a queue item that has one waits for no person.
APPROVED = "approval"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a build exists.

    ``kind``: ``timer user remote upstream seed replay retry approval``. ``details`` holds the kind's own fields, as
    JSON values: user and approval {user_id, user_name}; upstream {upstream_project, upstream_build, upstream_url};
    remote {host, note}; timer {scheduled_ms, scheduled_at (ISO 8601 with the zone's offset)}; retry {build (its
    number), attempt, reason}.
    """

    kind: str
    short_description: str
    details: dict[str, Any] = field(default_factory=dict)


def approver_of(causes: Iterable[Cause]) -> str:
    """The id of who approved; empty: nobody was asked."""
    return next((str(cause.details.get("user_id")) for cause in causes if cause.kind == APPROVED), "")


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """One parameter of a build. A ``secret`` value is kept encrypted and never shown.

    ``details``: of a file {file: id of the upload}, its value being the file's name; of a run, whose value is
    ``job#12``, {result, display_name}.
    """

    name: str
    value: str | bool
    class_name: str
    secret: bool = False
    details: dict[str, str] = field(default_factory=dict)


class QueueState(Enum):
    """Source: hudson.model.Queue. ``pending`` does not occur at rest: a claim is one transaction."""

    WAITING = "waiting"
    BLOCKED = "blocked"
    BUILDABLE = "buildable"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A wish for a build. ``why`` is the sentence shown while it waits, None once it left.

    ``approval``: what a person is asked, while it waits for that. ``left_why``: why it left without a build.
    """

    id: int
    item_id: int
    job_full_name: str
    state: QueueState
    why: str | None
    in_queue_since_ms: int
    ready_ms: int
    buildable_since_ms: int | None
    parameters: tuple[ParameterValue, ...]
    causes: tuple[Cause, ...]
    build_number: int | None = None
    cancelled: bool = False
    left_ms: int | None = None
    approval: Approval | None = None
    left_why: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try of a step by the wrapper. ``reason``: ``exit signal timeout stopped``."""

    number: int
    started_ms: int
    duration_ms: int
    exit_code: int | None
    signal: int | None
    reason: str


class TestCounts(NamedTuple):
    """Of a build's test results."""

    failed: int
    skipped: int
    total: int


@dataclass(frozen=True, slots=True)
class Build:
    """One execution of a job; ``result`` is None while it runs, ``release`` empty where nothing was deployed."""

    id: int
    item_id: int
    job_full_name: str
    number: int
    queue_id: int
    state: str
    result: Result | None
    reason: str | None
    node_name: str
    executor: int
    workspace: str | None
    started_ms: int
    duration_ms: int
    estimated_ms: int
    causes: tuple[Cause, ...]
    parameters: tuple[ParameterValue, ...]
    attempts: tuple[Attempt, ...]
    description: str | None = None
    display_name: str | None = None
    keep_log: bool = False
    release: str = ""
    tests: TestCounts | None = None

    @property
    def is_running(self) -> bool:
        return self.state == "running"
