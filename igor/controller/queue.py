"""The queue's commands: schedule, cancel, look. Which item starts where is decided by the engine.

``schedule`` works inside a caller's transaction too (``conn``), so that the engine's timers and the seed's ``queue()``
commit with what caused them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace

from igor.controller import definitions, item_rows, parameters, run_parameters, settings
from igor.controller.context import Controller
from igor.model.build import Cause, ParameterValue, QueueItem, QueueState
from igor.model.errors import Conflict, NotFound
from igor.model.job import EXTERNAL_JOB
from igor.scheduler.snapshot import Running
from igor.scheduler.why import OWN_BUILD, own_build_why, quiet_why
from igor.storage import queries, records
from igor.storage.records import ItemRow

_SQL = queries.load("queue")

#: How long an item that left can still be asked for. Source: hudson.model.Queue's cache of left items.
LEFT_KEPT_MS = 5 * 60_000


@dataclass(frozen=True, slots=True)
class Scheduled:
    """``coalesced``: an identical item waited already and got the cause; ``queue_id`` is that item's."""

    queue_id: int
    coalesced: bool


def schedule(
    controller: Controller,
    full_name: str,
    *,
    cause: Cause,
    parameters: Mapping[str, str | bool] | None = None,
    quiet_period_ms: int | None = None,
    conn: sqlite3.Connection | None = None,
    slot_ms: int | None = None,
    refuse_unknown: bool = False,
    coalesce: bool = True,
) -> Scheduled:
    """Put a job into the queue, or find the identical item that waits.

    Args:
        parameters: given values; missing ones take the defaults, undeclared ones are ignored unless
            ``refuse_unknown``.
        quiet_period_ms: instead of the job's own, else the global one.
        conn: the transaction to use; without it, one is made and the engine woken.
        slot_ms: the scheduled time of a timer; a slot that exists already schedules nothing.
        coalesce: an identical item that waits will do.

    Raises:
        Conflict: the job is disabled.
        Invalid: a parameter's value cannot be.
        NotFound: no such job.

    Source: hudson.model.Queue.scheduleInternal.
    """
    request = _Request(full_name, cause, parameters or {}, quiet_period_ms, slot_ms, refuse_unknown, coalesce)
    if conn is not None:
        return _schedule(controller, conn, request)
    return controller.store.write(lambda connection: _schedule(controller, connection, request))


def cancel(controller: Controller, queue_id: int, *, by: str) -> None:
    """Take an item out of the queue; slots that it stood for say so.

    Raises:
        Conflict: it has left already.
        NotFound: no such item.
    """
    values = {"id": queue_id, "now_ms": controller.now_ms(), "left_why": f"Cancelled by {by}"}

    def work(connection: sqlite3.Connection) -> None:
        if connection.execute(_SQL["cancel"], values).rowcount:
            connection.execute(_SQL["skip_slots"], values)
            return
        if connection.execute(_SQL["find"], {"id": queue_id}).fetchone() is None:
            raise _no_such(queue_id)
        raise Conflict(f"queue item {queue_id} has left the queue already", hint="stop its build instead")

    controller.store.write(work)


def get(controller: Controller, queue_id: int) -> QueueItem:
    """The item with its ``why`` of this moment; one that left, for five minutes.

    Raises:
        NotFound: no such item, or it left earlier.
    """
    now_ms = controller.now_ms()
    with controller.store.read() as connection:
        row = connection.execute(_SQL["find"], {"id": queue_id}).fetchone()
    if row is None or (row["left_ms"] is not None and row["left_ms"] < now_ms - LEFT_KEPT_MS):
        raise _no_such(queue_id)
    return _item(row, now_ms)


def list_open(controller: Controller) -> list[QueueItem]:
    """What waits, in Jenkins' order: waiting, blocked, buildable (newest first)."""
    now_ms = controller.now_ms()
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["open"]).fetchall()
    return [_item(row, now_ms) for row in rows]


def open_of_job(controller: Controller, item_id: int) -> list[QueueItem]:
    """A job's open items, oldest first."""
    now_ms = controller.now_ms()
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["open_of_job"], {"item_id": item_id}).fetchall()
    return [_item(row, now_ms) for row in rows]


def _item(row: sqlite3.Row, now_ms: int) -> QueueItem:
    """The item with those sentences filled in that change from second to second."""
    item = records.queue_item_from_row(row)
    if item.why is not None or item.state is QueueState.LEFT:
        return item
    return replace(item, why=_why_of_now(item, row, now_ms))


def _why_of_now(item: QueueItem, row: sqlite3.Row, now_ms: int) -> str | None:
    if item.state is QueueState.WAITING:
        return quiet_why(item.ready_ms, now_ms)
    if item.state is QueueState.BLOCKED and row["own_number"] is not None:
        build = Running(item.item_id, row["own_number"], "", 0, row["own_started_ms"], row["own_estimated_ms"])
        return own_build_why(build, now_ms)
    return OWN_BUILD if item.state is QueueState.BLOCKED else None


@dataclass(frozen=True, slots=True)
class _Request:
    full_name: str
    cause: Cause
    given: Mapping[str, str | bool]
    quiet_period_ms: int | None
    slot_ms: int | None
    refuse_unknown: bool
    coalesce: bool


def _schedule(controller: Controller, connection: sqlite3.Connection, request: _Request) -> Scheduled:
    row = item_rows.row_of(connection, request.full_name)
    job = definitions.job_of(row)
    if row.disabled:
        raise Conflict(f"{row.full_name} is not buildable", hint="it is disabled: enable it first")
    if job.configuration is not None:
        raise Conflict(f"{row.full_name} is not buildable", hint="a configuration is built with its job")
    if job.class_name == EXTERNAL_JOB:
        raise Conflict(f"{row.full_name} is not buildable", hint="it is built elsewhere, which reports its builds")
    if request.slot_ms is not None and (fired := _fired(connection, row.id, request.slot_ms)):
        return Scheduled(fired, coalesced=True)
    box = controller.secret_box
    values = parameters.fill(job.parameters, request.given, box, refuse_unknown=request.refuse_unknown)
    values = run_parameters.complete(connection, job.parameters, values)
    quiet_ms = _quiet_ms(connection, request, job.quiet_period_s)
    scheduled = _put(controller, connection, row, request, values, quiet_ms)
    if request.slot_ms is not None:
        slot = {"item_id": row.id, "scheduled_ms": request.slot_ms, "queue_id": scheduled.queue_id}
        connection.execute(_SQL["insert_slot"], slot)
    return scheduled


def _put(
    controller: Controller,
    connection: sqlite3.Connection,
    row: ItemRow,
    request: _Request,
    values: tuple[ParameterValue, ...],
    quiet_ms: int,
) -> Scheduled:
    """Join the identical open item, whose quiet period never grows by that, or insert a new one."""
    now_ms = controller.now_ms()
    ready_ms = now_ms + quiet_ms
    digest = parameters.digest(values, controller.secret_box)
    twin = connection.execute(_SQL["twin"], {"item_id": row.id, "digest": digest}).fetchone()
    if twin and request.coalesce:
        causes = records.causes_to_json((*records.causes_from_json(twin["causes"]), request.cause))
        ready_ms = min(ready_ms, twin["ready_ms"])
        connection.execute(_SQL["merge"], {"id": twin["id"], "causes": causes, "ready_ms": ready_ms})
        return Scheduled(twin["id"], coalesced=True)
    new = {
        "item_id": row.id,
        "now_ms": now_ms,
        "ready_ms": ready_ms,
        "parameters": records.parameters_to_json(values),
        "digest": digest,
        "causes": records.causes_to_json((request.cause,)),
    }
    cursor = connection.execute(_SQL["insert"], new)
    assert cursor.lastrowid is not None
    return Scheduled(cursor.lastrowid, coalesced=False)


def _fired(connection: sqlite3.Connection, item_id: int, slot_ms: int) -> int | None:
    """The queue item that a slot made, None when it has not fired."""
    row = connection.execute(_SQL["slot"], {"item_id": item_id, "scheduled_ms": slot_ms}).fetchone()
    return int(row["queue_id"]) if row else None


def _quiet_ms(connection: sqlite3.Connection, request: _Request, quiet_period_s: int | None) -> int:
    if request.quiet_period_ms is not None:
        return max(0, request.quiet_period_ms)
    return settings.quiet_period_ms(connection) if quiet_period_s is None else quiet_period_s * 1000


def _no_such(queue_id: int) -> NotFound:
    return NotFound(f"there is no queue item {queue_id}", hint="items that left the queue are kept for five minutes")
