"""Answers to queue items that wait for a person: who may give them, and what becomes of the item.

What an item asks is a column of its row, written by the engine and emptied by the first answer: of two people one is
told that it was decided. An approval stays with the item, later the build, as one of its causes.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from igor.controller import queue
from igor.controller.access import Access
from igor.controller.context import Controller
from igor.model.approval import Approval, names_one_of
from igor.model.build import APPROVED, Cause, QueueItem, QueueState
from igor.model.errors import Conflict, Forbidden
from igor.model.permissions import ITEM_BUILD
from igor.storage import queries, records

_SQL = queries.load("queue")


class Answer(NamedTuple):
    """Who answers, and why they do so (may be empty)."""

    user_id: str
    user_name: str
    reason: str = ""

    def said(self, what: str) -> str:
        """``Approved by Alice: looks good``."""
        return f"{what} by {self.user_name}" + (f": {self.reason}" if self.reason else "")


def may_answer(access: Access, job_full_name: str, approval: Approval) -> bool:
    """Administrators, and whom the job names; if it names nobody, whoever may build it."""
    if access.is_administrator:
        return True
    if not approval.submitter:
        return access.allows_at(ITEM_BUILD, job_full_name)
    return names_one_of(approval.submitter, access.who.sids, access.roles)


def approve(controller: Controller, access: Access, queue_id: int, answer: Answer) -> QueueItem:
    """Let the item go on; as it was before.

    Raises:
        Conflict: it waits for no person, or for none any more.
        Forbidden: somebody else is asked.
        NotFound: no such item.
    """
    item = _asking(controller, access, queue_id)
    cause = Cause(APPROVED, answer.said("Approved"), {"user_id": answer.user_id, "user_name": answer.user_name})

    def work(connection: sqlite3.Connection) -> None:
        row = _row(connection, item)
        causes = (*records.causes_from_json(row["causes"]), cause)
        values = {"id": queue_id, "now_ms": controller.now_ms(), "why": cause.short_description}
        connection.execute(_SQL["approve"], values | {"causes": records.causes_to_json(causes)})

    controller.store.write(work)
    return item


def reject(controller: Controller, access: Access, queue_id: int, answer: Answer) -> QueueItem:
    """Take the item out of the queue without a build; as it was before. Raises as ``approve``."""
    item = _asking(controller, access, queue_id)
    values = {"id": queue_id, "now_ms": controller.now_ms(), "left_why": answer.said("Rejected")}

    def work(connection: sqlite3.Connection) -> None:
        _row(connection, item)
        connection.execute(_SQL["cancel"], values)
        connection.execute(_SQL["skip_slots"], values)

    controller.store.write(work)
    return item


def _asking(controller: Controller, access: Access, queue_id: int) -> QueueItem:
    """An item that asks the sender."""
    item = queue.get(controller, queue_id)
    if item.approval is None:
        raise _decided(item)
    if not may_answer(access, item.job_full_name, item.approval):
        names = ", ".join(item.approval.submitter) or "who may build the job (Job/Build)"
        raise Forbidden(f"queue item {queue_id} waits for somebody else: {names}", hint="or for an administrator")
    if 0 < item.approval.until_ms <= controller.now_ms():
        raise Conflict(f"queue item {queue_id} waits no more: its time is over", hint="build the job again")
    return item


def _row(connection: sqlite3.Connection, item: QueueItem) -> sqlite3.Row:
    """The item's row, which still asks the same."""
    row: sqlite3.Row | None = connection.execute(_SQL["find"], {"id": item.id}).fetchone()
    if row is None or row["approval"] != records.approval_to_json(item.approval):
        raise Conflict(f"queue item {item.id} was decided or changed a moment ago", hint="look at it again")
    return row


def _decided(item: QueueItem) -> Conflict:
    what = f"queue item {item.id} waits for no approval"
    approved = next((cause.short_description for cause in item.causes if cause.kind == APPROVED), "")
    if item.state is QueueState.LEFT:
        return Conflict(f"{what} (any more): {item.left_why or approved or 'it has left the queue'}")
    return Conflict(f"{what}: {approved or item.why}")
