"""A real store, a real engine process, and a scripted agent on a real WebSocket, for the engine's tests."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from xml.sax.saxutils import escape

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from igor.agents import codec, protocol
from igor.agents.protocol import (
    Forget,
    HeldRun,
    Hello,
    Launch,
    LogFrom,
    RunAttempt,
    RunFinished,
    RunOutcome,
    RunStarted,
)
from igor.controller import items, nodes, queue, settings
from igor.controller.context import Controller
from igor.model.build import Cause
from igor.model.home import Home

T = TypeVar("T")
BY_ADMIN = Cause("user", "Started by user admin", {"user_id": "admin", "user_name": "admin"})


def wait_for(condition: Callable[[], T], what: str, timeout_s: float = 20.0) -> T:
    """The first true value of ``condition``."""
    deadline = time.monotonic() + timeout_s
    while not (value := condition()):
        assert time.monotonic() < deadline, f"not within {timeout_s} s: {what}"
        time.sleep(0.01)
    return value


def job_xml(*scripts: str, extra: str = "", policy: str = "", concurrent: bool = False, label: str = "") -> str:
    """A freestyle job of shell steps; ``extra`` are more elements of the project."""
    steps = "".join(f"<hudson.tasks.Shell><command>{escape(s)}</command></hudson.tasks.Shell>" for s in scripts)
    node = f"<assignedNode>{label}</assignedNode>" if label else ""
    return (
        f"<project><properties>{policy}</properties><canRoam>{'false' if label else 'true'}</canRoam>{node}"
        f"<concurrentBuild>{str(concurrent).lower()}</concurrentBuild><quietPeriod>0</quietPeriod>"
        f"<builders>{steps}</builders>{extra}</project>"
    )


class World:
    """One home with an engine that can be killed and started again."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root)
        self.controller = Controller.open(self.home)
        settings.put(self.controller, "quiet_period_s", "0")
        self.engine: subprocess.Popen[bytes] | None = None
        self.agents: list[ScriptedAgent] = []

    def start_engine(self) -> None:
        self.home.engine_address.unlink(missing_ok=True)
        with (self.home.logs / "engine.log").open("ab") as log:
            self.engine = subprocess.Popen(
                [
                    *(sys.executable, "-m", "igor.controller.engine_process"),
                    *("--home", str(self.home.root), "--parent", str(os.getpid())),
                ],
                stdout=log,
                stderr=log,
            )
        wait_for(self._is_up, "the engine is up")

    def _is_up(self) -> bool:
        assert self.engine is not None
        assert self.engine.poll() is None, (self.home.logs / "engine.log").read_text()
        return self.home.engine_address.exists()

    def kill_engine(self) -> None:
        assert self.engine is not None
        self.engine.kill()
        self.engine.wait()
        self.engine = None

    def address(self) -> str:
        return str(json.loads(self.home.engine_address.read_text())["agents"])

    def add_agent(
        self, name: str = "agent-1", executors: int = 2, labels: tuple[str, ...] = ("linux",), remote_fs: str = ""
    ) -> ScriptedAgent:
        remote_fs = remote_fs or f"/remote/{name}"
        token = nodes.create(self.controller, name, executors=executors, labels=labels, remote_fs=remote_fs)
        agent = ScriptedAgent(name, token, executors, labels, remote_fs, self.address)
        self.agents.append(agent)
        agent.connect()
        return agent

    def add_job(self, full_name: str, xml: str) -> None:
        items.create_item(self.controller, full_name, xml, by="admin")

    def build(self, full_name: str, parameters: dict[str, str | bool] | None = None) -> int:
        return queue.schedule(self.controller, full_name, cause=BY_ADMIN, parameters=parameters).queue_id

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self.controller.store.read() as connection:
            return connection.execute(sql, values).fetchall()

    def state_of(self, full_name: str, number: int = 1) -> sqlite3.Row | None:
        sql = "SELECT b.* FROM build b JOIN item i ON i.id = b.item_id WHERE i.full_name = ? AND b.number = ?"
        return next(iter(self.rows(sql, full_name, number)), None)

    def finished(self, full_name: str, number: int = 1, timeout_s: float = 20.0) -> sqlite3.Row:
        def ended() -> sqlite3.Row | None:
            row = self.state_of(full_name, number)
            return row if row and row["state"] == "finished" else None

        row = wait_for(ended, f"{full_name} #{number} finished", timeout_s)
        assert row is not None
        return row

    def log(self, full_name: str, number: int = 1) -> str:
        return self.home.build_log(full_name, number).read_text()

    def log_of_finished(self, full_name: str, number: int = 1) -> str:
        self.finished(full_name, number)
        return self.log(full_name, number)

    def close(self) -> None:
        """Stop; what a failed test is to be judged by is printed."""
        for log in self.home.logs.glob("engine.log"):
            print(log.read_text())
        for table in ("queue_item", "build", "node"):
            print(table, *(dict(row) for row in self.rows(f"SELECT * FROM {table}")), sep="\n  ")
        for agent in self.agents:
            agent.disconnect()
        if self.engine is not None:
            self.engine.send_signal(signal.SIGTERM)
            assert self.engine.wait(10) == 0
        self.controller.close()


@dataclass
class HeldByAgent:
    """A run as the scripted agent keeps it, over all its connections."""

    launch: Launch
    log: bytes = b""
    shipped: int = 0
    outcome: RunOutcome | None = None
    stopped: bool = False


@dataclass
class ScriptedAgent:
    """Follows the protocol; what runs print and when they end is the test's to say. Its runs survive reconnects."""

    name: str
    token: str
    executors: int
    labels: tuple[str, ...]
    remote_fs: str
    address: Callable[[], str]
    runs: dict[str, HeldByAgent] = field(default_factory=dict)
    launches: list[Launch] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    killed: list[str] = field(default_factory=list)
    saved_events: list[str] = field(default_factory=list)
    asked: list[tuple[str, int]] = field(default_factory=list)
    deaf_to_launch: bool = False
    _socket: ClientConnection | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def connect(self) -> None:
        headers = {"Authorization": f"Bearer {self.token}"}
        self._socket = connect(self.address(), additional_headers=headers, compression=None).__enter__()
        held = [HeldRun(run_id, len(run.log), run.outcome) for run_id, run in self.runs.items()]
        self.send(Hello(self.name, "test", self.executors, list(self.labels), self.remote_fs, held))
        threading.Thread(target=self._listen, args=(self._socket,), daemon=True).start()

    def disconnect(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def send(self, message: protocol.Message) -> None:
        assert self._socket is not None
        self._socket.send(codec.encode_messages([message]))

    def launched(self, job: str, count: int = 1) -> str:
        """The id of the ``count``-th run of a job, once it is there."""

        def find() -> str | None:
            found = [launch.run_id for launch in self.launches if launch.job == job]
            return found[count - 1] if len(found) >= count else None

        return str(wait_for(find, f"{self.name} got run {count} of {job}"))

    def print(self, run_id: str, text: str) -> None:
        """More output, shipped at once when connected."""
        with self._lock:
            self.runs[run_id].log += text.encode()
            self._ship(run_id)

    def end(self, run_id: str, outcome: str = "success", exit_code: int = 0, attempts: int = 1) -> None:
        with self._lock:
            run = self.runs[run_id]
            tries = [RunAttempt(n + 1, 1_000 + n, 10, "exit", exit_code) for n in range(attempts)]
            run.outcome = RunOutcome(outcome, exit_code, tries, 10 * attempts)
            if self._socket is not None:
                self.send(RunFinished(run_id, run.outcome, len(run.log)))

    def finish(self, job: str, text: str = "", outcome: str = "success", exit_code: int = 0) -> str:
        """Wait for the job's next run, print, end."""
        run_id = self.launched(job)
        self.print(run_id, text)
        self.end(run_id, outcome, exit_code)
        return run_id

    def _ship(self, run_id: str) -> None:
        run = self.runs[run_id]
        if self._socket is not None and len(run.log) > run.shipped:
            self._socket.send(codec.encode_log([(run_id, run.shipped, run.log[run.shipped :])]))
            run.shipped = len(run.log)

    def _listen(self, socket: ClientConnection) -> None:
        try:
            for frame in socket:
                with self._lock:
                    for message in codec.decode_from_engine(str(frame)):
                        self._handle(message)
        except (ConnectionClosed, OSError, AssertionError):
            return

    def _handle(self, message: Any) -> None:
        match message:
            case Launch(run_id=run_id) if not self.deaf_to_launch:
                if run_id not in self.runs:
                    self.runs[run_id] = HeldByAgent(message)
                    self.launches.append(message)
                self.send(RunStarted(run_id, 1, f"{self.remote_fs}/workspace/{message.workspace}"))
            case LogFrom(run_id, offset) if run_id in self.runs:
                self.asked.append((run_id, offset))
                self.runs[run_id].shipped = offset
                self._ship(run_id)
            case Forget(run_id, kill):
                (self.killed if kill else self.forgotten).append(run_id)
                self.runs.pop(run_id, None)
            case protocol.Stop(run_id) if run_id in self.runs:
                self.runs[run_id].stopped = True
                self.end(run_id, "stopped", 143)
            case protocol.EventSaved(event_id):
                self.saved_events.append(event_id)


def restart(world: World) -> None:
    """kill -9 the engine, start another, let the agent find it."""
    world.kill_engine()
    for agent in world.agents:
        agent.disconnect()
    world.start_engine()
    for agent in world.agents:
        agent.connect()
