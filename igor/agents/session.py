"""One connection with the engine, from ``Hello`` to its end: what is said, and what is shipped when.

What has been sent on this connection is known here only; what must be sent is always found from the keeper and the
spool, so that a new connection starts from what is true. Back-pressure is the socket's: while much waits to be sent,
nothing more is read from the disk.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from igor.agents import codec, machine, websocket
from igor.agents.keeper import Keeper
from igor.agents.link import Link
from igor.agents.protocol import (
    MAX_FRAME_BYTES,
    AgentMessage,
    DeleteWorkspace,
    EngineMessage,
    EventSaved,
    Forget,
    Hello,
    Launch,
    LogFrom,
    RunFinished,
    RunStarted,
    SendFiles,
    Stop,
    Upgrade,
    Welcome,
)
from igor.agents.spool import Spool
from igor.model.errors import IgorError

log = logging.getLogger(__name__)

HEARTBEAT_S = 10.0
#: "Started" waits so long for company: a short run then costs a frame less.
STARTED_S = 0.02
#: Nothing more is read from logs while so much waits for the socket.
_ENOUGH_BYTES = 2 * MAX_FRAME_BYTES
#: Then the engine and other runs have their turn.
_FRAMES_AT_ONCE = 16
#: Events sent and not yet confirmed.
_EVENTS_IN_FLIGHT = 64
_MIN_PIECE_BYTES = 8 * 1024


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
    """``home``: whose disk is told of. ``on_upgrade`` is called with each Upgrade; ``on_welcome`` once.

    Its calls may raise LinkClosed, StaleEngine or IgorError, which all end the session.
    """

    def __init__(self, link: Link, keeper: Keeper, spool: Spool, epoch: Epoch, home: Path) -> None:
        self._link = link
        self._keeper = keeper
        self._spool = spool
        self._epoch = epoch
        self._home = home
        self._offsets: dict[str, int] = {}
        self._reported: set[str] = set()
        self._sent_events: set[str] = set()
        self._messages: list[AgentMessage] = []
        self._started: list[RunStarted] = []
        #: Runs that may have something to report, the longest waiting first.
        self._ready: dict[str, None] = {}
        self.welcome: Welcome | None = None
        self.on_welcome: Callable[[Welcome], object] = lambda welcome: None
        self.on_upgrade: Callable[[Upgrade], object] = lambda upgrade: None

    def greet(self, greeting: Hello) -> None:
        """Say who this is and which runs are held; again when settings have changed."""
        self._say(greeting._replace(runs=self._keeper.describe()))
        self._flush()

    def receive(self, now_s: float) -> None:
        """Take what has come and carry it out; what fails is told in the log."""
        for message in self._link.receive(now_s):
            if message.opcode == websocket.TEXT:
                self._take_frame(message.data)
        self.report()

    def ready(self, run_id: str) -> None:
        """There may be something to report of a run."""
        self._ready[run_id] = None

    def all_ready(self) -> None:
        """There may be something to report of any run."""
        self._ready.update(dict.fromkeys([held.run_id for held in self._keeper.wanted()]))
        self._ready.update(dict.fromkeys(self._keeper.refused))

    def beat(self) -> None:
        """Say that this machine is well."""
        if self.welcome is not None:
            self._say(machine.heartbeat(self._home))
            self._flush()

    # --- what the engine says

    def _take_frame(self, data: bytes) -> None:
        try:
            messages = codec.decode_from_engine(data.decode())
        except ValueError as error:
            log.warning("messages not understood, ignored error=%r", str(error))
            return
        for message in messages:
            self._take(message)

    def _take(self, message: EngineMessage) -> None:
        """One at a time: the order in which the engine speaks has a meaning."""
        if isinstance(message, Welcome):
            self._welcomed(message)
        elif self.welcome is None:
            raise IgorError(f"the engine did not answer with a welcome but with {type(message).__name__}")
        else:
            try:
                _HANDLERS[type(message)](self, message)
            except (IgorError, OSError) as error:
                log.warning("message not carried out type=%s error=%r", type(message).__name__, str(error))

    def _welcomed(self, welcome: Welcome) -> None:
        self._epoch.see(welcome.epoch)
        if self.welcome is None:
            self.welcome = welcome
            self.on_welcome(welcome)
            self.beat()
            self.all_ready()

    def _launch(self, message: Launch) -> None:
        is_new = message.run_id not in self._keeper.held
        answer = self._keeper.launch(message, self._epoch.highest)
        self._offsets.setdefault(message.run_id, 0)
        self._reported.discard(message.run_id)
        if isinstance(answer, RunStarted):
            self._started.append(answer)
        else:
            self._say(answer)
            self._reported.add(message.run_id)
        if not is_new:
            self.ready(message.run_id)

    def _log_from(self, message: LogFrom) -> None:
        self._offsets[message.run_id] = message.offset
        self.ready(message.run_id)

    def _stop(self, message: Stop) -> None:
        self._keeper.stop(message.run_id, message.reason)
        self._keeper.look_at(message.run_id)

    def _forget(self, message: Forget) -> None:
        self._keeper.forget(message.run_id, kill=message.kill)
        self._keeper.look_at(message.run_id)
        self._offsets.pop(message.run_id, None)
        self._reported.discard(message.run_id)

    def _event_saved(self, message: EventSaved) -> None:
        self._spool.delete(message.event_id)
        self._sent_events.discard(message.event_id)

    def _delete_workspace(self, message: DeleteWorkspace) -> None:
        self._keeper.delete_workspace(message.workspace)

    def _upgrade(self, message: Upgrade) -> None:
        self.on_upgrade(message)

    def _send_files(self, message: SendFiles) -> None:
        self._keeper.send_files(message)

    # --- what the agent says

    def report(self) -> None:
        """Ship what is ready in as few frames as possible, as long as the socket takes it."""
        if self.welcome is None:
            self._link.flush()
            return
        for _ in range(_FRAMES_AT_ONCE):
            if not self._ready or self._link.waiting_bytes >= _ENOUGH_BYTES:
                break
            pieces = self._next_pieces()
            if pieces:
                self._link.put(websocket.BINARY, codec.encode_log(pieces))
        self._flush()

    def report_events(self) -> None:
        """Send the events that wrappers have left."""
        if self.welcome is None:
            return
        for event_id in self._spool.event_ids():
            if event_id in self._sent_events or len(self._sent_events) >= _EVENTS_IN_FLIGHT:
                continue
            event = self._spool.read(event_id)
            if event is not None:
                self._sent_events.add(event_id)
                self._say(event)
        self._flush()

    def report_started(self) -> None:
        """Nothing else was to be said in good time."""
        self._messages += self._started
        self._started.clear()
        self._flush()

    @property
    def has_started(self) -> bool:
        """Runs of which ``report_started`` is to tell."""
        return bool(self._started)

    @property
    def wants_to_write(self) -> bool:
        """As soon as the socket has room."""
        return bool(self._link.waiting_bytes or (self._ready and self.welcome))

    def _say(self, message: AgentMessage) -> None:
        self._messages.append(message)

    def _flush(self) -> None:
        messages, self._messages = self._messages, []
        if self._started and (messages or self._link.waiting_bytes):
            messages[:0] = self._started
            self._started.clear()
        for text in codec.encode_batches(messages):
            self._link.put(websocket.TEXT, text.encode())
        self._link.flush()

    def _next_pieces(self) -> list[codec.LogPiece]:
        """One frame's worth: a piece of each run that is ready, in turn, so that a loud one delays nobody."""
        pieces: list[codec.LogPiece] = []
        left = MAX_FRAME_BYTES
        share = max(_MIN_PIECE_BYTES, MAX_FRAME_BYTES // len(self._ready))
        for run_id in list(self._ready):
            if left < _MIN_PIECE_BYTES:
                break
            del self._ready[run_id]
            data = self._next_piece(run_id, min(share, left))
            if data:
                pieces.append((run_id, self._offsets[run_id] - len(data), data))
                left -= len(data)
        return pieces

    def _next_piece(self, run_id: str, limit: int) -> bytes:
        """More of a run's log; at its end the run's, if it has ended. A full piece makes the run ready again."""
        held = self._keeper.held.get(run_id)
        if held is None or held.unwanted:
            self._report_refusal(run_id)
            return b""
        outcome, offset = held.outcome, self._offsets.get(run_id)
        if offset is None:
            return b""
        data = held.folder.read_log(offset, limit)
        self._offsets[run_id] = offset + len(data)
        if len(data) == limit:
            self._ready[run_id] = None
        elif outcome is not None:
            self._report_end(RunFinished(run_id, outcome, held.folder.log_bytes()))
        return data

    def _report_refusal(self, run_id: str) -> None:
        outcome = self._keeper.refused.get(run_id)
        if outcome is not None:
            self._report_end(RunFinished(run_id, outcome, 0))

    def _report_end(self, message: RunFinished) -> None:
        if message.run_id not in self._reported:
            self._reported.add(message.run_id)
            self._say(message)


_HANDLERS: dict[type, Callable[[Session, Any], None]] = {
    Launch: Session._launch,
    LogFrom: Session._log_from,
    Stop: Session._stop,
    Forget: Session._forget,
    EventSaved: Session._event_saved,
    DeleteWorkspace: Session._delete_workspace,
    SendFiles: Session._send_files,
    Upgrade: Session._upgrade,
}
