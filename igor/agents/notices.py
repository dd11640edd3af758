"""Where wrappers tell the agent that there is something to look at: a socket for datagrams in the agent's home.

A notice is only a hint, so one that is lost costs half a second and nothing else. See ``Notices`` in ``igor_wrap.py``.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

_NAME = "agent.sock"
#: Read at once before other things have their turn.
_READS = 256
_BUFFER_BYTES = 1024 * 1024


class Notices:
    """``read`` gives (kind, run id): kind ``o``, the run has output; ``e``, it has ended."""

    def __init__(self, home: Path) -> None:
        self._path = home / _NAME
        if self._path.exists():
            self._path.unlink()
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)
        folder = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
        try:
            # The home may lie deeper than the 107 bytes of an address reach.
            self._socket.bind(f"/proc/self/fd/{folder}/{_NAME}")
        finally:
            os.close(folder)
        self._path.chmod(0o600)

    def fileno(self) -> int:
        return self._socket.fileno()

    def read(self) -> list[tuple[str, str]]:
        """What has come, each notice once."""
        notices: dict[tuple[str, str], None] = {}
        try:
            for _ in range(_READS):
                text = self._socket.recv(64).decode("ascii", "replace")
                notices[text[:1], text[1:]] = None
        except BlockingIOError:
            pass
        return list(notices)

    def close(self) -> None:
        self._socket.close()
