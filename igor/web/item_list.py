"""Rows of the tables that list jobs and folders."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from igor.controller import items, overview, schedule
from igor.controller.context import Controller
from igor.controller.rows import ItemRow


def item_rows(controller: Controller, rows: list[ItemRow], *, folders: bool = True) -> list[dict[str, Any]]:
    """``{kind, full_name, state, last_build, duration_ms, finished_ms, next_ms, recent}``; folders have a ``count``."""
    recent = overview.recent_builds(controller)
    counts = Counter(row.parent for row in items.all_items(controller))
    upcoming = next_of_each(controller)
    shown = [row for row in rows if folders or not row.is_folder]
    return [
        {"kind": "folder", "full_name": row.full_name, "count": counts[row.full_name]}
        if row.is_folder
        else _job(row, recent.get(row.id, []), upcoming.get(row.full_name))
        for row in shown
    ]


def next_of_each(controller: Controller) -> dict[str, int]:
    """Each timed job's next run in epoch milliseconds."""
    found: dict[str, int] = {}
    for run in schedule.next_runs(controller, controller.now_ms()):
        found.setdefault(run.job_full_name, run.start_ms or run.at_ms)
    return found


def _job(row: ItemRow, recent: list[sqlite3.Row], next_ms: int | None) -> dict[str, Any]:
    last = recent[-1] if recent and recent[-1]["state"] == "finished" else None
    return {
        "kind": "job",
        "full_name": row.full_name,
        "state": state_of(row),
        "last_build": row.last_build,
        "duration_ms": last["duration_ms"] if last else None,
        "finished_ms": last["finished_ms"] if last else None,
        "next_ms": None if row.disabled else next_ms,
        "recent": [{"number": build["number"], "state": build["result"] or "running"} for build in recent],
    }


def state_of(row: ItemRow) -> str:
    """The word that icon and colour follow: ``running disabled never`` or the last result."""
    if row.is_running:
        return "running"
    if row.disabled:
        return "disabled"
    return row.last_result.value if row.last_result else "never"
