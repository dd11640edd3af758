"""The deploy lock on the first controller's host: one deploy of a site at a time, from whichever machine."""

from __future__ import annotations

import getpass
import json
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from igor.deploy.hosts import record
from igor.deploy.hosts.record import Record
from igor.deploy.hosts.session import Session
from igor.deploy.hosts.summary import failure_text
from igor.model.errors import Conflict, IgorError


@dataclass(slots=True)
class Lock:
    """Held while it is being deployed; ``records``: the deploys before, oldest first."""

    records: list[Record]
    deploy_id: str


def whoami() -> str:
    """``ops@bastion``."""
    return f"{getpass.getuser()}@{socket.gethostname()}"


@contextmanager
def held(session: Session, why: str) -> Iterator[Lock]:
    """Take the lock, and release it however the body ends.

    Raises:
        Conflict: another deploy holds it: who, since when, why, and how to break it.
    """
    token = uuid.uuid4().hex
    session.progress.begin("lock", "taking the deploy lock")
    try:
        told = _run(session, ["take", token, whoami(), why])
        if not told["taken"]:
            session.progress.fail("another deploy holds it")
            raise Conflict(holder_text(told["holder"]), hint="wait until it has ended; if it is dead: --break-lock")
        records = record.all_from(told["records"])
        lock = Lock(records, record.next_id(records))
        session.progress.end(f"taken ({lock.deploy_id})")
        yield lock
    finally:
        _run(session, ["release", token])


def records(session: Session) -> list[Record]:
    """The deploys that the controller knows, oldest first."""
    return record.all_from(_run(session, ["list"])["records"])


def break_lock(session: Session) -> None:
    """Remove the lock of a deploy that is dead."""
    holder = _run(session, ["list"])["holder"]
    if holder is not None and _run(session, ["break"])["released"]:
        session.progress.note(f"broke the lock: {holder_text(holder)}")


def keep(session: Session, made: Record) -> None:
    """Leave the record of a deploy on the controller."""
    _run(session, ["record", made.id, record.to_json(made)])


def holder_text(holder: dict[str, Any] | None) -> str:
    """Who deploys, since when, and why. Pure but for the time zone."""
    if not holder:
        return "another deploy is just beginning"
    since = time.strftime("%a %d %b %H:%M:%S", time.localtime(holder["since_ms"] / 1000))
    return f"{holder['who']} deploys since {since}: {holder['why']}"


def _run(session: Session, arguments: list[str]) -> dict[str, Any]:
    outcome = session.run("lock.yml", extra={"igor_lock_arguments": arguments})
    if outcome.failures:
        raise IgorError(failure_text(outcome.failures), hint=f"the whole log: {session.ansible.log}")
    found: dict[str, Any] = json.loads(next(iter(outcome.report("lock").values())))
    return found
