"""The rows of alerts, silences and notifications, read and written within a transaction."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from igor.model.alert_policy import Severity, Trouble
from igor.monitoring.alert import Alert, Check, Facts, State
from igor.monitoring.telling import HOUR_MS, Phase, Silence
from igor.storage import queries

_SQL: Mapping[str, str] = queries.load("alert")
_COUNTED = frozenset({Phase.FIRING.value, Phase.REPEAT.value})


def unresolved(connection: sqlite3.Connection, job: str | None = None) -> list[Alert]:
    """Alerts that are pending or open, of one job or of all, the oldest first."""
    if job is None:
        rows = connection.execute(_SQL["unresolved"])
    else:
        rows = connection.execute(_SQL["unresolved_of_job"], {"job_full_name": job})
    return [alert_of(row) for row in rows]


def find(connection: sqlite3.Connection, alert_id: int) -> Alert | None:
    row = connection.execute(_SQL["find"], {"id": alert_id}).fetchone()
    return alert_of(row) if row else None


def resolved(connection: sqlite3.Connection, limit: int) -> list[Alert]:
    """Those that are over, the last first."""
    return [alert_of(row) for row in connection.execute(_SQL["resolved"], {"limit": limit})]


def save(connection: sqlite3.Connection, alert: Alert) -> Alert:
    """Insert or update; a pending one that is over leaves no trace."""
    values = {
        "id": alert.id,
        "job_full_name": alert.job,
        "check_name": alert.check.value,
        "trouble": alert.trouble.value,
        "state": alert.state.value,
        "severity": alert.severity.value,
        "owner": alert.owner,
        "since_ms": alert.since_ms,
        "last_ms": alert.last_ms,
        "count": alert.count,
        "build_number": alert.build_number,
        "facts": msgspec.json.encode(alert.facts).decode(),
        "told_ms": alert.told_ms,
        "resolved_ms": alert.resolved_ms,
    }
    if alert.id:
        connection.execute(_SQL["update"], values)
        return alert
    return replace(alert, id=int(connection.execute(_SQL["insert"], values).lastrowid or 0))


def delete(connection: sqlite3.Connection, alert: Alert) -> None:
    connection.execute(_SQL["delete"], {"id": alert.id})


def silences(connection: sqlite3.Connection, now_ms: int) -> list[Silence]:
    """Those that have not ended, the one that ends first first."""
    return [_silence(row) for row in connection.execute(_SQL["silences"], {"now_ms": now_ms})]


def told_since(connection: sqlite3.Connection, now_ms: int) -> Counter[str]:
    """How many messages of trouble each job had within the hour."""
    told: Counter[str] = Counter()
    for row in connection.execute(_SQL["told_since"], {"since_ms": now_ms - HOUR_MS}):
        if row["phase"] in _COUNTED:
            told[row["job_full_name"]] += 1
    return told


def storm_told(connection: sqlite3.Connection, now_ms: int) -> bool:
    """Whether on-call heard within the hour that alerts are held back."""
    rows = connection.execute(_SQL["told_since"], {"since_ms": now_ms - HOUR_MS})
    return any(row["phase"] == Phase.STORM.value for row in rows)


def notify(connection: sqlite3.Connection, message: Mapping[str, Any], alert_id: int | None = None) -> int:
    """Put a message where the engine hands it to the sinks; its id."""
    values = {
        "at_ms": message["time_ms"],
        "phase": message["phase"],
        "alert_id": alert_id,
        "job_full_name": message["job"],
        "data": json.dumps(message, ensure_ascii=False),
    }
    return int(connection.execute(_SQL["insert_notification"], values).lastrowid or 0)


def event_name(notification_id: int, at_ms: int) -> str:
    """A message's name in the spool and for the sinks: sorts by time, never comes twice."""
    return f"{at_ms:013d}-n{notification_id:06d}"


def alert_of(row: sqlite3.Row) -> Alert:
    return Alert(
        id=row["id"],
        job=row["job_full_name"],
        check=Check(row["check_name"]),
        trouble=Trouble(row["trouble"]),
        state=State(row["state"]),
        severity=Severity(row["severity"]),
        owner=row["owner"],
        since_ms=row["since_ms"],
        last_ms=row["last_ms"],
        count=row["count"],
        build_number=row["build_number"],
        facts=_facts(row["facts"]),
        told_ms=row["told_ms"],
        resolved_ms=row["resolved_ms"],
        acknowledged_by=row["acknowledged_by"],
        acknowledged_ms=row["acknowledged_ms"],
        note=row["note"],
    )


def _facts(text: str) -> Facts:
    raw = {name: value for name, value in json.loads(text).items() if value is not None}
    return msgspec.convert(raw, Facts)


def _silence(row: sqlite3.Row) -> Silence:
    trouble = Trouble(row["trouble"]) if row["trouble"] else None
    return Silence(
        row["id"], row["pattern"], trouble, row["until_ms"], row["created_by"], row["reason"], row["created_ms"]
    )
