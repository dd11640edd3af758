"""The runs that an agent holds: one folder each, from which everything is known again after a crash.

``runs/<run_id>/``: ``spec.json`` (what to run; written last, deleted first), ``script``, ``log``,
``state.jsonl`` (the wrapper's; see ``wrapper/igor_wrap.py``), ``stop`` (a stop was asked; the reason), ``forget``
(delete when it has ended), ``wrapper.err`` (why the wrapper could not start).

What must be on disk when: nothing while a run goes on, for a loss of power ends it, and a run that was prepared before
the machine's last start is never started. An end is on disk within seconds, unless the engine had it first
(``Forget``).
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from igor.agents.codec import plain, read_attempts
from igor.agents.files import replace_file, sync_file, sync_folder
from igor.agents.lean import remove_tree
from igor.agents.outputs import FILE_NAME
from igor.agents.protocol import RunAttempt, RunOutcome
from igor.model.errors import Invalid

log = logging.getLogger(__name__)

_RUN_ID = re.compile(r"[0-9a-f]{32}")
#: Of ``wrapper.err`` in an outcome's message.
_MESSAGE_BYTES = 2_000
#: Folders that each run has.
_FOLDERS = frozenset(["artifacts", "output-1.d"])
#: Emptied folders that wait for a run.
_MOST_USED = 32


class RunState(NamedTuple):
    """A line of ``state.jsonl``: the wrapper's process, and once ``state`` is ``finished`` how the run ended."""

    state: str
    pid: int = 0
    pid_started_ticks: int = 0
    boot_id: str = ""
    started_ms: int = 0
    attempts: list[RunAttempt] = []
    outcome: str = ""
    exit_code: int | None = None
    duration_ms: int = 0
    message: str = ""

    @property
    def result(self) -> RunOutcome | None:
        """None while it is not finished."""
        if self.state != "finished":
            return None
        return RunOutcome(self.outcome, self.exit_code, self.attempts, self.duration_ms, self.message)


def read_state(data: bytes) -> RunState:
    """What the last whole line of ``state.jsonl`` says; without one, no more than that a wrapper has started."""
    for line in reversed(data.split(b"\n")):
        try:
            fields = {name: value for name, value in json.loads(line).items() if name in RunState._fields}
            return RunState(**{**fields, "attempts": read_attempts(fields.get("attempts", []))})
        except (ValueError, TypeError, AttributeError):
            continue
    return RunState("started")


def check_run_id(run_id: str) -> str:
    """Raises Invalid: a run's id becomes a folder's name."""
    if not _RUN_ID.fullmatch(run_id):
        raise Invalid(f"the run id {run_id!r} is not 32 hexadecimal digits")
    return run_id


class RunFolder(NamedTuple):
    """One run on disk."""

    path: Path

    @property
    def run_id(self) -> str:
        return self.path.name

    @property
    def log(self) -> Path:
        return self.path / "log"

    @property
    def is_stop_requested(self) -> bool:
        return (self.path / "stop").exists()

    @property
    def is_unwanted(self) -> bool:
        return (self.path / "forget").exists()

    @property
    def created_ms(self) -> int:
        """0 for a folder without a spec, as a loss of power may leave it."""
        try:
            return (self.path / "spec.json").stat().st_mtime_ns // 1_000_000
        except FileNotFoundError:
            return 0

    def spec(self) -> dict[str, Any]:
        """What the wrapper was told; empty when a loss of power took it."""
        try:
            return dict(json.loads((self.path / "spec.json").read_bytes()))
        except (FileNotFoundError, ValueError):
            return {}

    def state(self) -> RunState | None:
        """None: no wrapper has started here. A file that a loss of power left empty says no more than that one had."""
        try:
            with open(f"{self.path}/state.jsonl", "rb") as file:
                return read_state(file.read())
        except FileNotFoundError:
            return None

    def state_version(self) -> int | None:
        """Changes whenever the wrapper adds to its state."""
        try:
            return os.stat(f"{self.path}/state.jsonl").st_size
        except FileNotFoundError:
            return None

    def is_locked(self) -> bool:
        """Whether a wrapper is at work here, also one that has not yet written its state."""
        try:
            with (self.path / "spec.json").open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except FileNotFoundError:
            return False
        return False

    def log_bytes(self) -> int:
        try:
            return os.stat(f"{self.path}/log").st_size
        except FileNotFoundError:
            return 0

    def read_log(self, offset: int, limit: int) -> bytes:
        """Up to ``limit`` bytes from ``offset``; empty at the present end."""
        try:
            fd = os.open(f"{self.path}/log", os.O_RDONLY)
        except FileNotFoundError:
            return b""
        try:
            return os.pread(fd, limit, offset)
        finally:
            os.close(fd)

    def request_stop(self, reason: str) -> None:
        """Leave the reason where the wrapper looks for it; the signal follows. The first reason stays."""
        if not self.is_stop_requested:
            replace_file(self.path / "stop", reason.encode("utf-8", "replace"))

    def mark_unwanted(self) -> None:
        replace_file(self.path / "forget", b"")

    def make_durable(self) -> None:
        """Bring log and state to disk. A run that is deleted meanwhile needs no more. Raises OSError."""
        sync_file(self.log)
        sync_file(self.path / "state.jsonl")
        sync_file(self.path / FILE_NAME)
        sync_folder(self.path)

    def finish_for(self, state: RunState | None, outcome: RunOutcome) -> RunState:
        """Record the end of a run whose wrapper cannot do it any more."""
        ended = (state or RunState("started"))._replace(
            state="finished",
            outcome=outcome.outcome,
            exit_code=outcome.exit_code,
            duration_ms=outcome.duration_ms,
            message=outcome.message,
        )
        fd = os.open(self.path / "state.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(fd, f"\n{json.dumps(plain(ended))}\n".encode())
        finally:
            os.close(fd)
        return ended

    def wrapper_complaint(self) -> str:
        """What the wrapper wrote to its standard error, for the case that it could not start."""
        try:
            return (self.path / "wrapper.err").read_bytes()[-_MESSAGE_BYTES:].decode(errors="replace").strip()
        except FileNotFoundError:
            return ""

    def complain(self, text: str) -> None:
        """Say why there is no wrapper."""
        replace_file(self.path / "wrapper.err", text.encode("utf-8", "replace"))

    def delete(self) -> None:
        """The spec goes first, so that what a crash leaves is no run any more (``RunStore.sweep``)."""
        try:
            os.unlink(f"{self.path}/spec.json")
            for name in os.listdir(self.path):
                os.unlink(f"{self.path}/{name}")
            os.rmdir(self.path)
        except OSError:
            remove_tree(self.path)


class RunStore:
    """All runs below one folder.

    ``used``, beside it: emptied folders of earlier runs for the next ones, as making and removing folders takes longer.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._used = root.with_name("used")
        self._free: list[str] = []
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._used.mkdir(exist_ok=True, mode=0o700)

    def folder(self, run_id: str) -> RunFolder:
        return RunFolder(self.root / check_run_id(run_id))

    def all(self) -> Iterator[RunFolder]:
        """Oldest first."""
        folders = [RunFolder(path) for path in self.root.iterdir() if _RUN_ID.fullmatch(path.name)]
        yield from sorted(folders, key=lambda folder: (folder.created_ms, folder.run_id))

    def create(self, run_id: str, files: dict[str, bytes]) -> RunFolder:
        """A new run; ``files`` are written in their order, the spec last. Raises OSError, leaving nothing."""
        folder = self.folder(run_id)
        if not self._take_used(folder.path):
            os.mkdir(folder.path, 0o700)
        try:
            for name, data in files.items():
                if "/" in name:
                    os.makedirs(os.path.dirname(f"{folder.path}/{name}"), mode=0o700, exist_ok=True)
                _write_new(f"{folder.path}/{name}", data, 0o700 if name == "script" else 0o600)
        except OSError:
            remove_tree(folder.path)
            raise
        return folder

    def _take_used(self, path: Path) -> bool:
        while self._free:
            try:
                os.rename(self._free.pop(), path)
            except OSError:
                continue
            return True
        return False

    def recycle(self, folder: RunFolder) -> None:
        """Delete a run; its folder may serve another, for no process is left that might write there."""
        used = f"{self._used}/{folder.run_id}"
        try:
            if len(self._free) < _MOST_USED:
                os.rename(folder.path, used)
                if _empty(used):
                    self._free.append(used)
                    return
        except OSError as error:
            log.warning("run folder not used again run=%s error=%r", folder.run_id, str(error))
        remove_tree(Path(used))
        folder.delete()

    def sweep(self) -> None:
        """Remove what a crash left half made or half deleted: a folder without a whole spec is no run."""
        for path in self._used.iterdir():
            remove_tree(path)
        for path in self.root.iterdir():
            if not RunFolder(path).spec():
                remove_tree(path)


def _empty(folder: str) -> bool:
    """Delete what a run leaves in its folder but for its empty folders; whether that is all. Raises OSError."""
    for entry in list(os.scandir(folder)):
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)
        elif entry.name not in _FOLDERS or entry.stat().st_mode & 0o7777 != 0o700 or os.listdir(entry.path):
            return False
    return True


def _write_new(path: str, data: bytes, mode: int) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        while data:
            data = data[os.write(fd, data) :]
    finally:
        os.close(fd)
