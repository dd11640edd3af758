"""An environment as ``igor deploy`` makes it, driven through its command line."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], Any], *, timeout_s: float = 30, what: str = "") -> Any:
    """The condition's first true value; fails the test when it does not come in time."""
    deadline = time.monotonic() + timeout_s
    while not (value := condition()):
        assert time.monotonic() < deadline, f"waited {timeout_s} s for {what or condition}"
        time.sleep(0.05)
    return value


@dataclass
class Igor:
    """An environment below ``home``, driven through its command line."""

    home: Path
    port: int

    def run(self, *arguments: str, timeout_s: float = 120) -> subprocess.CompletedProcess[str]:
        """``igor ARGUMENTS --home HOME``, whatever its exit code."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("IGOR_")}
        return subprocess.run(
            [sys.executable, "-m", "igor", *arguments, "--home", str(self.home)],
            capture_output=True,
            text=True,
            timeout=timeout_s,
            cwd=ROOT,
            env=environment,
            check=False,
        )

    def ok(self, *arguments: str, timeout_s: float = 120) -> str:
        """The output of a command that must succeed."""
        done = self.run(*arguments, timeout_s=timeout_s)
        assert done.returncode == 0, f"igor {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def json(self, *arguments: str) -> Any:
        return json.loads(self.ok(*arguments, "--json"))

    def deploy(self, *arguments: str) -> str:
        return self.ok("deploy", "--port", str(self.port), *arguments)

    def process(self, name: str) -> psutil.Process:
        """The background process that deploy recorded."""
        return psutil.Process(json.loads((self.home / "run" / f"{name}.process.json").read_text())["pid"])

    def processes(self) -> list[psutil.Process]:
        """Every living process that names this home."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            names_home = any(str(self.home) in word for word in process.cmdline())
            return (names_home or process.environ().get("JENKINS_HOME") == str(self.home)) and (
                process.status() != psutil.STATUS_ZOMBIE
            )
        except psutil.Error:
            return False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def token(self) -> str:
        return (self.home / "secrets" / "admin-token").read_text().strip()
