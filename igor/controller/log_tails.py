"""What the store counts of a log survives a loss of power, without a sync for each log.

A short end of a log is kept in the store, in the very transaction that counts it; only long ones are synced before the
commit. Some seconds later the files are synced, and the store forgets their ends. What a loss of power took of a file
meanwhile is put back at the next start.
"""

from __future__ import annotations

import ctypes
import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from igor.controller import logs
from igor.controller.context import Controller
from igor.controller.engine_state import Tick
from igor.model.home import Home
from igor.storage import queries

_SQL = queries.load("log_tail")

#: How long ends are kept before the files are synced.
SYNC_S = 2.0
#: So many files are synced one by one, more by one sync of the whole file system.
_FEW = 100
#: Parts of the open files that are written out in turn.
_PARTS = 4
#: From the kernel's ``linux/fs.h``.
_SYNC_FILE_RANGE_WRITE = 2

_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.sync_file_range.argtypes = (ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint)
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


def sync(controller: Controller, last: int) -> None:
    """Bring to disk the files of which the store keeps ends up to the one numbered ``last``.

    Few are synced one by one, or else commits would wait behind whatever else is written to the file system; not when
    one has got another name meanwhile, as another file may be where it was.

    Raises:
        OSError: the disk refuses.
    """
    home = controller.home
    files = _files(controller, last)
    if len(files) <= _FEW:
        with suppress(FileNotFoundError):
            logs.sync_with_names([home.build_log(name, number) for _, name, number in files], home.jobs)
            if _files(controller, last) == files:
                return
    sync_file_system(home.jobs)


def _files(controller: Controller, last: int) -> list[tuple[int, str, int]]:
    """(id, job's name, number) of builds; one more than ``_FEW`` at most."""
    with controller.store.read() as connection:
        return [tuple(row) for row in connection.execute(_SQL["files"], {"id": last, "limit": _FEW + 1})]


def sync_file_system(folder: Path) -> None:
    """Bring to disk everything on the file system of a folder. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if _LIBC.syncfs(descriptor) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    finally:
        os.close(descriptor)


def write_out(descriptors: Sequence[int], turn: int) -> None:
    """Have the disk begin with a part of the files; with the next ``turn`` comes another.

    Else the system writes thousands of them at once, every half a minute, and commits wait behind that. A file that was
    closed meanwhile, or another that has its descriptor now, does no harm.
    """
    for descriptor in descriptors[turn % _PARTS :: _PARTS]:
        _LIBC.sync_file_range(descriptor, 0, 0, _SYNC_FILE_RANGE_WRITE)
