"""What the engine tells on-call people: one ``alert`` when a job breaks, one ``resolved`` when it works again.

Builds that people stop say nothing about the job, nor do builds that were not made.
"""

from __future__ import annotations

import json
from pathlib import Path

from igor.controller import logs
from igor.controller.build_walk import Finish
from igor.controller.engine_state import RunningBuild, Tick
from igor.model.job import Result

_LAST_LINES = 20


def after_build(tick: Tick, build: RunningBuild, finish: Finish, duration_ms: int, url: str, log_path: Path) -> None:
    """Record ``alert`` or ``resolved`` when the end of this build changes whether its job works."""
    broken = is_broken(finish)
    if broken is None:
        return
    last = tick.one("last_alarm", job_full_name=build.full_name)
    was_broken = last is not None and last["kind"] == "alert"
    if broken == was_broken:
        return
    data = {
        "result": finish.result.value,
        "reason": finish.reason,
        "url": url,
        "node": build.node_name,
        "duration_ms": duration_ms,
        "since_ms": last["at_ms"] if last is not None and was_broken else tick.now_ms,
        **_last_run(build),
        "last_lines": logs.last_lines(log_path, _LAST_LINES) if broken else [],
    }
    kind = "alert" if broken else "resolved"
    tick.run(
        "insert_event",
        at_ms=tick.now_ms,
        kind=kind,
        job_full_name=build.full_name,
        build_number=build.number,
        data=json.dumps(data, ensure_ascii=False),
        event_id=f"{kind}:{build.id}",
    )


def is_broken(finish: Finish) -> bool | None:
    """Whether the end of a build says that its job is broken; None when it says nothing."""
    if finish.result is Result.SUCCESS:
        return False
    if finish.result is Result.FAILURE or (finish.result is Result.ABORTED and finish.reason == "timeout"):
        return True
    return None


def _last_run(build: RunningBuild) -> dict[str, object]:
    if not build.ended:
        return {"exit_code": None, "attempts": 0}
    return {"exit_code": build.ended[-1].exit_code, "attempts": build.ended[-1].attempts}
