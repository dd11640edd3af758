"""The page of a build: its log as it grows, facts, parameters, attempts."""

from __future__ import annotations

from typing import Any

from igor.controller import builds
from igor.controller.rows import ItemRow
from igor.model.build import Build, ParameterValue
from igor.web.job_page import build_state
from igor.web.pages import Visit, parents_of

#: A longer log is shown from its last so many bytes on.
_LOG_BYTES = 512 * 1024


def build(visit: Visit, row: ItemRow, shown: Build) -> str:
    """The page's HTML."""
    return visit.page(
        "build.html",
        "home",
        build=_facts(visit, row, shown),
        log=_log(visit, shown),
        parents=[*parents_of(row.full_name), row.full_name],
    )


def _facts(visit: Visit, row: ItemRow, shown: Build) -> dict[str, Any]:
    earlier = builds.list_builds(visit.controller, row.full_name, limit=1, before=shown.number)
    now_ms = visit.controller.now_ms()
    return {
        "full_name": row.full_name,
        "number": shown.number,
        "display_name": shown.display_name,
        "description": shown.description,
        "state": build_state(shown),
        "reason": shown.reason,
        "started_ms": shown.started_ms,
        "duration_ms": now_ms - shown.started_ms if shown.is_running else shown.duration_ms,
        "estimated_ms": shown.estimated_ms,
        "node": shown.node_name,
        "executor": shown.executor,
        "workspace": shown.workspace,
        "causes": [cause.short_description for cause in shown.causes],
        "parameters": [{"name": value.name, "value": _shown(value)} for value in shown.parameters],
        "attempts": shown.attempts,
        "previous": earlier[0].number if earlier else None,
        "next": shown.number + 1 if shown.number < (row.last_build or 0) else None,
    }


def _shown(value: ParameterValue) -> str:
    return "********" if value.secret else str(value.value).lower() if isinstance(value.value, bool) else value.value


def _log(visit: Visit, shown: Build) -> dict[str, Any]:
    path = visit.controller.home.build_log(shown.job_full_name, shown.number)
    size = path.stat().st_size if path.exists() else 0
    skipped = max(0, size - _LOG_BYTES)
    part = builds.log_slice(visit.controller, shown.job_full_name, shown.number, skipped)
    return {"text": part.data.decode("utf-8", "replace"), "start": part.size, "skipped": skipped}
