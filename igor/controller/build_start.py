"""From queue item to running build: number, executor, plan and the first lines of the log, in one transaction."""

from __future__ import annotations

import logging
from pathlib import Path

from igor.controller import build_launch, build_step, build_text, logs, matrix_build, uploads
from igor.controller.build_text import absolute_workspace, workspace_of
from igor.controller.engine_jobs import Job
from igor.controller.engine_state import SQL, RunningBuild, Tick
from igor.controller.engine_world import World
from igor.controller.environment import build_environment, expand
from igor.model.errors import Conflict
from igor.model.names import split
from igor.storage import records

log = logging.getLogger(__name__)


def start_build(tick: Tick, queue_id: int, job: Job, node_name: str, executor: int) -> None:
    """Claim a queue item for an executor and begin its build.

    Raises:
        Conflict: the item or its job is gone; nothing must remain of this call (use a savepoint).
        sqlite3.IntegrityError: the executor is taken.
    """
    is_configuration = job.definition.configuration is not None
    numbered = (
        matrix_build.take_number(tick, job.id, queue_id) if is_configuration else tick.one("take_number", id=job.id)
    )
    number = int(numbered["number"]) if numbered else 0
    claimed = tick.one("claim", id=queue_id, item_id=job.id, number=number, now_ms=tick.now_ms)
    if numbered is None or claimed is None:
        raise Conflict(f"queue item {queue_id} of {job.full_name} left the queue meanwhile")
    build = RunningBuild(
        id=0,
        item_id=job.id,
        full_name=job.full_name,
        number=number,
        node_name=node_name,
        executor=executor,
        workspace="",
        plan=job.definition,
        started_ms=tick.now_ms,
        log_bytes=0,
        causes=records.causes_from_json(claimed["causes"]),
        parameters=records.parameters_from_json(claimed["parameters"]),
        estimated_ms=tick.jobs.estimates.of(tick.connection, job.id),
    )
    build.workspace = _workspace(tick, build)
    build.release = tick.controller.home.release_of(build.workspace) or tick.world.release
    if files := uploads.files_of(build.parameters):
        uploads.give(tick.controller.home, tick.log_path(build).parent, files)
    build.log_bytes = _begin_log(tick, build)
    build.id = _insert(tick, build, queue_id, tick.jobs.plan(job), claimed["causes"], claimed["parameters"])
    tick.world.add_build(build)
    log.debug("%s starts on %s", build, node_name)
    build_step.advance(tick, build, build.log_bytes)


def _insert(tick: Tick, build: RunningBuild, queue_id: int, plan: str, causes: str, parameters: str) -> int:
    cursor = tick.connection.execute(
        SQL["insert_build"],
        {
            "item_id": build.item_id,
            "number": build.number,
            "queue_id": queue_id,
            "node_name": build.node_name,
            "executor": build.executor,
            "workspace": build.workspace,
            "plan": plan,
            "now_ms": tick.now_ms,
            "estimated_ms": build.estimated_ms,
            "causes": causes,
            "parameters": parameters,
            "log_bytes": build.log_bytes,
            "release": build.release,
        },
    )
    return int(cursor.lastrowid or 0)


def _workspace(tick: Tick, build: RunningBuild) -> str:
    """The custom one, else one that no other build on the node uses."""
    node = tick.world.node(build.node_name)
    wanted = _folder(build)
    if build.plan.custom_workspace:
        facts, _ = build_launch.build_facts(tick, build)
        wanted = expand(build.plan.custom_workspace, build_environment(facts))
    taken = {other.workspace for other in tick.world.builds_on(build.node_name)}
    return workspace_of(absolute_workspace(node.remote_fs if node else "", wanted), taken)


def _folder(build: RunningBuild) -> str:
    """Configurations lie below their job, by axis and value."""
    configuration = build.plan.configuration
    if configuration is None:
        return build.full_name
    parts = [part.replace("/", "_") for pair in configuration.combination for part in pair]
    return "/".join([split(build.full_name)[0], *(parts or ["default"])])


def _begin_log(tick: Tick, build: RunningBuild) -> int:
    return logs.create(tick.log_path(build), _header(tick.world, build))


def recover_log(world: World, path: Path, build: RunningBuild) -> None:
    """Bring the log of a build that goes on to what the store counts of it.

    Its first lines are not synced when it starts, so a loss of power may take them: they are written again. What
    follows them is synced before it is counted.
    """
    is_whole = logs.cut(path, build.log_bytes)
    header = _header(world, build)
    if not build.ended and len(header.encode()) == build.log_bytes:
        if not (is_whole and path.read_bytes() == header.encode()):
            logs.create(path, header)
    elif not is_whole:
        log.error("%s: a part of its log is lost", build)
        logs.restore(path, build.log_bytes)


def _header(world: World, build: RunningBuild) -> str:
    node = world.node(build.node_name)
    labels = node.labels if node else frozenset[str]()
    return build_text.header(
        build.causes,
        build.plan,
        node_name=build.node_name,
        labels=labels,
        workspace=build.workspace,
        release=build.release,
    )
