"""Locks of the whole fleet, for wrappers that no agent started: leases in the store.

A claim is one guarded statement; who does not renew in time loses the lock to the next who asks.
"""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass

from igor.controller.context import Controller
from igor.model.errors import Conflict
from igor.storage import queries

_SQL = queries.load("leavings")


@dataclass(frozen=True, slots=True)
class Lease:
    """``holder``: the id of the run that has the lock, from ``since_ms`` until ``until_ms``."""

    name: str
    holder: str
    job: str
    host: str
    since_ms: int
    until_ms: int


def acquire(controller: Controller, lease: Lease) -> None:
    """Take the lock, or take it again. Raises Conflict: another has it."""
    _claim(controller, "acquire_lock", lease)


def renew(controller: Controller, lease: Lease) -> None:
    """Hold it longer. Raises Conflict: it was lost."""
    _claim(controller, "renew_lock", lease)


def release(controller: Controller, lease: Lease) -> None:
    """Give it back; a lock that is not held is left alone."""
    controller.store.write(lambda connection: connection.execute(_SQL["release_lock"], asdict(lease)))


def held(controller: Controller) -> list[Lease]:
    """The leases that are not over, by name."""
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["locks"], {"now_ms": controller.now_ms()}).fetchall()
    return [Lease(**dict(row)) for row in rows]


def _claim(controller: Controller, statement: str, lease: Lease) -> None:
    def work(connection: sqlite3.Connection) -> tuple[bool, sqlite3.Row | None]:
        is_ours = connection.execute(_SQL[statement], asdict(lease)).rowcount == 1
        return is_ours, connection.execute(_SQL["lock"], {"name": lease.name}).fetchone()

    is_ours, row = controller.store.write(work)
    if not is_ours:
        other = f"held by {row['job']} on {row['host']}" if row else "not held any more"
        raise Conflict(f"{lease.name} is {other}")
