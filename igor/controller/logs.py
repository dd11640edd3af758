"""A build's log file: bytes at offsets that the store knows.

The file holds, from 0 to ``build.log_bytes``, what is final; beyond that the output of the active step run, which lies
at ``step_run.log_start`` + its own offset. Text of the engine is written before the commit that counts it, so a crash
between the two leaves a tail that nobody counts; it is cut at the next start and written again. Whoever writes here
is the one thread that ticks.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeAlias

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


def write_output(path: Path, offset: int, data: Bytes) -> None:
    """Write a run's output at its place.

    Raises:
        LogGone: no such file.
    """
    with _opened(path) as descriptor:
        _write_all(descriptor, data, offset)


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
    """A descriptor to write through; a missing file is named as what it means here."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise LogGone(str(path)) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _sync(path: Path) -> None:
    try:
        with _opened(path) as descriptor:
            os.fdatasync(descriptor)
    except LogGone:
        log.warning("the log %s is gone", path)


def _write_all(descriptor: int, data: Bytes, offset: int) -> None:
    view = memoryview(data)
    while view:
        written = os.pwrite(descriptor, view, offset)
        view, offset = view[written:], offset + written
