"""The sentences about waiting items that change by themselves, so that whoever reads makes them: they count down, or
name a build that comes to its end while the item stays where it is.
"""

from __future__ import annotations

from igor.model.timespan import time_span
from igor.scheduler.snapshot import Running

IN_QUIET_PERIOD = "In the quiet period"
#: Readers name the running build; without one, what goes first is an earlier item of the job.
OWN_BUILD = "An earlier build of this job goes first: they run one at a time"
START_FAILED = "Its build could not be started (the engine’s log says why); it is tried again within seconds"


def quiet_why(ready_ms: int, now_ms: int) -> str:
    """The sentence of an item in its quiet period. Source: hudson.model.Queue.WaitingItem."""
    left_ms = ready_ms - now_ms
    return f"{IN_QUIET_PERIOD}. Expires in {time_span(left_ms)}" if left_ms > 0 else "Finished waiting"


def own_build_why(build: Running, now_ms: int) -> str:
    """The sentence of an item whose job is building. Source: hudson.model.AbstractProject.BecauseOfBuildInProgress."""
    left_ms = build.started_ms + build.estimated_ms - now_ms
    eta = time_span(left_ms) if build.estimated_ms >= 0 and left_ms > 0 else "N/A"
    return f"Build #{build.number} is already in progress (ETA: {eta})"
