"""``igor controller`` as a whole: real web, engine and built-in agent, killed and stopped as people and machines do."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from engine_world import job_xml, wait_for

from igor.controller import builds, items, queue
from igor.controller.context import Controller
from igor.controller.supervisor import Child, Supervisor, pause_s
from igor.model.build import Cause
from igor.model.errors import IgorError
from igor.model.home import Home

pytestmark = [pytest.mark.integration, pytest.mark.slow]


class Running:
    """A controller process on a free port."""

    def __init__(self, home: Home) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        code = (
            "import sys; from pathlib import Path; from igor.model.home import Home;"
            "from igor.controller.supervisor import run_controller;"
            f"sys.exit(run_controller(Home(Path({str(self.home.root)!r})), '127.0.0.1', {self.port}))"
        )
        with (self.home.root / "controller.log").open("ab") as log:
            self.process = subprocess.Popen([sys.executable, "-c", code], stdout=log, stderr=log)
        wait_for(self.is_ready, "the controller is ready", 30)

    def is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.home.root / "controller.log").read_text()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/login", timeout=5) as answer:
                return bool(answer.status == 200) and self.home.engine_address.exists()
        except (urllib.error.URLError, OSError):
            return False

    def children(self) -> list[psutil.Process]:
        """Web, engine and built-in agent with what gunicorn forked; not the wrappers, which have left."""
        assert self.process is not None
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, module: str) -> psutil.Process | None:
        found = [p for p in self.children() if module in command_of(p)]
        return found[0] if found else None

    def end(self, number: int) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(15)


def command_of(process: psutil.Process) -> list[str]:
    """Empty for one that has just ended."""
    try:
        return list(process.cmdline())
    except psutil.NoSuchProcess:
        return []


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    running = Running(Home(tmp_path))
    running.start()
    try:
        yield running
    finally:
        if running.process is not None and running.process.poll() is None:
            running.end(signal.SIGTERM)


def start_build(home: Home, script: str) -> Controller:
    controller = Controller.open(home)
    items.create_item(controller, "app", job_xml(script, label="built-in"), by="admin")
    queue.schedule(controller, "app", cause=Cause("user", "Started by user admin", {"user_id": "admin"}))
    return controller


def test_term_ends_everything(running: Running) -> None:
    """After SIGTERM nothing is left within ten seconds, and the exit code says that all is well."""
    family = running.children()
    assert len(family) >= 4
    begun = time.monotonic()
    assert running.end(signal.SIGTERM) == 0
    assert time.monotonic() - begun < 10
    _, alive = psutil.wait_procs(family, timeout=2)
    assert not alive
    assert not (running.home.run / "controller.json").exists()


def test_killed_controller_leaves_the_build_alone(running: Running) -> None:
    """kill -9 of the controller ends its children at once, never the command; the next start collects its result."""
    gate = running.home.root / "gate"
    script = f"echo begun; while [ ! -e {gate} ]; do sleep 0.05; done; seq 1 2000; exit 7"
    controller = start_build(running.home, script)
    log = running.home.build_log("app", 1)
    wait_for(lambda: log.exists() and b"begun\n" in log.read_bytes(), "the command runs", 30)
    family = [p for p in running.children() if "--parent" in command_of(p)]
    assert running.end(signal.SIGKILL) == -signal.SIGKILL
    _, alive = psutil.wait_procs(family, timeout=5)
    assert not alive
    gate.touch()
    running.start()
    build = wait_for(lambda: (b := builds.get(controller, "app", 1)).result and b, "the build ended", 30)
    assert build and (build.result and build.result.value, build.reason) == ("FAILURE", "exit code 7")
    text = log.read_text()
    assert "\n" + "".join(f"{n}\n" for n in range(1, 2001)) in text
    assert text.count("\nbegun\n") == 1
    controller.close()


@pytest.mark.parametrize(
    "module", ["igor.controller.engine_process", "igor.api.web_process", "igor.controller.built_in_process"]
)
def test_a_child_that_dies_is_started_again(running: Running, module: str) -> None:
    """The controller heals itself; its own process stays."""
    first = running.child(module)
    assert first is not None
    first.kill()
    second = wait_for(lambda: (p := running.child(module)) and p.pid != first.pid and p, f"{module} is back")
    assert second
    wait_for(running.is_ready, "ready again", 30)


def test_second_controller_is_refused(running: Running) -> None:
    """Two controllers on one home would fight over it; the second one says so and leaves."""
    again = subprocess.run(
        [sys.executable, "-c", SECOND.format(home=str(running.home.root), port=running.port)],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert again.returncode == 3
    assert "another controller runs on" in again.stdout
    record = json.loads((running.home.run / "controller.json").read_text())
    assert running.process is not None
    assert (record["pid"], record["port"]) == (running.process.pid, running.port)


SECOND = """
import sys
from pathlib import Path
from igor.controller.supervisor import run_controller
from igor.model.errors import Conflict
from igor.model.home import Home
try:
    run_controller(Home(Path({home!r})), "127.0.0.1", {port})
except Conflict as error:
    print(error)
    sys.exit(3)
"""


def test_giving_up(tmp_path: Path) -> None:
    """A child that cannot live ends the controller with the place of its log, after growing pauses."""
    child = Child("web", [sys.executable, "-c", "raise SystemExit('port taken')"], tmp_path / "web.log")
    with pytest.raises(IgorError, match="web ended 5 times in a row") as caught:
        while True:
            child.start_at = 0.0
            child.look()
    assert "web.log" in caught.value.hint
    assert (tmp_path / "web.log").read_text().count("port taken") == 5
    assert [pause_s(deaths) for deaths in (0, 1, 2, 9)] == [0.2, 0.4, 0.8, 12.8]


def test_supervisor_stops_a_child_that_will_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that ignores TERM is killed; the controller's end must not hang on it."""
    monkeypatch.setattr("igor.controller.supervisor.STOP_S", 0.2)
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('x', flush=True); time.sleep(60)"
    child = Child("web", [sys.executable, "-c", code], tmp_path / "web.log")
    child.start()
    wait_for((tmp_path / "web.log").read_text, "it runs")
    supervisor = Supervisor([child])
    supervisor.end_children()
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL
