"""Builds: looking at them, their logs and permalinks; stop, keep, describe, delete. The engine starts and ends them."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from igor.controller import item_rows, job_files
from igor.controller.context import Controller
from igor.model.build import Attempt, Build
from igor.model.errors import Conflict, NotFound
from igor.model.job import Result
from igor.storage import queries, records
from igor.storage.records import ItemRow

T = TypeVar("T")

_SQL = queries.load("build")
_LEFTOVER = queries.load("leftover")
_log = logging.getLogger(__name__)

#: Jenkins' permalinks → the column that keeps the number. Source: hudson.model.PermalinkProjectAction.Permalink.
PERMALINKS = MappingProxyType(
    {
        "lastBuild": "last_build",
        "lastCompletedBuild": "last_completed",
        "lastStableBuild": "last_stable",
        "lastSuccessfulBuild": "last_successful",
        "lastUnstableBuild": "last_unstable",
        "lastFailedBuild": "last_failed",
        "lastUnsuccessfulBuild": "last_unsuccessful",
    }
)
_NO_LIMIT = 2**62


@dataclass(frozen=True, slots=True)
class LogSlice:
    """``data``: the bytes from the start asked for; ``size``: the offset behind them, to ask from next; ``more``: the
    build runs, or the slice was cut at its limit."""

    data: bytes
    size: int
    more: bool


@dataclass(frozen=True, slots=True)
class RunningBuild:
    """``overdue_ms``: by how much it runs longer than estimated; 0 while in time or without an estimate."""

    build: Build
    elapsed_ms: int
    overdue_ms: int


def get(controller: Controller, full_name: str, which: int | str) -> Build:
    """A build by number (also as text) or permalink.

    Raises:
        NotFound: no such job or build, or none of that kind yet.
    """
    with controller.store.read() as connection:
        row = item_rows.row_of(connection, full_name)
        return _build(connection, row, number_of(row, which))


def number_of(row: ItemRow, which: int | str) -> int:
    """The build number that a number's text or a permalink means.

    Raises:
        NotFound: no such permalink, or no such build yet.
    """
    if isinstance(which, int):
        return which
    if which.isdecimal() and len(which) < 18:
        return int(which)
    number = getattr(row, PERMALINKS[which]) if which in PERMALINKS else None
    if number is None:
        raise NotFound(f"{row.full_name} has no build “{which}”", hint=f"a number or one of {', '.join(PERMALINKS)}")
    return int(number)


def list_builds(
    controller: Controller, full_name: str, limit: int | None = 100, before: int | None = None
) -> list[Build]:
    """A job's builds, newest first.

    Args:
        limit: at most so many; None: all.
        before: only builds with lower numbers.

    Raises:
        NotFound: no such job.
    """
    with controller.store.read() as connection:
        row = item_rows.row_of(connection, full_name)
        values = {
            "item_id": row.id,
            "limit": -1 if limit is None else limit,
            "before": _NO_LIMIT if before is None else before,
        }
        return [records.build_from_row(found) for found in connection.execute(_SQL["list"], values)]


def attempts(controller: Controller, full_name: str, number: int) -> tuple[Attempt, ...]:
    """Every attempt of every step of a build, in order."""
    return get(controller, full_name, number).attempts


def running(controller: Controller) -> list[RunningBuild]:
    """What runs now, oldest first."""
    now_ms = controller.now_ms()
    with controller.store.read() as connection:
        found = [records.build_from_row(row) for row in connection.execute(_SQL["running"])]
    return [_running(build, now_ms) for build in found]


def recent_failures(controller: Controller, *, since_ms: int = 0, limit: int = 20) -> list[Build]:
    """Failed and unstable builds, newest first."""
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["recent_failures"], {"since_ms": since_ms, "limit": limit})
        return [records.build_from_row(row) for row in rows]


def log_slice(
    controller: Controller, full_name: str, which: int | str, start: int = 0, *, limit: int | None = None
) -> LogSlice:
    """A build's log from an offset; a start behind the end gives the whole log, as Jenkins does.

    The state is read before the file: a build that ends in between shows ``more`` once too often, never too seldom.

    Raises:
        NotFound: no such job or build.
    """
    build = get(controller, full_name, which)
    path = controller.home.build_log(build.job_full_name, build.number)
    try:
        with path.open("rb") as file:
            length = file.seek(0, 2)
            start = start if 0 <= start <= length else 0
            file.seek(start)
            data = file.read(length - start if limit is None else min(limit, length - start))
    except FileNotFoundError:
        return LogSlice(b"", 0, build.is_running)
    end = start + len(data)
    return LogSlice(data, end, build.is_running or end < length)


def request_stop(controller: Controller, full_name: str, which: int | str, *, by: str) -> bool:
    """Ask a build to stop; False when it does not run any more (not an error, as in Jenkins).

    Raises:
        NotFound: no such job or build.
    """
    now_ms = controller.now_ms()

    def work(connection: sqlite3.Connection, build: Build) -> bool:
        values = {"item_id": build.item_id, "number": build.number, "by": by, "now_ms": now_ms}
        return connection.execute(_SQL["request_stop"], values).rowcount == 1

    asked = _change(controller, full_name, which, work)
    _log.info("%s stopped %s #%s: %s", by, full_name, which, asked)
    return asked


def delete(controller: Controller, full_name: str, which: int | str, *, by: str) -> None:
    """Delete a finished build with its log.

    Raises:
        Conflict: it runs, or is kept.
        NotFound: no such job or build.
    """

    def work(connection: sqlite3.Connection, build: Build) -> Build:
        if build.is_running:
            raise Conflict(f"{build.job_full_name} #{build.number} is running", hint="stop it first")
        if build.keep_log:
            raise Conflict(f"{build.job_full_name} #{build.number} is kept", hint="stop keeping it first")
        remove_build(connection, build.item_id, build.number)
        return build

    build = _change(controller, full_name, which, work)
    job_files.discard_build(controller.home, build.job_full_name, build.number)
    _log.info("%s deleted %s #%d", by, build.job_full_name, build.number)


def set_description(controller: Controller, full_name: str, which: int | str, description: str | None) -> None:
    """Describe a build; empty removes the description."""
    _set(controller, full_name, which, "set_description", description or None)


def set_display_name(controller: Controller, full_name: str, which: int | str, display_name: str | None) -> None:
    """Name a build; empty gives it ``#n`` again."""
    _set(controller, full_name, which, "set_display_name", display_name or None)


def toggle_keep(controller: Controller, full_name: str, which: int | str) -> bool:
    """Keep a build for ever, or no longer; the new state."""

    def work(connection: sqlite3.Connection, build: Build) -> bool:
        values = {"item_id": build.item_id, "number": build.number, "value": not build.keep_log}
        connection.execute(_SQL["set_keep_log"], values)
        return not build.keep_log

    return _change(controller, full_name, which, work)


def record_started(connection: sqlite3.Connection, item_id: int, number: int) -> None:
    """Keep the item's ``lastBuild``; in the transaction that inserts the build."""
    connection.execute(_SQL["note_started"], {"item_id": item_id, "number": number})


def record_finished(connection: sqlite3.Connection, item_id: int, number: int, result: Result) -> None:
    """Keep the item's permalinks and colour; in the transaction that ends the build (concurrent ones in any order)."""
    connection.execute(_SQL["note_finished"], {"item_id": item_id, "number": number, "result": result.value})


def remove_build(connection: sqlite3.Connection, item_id: int, number: int) -> None:
    """Delete a finished build's rows and set the permalinks anew; its files are the caller's (``job_files``)."""
    values = {"item_id": item_id, "number": number}
    connection.execute(_LEFTOVER["add_build"], values)
    connection.execute(_SQL["delete"], values)
    connection.execute(_SQL["recount"], values)


def _build(connection: sqlite3.Connection, row: ItemRow, number: int) -> Build:
    found = connection.execute(_SQL["find"], {"item_id": row.id, "number": number}).fetchone()
    if found is None:
        raise NotFound(f"{row.full_name} has no build #{number}")
    return records.build_from_row(found)


def _change(
    controller: Controller, full_name: str, which: int | str, work: Callable[[sqlite3.Connection, Build], T]
) -> T:
    """Run ``work`` on the build within a transaction."""

    def within(connection: sqlite3.Connection) -> T:
        row = item_rows.row_of(connection, full_name)
        return work(connection, _build(connection, row, number_of(row, which)))

    return controller.store.write(within)


def _set(controller: Controller, full_name: str, which: int | str, statement: str, value: str | None) -> None:
    def work(connection: sqlite3.Connection, build: Build) -> None:
        connection.execute(_SQL[statement], {"item_id": build.item_id, "number": build.number, "value": value})

    _change(controller, full_name, which, work)


def _running(build: Build, now_ms: int) -> RunningBuild:
    elapsed_ms = max(0, now_ms - build.started_ms)
    overdue_ms = max(0, elapsed_ms - build.estimated_ms) if build.estimated_ms >= 0 else 0
    return RunningBuild(build, elapsed_ms, overdue_ms)
