"""What the store counts of a log survives a loss of power, without a sync for each log.

A short end of a log is kept in the store, in the very transaction that counts it; only long ones are synced before the
commit. Some seconds later one sync of the whole file system covers all files, and the store forgets their ends. What a
loss of power took of a file meanwhile is put back at the next start.
"""

from __future__ import annotations

import ctypes
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from igor.controller import logs
from igor.controller.engine_state import Tick
from igor.model.home import Home
from igor.storage import queries

_SQL = queries.load("log_tail")

#: How long ends are kept before the files are synced. The more has gathered, the longer commits wait behind it.
SYNC_S = 2.0
#: A longer end is synced: writing it twice would cost more.
_LONGEST_BYTES = 4_000


@dataclass(slots=True)
class LogTails:
    """Numbers of ends in the store: the last one that is committed, the last one whose file is on disk since, and the
    last one that is forgotten for that.
    """

    kept: int = 0
    on_disk: int = 0
    forgotten: int = 0
    _new: tuple[int, int] = (0, 0)

    def restore(self, home: Home, connection: sqlite3.Connection) -> None:
        """At start: put back what files lack."""
        for row in connection.execute(_SQL["all"]):
            counted = row["bytes"][: max(0, row["log_bytes"] - row["log_start"])]
            logs.put_back(home.build_log(row["full_name"], row["number"]), row["log_start"], counted)
        self.kept = connection.execute(_SQL["last"]).fetchone()["id"]

    def make_safe(self, tick: Tick) -> None:
        """Before the commit: keep the ends of the logs that were written, or bring the logs to disk.

        Raises:
            OSError: the disk refuses.
        """
        kept, on_disk = self.kept, self.on_disk
        if on_disk > self.forgotten:
            tick.connection.execute(_SQL["forget"], {"id": on_disk})
        device = tick.controller.home.jobs.stat().st_dev
        to_sync: list[Path] = []
        for build, size in {build.id: (build, size) for build, size in tick.written}.values():
            path, start = tick.log_path(build), build.safe_bytes
            end = logs.read(path, start, size, device=device) if size - start <= _LONGEST_BYTES else None
            if end is None:
                tick.connection.execute(_SQL["forget_build"], {"build_id": build.id})
                to_sync.append(path)
            else:
                values = {"build_id": build.id, "log_start": start, "bytes": end}
                kept = next((row["id"] for row in tick.connection.execute(_SQL["keep"], values)), kept)
            build.safe_bytes = size
        logs.make_durable(to_sync)
        self._new = kept, on_disk

    def committed(self) -> None:
        """What ``make_safe`` did is in the store."""
        self.kept, self.forgotten = self._new


def sync(home: Home) -> None:
    """Bring everything to disk that lies on the file system of the home's jobs. Raises OSError."""
    folder = os.open(home.jobs, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(folder) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(home.jobs))
    finally:
        os.close(folder)
