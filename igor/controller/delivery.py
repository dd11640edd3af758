"""Taking what a run delivers: pieces of files at their offsets, and a commit that makes them the build's.

Pieces lie in a folder of the run's own, so a half-finished delivery is seen by nobody and goes with its build. A call
may come again after a crash: a piece is written to its place, a commit whose files are gone asks for all of them again.
The other side is ``igor.agents.upload``.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import msgspec

from igor.agents import files
from igor.agents.process import boot_id
from igor.agents.publish import ARCHIVE, TESTS
from igor.controller import build_outputs, logs, test_results, uploads
from igor.controller.build_publish import run_token
from igor.controller.context import Controller
from igor.model.errors import Conflict, Invalid, NotFound, Unauthenticated
from igor.storage import queries

_SQL = queries.load("leavings")
_MAX_NAME_BYTES = 255
#: A file counts as made by the build when it changed no earlier than this before its start.
_MARGIN_MS = 2_000


class Delivered(msgspec.Struct, array_like=True):
    """One file: its size in bytes, when it changed, its digests."""

    path: str
    size: int
    mtime_ms: int
    md5: str
    sha256: str


class Fingerprint(msgspec.Struct, array_like=True):
    """A file that was not delivered."""

    path: str
    md5: str
    mtime_ms: int


class Commit(msgspec.Struct):
    """``boot``: of the controller's machine when the first piece came. ``fingerprinted``: which of ``files``."""

    boot: str
    files: list[Delivered]
    fingerprinted: list[str] = []
    fingerprints: list[Fingerprint] = []
    tests: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class DeliveringRun:
    """A run that is under way, with its build."""

    run_id: str
    build_id: int
    item_id: int
    full_name: str
    number: int
    started_ms: int


def prove(controller: Controller, run_id: str, token: str) -> None:
    """Raises Unauthenticated: the token is not this run's."""
    if not hmac.compare_digest(run_token(controller.secret_box, run_id).encode(), token.encode()):
        raise Unauthenticated("this token is not the run's", hint="a run's token is in its order alone")


def check(controller: Controller, run_id: str, token: str) -> DeliveringRun:
    """The run that may deliver with this token.

    Raises:
        Unauthenticated: the token is not this run's.
        NotFound: there is no such run.
        Conflict: it has ended.
    """
    prove(controller, run_id, token)
    with controller.store.read() as connection:
        row = connection.execute(_SQL["delivering_run"], {"run_id": run_id}).fetchone()
    if row is None:
        raise NotFound(f"there is no run {run_id}", hint="was its build deleted?")
    if row["state"] != "launched":
        raise Conflict(f"run {run_id} of {row['full_name']} #{row['number']} has ended")
    return DeliveringRun(run_id, row["build_id"], row["item_id"], row["full_name"], row["number"], row["started_ms"])


def take_pieces(controller: Controller, run: DeliveringRun, body: bytes) -> str:
    """Write pieces to their places; this machine's boot, for the commit.

    ``body``: a JSON list of [path, offset, length], a newline, then the bytes of all pieces.

    Raises:
        Invalid: another form, or a path that does not lie below the delivery.
    """
    head, newline, _ = body.partition(b"\n")
    try:
        pieces = msgspec.json.decode(head, type=list[tuple[str, int, int]])
    except msgspec.DecodeError as error:
        raise Invalid(f"the pieces cannot be read: {error}") from error
    view = memoryview(body)[len(head) + len(newline) :]
    if sum(length for _, _, length in pieces) != len(view) or any(min(piece[1:]) < 0 for piece in pieces):
        raise Invalid(f"{len(view)} bytes do not match the lengths of their pieces")
    folder = _folder(controller, run)
    at = 0
    for path, offset, length in pieces:
        _write(folder.joinpath(*segments(path)), offset, view[at : at + length])
        at += length
    return boot_id()


def segments(path: str) -> list[str]:
    """A delivered file's path in parts. Raises Invalid: it leads elsewhere, or names nothing."""
    parts = path.split("/")
    if any(part in ("", ".", "..") or "\0" in part or len(part.encode()) > _MAX_NAME_BYTES for part in parts):
        raise Invalid(f"not a path of a file that can be kept: {path!r}")
    return parts


def commit(controller: Controller, run: DeliveringRun, wanted: Commit) -> bool:
    """Make what came the build's; False when some of it is not here (any more): it is to be sent again.

    Durable when this returns True: files, then rows.
    """
    folder = _folder(controller, run)
    if wanted.files and (wanted.boot != boot_id() or not all(_is_here(folder, file) for file in wanted.files)):
        shutil.rmtree(folder, ignore_errors=True)
        return False
    files = [folder.joinpath(*segments(file.path)) for file in wanted.files]
    for path, file in zip(files, wanted.files, strict=True):
        os.utime(path, ns=(file.mtime_ms * 1_000_000,) * 2)
    _make_durable(files)
    if wanted.tests is not None:
        test_results.keep(controller, run.item_id, run.full_name, run.number, (folder / TESTS).read_bytes())
    archive = controller.home.artifacts(run.full_name, run.number)
    _merge(folder / ARCHIVE, archive)
    controller.store.write(lambda connection: _record(connection, run, wanted, controller.now_ms()))
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.parent.rmdir()
    return True


def given_file(controller: Controller, run: DeliveringRun, index: str) -> Path:
    """A file that the run's build was given. Raises NotFound."""
    path = uploads.kept(
        controller.home.build_folder(run.full_name, run.number), int(index) if index.isdecimal() else -1
    )
    if not path.is_file():
        raise NotFound(f"{run.full_name} #{run.number} was given no file {index}")
    return path


def _is_here(folder: Path, file: Delivered) -> bool:
    try:
        return folder.joinpath(*segments(file.path)).stat().st_size == file.size
    except OSError:
        return False


def _folder(controller: Controller, run: DeliveringRun) -> Path:
    return controller.home.delivery(run.full_name, run.number, run.run_id)


def _write(path: Path, offset: int, data: memoryview) -> None:
    """A whole file in one piece is written anew; a longer one was cut at its first piece."""
    try:
        descriptor = _open(path, offset)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _open(path, offset)
    try:
        while data:
            written = os.pwrite(descriptor, data, offset)
            data, offset = data[written:], offset + written
    finally:
        os.close(descriptor)


def _open(path: Path, offset: int) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | (0 if offset else os.O_TRUNC), 0o644)


def _make_durable(files: list[Path]) -> None:
    """Many files go together: one flush of everything costs less than one for each."""
    if len(files) > 64:
        os.sync()
    else:
        logs.make_durable(files)


def _merge(source: Path, target: Path) -> None:
    """Move every file to the same place below ``target``, over one that is there."""
    if not source.exists():
        return
    folders = {target.parent, target}
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        file.replace(place)
        folders.update(parent for parent in place.parents if parent.is_relative_to(target))
    for folder in folders if len(folders) <= 64 else ():
        files.sync(folder)
    if len(folders) > 64:
        os.sync()


def _record(connection: sqlite3.Connection, run: DeliveringRun, wanted: Commit, now_ms: int) -> None:
    if wanted.tests is not None:
        counts = msgspec.json.encode(wanted.tests).decode()
        connection.execute(_SQL["set_tests"], {"build_id": run.build_id, "tests": counts})
    delivered = {file.path.removeprefix(ARCHIVE): (file.size, file.sha256) for file in wanted.files}
    build_outputs.fill_in(connection, run.build_id, delivered)
    kept = [file.size for file in wanted.files if file.path.startswith(ARCHIVE)]
    if kept:
        facts = {"item_id": run.item_id, "number": run.number, "build_id": run.build_id}
        connection.execute(_SQL["put_artifacts"], facts | {"files": len(kept), "bytes": sum(kept)})
    tracked = set(wanted.fingerprinted)
    found = [
        (file.path.removeprefix(ARCHIVE), file.md5, file.mtime_ms) for file in wanted.files if file.path in tracked
    ]
    found += [(each.path, each.md5, each.mtime_ms) for each in wanted.fingerprints]
    for path, md5, mtime_ms in found:
        values = {"md5": md5, "build_id": run.build_id, "file_name": path, "now_ms": now_ms}
        connection.execute(_SQL["add_fingerprint"], values | {"made_here": mtime_ms >= run.started_ms - _MARGIN_MS})
