"""When on-call hears of a job, and who."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Trouble(Enum):
    """What can be wrong with a job.

    ``slow``: a build takes longer than it may, told while it still runs. ``fast``: it was over too soon to have done
    its work. ``missed``: no build at its scheduled time, or no success for too long. ``stuck``: it waits in the queue.
    ``approval``: it waits for a person.
    """

    FAILURE = "failure"
    TIMEOUT = "timeout"
    SLOW = "slow"
    FAST = "fast"
    MISSED = "missed"
    STUCK = "stuck"
    APPROVAL = "approval"


class Severity(Enum):
    """``critical`` is for people to get up at night."""

    WARNING = "warning"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """A job's own rules; None and 0 leave it to the controller's settings.

    ``on``: the troubles that are told. ``after``: so many failures in a row are one. ``slow_ms``, ``fast_ms``: bounds
    of a build's duration; without them what is typical of the job counts. ``success_within_ms``: the longest time
    between two successes, 0: any. ``runbook``: where it says what to do.
    """

    on: tuple[Trouble, ...] | None = None
    owner: str = ""
    severity: Severity | None = None
    after: int = 0
    slow_ms: int = 0
    fast_ms: int = 0
    missed_ms: int = 0
    stuck_ms: int = 0
    success_within_ms: int = 0
    runbook: str = ""
