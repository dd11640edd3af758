"""The agents' connections: a WebSocket server that turns frames into reports, and messages into frames.

It decides nothing: what agents say lands in an ``Inbox`` that the next tick empties; what the tick wants said is put
into the agent's connection, or dropped when there is none (whoever sends repeats at the next ``Hello``). An agent has
one connection: a newer one replaces the older, whose end is then no news.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from igor.agents import codec, protocol
from igor.agents.protocol import AgentMessage, EngineMessage, Hello

log = logging.getLogger(__name__)

#: A text frame (Hello with many runs, an event) or a log frame with its header.
MAX_FRAME_BYTES = 1024 * 1024
#: Log bytes that may wait for the next tick; beyond it connections are not read.
MAX_INBOX_BYTES = 16 * 1024 * 1024
_HELLO_TIMEOUT_S = 10.0
_WRONG_TOKEN = 4401
_BAD_MESSAGE = 4400
_REPLACED = 4409


@dataclass(frozen=True, slots=True)
class LogBytes:
    """A piece of a binary frame."""

    run_id: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Gone:
    """The agent's connection ended."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an agent said (or that it left); ``agent`` as it named itself, its token checked."""

    agent: str
    content: AgentMessage | LogBytes | Gone


class Inbox:
    """Reports in order of arrival until a tick takes them; lives on the event loop."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._reports: list[Report] = []
        self._bytes = 0
        self._room = asyncio.Event()
        self._room.set()

    def put(self, report: Report) -> None:
        self._reports.append(report)
        if isinstance(report.content, LogBytes):
            self._bytes += len(report.content.data)
            if self._bytes > MAX_INBOX_BYTES:
                self._room.clear()
        self._wake()

    async def room(self) -> None:
        """Wait while too many bytes are here: the agent's own buffers then hold it back."""
        await self._room.wait()

    def take(self) -> list[Report]:
        reports, self._reports = self._reports, []
        self._bytes = 0
        self._room.set()
        return reports

    def __bool__(self) -> bool:
        return bool(self._reports)


@dataclass(eq=False)
class _Connection:
    """One agent's socket and what is still to be sent through it."""

    name: str
    socket: ServerConnection
    outgoing: asyncio.Queue[EngineMessage] = field(default_factory=asyncio.Queue)

    async def send_all(self) -> None:
        while True:
            batch = [await self.outgoing.get()]
            while not self.outgoing.empty():
                batch.append(self.outgoing.get_nowait())
            for frame in codec.encode_batches(batch):
                await self.socket.send(frame)


class Hub:
    """``check_token(name, token)`` is asked in a thread. ``welcome`` answers each accepted Hello."""

    def __init__(self, inbox: Inbox, check_token: Callable[[str, str], bool], welcome: protocol.Welcome) -> None:
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

    def send(self, agent: str, message: EngineMessage) -> None:
        """Send if it is connected; else drop."""
        if connection := self._connections.get(agent.lower()):
            connection.outgoing.put_nowait(message)

    async def _serve_agent(self, socket: ServerConnection) -> None:
        hello = await _hello_of(socket)
        if hello is None:
            return
        token = _bearer(socket.request)
        if not await asyncio.to_thread(self._check_token, hello.name, token):
            log.warning("agent %s from %s: wrong token", hello.name, socket.remote_address)
            await socket.close(_WRONG_TOKEN, "wrong token for this agent name")
            return
        connection = _Connection(hello.name, socket)
        await self._replace(connection)
        connection.outgoing.put_nowait(self._welcome)
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
        sender = asyncio.create_task(connection.send_all())
        sender.add_done_callback(_ignore_closed)
        try:
            await self._read(connection)
        except (ConnectionClosed, ConnectionError):
            log.info("agent %s: connection ended", connection.name)
        finally:
            sender.cancel()
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
                self._inbox.put(Report(connection.name, content))

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
        first = _decode(await asyncio.wait_for(socket.recv(), _HELLO_TIMEOUT_S))
    except (TimeoutError, ConnectionClosed, codec.MalformedFrame):
        first = []
    message = first[0] if len(first) == 1 else None
    if isinstance(message, Hello) and message.protocol == protocol.PROTOCOL_VERSION:
        return message
    await socket.close(_BAD_MESSAGE, f"a hello of protocol {protocol.PROTOCOL_VERSION} comes first")
    return None


def _decode(frame: str | bytes) -> Sequence[AgentMessage | LogBytes]:
    if isinstance(frame, str):
        return codec.decode_from_agent(frame)
    return [LogBytes(run_id, offset, bytes(data)) for run_id, offset, data in codec.decode_log(frame)]


def _ignore_closed(task: asyncio.Task[None]) -> None:
    """The reader tells of a closed connection; here the error is only taken note of, so that none is left unseen."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.debug("sending ended: %s", error)
