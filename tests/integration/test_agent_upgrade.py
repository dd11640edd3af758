"""Agents follow the controller: one of another file becomes the one that is served, while its build runs."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from engine_world import job_xml, wait_for
from running_controller import RunningController, controller_at

from igor.agents import zipapp
from igor.controller import nodes

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@contextmanager
def other_agent(folder: Path, igor: RunningController, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """An agent out of another file than the controller's, ``agent.pyz``, and its log."""
    archive, log = folder / "agent.pyz", folder / "agent.log"
    archive.write_bytes(zipapp.build() + b"\n")
    (folder / "join").write_text(nodes.make_join_token(igor.controller))
    command = [sys.executable, str(archive), "--url", igor.url, "--name", "a1", "--labels", "work"]
    command += ["--home", str(folder / "a1"), "--join-token-file", str(folder / "join"), *options]
    with log.open("wb") as stderr:
        agent = subprocess.Popen(command, stderr=stderr)
    try:
        yield agent, log
    finally:
        agent.send_signal(signal.SIGTERM)
        assert agent.wait(20) == 0


def node_of(igor: RunningController) -> dict[str, Any]:
    (node,) = [each for each in igor.json("igor/api/overview")["nodes"] if each["name"] == "a1"]
    return dict(node)


def test_an_agent_is_upgraded_while_its_build_runs(tmp_path: Path) -> None:
    """Every new version would have to be brought to every machine by hand, or end its builds."""
    go = tmp_path / "go"
    (tmp_path / "home").mkdir()
    with controller_at(tmp_path / "home") as igor:
        igor.create("app", job_xml(f"while ! test -e {go}; do sleep 0.1; done", label="work"))
        igor.post("job/app/build")
        with other_agent(tmp_path, igor) as (agent, log):
            wait_for(lambda: log.read_text().count(" connected websocket=") == 2, "the agent to be another one", 40)
            assert (tmp_path / "agent.pyz").read_bytes() == zipapp.build()
            wait_for(lambda: igor.get("job/app/1/api/json").status_code == 200, "the build runs")
            go.touch()
            assert igor.ended("app")["result"] == "SUCCESS"
            assert agent.poll() is None
            node = node_of(igor)
            assert (node["drift"], node["online"]) == ("", True)


def test_an_agent_that_is_deployed_stays_what_it_is(tmp_path: Path) -> None:
    """A canary that tries nothing, because the other agents have become the new one by themselves."""
    (tmp_path / "home").mkdir()
    with controller_at(tmp_path / "home") as igor, other_agent(tmp_path, igor, "--no-upgrade") as (_, log):
        wait_for(lambda: " no upgrade " in log.read_text(), "the agent to be told", 40)
        node = node_of(igor)
        assert (node["drift"], node["online"]) == ("not the controller’s agent.pyz", True)
        assert (tmp_path / "agent.pyz").read_bytes() == zipapp.build() + b"\n"
