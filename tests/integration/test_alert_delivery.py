"""From a failing build to a sink, through a real engine that is killed, and the program that sends."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from engine_world import World, job_xml, restart
from engine_world import wait_for as wait_within
from fake_sensu import Received, go_http, http_server

from igor.controller import alerts, settings

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def wait_for(condition: Callable[[], Any], what: str) -> Any:
    """Several programs start one after the other here, on a machine that may be busy."""
    return wait_within(condition, what, timeout_s=120)


def alerts_of(received: Received) -> list[dict[str, Any]]:
    """Without the controller's heartbeat."""
    return [each for each in received if not each["check"]["metadata"]["name"].endswith(".alive")]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    settings.put(world.controller, "root_url", "http://igor/")
    yield world
    world.close()


def senders(folder: Path) -> list[psutil.Process]:
    """The programs that send from a home's spool."""
    return [
        each
        for each in psutil.process_iter(["cmdline", "status"])
        if str(folder) in (each.info["cmdline"] or []) and each.info["status"] != psutil.STATUS_ZOMBIE
    ]


def test_each_alert_comes_once_whatever_is_killed(world: World) -> None:
    """A crash of the engine or of the sender, or a sink that is down, would lose an alert or double it."""
    came: list[dict[str, Any]] = []
    received = Received()
    is_up = False

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        if is_up:
            came.append(json.loads(body))
        return (200, "") if is_up else (503, "not now")

    with http_server(answer) as webhook, go_http(received) as sensu:
        sinks = f"webhook+http://127.0.0.1:{webhook}/ sensu-go+http://127.0.0.1:{sensu}"
        settings.put(world.controller, "alert_sinks", sinks)
        world.start_engine()
        agent = world.add_agent()
        for number, name in enumerate(("one", "two", "three")):
            world.add_job(name, job_xml("work"))
            world.build(name)
            agent.finish(name, "it broke\n", "failure", 3)
            world.finished(name, timeout_s=120)
            wait_for(lambda number=number: len(alerts_of(received)) > number, "Sensu has heard")
            if number == 0:
                restart(world)
            elif number == 1:
                wait_for(lambda: senders(world.home.alerts), "somebody sends")[0].kill()
        assert came == []
        is_up = True
        for name in ("one", "two", "three"):
            world.build(name)
            agent.launched(name, 2)
            agent.end(agent.launched(name, 2))
            world.finished(name, 2, timeout_s=120)
        wait_for(lambda: len(came) >= 6 and len(alerts_of(received)) >= 6, "all have come")
        wait_for(lambda: not senders(world.home.alerts), "the senders have nothing left to do")
    expected = [(name, 2) for name in ("one", "two", "three")] + [(name, 0) for name in ("one", "two", "three")]
    assert [(each["job"], each["status"]) for each in came] == expected
    heard = [(each["check"]["metadata"]["name"], each["check"]["status"]) for each in alerts_of(received)]
    assert heard == [(f"igor.{name}", status) for name, status in expected]
    assert "it broke" in came[0]["text"]
    assert came[0]["url"] == "http://igor/job/one/1/"


def test_senders_end_with_the_engine_and_the_rest_is_sent_by_the_next(world: World) -> None:
    """A sender that outlives its engine would send beside the next one's."""
    received = Received()
    received.fails = 10**6
    with go_http(received) as port:
        settings.put(world.controller, "alert_sinks", f"sensu-go+http://127.0.0.1:{port}")
        world.start_engine()
        event_id = alerts.send_test(world.controller, by="ann")
        wait_for(lambda: senders(world.home.alerts), "somebody sends")
        wait_for(lambda: alerts.sinks(world.controller, event_id)[0]["error"], "it has failed")
        assert alerts.sinks(world.controller, event_id)[0]["state"] == "queued"
        assert world.engine is not None
        os.kill(world.engine.pid, signal.SIGKILL)
        world.kill_engine()
        wait_for(lambda: not senders(world.home.alerts), "they have ended")
        received.fails = 0
        world.start_engine()
        wait_for(lambda: alerts.sinks(world.controller, event_id)[0]["state"] == "sent", "it is sent")
    (event,) = alerts_of(received)
    assert event["check"]["output"].startswith("A test by ann: alerts of Igor reach you.")
