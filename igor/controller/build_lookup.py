"""Questions about builds that lists ask: many at once, their neighbours, figures over all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from igor.controller import definitions
from igor.controller.context import Controller
from igor.model.build import Build
from igor.model.job import JobDefinition, Result
from igor.scheduler.relations import Relations
from igor.storage import queries
from igor.storage.records import build_from_row, to_json

_SQL = queries.load("build_lookup")
_WITHOUT_TRIGGERS = JobDefinition(class_name="hudson.model.FreeStyleProject")


@dataclass(frozen=True, slots=True)
class ResultCount:
    """How many builds of a job ended so, how many of them are still there, and how long all took together."""

    job_full_name: str
    result: Result
    builds: int
    kept: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Where a build's queue item spent its time: in its quiet period, blocked, waiting for an executor."""

    waiting_ms: int
    blocked_ms: int
    buildable_ms: int

    @property
    def total_ms(self) -> int:
        return self.waiting_ms + self.blocked_ms + self.buildable_ms


def many(controller: Controller, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Build]:
    """Builds by (item id, number), without their attempts, in one query; those that do not exist are left out."""
    pairs = to_json([list(place) for place in places])
    with controller.store.read() as connection:
        found = [build_from_row(row) for row in connection.execute(_SQL["many"], {"pairs": pairs})]
    return {(build.item_id, build.number): build for build in found}


def numbers(controller: Controller, item_id: int, limit: int = -1) -> list[int]:
    """The numbers of a job's builds, newest first; −1: all."""
    with controller.store.read() as connection:
        return [row["number"] for row in connection.execute(_SQL["numbers"], {"item_id": item_id, "limit": limit})]


def first(controller: Controller, item_id: int) -> int | None:
    """The oldest build's number."""
    return _number(controller, "first", item_id)


def before(controller: Controller, item_id: int, number: int) -> int | None:
    """The number of the build before."""
    return _number(controller, "before", item_id, number)


def after(controller: Controller, item_id: int, number: int) -> int | None:
    """The number of the build after."""
    return _number(controller, "after", item_id, number)


def conclusive_results(controller: Controller, item_id: int, limit: int) -> list[Result]:
    """The latest results among SUCCESS, UNSTABLE and FAILURE, newest first."""
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["conclusive_results"], {"item_id": item_id, "limit": limit})
        return [Result(row["result"]) for row in rows]


def relations(controller: Controller) -> Relations:
    """Which job triggers which, over all jobs."""
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["triggers_between_jobs"]).fetchall()
    return Relations.of({row["full_name"]: _definition(row["config_xml"]) for row in rows})


def _definition(xml: str | None) -> JobDefinition:
    """A job's definition; one without triggers between jobs need not be read."""
    parsed = definitions.parse(xml) if xml else None
    return parsed if isinstance(parsed, JobDefinition) else _WITHOUT_TRIGGERS


def result_counts(controller: Controller) -> list[ResultCount]:
    """For each job and result: how many builds ended so; kept by the store, so that nothing is counted."""
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["result_counts"]).fetchall()
    return [ResultCount(name, Result(result), *figures) for name, result, *figures in rows]


def waits(controller: Controller, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Wait]:
    """How long builds by (item id, number) waited, in one query; those that were not measured are left out."""
    pairs = to_json([list(place) for place in places])
    with controller.store.read() as connection:
        return {(row[0], row[1]): Wait(*row[2:]) for row in connection.execute(_SQL["waits"], {"pairs": pairs})}


def _number(controller: Controller, name: str, item_id: int, number: int = 0) -> int | None:
    with controller.store.read() as connection:
        row = connection.execute(_SQL[name], {"item_id": item_id, "number": number}).fetchone()
    found: int | None = row["number"]
    return found
