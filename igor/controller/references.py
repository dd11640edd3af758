"""Names of other jobs in triggers follow when jobs are renamed or moved, and so do those of jobs that move themselves.

Only a name that would mean another job afterwards, or none, is written anew: relative to the folder of its job where it
can be. Source: hudson.tasks.BuildTrigger.ItemListenerImpl, hudson.model.Items.computeRelativeNamesAfterRenaming.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from igor import configxml
from igor.controller import item_rows
from igor.model.names import split
from igor.scheduler.relations import resolve
from igor.storage import queries
from igor.storage.records import ItemRow

_SQL = queries.load("item")


def follow(connection: sqlite3.Connection, moved: Mapping[str, str], *, now_ms: int, but_of: str | None = None) -> None:
    """Rewrite the triggers of all jobs after ``moved`` (old full names to new ones).

    ``but_of``: a seed whose own jobs are left as its scripts will say.
    """
    rows = [row for row in item_rows.all_rows(connection) if not row.is_folder]
    back = {new: old for old, new in moved.items()}
    change = _Change(moved, [row.full_name for row in rows], back)
    for row in rows:
        if but_of is None or row.seed != but_of:
            _follow(connection, row, change, now_ms)


class _Change:
    """What names meant before and what they mean now."""

    def __init__(self, moved: Mapping[str, str], names: list[str], back: Mapping[str, str]) -> None:
        self._moved = moved
        self._back = back
        self._now = {name.casefold(): name for name in names}
        self._before = {(old := back.get(name, name)).casefold(): old for name in names}

    def name_in(self, job: str, name: str) -> str:
        """What a trigger of ``job`` has to say for the job that ``name`` meant in it."""
        meant = resolve(name, self._back.get(job, job), self._before)
        wanted = self._moved.get(meant, meant) if meant is not None else None
        if wanted is None or resolve(name, job, self._now) == wanted:
            return name
        folder = split(job)[0]
        inside = wanted[len(folder) + 1 :] if folder and wanted.startswith(f"{folder}/") else wanted
        return inside if resolve(inside, job, self._now) == wanted else f"/{wanted}"


def _follow(connection: sqlite3.Connection, row: ItemRow, change: _Change, now_ms: int) -> None:
    xml = configxml.map_job_references(row.config_xml, lambda name: change.name_in(row.full_name, name))
    if xml != row.config_xml:
        values = {"id": row.id, "config_xml": xml, "disabled": row.disabled, "now_ms": now_ms}
        connection.execute(_SQL["update_config"], values)
