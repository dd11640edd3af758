"""Rows of the tables that list jobs and folders."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from igor.controller import items, overview, schedule
from igor.controller.context import Controller
from igor.controller.rows import ItemRow


def item_rows(controller: Controller, rows: list[ItemRow], *, folders: bool = True) -> list[dict[str, Any]]:
    """``{kind, full_name, state, last_build, duration_ms, finished_ms, next_ms}``; folders have a ``count``."""
    last = overview.last_builds(controller)
    counts = Counter(row.parent for row in items.all_items(controller))
    upcoming = next_of_each(controller)
    shown = [row for row in rows if folders or not row.is_folder]
    return [
        {"kind": "folder", "full_name": row.full_name, "count": counts[row.full_name]}
        if row.is_folder
        else _job(row, last.get(row.id), upcoming.get(row.full_name))
        for row in shown
    ]


def next_of_each(controller: Controller) -> dict[str, int]:
    """Each timed job's next run in epoch milliseconds."""
    found: dict[str, int] = {}
    for run in schedule.next_runs(controller, controller.now_ms()):
        found.setdefault(run.job_full_name, run.at_ms)
    return found


def _job(row: ItemRow, build: sqlite3.Row | None, next_ms: int | None) -> dict[str, Any]:
    ended = build is not None and build["state"] == "finished"
    return {
        "kind": "job",
        "full_name": row.full_name,
        "state": state_of(row),
        "last_build": row.last_build,
        "duration_ms": build["duration_ms"] if build and ended else None,
        "finished_ms": build["finished_ms"] if build and ended else None,
        "next_ms": None if row.disabled else next_ms,
    }


def state_of(row: ItemRow) -> str:
    """The word that icon and colour follow: ``running disabled never`` or the last result."""
    if row.is_running:
        return "running"
    if row.disabled:
        return "disabled"
    return row.last_result.value if row.last_result else "never"
