"""Alerts for people: what is open and was, silences, acknowledgements, what was told, how the sinks do.

Times are epoch milliseconds; everything is plain data, as the page, ``igor alert`` and REST show it.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from igor.controller import alert_rows, alert_settings, settings
from igor.controller.context import Controller
from igor.model.alert_policy import Severity, Trouble
from igor.model.errors import Invalid, NotFound
from igor.model.timezone import machine_timezone
from igor.monitoring import wording
from igor.monitoring.alert import Alert, Check, State
from igor.monitoring.telling import Phase, Silence, silence_of
from igor.storage import queries

_SQL = queries.load("alert")
_LONGEST_MS = 366 * 86_400_000
#: An alert that only tests the way to on-call ends by itself, where the sink knows ends.
_TEST_MS = 300_000

Row = dict[str, Any]


def open_alerts(controller: Controller) -> list[Row]:
    """What is wrong now, the oldest first.

    Returns:
        ``{id, job, number, check, trouble, severity, owner, since_ms, last_ms, count, told_ms, what, summary, log_url,
        exit_code, attempts, duration_ms, typical_ms, runbook, last_lines, acknowledged_by, acknowledged_ms, note,
        silenced_until_ms, silenced_by}`` each.
    """
    now_ms = controller.now_ms()
    with controller.store.read() as connection:
        found = [alert for alert in alert_rows.unresolved(connection) if alert.state is State.OPEN]
        silences = alert_rows.silences(connection, now_ms)
    return [_row(alert, silence_of(alert, silences, now_ms), now_ms) for alert in found]


def past_alerts(controller: Controller, limit: int) -> list[Row]:
    """As ``open_alerts`` with ``resolved_ms``: what is over, the last first."""
    now_ms = controller.now_ms()
    with controller.store.read() as connection:
        found = alert_rows.resolved(connection, limit)
    return [{**_row(alert, None, now_ms), "resolved_ms": alert.resolved_ms} for alert in found]


def acknowledge(controller: Controller, alert_id: int, *, by: str, note: str) -> Row:
    """Somebody takes care: the alert is not repeated.

    Raises:
        NotFound: there is no such alert, or it is over.
    """

    def work(connection: sqlite3.Connection) -> Alert | None:
        values = {"id": alert_id, "by": by, "note": note, "now_ms": controller.now_ms()}
        changed = connection.execute(_SQL["acknowledge"], values).rowcount
        return alert_rows.find(connection, alert_id) if changed else None

    alert = controller.store.write(work)
    if alert is None:
        raise _no_alert(alert_id)
    return _row(alert, None, controller.now_ms())


def job_of(controller: Controller, alert_id: int) -> str:
    """The job that an alert is about. Raises NotFound."""
    with controller.store.read() as connection:
        alert = alert_rows.find(connection, alert_id)
    if alert is None:
        raise _no_alert(alert_id)
    return alert.job


def job_of_pattern(pattern: str) -> str:
    """The one job that a silence's pattern names; empty when it may match several."""
    return "" if set("*?[") & set(pattern) else pattern


def silences(controller: Controller) -> list[Row]:
    """``{id, pattern, trouble, until_ms, by, reason, created_ms}`` of those that have not ended."""
    with controller.store.read() as connection:
        found = alert_rows.silences(connection, controller.now_ms())
    return [_silence(silence) for silence in found]


def silence(
    controller: Controller, pattern: str, *, for_ms: int, by: str, reason: str = "", trouble: str | None = None
) -> Row:
    """Tell nothing of jobs that match for a while.

    Raises:
        Invalid: no pattern, no end, or a trouble that there is not.
    """
    if not pattern:
        raise Invalid("a silence needs the name of a job, or a pattern such as team/*")
    if not 0 < for_ms <= _LONGEST_MS:
        raise Invalid("a silence ends after at most a year", hint="silence it for 2h, 3d …")
    known = [each.value for each in Trouble]
    if trouble and trouble not in known:
        raise Invalid(f"there is no trouble {trouble!r}", hint=f"one of {', '.join(known)}")
    now_ms = controller.now_ms()
    kind = Trouble(trouble) if trouble else None
    values = {"pattern": pattern, "trouble": kind and kind.value, "until_ms": now_ms + for_ms}
    values |= {"by": by, "now_ms": now_ms, "reason": reason}
    silence_id = controller.store.write(lambda connection: connection.execute(_SQL["insert_silence"], values).lastrowid)
    return _silence(Silence(int(silence_id or 0), pattern, kind, now_ms + for_ms, by, reason, now_ms))


def end_silence(controller: Controller, silence_id: int) -> None:
    """Raises NotFound: there is none, or it has ended."""
    values = {"id": silence_id, "now_ms": controller.now_ms()}
    changed = controller.store.write(lambda connection: connection.execute(_SQL["end_silence"], values).rowcount)
    if not changed:
        raise NotFound(f"there is no silence {silence_id}", hint="`igor alert silence` lists them")


def told(controller: Controller, limit: int) -> list[Row]:
    """``{event_id, at_ms, phase, alert, job, summary, status}`` of the last messages, the newest first."""
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["notifications"], {"limit": limit}).fetchall()
    return [_told(row) for row in rows]


def send_test(controller: Controller, *, by: str, over: bool = False) -> str:
    """Send a message through every sink, as alerts go; its name, for ``sinks``. ``over``: that the test is over."""
    now_ms = controller.now_ms()
    said = f"A test by {by}: alerts of Igor reach you" + (" (over)" if over else "")
    message = {
        "kind": "alert",
        "phase": Phase.TEST.value,
        "thread": "alert-test",
        "check": Check.RESULT.value,
        "job": "igor-alert-test",
        "status": 0 if over else 1,
        "severity": Severity.WARNING.value,
        "owner": settings.get(controller, "alert_owner"),
        "time_ms": now_ms,
        "ends_ms": now_ms + _TEST_MS,
        "url": settings.get(controller, "root_url"),
        "summary": said,
        "text": f"{said}.\nNothing is wrong. `igor alert test --over` says to the sinks that it has ended.",
    }
    notification_id = controller.store.write(lambda connection: alert_rows.notify(connection, message))
    return alert_rows.event_name(notification_id, now_ms)


def sinks(controller: Controller, event_id: str = "") -> list[Row]:
    """How each sink that is set does.

    Returns:
        ``{sink, name, alerts, sent, queued, dead, oldest_ms, error, sent_ms, failed_ms, state}`` each. ``alerts``: it
        takes alerts, and not numbers alone. ``state``: of the message ``event_id``: ``sent``, ``queued``, ``dead``, or
        empty when the sink is not given it.
    """
    urls = settings.get(controller, "alert_sinks").split()
    if not urls:
        return []
    program, folder = alert_settings.sender_module(), controller.home.alerts
    delivery = program.Delivery(str(folder))
    return [_sink(delivery.open(url), program.shown_url(url), folder, event_id) for url in urls]


def _no_alert(alert_id: int) -> NotFound:
    return NotFound(f"there is no open alert {alert_id}", hint="`igor alert list` shows those that are open")


def _row(alert: Alert, silence: Silence | None, now_ms: int) -> Row:
    facts, zone = alert.facts, ZoneInfo(machine_timezone())
    log_url = f"{facts.url}console" if facts.url and alert.build_number is not None else facts.url
    return {
        "id": alert.id,
        "job": alert.job,
        "number": alert.build_number,
        "check": alert.check.value,
        "trouble": alert.trouble.value,
        "severity": alert.severity.value,
        "owner": alert.owner,
        "since_ms": alert.since_ms,
        "last_ms": alert.last_ms,
        "count": alert.count,
        "told_ms": alert.told_ms,
        "what": wording.what(alert, now_ms, zone),
        "summary": wording.summary(alert, now_ms, zone),
        "log_url": log_url,
        "exit_code": facts.exit_code,
        "attempts": facts.attempts,
        "duration_ms": facts.duration_ms,
        "typical_ms": facts.typical_ms,
        "runbook": facts.runbook,
        "last_lines": list(facts.last_lines),
        "acknowledged_by": alert.acknowledged_by,
        "acknowledged_ms": alert.acknowledged_ms,
        "note": alert.note,
        "silenced_until_ms": silence.until_ms if silence else None,
        "silenced_by": silence.by if silence else "",
    }


def _silence(silence: Silence) -> Row:
    return {
        "id": silence.id,
        "pattern": silence.pattern,
        "trouble": silence.trouble.value if silence.trouble else None,
        "until_ms": silence.until_ms,
        "by": silence.by,
        "reason": silence.reason,
        "created_ms": silence.created_ms,
    }


def _told(row: sqlite3.Row) -> Row:
    message = json.loads(row["data"])
    return {
        "event_id": alert_rows.event_name(row["id"], row["at_ms"]),
        "at_ms": row["at_ms"],
        "phase": row["phase"],
        "alert": row["alert_id"],
        "job": row["job_full_name"],
        "summary": message["summary"],
        "status": message["status"],
    }


def _sink(sink: Any, shown: str, folder: Path, event_id: str) -> Row:
    place = folder / sink.name
    queued = sorted(path.name for path in place.glob("[0-9]*.json"))
    status: Row = {"sent": 0, "dead": 0, "error": "", "sent_ms": 0, "failed_ms": 0}
    if (place / "status.json").exists():
        status |= json.loads((place / "status.json").read_text())
    return {
        "sink": shown,
        "name": sink.name,
        "alerts": not sink.metrics,
        "queued": len(queued),
        "oldest_ms": int(queued[0][:13]) if queued else None,
        **{name: status[name] for name in ("sent", "dead", "error", "sent_ms", "failed_ms")},
        "state": _state(place, folder, f"{event_id}.json"),
    }


def _state(place: Path, folder: Path, name: str) -> str:
    if (place / "sent" / name).exists():
        return "sent"
    if (place / "dead" / name).exists():
        return "dead"
    return "queued" if (place / name).exists() or (folder / "new" / name).exists() else ""
