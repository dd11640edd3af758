"""Alerts that no event brings: builds that run too long, what waits too long, jobs that have not succeeded in time,
what is still wrong after a while, and what is over. Looked at every few seconds, level-triggered: nothing is remembered
between two looks but bounds that can be had again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from igor.controller import alarms, alert_rows, settings
from igor.controller.engine_state import RunningBuild, Tick
from igor.model.alert_policy import AlertPolicy, Trouble
from igor.monitoring import wording
from igor.monitoring.alert import Alert, Check, Facts, Finding, Rules, State
from igor.monitoring.telling import Room
from igor.monitoring.typical import LEAST_MS, Typical
from igor.storage import queries

_SQL = queries.load("alert")
_STEP_MS = 5_000
#: Sinks that forget hear again of what is open: between Alertmanager's own 4 h of repetition and its 5 min of patience.
_REFRESH_MS = 240_000
_KEPT_MS = 90 * 86_400_000
_PURGED_A_STEP = 100
#: A controller that is silent for so long is dead, for sinks that notice.
_HEARTBEAT_MS, _HEARTBEAT_TTL_S = 60_000, 300
#: A job without a success in time is looked at again so late.
_AGAIN_MS = 60_000

_Known = dict[str, dict[Check, Alert]]


@dataclass(slots=True)
class AlertWatch:
    """``refreshes`` are messages for sinks that forget, to be taken by whoever hands messages to the spool."""

    refreshes: list[dict[str, Any]] = field(default_factory=list)
    _next_ms: int = 0
    _refresh_ms: int = 0
    _heartbeat_ms: int = 0
    _bounds: dict[int, tuple[int, Typical | None]] = field(default_factory=dict)
    _deadlines: dict[int, int] = field(default_factory=dict)

    def step(self, tick: Tick) -> None:
        """Look, if it is time to."""
        self._note_deadlines(tick)
        if self._next_ms > tick.now_ms + _STEP_MS:
            self._next_ms = self._refresh_ms = self._heartbeat_ms = 0  # the clock was set back
        if tick.now_ms < self._next_ms:
            return
        self._next_ms = tick.now_ms + _STEP_MS
        with tick.contained("alerts"):
            known: _Known = {}
            for alert in alert_rows.unresolved(tick.connection):
                known.setdefault(alert.job, {})[alert.check] = alert
            self._look_at_running(tick, known)
            waiting = {} if settings.read(tick.connection, "quieting_down") else self._look_at_queue(tick, known)
            self._look_at_deadlines(tick, known)
            self._review(tick, waiting)
            self._beat(tick)
            self._purge(tick)

    # --- what may be wrong

    def _look_at_running(self, tick: Tick, known: _Known) -> None:
        for build_id in self._bounds.keys() - tick.world.builds.keys():
            del self._bounds[build_id]
        for build in tick.world.builds.values():
            elapsed_ms = tick.now_ms - build.started_ms
            if elapsed_ms < LEAST_MS and not build.plan.alerts.slow_ms:
                continue
            bound_ms, typical = self._bound(tick, build)
            if bound_ms and elapsed_ms > bound_ms:
                of_job = known.get(build.full_name, {})
                before = of_job.get(Check.DURATION)
                if before is None or before.build_number != build.number:
                    rules = alarms.rules_of(tick, build.plan)
                    alarms.found(tick, alarms.running_too_long(tick, build, bound_ms, typical), of_job, rules)

    def _bound(self, tick: Tick, build: RunningBuild) -> tuple[int, Typical | None]:
        found = self._bounds.get(build.id)
        if found is None:
            slow_ms = build.plan.alerts.slow_ms
            typical = None
            if tick.world.alerts.site.use_typical:
                typical = alarms.typical_duration(tick, build.item_id, build.number)
            found = self._bounds[build.id] = (slow_ms or (typical.slow_ms if typical else 0), typical)
        return found

    def _look_at_queue(self, tick: Tick, known: _Known) -> dict[str, Check]:
        """The jobs that wait too long, or for a person, and for what."""
        late: dict[str, Check] = {}
        for row in tick.connection.execute(_SQL["waiting"], {"before_ms": tick.now_ms}):
            job = tick.jobs.get(row["item_id"])
            if job is None:
                continue
            rules = alarms.rules_of(tick, job.definition)
            finding = _waits(row, job.full_name, tick.now_ms, rules.missed_ms, rules.stuck_ms)
            if finding is not None:
                late[job.full_name] = finding.check
                of_job = known.get(job.full_name, {})
                if finding.check not in of_job:
                    alarms.found(tick, _with_url(tick, finding), of_job, rules)
        return late

    def _note_deadlines(self, tick: Tick) -> None:
        for item_id in tick.world.changed_jobs:
            job = tick.jobs.get(item_id)
            self._deadlines.pop(item_id, None)
            if job is not None and not job.disabled and job.definition.alerts.success_within_ms:
                self._deadlines[item_id] = tick.now_ms

    def _look_at_deadlines(self, tick: Tick, known: _Known) -> None:
        for item_id in [item_id for item_id, due_ms in self._deadlines.items() if due_ms <= tick.now_ms]:
            job = tick.jobs.get(item_id)
            if job is None:
                continue
            row = tick.connection.execute(_SQL["last_success"], {"item_id": item_id}).fetchone()
            since_ms = max(row["at_ms"] if row else 0, job.updated_ms if row is None else 0)
            due_ms = since_ms + job.definition.alerts.success_within_ms
            self._deadlines[item_id] = max(due_ms, tick.now_ms + _AGAIN_MS)
            of_job = known.get(job.full_name, {})
            if due_ms <= tick.now_ms and Check.SCHEDULE not in of_job:
                why = "its last success is too long ago" if row else "it has never succeeded"
                finding = Finding(job.full_name, Check.SCHEDULE, Trouble.MISSED, tick.now_ms, facts=Facts(why=why))
                alarms.found(tick, _with_url(tick, finding), of_job, alarms.rules_of(tick, job.definition))

    # --- what is over, and what is still to be told

    def _review(self, tick: Tick, waiting: dict[str, Check]) -> None:
        room = Room(tick.world.alerts.site, alert_rows.told_since(tick.connection, tick.now_ms))
        is_refresh_due = tick.world.alerts.needs_refresh and tick.now_ms >= self._refresh_ms
        if is_refresh_due:
            self._refresh_ms = tick.now_ms + _REFRESH_MS
        silences = alert_rows.silences(tick.connection, tick.now_ms)
        for alert in alert_rows.unresolved(tick.connection):
            over = self._over(tick, alert, waiting)
            if over is not None:
                alarms.found(tick, over, {alert.check: alert}, Rules(AlertPolicy(), room.site))
                continue
            alarms.said(tick, alert, silences, room)
            if is_refresh_due and alert.told_ms is not None and alert.state is State.OPEN:
                message = alarms.refresh_message(alert, tick.now_ms)
                self.refreshes.append({**message, "event_id": f"{tick.now_ms:013d}-refresh-{alert.id}"})
        alarms.tell_storm(tick, room.held)

    def _over(self, tick: Tick, alert: Alert, waiting: dict[str, Check]) -> Finding | None:
        """That an alert has ended, where no build's end says so."""
        job = tick.jobs.by_name.get(alert.job)
        if job is None or job.disabled:
            why = "the job was deleted" if job is None else "the job was disabled"
            return Finding(alert.job, alert.check, None, tick.now_ms, facts=Facts(why=why))
        if alert.check is Check.QUEUE and waiting.get(alert.job) is not Check.QUEUE:
            return _with_url(tick, Finding(alert.job, alert.check, None, tick.now_ms))
        if alert.check is Check.SCHEDULE and waiting.get(alert.job) is not Check.SCHEDULE:
            name = "last_start" if alert.facts.due_ms is not None else "last_success"
            row = tick.connection.execute(_SQL[name], {"item_id": job.id}).fetchone()
            if row is not None and row["at_ms"] >= alert.last_ms:
                return _with_url(tick, Finding(alert.job, alert.check, None, tick.now_ms, row["number"]))
        return None

    def _beat(self, tick: Tick) -> None:
        if tick.world.alerts.watches_heartbeat and tick.now_ms >= self._heartbeat_ms:
            self._heartbeat_ms = tick.now_ms + _HEARTBEAT_MS
            self.refreshes.append(wording.heartbeat(tick.now_ms, _HEARTBEAT_TTL_S))

    def _purge(self, tick: Tick) -> None:
        before = {"before_ms": tick.now_ms - _KEPT_MS, "limit": _PURGED_A_STEP}
        for name in ("purge_resolved", "purge_notifications", "purge_silences"):
            tick.connection.execute(_SQL[name], before)


def unspooled(tick: Tick) -> Iterator[dict[str, Any]]:
    """Messages that no sink has been given yet."""
    for row in tick.connection.execute(_SQL["unspooled"], {"limit": _PURGED_A_STEP}):
        message = json.loads(row["data"])
        yield {**message, "event_id": alert_rows.event_name(row["id"], message["time_ms"]), "id": row["id"]}


def mark_spooled(tick: Tick, notification_id: int) -> None:
    """The sinks' spool has it on disk."""
    tick.connection.execute(_SQL["mark_spooled"], {"id": notification_id, "now_ms": tick.now_ms})


def _waits(row: sqlite3.Row, job: str, now_ms: int, missed_ms: int, stuck_ms: int) -> Finding | None:
    """What of an item is to be told: that it waits for a person, at once; for anything else, after a while."""
    due_ms = row["scheduled_ms"]
    if row["approval"]:
        return Finding(job, Check.QUEUE, Trouble.APPROVAL, now_ms, facts=Facts(why=row["why"], due_ms=row["ready_ms"]))
    if due_ms is not None and now_ms - due_ms >= missed_ms:
        return Finding(job, Check.SCHEDULE, Trouble.MISSED, now_ms, facts=Facts(why=row["why"] or "", due_ms=due_ms))
    if now_ms - row["ready_ms"] >= stuck_ms:
        return Finding(
            job, Check.QUEUE, Trouble.STUCK, now_ms, facts=Facts(why=row["why"] or "", due_ms=row["ready_ms"])
        )
    return None


def _with_url(tick: Tick, finding: Finding) -> Finding:
    return replace(finding, facts=replace(finding.facts, url=alarms.job_url(tick, finding.job)))
