"""A job's policies for the slots of its timers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from igor.model.blackout import Blackout


class Overlap(Enum):
    """What happens when a slot comes while a build of its job runs or waits.

    ``queue-one``: it joins the build that waits, else it waits for the running one (Jenkins). ``queue-all``: each slot
    gets a build of its own, one after the other. ``skip``: it is left out. ``cancel``: the running build is stopped.
    ``allow``: the builds run side by side.
    """

    QUEUE_ONE = "queue-one"
    QUEUE_ALL = "queue-all"
    SKIP = "skip"
    CANCEL = "cancel"
    ALLOW = "allow"


class Catchup(Enum):
    """Which of the slots that passed while no engine looked are made up for."""

    NONE = "none"
    LAST = "last"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class SchedulePolicy:
    """What happens with the slots of a job's timers.

    ``within_ms``: the build is started up to so long after its slot, always equally long for the same job.
    ``deadline_ms``: a slot that has not started so long after its time is given up; 0: never.
    ``late_after_ms``: one that has not started so long after it was due is late.
    """

    overlap: Overlap = Overlap.QUEUE_ONE
    catchup: Catchup = Catchup.LAST
    within_ms: int = 0
    deadline_ms: int = 0
    late_after_ms: int = 60_000
    blackouts: tuple[Blackout, ...] = ()
