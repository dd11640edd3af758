"""The agents' connections: a WebSocket server that turns frames into reports, and messages into frames.

It decides nothing: what agents say lands in an ``Inbox`` that the next tick empties; what the tick wants said is put
into the agent's connection, or dropped when there is none (whoever sends repeats at the next ``Hello``). An agent has
one connection: a newer one replaces the older, whose end is then no news.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import NamedTuple, TypeAlias

from websockets.asyncio.server import Server, ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from igor.agents import codec, protocol
from igor.agents.protocol import AgentMessage, EngineMessage, Hello, RunFinished, RunStarted
from igor.controller.bell import Bell

log = logging.getLogger(__name__)

#: A text frame (Hello with many runs, a run's outputs) or a log frame with its header.
MAX_FRAME_BYTES = 8 * 1024 * 1024
#: Log bytes that may wait for the next tick; beyond it connections are not read.
MAX_INBOX_BYTES = 16 * 1024 * 1024
#: How long output and "started" may wait for a tick: many then share one, and a short run needs one tick less.
_DELAY_S = 0.02
#: For the handshake, and then for the first message: thousands of agents may come back in the same second.
_OPENING_TIMEOUT_S = 60.0
_WRONG_TOKEN = 4401
_BAD_MESSAGE = 4400


#: (run id, offset in the run's log, bytes)
LogPiece: TypeAlias = tuple[str, int, memoryview]


@dataclass(frozen=True, slots=True)
class Gone:
    """The agent's connection ended."""


class Report(NamedTuple):
    """What an agent said (or that it left); ``agent`` as it named itself, its token checked.

    A list holds the pieces of a binary frame. ``round_trip_ms``: how long the last ping of its connection took, None
    before the first one.
    """

    agent: str
    content: AgentMessage | list[LogPiece] | Gone
    round_trip_ms: int | None = None


class Standing(Enum):
    """Whose token an agent has. One of a deleted node is told to end what it still runs, and then refused."""

    NODE = "a node's token"
    FORMER = "the token of a node that was deleted"
    UNKNOWN = "wrong token"


class Inbox:
    """Reports in order of arrival: the event loop puts them in, the thread that ticks takes them."""

    def __init__(self, bell: Bell) -> None:
        self._bell = bell
        self._lock = threading.Lock()
        self._reports: list[Report] = []
        self._is_told = False
        self._bytes = 0
        self._ends = 0
        self._enough = 1
        self._room = asyncio.Event()
        self._room.set()
        #: Whose readers wait for room.
        self._full: asyncio.AbstractEventLoop | None = None

    def put(self, report: Report) -> None:
        """On the event loop."""
        with self._lock:
            self._reports.append(report)
            if isinstance(report.content, list):
                self._bytes += sum(len(data) for _, _, data in report.content)
                if self._bytes > MAX_INBOX_BYTES:
                    self._full = asyncio.get_running_loop()
                    self._room.clear()
            is_end = isinstance(report.content, RunFinished)
            self._ends += is_end
            is_told, self._is_told = self._is_told, True
        if is_end and self._ends == self._enough:
            self._bell.ring()
        elif not isinstance(report.content, list | RunStarted):
            self._bell.hear()
        elif not is_told:
            asyncio.get_running_loop().call_later(_DELAY_S, self._bell.hear)

    async def room(self) -> None:
        """Wait while too many bytes are here: the agent's own buffers then hold it back."""
        await self._room.wait()

    def take(self) -> list[Report]:
        """Empty it."""
        with self._lock:
            reports, self._reports = self._reports, []
            self._bytes, self._ends, self._is_told = 0, 0, False
            full, self._full = self._full, None
        if full is not None:
            full.call_soon_threadsafe(self._room.set)
        return reports

    def expect(self, ends: int) -> None:
        """Ring as soon as so many runs have ended since ``take``, at least one."""
        with self._lock:
            self._enough = max(1, ends)
            has_enough = self._ends >= self._enough
        if has_enough:
            self._bell.ring()


@dataclass(eq=False, slots=True)
class _Connection:
    """One agent's socket."""

    name: str
    socket: ServerConnection

    @property
    def round_trip_ms(self) -> int | None:
        latency_s = self.socket.latency
        return round(latency_s * 1000) if latency_s else None

    def send(self, messages: Iterable[EngineMessage]) -> None:
        """Put messages into the socket's buffer; a closed one takes none."""
        for frame in codec.encode_batches(messages):
            broadcast([self.socket], frame)


class Hub:
    """``check_token(name, token)`` is asked in a thread: whose it is. ``welcome`` answers each accepted Hello."""

    def __init__(self, inbox: Inbox, check_token: Callable[[str, str], Standing], welcome: protocol.Welcome) -> None:
        self._inbox = inbox
        self._check_token = check_token
        self._welcome = welcome
        self._connections: dict[str, _Connection] = {}
        self._server: Server | None = None

    async def start(self, host: str, port: int) -> int:
        """Listen; the port (chosen by the system when 0)."""
        self._server = await serve(
            self._serve_agent,
            host,
            port,
            process_request=_require_bearer,
            compression=None,
            max_size=MAX_FRAME_BYTES,
            open_timeout=_OPENING_TIMEOUT_S,
            ping_interval=20,
            ping_timeout=40,
            close_timeout=2,
            logger=logging.getLogger("igor.controller.hub.websocket"),
        )
        return int(next(iter(self._server.sockets)).getsockname()[1])

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    def send(self, messages: Iterable[tuple[str, EngineMessage]]) -> None:
        """Send to those that are connected, in order; drop the rest."""
        batches: dict[str, list[EngineMessage]] = {}
        for agent, message in messages:
            batches.setdefault(agent.lower(), []).append(message)
        for name, batch in batches.items():
            if connection := self._connections.get(name):
                connection.send(batch)

    async def _serve_agent(self, socket: ServerConnection) -> None:
        hello = await _hello_of(socket)
        if hello is None:
            return
        token = _bearer(socket.request)
        standing = await asyncio.to_thread(self._check_token, hello.name, token)
        connection = _Connection(hello.name, socket)
        if standing is Standing.FORMER:
            connection.send([self._welcome, *(protocol.Forget(run.run_id, kill=True) for run in hello.runs)])
        if standing is not Standing.NODE:
            log.warning("agent %s from %s is refused: %s", hello.name, socket.remote_address, standing.value)
            await socket.close(_WRONG_TOKEN, "wrong token for this agent name")
            return
        await self._replace(connection)
        connection.send([self._welcome])
        self._inbox.put(Report(hello.name, hello))
        log.info("agent %s connected from %s", hello.name, socket.remote_address)
        await self._talk(connection)

    async def _replace(self, connection: _Connection) -> None:
        older = self._connections.get(connection.name.lower())
        self._connections[connection.name.lower()] = connection
        if older is not None:
            log.info("agent %s connected again: its older connection is closed", connection.name)
            older.socket.transport.abort()

    async def _talk(self, connection: _Connection) -> None:
        try:
            await self._read(connection)
        except (ConnectionClosed, ConnectionError):
            log.info("agent %s: connection ended", connection.name)
        finally:
            self._forget(connection)

    async def _read(self, connection: _Connection) -> None:
        async for frame in connection.socket:
            await self._inbox.room()
            try:
                contents = _decode(frame)
            except codec.MalformedFrame as error:
                log.warning("agent %s: a message that is not understood: %s", connection.name, error)
                await connection.socket.close(_BAD_MESSAGE, "message not understood")
                return
            if self._connections.get(connection.name.lower()) is not connection:
                return
            for content in contents:
                self._inbox.put(Report(connection.name, content, connection.round_trip_ms))

    def _forget(self, connection: _Connection) -> None:
        if self._connections.get(connection.name.lower()) is connection:
            del self._connections[connection.name.lower()]
            self._inbox.put(Report(connection.name, Gone()))


def _require_bearer(connection: ServerConnection, request: Request) -> Response | None:
    if request.path.partition("?")[0] != "/agents":
        return connection.respond(HTTPStatus.NOT_FOUND, "agents connect to /agents\n")
    if not _bearer(request):
        return connection.respond(HTTPStatus.UNAUTHORIZED, "an agent's token is needed: Authorization: Bearer …\n")
    return None


def _bearer(request: Request | None) -> str:
    scheme, _, token = (request.headers.get("Authorization", "") if request else "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def _hello_of(socket: ServerConnection) -> Hello | None:
    """The first message; None (and a closed socket) when it is none."""
    try:
        first = _decode(await asyncio.wait_for(socket.recv(), _OPENING_TIMEOUT_S))
    except (TimeoutError, ConnectionClosed, codec.MalformedFrame):
        first = []
    message = first[0] if len(first) == 1 else None
    if isinstance(message, Hello) and message.protocol == protocol.PROTOCOL_VERSION:
        return message
    await socket.close(_BAD_MESSAGE, f"a hello of protocol {protocol.PROTOCOL_VERSION} comes first")
    return None


def _decode(frame: str | bytes) -> Sequence[AgentMessage | list[LogPiece]]:
    return codec.decode_from_agent(frame) if isinstance(frame, str) else [codec.decode_log(frame)]
