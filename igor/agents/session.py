"""One connection with the engine, from ``Hello`` to its end: four loops that end together.

What has been sent on this connection is known here only; what must be sent is always found from the keeper and the
spool, so that a new connection starts from what is true. Back-pressure is the socket's: a full one holds the loop.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from websockets.asyncio.client import ClientConnection

from igor.agents import codec
from igor.agents.keeper import Held, Keeper
from igor.agents.protocol import (
    MAX_FRAME_BYTES,
    AgentMessage,
    DeleteWorkspace,
    EngineMessage,
    EventSaved,
    Forget,
    Heartbeat,
    Hello,
    Launch,
    LogFrom,
    RunFinished,
    Stop,
    Welcome,
)
from igor.agents.spool import Spool
from igor.model.errors import IgorError

log = logging.getLogger(__name__)

#: How soon new output of a running command is seen.
_LOG_POLL_S = 0.05
_IDLE_POLL_S = 0.25
_HEARTBEAT_S = 10.0
_WELCOME_TIMEOUT_S = 10.0
#: Events sent and not yet confirmed.
_EVENTS_IN_FLIGHT = 64


class StaleEngine(IgorError):
    """The engine's lease is over; its orders are not taken."""


class Epoch:
    """The highest epoch of an engine that this agent has seen, on disk."""

    def __init__(self, path: Path, write: Callable[[Path, bytes], None]) -> None:
        self._path = path
        self._write = write
        self.highest = int(path.read_text()) if path.exists() else 0

    def see(self, epoch: int) -> None:
        """Raises StaleEngine for one lower than seen before."""
        if epoch < self.highest:
            raise StaleEngine(f"the engine's epoch {epoch} is over, {self.highest} has been seen")
        if epoch > self.highest:
            self._write(self._path, str(epoch).encode())
            self.highest = epoch


class Session:
    """``greeting`` is the Hello without its runs; ``welcomed`` is called once the engine has answered."""

    def __init__(
        self, socket: ClientConnection, keeper: Keeper, spool: Spool, epoch: Epoch, home: Path, greeting: Hello
    ) -> None:
        self._socket = socket
        self._keeper = keeper
        self._spool = spool
        self._epoch = epoch
        self._home = home
        self._greeting = greeting
        self._offsets: dict[str, int] = {}
        self._reported: set[str] = set()
        self._sent_events: set[str] = set()
        self._work = asyncio.Event()

    async def run(self, welcomed: Callable[[Welcome], None]) -> None:
        """Talk until the connection ends; raises ConnectionClosed then, StaleEngine, TimeoutError."""
        await self._send(self._greeting._replace(runs=self._keeper.describe()))
        async with asyncio.timeout(_WELCOME_TIMEOUT_S):
            first = await self._next_messages()
        welcome = first[0] if first else None
        if not isinstance(welcome, Welcome):
            raise IgorError(f"the engine did not answer with a welcome but with {type(welcome).__name__}")
        self._epoch.see(welcome.epoch)
        welcomed(welcome)
        await self._handle_all(first[1:])
        async with asyncio.TaskGroup() as loops:
            for loop in (self._receive, self._report, self._send_events, self._beat):
                loops.create_task(loop())

    def wake(self) -> None:
        """There may be something to report."""
        self._work.set()

    # --- what the engine says

    async def _next_messages(self) -> list[EngineMessage]:
        frame = await self._socket.recv(decode=True)
        try:
            return codec.decode_from_engine(frame)
        except codec.MalformedFrame as error:
            log.warning("message not understood, ignored error=%r", str(error))
            return []

    async def _receive(self) -> None:
        while True:
            await self._handle_all(await self._next_messages())

    async def _handle_all(self, messages: list[EngineMessage]) -> None:
        for message in messages:
            try:
                await self._handle(message)
            except (IgorError, OSError) as error:
                log.warning("message not carried out type=%s error=%r", type(message).__name__, str(error))
            self._work.set()

    async def _handle(self, message: EngineMessage) -> None:
        """One at a time: the order in which the engine speaks has a meaning."""
        match message:
            case Launch():
                await self._launch(message)
            case LogFrom(run_id, offset):
                self._offsets[run_id] = offset
            case Stop(run_id, reason):
                await asyncio.to_thread(self._keeper.stop, run_id, reason)
            case Forget(run_id, kill):
                await asyncio.to_thread(self._keeper.forget, run_id, kill=kill)
                self._offsets.pop(run_id, None)
            case EventSaved(event_id):
                self._spool.delete(event_id)
                self._sent_events.discard(event_id)
            case DeleteWorkspace(workspace):
                await asyncio.to_thread(self._keeper.delete_workspace, workspace)
            case Welcome(epoch):
                self._epoch.see(epoch)

    async def _launch(self, message: Launch) -> None:
        answer: AgentMessage = await asyncio.to_thread(self._keeper.launch, message, self._epoch.highest)
        self._offsets.setdefault(message.run_id, 0)
        self._reported.discard(message.run_id)
        if isinstance(answer, RunFinished):
            self._reported.add(message.run_id)
        await self._send(answer)

    # --- what the agent says

    async def _send(self, message: AgentMessage) -> None:
        await self._socket.send(codec.encode_messages([message]))

    async def _report(self) -> None:
        """Ship what logs have, then the ends. One frame of each run in turn, so that a loud one delays nobody."""
        while True:
            self._work.clear()
            shipped = [await self._ship(held) for held in self._keeper.wanted()]
            for run_id, outcome in list(self._keeper.refused.items()):
                await self._report_end(RunFinished(run_id, outcome, 0))
            if not any(shipped):
                await self._rest()

    async def _rest(self) -> None:
        """Until there may be more: soon while something runs.

        Not ``asyncio.wait_for``: in Python 3.11 it swallows a cancellation that comes together with the event.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOG_POLL_S if self._keeper.is_busy() else _IDLE_POLL_S):
                await self._work.wait()

    async def _ship(self, held: Held) -> bool:
        """Send the next piece of a run's log or, after the last one, its end; whether something was sent."""
        outcome = held.outcome
        offset = self._offsets.get(held.run_id)
        if offset is not None and held.folder.log_bytes() > offset:
            data = held.folder.read_log(offset, MAX_FRAME_BYTES)
            self._offsets[held.run_id] = offset + len(data)
            await self._socket.send(codec.encode_log([(held.run_id, offset, data)]))
            return True
        if outcome is None:
            return False
        return await self._report_end(RunFinished(held.run_id, outcome, held.folder.log_bytes()))

    async def _report_end(self, message: RunFinished) -> bool:
        if message.run_id in self._reported:
            return False
        self._reported.add(message.run_id)
        await self._send(message)
        return True

    async def _send_events(self) -> None:
        while True:
            for event_id in self._spool.event_ids():
                if event_id in self._sent_events or len(self._sent_events) >= _EVENTS_IN_FLIGHT:
                    continue
                if event := self._spool.read(event_id):
                    self._sent_events.add(event_id)
                    await self._send(event)
            await asyncio.sleep(_IDLE_POLL_S)

    async def _beat(self) -> None:
        while True:
            load = os.getloadavg()[0]
            await self._send(Heartbeat(load, shutil.disk_usage(self._home).free, memory_free_bytes()))
            await asyncio.sleep(_HEARTBEAT_S)


def memory_free_bytes() -> int:
    """What the kernel could give to new processes; 0 where it does not say."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), 0)
