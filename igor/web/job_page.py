"""The page of a job: its builds, its form, its schedule, how it runs."""

from __future__ import annotations

from typing import Any

from igor.controller import artifacts, build_lookup, builds, definitions, overview, schedule, test_results
from igor.controller.rows import ItemRow, Relations
from igor.model.build import Build
from igor.model.job import EXTERNAL_JOB, JobDefinition, Result
from igor.web.item_list import state_of
from igor.web.matrix_grid import grid
from igor.web.pages import Visit, parents_of

_BUILDS = 40
_NEXT = 3
_CONSIDERED = 5
_ARTIFACTS = 10


def job(visit: Visit, row: ItemRow) -> str:
    """The page's HTML."""
    controller = visit.controller
    found = builds.list_builds(controller, row.full_name, limit=_BUILDS + 1)
    now_ms = controller.now_ms()
    upcoming = schedule.upcoming(controller, now_ms, count=_NEXT, job=row.full_name)
    facts = _facts(row, definitions.job_of(row), upcoming)
    facts |= _neighbours(visit, row, build_lookup.relations(controller))
    return visit.page(
        "job.html",
        "home",
        job=facts | {"health": health(build_lookup.conclusive_results(controller, row.id, _CONSIDERED))},
        builds=[build_row(build, now_ms) for build in found[:_BUILDS]],
        more=len(found) > _BUILDS,
        trend=[
            {"number": number, "tests": counts} for number, counts in test_results.trend(controller, row.id, _BUILDS)
        ],
        kept=_kept(visit, row),
        waiting=[item for item in overview.waiting(controller) if item["job"] == row.full_name],
        grid=grid(controller, row),
        parents=parents_of(row.full_name),
    )


def _facts(row: ItemRow, definition: JobDefinition, next_runs: list[schedule.UpcomingRun]) -> dict[str, Any]:
    return {
        "full_name": row.full_name,
        "title": definition.display_name or row.name,
        "state": state_of(row),
        "disabled": row.disabled,
        "made_elsewhere": row.class_name == EXTERNAL_JOB,
        "seed": row.seed,
        "description": definition.description,
        "parameters": definition.parameters,
        "label": definition.label,
        "policy": definition.policy,
        "approval": definition.approval,
        "schedule": definition.schedule,
        "unsupported": definition.unsupported,
        "specs": [timer.spec for timer in definition.timers],
        "next_runs": next_runs,
    }


def _kept(visit: Visit, row: ItemRow) -> dict[str, Any] | None:
    """The artifacts of the last successful build, as far as they are listed."""
    number = row.last_successful
    found = artifacts.list_artifacts(visit.controller.home, row.full_name, number, _ARTIFACTS) if number else []
    return {"number": number, "artifacts": found} if found else None


def _neighbours(visit: Visit, row: ItemRow, relations: Relations) -> dict[str, Any]:
    return {
        "upstream": visit.rights.visible_names(sorted(relations.upstream.get(row.full_name, ()))),
        "downstream": visit.rights.visible_names(sorted(relations.downstream.get(row.full_name, ()))),
    }


def health(results: list[Result]) -> str:
    """How many of the last conclusive results were no failures; empty when there are none."""
    good = len(results) - results.count(Result.FAILURE)
    return f"{good} of the last {len(results)} did not fail" if results else ""


def build_row(build: Build, now_ms: int) -> dict[str, Any]:
    """A build as a table shows it."""
    return {
        "number": build.number,
        "state": build_state(build),
        "reason": build.reason,
        "started_ms": build.started_ms,
        "duration_ms": now_ms - build.started_ms if build.is_running else build.duration_ms,
        "estimated_ms": build.estimated_ms,
        "attempts": max((attempt.number for attempt in build.attempts), default=0),
        "cause": "; ".join(cause.short_description for cause in build.causes),
    }


def build_state(build: Build) -> str:
    """``running`` or the result."""
    return build.result.value if build.result else "running"
