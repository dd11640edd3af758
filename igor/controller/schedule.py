"""What the timers will start: read only; the engine fires them."""

from __future__ import annotations

import heapq
import itertools
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from igor.controller import definitions, item_rows
from igor.controller.context import Controller
from igor.model.job import TimerTrigger
from igor.storage import queries
from igor.storage.records import ItemRow

_SQL = queries.load("schedule")


@dataclass(frozen=True, slots=True, order=True)
class UpcomingRun:
    """A slot of a job's timer. ``is_late``: it is due, and nobody has fired it."""

    at_ms: int
    job_full_name: str
    spec: str
    is_late: bool = False


def upcoming(
    controller: Controller,
    now_ms: int,
    *,
    until_ms: int | None = None,
    count: int | None = None,
    job: str | None = None,
) -> list[UpcomingRun]:
    """The next slots of all enabled jobs with timers, soonest first; bounded by a time, a number, or both.

    Args:
        job: only this job's.

    Raises:
        NotFound: no such job.
        ValueError: no bound was given.
    """
    if until_ms is None and count is None:
        raise ValueError("upcoming needs until_ms or count: the slots do not end")
    timers = [_slots(row, timer, now_ms) for row, timer in _timers(controller, job)]
    merged: Iterator[UpcomingRun] = heapq.merge(*timers)
    if until_ms is not None:
        merged = itertools.takewhile(lambda run: run.at_ms <= until_ms, merged)
    return list(itertools.islice(merged, count))


def next_runs(controller: Controller, now_ms: int) -> list[UpcomingRun]:
    """The next slot of every timer of every enabled job, soonest first."""
    firsts = (itertools.islice(_slots(row, timer, now_ms), 1) for row, timer in _timers(controller, None))
    return sorted(itertools.chain.from_iterable(firsts))


def late(controller: Controller, now_ms: int, *, limit: int = 100) -> list[UpcomingRun]:
    """Slots that are due but not fired, oldest first: the engine stands still or is behind."""
    with controller.store.read() as connection:
        checked = {row["item_id"]: row["checked_ms"] for row in connection.execute(_SQL["checked"])}
        rows = [row for row in item_rows.all_rows(connection) if row.id in checked]
        timers = [(row, timer) for row in rows for timer in _timers_of(row)]
        found = [run for row, timer in timers for run in _due(connection, row, timer, checked[row.id], now_ms, limit)]
    return sorted(found)[:limit]


def _timers(controller: Controller, job: str | None) -> list[tuple[ItemRow, TimerTrigger]]:
    with controller.store.read() as connection:
        rows = item_rows.all_rows(connection) if job is None else [item_rows.row_of(connection, job)]
    return [(row, timer) for row in rows for timer in _timers_of(row)]


def _timers_of(row: ItemRow) -> tuple[TimerTrigger, ...]:
    return () if row.is_folder or row.disabled else definitions.job_of(row).timers


def _slots(row: ItemRow, timer: TimerTrigger, after_ms: int) -> Iterator[UpcomingRun]:
    table = definitions.cron_table(timer.spec, row.full_name)
    at_ms = table.next_after(after_ms)
    while at_ms is not None:
        yield UpcomingRun(at_ms, row.full_name, timer.spec)
        at_ms = table.next_after(at_ms)


def _due(
    connection: sqlite3.Connection, row: ItemRow, timer: TimerTrigger, checked_ms: int, now_ms: int, limit: int
) -> list[UpcomingRun]:
    first_ms = definitions.first_slot(timer.spec, row.full_name, checked_ms)
    if first_ms is None or first_ms > now_ms:
        return []
    slots = definitions.cron_table(timer.spec, row.full_name).slots_between(checked_ms, now_ms, limit)
    values = {"item_id": row.id, "after_ms": checked_ms, "until_ms": now_ms}
    fired = {found["scheduled_ms"] for found in connection.execute(_SQL["fired"], values)}
    return [UpcomingRun(at_ms, row.full_name, timer.spec, is_late=True) for at_ms in slots if at_ms not in fired]
