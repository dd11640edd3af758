"""The messages between an agent and the engine, over one WebSocket that the agent opens.

Text frames carry one JSON object each, tagged by ``type``; binary frames carry log bytes:
``run_id`` (32 ASCII hex digits), ``offset`` (8 bytes, big endian), then the bytes from that offset on.

Rules. Every message may come twice or, after a reconnect, again: each side compares with what it holds.
* A run is named by the engine (``run_id``); launching one that the agent already holds is not a second launch.
* Log bytes are shipped from the offset that the engine names (``LogFrom``); it answers with ``LogFrom`` again when it
  meets a gap. Bytes below the engine's own length are dropped by it.
* ``RunFinished`` is repeated at each reconnect until ``Forget`` comes: the engine has committed the outcome and holds
  all ``log_bytes``. Only then does the agent delete the run's folder.
* ``Hello`` comes first, ``Welcome`` answers it. The HTTP upgrade carries ``Authorization: Bearer <agent token>``.
"""

from __future__ import annotations

import struct

import msgspec

PROTOCOL_VERSION = 1
_LOG_HEADER = struct.Struct(">32sQ")

#: Log bytes in one frame; more is split.
MAX_LOG_FRAME_BYTES = 256 * 1024


class Message(msgspec.Struct, tag_field="type", frozen=True):
    """Base of all text frames."""


class RunAttempt(msgspec.Struct, frozen=True):
    """One attempt of the wrapper. ``reason``: ``exit signal timeout stopped``."""

    number: int
    started_ms: int
    duration_ms: int
    reason: str
    exit_code: int | None = None
    signal: int | None = None


class RunOutcome(msgspec.Struct, frozen=True):
    """How a run ended. ``outcome``: ``success failure timeout stopped error lost``.

    ``error``: the machinery broke (the command never ran), told in ``message``; ``exit_code`` is the wrapper's.
    """

    outcome: str
    exit_code: int | None
    attempts: list[RunAttempt]
    duration_ms: int
    message: str = ""


class HeldRun(msgspec.Struct, frozen=True):
    """A run that the agent has on disk: ``finished`` is None while it runs."""

    run_id: str
    log_bytes: int
    finished: RunOutcome | None = None


class Policy(msgspec.Struct, frozen=True):
    """See ``igor.model.job.WrapperPolicy``."""

    retries: int = 0
    backoff_ms: int = 1_000
    timeout_ms: int = 0
    grace_ms: int = 10_000


# --- agent → engine -------------------------------------------------------------------------------------------------


class Hello(Message, tag="hello", frozen=True):
    """``facts``: host, os, python, pid and the like, for people to read."""

    name: str
    version: str
    executors: int
    labels: list[str]
    remote_fs: str
    runs: list[HeldRun]
    facts: dict[str, str] = {}
    protocol: int = PROTOCOL_VERSION


class RunStarted(Message, tag="run_started", frozen=True):
    """The wrapper process exists. ``workspace`` is the absolute folder that the run got."""

    run_id: str
    pid: int
    workspace: str


class RunFinished(Message, tag="run_finished", frozen=True):
    """The wrapper ended and its log has ``log_bytes`` in all."""

    run_id: str
    outcome: RunOutcome
    log_bytes: int


class Event(Message, tag="event", frozen=True):
    """An event from the wrapper's spool, sent until acknowledged by ``EventSaved``. ``data`` is the event's JSON."""

    event_id: str
    data: dict[str, object]


class Heartbeat(Message, tag="heartbeat", frozen=True):
    """Every 10 s: load average (1 minute), free bytes of disk and memory."""

    load: float
    disk_free_bytes: int
    memory_free_bytes: int


# --- engine → agent -------------------------------------------------------------------------------------------------


class Welcome(Message, tag="welcome", frozen=True):
    """``epoch``: of the engine's lease; a wrapper start with a lower one than seen before is refused."""

    epoch: int
    server_version: str


class Launch(Message, tag="launch", frozen=True):
    """Run one script under the wrapper.

    ``workspace``: below the agent's workspace root, relative (``team/app``, ``team/app@2``), or absolute when custom.
    ``environment`` is added to the agent's own; ``script`` is run by ``interpreter`` (its first line's ``#!``, or
    ``/bin/sh -xe``). ``job`` is the full name.
    """

    run_id: str
    epoch: int
    job: str
    build_number: int
    workspace: str
    environment: dict[str, str]
    script: str
    policy: Policy
    build_url: str = ""
    secrets: list[str] = []


class Stop(Message, tag="stop", frozen=True):
    """Stop the run: TERM, the policy's grace, KILL of the whole tree. The outcome will be ``stopped``."""

    run_id: str
    reason: str


class LogFrom(Message, tag="log_from", frozen=True):
    """Ship the run's log from ``offset`` on; all before it is safe."""

    run_id: str
    offset: int


class Forget(Message, tag="forget", frozen=True):
    """The run's outcome is committed and its log complete (or the engine never knew it): delete its folder.

    ``kill``: it is still running and nobody wants it: stop it first.
    """

    run_id: str
    kill: bool = False


class EventSaved(Message, tag="event_saved", frozen=True):
    event_id: str


class DeleteWorkspace(Message, tag="delete_workspace", frozen=True):
    """Delete a workspace folder (relative, as in Launch) that no run uses."""

    workspace: str


AgentMessage = Hello | RunStarted | RunFinished | Event | Heartbeat
EngineMessage = Welcome | Launch | Stop | LogFrom | Forget | EventSaved | DeleteWorkspace

_agent_decoder: msgspec.json.Decoder[AgentMessage] = msgspec.json.Decoder(AgentMessage)
_engine_decoder: msgspec.json.Decoder[EngineMessage] = msgspec.json.Decoder(EngineMessage)


def encode(message: Message) -> str:
    """A text frame."""
    return msgspec.json.encode(message).decode()


def decode_from_agent(frame: str) -> AgentMessage:
    """Raises msgspec.ValidationError on anything else."""
    return _agent_decoder.decode(frame)


def decode_from_engine(frame: str) -> EngineMessage:
    """Raises msgspec.ValidationError on anything else."""
    return _engine_decoder.decode(frame)


def encode_log(run_id: str, offset: int, data: bytes) -> bytes:
    """A binary frame."""
    return _LOG_HEADER.pack(run_id.encode("ascii"), offset) + data


def decode_log(frame: bytes) -> tuple[str, int, bytes]:
    """(run_id, offset, bytes); raises ValueError on a frame that is too short."""
    if len(frame) < _LOG_HEADER.size:
        raise ValueError(f"log frame of {len(frame)} bytes")
    run_id, offset = _LOG_HEADER.unpack_from(frame)
    return run_id.decode("ascii"), offset, frame[_LOG_HEADER.size :]
