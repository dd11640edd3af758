"""How long a build waited and ran, as an action of it. Source: jenkins.metrics.impl.TimeInQueueAction."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from igor.api.beans.reader import BuildValue
from igor.api.export import Bean, BeanType, Property
from igor.controller.build_lookup import Wait


def time_in_queue(value: BuildValue) -> list[Bean]:
    """The action; none for builds that were made before waits were measured, or by nobody's queue item."""
    wait = value.reader.wait((value.item.id, value.number))
    return [Bean(_TIME_IN_QUEUE, TimedBuild(value, wait))] if wait else []


@dataclass(frozen=True, slots=True)
class TimedBuild:
    """A build and how long it waited."""

    build: BuildValue
    wait: Wait

    @property
    def duration_ms(self) -> int:
        """0 while it runs."""
        row = self.build.row
        return 0 if row.is_running else row.duration_ms


def _executing_ms(timed: TimedBuild) -> int:
    """How long the build runs, or ran."""
    value = timed.build
    row = value.row
    return max(0, value.reader.controller.now_ms() - row.started_ms) if row.is_running else row.duration_ms


def _utilization(timed: TimedBuild) -> float:
    """Executor time per running time: a build has one executor all the time."""
    return 1.0 if timed.duration_ms else 0.0


#: A build of Igor is one task, so the ``…TimeMillis`` are its own.
_TIME_IN_QUEUE = BeanType(
    "jenkins.metrics.impl.TimeInQueueAction",
    [
        *(
            Property(f"{stage}{unit}Millis", attrgetter(f"wait.{stage}_ms"), 2)
            for stage in ("blocked", "buildable", "waiting")
            for unit in ("Duration", "Time")
        ),
        Property("buildingDurationMillis", lambda timed: timed.duration_ms, 2),
        Property("executingTimeMillis", _executing_ms, 2),
        Property("executorUtilization", _utilization, 2),
        Property("queuingDurationMillis", lambda timed: timed.wait.total_ms),
        Property("queuingTimeMillis", lambda timed: timed.wait.total_ms),
        Property("subTaskCount", lambda timed: 0, 2),
        Property("totalDurationMillis", lambda timed: timed.wait.total_ms + timed.duration_ms),
    ],
)
