"""Where wrappers tell the agent that there is something to look at: a socket for datagrams in the agent's home.

A notice is only a hint, so one that is lost costs half a second and nothing else. See ``Notices`` in ``igor_wrap.py``.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import NamedTuple

_NAME = "agent.sock"
#: Read at once before other things have their turn.
_READS = 256
_BUFFER_BYTES = 1024 * 1024


class Notice(NamedTuple):
    """``kind``: ``o``, the run has output; ``e``, it has ended; ``i``, it has ended and its ``wrapper`` (process id and
    start in ticks) waits for another at ``address``.
    """

    kind: str
    run_id: str
    address: bytes = b""
    wrapper: tuple[int, int] = (0, 0)


class Notices:
    """The socket; a notice may come twice, late or not at all."""

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

    def read(self) -> list[Notice]:
        """What has come, each notice once."""
        notices: dict[Notice, None] = {}
        try:
            for _ in range(_READS):
                data, address = self._socket.recvfrom(128)
                notices[_read(data.decode("ascii", "replace"), address or b"")] = None
        except BlockingIOError:
            pass
        return list(notices)

    def close(self) -> None:
        self._socket.close()


def _read(text: str, address: bytes) -> Notice:
    pid, _, ticks = text[33:].partition(" ")
    wrapper = (int(pid), int(ticks)) if pid.isdigit() and ticks.isdigit() else (0, 0)
    return Notice(text[:1], text[1:33], address, wrapper)
