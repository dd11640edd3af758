"""The messages between an agent and the engine, over one WebSocket that the agent opens.

Frames are batches (see ``codec``). A text frame is a JSON list of objects, each tagged by ``type``; a binary frame has
pieces of logs, one after the other: ``run_id`` (16 bytes), ``offset`` (8 bytes), ``length`` (4 bytes), big endian, then
the bytes of the log from that offset on. Python 3.8 and its standard library are enough on either side.

Rules. Every message may come twice or, after a reconnect, again: each side compares with what it holds.
* ``Hello`` comes first, ``Welcome`` answers it. A further ``Hello`` says that the agent's settings have changed.
* A run is named by the engine (``run_id``); launching one that the agent already holds is not a second launch.
* After ``Launch`` the agent ships the run's log from its beginning. After a reconnect it ships what ``LogFrom`` asks
  for, which the engine sends also when it meets a gap. Bytes below the engine's own length are dropped by it.
* ``RunStarted``, log and ``RunFinished`` of a run may come in one go, and the end before the last of the log.
* ``RunFinished`` is repeated at each reconnect until ``Forget`` comes: the engine has committed the outcome and holds
  all ``log_bytes``. Only then does the agent delete the run's folder.
* While ``boot_id`` stays the same, an agent that does not hold a run never started it. After another it may have.
* Messages and fields that a newer peer has and this one does not know are left out.

The HTTP upgrade carries ``Authorization: Bearer <agent token>``.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Union

PROTOCOL_VERSION = 2

#: Of one frame: text (unless a single message is longer) and log pieces with their heads.
MAX_FRAME_BYTES = 256 * 1024


class RunAttempt(NamedTuple):
    """One attempt of the wrapper. ``reason``: ``exit signal timeout stopped``."""

    number: int
    started_ms: int
    duration_ms: int
    reason: str
    exit_code: int | None = None
    signal: int | None = None


class RunOutcome(NamedTuple):
    """How a run ended. ``outcome``: ``success failure timeout stopped skipped error lost``.

    ``error``: the machinery broke (the command never ran), told in ``message``; ``exit_code`` is the wrapper's.
    ``skipped``: another run holds its lock.
    ``outputs``: what the command left for others, as JSON text (see ``outputs``); empty without any.
    """

    outcome: str
    exit_code: int | None
    attempts: list[RunAttempt]
    duration_ms: int
    message: str = ""
    outputs: str = ""


class HeldRun(NamedTuple):
    """A run that the agent has on disk: ``finished`` is None while it runs, or when outputs are to be told with it."""

    run_id: str
    log_bytes: int
    finished: RunOutcome | None = None


class Policy(NamedTuple):
    """See ``igor.model.wrapper_policy``; ``more``: ``wrapper_settings`` of it."""

    retries: int = 0
    backoff_ms: int = 1_000
    timeout_ms: int = 0
    grace_ms: int = 10_000
    more: dict[str, Any] = {}


# --- agent → engine -------------------------------------------------------------------------------------------------


class Hello(NamedTuple):
    """``facts``: host, os, python, pid and the like, for people to read. ``boot_id``: of the machine's last start."""

    name: str
    version: str
    executors: int
    labels: list[str]
    remote_fs: str
    runs: list[HeldRun]
    facts: dict[str, str] = {}
    protocol: int = PROTOCOL_VERSION
    boot_id: str = ""


class RunStarted(NamedTuple):
    """The wrapper process exists. ``workspace`` is the absolute folder that the run got."""

    run_id: str
    pid: int
    workspace: str


class RunFinished(NamedTuple):
    """The wrapper ended and its log has ``log_bytes`` in all."""

    run_id: str
    outcome: RunOutcome
    log_bytes: int


class Event(NamedTuple):
    """An event from the wrapper's spool, sent until acknowledged by ``EventSaved``. ``data`` is the event's JSON."""

    event_id: str
    data: dict[str, Any]


class Heartbeat(NamedTuple):
    """Every 10 s: load average (1 minute), free bytes of disk, memory, swap and the temporary folder, the time there.

    ``now_ms`` is 0 from agents that do not tell it.
    """

    load: float
    disk_free_bytes: int
    memory_free_bytes: int
    swap_free_bytes: int = 0
    temporary_free_bytes: int = 0
    now_ms: int = 0


# --- engine → agent -------------------------------------------------------------------------------------------------


class Welcome(NamedTuple):
    """``epoch``: of the engine's lease; a wrapper start with a lower one than seen before is refused."""

    epoch: int
    server_version: str


class Launch(NamedTuple):
    """Run one script under the wrapper.

    ``workspace``: below the agent's workspace root, relative (``team/app``, ``team/app@2``), or absolute when custom.
    ``environment`` is added to the agent's own; ``script`` is run by ``interpreter`` (its first line's ``#!``, or
    ``/bin/sh -xe``). ``job`` is the full name. ``program``: instead of a script, one of the agent's own (``publish``,
    ``fetch``), whose order ``script`` then is; its end says nothing in the log. ``inputs``: outputs of others, by need.
    ``files``: secret files in base64 by the variable that gets the path; with ``zip:`` before it, an archive that is
    unpacked and the folder's path. ``token`` proves to the controller that it is this run.
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
    program: str = ""
    inputs: dict[str, str] = {}
    files: dict[str, str] = {}
    token: str = ""


class Stop(NamedTuple):
    """Stop the run: TERM, the policy's grace, KILL of the whole tree. The outcome will be ``stopped``."""

    run_id: str
    reason: str


class LogFrom(NamedTuple):
    """Ship the run's log from ``offset`` on; all before it is safe."""

    run_id: str
    offset: int


class Forget(NamedTuple):
    """The run's outcome is committed and its log complete (or the engine never knew it): delete its folder.

    ``kill``: it is still running and nobody wants it: stop it first.
    """

    run_id: str
    kill: bool = False


class EventSaved(NamedTuple):
    """The engine has committed the event: delete it."""

    event_id: str


class DeleteWorkspace(NamedTuple):
    """Delete a workspace folder (relative, as in Launch) that no run uses."""

    workspace: str


class SendFiles(NamedTuple):
    """Deliver what ``path`` names in a workspace (as in Launch) to the controller, for somebody who looks at it.

    The answer goes by HTTP to ``/delivery/<request_id>/answer`` with ``token`` (see ``workspace_view``).
    """

    request_id: str
    token: str
    workspace: str
    path: str
    as_zip: bool


class Upgrade(NamedTuple):
    """Become the agent that the controller serves at ``/agent.pyz``, whose SHA-256 is ``sha256`` (hexadecimal).

    Builds go on meanwhile. An agent that is that one already, or that was not started from a zipapp, does nothing.
    """

    version: str
    sha256: str


AgentMessage = Union[Hello, RunStarted, RunFinished, Event, Heartbeat]  # noqa: UP007
EngineMessage = Union[Welcome, Launch, Stop, LogFrom, Forget, EventSaved, DeleteWorkspace, SendFiles, Upgrade]  # noqa: UP007
Message = Union[AgentMessage, EngineMessage]  # noqa: UP007
