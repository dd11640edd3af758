"""Brings a database file to this version's schema: numbered migrations, each one transaction under an exclusive lock.

``PRAGMA user_version`` is the number of the last migration applied. ``schema.sql`` is what they add up to (a test holds
it). Two processes may migrate at once: the second finds the work done.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from igor.model.errors import IgorError

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK_TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema; numbers rise, and one that was given out may stay unused."""

    number: int
    name: str
    script: str


@lru_cache(maxsize=8)
def migrations(folder: Path = MIGRATIONS) -> tuple[Migration, ...]:
    """All migrations in order (``0001_initial.sql`` …)."""
    found = [
        Migration(int(path.stem.partition("_")[0]), path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.sql"))
    ]
    numbers = [migration.number for migration in found]
    if numbers[:1] != [1] or len(set(numbers)) != len(numbers):
        raise IgorError(f"the migrations in {folder} are not numbered from 1, each once", hint="reinstall Igor")
    return tuple(found)


def latest(folder: Path = MIGRATIONS) -> int:
    """The schema's number: that of the last migration."""
    return migrations(folder)[-1].number


def statements(script: str) -> Iterator[str]:
    """The SQL statements of a script, one by one (triggers with their inner semicolons stay whole)."""
    text = ""
    for line in script.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            yield text.strip()
            text = ""
    if any(line.strip() and not line.strip().startswith("--") for line in text.splitlines()):
        yield text.strip()


def check_version(path: Path) -> None:
    """Raise unless the file is a store of exactly this version.

    Raises:
        IgorError: missing, older (run the migrations), newer (another version of Igor wrote it).
    """
    if not path.exists():
        raise IgorError(f"there is no store at {path}", hint="start with `igor deploy` or `igor controller`")
    with closing(_connect(path)) as connection:
        _compare(path, _version(connection))


def migrate(path: Path, folder: Path = MIGRATIONS) -> int:
    """Create the file or apply what is missing; the number of migrations applied.

    Raises:
        IgorError: the store is newer than this version, or a migration failed (nothing of it is left).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path), closing(_connect(path)) as connection:
        if _version(connection) > latest(folder):
            raise _too_new(path, _version(connection), latest(folder))
        connection.execute("PRAGMA journal_mode = WAL")
        return sum(_apply(connection, path, migration) for migration in migrations(folder))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time: SQLite gives up at once when two of them turn a new file to WAL."""
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=LOCK_TIMEOUT_S, isolation_level=None)


def _version(connection: sqlite3.Connection) -> int:
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise IgorError(f"this is not a store: {error}", hint="is the home folder the right one?") from error


def _compare(path: Path, version: int) -> None:
    known = latest()
    if version > known:
        raise _too_new(path, version, known)
    if version < known:
        raise IgorError(
            f"the store {path} has schema {version}, this version of Igor needs {known}",
            hint="run `igor deploy` (or start `igor controller`): it migrates the store",
        )


def _too_new(path: Path, version: int, known: int) -> IgorError:
    return IgorError(
        f"the store {path} has schema {version}, but this version of Igor knows only up to {known}",
        hint="run the version of Igor that wrote it, or a newer one",
    )


def _apply(connection: sqlite3.Connection, path: Path, migration: Migration) -> bool:
    """Apply one migration unless it is there already."""
    connection.execute("BEGIN EXCLUSIVE")
    try:
        if _version(connection) >= migration.number:
            return False
        for statement in statements(migration.script):
            connection.execute(statement)
        if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
            raise IgorError(f"{migration.name} leaves {len(broken)} broken references in {path}")
        connection.execute(f"PRAGMA user_version = {migration.number}")
        connection.execute("COMMIT")
        return True
    except sqlite3.Error as error:
        raise IgorError(f"migration {migration.name} of {path} failed: {error}") from error
    finally:
        connection.rollback()
