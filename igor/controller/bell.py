"""What the engine's thread waits for between two ticks: a ring from its other threads or from another process.

``ring`` wants a decision now. ``hear`` says that something was reported, which can wait until the engine has rested.
Both stay until the next ``wait`` returns, so none is lost while a tick is under way.
"""

from __future__ import annotations

import contextlib
import logging
import os
import select
import socket
import time

from igor.model.home import Home

log = logging.getLogger(__name__)

_COUNTER = os.EFD_NONBLOCK | os.EFD_CLOEXEC


class Bell:
    """``ring`` and ``hear`` from any thread; ``wait`` from one. Other processes ring with a datagram to the home's
    ``engine_socket``.
    """

    def __init__(self, home: Home) -> None:
        self._rung = os.eventfd(0, _COUNTER)
        self._heard = os.eventfd(0, _COUNTER)
        self._wire = _open_wire(home)
        self._rings, self._all = select.poll(), select.poll()
        for poller in (self._rings, self._all):
            poller.register(self._rung, select.POLLIN)
            poller.register(self._wire, select.POLLIN)
        self._all.register(self._heard, select.POLLIN)

    def ring(self) -> None:
        os.eventfd_write(self._rung, 1)

    def hear(self) -> None:
        os.eventfd_write(self._heard, 1)

    def wait(self, limit_s: float, rest_s: float) -> bool:
        """Until it rings, or until something was heard and ``rest_s`` have passed, or ``limit_s``; whether it rang."""
        rested_s = time.monotonic() + rest_s
        ready = self._all.poll(limit_s * 1000)
        if [fd for fd, _ in ready] == [self._heard]:
            ready += self._rings.poll(max(0.0, rested_s - time.monotonic()) * 1000)
        found = {fd for fd, _ in ready}
        for counter in found & {self._rung, self._heard}:
            os.eventfd_read(counter)
        if self._wire.fileno() in found:
            self._drain()
        return bool(found - {self._heard})

    def close(self) -> None:
        self._wire.close()
        os.close(self._rung)
        os.close(self._heard)

    def _drain(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._wire.recv(64):
                pass


def _open_wire(home: Home) -> socket.socket:
    """Without it (a path beyond the kernel's 107 bytes) other processes cannot ring."""
    with contextlib.suppress(FileNotFoundError):
        home.engine_socket.unlink()
    wire = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
    try:
        wire.bind(str(home.engine_socket))
        home.engine_socket.chmod(0o600)
    except OSError as error:
        log.warning("no wake-ups through %s: %s", home.engine_socket, error)
    return wire
