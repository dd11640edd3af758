"""The engine as a process: from queue item to finished build, and through every kind of crash in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine_world import World, job_xml, wait_for

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
    second = wait_for(lambda: [r for r in agent.runs if r != first], "the second step")[0]
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
    assert (item["last_build"], item["last_stable"], item["last_failed"], item["last_result"]) == (1, 1, None, "SUCCESS")
    (queued,) = world.rows("SELECT * FROM queue_item")
    assert (queued["state"], queued["build_number"]) == ("left", 1)
    wait_for(lambda: agent.forgotten == [first, second], "both runs are forgotten")
