"""The agent's hold on the process that forks wrappers (``igor_wrap.py --run-folders``).

Forking from a small process that has the wrapper loaded costs a tenth of starting Python anew. The process holds no
state: when it is gone another takes its place, and naming a run's folder twice starts it once, as the folder is locked
by the wrapper. Wrappers are in sessions of their own and need neither it nor the agent.

A wrapper whose run left nothing behind waits two seconds for another, which costs a third of a fork: most of a fork's
price are the pages that the child copies when it first writes to them. Where none waits, there is one that the process
has forked ahead and that has written to them already, unless many are started at once.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import NamedTuple

from igor.agents import process

log = logging.getLogger(__name__)

#: For one answer; a process that takes longer is replaced.
_PATIENCE_S = 5.0
#: Less than wrappers wait, so that an address is not another process's by then.
_IDLE_S = 1.5


class Wrapper(NamedTuple):
    """A process; ``ticks``: when it started, None when it has ended already."""

    pid: int
    ticks: int | None


class Idle(NamedTuple):
    """A wrapper that waits for another run."""

    wrapper: Wrapper
    address: bytes
    since_s: float


class Launcher:
    """``wrapper``: ``igor_wrap.py``, compiled or not. ``root``: of the run folders, for the list of processes."""

    def __init__(self, wrapper: Path, root: Path) -> None:
        self._wrapper = wrapper
        # As long as a run's folder but for the letter that ``--run-folders`` has more.
        self._room = root / ("-" * 31)
        self._errors = root.parent / "launcher.err"
        self._socket: socket.socket | None = None
        self._idle: list[Idle] = []
        self._orders: socket.socket | None = None
        self.pid = 0

    def is_idle(self, wrapper: Wrapper, address: bytes) -> None:
        """A wrapper waits for another run at ``address``."""
        self._orders = self._orders or socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._idle.append(Idle(wrapper, address, time.monotonic()))

    def start(self, folder: Path) -> Wrapper:
        """Have a wrapper run ``folder``. Raises OSError when two launchers in a row cannot."""
        wrapper = self._reuse(folder)
        if wrapper is not None:
            return wrapper
        try:
            return self._ask(folder)
        except OSError as error:
            log.warning("launcher replaced pid=%d error=%r", self.pid, str(error))
            self.close()
        return self._ask(folder)

    def open(self) -> None:
        """Start the process if there is none, so that the first run need not wait for it. Raises OSError."""
        if self._socket is None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            ours.settimeout(_PATIENCE_S)
            with theirs:
                self.pid = self._spawn(theirs.fileno())
            self._socket = ours

    def close(self) -> None:
        """End the process; wrappers go on."""
        if self._orders is not None:
            self._orders.close()
            self._orders = None
        self._idle.clear()
        if self._socket is not None:
            self._socket.close()
            self._socket = None
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)

    def _reuse(self, folder: Path) -> Wrapper | None:
        """Give the run to the wrapper that became idle last, if there is one. One that has ended refuses."""
        oldest_s = time.monotonic() - _IDLE_S
        while self._idle and self._orders:
            idle = self._idle.pop()
            if idle.since_s < oldest_s:
                self._idle.clear()
                return None
            try:
                self._orders.sendto(os.fsencode(folder), idle.address)
            except OSError:
                continue
            return idle.wrapper
        return None

    def _ask(self, folder: Path) -> Wrapper:
        self.open()
        assert self._socket is not None
        try:
            self._socket.send(os.fsencode(folder))
            pid = int(self._socket.recv(4096))
        except (ConnectionError, ValueError):
            raise ConnectionError(f"the launcher of wrappers has ended: {self._complaint()}") from None
        return Wrapper(pid, process.start_ticks(pid))

    def _complaint(self) -> str:
        return self._errors.read_bytes()[-2_000:].decode(errors="replace").strip()

    def _spawn(self, fd: int) -> int:
        """In a session of its own, so that a terminal's interrupt is the agent's alone."""
        command = [sys.executable, "-I", "-S", str(self._wrapper), "--run-folders", str(self._room)]
        files = [
            (os.POSIX_SPAWN_DUP2, fd, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, str(self._errors), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        ]
        return os.posix_spawn(command[0], command, {"LANG": "C.UTF-8"}, file_actions=files, setsid=True)
