"""The right to be the engine of a store: one process at a time, and a number that grows with each.

The lock file keeps two engines of one machine apart; the epoch, incremented in a transaction, tells agents whose word
is newer. A crashed holder leaves neither behind: the kernel drops its lock, and the epoch only grows.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
from dataclasses import dataclass
from types import TracebackType
from typing import IO

from igor.controller import settings
from igor.model.errors import Conflict
from igor.model.home import Home
from igor.storage import queries
from igor.storage.store import Store

EPOCH_KEY = "engine_epoch"
_SQL = queries.load("setting")


@dataclass(slots=True)
class EngineLease:
    """Held from ``take`` until closed or until the process ends."""

    epoch: int
    home: Home
    _lock: IO[str]

    @classmethod
    def take(cls, home: Home, store: Store) -> EngineLease:
        """Raises Conflict when another engine runs on this home."""
        lock = (home.run / "engine.lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.close()
            hint = "stop that one first, or choose another home"
            raise Conflict(f"another engine runs on {home.root}", hint=hint) from error
        return cls(store.write(_next_epoch), home, lock)

    def announce(self, agents_url: str) -> None:
        """Write ``engine.json``, by which others find the agents' port."""
        text = json.dumps({"agents": agents_url, "pid": os.getpid(), "epoch": self.epoch})
        draft = self.home.engine_address.with_suffix(".new")
        draft.write_text(text)
        draft.replace(self.home.engine_address)

    def close(self) -> None:
        self.home.engine_address.unlink(missing_ok=True)
        self._lock.close()

    def __enter__(self) -> EngineLease:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()


def _next_epoch(connection: sqlite3.Connection) -> int:
    row = connection.execute(_SQL["find"], {"key": EPOCH_KEY}).fetchone()
    epoch = int(row["value"]) + 1 if row else 1
    settings.write(connection, EPOCH_KEY, str(epoch))
    return epoch
