"""The agent as one file: under every Python that is here, and replaced in place while builds run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from agent_engine import JOIN_TOKEN, TestEngine, wait_until

from igor.agents import zipapp
from igor.agents.lean import sha256_hex
from igor.agents.protocol import Upgrade

pytestmark = [pytest.mark.integration, pytest.mark.slow]

_VERSIONS = ("3.8", "3.9", "3.10", "3.11", "3.12", "3.13")


def interpreters() -> dict[str, str]:
    """The Pythons of this machine by their version, one each."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    managed = {v: str(path) for v in _VERSIONS for path in sorted(root.glob(f"{v}.*/bin/python"))}
    installed = {v: path for v in _VERSIONS if (path := shutil.which(f"python{v}"))}
    return {**installed, **managed, f"{sys.version_info[0]}.{sys.version_info[1]}": sys.executable}


@pytest.fixture
def engine() -> Iterator[TestEngine]:
    engine = TestEngine()
    yield engine
    engine.close()


class Started:
    """An agent that was started as its users start it."""

    def __init__(self, engine: TestEngine, folder: Path, python: str = sys.executable) -> None:
        self.archive = folder / "agent.pyz"
        self.archive.write_bytes(zipapp.build())
        self.home = folder / "home"
        self.log = folder / "agent.log"
        (folder / "join").write_text(JOIN_TOKEN)
        command = [python, str(self.archive), "--url", engine.url, "--name", "agent-1", "--home", str(self.home)]
        command += ["--join-token-file", str(folder / "join"), "--labels", "linux x", "--executors", "2"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stderr=log)
        engine.agents.append(self.process)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            assert self.process.wait(10) == 0
        finally:
            self.process.kill()


@pytest.mark.parametrize("version", interpreters())
def test_it_runs_builds_under_any_python(version: str, engine: TestEngine, tmp_path: Path) -> None:
    """Broken: a machine's Python is too old or too new for agent or wrapper."""
    agent = Started(engine, tmp_path, interpreters()[version])
    hello = engine.wait_connected()
    assert (hello.name, hello.executors, hello.labels) == ("agent-1", 2, ["linux", "x"])
    assert hello.facts["python"].startswith(f"{version}.")
    assert (hello.facts["zipapp"], len(hello.boot_id)) == (zipapp.digest(), 36)
    run_id = engine.launch(
        "#!/bin/sh\necho $IGOR_ATTEMPT ü\ntest $IGOR_ATTEMPT = 2", policy={"retries": 1, "backoff_ms": 1}
    )
    outcome = engine.wait_finished(run_id)
    assert (outcome.outcome, [attempt.exit_code for attempt in outcome.attempts]) == ("success", [1, 0])
    assert "2 ü\n" in engine.log(run_id).decode()
    engine.wait_for(lambda: engine.events, "event of the failed attempt")
    agent.stop()


def test_it_is_replaced_in_place_while_a_build_runs(engine: TestEngine, tmp_path: Path) -> None:
    """Broken: an upgrade ends builds, changes the process, or leaves the old agent for the next start."""
    agent = Started(engine, tmp_path)
    first = engine.wait_connected()
    run_id = engine.launch("#!/bin/sh\necho up; while ! test -e go; do sleep 0.05; done; echo done")
    engine.wait_for(lambda: engine.log(run_id), "output")
    engine.files["/agent.pyz"] = zipapp.build() + b"\n"
    digest = sha256_hex(engine.files["/agent.pyz"])
    engine.send(Upgrade(first.version, digest))
    second = engine.wait_connected(2)
    assert second.facts["zipapp"] == digest
    assert (second.facts["pid"], agent.process.poll()) == (first.facts["pid"], None)
    assert sha256_hex(agent.archive.read_bytes()) == digest
    assert [run.run_id for run in second.runs] == [run_id]
    started = engine.wait_for(lambda: engine.started.get(run_id), "start")
    (Path(started.workspace) / "go").touch()
    assert engine.wait_finished(run_id).outcome == "success"
    assert engine.log(run_id).startswith(b"up\ndone\n")
    agent.stop()


@pytest.mark.parametrize(
    ("served", "complaint"),
    [
        (b"something else", "announced was"),
        (b"#!/usr/bin/env python3\nimport no_such_module\n", "does not run here"),
        (b"print('9.9')\n", "does not run here: 9.9"),
    ],
)
def test_an_unfit_successor_changes_nothing(engine: TestEngine, tmp_path: Path, served: bytes, complaint: str) -> None:
    """Broken: a damaged or broken file takes all agents away."""
    agent = Started(engine, tmp_path)
    hello = engine.wait_connected()
    engine.files["/agent.pyz"] = served
    engine.send(Upgrade(hello.version, "0" * 64 if "announced" in complaint else sha256_hex(served)))
    wait_until(lambda: complaint in agent.log.read_text(), "complaint")
    assert agent.archive.read_bytes() == zipapp.build()
    assert engine.wait_finished(engine.launch("true")).outcome == "success"
    agent.stop()
