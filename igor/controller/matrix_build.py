"""A build of a multi-configuration job: it queues its configurations and waits for them. It holds no executor.

Everything is decided from rows (``matrix_run``, the queue, builds), each time anew: after a crash the next look goes
on. Filters are evaluated in a process of their own, off the loop, before the first configuration is queued.
Source: hudson.matrix.MatrixBuild, hudson.matrix.DefaultMatrixExecutionStrategyImpl.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from igor.controller import build_end, build_launch, logs
from igor.controller.build_walk import Finish, stopped
from igor.controller.engine_state import FilterOrder, RunningBuild, Tick
from igor.controller.environment import parameter_variables
from igor.matrix import combinations, filters
from igor.matrix.decide import Run, Step, next_step
from igor.model import names
from igor.model.build import Cause
from igor.model.errors import IgorError
from igor.model.job import Result
from igor.model.matrix import CONFIGURATION, Matrix
from igor.storage import queries, records

_SQL = queries.load("matrix")
_BUILD = queries.load("build")
#: How often a build looks for what became of its configurations.
LOOK_MS = 500


@dataclass(frozen=True, slots=True)
class FilterDone:
    """Which combinations are built, each (position, whether it is a touchstone); or why that cannot be said."""

    order: FilterOrder
    chosen: list[tuple[int, bool]]
    error: str = ""

    def apply(self, tick: Tick) -> None:
        """Write down what is to be built, and begin."""
        build = tick.world.builds.get(self.order.build.id)
        if build is None:
            return
        if build.stop_requested_by is not None:
            advance(tick, build, build.log_bytes)
            return
        if self.error:
            text = f"ERROR: {self.error}\nFailed executing combination filter\n"
            build_end.end_build(tick, build, Finish(Result.FAILURE, f"error: {self.error}"), build.log_bytes, text)
            return
        _choose(tick, build, self.order.matrix, self.chosen)
        advance(tick, build, build.log_bytes)


async def evaluate(order: FilterOrder) -> FilterDone:
    """Never raises."""
    try:
        return FilterDone(order, await asyncio.to_thread(_evaluated, order.matrix, order.variables))
    except asyncio.CancelledError:
        return FilterDone(order, [], "stopped")
    except IgorError as error:
        return FilterDone(order, [], str(error))


def _evaluated(matrix: Matrix, variables: list[dict[str, Any]]) -> list[tuple[int, bool]]:
    scripts = [matrix.combination_filter or "true", matrix.touchstone_filter or "false"]
    accepted, touchstones = filters.accepted(scripts, variables)
    return [(position, touchstones[position]) for position, is_built in enumerate(accepted) if is_built]


def advance(tick: Tick, build: RunningBuild, log_bytes: int) -> None:
    """Whatever the build needs now: choose, queue, tell, end; and look again soon."""
    assert build.plan.matrix is not None
    rows = tick.connection.execute(_SQL["runs"], {"build_id": build.id}).fetchall()
    if build.stop_requested_by is not None:
        _stop(tick, build, rows, log_bytes)
    elif rows:
        _act(tick, build, next_step(build.plan.matrix, [_run(row) for row in rows]), rows, log_bytes)
    elif build.plan.matrix.combination_filter or build.plan.matrix.touchstone_filter:
        _order_filters(tick, build, build.plan.matrix)
    elif _choose(tick, build, build.plan.matrix, _all(build.plan.matrix)):
        advance(tick, build, log_bytes)


def number_of(tick: Tick, queue_id: int) -> int | None:
    """The number that the build of a configuration's queue item has: its job's. None: no build wants it any more."""
    row = tick.connection.execute(_SQL["number_of_run"], {"queue_id": queue_id}).fetchone()
    return int(row["number"]) if row else None


def take_number(tick: Tick, item_id: int, queue_id: int) -> sqlite3.Row | None:
    """As the engine's ``take_number``, for a configuration."""
    number = number_of(tick, queue_id)
    if number is None:
        return None
    row: sqlite3.Row | None = tick.connection.execute(
        _SQL["take_number_of_run"], {"id": item_id, "number": number}
    ).fetchone()
    return row


def _all(matrix: Matrix) -> list[tuple[int, bool]]:
    return [(position, False) for position in range(len(combinations.configurations(matrix)))]


def _order_filters(tick: Tick, build: RunningBuild, matrix: Matrix) -> None:
    if build.id not in tick.seeding:
        facts, _ = build_launch.build_facts(tick, build)
        given = parameter_variables(facts.parameters)
        variables = [{**given, **each} for each in combinations.facts(matrix)]
        tick.effects.filters.append(FilterOrder(build, matrix, variables))


def _choose(tick: Tick, build: RunningBuild, matrix: Matrix, chosen: Sequence[tuple[int, bool]]) -> bool:
    """Write down what is built; False, and the build is over, when that is nothing."""
    found = combinations.configurations(matrix)
    number = 0
    for position, is_touchstone in chosen:
        name = names.join(build.full_name, combinations.name_of(found[position].combination))
        if job := tick.jobs.by_name.get(name):
            values = {"build_id": build.id, "position": position, "item_id": job.id, "is_touchstone": is_touchstone}
            number += tick.connection.execute(_SQL["insert_run"], values).rowcount
    if not number:
        build_end.end_build(tick, build, Finish(Result.SUCCESS), build.log_bytes, "")
    return number > 0


def _run(row: sqlite3.Row) -> Run:
    result = Result(row["result"]) if row["result"] else None
    name = names.split(row["full_name"])[1]
    return Run(row["position"], name, _state(row), bool(row["is_touchstone"]), bool(row["is_told"]), result)


def _state(row: sqlite3.Row) -> str:
    if row["run_state"] is not None:
        return "finished" if row["run_state"] == "finished" else "open"
    if row["queue_id"] is None:
        return "new"
    return "open" if row["queue_state"] not in (None, "left") else "cancelled"


def _act(tick: Tick, build: RunningBuild, step: Step, rows: Sequence[sqlite3.Row], log_bytes: int) -> None:
    by_position = {row["position"]: row for row in rows}
    text = ""
    for run in step.tell:
        text += _told(tick, build, run, by_position[run.position])
    for run in step.schedule:
        text += _queue(tick, build, by_position[run.position])
    if step.result is not None:
        build_end.end_build(tick, build, Finish(step.result), log_bytes, text + step.text)
        return
    if text or log_bytes != build.log_bytes:
        build.log_bytes = logs.append_text(tick.log_path(build), log_bytes, text)
        tick.written.append((build, build.log_bytes))
        tick.run("grow_log", id=build.id, log_bytes=build.log_bytes, next_step=0)
    tick.world.look_again(build.id, tick.now_ms + LOOK_MS)


def _told(tick: Tick, build: RunningBuild, run: Run, row: sqlite3.Row) -> str:
    tick.connection.execute(_SQL["run_told"], {"build_id": build.id, "position": run.position})
    shown = _shown(tick, row)
    cancelled = f"{shown} appears to be cancelled\n" if run.state == "cancelled" else ""
    return f"{cancelled}{shown} completed with result {run.outcome.value}\n"


def _queue(tick: Tick, build: RunningBuild, row: sqlite3.Row) -> str:
    """The queue item holds what its job's build was given."""
    cause = Cause(
        "upstream",
        f'Started by upstream project "{build.full_name}" build number {build.number}',
        {
            "upstream_project": build.full_name,
            "upstream_build": build.number,
            "upstream_url": names.url_path(build.full_name),
        },
    )
    new = {
        "item_id": row["item_id"],
        "build_id": build.id,
        "now_ms": tick.now_ms,
        "digest": f"matrix:{build.id}",
        "causes": records.causes_to_json((cause,)),
    }
    queue_id = tick.connection.execute(_SQL["queue_run"], new).lastrowid
    which = {"build_id": build.id, "position": row["position"], "queue_id": queue_id}
    tick.connection.execute(_SQL["run_queued"], which)
    return f"Triggering {_shown(tick, row)}\n"


def _stop(tick: Tick, build: RunningBuild, rows: Sequence[sqlite3.Row], log_bytes: int) -> None:
    """Whoever stops the build stops its configurations."""
    text = ""
    for row in rows:
        if row["run_state"] == "running":
            values = {"item_id": row["item_id"], "number": row["number"], "by": build.stop_requested_by}
            tick.connection.execute(_BUILD["request_stop"], {**values, "now_ms": tick.now_ms})
            text += f"Interrupting {_shown(tick, row)} #{row['number']}\n"
        elif row["queue_state"] not in (None, "left"):
            tick.run("cancel", id=row["queue_id"], now_ms=tick.now_ms, left_why="its job’s build was stopped")
            text += f"Cancelled {_shown(tick, row)}\n"
    build_end.end_build(tick, build, stopped(build.stop_requested_by or ""), log_bytes, text)
    tick.effects.again = True


def _shown(tick: Tick, row: sqlite3.Row) -> str:
    """``job » values``, as people see configurations."""
    parent, name = names.split(row["full_name"])
    job = tick.jobs.get(row["item_id"])
    configuration = job.definition.configuration if job and row["class_name"] == CONFIGURATION else None
    return f"{parent.replace('/', ' » ')} » {configuration.compact_name if configuration else name}"
