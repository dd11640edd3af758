"""The engine and what builds publish: one launch behind the steps, over restarts and stops; outputs of runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_world import ScriptedAgent, World, job_xml, restart, wait_for

from igor.agents.protocol import RunFinished, RunOutcome
from igor.controller import builds

pytestmark = [pytest.mark.integration, pytest.mark.slow]
ARCHIVER = "<hudson.tasks.ArtifactArchiver><artifacts>${JOB_NAME}/*</artifacts></hudson.tasks.ArtifactArchiver>"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    try:
        world.start_engine()
        yield world
    finally:
        world.close()


def start(world: World, agent: ScriptedAgent, xml: str = "") -> str:
    """A build whose step has begun; the step's run."""
    world.add_job("app", xml or job_xml("make", extra=f"<publishers>{ARCHIVER}</publishers>"))
    world.build("app")
    return agent.launched("app")


def test_publishing_is_a_run_behind_the_steps(world: World) -> None:
    """Its order says what, and how the build went; the log and the result are the build's."""
    agent = world.add_agent()
    agent.end(start(world, agent))
    run_id = agent.launched("app", 2)
    launch = agent.runs[run_id].launch
    order = json.loads(launch.script)
    assert (launch.program, launch.environment, launch.secrets) == ("publish", {}, [order["token"]])
    assert (order["run_id"], order["result"], order["references"]) == (run_id, "SUCCESS", [])
    assert order["publishers"][0]["includes"] == "app/*"
    agent.print(run_id, "Archiving artifacts\n")
    agent.end(run_id, "failure", 3)
    build = world.finished("app")
    assert (build["result"], build["reason"]) == ("UNSTABLE", "failed tests")
    assert world.log("app").endswith("Archiving artifacts\nFinished: UNSTABLE\n")
    assert builds.attempts(world.controller, "app", 1)[1:] == ()


def test_a_job_without_publishers_has_one_launch(world: World) -> None:
    """A trivial build costs nothing more."""
    agent = world.add_agent()
    agent.end(start(world, agent, job_xml("make")))
    world.finished("app")
    assert len(agent.launches) == 1


def test_an_engine_that_is_killed_while_a_build_publishes(world: World) -> None:
    """The run goes on at the agent, and is not launched again."""
    agent = world.add_agent()
    agent.end(start(world, agent))
    run_id = agent.launched("app", 2)
    agent.print(run_id, "Archiving ")
    restart(world)
    agent.print(run_id, "artifacts\n")
    agent.end(run_id)
    assert world.finished("app")["result"] == "SUCCESS"
    assert world.log("app").count("Archiving artifacts\n") == 1
    assert len(agent.launches) == 2


def test_a_stop_ends_the_steps_and_a_second_one_the_publishing(world: World) -> None:
    """What the stopped build left is kept, unless somebody insists."""
    agent = world.add_agent()
    start(world, agent)
    assert builds.request_stop(world.controller, "app", 1, by="me")
    run_id = agent.launched("app", 2)
    order = json.loads(agent.runs[run_id].launch.script)
    assert order["result"] == "ABORTED"
    assert not agent.runs[run_id].stopped
    later_ms = world.controller.now_ms() - 11_000
    sql = "UPDATE build SET stop_requested_ms = ?"
    world.controller.store.write(lambda connection: connection.execute(sql, (later_ms,)))
    held = agent.runs[run_id]
    builds.request_stop(world.controller, "app", 1, by="you")
    wait_for(lambda: held.stopped, "the second stop reached the run")
    build = world.finished("app")
    assert (build["result"], build["reason"]) == ("ABORTED", "stopped by me")
    assert world.log("app").count("Aborted by me\n") == 1


def test_outputs_come_with_the_end_of_a_run(world: World) -> None:
    """In one transaction; files that they name are published although the job has no publishers, over a crash too."""
    agent = world.add_agent()
    run_id = start(world, agent, job_xml("make"))
    said = {"outputs": {"v": "1", "p": "artifact:d/f"}, "artifacts": {"l.bin": {"bytes": 1}}}
    outcome = RunOutcome("success", 0, [], 5, outputs=json.dumps(said))
    agent.runs[run_id].outcome = outcome
    agent.send(RunFinished(run_id, outcome, 0))
    second = agent.launched("app", 2)
    assert json.loads(agent.runs[second].launch.script)["references"] == ["d/f", f"igor-artifacts:{run_id}/l.bin"]
    rows = world.rows("SELECT key, kind FROM build_output ORDER BY key")
    assert [tuple(row) for row in rows] == [("artifacts/l.bin", "artifact"), ("p", "artifact"), ("v", "text")]
    restart(world)
    agent.end(second)
    assert world.finished("app")["result"] == "SUCCESS"


def test_outputs_that_break_the_rules_are_told(world: World) -> None:
    """The step's own result stays."""
    agent = world.add_agent()
    run_id = start(world, agent, job_xml("make"))
    outcome = RunOutcome("success", 0, [], 5, outputs='{"outputs": {"1": "x"}}')
    agent.runs[run_id].outcome = outcome
    agent.send(RunFinished(run_id, outcome, 0))
    assert world.finished("app")["result"] == "SUCCESS"
    assert "ERROR: the outputs of this step are not kept: '1' is no name of an output" in world.log("app")
