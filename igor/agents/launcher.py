"""The agent's hold on the process that forks wrappers (``igor_wrap.py --run-folders``).

Forking from a small process that has the wrapper loaded costs a tenth of starting Python anew. The process holds no
state: when it is gone another takes its place, and naming a run's folder twice starts it once, as the folder is locked
by the wrapper. Wrappers are in sessions of their own and need neither it nor the agent.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from pathlib import Path

log = logging.getLogger(__name__)

#: For one answer; a process that takes longer is replaced.
_PATIENCE_S = 5.0


class Launcher:
    """``wrapper``: ``igor_wrap.py``, compiled or not. ``root``: of the run folders, for the list of processes."""

    def __init__(self, wrapper: Path, root: Path) -> None:
        self._wrapper = wrapper
        self._room = root / ("-" * 34)
        self._errors = root.parent / "launcher.err"
        self._socket: socket.socket | None = None
        self.pid = 0

    def start(self, folder: Path) -> int:
        """Have a wrapper run ``folder``; its process id. Raises OSError when two launchers in a row cannot."""
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
        if self._socket is not None:
            self._socket.close()
            self._socket = None
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)

    def _ask(self, folder: Path) -> int:
        self.open()
        assert self._socket is not None
        try:
            self._socket.send(os.fsencode(folder))
            return int(self._socket.recv(4096))
        except (ConnectionError, ValueError):
            raise ConnectionError(f"the launcher of wrappers has ended: {self._complaint()}") from None

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
