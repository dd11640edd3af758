"""What every service needs: the store, the home folder, the clock, the key. One per process."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass
from functools import partial

from igor.controller.secrets import SecretBox
from igor.model.clock import Clock, SystemClock
from igor.model.home import Home
from igor.storage.store import Store


@dataclass(frozen=True, slots=True)
class Controller:
    """The services' context. Services are functions that take it first."""

    store: Store
    home: Home
    clock: Clock
    secret_box: SecretBox
    _wire: socket.socket

    @classmethod
    def open(cls, home: Home, *, clock: Clock | None = None, is_engine: bool = False) -> Controller:
        """Make the home folder when missing, open (create, migrate) its store and its key.

        Args:
            is_engine: commits are the engine's own; those of others tell it to look.

        Raises:
            IgorError: a store of a newer version, a damaged key.
        """
        home.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (home.run, home.logs, home.jobs):
            folder.mkdir(exist_ok=True)
        box = SecretBox.open(home.secrets)
        store = Store.create_or_migrate(home.database)
        wire = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        if not is_engine:
            store.after_commit = partial(_wake_engine, wire, str(home.engine_socket))
        return cls(store, home, clock or SystemClock(), box, wire)

    def now_ms(self) -> int:
        return self.clock.now_ms()

    def close(self) -> None:
        self.store.close()
        self._wire.close()


def _wake_engine(wire: socket.socket, address: str) -> None:
    """Shorten the engine's wait for its next look; when it does not run, nothing is lost."""
    with contextlib.suppress(OSError):
        wire.sendto(b"wake", address)
