"""Agents follow the controller: one of another file becomes the one that is served, while its build runs."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from engine_world import job_xml, wait_for
from running_controller import controller_at

from igor.agents import zipapp
from igor.controller import nodes

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def test_an_agent_is_upgraded_while_its_build_runs(tmp_path: Path) -> None:
    """Every new version would have to be brought to every machine by hand, or end its builds."""
    archive, go, log = tmp_path / "agent.pyz", tmp_path / "go", tmp_path / "agent.log"
    archive.write_bytes(zipapp.build() + b"\n")
    (tmp_path / "home").mkdir()
    with controller_at(tmp_path / "home") as igor:
        (tmp_path / "join").write_text(nodes.make_join_token(igor.controller))
        igor.create("app", job_xml(f"while ! test -e {go}; do sleep 0.1; done", label="work"))
        igor.post("job/app/build")
        command = [sys.executable, str(archive), "--url", igor.url, "--name", "a1", "--labels", "work"]
        command += ["--home", str(tmp_path / "a1"), "--join-token-file", str(tmp_path / "join")]
        with log.open("wb") as stderr:
            agent = subprocess.Popen(command, stderr=stderr)
        try:
            wait_for(lambda: log.read_text().count(" connected websocket=") == 2, "the agent to be another one", 40)
            assert archive.read_bytes() == zipapp.build()
            wait_for(lambda: igor.get("job/app/1/api/json").status_code == 200, "the build runs")
            go.touch()
            assert igor.ended("app")["result"] == "SUCCESS"
            assert agent.poll() is None
            (node,) = [each for each in igor.json("igor/api/overview")["nodes"] if each["name"] == "a1"]
            assert (node["drift"], node["online"]) == ("", True)
        finally:
            agent.send_signal(signal.SIGTERM)
            assert agent.wait(20) == 0
