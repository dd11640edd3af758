"""A build's log file: bytes at offsets that the store knows.

The file holds, from 0 to ``build.log_bytes``, what is final; beyond that the output of the active step run, which lies
at ``step_run.log_start`` + its own offset. Text of the engine is written before the commit that counts it, so a crash
between the two leaves a tail that nobody counts; it is cut at the next start and written again. Whoever writes here
is the one thread that ticks.
"""

from __future__ import annotations

import logging
import os
import resource
from collections import OrderedDict
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeAlias

from igor.agents import files

log = logging.getLogger(__name__)

_PARALLEL_SYNCS = 16

Bytes: TypeAlias = bytes | memoryview


class LogGone(Exception):
    """The file that the bytes belong to is not there: its build was deleted or is being moved."""


def new_bytes(have: int, offset: int, data: Bytes) -> Bytes | None:
    """What a frame adds to the first ``have`` bytes: empty when all of it is known, None when a gap lies before it."""
    if offset > have:
        return None
    return data[have - offset :]


def create(path: Path, text: str) -> int:
    """Begin a log with ``text``, whatever a crashed try left there; the length in bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        _write_all(descriptor, data, 0)
    finally:
        os.close(descriptor)
    return len(data)


def append_text(path: Path, offset: int, text: str) -> int:
    """Write ``text`` at ``offset`` and drop what lay there; the new length. Not yet durable (``make_durable``).

    Raises:
        LogGone: no such file.
    """
    data = text.encode()
    with _opened(path) as descriptor:
        os.ftruncate(descriptor, offset)
        _write_all(descriptor, data, offset)
    return offset + len(data)


def read(path: Path, start: int, end: int, *, device: int) -> bytes | None:
    """What lies between two offsets; None when the file is gone, or not on that device (``st_dev``)."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        return os.pread(descriptor, end - start, start) if os.fstat(descriptor).st_dev == device else None
    finally:
        os.close(descriptor)


def put_back(path: Path, offset: int, data: bytes) -> None:
    """Make sure that the file, which may have been lost wholly, holds ``data`` at ``offset``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        if os.pread(descriptor, len(data), offset) != data:
            log.warning("the log %s lacked bytes from %d on: they are put back", path, offset)
            _write_all(descriptor, data, offset)
    finally:
        os.close(descriptor)


class OpenLogs:
    """The files of runs that print, each opened once; when there are too many, the longest unused is closed.

    ``limit``: of open files; None: half of what the process may have. A renamed file is followed, for output belongs
    to its build and not to a name.
    """

    def __init__(self, limit: int | None = None) -> None:
        self._limit = limit or max(16, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2)
        self._descriptors: OrderedDict[str, int] = OrderedDict()

    def write(self, run_id: str, path: Path, offset: int, data: Bytes) -> None:
        """Write a run's output at its place.

        Raises:
            LogGone: no such file.
        """
        descriptor = self._descriptors.get(run_id)
        if descriptor is None:
            descriptor = self._open(run_id, path)
        elif not os.fstat(descriptor).st_nlink:
            self.close(run_id)
            descriptor = self._open(run_id, path)
        else:
            self._descriptors.move_to_end(run_id)
        _write_all(descriptor, data, offset)

    def close(self, run_id: str) -> None:
        """The run prints no more."""
        descriptor = self._descriptors.pop(run_id, None)
        if descriptor is not None:
            os.close(descriptor)

    def descriptors(self) -> list[int]:
        """Of the files that are open; from any thread."""
        return list(self._descriptors.values())

    def close_all(self) -> None:
        while self._descriptors:
            os.close(self._descriptors.popitem()[1])

    def _open(self, run_id: str, path: Path) -> int:
        while len(self._descriptors) >= self._limit:
            os.close(self._descriptors.popitem(last=False)[1])
        self._descriptors[run_id] = descriptor = _open(path)
        return descriptor


def make_durable(paths: Collection[Path]) -> None:
    """Bring files to disk, several at once: the disk takes their flushes together.

    Raises:
        OSError: the disk refuses.
    """
    if len(paths) <= 1:
        for path in paths:
            _sync(path)
        return
    list(_syncing().map(_sync, paths))


def sync_with_names(paths: Collection[Path], top: Path) -> None:
    """Bring files to disk together with the folders that they lie in, up to ``top``.

    Raises:
        FileNotFoundError: one is gone, or on its way to another name.
        OSError: the disk refuses.
    """
    folders = {folder for path in paths for folder in path.parents if folder == top or top in folder.parents}
    list(_syncing().map(files.sync, [*paths, *folders]))


@cache
def _syncing() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_PARALLEL_SYNCS, "log-sync")


def cut(path: Path, size: int) -> bool:
    """Drop what lies beyond ``size``; False when the file is shorter than that or missing (bytes were lost)."""
    try:
        if path.stat().st_size > size:
            os.truncate(path, size)
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def restore(path: Path, size: int) -> None:
    """Make a file that was lost anew, as long as it should be: what it held is gone, what follows finds its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.truncate(size)


def last_lines(path: Path, count: int, *, limit_bytes: int = 16_384) -> list[str]:
    """The last lines, read from at most the last ``limit_bytes``."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - limit_bytes))
            return file.read().decode(errors="replace").splitlines()[-count:]
    except FileNotFoundError:
        return []


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = _open(path)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    """A descriptor to write through; a missing file is named as what it means here."""
    try:
        return os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise LogGone(str(path)) from error


def _sync(path: Path) -> None:
    try:
        with _opened(path) as descriptor:
            os.fdatasync(descriptor)
    except LogGone:
        log.warning("the log %s is gone", path)


def _write_all(descriptor: int, data: Bytes, offset: int) -> None:
    written = os.pwrite(descriptor, data, offset)
    while written < len(data):
        written += os.pwrite(descriptor, memoryview(data)[written:], offset + written)
