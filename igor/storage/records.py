"""Rows to the dataclasses of ``igor.model`` and back; JSON columns by msgspec.

The statements in ``sql/`` select the columns that these functions read, under the same names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from igor.model import names
from igor.model.approval import Approval
from igor.model.build import Attempt, Build, Cause, ParameterValue, QueueItem, QueueState, TestCounts
from igor.model.job import Result
from igor.model.node import Node

_CAUSES = msgspec.json.Decoder(tuple[Cause, ...])
_PARAMETERS = msgspec.json.Decoder(tuple[ParameterValue, ...])
_ATTEMPTS = msgspec.json.Decoder(tuple[Attempt, ...])
_APPROVAL = msgspec.json.Decoder(Approval)
_FACTS = msgspec.json.Decoder(dict[str, str])
_TESTS = msgspec.json.Decoder(TestCounts)
_ATTEMPT_LISTS = msgspec.json.Decoder(tuple[tuple[Attempt, ...], ...])


class ItemRow(msgspec.Struct, frozen=True):
    """A job or folder as stored. The ``last_*`` are build numbers; ``last_result`` belongs to ``last_completed``.

    The fields are the columns of ``item.sql``'s selects in their order. A Struct, since lists make thousands of them.
    """

    id: int
    full_name: str
    parent: str
    kind: str
    class_name: str
    config_xml: str
    disabled: bool
    next_build_number: int
    last_build: int | None
    last_completed: int | None
    last_stable: int | None
    last_successful: int | None
    last_unstable: int | None
    last_failed: int | None
    last_unsuccessful: int | None
    last_result: Result | None
    seed: str | None
    created_ms: int
    updated_ms: int
    version: int
    is_running: bool
    in_queue: bool

    @property
    def name(self) -> str:
        return names.split(self.full_name)[1]

    @property
    def is_folder(self) -> bool:
        return self.kind == "folder"

    @property
    def color(self) -> str | None:
        """Jenkins' ball, ``_anime`` while a build runs; None for folders."""
        if self.is_folder:
            return None
        last = self.last_result.color if self.last_result else "notbuilt"
        if self.is_running:
            return f"{last}_anime"
        return "disabled" if self.disabled else last


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A view; ``owner`` is the folder's full name, empty at the root."""

    owner: str
    name: str
    class_name: str
    config_xml: str
    seed: str | None = None


@dataclass(frozen=True, slots=True)
class User:
    """An account; its password hash stays in the store."""

    id: str
    full_name: str
    description: str | None
    is_admin: bool
    created_ms: int
    email: str = ""
    session_seed: str = ""


_ITEM_FLAGS = tuple(ItemRow.__struct_fields__.index(name) for name in ("disabled", "is_running", "in_queue"))
_LAST_RESULT = ItemRow.__struct_fields__.index("last_result")
_RESULTS = {result.value: result for result in Result}


def item_from_row(row: sqlite3.Row) -> ItemRow:
    """A row of ``item.sql``'s selects."""
    values: list[Any] = list(row)
    for index in _ITEM_FLAGS:
        values[index] = values[index] == 1
    if values[_LAST_RESULT] is not None:
        values[_LAST_RESULT] = _RESULTS[values[_LAST_RESULT]]
    return ItemRow(*values)


def view_from_row(row: sqlite3.Row) -> ViewRow:
    return ViewRow(row["owner"], row["name"], row["class_name"], row["config_xml"], row["seed"])


def user_from_row(row: sqlite3.Row) -> User:
    return User(
        row["id"],
        row["full_name"],
        row["description"],
        bool(row["is_admin"]),
        row["created_ms"],
        row["email"],
        row["session_seed"],
    )


def node_from_row(row: sqlite3.Row) -> Node:
    """A row of table ``node``."""
    return Node(
        name=row["name"],
        executors=row["executors"],
        labels=frozenset(row["labels"].split()),
        mode=row["mode"],
        description=row["description"],
        remote_fs=row["remote_fs"],
        connected=bool(row["connected"]),
        temporarily_offline=bool(row["temporarily_offline"]),
        offline_reason=row["offline_reason"],
        online_at_ms=row["online_at_ms"],
        last_seen_ms=row["last_seen_ms"],
        version=row["version"],
        zipapp=_FACTS.decode(row["facts"]).get("zipapp", ""),
    )


def queue_item_from_row(row: sqlite3.Row) -> QueueItem:
    """A row of ``queue.sql``'s selects (table ``queue_item`` and ``job_full_name``)."""
    return QueueItem(
        id=row["id"],
        item_id=row["item_id"],
        job_full_name=row["job_full_name"],
        state=QueueState(row["state"]),
        why=row["why"],
        in_queue_since_ms=row["in_queue_since_ms"],
        ready_ms=row["ready_ms"],
        buildable_since_ms=row["buildable_since_ms"],
        parameters=parameters_from_json(row["parameters"]),
        causes=causes_from_json(row["causes"]),
        build_number=row["build_number"],
        cancelled=bool(row["cancelled"]),
        left_ms=row["left_ms"],
        approval=_APPROVAL.decode(row["approval"]) if row["approval"] else None,
        left_why=row["left_why"],
    )


def build_from_row(row: sqlite3.Row) -> Build:
    """A row of ``build.sql``'s selects (table ``build``, ``job_full_name``, ``attempt_lists``)."""
    return Build(
        id=row["id"],
        item_id=row["item_id"],
        job_full_name=row["job_full_name"],
        number=row["number"],
        queue_id=row["queue_id"],
        state=row["state"],
        result=Result(row["result"]) if row["result"] else None,
        reason=row["reason"],
        node_name=row["node_name"],
        executor=row["executor"],
        workspace=row["workspace"],
        started_ms=row["started_ms"],
        duration_ms=row["duration_ms"],
        estimated_ms=row["estimated_ms"],
        causes=causes_from_json(row["causes"]),
        parameters=parameters_from_json(row["parameters"]),
        attempts=tuple(attempt for part in _ATTEMPT_LISTS.decode(row["attempt_lists"]) for attempt in part),
        description=row["description"],
        display_name=row["display_name"],
        keep_log=bool(row["keep_log"]),
        release=row["release"],
        tests=_TESTS.decode(row["tests"]) if row["tests"] else None,
    )


def causes_to_json(causes: Sequence[Cause]) -> str:
    return to_json(causes)


def causes_from_json(text: str) -> tuple[Cause, ...]:
    return _CAUSES.decode(text)


def parameters_to_json(parameters: Sequence[ParameterValue]) -> str:
    return to_json(parameters)


def parameters_from_json(text: str) -> tuple[ParameterValue, ...]:
    return _PARAMETERS.decode(text)


def attempts_to_json(attempts: Sequence[Attempt]) -> str:
    return to_json(attempts)


def attempts_from_json(text: str) -> tuple[Attempt, ...]:
    return _ATTEMPTS.decode(text)


def approval_to_json(approval: Approval | None) -> str | None:
    return None if approval is None else msgspec.json.encode(approval).decode()


def to_json(value: Sequence[Any] | Mapping[str, Any]) -> str:
    """JSON text of dataclasses, lists and dictionaries, for a column."""
    return msgspec.json.encode(value).decode()
