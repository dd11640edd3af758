"""Long lists in pages of plain columns: a folder's items without their XML, a job's builds without their plans.

A page is its columns, since a list makes thousands of rows; those that the caller does not need are not read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from types import MappingProxyType
from typing import Any, NamedTuple

from igor.controller.context import Controller
from igor.storage import queries
from igor.storage.records import ItemRow, item_from_row, to_json

#: Rows a page: what a list holds in memory at a time.
PAGE = 1000
#: What a list of items, and one of builds, can hold.
ITEM_FIELDS = ("id", "full_name", "class_name", "kind", "disabled", "next_build_number", "last_result")
BUILD_FIELDS = (
    *("number", "state", "result", "started_ms", "duration_ms"),
    *("queue_id", "estimated_ms", "description", "display_name", "keep_log", "node_name"),
)
_SQL = queries.load("listing")
_FIRST_BUILD = 2**62
_ALWAYS = frozenset(("id", "full_name", "class_name", "kind", "number"))
_PERMALINKS = frozenset(
    f"last_{which}" for which in ("build", "completed", "stable", "successful", "unstable", "failed", "unsuccessful")
)

#: Values of rows by the name of their column.
Columns = Mapping[str, Sequence[Any]]
#: Columns of the builds that are read with items: by the column of the item that has the build's number.
Permalinks = Mapping[str, frozenset[str]]


class ItemPage(NamedTuple):
    """Columns of items; ``builds``: column that names a build → columns of these, None where an item has none."""

    items: Columns
    builds: Mapping[str, Columns]

    def where(self, mask: Sequence[bool]) -> ItemPage:
        """The rows for which the mask is true."""
        return ItemPage(only(self.items, mask), {which: only(builds, mask) for which, builds in self.builds.items()})


def only(columns: Columns, mask: Sequence[bool]) -> dict[str, Sequence[Any]]:
    """The rows for which the mask is true."""
    return {name: list(compress(values, mask)) for name, values in columns.items()}


def items(
    controller: Controller,
    parent: str,
    part: range,
    needs: frozenset[str],
    permalinks: Permalinks = MappingProxyType({}),
) -> Iterator[ItemPage]:
    """A part of a folder's items by name, page by page, with their builds by permalinks."""
    sql, names, builds = _items_sql(needs, tuple(permalinks.items()))
    after, skip, left = "", part.start, len(part)
    while left > 0:
        values = {"parent": parent, "after": after, "limit": min(left, PAGE), "skip": skip}
        rows = _read(controller, sql, values)
        if not rows:
            return
        columns = iter(zip(*rows, strict=True))
        own = _named(names, columns)
        yield ItemPage(own, {which: _named(fields, columns) for which, fields in builds})
        after, skip, left = own["full_name"][-1], 0, left - len(rows) if len(rows) == PAGE else 0


def whole(controller: Controller, ids: Sequence[int]) -> list[ItemRow]:
    """The whole rows of items, in this order."""
    with controller.store.read() as connection:
        found = connection.execute(_SQL["items_by_id"], {"ids": to_json(list(ids))})
        rows = {row["id"]: item_from_row(row) for row in found}
    return [rows[each] for each in ids]


def builds(controller: Controller, item_id: int, part: range, needs: frozenset[str]) -> Iterator[Columns]:
    """A part of a job's builds, newest first, page by page."""
    names = _wanted(BUILD_FIELDS, needs)
    sql = _select("builds", [f"b.{name}" for name in names])
    before, skip, left = _FIRST_BUILD, part.start, len(part)
    while left > 0:
        values = {"item_id": item_id, "before": before, "limit": min(left, PAGE), "skip": skip}
        rows = _read(controller, sql, values)
        if not rows:
            return
        yield _named(names, iter(zip(*rows, strict=True)))
        before, skip, left = rows[-1][0], 0, left - len(rows) if len(rows) == PAGE else 0


def busy(controller: Controller) -> tuple[frozenset[int], frozenset[int]]:
    """The ids of the items of which a build runs, and of those that wait in the queue."""
    running, queued = (frozenset(row[0] for row in _read(controller, _SQL[name], {})) for name in ("running", "queued"))
    return running, queued


@lru_cache(maxsize=256)
def _items_sql(
    needs: frozenset[str], permalinks: tuple[tuple[str, frozenset[str]], ...]
) -> tuple[str, list[str], list[tuple[str, list[str]]]]:
    """The statement, and which columns it gives: those of items, then for each permalink those of its builds.

    Each joined build is one look-up by its number.
    """
    names = _wanted(ITEM_FIELDS, needs)
    columns, joins = [f"i.{name}" for name in names], ""
    builds = [(which, _wanted(BUILD_FIELDS, wanted)) for which, wanted in permalinks]
    for which, fields in builds:
        if which not in _PERMALINKS:
            raise ValueError(f"{which!r} is no column of items that names a build")
        columns += [f"{which}.{field}" for field in fields]
        joins += f" LEFT JOIN build {which} ON {which}.item_id = i.id AND {which}.number = i.{which}"
    return _select("items", columns, joins), names, builds


def _wanted(fields: Iterable[str], needs: frozenset[str]) -> list[str]:
    return [field for field in fields if field in needs or field in _ALWAYS]


def _select(name: str, columns: Sequence[str], joins: str = "") -> str:
    """The statement with these columns instead of all, and with joins."""
    table, condition = _SQL[name].split("\nFROM ", 1)[1].split("\nWHERE ", 1)
    return f"SELECT {', '.join(columns)} FROM {table}{joins} WHERE {condition}"


def _named(names: Sequence[str], columns: Iterator[Sequence[Any]]) -> Columns:
    """The next columns by these names."""
    return {name: next(columns) for name in names}


def _read(controller: Controller, sql: str, values: dict[str, Any]) -> list[Any]:
    with controller.store.read() as connection:
        cursor = sqlite3.Cursor(connection)
        cursor.row_factory = None
        return cursor.execute(sql, values).fetchall()
