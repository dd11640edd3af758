"""Long lists in pages of plain rows: a folder's items without their XML, a job's builds without their plans.

Rows are tuples of all columns, since a list makes thousands of them; those that the caller does not need are None, and
are not read from the store.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from igor.controller.context import Controller
from igor.storage import queries
from igor.storage.records import ItemRow, item_from_row, to_json

#: Rows a page: what a list holds in memory at a time.
PAGE = 1000
_SQL = queries.load("listing")
_FIRST_BUILD = 2**62
_COLUMN = re.compile(r"\b[ib]\.(\w+)")
_ALWAYS = frozenset(("id", "full_name", "class_name", "kind", "item_id", "number"))
_PERMALINKS = ("build", "completed", "stable", "successful", "unstable", "failed", "unsuccessful")


#: The columns of ``listing.sql``'s ``items``, and a row of them.
ITEM_FIELDS = ("id", "full_name", "class_name", "kind", "disabled", "next_build_number", "last_result")
ItemBrief = tuple[Any, ...]
#: The columns of ``builds`` and ``last_builds``, and a row of them.
BUILD_FIELDS = (
    *("item_id", "number", "state", "result", "started_ms", "duration_ms"),
    *("queue_id", "estimated_ms", "description", "display_name", "keep_log", "node_name"),
)
BuildBrief = tuple[Any, ...]


def items(controller: Controller, parent: str, part: range, needs: frozenset[str]) -> Iterator[list[ItemBrief]]:
    """A part of a folder's items by name, page by page."""
    after, skip, left = "", part.start, len(part)
    while left > 0:
        values = {"parent": parent, "after": after, "limit": min(left, PAGE), "skip": skip}
        page = _read(controller, _narrow("items", needs), values)
        if not page:
            return
        yield page
        after, skip, left = page[-1][1], 0, left - len(page) if len(page) == PAGE else 0


def whole(controller: Controller, page: Sequence[ItemBrief]) -> dict[int, ItemRow]:
    """The whole rows of items, by id."""
    with controller.store.read() as connection:
        found = connection.execute(_SQL["items_by_id"], {"ids": to_json([item[0] for item in page])})
        return {row["id"]: item_from_row(row) for row in found}


def last_builds(
    controller: Controller, parent: str, page: Sequence[ItemBrief], which: str, needs: frozenset[str]
) -> dict[int, BuildBrief]:
    """Of each item between the first and the last of a page, by its id: the build that its column ``which`` names."""
    if which.removeprefix("last_") not in _PERMALINKS:
        raise ValueError(f"{which!r} is no column of items that names a build")
    sql = _narrow("last_builds", needs).replace(":which", f"i.{which}")
    values = {"parent": parent, "first": page[0][1], "last": page[-1][1]}
    return {row[0]: row for row in _read(controller, sql, values)}


def builds(controller: Controller, item_id: int, part: range, needs: frozenset[str]) -> Iterator[list[BuildBrief]]:
    """A part of a job's builds, newest first, page by page."""
    before, skip, left = _FIRST_BUILD, part.start, len(part)
    while left > 0:
        values = {"item_id": item_id, "before": before, "limit": min(left, PAGE), "skip": skip}
        page = _read(controller, _narrow("builds", needs), values)
        if not page:
            return
        yield page
        before, skip, left = page[-1][1], 0, left - len(page) if len(page) == PAGE else 0


def busy(controller: Controller) -> tuple[frozenset[int], frozenset[int]]:
    """The ids of the items of which a build runs, and of those that wait in the queue."""
    running, queued = (frozenset(row[0] for row in _read(controller, _SQL[name], {})) for name in ("running", "queued"))
    return running, queued


@lru_cache(maxsize=256)
def _narrow(name: str, needs: frozenset[str]) -> str:
    """The statement with NULL for each column that is not needed: a column costs as much as a row's look-up."""
    columns, rest = _SQL[name].split("\nFROM ", 1)
    kept = _COLUMN.sub(lambda found: found[0] if found[1] in needs | _ALWAYS else "NULL", columns)
    return f"{kept}\nFROM {rest}"


def _read(controller: Controller, sql: str, values: dict[str, Any]) -> list[Any]:
    with controller.store.read() as connection:
        cursor = sqlite3.Cursor(connection)
        cursor.row_factory = None
        return cursor.execute(sql, values).fetchall()
