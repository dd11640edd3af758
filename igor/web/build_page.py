"""The page of a build: its log as it grows, facts, parameters, attempts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from igor.controller import artifacts, build_outputs, builds
from igor.controller.rows import ItemRow
from igor.model.build import Attempt, Build, ParameterValue
from igor.web.job_page import build_state
from igor.web.matrix_grid import grid
from igor.web.pages import Visit, parents_of

#: A longer log is shown from its last so many bytes on.
_LOG_BYTES = 512 * 1024
#: Of these so many are listed beside the log.
_ARTIFACTS = 30
_PIECE_BYTES = 1024 * 1024
#: A page that refreshes itself follows the log by its own means.
_NO_LOG = {"text": "", "end": 0, "skipped": 0, "first_line": 1}


def build(visit: Visit, row: ItemRow, shown: Build) -> str:
    """The page's HTML."""
    return visit.page(
        "build.html",
        "home",
        build=_facts(visit, row, shown),
        grid=grid(visit.controller, row, shown),
        log=_NO_LOG if visit.is_refresh else _log(visit, shown),
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
        "attempts": labelled(shown.attempts),
        "release": shown.release,
        "tests": shown.tests,
        **left_behind(visit, shown),
        "previous": earlier[0].number if earlier else None,
        "next": shown.number + 1 if shown.number < (row.last_build or 0) else None,
    }


def left_behind(visit: Visit, shown: Build) -> dict[str, Any]:
    """Artifacts (the first of them) and outputs."""
    home = visit.controller.home
    found = artifacts.list_artifacts(home, shown.job_full_name, shown.number, limit=_ARTIFACTS + 1)
    return {
        "artifacts": found[:_ARTIFACTS],
        "more_artifacts": len(found) > _ARTIFACTS,
        "outputs": build_outputs.read(visit.controller, shown.job_full_name, shown.number),
    }


def labelled(attempts: Sequence[Attempt]) -> list[tuple[str, Attempt]]:
    """Each with what it is called: attempts of several steps follow each other, each step's begin at 1."""
    steps = list(accumulate(int(attempt.number == 1) for attempt in attempts))
    return [(_label(step, attempt.number, steps[-1]), attempt) for step, attempt in zip(steps, attempts, strict=True)]


def _label(step: int, number: int, steps: int) -> str:
    if steps == 1:
        return f"attempt {number}"
    return f"step {step}" + (f", attempt {number}" if number > 1 else "")


def _shown(value: ParameterValue) -> str:
    return "********" if value.secret else str(value.value).lower() if isinstance(value.value, bool) else value.value


def _log(visit: Visit, shown: Build) -> dict[str, Any]:
    """The log's end, from the beginning of a line on: ``{text, end, skipped, first_line}``; offsets are bytes."""
    path = visit.controller.home.build_log(shown.job_full_name, shown.number)
    size = path.stat().st_size if path.exists() else 0
    part = builds.log_slice(visit.controller, shown.job_full_name, shown.number, max(0, size - _LOG_BYTES))
    start = part.size - len(part.data)
    skipped = part.data.find(b"\n") + 1 if start else 0
    text = part.data[skipped:].decode("utf-8", "replace")
    first_line = _line_ends(path, start + skipped) + 1
    return {"text": text, "end": part.size, "skipped": start + skipped, "first_line": first_line}


def _line_ends(path: Path, size: int) -> int:
    """How many there are in a file's first ``size`` bytes."""
    if size == 0:
        return 0
    with path.open("rb") as file:
        pieces = (file.read(min(_PIECE_BYTES, size - at)) for at in range(0, size, _PIECE_BYTES))
        return sum(piece.count(b"\n") for piece in pieces)
