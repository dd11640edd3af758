"""The newest builds, for feeds: over all jobs, some of them, or one node."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from igor.controller import build_lookup
from igor.controller.context import Controller
from igor.controller.rows import ItemRow
from igor.model.build import Build
from igor.model.job import Result
from igor.storage import queries

#: A feed has so many builds at most, and looks for them among so many of the newest.
MOST = 100
_WINDOW = 3_000
_SQL = queries.load("feed")


def newest(controller: Controller, wanted: Callable[[int, str], bool], *, failed: bool = False) -> list[Build]:
    """The newest finished builds whose item and node are ``wanted``; ``failed``: those that failed or are unstable."""
    statement = _SQL["newest_failed" if failed else "newest"]
    with controller.store.read() as connection:
        rows = connection.execute(statement, {"limit": _WINDOW}).fetchall()
    places = [(row["item_id"], row["number"]) for row in rows if wanted(row["item_id"], row["node_name"])][:MOST]
    return _in_order(controller, places)


def of_job(controller: Controller, row: ItemRow, *, failed: bool = False) -> list[Build]:
    """The newest finished builds of one job."""
    places = [(row.id, number) for number in build_lookup.numbers(controller, row.id, MOST)]
    builds = [build for build in _in_order(controller, places) if not build.is_running]
    return [build for build in builds if build.result in (Result.FAILURE, Result.UNSTABLE)] if failed else builds


def last_of(controller: Controller, rows: Iterable[ItemRow]) -> list[Build]:
    """The last finished build of each job, the newest first."""
    places = [(row.id, row.last_completed) for row in rows if row.last_completed]
    return sorted(_in_order(controller, places), key=lambda build: -build.started_ms)[:MOST]


def before(controller: Controller, build: Build, most: int) -> list[Build]:
    """The builds of its job before a build, the nearest first."""
    values = {"item_id": build.item_id, "number": build.number, "limit": most}
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["before"], values).fetchall()
    return _in_order(controller, [(row["item_id"], row["number"]) for row in rows])


def _in_order(controller: Controller, places: list[tuple[int, int]]) -> list[Build]:
    found = build_lookup.many(controller, places)
    return [found[place] for place in places if place in found]
