"""The end of a build, in one transaction with everything that follows from it: the last lines of its log, its result,
the job's permalinks, alarms, builds of other jobs, and old builds that go.
"""

from __future__ import annotations

import logging

from igor.controller import alarms, build_text, builds, logs, queue
from igor.controller.build_launch import build_url
from igor.controller.build_walk import Finish
from igor.controller.engine_jobs import Job
from igor.controller.engine_state import RunningBuild, Tick
from igor.model.build import Cause
from igor.model.errors import Conflict, IgorError
from igor.model.job import DiscardPolicy, Result
from igor.model.names import url_path
from igor.scheduler import discard
from igor.scheduler.discard import FinishedBuild

log = logging.getLogger(__name__)

#: Builds that one build's end deletes at most.
_AT_A_TIME = 20


def end_build(tick: Tick, build: RunningBuild, finish: Finish, log_bytes: int, text: str) -> None:
    """Finish ``build``; ``text`` still belongs into its log at ``log_bytes``, before the finish's own lines.

    Raises:
        Conflict: the store has it finished already; nothing must remain of this call (use a savepoint).
    """
    text += finish.text + _start_downstream(tick, build, finish.result) + build_text.trailer(finish.result)
    path = tick.log_path(build)
    size = logs.append_text(path, log_bytes, text)
    tick.written.add(path)
    duration_ms = max(0, tick.now_ms - build.started_ms)
    changed = tick.run(
        "finish_build",
        id=build.id,
        result=finish.result.value,
        reason=finish.reason,
        duration_ms=duration_ms,
        log_bytes=size,
    )
    if not changed:
        raise Conflict(f"{build} has ended already")
    tick.world.remove_build(build)
    builds.record_finished(tick.connection, build.item_id, build.number, finish.result)
    alarms.after_build(tick, build, finish, duration_ms, build_url(tick, build.full_name, build.number), path)
    discard_old(tick, build.item_id, build.full_name)
    tick.effects.again = True
    log.info("%s finished: %s%s", build, finish.result.value, f" ({finish.reason})" if finish.reason else "")


def discard_old(tick: Tick, item_id: int, full_name: str) -> None:
    """Delete the builds that the job's policy, as it is now, does not keep; a few at each build's end."""
    job = tick.jobs.get(item_id)
    policy = job.definition.discard if job else DiscardPolicy()
    if policy == DiscardPolicy():
        return
    newest = policy.num_to_keep + _AT_A_TIME if policy.num_to_keep >= 0 else 0
    rows = tick.all("finished_builds", item_id=item_id, newest=newest, oldest=_AT_A_TIME)
    finished = [
        FinishedBuild(r["id"], r["number"], Result(r["result"]), r["started_ms"], bool(r["keep_log"])) for r in rows
    ]
    numbers = {b.id: b.number for b in finished}
    for build_id in discard.builds_to_delete(policy, finished, tick.now_ms):
        builds.remove_build(tick.connection, item_id, numbers[build_id])
        tick.effects.deleted_builds.append((full_name, numbers[build_id]))


def _start_downstream(tick: Tick, build: RunningBuild, result: Result) -> str:
    """Queue what follows; the lines about it. Source: hudson.tasks.BuildTrigger.execute."""
    cause = Cause(
        "upstream",
        f'Started by upstream project "{build.full_name}" build number {build.number}',
        {
            "upstream_project": build.full_name,
            "upstream_build": build.number,
            "upstream_url": url_path(build.full_name),
        },
    )
    names = tick.jobs.relations.followers(build.full_name, result)
    lines = [_start(tick, tick.jobs.by_name[name], cause) for name in names]
    return "".join(f"{line}\n" for line in lines)


def _start(tick: Tick, job: Job, cause: Cause) -> str:
    if job.disabled:
        return f"{job.full_name} is disabled. Triggering skipped"
    try:
        queue.schedule(tick.controller, job.full_name, cause=cause, conn=tick.connection)
    except IgorError as error:
        return f"ERROR: {job.full_name} cannot be built: {error}"
    return f"Triggering a new build of {job.full_name}"
