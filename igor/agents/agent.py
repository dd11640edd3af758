"""The agent process: holds its home, launches wrappers, and keeps a connection with the engine.

It decides nothing. Killing it, or losing the engine, leaves running commands alone: they belong to their wrappers, and
the next agent in this home finds them again. Standard library only, Python 3.8 or newer.

Its home: ``token`` (its own), ``epoch``, ``agent.lock``, ``agent.sock`` (wrappers tell here that there is something to
look at), ``runs/`` (one folder per run), ``used/`` (emptied ones), ``spool/`` (events of the wrappers), ``workspace/``,
``cache/`` (the wrapper, compiled), ``launcher.err``.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import igor
from igor.agents import connection, machine, process
from igor.agents.connection import Identity, Joined, Tokens
from igor.agents.files import write_durably
from igor.agents.home_lock import lock_home
from igor.agents.keeper import Keeper
from igor.agents.launch import Workspaces
from igor.agents.launcher import Launcher
from igor.agents.lean import sha256_hex
from igor.agents.link import Link, LinkClosed
from igor.agents.loop import Loop
from igor.agents.notices import Notices
from igor.agents.protocol import Hello, Upgrade, Welcome
from igor.agents.runs import RunStore
from igor.agents.session import HEARTBEAT_S, STARTED_S, Epoch, Session
from igor.agents.settings import Settings, read_settings
from igor.agents.spool import Spool
from igor.agents.wrapper import prepare_wrapper
from igor.model.clock import SystemClock
from igor.model.errors import IgorError, Unauthenticated

log = logging.getLogger("igor.agents")

#: Runs are looked at so often even when no notice comes: a wrapper may have been killed, or be an older one.
LOOK_S = 0.5
_WELCOME_TIMEOUT_S = 10.0


class AgentSettings(NamedTuple):
    """``url``: the controller as people know it. ``wrapper``: the folder of ``igor_wrap.py``, None: the one beside
    this Igor. ``join_token_file`` is needed only while the agent has no token of its own. ``silence_s``: after so long
    without an answer to a ping a connection counts as broken, as after the silent death of the controller's host.
    ``labels_file`` adds labels (see ``settings.read_settings``), read again at SIGHUP. ``register``: makes the node and
    gets its token, at every start, instead of a join token. ``tries``: so many of them in the agent's life, −1: without
    end. ``ends_when_disconnected``: a lost connection ends the agent. ``upgrades_itself``: as the controller says.
    """

    url: str
    name: str
    home: Path
    labels: tuple[str, ...] = ()
    executors: int = 1
    join_token_file: Path | None = None
    wrapper: Path | None = None
    labels_file: Path | None = None
    reconnect_first_s: float = 1.0
    reconnect_maximum_s: float = 15.0
    silence_s: float = 12.0
    register: Callable[[Identity], str] | None = None
    tries: int = -1
    ends_when_disconnected: bool = False
    upgrades_itself: bool = True


def run_agent(settings: AgentSettings, archive: Path | None = None) -> Path | None:
    """Run until SIGTERM or SIGINT, or until a successor is to take over: the zipapp to execute then.

    Blocks. ``archive``: the zipapp that this agent was started from; without one it is never replaced.

    Raises:
        Conflict: another agent runs in this home.
        Invalid: a labels file that cannot be understood.
        NotFound: there is no wrapper to run commands with.
        Unauthenticated: no token of its own and none to be had; start again with a good join token.
    """
    _log_to_stderr()
    settings.home.mkdir(parents=True, exist_ok=True)
    with lock_home(settings.home):
        return Agent(settings, archive).run()


class Agent:
    """One agent with its runs and its connections."""

    def __init__(self, settings: AgentSettings, archive: Path | None = None) -> None:
        self.settings = settings
        self._archive = archive if settings.upgrades_itself else None
        self._archive_digest = sha256_hex(archive.read_bytes()) if archive else ""
        self._is_upgrading = False
        self._successor: Path | None = None
        self.home = settings.home.resolve()
        self.said = self._read_settings()
        (self.home / "workspace").mkdir(parents=True, exist_ok=True)
        workspaces = Workspaces((self.home / "workspace").resolve())
        self._launcher = Launcher(prepare_wrapper(settings.wrapper, self.home / "cache"), self.home / "runs")
        self._keeper = Keeper(RunStore(self.home / "runs"), workspaces, self._launcher, SystemClock())
        self._keeper.url = settings.url
        self._spool = Spool(self.home / "spool")
        self._epoch = Epoch(self.home / "epoch", write_durably)
        self._tokens = Tokens(self.home / "token", settings.join_token_file, can_register=bool(settings.register))
        if settings.register:
            self._tokens.drop()
        self._tries = 0
        self._loop = Loop()
        self._notices = Notices(self.home)
        self._failures = 0
        self._was_connected = False
        self._is_looking = False
        self._will_tell = False
        self._link: Link | None = None
        self._session: Session | None = None
        self._fatal: IgorError | None = None

    def run(self) -> Path | None:
        """Watch runs and keep connected until a signal, a fatal error or a successor, which is returned."""
        self._loop.on_signal(signal.SIGTERM, self._loop.stop)
        self._loop.on_signal(signal.SIGINT, self._loop.stop)
        self._loop.on_signal(signal.SIGHUP, self._reload)
        self._keeper.on_end = self._run_ended
        self._connect()
        self._launcher.open()
        self._keeper.recover()
        self._loop.add(self._notices.fileno(), self._read_notices)
        self._look_soon()
        self._loop.call_later(HEARTBEAT_S, self._beat)
        gc.collect()
        gc.freeze()
        self._loop.run()
        self._end()
        if self._fatal is not None:
            raise self._fatal
        return self._successor

    def _end(self) -> None:
        if self._link is not None:
            self._link.close()
        self._launcher.close()
        self._notices.close()
        log.info("agent ends; running commands go on")

    # --- runs

    def _read_notices(self) -> None:
        for notice in self._notices.read():
            if notice.kind == "o" and self._session is not None:
                self._session.ready(notice.run_id)
            elif notice.kind in "ei":
                self._keeper.look_at(notice.run_id)
            if notice.kind == "i":
                self._keeper.reuse_wrapper(notice)
        self._report()

    def _run_ended(self, run_id: str) -> None:
        if self._session is not None:
            self._session.ready(run_id)

    def _look_soon(self) -> None:
        if not self._is_looking and self._keeper.is_busy():
            self._is_looking = True
            self._loop.call_later(LOOK_S, self._look)

    def _look(self) -> None:
        """What notices did not tell."""
        self._is_looking = False
        self._keeper.look_at_all()
        if self._session is not None:
            self._session.all_ready()
            self._in_session(self._session.report_events)
        self._report()

    def _report(self) -> None:
        if self._session is not None:
            self._in_session(self._session.report)
        self._look_soon()

    def _beat(self) -> None:
        self._loop.call_later(HEARTBEAT_S, self._beat)
        if self._session is not None:
            self._in_session(self._session.beat)
        if self._session is not None:
            self._in_session(self._session.report_events)

    # --- connections

    def _connect(self) -> None:
        threading.Thread(target=self._dial, daemon=True).start()

    def _dial(self) -> None:
        """In a thread of its own: look up, join if need be, and open the connection."""
        try:
            token = self._tokens.own() or self._join()
            address = connection.find_websocket(self.settings.url)
            opened = connection.dial(address, self.settings.name, token, timeout_s=self.settings.silence_s)
        except (IgorError, OSError) as error:
            self._loop.call_from_thread(partial(self._not_connected, error))
        else:
            self._loop.call_from_thread(partial(self._connected, address, *opened))

    def _join(self) -> str:
        own, said = self.settings.register, self._identity()
        joined = Joined(own(said)) if own else connection.register(self.settings.url, said, self._tokens.join())
        self._tokens.keep(*joined)
        log.info("registered name=%s url=%s", self.settings.name, self.settings.url)
        return joined.token

    def _connected(self, address: str, opened: socket.socket, received: bytes) -> None:
        link = Link(opened, received, silence_s=self.settings.silence_s, now_s=time.monotonic())
        session = Session(link, self._keeper, self._spool, self._epoch, self.home)
        session.on_welcome = partial(self._welcomed, address)
        session.on_upgrade = self._upgrade
        self._link, self._session = link, session
        self._loop.add(link.fileno(), self._receive)
        self._loop.call_later(_WELCOME_TIMEOUT_S, partial(self._expect_welcome, session))
        self._keep_alive(session)
        self._in_session(partial(session.greet, self._greeting()))
        if received:
            self._receive()

    def _receive(self) -> None:
        if self._session is not None:
            self._in_session(partial(self._session.receive, time.monotonic()))
        if self._session is not None and self._session.has_started and not self._will_tell:
            self._will_tell = True
            self._loop.call_later(STARTED_S, self._tell_started)
        self._look_soon()

    def _tell_started(self) -> None:
        self._will_tell = False
        if self._session is not None:
            self._in_session(self._session.report_started)

    def _in_session(self, call: Callable[[], object]) -> None:
        """Call what may find the connection broken; see to it that the loop knows whether there is more to write.

        What a full disk keeps from being done is tried again with the next connection.
        """
        link, session = self._link, self._session
        if link is None or session is None:
            return
        try:
            call()
        except (LinkClosed, IgorError, OSError) as error:
            self._disconnected(error)
        else:
            self._loop.add(link.fileno(), self._receive, writable=session.wants_to_write)

    def _keep_alive(self, session: Session) -> None:
        link = self._link
        if link is None or session is not self._session:
            return
        self._in_session(
            lambda: self._loop.call_later(link.keep_alive(time.monotonic()), partial(self._keep_alive, session))
        )

    def _expect_welcome(self, session: Session) -> None:
        if session is self._session and session.welcome is None:
            self._disconnected(LinkClosed("the engine did not answer the hello"))

    def _welcomed(self, address: str, welcome: Welcome) -> None:
        self._failures = 0
        self._was_connected = True
        log.info(
            "connected websocket=%s epoch=%d server=%s runs=%d",
            address, welcome.epoch, welcome.server_version, len(self._keeper.held),
        )  # fmt: skip

    def _disconnected(self, error: Exception) -> None:
        assert self._link is not None
        self._loop.remove(self._link.fileno())
        self._link.close()
        self._link = self._session = None
        if isinstance(error, LinkClosed) and error.code == connection.CLOSE_WRONG_TOKEN:
            self._token_refused()
        if self.settings.ends_when_disconnected:
            self._give_up(error)
        else:
            self._retry(error)

    def _give_up(self, error: Exception) -> None:
        self._fatal = error if isinstance(error, IgorError) else connection.Unreachable(str(error))
        self._loop.stop()

    def _not_connected(self, error: Exception) -> None:
        """An agent that never could join has nothing to wait for; any other keeps trying."""
        has_no_token = isinstance(error, Unauthenticated) and not self._token_refused()
        if has_no_token and isinstance(error, IgorError) and not self._was_connected and not self._keeper.held:
            self._fatal = error
            self._loop.stop()
        self._retry(error)

    def _token_refused(self) -> bool:
        """A controller that was set up anew knows no old tokens: join again, where that is possible."""
        log.warning("token refused name=%s", self.settings.name)
        return self._tokens.refused()

    def _retry(self, error: Exception) -> None:
        log.warning("not connected error=%r", str(error))
        self._tries += 1
        if self._tries == self.settings.tries:
            self._give_up(error)
            return
        delay_s = connection.backoff_s(
            self._failures,
            first_s=self.settings.reconnect_first_s,
            maximum_s=self.settings.reconnect_maximum_s,
            chance=int.from_bytes(os.urandom(4), "big") / 2**32,
        )
        self._failures += 1
        self._loop.call_later(delay_s, self._connect)

    # --- a successor

    def _upgrade(self, wanted: Upgrade) -> None:
        if self._archive is None or self._is_upgrading or wanted.sha256 == self._archive_digest:
            log.info("no upgrade needed or possible version=%s archive=%s", wanted.version, self._archive)
            return
        self._is_upgrading = True
        threading.Thread(target=self._fetch_successor, args=(wanted, self._archive), daemon=True).start()

    def _fetch_successor(self, wanted: Upgrade, archive: Path) -> None:
        """In a thread of its own."""
        from igor.agents import upgrade  # with subprocess 3 MiB, once in an agent's life

        try:
            successor = upgrade.fetch_successor(self.settings.url, wanted, archive, self.home)
        except (IgorError, OSError) as error:
            log.error("not upgraded version=%s error=%r", wanted.version, str(error))
            self._is_upgrading = False
        else:
            log.info("upgrade to version=%s archive=%s", wanted.version, successor)
            self._loop.call_from_thread(partial(self._give_way, successor))

    def _give_way(self, successor: Path) -> None:
        self._successor = successor
        self._loop.stop()

    # --- who this is

    def _read_settings(self) -> Settings:
        given = Settings(self.settings.executors, tuple(sorted(set(self.settings.labels))))
        file = self.settings.labels_file
        return given if file is None else read_settings(file.read_text(), str(file), given)

    def _reload(self) -> None:
        """Settings that cannot be read leave things as they are."""
        try:
            said = self._read_settings()
        except (IgorError, OSError) as error:
            log.error("settings not reloaded error=%r", str(error))
            return
        log.info("settings reloaded executors=%d labels=%s", said.executors, ",".join(said.labels))
        if said != self.said:
            self.said = said
            if self._session is not None and self._session.welcome is not None:
                self._in_session(partial(self._session.greet, self._greeting()))

    def _identity(self) -> Identity:
        return Identity(self.settings.name, self.said.labels, self.said.executors, str(self.home))

    def _greeting(self) -> Hello:
        return Hello(
            self.settings.name,
            igor.__version__,
            self.said.executors,
            list(self.said.labels),
            str(self.home),
            [],
            {**machine.facts(self.home), "zipapp": self._archive_digest},
            boot_id=process.boot_id(),
        )


def _log_to_stderr() -> None:
    """``2026-01-31T12:00:00Z INFO igor.agents: connected websocket=… epoch=1``"""
    handler = logging.StreamHandler(sys.stderr)
    formatter = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    logger = logging.getLogger("igor")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
