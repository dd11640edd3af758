"""Outputs of other builds (and of a build's earlier steps) for a build's commands: only what its job asks for by name.

A need is ``SCOPE.KEY``: ``build.version`` (an earlier step of the same build), ``upstream.version`` (the build that
triggered it), ``team/app.version`` (that job's last successful build). The command finds ``IGOR_IN_BUILD_VERSION``,
``IGOR_IN_UPSTREAM_VERSION``, ``IGOR_IN_TEAM_APP_VERSION``, and all of them in the JSON file ``$IGOR_INPUTS``.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping

from igor.controller import build_outputs
from igor.controller.build_outputs import Output
from igor.controller.engine_state import SQL, RunningBuild, Tick
from igor.model.names import url_path

BUILD, UPSTREAM = "build", "upstream"
_NEED = re.compile(r"(?P<scope>.+)\.(?P<key>[A-Za-z_][A-Za-z0-9_]{0,63})")


def split(need: str) -> tuple[str, str]:
    """Scope and key. Raises ValueError."""
    found = _NEED.fullmatch(need)
    if found is None:
        raise ValueError(f"“{need}” is not like build.KEY, upstream.KEY or JOB.KEY")
    return found["scope"], found["key"]


def variable(need: str) -> str:
    """``team/app.version`` → ``IGOR_IN_TEAM_APP_VERSION``."""
    return "IGOR_IN_" + re.sub(r"[^A-Z0-9]", "_", need.upper())


def inputs(tick: Tick, build: RunningBuild) -> dict[str, str]:
    """What the build's next command gets, by need; empty for a job that needs nothing."""
    found = {need: output for need in build.plan.needs if (output := _find(tick, build, need))}
    return {need: _plain(tick, output) for need, output in found.items()}


def variables(inputs: Mapping[str, str]) -> dict[str, str]:
    """Inputs as a command's variables."""
    return {variable(need): value for need, value in inputs.items()}


def missing(tick: Tick, build: RunningBuild) -> str | None:
    """Why the build cannot start: a sentence; None when all is there. Its own steps may still leave theirs."""
    for need in build.plan.needs:
        if split(need)[0] != BUILD and _find(tick, build, need) is None:
            return f"the job needs {need}, and there is no such output"
    return None


def _find(tick: Tick, build: RunningBuild, need: str) -> tuple[Output, str] | None:
    """The output, and the path of the build that has it."""
    scope, key = split(need)
    place = _place(tick, build, scope)
    if place is None:
        return None
    build_id, path = place
    output = next((each for each in build_outputs.of_build(tick.connection, build_id) if each.key == key), None)
    return None if output is None else (output, path)


def _place(tick: Tick, build: RunningBuild, scope: str) -> tuple[int, str] | None:
    """Row and path of the build that a scope means."""
    if scope == BUILD:
        return build.id, f"{url_path(build.full_name)}{build.number}/"
    if scope != UPSTREAM:
        return _numbered(tick.connection, scope, None)
    for cause in build.causes:
        if cause.kind == "upstream":
            return _numbered(tick.connection, cause.details["upstream_project"], cause.details["upstream_build"])
    return None


def _numbered(connection: sqlite3.Connection, full_name: str, number: int | None) -> tuple[int, str] | None:
    row = connection.execute(SQL["build_with_outputs"], {"full_name": full_name, "number": number}).fetchone()
    return None if row is None else (row["id"], f"{url_path(row['full_name'])}{row['number']}/")


def _plain(tick: Tick, found: tuple[Output, str]) -> str:
    """A text as it is, bytes in base64, an artifact by its address."""
    output, path = found
    if output.reference is None:
        return output.value
    return f"{tick.world.root_url}{path}artifact/{output.reference}"
