"""``igor controller``: prepares the home, then keeps three children alive: web, engine, the built-in node's agent.

A child that dies is started again after a growing pause; one that keeps dying at once ends the whole controller with a
sentence that says where to look. Children end with this process, however it ends; running commands never do.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psutil

import igor
from igor.controller import built_in, children, lifecycle, plugin_states, settings
from igor.controller.bootstrap import bootstrap
from igor.controller.context import Controller
from igor.model.errors import Conflict, IgorError
from igor.model.home import Home

log = logging.getLogger(__name__)

#: A child that lives shorter than this died quickly; after so many quick deaths in a row the controller gives up.
QUICK_DEATH_S = 10.0
QUICK_DEATHS = 5
#: Between TERM and KILL at the end.
STOP_S = 8.0
_FIRST_PAUSE_S = 0.2
_POLL_S = 0.1


def run_controller(home: Home, host: str = "127.0.0.1", port: int = 8080, agents_port: int = 0) -> int:
    """Run until SIGTERM or SIGINT; the exit code: 0 after a signal, 1 when a child would not live.

    ``agents_port`` 0: the system chooses the port of the agents' WebSocket.

    Raises:
        Conflict: another controller runs on this home, or the port is taken.
        IgorError: the home cannot be used.
    """
    children.set_up_logging()
    home = Home(home.root.resolve())
    home.run.mkdir(parents=True, exist_ok=True)
    with _locked(home):
        _check_port(host, port)
        prepare(home, host, port)
        _write_record(home, host, port)
        try:
            return Supervisor(_family(home, host, port, agents_port), lambda: _forget_deleted_plugins(home)).run()
        finally:
            (home.run / "controller.json").unlink(missing_ok=True)


def prepare(home: Home, host: str, port: int) -> None:
    """Make what the children need: store, first secrets, root URL, the built-in node with its token."""
    controller = Controller.open(home)
    try:
        bootstrap(controller)
        built_in.prepare(controller)
        _keep_root_url(controller, web_url(host, port))
        plugin_states.forget_deleted(controller)
    finally:
        controller.close()


def _forget_deleted_plugins(home: Home) -> None:
    controller = Controller.open(home)
    try:
        plugin_states.forget_deleted(controller)
    finally:
        controller.close()


def web_url(host: str, port: int) -> str:
    """Where this machine reaches the web process; ends with a slash."""
    name = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}/"


def pause_s(quick_deaths: int) -> float:
    """How long to wait before a child is started again."""
    return _FIRST_PAUSE_S * 2.0 ** min(quick_deaths, 6)


@dataclass(slots=True)
class Child:
    """One child process: how it is started, and its deaths."""

    name: str
    command: Sequence[str]
    log_file: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    start_at: float = 0.0
    quick_deaths: int = 0

    def start(self) -> None:
        with self.log_file.open("ab") as output:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
            )
        self.started = time.monotonic()
        log.info("%s runs as process %d", self.name, self.process.pid)

    def look(self) -> None:
        """Note a death, or start again when it is time. Raises IgorError when it died too often."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_at:
                self.start()
            return
        if (status := self.process.poll()) is None:
            return
        self.process = None
        self.quick_deaths = self.quick_deaths + 1 if now - self.started < QUICK_DEATH_S else 0
        log.error("%s ended with %s; its log is %s", self.name, _status_text(status), self.log_file)
        if self.quick_deaths >= QUICK_DEATHS:
            what = f"{self.name} ended {QUICK_DEATHS} times in a row right after its start"
            raise IgorError(what, hint=f"its log says why: {self.log_file}")
        self.start_at = now + pause_s(self.quick_deaths)


@dataclass(slots=True)
class Supervisor:
    """Keeps ``family`` alive until told to stop."""

    family: Sequence[Child]
    prepare_anew: Callable[[], None] = lambda: None
    _stop: threading.Event = field(default_factory=threading.Event)
    _restart: threading.Event = field(default_factory=threading.Event)

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self._stop.set())
        signal.signal(lifecycle.RESTART, lambda *_: self._restart.set())
        try:
            while not self._stop.is_set():
                if self._restart.is_set():
                    self._begin_anew()
                for child in self.family:
                    child.look()
                self._stop.wait(_POLL_S)
        except IgorError as error:
            log.critical("%s (%s)", error, error.hint)
            return 1
        finally:
            self.end_children()
        return 0

    def _begin_anew(self) -> None:
        self._restart.clear()
        log.info("restarting as asked")
        self.end_children()
        self.prepare_anew()
        for child in self.family:
            child.start()

    def end_children(self) -> None:
        alive = [child.process for child in self.family if child.process is not None]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + STOP_S
        for process in alive:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("process %d does not end: killed", process.pid)
                process.kill()
                process.wait()


def _family(home: Home, host: str, port: int, agents_port: int) -> list[Child]:
    def child(name: str, module: str, *arguments: str) -> Child:
        common = ["--home", str(home.root), "--parent", str(os.getpid())]
        command = [sys.executable, "-m", module, *common, *arguments]
        return Child(name, command, home.logs / f"{name}.log")

    return [
        child("engine", "igor.controller.engine_process", "--host", host, "--port", str(agents_port)),
        child("web", "igor.api.web_process", "--host", host, "--port", str(port)),
        child("built-in", "igor.controller.built_in_process", "--url", web_url(host, port)),
    ]


class _locked:  # noqa: N801 - reads as the state that it makes
    """Holds ``controller.lock``. Raises Conflict when another controller does."""

    def __init__(self, home: Home) -> None:
        self._file: IO[str] = (home.run / "controller.lock").open("a")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.close()
            hint = "stop it first, or give this one another --home"
            raise Conflict(f"another controller runs on {home.root}", hint=hint) from error

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _write_record(home: Home, host: str, port: int) -> None:
    record = {
        "pid": os.getpid(),
        "started": psutil.Process().create_time(),
        "host": host,
        "port": port,
        "version": igor.__version__,
    }
    draft = home.run / "controller.json.new"
    draft.write_text(json.dumps(record))
    draft.replace(home.run / "controller.json")


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            hint = "choose another with --port, or stop what uses it"
            raise Conflict(f"port {port} on {host} cannot be used: {error.strerror}", hint=hint) from error


def _keep_root_url(controller: Controller, url: str) -> None:
    """Set the root URL when nobody has, and follow a changed port while it is the one that was set here."""
    key = "root_url"
    chosen = settings.get(controller, key)
    if not chosen or (chosen.startswith("http://127.0.0.1:") and chosen != url):
        settings.put(controller, key, url)


def _status_text(status: int) -> str:
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit code {status}"
