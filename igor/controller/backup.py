"""Backups of a home while it works, and their restoration to a new one.

An archive is a tar file (zstandard is left to the shell): ``manifest.json`` first, then the store as one consistent
SQLite file, the secrets without which it is of no use, and the files of jobs and builds. The store is copied first and
in one transaction; logs only grow after that, and what a restored engine finds beyond the store's count it cuts off.
The manifest's digests are checked before a restoration changes anything.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import igor
from igor.agents.files import sync
from igor.model.errors import Conflict, IgorError, Invalid, NotFound
from igor.model.home import Home

_MANIFEST = "manifest.json"
_FORMAT = 1
#: What a home has beside its store; paths that begin so are copied as they are.
_KEPT = ("secrets", "jobs", "userContent", "uploads", "plugins.txt", "symbols.txt")
#: A restored engine must be newer to every agent than any that ran after the backup.
_EPOCHS_AHEAD = 100_000
_BLOCK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds. ``digests``: SHA-256 by path within the home."""

    format: int
    version: str
    created: str
    items: int
    builds: int
    digests: dict[str, str]
    missing: list[str]


def back_up(home: Home, target: Path) -> Contents:
    """Write an archive of the home, whether or not its controller runs.

    Raises:
        NotFound: its folder does not exist. Conflict: the target does.
        IgorError: there is no store, or the disk is full; nothing is left at the target.
    """
    if not target.parent.is_dir():
        raise NotFound(f"there is no folder {target.parent}", hint=f"mkdir -p {target.parent}")
    if target.exists():
        raise Conflict(f"{target} exists", hint="give another file name: backups are never overwritten")
    if not home.database.exists():
        raise IgorError(f"there is no Igor in {home.root}", hint="--home names the folder of `igor deploy`")
    draft = target.with_name(f".{target.name}.new")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".igor-backup-") as folder:
            store = Path(folder) / "igor.db"
            items, builds = _copy_store(home.database, store)
            contents = _write_archive(home, store, draft, items, builds)
        draft.rename(target)
        sync(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise IgorError(f"the backup failed: {error}", hint=f"is there space in {target.parent}?") from error
    finally:
        draft.unlink(missing_ok=True)
    return contents


def verify(archive: Path) -> Contents:
    """Read a whole archive and compare it with its manifest.

    Raises:
        Invalid: it is none, is damaged or cut off, or a newer Igor wrote it.
    """
    with tempfile.TemporaryDirectory(prefix="igor-verify-") as folder:
        return _extract(archive, Path(folder))


def restore(archive: Path, home: Home) -> Contents:
    """Make a home of an archive. All or nothing: it appears under its name when everything is there and checked.

    Raises:
        Conflict: there is something at the home's place already, live or not.
        Invalid: the archive is damaged.
        IgorError: the disk is full.
    """
    if home.root.exists() and any(home.root.iterdir()):
        raise Conflict(
            f"{home.root} is not empty: a restoration never goes over a home",
            hint="restore to a new folder, look at it, and then put it in the old one's place",
        )
    home.root.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=home.root.parent, prefix=f".{home.root.name}.new-"))
    try:
        contents = _extract(archive, draft)
        _make_newer(draft / "igor.db")
        if home.root.exists():
            home.root.rmdir()
        draft.rename(home.root)
        sync(home.root.parent)
    except (OSError, sqlite3.Error) as error:
        raise IgorError(f"the restoration failed: {error}", hint="nothing was changed") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return contents


# --- writing


def _copy_store(source: Path, target: Path) -> tuple[int, int]:
    """One consistent copy, made while others write; the numbers of items and builds in it."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        items = copy.execute("SELECT count(*) FROM item").fetchone()[0]
        builds = copy.execute("SELECT count(*) FROM build").fetchone()[0]
    return int(items), int(builds)


def _write_archive(home: Home, store: Path, target: Path, items: int, builds: int) -> Contents:
    """The manifest stands first, so that a look at an archive is quick; it is filled in at the end."""
    digests: dict[str, str] = {}
    missing: list[str] = []
    with tempfile.TemporaryFile(dir=target.parent) as body:
        with tarfile.open(fileobj=body, mode="w", format=tarfile.PAX_FORMAT) as tar:
            digests["igor.db"] = _add(tar, store, "igor.db")
            for path in _files(home):
                name = str(path.relative_to(home.root))
                try:
                    digests[name] = _add(tar, path, name)
                except FileNotFoundError:
                    missing.append(name)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        contents = Contents(_FORMAT, igor.__version__, created, items, builds, digests, missing)
        body.seek(0)
        with target.open("xb") as file:
            target.chmod(0o600)
            file.write(_manifest_part(contents))
            shutil.copyfileobj(body, file, _BLOCK_BYTES)
            file.flush()
            os.fsync(file.fileno())
    return contents


def _manifest_part(contents: Contents) -> bytes:
    """The first member of the archive, without the end that a tar file of its own would have."""
    data = json.dumps(asdict(contents), indent=1).encode()
    info = tarfile.TarInfo(_MANIFEST)
    info.size, info.mode = len(data), 0o600
    padding = -len(data) % tarfile.BLOCKSIZE
    return info.tobuf(tarfile.PAX_FORMAT) + data + bytes(padding)


def _files(home: Home) -> Iterator[Path]:
    for name in _KEPT:
        path = home.root / name
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.is_file() and not found.is_symlink())


def _add(tar: tarfile.TarFile, path: Path, name: str) -> str:
    """Add a file as long as it is now (a log may be growing); its digest."""
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = status.st_size, status.st_mode & 0o777, int(status.st_mtime)
        reader = _Digesting(file)
        tar.addfile(info, reader)
    return reader.digest.hexdigest()


class _Digesting(io.RawIOBase):
    """Reads a file and remembers the digest of what was read."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


# --- reading


def _extract(archive: Path, folder: Path) -> Contents:
    """Unpack into an empty folder, checking every byte."""
    try:
        with tarfile.open(archive, "r:") as tar:
            contents = _read_manifest(tar)
            left = dict(contents.digests)
            for member in tar:
                if member.name != _MANIFEST:
                    _unpack(tar, member, folder, left)
    except (tarfile.TarError, EOFError) as error:
        raise Invalid(f"{archive} is no whole backup: {error}") from error
    except FileNotFoundError as error:
        raise Invalid(f"there is no {archive}") from error
    if left:
        raise Invalid(f"{archive} is cut off: {len(left)} files are missing, {next(iter(left))} for one")
    _check_store(folder / "igor.db", archive)
    return contents


def _read_manifest(tar: tarfile.TarFile) -> Contents:
    first = tar.next()
    file = tar.extractfile(first) if first is not None and first.name == _MANIFEST else None
    if file is None:
        raise Invalid("this is no backup of Igor: it does not begin with a manifest")
    try:
        data = json.load(file)
        contents = Contents(**data)
    except (ValueError, TypeError) as error:
        raise Invalid(f"the backup's manifest cannot be read: {error}") from error
    if contents.format != _FORMAT:
        raise Invalid(f"the backup has format {contents.format}", hint=f"restore it with Igor {contents.version}")
    return contents


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, left: dict[str, str]) -> None:
    expected = left.pop(member.name, None)
    source = tar.extractfile(member) if member.isreg() else None
    if expected is None or source is None or _is_outside(member.name):
        raise Invalid(f"the backup has something that is not in its manifest: {member.name}")
    target = folder / member.name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, member.mode & 0o777), "wb") as file:
        _copy(source.read, file.write, digest.update)
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != expected:
        raise Invalid(f"{member.name} is damaged in the backup")


def _copy(read: Callable[[int], bytes], *writers: Callable[[bytes], object]) -> None:
    while data := read(_BLOCK_BYTES):
        for write in writers:
            write(data)


def _is_outside(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts


def _check_store(store: Path, archive: Path) -> None:
    try:
        with closing(sqlite3.connect(store)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise Invalid(f"the store in {archive} cannot be read: {error}") from error
    if found != "ok":
        raise Invalid(f"the store in {archive} is damaged: {found}")


def _make_newer(store: Path) -> None:
    """Agents refuse an engine that is older than one they have seen."""
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(
            "UPDATE setting SET value = CAST(CAST(value AS INTEGER) + ? AS TEXT) WHERE key = 'engine_epoch'",
            (_EPOCHS_AHEAD,),
        )
        connection.commit()
