"""The audit log: who wrote, logged in or was refused, from where, what, and how it ended. Never a secret.

An entry is committed with whatever is committed next, milliseconds after the answer: nobody waits for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from igor.controller import settings
from igor.controller.context import Controller
from igor.model.errors import Invalid
from igor.storage import queries

KINDS = ("write", "login", "refused")
_SQL = queries.load("audit")
_DAY_MS = 86_400_000
_LAST = 2**62


@dataclass(frozen=True, slots=True)
class Entry:
    """``user_id``: the name that was given. ``kind``: of ``KINDS``. ``outcome``: ``done refused failed``."""

    user_id: str
    address: str
    kind: str
    method: str
    path: str
    outcome: str
    status: int
    detail: Mapping[str, str] = field(default_factory=dict)


def record(controller: Controller, entry: Entry) -> None:
    """Add an entry; does not wait for the disk."""
    values = {
        "at_ms": controller.now_ms(),
        "user_id": entry.user_id,
        "address": entry.address,
        "kind": entry.kind,
        "method": entry.method,
        "path": entry.path,
        "detail": msgspec.json.encode(entry.detail).decode(),
        "outcome": entry.outcome,
        "status": entry.status,
    }
    controller.store.submit(lambda connection: connection.execute(_SQL["insert"], values))


def latest(
    controller: Controller, *, count: int, user: str = "", kind: str = "", before: int | None = None
) -> list[dict[str, Any]]:
    """``{id, at_ms, user, address, kind, method, path, detail, outcome, status}``, the newest first.

    ``before``: only entries with a lower id, to go on where another answer ended. Raises Invalid: no such kind.
    """
    if kind and kind not in KINDS:
        raise Invalid(f"there is no kind {kind!r} of entries", hint=f"one of {', '.join(KINDS)}")
    values = {"count": count, "user_id": user, "kind": kind, "before": _LAST if before is None else before}
    with controller.store.read() as connection:
        return [_row(row) for row in connection.execute(_SQL["latest_of_user" if user else "latest"], values)]


def purge(connection: sqlite3.Connection, now_ms: int, limit: int) -> None:
    """Delete some of what is older than the setting ``audit_days``, within a transaction."""
    kept_ms = int(settings.read(connection, "audit_days")) * _DAY_MS
    connection.execute(_SQL["purge"], {"before_ms": now_ms - kept_ms, "limit": limit})


def _row(row: sqlite3.Row) -> dict[str, Any]:
    fields = dict(row)
    fields["user"] = fields.pop("user_id")
    fields["detail"] = msgspec.json.decode(fields["detail"])
    return fields
