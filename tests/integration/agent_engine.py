"""The engine's side of the agents' protocol, small and real: a WebSocket server, and HTTP to join and to find it.

It follows the rules of ``igor.agents.protocol`` and nothing more: it asks for the log from what it holds, confirms
events, and forgets a run once it has its outcome and its whole log.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from igor.agents import codec
from igor.agents.protocol import (
    AgentMessage,
    EngineMessage,
    Event,
    EventSaved,
    Forget,
    Heartbeat,
    Hello,
    Launch,
    LogFrom,
    Policy,
    RunFinished,
    RunOutcome,
    RunStarted,
    Welcome,
)

JOIN_TOKEN = "join-token"
AGENT_TOKEN = "agent-token"


class TestEngine:
    """Speaks with one agent at a time; everything that it learns is in public fields."""

    __test__ = False

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.hellos: list[Hello] = []
        self.started: dict[str, RunStarted] = {}
        self.finished: dict[str, RunOutcome] = {}
        self.log_bytes: dict[str, int] = {}
        self.logs: dict[str, bytearray] = {}
        self.events: list[Event] = []
        self.heartbeats: list[Heartbeat] = []
        self.joined: list[dict[str, Any]] = []
        self.agents: list[subprocess.Popen[bytes]] = []
        #: What is served besides, by path.
        self.files: dict[str, bytes] = {}
        #: Where agents are told to find the engine, when that is not ``url``.
        self.public_url = ""
        self.valid_token = AGENT_TOKEN
        self.epoch = 1
        self.confirms_events = True
        self.forgets = True
        #: Called for each log frame before it is kept.
        self.on_log: Callable[[str], None] = lambda run_id: None
        self._connection: ServerConnection | None = None
        self._start()

    def _start(self) -> None:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _http_handler(self))
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        self.open_websocket()

    def open_websocket(self) -> None:
        """Listen on a new port, as after a restart or a switch to another machine."""
        self._server = serve(self._serve, "127.0.0.1", 0, compression=None)
        self.websocket = f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}/agents"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close_websocket(self) -> None:
        """Stop listening and cut the connection."""
        self._server.shutdown()
        self.cut()

    def close(self) -> None:
        """End everything, also agents that a failed test has left."""
        for process in self.agents:
            process.kill()
            process.wait()
        self.close_websocket()
        self._http.shutdown()
        self._http.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def cut(self) -> None:
        """Drop the connection without a word."""
        if self._connection is not None:
            with suppress(OSError):
                self._connection.socket.shutdown(socket.SHUT_RDWR)

    def send(self, message: EngineMessage) -> None:
        assert self._connection is not None, "no agent is connected"
        self._connection.send(codec.encode_messages([message]))

    def launch(self, script: str, **changes: Any) -> str:
        run_id = changes.pop("run_id", uuid.uuid4().hex)
        policy = Policy(**changes.pop("policy", {}))
        facts: dict[str, Any] = {"epoch": self.epoch, "job": "team/app", "build_number": 7, "workspace": "team/app"}
        self.send(
            Launch(run_id, environment=changes.pop("environment", {}), script=script, policy=policy, **facts | changes)
        )
        return str(run_id)

    def wait_for(self, condition: Callable[[], Any], what: str = "", timeout_s: float = 20) -> Any:
        """The condition's value once it is true; fails after the time limit."""
        with self.changed:
            assert self.changed.wait_for(condition, timeout_s), f"no {what or condition} after {timeout_s} s: {self}"
            return condition()

    def wait_connected(self, count: int = 1) -> Hello:
        hello: Hello = self.wait_for(lambda: len(self.hellos) >= count and self.hellos[-1], "hello")
        return hello

    def wait_finished(self, run_id: str, timeout_s: float = 20) -> RunOutcome:
        """Its outcome, with the whole log here."""
        self.wait_for(lambda: run_id in self.finished and self._has_log(run_id), f"end of {run_id}", timeout_s)
        return self.finished[run_id]

    def log(self, run_id: str) -> bytes:
        return bytes(self.logs.get(run_id, b""))

    def __str__(self) -> str:
        return f"hellos={len(self.hellos)} started={self.started} finished={self.finished} log_bytes={self.log_bytes}"

    # --- the protocol

    def _serve(self, connection: ServerConnection) -> None:
        assert connection.request is not None
        if connection.request.headers.get("Authorization") != f"Bearer {self.valid_token}":
            connection.close(4401, "wrong token")
            return
        try:
            [hello] = codec.decode_from_agent(str(connection.recv(decode=True)))
            assert isinstance(hello, Hello)
            answers: list[EngineMessage] = [Welcome(self.epoch, "test")]
            answers += [LogFrom(r.run_id, len(self.logs.setdefault(r.run_id, bytearray()))) for r in hello.runs]
            connection.send(codec.encode_messages(answers))
            self._connection = connection
            self._note(lambda: self.hellos.append(hello))
            for frame in connection:
                self._take(connection, frame)
        except ConnectionClosed:
            return

    def _note(self, change: Callable[[], Any]) -> None:
        with self.changed:
            change()
            self.changed.notify_all()

    def _take(self, connection: ServerConnection, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            for run_id, offset, data in codec.decode_log(frame):
                self._take_log(connection, run_id, offset, bytes(data))
            return
        for message in codec.decode_from_agent(frame):
            self._note(partial(self._take_message, message))
            if isinstance(message, RunFinished):
                self._settle(connection, message.run_id)
            if isinstance(message, Event) and self.confirms_events:
                connection.send(codec.encode_messages([EventSaved(message.event_id)]))

    def _take_message(self, message: AgentMessage) -> None:
        match message:
            case RunStarted(run_id):
                self.started[run_id] = message
            case RunFinished(run_id, outcome, log_bytes):
                self.finished[run_id] = outcome
                self.log_bytes[run_id] = log_bytes
            case Hello():
                self.hellos.append(message)
            case Event():
                self.events.append(message)
            case Heartbeat():
                self.heartbeats.append(message)

    def _take_log(self, connection: ServerConnection, run_id: str, offset: int, data: bytes) -> None:
        self.on_log(run_id)
        have = self.logs.setdefault(run_id, bytearray())
        if offset > len(have):
            connection.send(codec.encode_messages([LogFrom(run_id, len(have))]))
            return
        self._note(lambda: have.extend(data[len(have) - offset :]))
        self._settle(connection, run_id)

    def _settle(self, connection: ServerConnection, run_id: str) -> None:
        if self.forgets and run_id in self.finished and self._has_log(run_id):
            connection.send(codec.encode_messages([Forget(run_id)]))

    def _has_log(self, run_id: str) -> bool:
        return len(self.logs.get(run_id, b"")) == self.log_bytes.get(run_id)


def _http_handler(engine: TestEngine) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path in engine.files:
                self._send(200, engine.files[self.path])
                return
            self._answer(200, {"websocket": engine.websocket})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.headers["Authorization"] != f"Bearer {JOIN_TOKEN}":
                self._answer(401, {"error": "no such join token"})
                return
            engine.joined.append(body)
            self._answer(200, {"token": engine.valid_token})

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            self._send(status, json.dumps(body).encode())

        def _send(self, status: int, data: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler


class Proxy:
    """Carries bytes to the engine, until ``freeze``: then the link is there and nothing comes through."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._frozen = threading.Event()
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def freeze(self) -> None:
        self._frozen.set()

    def close(self) -> None:
        for each in [self._listener, *self._sockets]:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                self._sockets += [client, server]
                for source, sink in ((client, server), (server, client)):
                    threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if not self._frozen.is_set():
                    sink.sendall(data)


_AGENT = """
import sys
from pathlib import Path
from igor.agents.agent import AgentSettings, run_agent
from igor.model.errors import IgorError
url, home, join, silence_s, labels_file = sys.argv[1:]
limits = {"reconnect_maximum_s": 0.5, "silence_s": float(silence_s)}
labels = Path(labels_file) if labels_file else None
try:
    run_agent(AgentSettings(url, "agent-1", Path(home), ("linux", "x"), 2, Path(join), labels_file=labels, **limits))
except IgorError as error:
    sys.exit(f"{error}")
"""


class AgentProcess:
    """A real agent in its own process, which can be killed and started again in the same home."""

    def __init__(
        self,
        engine: TestEngine,
        home: Path,
        join_token: str = JOIN_TOKEN,
        silence_s: float = 1.5,
        labels_file: str = "",
    ) -> None:
        self.home = home
        self._options = [str(silence_s), labels_file]
        self._engine = engine
        home.mkdir(exist_ok=True)
        self._join_file = home.parent / f"{home.name}.join"
        self._join_file.write_text(join_token)
        self.start()

    def start(self) -> None:
        url = self._engine.public_url or self._engine.url
        command = [sys.executable, "-c", _AGENT, url, str(self.home), str(self._join_file), *self._options]
        with (self.home.parent / "agent.log").open("ab") as log:
            self.process = subprocess.Popen(command, stderr=log, env={**os.environ, "IGOR_SECRET_OF_AGENT": "s"})
        self._engine.agents.append(self.process)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End the agent, then its wrappers, so that a failed test leaves nothing."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                assert self.process.wait(10) == 0, "an agent ends on TERM"
            finally:
                self.kill()
        for state_file in self.home.glob("runs/*/state.jsonl"):
            state = json.loads(state_file.read_text().splitlines()[-1])
            if state["state"] != "finished":
                os.kill(state["pid"], signal.SIGTERM)

    def run_folder(self, run_id: str) -> Path:
        return self.home / "runs" / run_id


def wait_until(condition: Callable[[], Any], what: str, timeout_s: float = 20) -> Any:
    """Poll a condition of the file system or of processes; fails after the time limit."""
    deadline = time.monotonic() + timeout_s
    while not (value := condition()):
        assert time.monotonic() < deadline, f"no {what} after {timeout_s} s"
        time.sleep(0.01)
    return value
