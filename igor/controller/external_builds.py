"""Builds that were made elsewhere: reported to the web process, made builds by the engine, alarms and all that follows.

A report has an id; one that comes twice makes one build. Source: hudson.model.ExternalJob, hudson.model.ExternalRun.
"""

from __future__ import annotations

import io
import json
import logging
import sqlite3
import time
from dataclasses import dataclass, replace
from typing import IO, Any

from igor.agents import files
from igor.controller import build_end, build_outputs, definitions, items, logs, uploads
from igor.controller.build_walk import Finish
from igor.controller.context import Controller
from igor.controller.engine_state import SQL as ENGINE_SQL
from igor.controller.engine_state import RunningBuild, Tick
from igor.model.build import Cause
from igor.model.errors import Conflict, Invalid, NotFound
from igor.model.job import EXTERNAL_JOB, JobDefinition, Result
from igor.storage import queries

log = logging.getLogger(__name__)
_SQL = queries.load("leavings")
#: How long a report waits for the engine to make its build, so that the answer can name it.
_PATIENCE_S = 3.0
#: Builds that one tick makes at most.
_AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Report:
    """``data``: ``display_name``, ``description``, ``by``, ``reason`` (what started it), ``outputs`` as an agent's."""

    id: str
    started_ms: int
    duration_ms: int
    exit_code: int
    data: dict[str, Any]


def ensure_job(controller: Controller, full_name: str, xml: str, *, by: str) -> None:
    """Make the job unless there is one.

    Raises:
        Conflict: there is an item of this name that is built here.
    """
    try:
        row = items.find_item(controller, full_name)
    except NotFound:
        items.create_item(controller, full_name, xml, by=by)
        return
    if row.class_name != EXTERNAL_JOB:
        raise Conflict(f"{row.full_name} is built by this controller", hint="report under another name")


def receive(controller: Controller, full_name: str, report: Report, console: IO[bytes]) -> int | None:
    """Take a report; the build's number, None when the engine does not run now (it will make the build).

    Raises:
        NotFound: no such job.
        Conflict: its builds are not made elsewhere.
    """
    row = items.find_item(controller, full_name)
    if definitions.job_of(row).class_name != EXTERNAL_JOB:
        raise Conflict(
            f"{row.full_name} is no job whose builds are made elsewhere", hint="make a hudson.model.ExternalJob"
        )
    if (number := _number(controller, report.id)) is not None:
        return number
    upload = uploads.save(controller, _ended_by_newline(console))
    size = uploads.place(controller.home, upload).stat().st_size
    values = {
        "id": report.id,
        "item_id": row.id,
        "started_ms": report.started_ms,
        "duration_ms": report.duration_ms,
        "exit_code": report.exit_code,
        "log_bytes": size,
        "data": json.dumps(report.data | {"upload": upload}),
    }
    controller.store.write(lambda connection: connection.execute(_SQL["put_report"], values))
    return _await_number(controller, report.id)


def _ended_by_newline(console: IO[bytes]) -> IO[bytes]:
    """So that the build's last line is one of its own."""
    data = console.read()
    return io.BytesIO(data if not data or data.endswith(b"\n") else data + b"\n")


def _await_number(controller: Controller, report_id: str) -> int | None:
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        if (number := _number(controller, report_id)) is not None:
            return number
        time.sleep(0.02)
    return None


def _number(controller: Controller, report_id: str) -> int | None:
    """Reads on a snapshot of its own."""
    with controller.store.read() as connection:
        row = connection.execute(_SQL["reported_build"], {"run_id": report_id}).fetchone()
    return int(row["number"]) if row else None


def take(tick: Tick) -> bool:
    """In the engine: make builds of the reports that are there; whether there may be more."""
    rows = tick.all("external_reports", limit=_AT_A_TIME)
    for row in rows:
        job = tick.jobs.get(row["item_id"])
        if job is not None:
            with tick.contained(f"a report of {job.full_name}"):
                _make(tick, row, job.full_name, job.definition)
        tick.run("forget_report", id=row["id"])
    return len(rows) == _AT_A_TIME


def _make(tick: Tick, row: sqlite3.Row, full_name: str, plan: JobDefinition) -> None:
    if tick.one("run", run_id=row["id"]) is not None:
        return
    data = json.loads(row["data"])
    started = f"Started by {data['reason']}, reported" if data.get("reason") else "Reported"
    causes = (Cause("external", f"{started} by {data.get('by', 'anonymous')}"),)
    numbered = tick.one("take_number", id=row["item_id"])
    if numbered is None:
        raise Conflict(f"{full_name} is gone")
    # Builds of today: neither a clock that is wrong elsewhere nor a late report makes history.
    ended_ms = min(tick.now_ms, row["started_ms"] + row["duration_ms"])
    build = RunningBuild(
        id=0,
        item_id=row["item_id"],
        full_name=full_name,
        number=int(numbered["number"]),
        node_name="",
        executor=0,
        workspace="",
        plan=plan,
        started_ms=ended_ms - row["duration_ms"],
        log_bytes=row["log_bytes"],
        causes=causes,
        parameters=(),
        display_name=data.get("display_name") or None,
    )
    build.id = _insert(tick, build, data)
    _insert_run(tick, build, row)
    _insert_console(tick, build, data["upload"])
    if data.get("outputs"):
        build_outputs.put(tick.connection, build.id, 0, build_outputs.decode(json.dumps({"outputs": data["outputs"]})))
    code = row["exit_code"]
    finish = Finish(Result.SUCCESS) if code == 0 else Finish(Result.FAILURE, f"exit code {code}")
    build_end.end_build(replace(tick, now_ms=ended_ms), build, finish, row["log_bytes"], "")


def _insert(tick: Tick, build: RunningBuild, data: dict[str, Any]) -> int:
    values = {
        "item_id": build.item_id,
        "number": build.number,
        "started_ms": build.started_ms,
        "causes": json.dumps([{"kind": c.kind, "short_description": c.short_description} for c in build.causes]),
        "log_bytes": build.log_bytes,
        "display_name": build.display_name,
        "description": data.get("description") or None,
    }
    return int(tick.connection.execute(ENGINE_SQL["insert_external_build"], values).lastrowid or 0)


def _insert_run(tick: Tick, build: RunningBuild, row: sqlite3.Row) -> None:
    """Its id keeps a report from being taken twice."""
    tick.run(
        "insert_external_run",
        run_id=row["id"],
        build_id=build.id,
        exit_code=row["exit_code"],
        outcome="success" if row["exit_code"] == 0 else "failure",
        started_ms=build.started_ms,
        now_ms=build.started_ms + row["duration_ms"],
    )


def _insert_console(tick: Tick, build: RunningBuild, upload: str) -> None:
    """What was said becomes the build's log, under a second name: what is written behind it is cut off in a retry."""
    path = tick.log_path(build)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    try:
        path.hardlink_to(uploads.place(tick.controller.home, upload))
    except FileNotFoundError:
        logs.create(path, "")
    files.sync(path.parent)


def checked_id(text: str) -> str:
    """A report's id, which becomes a run's. Raises Invalid."""
    if not (len(text) == 32 and all(character in "0123456789abcdef" for character in text)):
        raise Invalid(f"the report's id {text!r:.60} is not 32 hexadecimal digits")
    return text
