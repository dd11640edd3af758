"""The barest controller and agents that keep the same promise: what is acknowledged is on disk. Nothing else.

    python bench/prototype.py controller FOLDER PORT
    python bench/prototype.py agent PORT PLACES

Used by ``bench/buildbot.py`` to see what Igor adds to this path: one event loop, SQLite with ``synchronous = FULL`` and
one transaction for all that gathered meanwhile, a log file a build, ``posix_spawn`` without a wrapper. Peers send JSON
lines over TCP: ``{"run": COMMAND}`` queues a build (answered once it is committed), ``hold`` and ``release`` the queue.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

Change = tuple[str, tuple[object, ...], Callable[[], object]]


class Controller:
    """``changes``: what is to be committed, and what to do then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = sqlite3.connect(folder / "store", isolation_level=None, check_same_thread=False)
        self.store.execute("PRAGMA journal_mode = WAL")
        self.store.execute("PRAGMA synchronous = FULL")
        self.store.execute("CREATE TABLE build (id INTEGER PRIMARY KEY, command TEXT, state TEXT, exit_code INTEGER)")
        self.last = 0
        self.queue: deque[tuple[int, str]] = deque()
        self.free: deque[asyncio.StreamWriter] = deque()
        self.held = False
        self.changes: list[Change] = []
        self.woken = asyncio.Event()
        self.thread = ThreadPoolExecutor(1)

    def change(self, sql: str, values: tuple[object, ...], then: Callable[[], object]) -> None:
        self.changes.append((sql, values, then))
        self.woken.set()

    async def commit_all(self) -> None:
        while await self.woken.wait():
            self.woken.clear()
            batch, self.changes = self.changes, []
            await asyncio.get_running_loop().run_in_executor(self.thread, self._commit, batch)
            for _, _, then in batch:
                then()

    def _commit(self, batch: list[Change]) -> None:
        self.store.execute("BEGIN IMMEDIATE")
        for sql, values, _ in batch:
            self.store.execute(sql, values)
        self.store.execute("COMMIT")

    def dispatch(self) -> None:
        while self.queue and self.free and not self.held:
            (build, command), agent = self.queue.popleft(), self.free.popleft()
            order = {"build": build, "command": command}
            self.change("UPDATE build SET state = 'running' WHERE id = ?", (build,), partial(_say, agent, order))

    def take(self, message: dict[str, Any], peer: asyncio.StreamWriter) -> None:
        if "run" in message:
            self.last += 1
            self.queue.append((self.last, message["run"]))
            self.change("INSERT INTO build VALUES (?, ?, 'queued', NULL)", (self.last, message["run"]), self.dispatch)
            self.change("SELECT 1", (), partial(_say, peer, {}))
        elif "places" in message:
            self.free.extend([peer] * message["places"])
            self.dispatch()
        elif "log" in message:
            (self.folder / f"{message['build']}.log").write_text(message["log"])
            self.free.append(peer)
            sql = "UPDATE build SET state = 'finished', exit_code = ? WHERE id = ?"
            self.change(sql, (message["exit_code"], message["build"]), self.dispatch)
        else:
            self.held = message["held"]
            self.dispatch()
            _say(peer, {})

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            self.take(json.loads(line), writer)


def _say(peer: asyncio.StreamWriter, message: dict[str, object]) -> None:
    peer.write(json.dumps(message).encode() + b"\n")


async def run_controller(folder: str, port: str) -> None:
    controller = Controller(Path(folder))
    await asyncio.start_server(controller.serve, "127.0.0.1", int(port))
    await controller.commit_all()


async def run_agent(port: str, places: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(port))
    _say(writer, {"places": int(places)})
    while line := await reader.readline():
        order = json.loads(line)
        reading, writing = os.pipe2(os.O_CLOEXEC)
        actions = [(os.POSIX_SPAWN_DUP2, writing, 1), (os.POSIX_SPAWN_DUP2, writing, 2)]
        pid = os.posix_spawn("/bin/sh", ["sh", "-c", order["command"]], os.environ, file_actions=actions, setsid=True)
        os.close(writing)
        asyncio.get_running_loop().add_reader(reading, _read, reading, pid, order["build"], writer, [])


def _read(fd: int, pid: int, build: int, writer: asyncio.StreamWriter, log: list[bytes]) -> None:
    if data := os.read(fd, 65536):
        log.append(data)
        return
    asyncio.get_running_loop().remove_reader(fd)
    os.close(fd)
    exit_code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    _say(writer, {"build": build, "exit_code": exit_code, "log": b"".join(log).decode(errors="replace")})


if __name__ == "__main__":
    asyncio.run({"controller": run_controller, "agent": run_agent}[sys.argv[1]](*sys.argv[2:]))
