"""Everything that is in the way is told at once, each with what to do."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_output import outcome, result

from igor.deploy.hosts.inventory import Inventory
from igor.deploy.hosts.preflight import Wanted, blocking, facts_of, problems
from igor.deploy.hosts.summary import problems_text

INVENTORY = Inventory({"igor_controllers": ("c",), "igor_agents": ("a",)})
WANTED = Wanted("3.11", "x86_64", {443: ("nginx.service",), 8080: ("igor-controller.service",)})
WELL = {
    "time_ms": 1500,
    "python": "3.11.2",
    "has_venv": True,
    "machine": "x86_64",
    "system": "Linux",
    "user_id": 0,
    "systemd": "252",
    "free_bytes": {"/opt": 2**33, "/var/lib": 2**33, "/tmp": 2**33},
    "listening": {"22": "sshd ssh.service"},
    "version": "",
    "units": [],
}


def probe(host: str, **facts: Any) -> dict[str, Any]:
    return result(host, "ok", report={"kind": "probe", "text": json.dumps({**WELL, **facts})})


def told(*results: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each.host, each.what) for each in problems(outcome(*results), INVENTORY, WANTED)]


def test_hosts_that_are_well() -> None:
    """Nothing to complain of."""
    assert told(probe("c"), probe("a")) == []


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"time_ms": 9000}, "its clock is off by 7.0 s (limit 2 s)"),
        ({"systemd": ""}, "systemd does not run it"),
        ({"user_id": 1000}, "its tasks do not run as root"),
        ({"free_bytes": {"/opt": 2**20}}, "1 MiB are free in /opt"),
        ({"python": "3.12.1"}, "its python3 is 3.12.1, the bundle is for 3.11"),
        ({"machine": "aarch64"}, "it is aarch64, the bundle is for x86_64"),
        ({"has_venv": False}, "its python3 cannot make virtual environments"),
        ({"listening": {"443": "apache2 apache2.service"}}, "port 443 is taken by apache2 apache2.service"),
        ({"listening": {"8080": "java"}}, "port 8080 is taken by java"),
    ],
)
def test_problems_of_a_controller(facts: dict[str, Any], what: str) -> None:
    """One for each thing that is looked at."""
    assert told(probe("c", **facts), probe("a")) == [("c", what)]


@pytest.mark.parametrize(
    "facts",
    [
        {"listening": {"443": "nginx nginx.service", "8080": "python3 igor-controller.service"}},
        {"time_ms": 1000},
    ],
)
def test_what_is_no_problem(facts: dict[str, Any]) -> None:
    """A second deploy finds its own processes; a slow answer is no wrong clock."""
    assert told(probe("c", **facts), probe("a")) == []


def test_agents_need_less() -> None:
    """No virtual environment, no port, an older Python."""
    facts = {"python": "3.8.10", "has_venv": False, "machine": "aarch64", "listening": {"443": "x"}}
    assert told(probe("c"), probe("a", **facts)) == []
    assert told(probe("c"), probe("a", python="3.7.3")) == [("a", "its python3 is 3.7.3")]


def test_all_at_once() -> None:
    """Nobody corrects one thing only to be told of the next."""
    found = problems(
        outcome(probe("c", systemd="", user_id=7), result("a", "failed", msg="no python3")), INVENTORY, WANTED
    )
    text = problems_text(found)
    assert text.startswith("3 problems on the hosts:")
    assert text.count("fix:") == 3


def test_a_silent_agent_is_left_out_a_silent_controller_is_not() -> None:
    """One host of three that is down does not hold up the others."""
    silent = {"status": "unreachable", "msg": "ssh: timed out"}
    agent = problems(outcome(probe("c"), result("a", **silent)), INVENTORY, WANTED)
    assert [each.host for each in agent] == ["a"]
    assert blocking(agent, INVENTORY) == []
    controller = problems(outcome(probe("a"), result("c", **silent)), INVENTORY, WANTED)
    assert [each.host for each in blocking(controller, INVENTORY)] == ["c"]


def test_facts_know_the_version_that_runs() -> None:
    """By it an upgrade is told from a first deploy."""
    assert facts_of(outcome(probe("c", version="abc")))["c"].version == "abc"
