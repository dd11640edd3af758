"""From queue item to running build: number, executor, plan and the first lines of the log, in one transaction."""

from __future__ import annotations

import logging

from igor.configxml import definition_to_json
from igor.controller import build_launch, build_step, build_text, builds, logs
from igor.controller.build_text import absolute_workspace, workspace_of
from igor.controller.engine_jobs import Job
from igor.controller.engine_state import SQL, RunningBuild, Tick, running_build
from igor.controller.environment import build_environment, expand
from igor.model.build import QueueItem
from igor.model.errors import Conflict
from igor.storage import records

log = logging.getLogger(__name__)


def start_build(tick: Tick, item: QueueItem, job: Job, node_name: str, executor: int) -> None:
    """Claim a queue item for an executor and begin its build.

    Raises:
        Conflict: the item or its job is gone; nothing must remain of this call (use a savepoint).
        sqlite3.IntegrityError: the executor is taken.
    """
    row = tick.one("take_number", id=job.id)
    if row is None or not tick.run("claim", id=item.id, number=row["number"], now_ms=tick.now_ms):
        raise Conflict(f"queue item {item.id} of {job.full_name} left the queue meanwhile")
    number = int(row["number"])
    build_id = _insert(tick, item, job, number, node_name, executor)
    build = _placed(tick, build_id)
    size = _begin_log(tick, build)
    tick.run("grow_log", id=build_id, log_bytes=size, next_step=0)
    log.info("%s starts on %s", build, node_name)
    build_step.advance(tick, _fetch(tick, build_id), size)


def _insert(tick: Tick, item: QueueItem, job: Job, number: int, node_name: str, executor: int) -> int:
    cursor = tick.connection.execute(
        SQL["insert_build"],
        {
            "item_id": job.id,
            "number": number,
            "queue_id": item.id,
            "node_name": node_name,
            "executor": executor,
            "workspace": None,
            "plan": definition_to_json(job.definition),
            "now_ms": tick.now_ms,
            "estimated_ms": builds.estimated_ms(tick.connection, job.id),
            "causes": records.causes_to_json(item.causes),
            "parameters": records.parameters_to_json(item.parameters),
            "log_bytes": 0,
        },
    )
    builds.record_started(tick.connection, job.id, number)
    return int(cursor.lastrowid or 0)


def _placed(tick: Tick, build_id: int) -> RunningBuild:
    """The build with its workspace chosen: the custom one, else one that no other build on the node uses."""
    build = _fetch(tick, build_id)
    node = tick.one("node", name=build.node_name)
    remote_fs = node["remote_fs"] if node else ""
    if build.plan.custom_workspace:
        facts, _ = build_launch.build_facts(tick, build)
        wanted = expand(build.plan.custom_workspace, build_environment(facts))
    else:
        wanted = build.full_name
    taken = {r["workspace"] for r in tick.all("workspaces_on_node", node_name=build.node_name)}
    workspace = workspace_of(absolute_workspace(remote_fs, wanted), taken)
    tick.run("set_workspace", id=build_id, workspace=workspace)
    return _fetch(tick, build_id)


def _begin_log(tick: Tick, build: RunningBuild) -> int:
    node = tick.one("node", name=build.node_name)
    labels = frozenset(node["labels"].split()) if node else frozenset()
    text = build_text.header(
        build.causes, build.plan, node_name=build.node_name, labels=labels, workspace=build.workspace
    )
    return logs.create(tick.log_path(build), text)


def _fetch(tick: Tick, build_id: int) -> RunningBuild:
    row = tick.one("build", id=build_id)
    if row is None:
        raise Conflict(f"build {build_id} is gone")
    return running_build(row)
