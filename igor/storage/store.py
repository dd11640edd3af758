"""The store: one SQLite file, one writer thread a process, read-only connections a thread.

Acknowledged means committed and on disk: ``write`` returns after the COMMIT and a sync of the WAL. That sync is ours
(``synchronous = NORMAL`` makes none at a commit), so that SQLite's lock is free meanwhile: an fsync takes about 4 ms on
a common disk, and those of several processes overlap. Works that gathered while the last commit was synced share the
next one; each then has its own savepoint, and one that raises undoes only itself. Who writes while nobody else does
commits itself, as a change of threads costs more than a statement; what comes meanwhile is left to the writer's own
thread. Several processes may hold the file open: each has its one writer, SQLite's lock decides among them. Which
statements run is the callers' matter.
"""

from __future__ import annotations

import os
import queue
import sqlite3
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from igor.model.errors import IgorError
from igor.storage import migrate

T = TypeVar("T")

#: How long a statement waits for another process' lock.
BUSY_TIMEOUT_S = 15.0
#: How often the writer asks for the lock: SQLite's own waits grow to 100 ms, ten times what most commits take.
_LOCK_POLL_S = 0.0005
#: What the WAL grows to before SQLite begins it anew (1,000 pages of 4 KiB), and some more.
_WAL_BYTES = 4_500_000
#: Works that share one commit at most, so that a flood cannot hold the lock for long.
MAX_GROUP = 256

_TEXTS = {
    sqlite3.SQLITE_FULL: ("the disk that holds the store is full", "free space there; nothing of this was saved"),
    sqlite3.SQLITE_IOERR: ("the store cannot be read or written", "check the disk that holds it"),
    sqlite3.SQLITE_BUSY: ("another process holds the store's lock", "try again; see who else uses the file"),
    sqlite3.SQLITE_READONLY: ("the store is read-only", "check owner and permissions of the file and its folder"),
    sqlite3.SQLITE_CORRUPT: ("the store is damaged", "restore the last backup"),
}


class _Connection(sqlite3.Connection):
    """A connection that can be referred to weakly: one dies with the thread that reads through it."""


@dataclass(slots=True)
class _Work(Generic[T]):
    call: Callable[[sqlite3.Connection], T]
    is_waited_for: bool
    future: Future[T] = field(default_factory=Future)


class Store:
    """Rows that survive. Thread-safe; made after a fork, not before.

    Raises:
        IgorError: no store at the path, or its schema is not this version's (see ``create_or_migrate``).
    """

    def __init__(self, path: Path) -> None:
        migrate.check_version(path)
        self.path = path
        #: Called when a ``write`` that changed something can be seen by others, but is not yet known to be on disk.
        self.after_commit: Callable[[], object] | None = None
        #: Commits and works since the start: their ratio is the gain of group commit.
        self.commits = 0
        self.works = 0
        self._local = threading.local()
        self._readers: weakref.WeakSet[_Connection] = weakref.WeakSet()
        self._waiting: deque[_Work[Any]] = deque()
        self._mutex = threading.Lock()
        #: Somebody commits, or was told to.
        self._is_busy = False
        self._closed = False
        #: Held while the writer's connection is used, by the thread ``_committer``.
        self._turn = threading.Lock()
        self._committer = 0
        self._calls: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._writer = self._connect(timeout_s=0)
        # What savepoints keep to undo their work would else go to a file beyond 64 KiB, at most commits of the engine.
        self._writer.execute("PRAGMA temp_store = MEMORY")
        self._wal: int | None = None
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    @classmethod
    def create_or_migrate(cls, path: Path) -> Store:
        """Open the store, made or brought to this version's schema first.

        Raises:
            IgorError: the store was written by a newer version, or a migration failed (nothing is changed then).
        """
        migrate.migrate(path)
        return cls(path)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A read-only connection on one consistent snapshot; nested in the same thread: the same snapshot."""
        connection = self._reader()
        if connection.in_transaction:
            yield connection
            return
        connection.execute("BEGIN")
        try:
            yield connection
        except sqlite3.Error as error:
            raise translated(error) from error
        finally:
            connection.rollback()

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``work`` on the writer's connection; return its result once it is committed.

        ``work`` must be quick and leave transactions alone. What it raises is raised here, its changes undone.

        Raises:
            IgorError: disk full and the like; the store stays usable.
        """
        item, is_alone = self._enqueue(work, is_waited_for=True)
        if is_alone:
            self._commit_waiting()
        return item.future.result()

    def submit(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """``write`` without waiting, for what nobody has to act on; the future is done after the commit."""
        item, is_alone = self._enqueue(work, is_waited_for=False)
        if is_alone:
            self._calls.put(None)
        return item.future

    def _enqueue(self, work: Callable[[sqlite3.Connection], T], *, is_waited_for: bool) -> tuple[_Work[T], bool]:
        """The work as it waits, and whether the caller has to see to the commit."""
        if threading.get_ident() == self._committer:
            raise RuntimeError("a work of the store must use the connection it is given, not write() again")
        item = _Work(work, is_waited_for)
        with self._mutex:
            if self._closed:
                raise IgorError("the store is closed")
            self._waiting.append(item)
            is_alone, self._is_busy = not self._is_busy, True
        return item, is_alone

    def grow_wal(self) -> None:
        """Give the WAL the size that it will have: on a file system with a journal, a sync takes two thirds of the time
        while the file does not grow. It is new after each start.

        Raises:
            OSError: no room.
        """
        self.write(lambda _connection: self._grow_wal())

    def _grow_wal(self) -> None:
        """Under SQLite's lock, when nobody adds to it; to SQLite, zeros are the end."""
        wal = self._open_wal()
        size = os.fstat(wal).st_size
        if size < _WAL_BYTES:
            os.pwrite(wal, bytes(_WAL_BYTES - size), size)
            os.fdatasync(wal)

    def close(self) -> None:
        """Finish what was submitted, then close every connection; a second call does nothing."""
        with self._mutex:
            if self._closed:
                return
            self._closed = True
        self._calls.put(None)
        self._thread.join()
        with self._turn:
            self._writer.close()
            if self._wal is not None:
                os.close(self._wal)
        for reader in list(self._readers):
            reader.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connect(self, *, timeout_s: float = BUSY_TIMEOUT_S) -> _Connection:
        connection = sqlite3.connect(
            self.path,
            timeout=timeout_s,
            isolation_level=None,
            check_same_thread=False,
            factory=_Connection,
            cached_statements=512,
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _reader(self) -> _Connection:
        connection: _Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            if self._closed:
                raise IgorError("the store is closed")
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
            self._local.connection = connection
            self._readers.add(connection)
        return connection

    def _run(self) -> None:
        """The writer's own thread."""
        while self._waiting or not self._closed:
            self._calls.get()
            self._commit_waiting()

    def _commit_waiting(self) -> None:
        """Commit what waits; what has come meanwhile is for the writer's own thread."""
        try:
            with self._turn:
                with self._mutex:
                    group = [self._waiting.popleft() for _ in range(min(len(self._waiting), MAX_GROUP))]
                self._committer = threading.get_ident()
                while group:
                    group = self._commit(group)
                self._committer = 0
        finally:
            with self._mutex:
                self._is_busy = bool(self._waiting)
            if self._is_busy:
                self._calls.put(None)

    def _commit(self, group: list[_Work[Any]]) -> list[_Work[Any]]:
        """Run and commit the works in one transaction; those after a work that broke the transaction are returned."""
        done: list[tuple[_Work[Any], Any]] = []
        rest: list[_Work[Any]] = []
        try:
            self._begin()
            before = self._writer.total_changes
            for index, item in enumerate(group):
                error = self._run_one(item, done, is_alone=len(group) == 1)
                if not self._writer.in_transaction:
                    rest = group[index + 1 :]
                    raise error or sqlite3.OperationalError("a work ended the transaction that it shares with others")
            self._writer.execute("COMMIT")
            if self._writer.total_changes != before:
                self._committed(group)
        except (sqlite3.Error, OSError) as error:
            self._writer.rollback()
            for item in group[: len(group) - len(rest)]:
                _fail(item, translated(error))
            return rest
        except BaseException as error:  # a signal's, which ends this thread's call; nobody else is to wait for ever
            self._committer = 0
            self._writer.rollback()
            for item in group:
                _fail(item, error)
            raise
        self.commits += 1
        self.works += len(done)
        for item, result in done:
            item.future.set_result(result)
        return []

    def _begin(self) -> None:
        """Take SQLite's lock, asking often."""
        deadline = time.monotonic() + BUSY_TIMEOUT_S
        while True:
            try:
                self._writer.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(_LOCK_POLL_S)
            else:
                return

    def _committed(self, group: Iterable[_Work[Any]]) -> None:
        if self.after_commit is not None and any(item.is_waited_for for item in group):
            self.after_commit()
        os.fdatasync(self._open_wal())

    def _open_wal(self) -> int:
        """It stays the same file while a connection is open."""
        if self._wal is None:
            self._wal = os.open(f"{self.path}-wal", os.O_RDWR | os.O_CLOEXEC)
        return self._wal

    def _run_one(self, item: _Work[Any], done: list[tuple[_Work[Any], Any]], *, is_alone: bool) -> sqlite3.Error | None:
        """Run one work; its failure is told to its caller and undone here, a store's error returned.

        ``is_alone``: it has the transaction to itself, and so needs no savepoint.
        """
        if not is_alone:
            self._writer.execute("SAVEPOINT work")
        try:
            result = item.call(self._writer)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it belongs to the caller that waits
            if is_alone:
                self._writer.rollback()
            elif self._writer.in_transaction:
                self._writer.execute("ROLLBACK TO work")
                self._writer.execute("RELEASE work")
            if isinstance(error, sqlite3.Error):
                _fail(item, translated(error))
                return error
            _fail(item, error)
        else:
            if not is_alone:
                self._writer.execute("RELEASE work")
            done.append((item, result))
        return None


def translated(error: sqlite3.Error | OSError) -> Exception:
    """An ``IgorError`` for what the machine did (disk full, lock, damage); the error itself when it is ours."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_IOERR) & 0xFF
    if code not in _TEXTS:
        return error
    what, hint = _TEXTS[code]
    return IgorError(f"{what}: {error}", hint=hint)


def _fail(item: _Work[Any], error: BaseException) -> None:
    if not item.future.done():
        item.future.set_exception(error)
