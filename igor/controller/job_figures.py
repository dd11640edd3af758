"""Figures of all jobs at once: of each one's last finished build, and its last results."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from igor.controller.context import Controller
from igor.model.job import Result
from igor.storage import queries

_SQL = queries.load("metrics")
#: So many results make a job's health.
CONSIDERED_BUILDS = 5


@dataclass(frozen=True, slots=True)
class JobFigures:
    """A job and its last finished build; ``discards``: whether the job has a policy that ends old builds."""

    full_name: str
    buildable: bool
    discards: bool
    result: Result
    duration_ms: int
    started_ms: int
    log_bytes: int
    waited_ms: int | None


def last_builds(controller: Controller) -> list[JobFigures]:
    """Jobs that have a finished build, by name."""
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["last_build_figures"]).fetchall()
    return [
        JobFigures(name, not disabled, bool(discards), Result(result), *figures)
        for name, disabled, discards, result, *figures in rows
    ]


def recent_results(controller: Controller) -> dict[str, list[Result]]:
    """Of each job up to five of its last results that say something, newest first."""
    results: dict[str, list[Result]] = defaultdict(list)
    with controller.store.read() as connection:
        for row in connection.execute(_SQL["recent_results"]):
            if len(results[row["full_name"]]) < CONSIDERED_BUILDS:
                results[row["full_name"]].append(Result(row["result"]))
    return results
