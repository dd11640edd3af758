"""What the engine finds of jobs, on its way to on-call: alerts as ``igor.monitoring.alert`` decides, in the tick's
transaction, and what is said of them as ``igor.monitoring.telling`` decides.

Builds that people stop say nothing about the job, nor do builds that were not made or are unstable.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from igor.controller import alert_rows, logs
from igor.controller.build_launch import build_url
from igor.controller.build_walk import Finish
from igor.controller.engine_state import RunningBuild, Tick
from igor.model.alert_policy import Trouble
from igor.model.job import JobDefinition, Result
from igor.model.names import url_path
from igor.model.timezone import machine_timezone
from igor.monitoring import wording
from igor.monitoring.alert import Alert, Check, Facts, Finding, Rules, State, take
from igor.monitoring.telling import Phase, Room, Silence, tell
from igor.monitoring.typical import LEAST_MS, SAMPLE, Typical, typical_of
from igor.storage import queries

log = logging.getLogger(__name__)
_SQL = queries.load("alert")
_LAST_LINES = 20
_OUTCOMES = {Result.SUCCESS: "success", Result.UNSTABLE: "unstable", Result.FAILURE: "failure"}


def rules_of(tick: Tick, definition: JobDefinition) -> Rules:
    """What holds for a job's alerts."""
    return Rules(definition.alerts, tick.world.alerts.site)


def after_build(tick: Tick, build: RunningBuild, finish: Finish, duration_ms: int, url: str, log_path: Path) -> None:
    """Carry what the end of this build says of its job."""
    if tick.world.alerts.wants_numbers:
        tick.effects.alerts.append(_numbers(tick, build, finish, duration_ms))
    trouble = trouble_of(finish)
    if trouble is None and finish.result is not Result.SUCCESS:
        return
    job = tick.jobs.get(build.item_id)
    rules = rules_of(tick, job.definition if job else build.plan)
    known = {alert.check: alert for alert in alert_rows.unresolved(tick.connection, build.full_name)}
    facts = _facts(build, finish, duration_ms, url)
    if trouble is not None:
        facts = _facts_of_trouble(tick, build, finish, facts, log_path)
        found(tick, Finding(build.full_name, Check.RESULT, trouble, tick.now_ms, build.number, facts), known, rules)
        return
    if Check.RESULT in known:
        found(tick, Finding(build.full_name, Check.RESULT, None, tick.now_ms, build.number, facts), known, rules)
    duration = _duration(tick, build, rules, facts, duration_ms)
    if duration.trouble is not None or Check.DURATION in known:
        found(tick, duration, known, rules)


def trouble_of(finish: Finish) -> Trouble | None:
    """What the end of a build says that is wrong with its job."""
    if finish.result is Result.FAILURE:
        return Trouble.FAILURE
    if finish.result is Result.ABORTED and finish.reason == "timeout":
        return Trouble.TIMEOUT
    return None


def found(tick: Tick, finding: Finding, known: dict[Check, Alert], rules: Rules) -> None:
    """Keep what was found as the check's alert, and tell of it if it is to be told."""
    before = known.get(finding.check)
    alert = take(before, finding, rules)
    if alert is None or alert is before:
        return
    if alert.state is State.RESOLVED and before is not None and before.state is State.PENDING:
        alert_rows.delete(tick.connection, alert)
        return
    alert = alert_rows.save(tick.connection, alert)
    if alert.state is not (before.state if before else State.PENDING):
        _record(tick, alert)
    silences = alert_rows.silences(tick.connection, tick.now_ms)
    said(tick, alert, silences, Room(tick.world.alerts.site, alert_rows.told_since(tick.connection, tick.now_ms)))


def said(tick: Tick, alert: Alert, silences: Sequence[Silence], room: Room) -> None:
    """Tell on-call of an alert if it is time to."""
    telling = tell(alert, silences, room, tick.now_ms)
    if telling is None:
        return
    if telling.alert is not alert:
        alert_rows.save(tick.connection, telling.alert)
    message = wording.message(telling.alert, telling.phase, tick.now_ms, zone())
    alert_rows.notify(tick.connection, message, alert.id)
    log.info("on-call is told (%s): %s", telling.phase.value, message["summary"])


def tell_storm(tick: Tick, held: int) -> None:
    """Say once an hour that the rate limit holds alerts back."""
    if held and not alert_rows.storm_told(tick.connection, tick.now_ms):
        url = f"{tick.world.root_url.rstrip('/')}/alerts/" if tick.world.root_url else ""
        message = wording.storm(held, tick.world.alerts.site.per_hour, url, tick.now_ms)
        alert_rows.notify(tick.connection, message)


def refresh_message(alert: Alert, now_ms: int) -> dict[str, object]:
    """The alert again, for sinks that forget."""
    return wording.message(alert, Phase.REFRESH, now_ms, zone())


def missed(tick: Tick, item_id: int, scheduled_ms: int, why: str) -> None:
    """A slot of the job's timers has come and gone without a build."""
    job = tick.jobs.get(item_id)
    if job is not None:
        facts = Facts(why=why, due_ms=scheduled_ms, url=job_url(tick, job.full_name))
        finding = Finding(job.full_name, Check.SCHEDULE, Trouble.MISSED, tick.now_ms, facts=facts)
        known = {alert.check: alert for alert in alert_rows.unresolved(tick.connection, job.full_name)}
        found(tick, finding, known, rules_of(tick, job.definition))


def running_too_long(tick: Tick, build: RunningBuild, bound_ms: int, typical: Typical | None) -> Finding:
    """A build that has passed its bound and still runs."""
    facts = Facts(
        url=build_url(tick, build.full_name, build.number),
        node=build.node_name,
        duration_ms=tick.now_ms - build.started_ms,
        bound_ms=bound_ms,
        typical_ms=typical.median_ms if typical else None,
        is_running=True,
        last_lines=tuple(logs.last_lines(tick.log_path(build), _LAST_LINES)),
    )
    return Finding(build.full_name, Check.DURATION, Trouble.SLOW, tick.now_ms, build.number, facts)


def typical_duration(tick: Tick, item_id: int, before_number: int) -> Typical | None:
    """What is typical of the job's builds before this one."""
    rows = tick.connection.execute(
        _SQL["recent_successes"], {"item_id": item_id, "number": before_number, "limit": SAMPLE}
    )
    return typical_of([row["duration_ms"] for row in rows if row["result"] == Result.SUCCESS.value])


def job_url(tick: Tick, full_name: str) -> str:
    """The job's page, empty when the root URL is not configured."""
    root = tick.world.root_url
    return f"{root.rstrip('/')}/{url_path(full_name)}" if root else ""


def zone() -> ZoneInfo:
    return ZoneInfo(machine_timezone())


def _duration(tick: Tick, build: RunningBuild, rules: Rules, facts: Facts, duration_ms: int) -> Finding:
    """Whether a successful build took too long, or not long enough to have done its work."""
    policy, typical = rules.policy, None
    may_be_slow, may_be_fast = duration_ms >= LEAST_MS, build.estimated_ms >= LEAST_MS
    if rules.site.use_typical and ((may_be_slow and not policy.slow_ms) or (may_be_fast and not policy.fast_ms)):
        typical = typical_duration(tick, build.item_id, build.number)
    slow_ms = policy.slow_ms or (typical.slow_ms if typical else 0)
    fast_ms = policy.fast_ms or (typical.fast_ms if typical else 0)
    trouble, bound_ms = None, None
    if slow_ms and duration_ms > slow_ms:
        trouble, bound_ms = Trouble.SLOW, slow_ms
    elif duration_ms < fast_ms:
        trouble, bound_ms = Trouble.FAST, fast_ms
    facts = replace(facts, bound_ms=bound_ms, typical_ms=typical.median_ms if typical else None)
    return Finding(build.full_name, Check.DURATION, trouble, tick.now_ms, build.number, facts)


def _facts(build: RunningBuild, finish: Finish, duration_ms: int, url: str) -> Facts:
    last = build.ended[-1] if build.ended else None
    return Facts(
        url=url,
        node=build.node_name,
        result=finish.result.value,
        exit_code=last.exit_code if last else None,
        attempts=last.attempts if last else 0,
        max_attempts=build.plan.policy.retries + 1 if last else 0,
        duration_ms=duration_ms,
    )


def _facts_of_trouble(tick: Tick, build: RunningBuild, finish: Finish, facts: Facts, log_path: Path) -> Facts:
    typical = typical_duration(tick, build.item_id, build.number)
    return replace(
        facts,
        why=_reason(finish),
        typical_ms=typical.median_ms if typical else max(0, build.estimated_ms) or None,
        last_lines=tuple(logs.last_lines(log_path, _LAST_LINES)),
    )


def _numbers(tick: Tick, build: RunningBuild, finish: Finish, duration_ms: int) -> dict[str, object]:
    """What sinks of metrics get of each build, in the words of the wrapper's events."""
    last = build.ended[-1] if build.ended else None
    return {
        "event_id": f"{tick.now_ms:013d}-b{build.id:06d}",
        "kind": "finish",
        "phase": "run",
        "job": build.full_name,
        "build": build.number,
        "time_ms": tick.now_ms,
        "duration_ms": duration_ms,
        "outcome": _OUTCOMES.get(finish.result, "stopped") if trouble_of(finish) is not Trouble.TIMEOUT else "timeout",
        "exit_code": last.exit_code if last else None,
        "attempt": last.attempts if last else 0,
    }


def _reason(finish: Finish) -> str:
    return "" if finish.reason in (None, "timeout") else str(finish.reason)


def _record(tick: Tick, alert: Alert) -> None:
    """The event of an alert's beginning or end, for whoever reads the log of events."""
    kind = "resolved" if alert.state is State.RESOLVED else "alert"
    data = {
        **msgspec.to_builtins(alert.facts),
        "trouble": alert.trouble.value,
        "since_ms": alert.since_ms,
        "reason": alert.facts.why,
    }
    values = {
        "at_ms": tick.now_ms,
        "kind": kind,
        "job_full_name": alert.job,
        "build_number": alert.build_number,
        "data": json.dumps(data, ensure_ascii=False),
        "event_id": f"{kind}:alert-{alert.id}",
    }
    tick.run("insert_event", **values)
