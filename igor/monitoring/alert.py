"""Alerts as values, and how one changes with what is found: pure functions, without a store and without sinks.

There is at most one alert that is not resolved for each check of a job. What is found again folds into it: its count
rises, it is not told anew. Severity and owner are those of its beginning, because monitoring systems know it by them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from igor.model.alert_policy import AlertPolicy, Severity, Trouble


class Check(Enum):
    """What is looked at. Each has its own troubles, of which one at a time is told."""

    RESULT = "result"
    DURATION = "duration"
    SCHEDULE = "schedule"
    QUEUE = "queue"


class State(Enum):
    """``pending``: too few in a row to be told of."""

    PENDING = "pending"
    OPEN = "open"
    RESOLVED = "resolved"


CHECK_OF = {
    Trouble.FAILURE: Check.RESULT,
    Trouble.TIMEOUT: Check.RESULT,
    Trouble.SLOW: Check.DURATION,
    Trouble.FAST: Check.DURATION,
    Trouble.MISSED: Check.SCHEDULE,
    Trouble.STUCK: Check.QUEUE,
    Trouble.APPROVAL: Check.QUEUE,
}
_CRITICAL = frozenset({Trouble.FAILURE, Trouble.TIMEOUT, Trouble.MISSED})


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The controller's settings of alerts. ``per_hour``, ``per_job_per_hour``: so many are told, recoveries aside."""

    on: frozenset[Trouble] = frozenset(Trouble)
    owner: str = ""
    after: int = 1
    missed_ms: int = 900_000
    stuck_ms: int = 3_600_000
    repeat_ms: int = 4 * 3_600_000
    per_hour: int = 60
    per_job_per_hour: int = 6
    use_typical: bool = True


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for one job: its own policy where it says something, else the site's."""

    policy: AlertPolicy
    site: SiteRules

    @property
    def owner(self) -> str:
        return self.policy.owner or self.site.owner

    @property
    def after(self) -> int:
        return self.policy.after or self.site.after

    @property
    def missed_ms(self) -> int:
        return self.policy.missed_ms or self.site.missed_ms

    @property
    def stuck_ms(self) -> int:
        return self.policy.stuck_ms or self.site.stuck_ms

    def tells(self, trouble: Trouble) -> bool:
        return trouble in (self.site.on if self.policy.on is None else self.policy.on)

    def severity_of(self, trouble: Trouble) -> Severity:
        return self.policy.severity or (Severity.CRITICAL if trouble in _CRITICAL else Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Facts:
    """What on-call needs to know; None and empty where it does not apply.

    ``why``: in words. ``attempts``: made, of ``max_attempts``. ``bound_ms``: the duration's bound that was passed.
    ``due_ms``: when it should have started, or waits since.
    """

    why: str = ""
    url: str = ""
    node: str = ""
    result: str = ""
    exit_code: int | None = None
    attempts: int = 0
    max_attempts: int = 0
    duration_ms: int | None = None
    typical_ms: int | None = None
    bound_ms: int | None = None
    due_ms: int | None = None
    is_running: bool = False
    runbook: str = ""
    last_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one check of a job: a trouble, or (None) that all is well."""

    job: str
    check: Check
    trouble: Trouble | None
    at_ms: int
    build_number: int | None = None
    facts: Facts = Facts()


@dataclass(frozen=True, slots=True)
class Alert:
    """One trouble of a job from its beginning to its end. ``id`` 0: not stored yet.

    ``told_ms``: when on-call was told last; None: never. ``count``: how often it was found.
    """

    id: int
    job: str
    check: Check
    trouble: Trouble
    state: State
    severity: Severity
    owner: str
    since_ms: int
    last_ms: int
    count: int = 1
    build_number: int | None = None
    facts: Facts = Facts()
    told_ms: int | None = None
    resolved_ms: int | None = None
    acknowledged_by: str = ""
    acknowledged_ms: int | None = None
    note: str = ""


def take(alert: Alert | None, finding: Finding, rules: Rules) -> Alert | None:
    """The check's alert after what was found; ``alert`` is the one that was not resolved, if any."""
    if finding.trouble is None:
        return alert and resolved(alert, finding)
    if not rules.tells(finding.trouble):
        return alert
    if alert is None:
        alert = _begin(finding, finding.trouble, rules)
    else:
        alert = _again(alert, finding, finding.trouble)
    is_enough = alert.count >= rules.after or alert.check is not Check.RESULT
    return replace(alert, state=State.OPEN) if is_enough else alert


def resolved(alert: Alert, finding: Finding) -> Alert:
    """It is over; the facts are those of its end."""
    return replace(
        alert,
        state=State.RESOLVED,
        resolved_ms=finding.at_ms,
        last_ms=finding.at_ms,
        build_number=finding.build_number or alert.build_number,
        facts=replace(finding.facts, runbook=alert.facts.runbook, why=finding.facts.why),
    )


def _begin(finding: Finding, trouble: Trouble, rules: Rules) -> Alert:
    return Alert(
        id=0,
        job=finding.job,
        check=finding.check,
        trouble=trouble,
        state=State.PENDING,
        severity=rules.severity_of(trouble),
        owner=rules.owner,
        since_ms=finding.at_ms,
        last_ms=finding.at_ms,
        build_number=finding.build_number,
        facts=replace(finding.facts, runbook=rules.policy.runbook),
    )


def _again(alert: Alert, finding: Finding, trouble: Trouble) -> Alert:
    """What is found of the same build, slot or queue item again (it still runs, it still waits) counts once."""
    is_same = finding.build_number == alert.build_number and finding.facts.due_ms == alert.facts.due_ms
    return replace(
        alert,
        trouble=trouble,
        last_ms=finding.at_ms,
        count=alert.count + (not is_same),
        build_number=finding.build_number,
        facts=replace(finding.facts, runbook=alert.facts.runbook),
    )
