"""The agent process: holds its home, launches wrappers, and keeps a connection with the engine.

It decides nothing. Killing it, or losing the engine, leaves running commands alone: they belong to their wrappers, and
the next agent in this home finds them again.

Its home: ``token`` (its own), ``epoch``, ``agent.lock``, ``runs/`` (one folder per run), ``spool/`` (events of the
wrappers), ``workspace/``, ``cache/`` (the wrapper, compiled).
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import platform
import py_compile
import random
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TextIO

from websockets.exceptions import InvalidStatus, WebSocketException

import igor
from igor.agents import connection
from igor.agents.connection import Identity, Tokens
from igor.agents.files import write_durably
from igor.agents.keeper import Keeper
from igor.agents.launch import Workspaces
from igor.agents.protocol import Hello, Welcome
from igor.agents.runs import RunStore
from igor.agents.session import Epoch, Session
from igor.agents.spool import Spool
from igor.model.clock import SystemClock
from igor.model.errors import Conflict, IgorError, NotFound, Unauthenticated

log = logging.getLogger("igor.agents")

WRAPPER_NAME = "igor_wrap.py"
#: How soon the end of a run is noticed; polling, as the wrapper may be an earlier agent's child.
_WATCH_S = 0.025


@dataclass(frozen=True, slots=True)
class AgentSettings:
    """``url``: the controller as people know it. ``wrapper``: the folder of ``igor_wrap.py``, None: the one beside
    this Igor. ``join_token_file`` is needed only while the agent has no token of its own. ``silence_s``: after so long
    without an answer to a ping a connection counts as broken, as after the silent death of the controller's host.
    """

    url: str
    name: str
    home: Path
    labels: tuple[str, ...] = ()
    executors: int = 1
    join_token_file: Path | None = None
    wrapper: Path | None = None
    reconnect_minimum_s: float = 0.2
    reconnect_maximum_s: float = 15.0
    silence_s: float = 12.0


def run_agent(settings: AgentSettings) -> None:
    """Run until SIGTERM or SIGINT. Blocks.

    Raises:
        Conflict: another agent runs in this home.
        NotFound: there is no wrapper to run commands with.
        Unauthenticated: no token of its own and none to be had; start again with a good join token.
    """
    _log_to_stderr()
    settings.home.mkdir(parents=True, exist_ok=True)
    with lock_home(settings.home):
        asyncio.run(_run_until_signal(settings))


def lock_home(home: Path) -> TextIO:
    """Hold the home for this process; released by its end, however it ends. Raises Conflict."""
    file = (home / "agent.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        pid = file.read().strip()
        file.close()
        raise Conflict(
            f"another agent (process {pid}) runs in {home}", hint="give each agent a --home of its own"
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


class Agent:
    """One agent with its runs and its connections."""

    def __init__(self, settings: AgentSettings) -> None:
        self.settings = settings
        self.home = settings.home.resolve()
        self._workspaces = Workspaces(self.home / "workspace")
        self._workspaces.root.mkdir(parents=True, exist_ok=True)
        wrapper = compile_wrapper(find_wrapper(settings.wrapper), self.home / "cache")
        self._keeper = Keeper(RunStore(self.home / "runs"), self._workspaces, wrapper, SystemClock())
        self._spool = Spool(self.home / "spool")
        self._epoch = Epoch(self.home / "epoch", write_durably)
        self._tokens = Tokens(self.home / "token", settings.join_token_file)
        self._failures = 0
        self._was_connected = False
        self._change = asyncio.Event()
        self._session: Session | None = None

    async def serve(self) -> None:
        """Watch runs and keep connected until cancelled."""
        loop = asyncio.get_running_loop()
        self._keeper.on_change = partial(loop.call_soon_threadsafe, self._changed)
        await asyncio.to_thread(self._keeper.recover)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._watch())
            tasks.create_task(self._stay_connected())

    async def _watch(self) -> None:
        """Bring the runs up to date, connected or not."""
        while True:
            self._change.clear()
            await asyncio.to_thread(self._keeper.look_at_all)
            with suppress(TimeoutError):
                async with asyncio.timeout(_WATCH_S if self._keeper.is_busy() else None):
                    await self._change.wait()

    def _changed(self) -> None:
        self._change.set()
        if self._session is not None:
            self._session.wake()

    # --- connections

    async def _stay_connected(self) -> None:
        while True:
            try:
                await self._connect_once()
            except* (WebSocketException, OSError) as group:
                log.warning("not connected error=%r", _first_text(group))
            except* IgorError as group:
                self._judge_refusal(group)
            await self._pause()

    async def _connect_once(self) -> None:
        token = self._tokens.own() or await self._join()
        address = await asyncio.to_thread(connection.find_websocket, self.settings.url)
        try:
            async with connection.dial(address, self.settings.name, token, silence_s=self.settings.silence_s) as socket:
                session = Session(socket, self._keeper, self._spool, self._epoch, self.home, self._greeting())
                self._session = session
                try:
                    await session.run(lambda welcome: self._welcomed(welcome, address))
                finally:
                    self._session = None
                    if connection.is_token_refused(socket):
                        self._token_refused()
        except InvalidStatus as error:
            if error.response.status_code in (401, 403):
                self._token_refused()
            raise

    async def _join(self) -> str:
        token = await asyncio.to_thread(
            lambda: connection.register(self.settings.url, self._identity(), self._tokens.join())
        )
        self._tokens.keep(token)
        log.info("registered name=%s url=%s", self.settings.name, self.settings.url)
        return token

    def _token_refused(self) -> None:
        """A controller that was set up anew knows no old tokens: join again, where that is possible."""
        log.warning("token refused name=%s", self.settings.name)
        if self._tokens.can_join:
            self._tokens.drop()

    def _judge_refusal(self, group: BaseExceptionGroup[IgorError]) -> None:
        """An agent that never could join has nothing to wait for; any other keeps trying."""
        error = _first(group)
        if isinstance(error, Unauthenticated) and not self._was_connected and not self._keeper.held:
            raise error
        log.warning("not connected error=%r", str(error))

    def _welcomed(self, welcome: Welcome, address: str) -> None:
        self._failures = 0
        self._was_connected = True
        log.info(
            "connected websocket=%s epoch=%d server=%s runs=%d",
            address, welcome.epoch, welcome.server_version, len(self._keeper.held),
        )  # fmt: skip

    async def _pause(self) -> None:
        delay_s = connection.backoff_s(
            self._failures,
            minimum_s=self.settings.reconnect_minimum_s,
            maximum_s=self.settings.reconnect_maximum_s,
            chance=random.random(),
        )
        self._failures += 1
        await asyncio.sleep(delay_s)

    def _identity(self) -> Identity:
        return Identity(self.settings.name, self.settings.labels, self.settings.executors, str(self.home))

    def _greeting(self) -> Hello:
        identity = self._identity()
        return Hello(
            identity.name, igor.__version__, identity.executors, list(identity.labels), identity.remote_fs, [], facts()
        )


def facts() -> dict[str, str]:
    """About this machine and process, for people to read."""
    return {
        "host": platform.node(),
        "os": f"{platform.system()} {platform.release()}",
        "machine": platform.machine(),
        "python": platform.python_version(),
        "processors": str(os.cpu_count() or 0),
        "pid": str(os.getpid()),
    }


def find_wrapper(folder: Path | None) -> Path:
    """Where ``igor_wrap.py`` lies: in ``folder``, beside the package, or in it. Raises NotFound."""
    package = Path(__file__).parent
    folders = [folder] if folder else [package.parents[1] / "wrapper", package]
    for candidate in folders:
        if (candidate / WRAPPER_NAME).is_file():
            return candidate / WRAPPER_NAME
    raise NotFound(
        f"there is no {WRAPPER_NAME} in {' or '.join(map(str, folders))}", hint="name its folder with --wrapper"
    )


def compile_wrapper(source: Path, cache: Path) -> Path:
    """The wrapper in a form that starts 10 ms sooner. Raises OSError, py_compile.PyCompileError."""
    cache.mkdir(parents=True, exist_ok=True)
    compiled = cache / "igor_wrap.pyc"
    py_compile.compile(str(source), cfile=str(compiled), doraise=True)
    return compiled


async def _run_until_signal(settings: AgentSettings) -> None:
    serving = asyncio.ensure_future(Agent(settings).serve())
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, _cancel, serving, asyncio.current_task())
    try:
        await serving
    except asyncio.CancelledError:
        log.info("agent ends; running commands go on")
    except BaseExceptionGroup as group:
        raise _first(group) from None


def _cancel(serving: asyncio.Future[None], waiting: asyncio.Task[None] | None) -> None:
    """Cancel every task but the one that waits, until all have ended.

    Python 3.11 loses a cancellation that meets an error in a task group, and a group hands it on to its tasks once.
    """
    if not serving.done():
        for task in asyncio.all_tasks() - {waiting}:
            task.cancel()
        asyncio.get_running_loop().call_later(0.2, _cancel, serving, waiting)


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The first plain error in a group of groups."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _first_text(group: BaseExceptionGroup[BaseException]) -> str:
    error = _first(group)
    return str(error) or type(error).__name__


def _log_to_stderr() -> None:
    """``2026-01-31T12:00:00Z INFO igor.agents: connected websocket=… epoch=1``"""
    handler = logging.StreamHandler(sys.stderr)
    formatter = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    logger = logging.getLogger("igor")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
