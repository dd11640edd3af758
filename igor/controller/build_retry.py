"""Builds that Igor's own machinery lost or broke are built again, as often as their job or the controller allows.

Commands that failed are the wrapper's to repeat; this is about builds of which nobody knows how far they came. To do
the same work twice may be wrong, so nothing is built again unless somebody said so.
"""

from __future__ import annotations

from igor.controller import parameters, settings
from igor.controller.build_walk import Finish
from igor.controller.engine_state import RunningBuild, Tick
from igor.model.build import Cause
from igor.model.job import Result
from igor.storage import records


def retry_lost(tick: Tick, build: RunningBuild, finish: Finish) -> str:
    """Queue the build once more where it may be; the sentence about it, empty when there is nothing to say.

    The new item has the same parameters and causes, and before them one that names this build.
    """
    kind = _kind(build, finish)
    job = tick.jobs.get(build.item_id)
    limit = _limit(tick, build, kind) if kind and job is not None and not job.disabled else 0
    if not limit:
        return ""
    made = sum(cause.details["attempt"] for cause in build.causes if cause.kind == "retry")
    if made >= limit:
        return f"not built again: {made} of {limit} retries were made"
    _queue(tick, build, _cause(build, finish, made + 1, limit))
    return f"built again: retry {made + 1} of {limit} is queued"


def _kind(build: RunningBuild, finish: Finish) -> str:
    """``lost``, ``error``, or empty: the build ended as its commands or people wanted."""
    if finish.result is not Result.FAILURE or build.stop_requested_by is not None:
        return ""
    kind = (finish.reason or "").partition(":")[0]
    return kind if kind in ("lost", "error") else ""


def _limit(tick: Tick, build: RunningBuild, kind: str) -> int:
    own = build.plan.retry.lost if kind == "lost" else build.plan.retry.error
    return int(settings.read(tick.connection, f"retry_{kind}")) if own is None else own


def _cause(build: RunningBuild, finish: Finish, attempt: int, limit: int) -> Cause:
    text = f"Retry {attempt} of {limit} of build #{build.number}, which ended with {finish.reason}"
    return Cause("retry", text, {"build": build.number, "attempt": attempt, "reason": finish.reason})


def _queue(tick: Tick, build: RunningBuild, cause: Cause) -> None:
    others = tuple(each for each in build.causes if each.kind != "retry")
    tick.run(
        "queue_again",
        id=build.id,
        now_ms=tick.now_ms,
        digest=parameters.digest(build.parameters, tick.controller.secret_box),
        causes=records.causes_to_json((cause, *others)),
    )
