"""The engine as a process: from queue item to finished build, and through every kind of crash in between."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_world import World, job_xml, restart, wait_for
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from igor.agents.protocol import Heartbeat
from igor.controller import builds, nodes
from igor.controller.engine import run_engine
from igor.model.errors import Conflict

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    try:
        world.start_engine()
        yield world
    finally:
        world.close()


def test_two_steps_from_queue_to_result(world: World) -> None:
    """The whole path: a claimed item, one launch a step, the log in order, permalinks, the queue item that left."""
    agent = world.add_agent()
    world.add_job("app", job_xml("one", "two"))
    queue_id = world.build("app")
    first = agent.launched("app")
    launch = agent.runs[first].launch
    assert (launch.script, launch.workspace, launch.build_number) == ("one", "app", 1)
    assert launch.environment["BUILD_TAG"] == "jenkins-app-1"
    agent.print(first, "output of one\n")
    agent.end(first)
    second = agent.launched("app", 2)
    agent.print(second, "output of two\n")
    agent.end(second)
    build = world.finished("app")
    assert (build["result"], build["reason"], build["queue_id"]) == ("SUCCESS", None, queue_id)
    assert world.log("app").splitlines() == [
        "Started by user admin",
        "Running as SYSTEM",
        "Building remotely on agent-1 (linux) in workspace /remote/agent-1/workspace/app",
        "output of one",
        "output of two",
        "Finished: SUCCESS",
    ]
    assert build["log_bytes"] == world.home.build_log("app", 1).stat().st_size
    (item,) = world.rows("SELECT * FROM item")
    assert (item["last_build"], item["last_stable"], item["last_failed"]) == (1, 1, None)
    assert item["last_result"] == "SUCCESS"
    (queued,) = world.rows("SELECT * FROM queue_item")
    assert (queued["state"], queued["build_number"]) == ("left", 1)
    wait_for(lambda: agent.forgotten == [first, second], "both runs are forgotten")


def test_engine_killed_while_a_build_runs(world: World) -> None:
    """kill -9 in the middle of output: the log is complete to the byte, the build has its own result, one launch."""
    agent = world.add_agent()
    world.add_job("app", job_xml("work"))
    world.build("app")
    run_id = agent.launched("app")
    before = "".join(f"before {n}\n" for n in range(5_000))
    agent.print(run_id, before)
    log = world.home.build_log("app", 1)
    wait_for(lambda: b"before 4999" in log.read_bytes(), "the output is in the log")
    world.kill_engine()
    agent.disconnect()
    with log.open("ab") as file:
        file.write(b"torn end of a write")
    agent.print(run_id, "while the engine is away\n")
    agent.end(run_id, "failure", 7)
    world.start_engine()
    agent.connect()
    build = world.finished("app")
    assert (build["result"], build["reason"]) == ("FAILURE", "exit code 7")
    text = world.log("app")
    body = text.partition("workspace/app\n")[2]
    expected = before + "while the engine is away\n"
    assert body == expected + "Build step 'Execute shell' marked build as failure\nFinished: FAILURE\n"
    (run,) = world.rows("SELECT * FROM step_run")
    assert (run["run_id"], run["exit_code"], run["outcome"]) == (run_id, 7, "failure")
    wait_for(lambda: agent.forgotten == [run_id], "the run is forgotten")


def test_engine_killed_at_any_moment(world: World) -> None:
    """Kills at arbitrary points of a two-step build end in one build with each line once."""
    agent = world.add_agent()
    world.add_job("app", job_xml("one", "two"))
    for number in range(1, 7):
        world.build("app")
        for step in (1, 2):
            if number % 3 == 0:
                restart(world)
            run_id = agent.launched("app", 2 * number - 2 + step)
            if number % 3 == 1:
                restart(world)
            agent.print(run_id, f"step {step}\n")
            agent.end(run_id)
            if number % 3 == 2:
                restart(world)
        assert world.finished("app", number)["result"] == "SUCCESS"
        body = world.log("app", number).partition("workspace/app\n")[2]
        assert body == "step 1\nstep 2\nFinished: SUCCESS\n"
        wait_for(lambda: not agent.runs, "all runs are forgotten")
    assert len(world.rows("SELECT * FROM build")) == 6
    assert len(world.rows("SELECT * FROM step_run")) == 12


def test_gap_is_asked_for(world: World) -> None:
    """A frame that comes too early is not written; the engine names the offset from which it needs the log."""
    agent = world.add_agent()
    world.add_job("app", job_xml("work"))
    world.build("app")
    run_id = agent.launched("app")
    wait_for(lambda: world.rows("SELECT * FROM step_run WHERE started_ms IS NOT NULL"), "the run is known")
    with agent._lock:
        agent.runs[run_id].log = b"0123456789"
        agent.runs[run_id].shipped = 5
        agent._ship(run_id)
    wait_for(lambda: "0123456789" in world.log("app"), "the whole log is there")
    agent.end(run_id)
    assert world.finished("app")["result"] == "SUCCESS"
    assert world.log("app").endswith("workspace/app\n0123456789Finished: SUCCESS\n")


def test_agent_away_and_back(world: World) -> None:
    """A build outlives its agent's connection; meanwhile people see what it waits for."""
    agent = world.add_agent()
    world.add_job("app", job_xml("work"))
    world.build("app")
    run_id = agent.launched("app")
    agent.print(run_id, "one\n")
    agent.disconnect()
    wait_for(lambda: "offline" in (build_row(world)["reason"] or ""), "the reason is shown")
    assert world.rows("SELECT connected FROM node")[0]["connected"] == 0
    agent.print(run_id, "two\n")
    agent.connect()
    wait_for(lambda: build_row(world)["reason"] is None, "the reason is gone")
    agent.print(run_id, "three\n")
    agent.end(run_id)
    assert world.finished("app")["result"] == "SUCCESS"
    assert "one\ntwo\nthree\nFinished: SUCCESS\n" in world.log("app")


def build_row(world: World):  # type: ignore[no-untyped-def]
    row = world.state_of("app")
    assert row is not None
    return row


def test_launch_that_never_arrived_is_sent_again(world: World) -> None:
    """The engine dies between commit and send, or the connection eats the message: the run still happens, once."""
    agent = world.add_agent()
    agent.deaf_to_launch = True
    world.add_job("app", job_xml("work"))
    world.build("app")
    wait_for(lambda: world.rows("SELECT * FROM step_run"), "the run is recorded")
    agent.disconnect()
    agent.deaf_to_launch = False
    agent.connect()
    agent.finish("app")
    assert world.finished("app")["result"] == "SUCCESS"
    assert len(world.rows("SELECT * FROM step_run")) == 1


def test_lost_run(world: World) -> None:
    """An agent that comes back without a run that it had started lost it: the build fails with that as its reason."""
    agent = world.add_agent()
    world.add_job("app", job_xml("work"))
    world.build("app")
    run_id = agent.launched("app")
    agent.print(run_id, "some output\n")
    wait_for(lambda: "some output" in world.log("app"), "output is there")
    agent.disconnect()
    agent.runs.clear()
    agent.connect()
    build = world.finished("app")
    assert build["result"] == "FAILURE"
    assert build["reason"].startswith("lost: ‘agent-1’ came back without this run")
    assert "some output\nERROR: ‘agent-1’ came back" in world.log("app")


def test_i6_two_builds_at_once(world: World) -> None:
    """Builds that print at the same time: each log has its own output alone, each build its executor and workspace."""
    agent = world.add_agent()
    world.add_job("app", job_xml("work", extra="", concurrent=True))
    world.build("app")
    agent.launched("app", 1)
    world.build("app")
    agent.launched("app", 2)
    first, second = sorted(agent.runs, key=lambda run_id: agent.runs[run_id].launch.build_number)
    assert [agent.runs[r].launch.workspace for r in (first, second)] == ["app", "app@2"]
    assert {agent.runs[r].launch.environment["EXECUTOR_NUMBER"] for r in (first, second)} == {"0", "1"}
    for _ in range(3):
        agent.print(first, "first\n")
        agent.print(second, "second\n")
    agent.end(second)
    agent.end(first)
    world.finished("app", 1)
    world.finished("app", 2)
    assert "first\n" * 3 + "Finished" in world.log("app", 1)
    assert "second\n" * 3 + "Finished" in world.log("app", 2)
    (item,) = world.rows("SELECT last_completed, last_stable FROM item")
    assert tuple(item) == (2, 2)


def test_stop(world: World) -> None:
    """A stopped build ends ABORTED by that person, and its later steps do not run."""
    agent = world.add_agent()
    world.add_job("app", job_xml("one", "two"))
    world.build("app")
    run_id = agent.launched("app")
    agent.print(run_id, "working\n")
    builds.request_stop(world.controller, "app", 1, by="ada")
    build = world.finished("app")
    assert (build["result"], build["reason"]) == ("ABORTED", "stopped by ada")
    assert world.log("app").endswith("working\nAborted by ada\nFinished: ABORTED\n")
    assert len(world.rows("SELECT * FROM step_run")) == 1
    assert not world.rows("SELECT * FROM event")


def test_deleted_job_ends_its_run(world: World) -> None:
    """Nobody wants the run of a build that is gone; its process must not stay."""
    agent = world.add_agent()
    world.add_job("app", job_xml("work"))
    world.build("app")
    run_id = agent.launched("app")
    world.controller.store.write(lambda connection: connection.execute("DELETE FROM item"))
    wait_for(lambda: run_id in agent.killed, "the agent is told to end it")


def test_a_newer_connection_replaces_the_older(world: World) -> None:
    """An agent that comes back before its old connection is noticed to be dead must not be shown as away."""
    agent = world.add_agent()
    wait_for(lambda: world.rows("SELECT connected FROM node")[0]["connected"], "connected")
    old = agent._socket
    agent.connect()
    assert old is not None
    wait_for(lambda: old.state.name == "CLOSED", "the older connection is closed")
    world.add_job("app", job_xml("work"))
    world.build("app")
    agent.finish("app")
    assert world.finished("app")["result"] == "SUCCESS"
    assert world.rows("SELECT connected FROM node")[0]["connected"] == 1


def test_a_heartbeat_is_kept(world: World) -> None:
    """What monitors show of a node: how its machine is, and how far its clock is behind."""
    agent = world.add_agent()
    now_ms = world.controller.now_ms()
    agent.send(Heartbeat(0.5, 1, 2, 3, 4, now_ms - 60_000))
    facts = wait_for(lambda: nodes.facts(world.controller).get("agent-1"), "the heartbeat is kept")
    assert facts is not None
    assert [facts[f"{name}_free_bytes"] for name in ("disk", "memory", "swap", "temporary")] == ["1", "2", "3", "4"]
    assert 60_000 <= int(facts["clock_behind_ms"]) < 70_000


def test_wrong_token_is_refused(world: World) -> None:
    """Only the agent whose node it is gets in; the close code tells it to join again."""
    agent = world.add_agent()
    agent.disconnect()
    agent.token = "0" * 64
    agent.connect()
    socket = agent._socket
    assert socket is not None
    wait_for(lambda: socket.close_code, "refused")
    assert socket.close_code == 4401
    with pytest.raises(InvalidStatus), connect(world.address(), compression=None):
        pass


def test_the_agent_of_a_deleted_node_ends_what_it_runs(world: World) -> None:
    """Commands of a node that was deleted while its agent was away would go on for ever, seen by nobody."""
    agent = world.add_agent()
    world.add_job("app", job_xml("work"))
    world.build("app")
    run_id = agent.launched("app")
    agent.disconnect()
    nodes.delete(world.controller, "agent-1", by="ada")
    assert world.finished("app")["reason"] == "lost: the node ‘agent-1’ was deleted"
    agent.connect()
    wait_for(lambda: run_id in agent.killed, "the agent is told to end it")
    socket = agent._socket
    assert socket is not None
    wait_for(lambda: socket.close_code == 4401, "and refused")


def test_half_removed_files_go_at_the_start(world: World) -> None:
    """A crash in the middle of a removal that leaves files for ever."""
    half = world.home.root / "trash" / "0123" / "builds"
    half.mkdir(parents=True)
    (half / "log").touch()
    world.kill_engine()
    world.start_engine()
    wait_for(lambda: not half.parent.exists(), "the trash to be emptied")


def test_second_engine_is_refused(world: World) -> None:
    """Two engines on one store would run everything twice."""
    with pytest.raises(Conflict, match="another engine runs"):
        run_engine(world.home)


def test_an_engine_that_cannot_start_says_why_in_a_line(tmp_path: Path) -> None:
    """Broken: a disk that refuses fills the engine's log with tracebacks, one for each try of the supervisor."""
    (tmp_path / "jobs").touch()
    command = [sys.executable, "-m", "igor.controller.engine_process", "--home", str(tmp_path)]
    ended = subprocess.run([*command, "--parent", str(os.getpid())], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == f"igor: [Errno 17] File exists: '{tmp_path}/jobs'"
    assert "Traceback" not in ended.stderr
