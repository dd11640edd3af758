"""What people ask first: what runs, is late, waits, comes next, has failed. One snapshot, as plain data.

The home page, ``igor status`` and ``igor/api/overview`` show the same.
"""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from itertools import groupby
from operator import itemgetter
from typing import Any

import igor
from igor.controller import agent_file, alerts, nodes, queue, schedule, settings
from igor.controller.context import Controller
from igor.storage import queries
from igor.storage.records import causes_from_json

_SQL = queries.load("overview")

#: A slot that nobody has looked at this long after its time is late; one that waits is when its job says so.
GRACE_MS = 60_000
_FAILED_LIMIT = 10
_RECENT_LIMIT = 5

_NOT_FIRED = "not queued yet: the engine is not running, or it is behind"

Row = dict[str, Any]
Rows = list[Row]


def overview(controller: Controller, *, upcoming: int = 8) -> dict[str, Any]:
    """All sections at one moment; times in epoch milliseconds.

    Returns:
        ``{version, now_ms, quieting_down, quiet_down_reason, running, late, queue, next, failed, alerts, nodes}``;
        each section is a list of flat dicts.
    """
    now_ms = controller.now_ms()
    with controller.store.read() as connection:
        running = running_builds(connection, now_ms)
        return {
            "version": igor.__version__,
            "now_ms": now_ms,
            "quieting_down": settings.read(connection, "quieting_down") == "true",
            "quiet_down_reason": settings.read(connection, "quiet_down_reason"),
            "running": running,
            "late": _late(controller, connection, now_ms),
            "queue": waiting(controller),
            "next": next_of_each_job(controller, count=upcoming),
            "failed": [dict(row) for row in connection.execute(_SQL["failed"], {"limit": _FAILED_LIMIT})],
            "alerts": alerts.open_alerts(controller),
            "nodes": node_rows(controller, running),
        }


def recent_builds(controller: Controller) -> dict[int, list[sqlite3.Row]]:
    """Each job's last five builds by item id, oldest first: ``item_id number state result duration_ms finished_ms``."""
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["recent_builds"], {"limit": _RECENT_LIMIT})
        return {item_id: list(builds) for item_id, builds in groupby(rows, key=itemgetter("item_id"))}


def running_builds(connection: sqlite3.Connection, now_ms: int) -> Rows:
    """``{job, number, node, executor, started_ms, elapsed_ms, estimated_ms, release, cause}``, the oldest first."""
    found = []
    for row in connection.execute(_SQL["running"]):
        fields = dict(row)
        causes = causes_from_json(fields.pop("causes"))
        fields["elapsed_ms"] = max(0, now_ms - row["started_ms"])
        fields["cause"] = causes[0].short_description if causes else ""
        found.append(fields)
    return found


def late(controller: Controller) -> Rows:
    """``{job, due_ms, late_ms, why}`` of runs that should have started and have not, the oldest first."""
    with controller.store.read() as connection:
        return _late(controller, connection, controller.now_ms())


def _late(controller: Controller, connection: sqlite3.Connection, now_ms: int) -> Rows:
    """What waits for longer than the grace, and each job whose slot nobody has fired, the oldest first."""
    before_ms = now_ms - GRACE_MS
    rows = [dict(row) for row in connection.execute(_SQL["late"], {"now_ms": now_ms})]
    missed: dict[str, Row] = {}
    for run in schedule.late(controller, before_ms):
        missed.setdefault(run.job_full_name, {"job": run.job_full_name, "due_ms": run.at_ms, "why": _NOT_FIRED})
    rows = sorted([*rows, *missed.values()], key=itemgetter("due_ms"))
    return [{**row, "late_ms": now_ms - row["due_ms"]} for row in rows]


def waiting(controller: Controller) -> Rows:
    """``{id, job, state, why, since_ms, approval}`` of what waits, in Jenkins' order.

    ``approval``: ``{message, submitter, ok, until_ms}`` where a person is asked, else None.
    """
    return [
        {
            "id": item.id,
            "job": item.job_full_name,
            "state": item.state.value,
            "why": item.why or "",
            "since_ms": item.in_queue_since_ms,
            "approval": asdict(item.approval) if item.approval else None,
        }
        for item in queue.list_open(controller)
    ]


def next_runs(controller: Controller, *, count: int, job: str | None = None) -> Rows:
    """``{job, at_ms, spec, parameters, start_ms, why}`` of what the timers will start, the soonest first."""
    return [_run(run) for run in schedule.upcoming(controller, controller.now_ms(), count=count, job=job)]


def next_of_each_job(controller: Controller, *, count: int) -> Rows:
    """As ``next_runs``, with each job only once."""
    first: dict[str, schedule.UpcomingRun] = {}
    for run in schedule.next_runs(controller, controller.now_ms()):
        first.setdefault(run.job_full_name, run)
    return [_run(run) for run in list(first.values())[:count]]


def _run(run: schedule.UpcomingRun) -> dict[str, Any]:
    return {
        "job": run.job_full_name,
        "at_ms": run.at_ms,
        "spec": run.spec,
        "parameters": run.parameters,
        "start_ms": run.start_ms,
        "why": run.why,
    }


def node_rows(controller: Controller, running: Rows) -> Rows:
    """Every node with its state, its busy executors and what they build; the built-in node first."""
    found = []
    for node in nodes.list_nodes(controller):
        builds = [build for build in running if build["node"].casefold() == node.name.casefold()]
        found.append(
            {
                **asdict(node),
                "labels": sorted(node.labels),
                "online": node.is_online,
                "drift": agent_file.drift(node),
                "busy": sum(1 for build in builds if build["executor"] >= 0),
                "builds": builds,
            }
        )
    return found
