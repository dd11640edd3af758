"""What people are told, less what is hidden from them: rows that name a job, and Igor's overview."""

from __future__ import annotations

from typing import Any

from igor.controller import alerts, overview
from igor.controller.access import Access
from igor.controller.context import Controller
from igor.controller.item_rows import no_such_item

Row = dict[str, Any]

_SECTIONS = ("running", "late", "queue", "next", "failed", "alerts")
_ALL = 1_000_000


def rows(access: Access, found: list[Row]) -> list[Row]:
    """Those whose ``job`` is there for the sender."""
    return found if access.sees_all_items else [row for row in found if access.sees_at(row["job"])]


def silences(access: Access, found: list[Row]) -> list[Row]:
    """Those of patterns, and of jobs that are there for the sender."""
    return [each for each in found if access.sees_at(alerts.job_of_pattern(each["pattern"]))]


def require(access: Access, full_name: str) -> str:
    """The name. Raises NotFound when no such item is there for the sender."""
    if not access.sees_at(full_name):
        raise no_such_item(full_name)
    return full_name


def overview_for(controller: Controller, access: Access, *, upcoming: int = 8) -> Row:
    """``overview.overview`` of what is there for the sender."""
    if access.sees_all_items:
        return overview.overview(controller, upcoming=upcoming)
    shown = overview.overview(controller, upcoming=_ALL)
    sections = {name: rows(access, shown[name]) for name in _SECTIONS}
    sections["next"] = sections["next"][:upcoming]
    return {**shown, **sections, "nodes": _nodes(access, shown["nodes"])}


def _nodes(access: Access, found: list[Row]) -> list[Row]:
    """Nodes with the builds that are there for the sender; how many executors are busy is told to all."""
    return [{**node, "builds": rows(access, node["builds"])} for node in found]


def next_runs(controller: Controller, access: Access, *, count: int, job: str | None) -> list[Row]:
    """``overview.next_runs``. Raises NotFound for a job that is not there for the sender."""
    if job:
        require(access, job)
    wanted = count if access.sees_all_items else _ALL
    return rows(access, overview.next_runs(controller, count=wanted, job=job))[:count]
