"""What a deploy asks of a controller from its own host: plan, seed, marks of agents, a tiny build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engine_world import job_xml
from running_controller import RunningController, controller_at

from igor.controller import nodes

pytestmark = [pytest.mark.integration, pytest.mark.slow]

SCRIPT = "job('nightly') { steps { shell('echo %s') } }\n"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningController]:
    with controller_at(tmp_path_factory.mktemp("home")) as found:
        found.home.secrets.mkdir(exist_ok=True)
        (found.home.secrets / "admin-token").write_text(found.token)
        yield found


def ask(running: RunningController, order: str, **given: Any) -> dict[str, Any]:
    done = called(running, order, **given)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def called(running: RunningController, order: str, **given: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "igor.deploy.hosts.on_host", order, running.url]
    environment = {**os.environ, "IGOR_HOME": str(running.home.root)}
    return subprocess.run(command, input=json.dumps(given), env=environment, capture_output=True, text=True)


def lay(running: RunningController, release: str, script: str) -> Path:
    folder = running.home.release(release) / "seed-jobs"
    (folder / "jobs").mkdir(parents=True)
    (folder / "jobs" / "all.groovy").write_text(script)
    return folder


def set_executors(running: RunningController, number: int) -> None:
    body = {"json": json.dumps({"numExecutors": number})}
    assert running.post("computer/(built-in)/configSubmit", data=body).status_code in (200, 302)


def test_a_release_is_planned_and_seeded_though_the_controller_has_no_executors(running: RunningController) -> None:
    """A controller that runs no builds itself, as is good practice, still takes job code."""
    set_executors(running, 0)
    folder = lay(running, "r1", SCRIPT % "one")
    planned = ask(running, "plan", folder=str(folder))["changes"]
    assert [(each["action"], each["full_name"], each["file_name"]) for each in planned] == [
        ("add", "nightly", "jobs/all.groovy")
    ]
    assert ask(running, "seed", release="r1")["result"] == "SUCCESS"
    assert not [each for each in ask(running, "plan", folder=str(folder))["changes"] if each["action"] != "unchanged"]
    assert ask(running, "held") == {"held": []}


def test_a_broken_script_changes_nothing(running: RunningController) -> None:
    """The result and what is wrong come back; a release that is not there is said to be missing."""
    lay(running, "r2", "job('nightly') {\n  stepz { }\n}\n")
    told = ask(running, "seed", release="r2")
    assert told["result"] == "FAILURE"
    assert any("stepz" in line for line in told["errors"])
    missing = called(running, "seed", release="r9")
    assert missing.returncode == 1
    assert "r9 is not on the controller" in missing.stderr


def test_agents_without_the_release_take_no_builds(running: RunningController) -> None:
    """Marked with the reason, connected or not; lifted by the deploy that reaches them, and only then."""
    nodes.ensure_built_in(running.controller)
    config = {"name": "far", "json": json.dumps({"name": "far", "remoteFS": "/tmp/far", "numExecutors": 1})}
    made = running.post("computer/doCreateItem", params={"name": "far", "type": "hudson.slaves.DumbSlave"}, data=config)
    assert made.status_code in (200, 302), made.text
    assert ask(running, "mark", release="r1", without=["far", "unknown"], **{"with": []}) == {
        "out": ["far"],
        "back": [],
    }
    far = running.json("computer/far/api/json")
    assert (far["temporarilyOffline"], far["offlineCauseReason"]) == (True, "release r1 is not deployed here")
    assert ask(running, "mark", release="r1", without=["far"], **{"with": []})["out"] == []
    assert ask(running, "mark", release="r2", without=[], **{"with": ["far"]})["back"] == ["far"]
    running.post("computer/far/toggleOffline", params={"offlineMessage": "disk is being replaced"})
    assert ask(running, "mark", release="r2", without=[], **{"with": ["far"]})["back"] == []


def test_a_tiny_build_says_whether_builds_run(running: RunningController) -> None:
    """On an agent of each group that is asked for; nothing of it stays; one that cannot run is told why."""
    set_executors(running, 1)
    assert smoke(running, ["built-in"], job="nightly") == {
        "built-in": "SUCCESS",
        "nightly": "SUCCESS",
    }
    told = smoke(running, ["nobody"], timeout_s=1)["nobody"]
    assert told.startswith("no result: ")
    assert [job["name"] for job in running.json("api/json")["jobs"]] == ["nightly", "seed"]


def test_a_site_that_is_busy_can_be_deployed_to(running: RunningController, tmp_path: Path) -> None:
    """Builds of hours on every executor of an agent are no sign that something is wrong with it."""
    fifo = tmp_path / "end"
    os.mkfifo(fifo)
    running.create("hours", job_xml(f"echo begun > {fifo}; read -r _ < {fifo}"))
    running.post("job/hours/build")
    fifo.read_text()
    try:
        assert smoke(running, ["built-in"]) == {"built-in": "BUSY"}
    finally:
        fifo.write_text("end\n")


def smoke(running: RunningController, *groups: list[str], job: str | None = None, timeout_s: int = 30) -> Any:
    return ask(running, "smoke", groups=groups, job=job, timeout_s=timeout_s, busy_s=1)["results"]
