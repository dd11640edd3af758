"""The end of a build, in one transaction with everything that follows from it: the last lines of its log, its result,
the job's permalinks, alarms, builds of other jobs, and old builds that go.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from igor.controller import alarms, build_retry, build_text, builds, discarding, logs, queue
from igor.controller.build_launch import build_url
from igor.controller.build_walk import Finish
from igor.controller.engine_jobs import Job
from igor.controller.engine_state import RunningBuild, Tick
from igor.model.build import Cause
from igor.model.errors import Conflict, IgorError
from igor.model.job import Result
from igor.model.names import url_path

log = logging.getLogger(__name__)


def end_build(tick: Tick, build: RunningBuild, finish: Finish, log_bytes: int, text: str) -> None:
    """Finish ``build``; ``text`` still belongs into its log at ``log_bytes``, before the finish's own lines.

    Raises:
        Conflict: the store has it finished already; nothing must remain of this call (use a savepoint).
    """
    if retried := build_retry.retry_lost(tick, build, finish):
        finish = replace(finish, reason=f"{finish.reason} ({retried})", text=f"{finish.text}This build is {retried}\n")
    text += finish.text + _start_downstream(tick, build, finish.result) + build_text.trailer(finish.result)
    path = tick.log_path(build)
    size = logs.append_text(path, log_bytes, text)
    tick.written.append((build, size))
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
    if finish.result in (Result.SUCCESS, Result.UNSTABLE):
        tick.jobs.estimates.add(build.item_id, build.number, duration_ms)
    builds.record_finished(tick.connection, build.item_id, build.number, finish.result)
    alarms.after_build(tick, build, finish, duration_ms, build_url(tick, build.full_name, build.number), path)
    _discard_old(tick, build.item_id)
    log.info("%s finished: %s%s", build, finish.result.value, f" ({finish.reason})" if finish.reason else "")


def _discard_old(tick: Tick, item_id: int) -> None:
    """A few of the builds that the job's policy, as it is now, does not keep; housekeeping takes what is left."""
    job = tick.jobs.get(item_id)
    if job is not None:
        discarding.discard_old(tick, job, job.definition.discard)


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
