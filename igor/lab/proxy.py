"""``python proxy.py ADDRESS PORT WAIT_S``: standard input and output become a connection. ssh's way into a lab.

Tries for so long until somebody answers. Run as a file, inside the lab's namespaces, without the rest of Igor.
"""

from __future__ import annotations

import os
import select
import socket
import sys
import time

_RETRY_S = 0.1
_CHUNK_BYTES = 1 << 16


def connect(address: str, port: int, wait_s: float) -> socket.socket:
    """Raises: OSError: nobody answered in that time."""
    deadline = time.monotonic() + wait_s
    while True:
        try:
            connection = socket.create_connection((address, port), timeout=max(1.0, deadline - time.monotonic()))
        except OSError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(_RETRY_S)
        else:
            connection.settimeout(None)
            return connection


def copy(connection: socket.socket) -> None:
    """Both ways, until the other side ends or our own does."""
    while True:
        ready, _, _ = select.select([connection.fileno(), 0], [], [])
        if connection.fileno() in ready:
            data = connection.recv(_CHUNK_BYTES)
            if not data:
                return
            _write(data)
        if 0 in ready:
            data = os.read(0, _CHUNK_BYTES)
            if not data:
                return
            connection.sendall(data)


def _write(data: bytes) -> None:
    while data:
        data = data[os.write(1, data) :]


def main(address: str, port: str, wait_s: str) -> int:
    try:
        with connect(address, int(port), float(wait_s)) as connection:
            copy(connection)
    except OSError as error:
        print(f"{address}:{port}: {error.strerror or error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
