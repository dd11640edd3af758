"""``igor agent`` with the Swarm client's options: it makes its node, connects, and runs what it is given."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from agent_engine import TestEngine
from rest_server import Rest, serving

from igor.controller import nodes

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture
def rest(tmp_path: Path) -> Iterator[Rest]:
    with serving(tmp_path / "home") as served:
        yield served


@pytest.fixture
def engine(rest: Rest) -> Iterator[TestEngine]:
    made = TestEngine()
    record = {"agents": made.websocket, "pid": os.getpid(), "epoch": 1}
    rest.controller.home.engine_address.write_text(json.dumps(record))
    yield made
    made.close()


def start(engine: TestEngine, folder: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "igor", "agent", *options]
    with (folder / f"said-{len(engine.agents)}").open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, stderr=said)
    engine.agents.append(process)
    return process


def said(folder: Path, number: int = 0) -> str:
    """What an agent told on its standard error."""
    return (folder / f"said-{number}").read_text()


def test_an_agent_of_a_file(rest: Rest, engine: TestEngine, tmp_path: Path) -> None:
    """Unit files that started the Java client start this one."""
    (tmp_path / "secret").write_text(rest.token)
    (tmp_path / "swarm.yml").write_text(
        f"url: {rest.url}\nname: rack\nusername: admin\npasswordFile: {tmp_path / 'secret'}\nnoCrumb: true\n"
        f"fsroot: {tmp_path / 'agent'}\nlabels: [linux]\nexecutors: 2\nenvironmentVariables: {{PLACE: rack 3}}\n"
        f"disableClientsUniqueId: true\npidFile: {tmp_path / 'pid'}\njarCache: /tmp\n"
    )
    engine.valid_token = nodes.identity.agent_secret(rest.controller, "rack")
    process = start(engine, tmp_path, "-config", "swarm.yml")
    hello = engine.wait_connected()
    assert hello.name == "rack"
    assert nodes.get(rest.controller, "rack").labels == {"swarm", "linux"}
    assert int((tmp_path / "pid").read_text()) == process.pid
    run_id = engine.launch('echo "$PLACE in $PWD"')
    engine.wait_finished(run_id)
    assert f"rack 3 in {tmp_path / 'agent' / 'workspace' / 'team' / 'app'}\n".encode() in engine.log(run_id)
    second = start(engine, tmp_path, "-config", "swarm.yml")
    assert second.wait(20) != 0
    assert "runs already" in said(tmp_path, 1)
    assert "-jar-cache: there are no JAR files" in said(tmp_path)


def test_a_password_and_many_labels(rest: Rest, engine: TestEngine, tmp_path: Path) -> None:
    """With a password a crumb is needed; labels beyond a form's length come in parts."""
    labels = [f"label-{number:04}" for number in range(300)]
    options = ["-url", rest.url, "-name", "big", "-username", "admin", "-password", "correct horse", "-fsroot", "fs"]
    options += ["-labels", " ".join(labels), "-disableClientsUniqueId"]
    engine.valid_token = nodes.identity.agent_secret(rest.controller, "big")
    start(engine, tmp_path, *options)
    engine.wait_connected()
    assert nodes.get(rest.controller, "big").labels == {"swarm", *labels}


def test_wrong_credentials_end_the_agent(rest: Rest, engine: TestEngine, tmp_path: Path) -> None:
    """And say what is missing."""
    process = start(
        engine, tmp_path, "-url", rest.url, "-name", "x", "-username", "admin", "-password", "no", "-noCrumb"
    )
    assert process.wait(20) != 0
    assert "refused (401)" in said(tmp_path)


def test_so_many_tries(engine: TestEngine, tmp_path: Path) -> None:
    """``-retry 2`` gives up at the second."""
    process = start(engine, tmp_path, "-url", "http://127.0.0.1:9/", "-name", "x", "-retry", "2", "-retryInterval", "0")
    assert process.wait(20) != 0
    assert "127.0.0.1:9" in said(tmp_path)
