"""Processes that deploy starts in the background and finds again: a record each in ``run/`` below the home.

A record names pid and start time, so that a reused pid is never taken for ours.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from igor.deploy.settings import write_atomically
from igor.model.errors import IgorError
from igor.model.home import Home

#: Log lines shown when a process dies at its start.
_TAIL_LINES = 15
#: Waits for a line and becomes the command; an end of the input without one ends it.
_ONCE_TOLD = 'read -r _ && exec "$@" </dev/null'


@dataclass(frozen=True, slots=True)
class Running:
    """A background process: ``started`` as psutil tells it, the controller's ``port``.

    ``release``: the one that it was started from and may read files of; ``program``: Igor and wrapper as they were.
    """

    name: str
    pid: int
    started: float
    port: int
    release: str
    program: str = ""

    @property
    def is_alive(self) -> bool:
        try:
            process = psutil.Process(self.pid)
            return process.create_time() == self.started and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False


def _record(home: Home, name: str) -> Path:
    return home.run / f"{name}.process.json"


def find(home: Home, name: str) -> Running | None:
    """The recorded process if it lives."""
    try:
        running = Running(**json.loads(_record(home, name).read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return running if running.is_alive else None


def log_file(home: Home, name: str) -> Path:
    """Where a process' own messages go."""
    return home.logs / f"{name}.log"


def start(home: Home, name: str, arguments: Sequence[str], *, port: int, release: str, program: str) -> Running:
    """Start ``igor ARGUMENTS`` detached, its output appended to its log file, and record it.

    It begins once its record is written: a deploy that is killed in between leaves no process that nobody knows.
    """
    with log_file(home, name).open("ab") as log:
        process = subprocess.Popen(
            ["/bin/sh", "-c", _ONCE_TOLD, "sh", sys.executable, "-m", "igor", *arguments],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd=home.root,
            start_new_session=True,
        )
    assert process.stdin is not None
    running = Running(name, process.pid, psutil.Process(process.pid).create_time(), port, release, program)
    try:
        with process.stdin as gate:
            write_atomically(_record(home, name), json.dumps(asdict(running)))
            gate.write(b"go\n")
    except BaseException:
        process.wait()
        raise
    return running


def wait_until(running: Running, home: Home, ready: Callable[[], bool], *, timeout_s: float, doing: str) -> None:
    """Wait until ``ready()``; raises IgorError with the log's last lines when the process dies or takes too long."""
    deadline = time.monotonic() + timeout_s
    while not ready():
        if not _is_alive_child(running):
            raise IgorError(
                f"{running.name} ended while {doing}:\n{tail(home, running.name)}", hint=_log_hint(home, running)
            )
        if time.monotonic() > deadline:
            raise IgorError(
                f"{running.name} is still not there after {timeout_s:.0f} s of {doing}:\n{tail(home, running.name)}",
                hint=_log_hint(home, running),
            )
        time.sleep(0.05)


def _is_alive_child(running: Running) -> bool:
    try:
        os.waitpid(running.pid, os.WNOHANG)
    except ChildProcessError:
        return running.is_alive
    return running.is_alive


def _log_hint(home: Home, running: Running) -> str:
    return f"its log is {log_file(home, running.name)}; deploy again when the cause is gone"


def tail(home: Home, name: str) -> str:
    """The last lines of a process' log, indented."""
    try:
        lines = log_file(home, name).read_text(errors="replace").splitlines()[-_TAIL_LINES:]
    except FileNotFoundError:
        lines = []
    return "\n".join(f"  | {line}" for line in lines) or "  (it wrote nothing)"


def stop(home: Home, *names: str, timeout_s: float) -> list[str]:
    """TERM all of them, and KILL after ``timeout_s``; the names of those that there were to stop."""
    found = [running for name in names if (running := find(home, name)) is not None]
    end_processes([running.pid for running in found], timeout_s=timeout_s)
    for name in names:
        _record(home, name).unlink(missing_ok=True)
    return [running.name for running in found]


def end_processes(pids: Sequence[int], *, timeout_s: float) -> None:
    """TERM all of them, wait, then KILL what is left with its children."""
    alive = [process for pid in pids if (process := _process(pid)) is not None]
    for process in alive:
        _signal(process, signal.SIGTERM)
    left = _wait_for_end(alive, timeout_s=timeout_s)
    family = [child for process in left for child in [*_children(process), process]]
    for process in family:
        _signal(process, signal.SIGKILL)
    _wait_for_end(family, timeout_s=timeout_s)


def _process(pid: int) -> psutil.Process | None:
    """The living one; ``process_iter`` may give an earlier one that had the number."""
    try:
        return psutil.Process(pid)
    except psutil.NoSuchProcess:
        return None


def _wait_for_end(family: Sequence[psutil.Process], *, timeout_s: float) -> list[psutil.Process]:
    """Those that still run after ``timeout_s``. A zombie has ended: its parent may take note late, or never."""
    deadline = time.monotonic() + timeout_s
    while (left := [process for process in family if _runs(process)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


def _runs(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _signal(process: psutil.Process, number: int) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return


def stop_runs(home: Home, *, timeout_s: float) -> int:
    """End every wrapper below the agents' homes, and whatever their commands left behind; how many wrappers."""
    agents = f"{home.agents}{os.sep}"
    wrappers, run_ids = [], set()
    for process in psutil.process_iter():
        folder = _run_folder(process)
        if folder and folder.startswith(agents):
            wrappers.append(process.pid)
            run_ids.add(Path(folder).name)
    end_processes(wrappers, timeout_s=timeout_s)
    end_processes([p.pid for p in psutil.process_iter() if _run_id(p) in run_ids], timeout_s=1)
    return len(wrappers)


def _run_folder(process: psutil.Process) -> str | None:
    try:
        command = process.cmdline()
    except psutil.Error:
        return None
    return command[command.index("--run-folder") + 1] if "--run-folder" in command[:-1] else None


def _run_id(process: psutil.Process) -> str | None:
    try:
        return process.environ().get("IGOR_RUN_ID")
    except psutil.Error:
        return None
