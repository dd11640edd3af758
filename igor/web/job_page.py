"""The page of a job: its builds, its form, its schedule, how it runs."""

from __future__ import annotations

from typing import Any

from igor.controller import builds, definitions, overview, schedule
from igor.controller.rows import ItemRow
from igor.model.build import Build
from igor.model.job import JobDefinition
from igor.model.names import join, split
from igor.web.item_list import state_of
from igor.web.pages import Visit, parents_of

_BUILDS = 40
_NEXT = 3


def job(visit: Visit, row: ItemRow) -> str:
    """The page's HTML."""
    controller = visit.controller
    found = builds.list_builds(controller, row.full_name, limit=_BUILDS + 1)
    now_ms = controller.now_ms()
    upcoming = schedule.upcoming(controller, now_ms, count=_NEXT, job=row.full_name)
    return visit.page(
        "job.html",
        "home",
        job=_facts(row, definitions.job_of(row), [run.at_ms for run in upcoming]),
        builds=[build_row(build, now_ms) for build in found[:_BUILDS]],
        more=len(found) > _BUILDS,
        waiting=[item for item in overview.waiting(controller) if item["job"] == row.full_name],
        parents=parents_of(row.full_name),
    )


def _facts(row: ItemRow, definition: JobDefinition, next_runs: list[int]) -> dict[str, Any]:
    folder = split(row.full_name)[0]
    return {
        "full_name": row.full_name,
        "state": state_of(row),
        "disabled": row.disabled,
        "seed": row.seed,
        "description": definition.description,
        "parameters": definition.parameters,
        "label": definition.label,
        "policy": definition.policy,
        "unsupported": definition.unsupported,
        "specs": [timer.spec for timer in definition.timers],
        "next_runs": next_runs,
        "upstream": [join(folder, name) for trigger in definition.upstream_triggers for name in trigger.upstream],
        "downstream": [join(folder, name) for trigger in definition.downstream_triggers for name in trigger.children],
    }


def build_row(build: Build, now_ms: int) -> dict[str, Any]:
    """A build as a table shows it."""
    return {
        "number": build.number,
        "state": build_state(build),
        "reason": build.reason,
        "started_ms": build.started_ms,
        "duration_ms": now_ms - build.started_ms if build.is_running else build.duration_ms,
        "estimated_ms": build.estimated_ms,
        "attempts": len(build.attempts),
        "cause": "; ".join(cause.short_description for cause in build.causes),
    }


def build_state(build: Build) -> str:
    """``running`` or the result."""
    return build.result.value if build.result else "running"
