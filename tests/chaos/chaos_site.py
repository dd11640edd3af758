"""A real controller with real agents, of which every process may be killed, frozen or starved."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import psutil

from igor.controller import items, nodes, settings, users
from igor.controller.context import Controller
from igor.model.home import Home

T = TypeVar("T")
AGENTS = ("a1", "a2")
EXECUTORS = 4


def wait_for(condition: Callable[[], T], what: str, timeout_s: float = 60.0) -> T:
    """The first true value of ``condition``."""
    deadline = time.monotonic() + timeout_s
    while not (value := condition()):
        assert time.monotonic() < deadline, f"not within {timeout_s} s: {what}"
        time.sleep(0.02)
    return value


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


#: Its ``sitecustomize`` gives a process a time of day that can be set from outside.
CLOCK = Path(__file__).parent / "clock"


@dataclass
class Site:
    """``root`` holds everything; ``root/home`` may be a small disk of its own. ``variant``: a folder put on the
    processes' path, whose ``sitecustomize`` breaks something on purpose. ``prefix`` stands before the controller's
    command and becomes it in the end. ``has_clock``: the controller's clock can be set (``set_clock``).
    """

    root: Path
    variant: Path | None = None
    prefix: tuple[str, ...] = ()
    has_clock: bool = False
    port: int = field(default_factory=free_port)
    token: str = ""
    controller: subprocess.Popen[bytes] | None = None
    agents: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def home(self) -> Home:
        return Home(self.root / "home")

    @property
    def agents_port(self) -> int | None:
        """Where the engine listens to agents; None while there is none."""
        try:
            address = str(json.loads(self.home.engine_address.read_text())["agents"])
        except (OSError, ValueError):
            return None
        return urllib.parse.urlsplit(address).port

    def labels_file(self, agent: str) -> Path:
        """More labels of an agent, which it reads again at SIGHUP."""
        return self.root / f"{agent}.labels"

    @property
    def journal(self) -> Path:
        """What the builds' commands write themselves, beside Igor."""
        return self.root / "journal"

    def set_clock(self, ahead_s: int) -> None:
        """So far ahead of the machine's: the controller's processes see it at once."""
        fresh = self.root / "clock.new"
        fresh.write_text(str(ahead_s))
        fresh.rename(self.root / "clock")

    def prepare(self, jobs: dict[str, str]) -> None:
        """The store with a user, nodes and jobs, before anything runs."""
        self.journal.touch()
        self.set_clock(0)
        (self.root / "logs").mkdir()
        for name in AGENTS:
            self.labels_file(name).write_text("special")
        controller = Controller.open(self.home)
        try:
            settings.put(controller, "quiet_period_s", "0")
            users.create_user(controller, "chaos", password="chaos-and-order", is_admin=True)
            _, self.token = users.create_token(controller, "chaos")
            (self.root / "join").write_text(nodes.make_join_token(controller))
            for name, xml in jobs.items():
                items.create_item(controller, name, xml, by="chaos")
        finally:
            controller.close()

    def start(self) -> None:
        """Start whatever does not run."""
        if self.controller is None or self.controller.poll() is not None:
            self.controller = self._spawn("controller", "--home", str(self.home.root), "--port", str(self.port))
        for name in AGENTS:
            if name not in self.agents or self.agents[name].poll() is not None:
                self.agents[name] = self._spawn(
                    *("agent", "--url", f"http://127.0.0.1:{self.port}", "--name", name),
                    *("--home", str(self.root / name), "--executors", str(EXECUTORS), "--labels", "work"),
                    *("--join-token-file", str(self.root / "join"), "--labels-file", str(self.labels_file(name))),
                )

    def _spawn(self, *arguments: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(self.variant) if self.variant else ""}
        prefix = self.prefix if arguments[0] == "controller" else ()
        if self.has_clock and arguments[0] == "controller":
            environment |= {"PYTHONPATH": str(CLOCK), "CHAOS_CLOCK": str(self.root / "clock")}
        with (self.root / "logs" / f"{arguments[0]}.log").open("ab") as log:
            return subprocess.Popen(
                [*prefix, sys.executable, "-m", "igor", *arguments],
                stdout=log,
                stderr=log,
                env=environment,
                start_new_session=True,
            )

    def post(self, path: str, xml: str = "") -> tuple[int, str] | None:
        """Status and Location; None without an answer."""
        login = base64.b64encode(f"chaos:{self.token}".encode()).decode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            headers = {"Authorization": f"Basic {login}", "Content-Type": "application/xml"}
            connection.request("POST", path, body=xml.encode(), headers=headers)
            response = connection.getresponse()
            response.read()
            return response.status, response.headers.get("Location", "")
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
            return None
        finally:
            connection.close()

    def processes(self, what: str) -> list[psutil.Process]:
        """``controller engine web agent launcher wrapper``: those that run now."""
        marks = {
            "controller": f"controller --home {self.home.root}",
            "engine": f"engine_process --home {self.home.root}",
            "web": f"web_process --home {self.home.root}",
            "agent": f"igor agent --url http://127.0.0.1:{self.port}",
            "launcher": rf"{self.root}/a\d/runs/-+",
            "wrapper": rf"{self.root}/a\d/runs/[0-9a-f]{{32}}$",
        }
        return [process for process, command in self._commands() if re.search(marks[what], command)]

    def _commands(self) -> Iterator[tuple[psutil.Process, str]]:
        for pid in psutil.pids():  # process_iter may give an earlier process that had the number
            try:
                process = psutil.Process(pid)
                command = " ".join(process.cmdline())
                if str(self.root) in command or str(self.root) in process.environ().get("JOURNAL", ""):
                    yield process, command
            except psutil.Error:
                continue

    def everything(self) -> list[psutil.Process]:
        return [process for process, _ in self._commands()]

    def close(self) -> None:
        """End all of it."""
        for process in [self.controller, *self.agents.values()]:
            if process is not None and process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGCONT)
                process.terminate()
        for process in [self.controller, *self.agents.values()]:
            if process is not None:
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        for left in self.everything():
            with contextlib.suppress(psutil.Error):
                left.kill()


@contextlib.contextmanager
def small_disk(folder: Path, size_mib: int) -> Iterator[bool]:
    """A file system of its own at ``folder``, where this machine allows it; whether it does."""
    folder.mkdir()
    image = folder.with_suffix(".img")
    made = shutil.which("mkfs.ext4") is not None and os.geteuid() == 0 and _mounted(image, folder, size_mib)
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)
        image.unlink(missing_ok=True)


def _mounted(image: Path, folder: Path, size_mib: int) -> bool:
    with image.open("wb") as file:
        file.truncate(size_mib * 1024 * 1024)
    for command in (["mkfs.ext4", "-q", "-m", "0", str(image)], ["mount", "-o", "loop", str(image), str(folder)]):
        if subprocess.run(command, check=False, capture_output=True).returncode:
            return False
    return True
