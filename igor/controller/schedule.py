"""What the timers will start, and what became of past slots: read only; the engine fires them."""

from __future__ import annotations

import heapq
import itertools
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from igor.controller import definitions, item_rows, settings, timetables
from igor.controller.context import Controller
from igor.model.blackout import Blackout
from igor.model.job import JobDefinition, TimerTrigger
from igor.scheduler.slots import Timetable, plan
from igor.storage import queries
from igor.storage.records import ItemRow

_SQL = queries.load("schedule")
#: Beyond every slot.
_FAR_MS = 2**53
#: How many slots in a row that a blackout leaves out are looked at for one that will start.
_MOST_SKIPPED = 500


@dataclass(frozen=True, slots=True, order=True)
class UpcomingRun:
    """A slot of a job's timer at ``at_ms``. ``is_late``: it is due, and nobody has fired it.

    ``start_ms``: when it will be queued; None if a blackout leaves it out. ``why``: why then, or why not.
    """

    at_ms: int
    job_full_name: str
    spec: str
    is_late: bool = False
    parameters: str = ""
    start_ms: int | None = field(default=None, compare=False)
    why: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class PastSlot:
    """What became of a slot. ``state``: ``fired skipped missed held``."""

    scheduled_ms: int
    parameters: str
    state: str
    why: str | None
    queue_id: int | None
    until_ms: int | None
    late: bool
    decided_ms: int


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An enabled job with timers."""

    full_name: str
    definition: JobDefinition


def upcoming(
    controller: Controller,
    now_ms: int,
    *,
    until_ms: int | None = None,
    count: int | None = None,
    job: str | None = None,
) -> list[UpcomingRun]:
    """What is held, then the next slots of all enabled jobs with timers, soonest first; bounded by a time, a number, or
    both.

    Args:
        job: only this job's.

    Raises:
        NotFound: no such job.
        ValueError: no bound was given.
    """
    if until_ms is None and count is None:
        raise ValueError("upcoming needs until_ms or count: the slots do not end")
    with controller.store.read() as connection:
        jobs, everywhere = _jobs(connection, job), _everywhere(connection)
        held = [run for run in _held(connection) if job is None or run.job_full_name in {row.full_name for row in jobs}]
    merged: Iterator[UpcomingRun] = heapq.merge(*_streams(jobs, everywhere, now_ms))
    if until_ms is not None:
        merged = itertools.takewhile(lambda run: run.at_ms <= until_ms, merged)
    return list(itertools.islice(itertools.chain(held, merged), count))


def next_runs(controller: Controller, now_ms: int) -> list[UpcomingRun]:
    """The next slot of every timer of every enabled job that will start a build, soonest first."""
    with controller.store.read() as connection:
        streams = _streams(_jobs(connection, None), _everywhere(connection), now_ms)
    return sorted(run for run in map(_first_that_starts, streams) if run is not None)


def late(controller: Controller, now_ms: int, *, limit: int = 100) -> list[UpcomingRun]:
    """Slots that are due but not decided, oldest first: the engine stands still or is behind."""
    with controller.store.read() as connection:
        checked = {row["item_id"]: row["checked_ms"] for row in connection.execute(_SQL["checked"])}
        rows = [row for row in item_rows.all_rows(connection) if row.id in checked]
        timers = [(row, timer) for row in rows for timer in _timers_of(row)]
        found = [run for row, timer in timers for run in _due(connection, row, timer, checked[row.id], now_ms, limit)]
    return sorted(found)[:limit]


def past(controller: Controller, job: str, *, limit: int = 20) -> list[PastSlot]:
    """What became of a job's last slots, the newest first.

    Raises:
        NotFound: no such job.
    """
    with controller.store.read() as connection:
        item = item_rows.row_of(connection, job)
        rows = connection.execute(_SQL["past"], {"item_id": item.id, "limit": limit})
        return [PastSlot(**{**dict(row), "late": bool(row["late"])}) for row in rows]


def scheduled_jobs(controller: Controller, job: str | None = None) -> list[Scheduled]:
    """The enabled jobs with timers, or only this one.

    Raises:
        NotFound: no such job.
    """
    with controller.store.read() as connection:
        rows = _jobs(connection, job)
    return [Scheduled(row.full_name, definitions.job_of(row)) for row in rows if _timers_of(row)]


def _jobs(connection: sqlite3.Connection, job: str | None) -> list[ItemRow]:
    return item_rows.all_rows(connection) if job is None else [item_rows.row_of(connection, job)]


def _everywhere(connection: sqlite3.Connection) -> tuple[Blackout, ...]:
    return timetables.global_blackouts(settings.read(connection, "blackouts"))


def _timers_of(row: ItemRow) -> tuple[TimerTrigger, ...]:
    return () if row.is_folder or row.disabled else definitions.job_of(row).timers


def _streams(rows: list[ItemRow], everywhere: tuple[Blackout, ...], after_ms: int) -> list[Iterator[UpcomingRun]]:
    return [_slots(row, timer, everywhere, after_ms) for row in rows for timer in _timers_of(row)]


def _timetable(row: ItemRow, timer: TimerTrigger, everywhere: tuple[Blackout, ...] = ()) -> Timetable:
    return timetables.of_timers(row.full_name, (timer,), definitions.job_of(row).schedule, everywhere)


def _slots(row: ItemRow, timer: TimerTrigger, everywhere: tuple[Blackout, ...], after_ms: int) -> Iterator[UpcomingRun]:
    timetable = _timetable(row, timer, everywhere)
    for slot in timetable.slots(after_ms, _FAR_MS):
        planned = plan(timetable, slot)
        yield UpcomingRun(
            slot.scheduled_ms,
            row.full_name,
            timer.spec,
            parameters=slot.parameters,
            start_ms=planned.start_ms,
            why=planned.why,
        )


def _first_that_starts(runs: Iterator[UpcomingRun]) -> UpcomingRun | None:
    return next((run for run in itertools.islice(runs, _MOST_SKIPPED) if run.start_ms is not None), None)


def _held(connection: sqlite3.Connection) -> list[UpcomingRun]:
    return [
        UpcomingRun(
            row["scheduled_ms"],
            row["full_name"],
            "",
            parameters=row["parameters"],
            start_ms=row["until_ms"],
            why=row["why"],
        )
        for row in connection.execute(_SQL["held"])
    ]


def _due(
    connection: sqlite3.Connection, row: ItemRow, timer: TimerTrigger, checked_ms: int, now_ms: int, limit: int
) -> list[UpcomingRun]:
    timetable = _timetable(row, timer)
    until_ms = now_ms - timetable.offset_ms
    first_ms = definitions.first_slot(timer.spec, row.full_name, checked_ms, timer.parameterized)
    if first_ms is None or first_ms > until_ms:
        return []
    values = {"item_id": row.id, "after_ms": checked_ms, "until_ms": until_ms}
    decided = {(found["scheduled_ms"], found["parameters"]) for found in connection.execute(_SQL["decided"], values)}
    slots = itertools.islice(timetable.slots(checked_ms, until_ms), limit)
    return [
        UpcomingRun(slot.scheduled_ms, row.full_name, timer.spec, is_late=True, parameters=slot.parameters)
        for slot in slots
        if (slot.scheduled_ms, slot.parameters) not in decided
    ]
