"""A whole controller for tests: web, engine and built-in agent as processes, asked over HTTP."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import requests
from engine_world import wait_for

from igor.controller import nodes, settings, users
from igor.controller.context import Controller
from igor.model.home import Home

_RUN = (
    "import sys; from pathlib import Path; from igor.model.home import Home;"
    "from igor.controller.supervisor import run_controller;"
    "sys.exit(run_controller(Home(Path(sys.argv[1])), '127.0.0.1', int(sys.argv[2])))"
)
XML = {"Content-Type": "text/xml"}


class RunningController:
    """One home with its controller, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.controller = Controller.open(self.home)
        users.create_user(self.controller, "admin", "Administrator", "correct horse", is_admin=True)
        _, self.token = users.create_token(self.controller, "admin", "tests")
        nodes.ensure_built_in(self.controller)
        settings.put(self.controller, "quiet_period_s", "0")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        settings.put(self.controller, "root_url", self.url)
        self.http = requests.Session()
        self.http.auth = ("admin", self.token)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.home.root / "controller.log").open("ab") as log:
            command = [sys.executable, "-c", _RUN, str(self.home.root), str(self.port)]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        wait_for(self._is_ready, "the controller is ready", 30)

    def _is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.home.root / "controller.log").read_text()
        try:
            return requests.get(f"{self.url}login", timeout=5).status_code == 200 and self.home.engine_address.exists()
        except requests.ConnectionError:
            return False

    def kill(self) -> None:
        """kill -9 of the supervisor, which takes web, engine and agent with it; what runs goes on."""
        assert self.process is not None
        children = psutil.Process(self.process.pid).children(recursive=True)
        family = [child for child in children if "--parent" in child.cmdline()]
        self.process.kill()
        self.process.wait()
        assert psutil.wait_procs(family, timeout=20)[1] == [], "children end with the supervisor"

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            assert self.process.wait(20) == 0
        self.controller.close()

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.http.get(self.url + path, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        return self.http.post(self.url + path, allow_redirects=False, **options)

    def json(self, path: str) -> Any:
        response = self.get(path)
        assert response.status_code == 200, response.text
        return response.json()

    def create(self, name: str, xml: str) -> None:
        response = self.post("createItem", params={"name": name}, data=xml.encode(), headers=XML)
        assert response.status_code == 200, response.text

    def build(self, name: str, number: int = 1, **values: str) -> Any:
        """Build and wait for the end; the build as JSON."""
        path = f"job/{name}/buildWithParameters" if values else f"job/{name}/build"
        response = self.post(path, data=values)
        assert response.status_code == 201, response.text
        return self.ended(name, number)

    def ended(self, name: str, number: int = 1) -> Any:
        def find() -> Any:
            response = self.get(f"job/{name}/{number}/api/json")
            return response.json() if response.status_code == 200 and not response.json()["building"] else None

        return wait_for(find, f"{name} #{number} ended", 30)

    def log(self, name: str, number: int = 1) -> str:
        return self.get(f"job/{name}/{number}/consoleText").text


@contextmanager
def controller_at(folder: Path) -> Iterator[RunningController]:
    running = RunningController(folder)
    try:
        running.start()
        yield running
    finally:
        running.close()
