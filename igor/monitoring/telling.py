"""Which alerts on-call is told of now: silences, acknowledgements, repetitions and rate limits, decided purely.

An alert is told when it opens, again after a while until somebody acknowledges it, and when it is over if it was told
at all, whatever is silenced: whoever was woken up hears of the end. What a silence or a rate limit holds back is told
later if it is still true then, so nothing is lost, and nothing is told that is over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fnmatch import fnmatchcase

from igor.model.alert_policy import Trouble
from igor.monitoring.alert import Alert, SiteRules, State

HOUR_MS = 3_600_000


class Phase(Enum):
    """Why a message is sent. ``storm``: others are held back by a rate limit. ``refresh``: for systems that forget."""

    FIRING = "firing"
    REPEAT = "repeat"
    RESOLVED = "resolved"
    STORM = "storm"
    REFRESH = "refresh"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Silence:
    """No alert of jobs that match is told until its end. ``pattern``: a name, or one with ``*`` and ``?``.

    ``trouble`` None: all of them.
    """

    id: int
    pattern: str
    trouble: Trouble | None
    until_ms: int
    by: str
    reason: str
    created_ms: int

    def covers(self, job: str, trouble: Trouble, now_ms: int) -> bool:
        of_kind = self.trouble in (None, trouble)
        return now_ms < self.until_ms and of_kind and fnmatchcase(job.casefold(), self.pattern.casefold())


@dataclass(frozen=True, slots=True)
class Telling:
    """An alert as it is to be kept, and what is said of it now."""

    alert: Alert
    phase: Phase


@dataclass(slots=True)
class Room:
    """What the rate limits still allow. ``told``: how many of each job in the last hour."""

    site: SiteRules
    told: Counter[str]
    held: int = 0

    def take(self, job: str) -> bool:
        """Use a place; False when there is none. The site's own limit makes a storm, a job's only waits."""
        if self.told.total() >= self.site.per_hour:
            self.held += 1
            return False
        if self.told[job] >= self.site.per_job_per_hour:
            return False
        self.told[job] += 1
        return True


def silence_of(alert: Alert, silences: Iterable[Silence], now_ms: int) -> Silence | None:
    """The silence that covers the alert the longest."""
    covering = [each for each in silences if each.covers(alert.job, alert.trouble, now_ms)]
    return max(covering, key=lambda each: each.until_ms, default=None)


def tell(alert: Alert, silences: Sequence[Silence], room: Room, now_ms: int) -> Telling | None:
    """What is to be said of this alert now, if anything."""
    if alert.state is State.RESOLVED:
        return Telling(alert, Phase.RESOLVED) if alert.told_ms is not None else None
    phase = _wanted(alert, room.site, now_ms)
    if phase is None or silence_of(alert, silences, now_ms) or not room.take(alert.job):
        return None
    return Telling(replace(alert, told_ms=now_ms), phase)


def _wanted(alert: Alert, site: SiteRules, now_ms: int) -> Phase | None:
    if alert.state is not State.OPEN:
        return None
    if alert.told_ms is None:
        return Phase.FIRING
    is_due = bool(site.repeat_ms) and now_ms - alert.told_ms >= site.repeat_ms
    return Phase.REPEAT if is_due and alert.acknowledged_ms is None else None
