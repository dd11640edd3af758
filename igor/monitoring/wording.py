"""What on-call reads: one line that says what broke, and a text with all that is needed to begin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from igor.model.alert_policy import Severity, Trouble
from igor.model.timespan import time_span
from igor.monitoring.alert import Alert, Check, Facts, State
from igor.monitoring.telling import Phase


def summary(alert: Alert, now_ms: int, zone: ZoneInfo) -> str:
    """``team/app failed: exit code 3 after 2 attempts``."""
    name = alert.job if alert.build_number is None else f"{alert.job} #{alert.build_number}"
    if alert.state is State.RESOLVED:
        lasted = time_span(max(0, alert.last_ms - alert.since_ms))
        if alert.facts.why:
            return f"{name} was in trouble for {lasted}, then {alert.facts.why}"
        return f"{name} is fine again after {lasted}"
    return f"{name} {what(alert, now_ms, zone)}"


def what(alert: Alert, now_ms: int, zone: ZoneInfo) -> str:
    """What is wrong, without the job's name."""
    facts = alert.facts
    typically = f", typically {time_span(facts.typical_ms)}" if facts.typical_ms else ""
    why = f": {facts.why}" if facts.why else ""
    match alert.trouble:
        case Trouble.FAILURE:
            return f"failed: {_failure(facts)}"
        case Trouble.TIMEOUT:
            took = f" after {time_span(facts.duration_ms)}" if facts.duration_ms is not None else ""
            return f"ran into its time limit{took}"
        case Trouble.SLOW:
            verb = "has been running for" if facts.is_running else "took"
            return f"{verb} {time_span(facts.duration_ms or 0)}{typically or _bound('at most', facts)}"
        case Trouble.FAST:
            return f"was over in {time_span(facts.duration_ms or 0)}{typically or _bound('at least', facts)}"
        case Trouble.MISSED:
            due = f"start at {_moment(facts.due_ms, zone)}" if facts.due_ms is not None else "succeed in time"
            return f"did not {due}{why}"
        case Trouble.STUCK:
            waits = time_span(max(0, now_ms - (facts.due_ms or alert.since_ms)))
            return f"has been waiting in the queue for {waits}{why}"
        case Trouble.APPROVAL:
            return facts.why[:1].lower() + facts.why[1:]


def message(alert: Alert, phase: Phase, now_ms: int, zone: ZoneInfo) -> dict[str, Any]:
    """What the sinks get, in the names of the wrapper's events. The caller adds ``event_id``."""
    facts = alert.facts
    is_over = alert.state is State.RESOLVED
    fields = {
        "kind": "alert",
        "phase": phase.value,
        "thread": f"alert-{alert.id}",
        "check": alert.check.value,
        "trouble": alert.trouble.value,
        "status": 0 if is_over else 2 if alert.severity is Severity.CRITICAL else 1,
        "severity": alert.severity.value,
        "owner": alert.owner,
        "job": alert.job,
        "build": alert.build_number,
        "url": facts.url,
        "runbook": facts.runbook,
        "time_ms": now_ms,
        "since_ms": alert.since_ms,
        "count": alert.count,
        "exit_code": facts.exit_code,
        "attempt": facts.attempts or None,
        "max_attempts": facts.max_attempts or None,
        "duration_ms": facts.duration_ms,
        "typical_ms": facts.typical_ms,
        "summary": summary(alert, now_ms, zone),
        "text": text(alert, phase, now_ms, zone),
        "output_tail": "\n".join(facts.last_lines),
    }
    return {name: value for name, value in fields.items() if value is not None}


def text(alert: Alert, phase: Phase, now_ms: int, zone: ZoneInfo) -> str:
    """The whole message, for people."""
    lines = [summary(alert, now_ms, zone), "", *(f"{f'{name}:':<11}{value}" for name, value in _table(alert, zone))]
    if phase is Phase.REPEAT:
        lines[0] = f"Still: {lines[0]}"
    if alert.facts.last_lines and alert.state is not State.RESOLVED:
        lines += ["", f"The last {len(alert.facts.last_lines)} lines:", *alert.facts.last_lines]
    return "\n".join(lines)


def storm(held: int, site_per_hour: int, url: str, now_ms: int) -> dict[str, Any]:
    """What is told instead of alerts that the rate limit holds back."""
    said = f"{held} more alerts are held back: {site_per_hour} were told within the hour"
    return {
        "kind": "alert",
        "phase": Phase.STORM.value,
        "check": "storm",
        "job": "igor",
        "status": 2,
        "severity": Severity.CRITICAL.value,
        "time_ms": now_ms,
        "url": url,
        "summary": said,
        "text": f"{said}.\nThey are listed at {url or 'the page of alerts'}, and told when there is room.",
    }


def heartbeat(now_ms: int, ttl_s: int) -> dict[str, Any]:
    """That the controller is alive, for sinks that tell when it is so no longer."""
    said = "Igor's controller is at work"
    return {
        "event_id": f"{now_ms:013d}-heartbeat",
        "kind": "progress",
        "phase": "heartbeat",
        "job": "igor-controller",
        "time_ms": now_ms,
        "ttl_s": ttl_s,
        "summary": said,
        "text": said,
    }


def _failure(facts: Facts) -> str:
    said = [facts.why or facts.result.lower() or "failed"]
    if facts.exit_code is not None and "exit code" not in said[0]:
        said.append(f"exit code {facts.exit_code}")
    return ", ".join(said) + (f" after {facts.attempts} attempts" if facts.attempts > 1 else "")


def _bound(word: str, facts: Facts) -> str:
    return f", allowed are {word} {time_span(facts.bound_ms)}" if facts.bound_ms else ""


def _table(alert: Alert, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    facts = alert.facts
    yield "Job", alert.job + (f" (owner: {alert.owner})" if alert.owner else "")
    if alert.build_number is not None:
        yield "Build", f"#{alert.build_number}" + (f" on {facts.node}" if facts.node else "")
    if facts.url:
        yield "Log", f"{facts.url}console" if alert.build_number is not None else facts.url
    again = f", {alert.count} in a row" if alert.count > 1 and alert.check is Check.RESULT else ""
    yield "Since", _moment(alert.since_ms, zone) + again
    if facts.exit_code is not None:
        yield "Exit code", str(facts.exit_code)
    if facts.attempts:
        yield "Attempt", f"{facts.attempts} of {max(facts.max_attempts, facts.attempts)}"
    if facts.duration_ms is not None:
        typically = f", typically {time_span(facts.typical_ms)}" if facts.typical_ms else ""
        yield "Duration", time_span(facts.duration_ms) + typically
    if alert.acknowledged_by:
        yield "Taken by", alert.acknowledged_by + (f": {alert.note}" if alert.note else "")
    if facts.runbook:
        yield "Runbook", facts.runbook


def _moment(at_ms: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at_ms / 1000, zone).strftime("%Y-%m-%d %H:%M %Z")
