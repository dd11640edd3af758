"""What a Launch becomes: command line, environment, workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.agents.launch import Workspaces, build_environment, command_line, inherited_environment
from igor.agents.protocol import Launch, Policy
from igor.model.errors import Invalid

SCRIPT = Path("/runs/1/script")


@pytest.mark.parametrize(
    ("first_line", "command"),
    [
        ("echo hello", ["/bin/sh", "-xe"]),
        ("", ["/bin/sh", "-xe"]),
        ("#!/bin/bash -e", ["/bin/bash", "-e"]),
        ("#! /usr/bin/env python3", ["/usr/bin/env", "python3"]),
        ("#!", ["/bin/sh", "-xe"]),
        ("# !/bin/bash", ["/bin/sh", "-xe"]),
    ],
)
def test_the_interpreter_is_the_first_lines(first_line: str, command: list[str]) -> None:
    """Broken: a Python or Bash step is run by the wrong program."""
    assert command_line(f"{first_line}\necho", SCRIPT) == [*command, str(SCRIPT)]


def launch(**environment: str) -> Launch:
    return Launch("a" * 32, 1, "team/app", 3, "team/app", environment, "", Policy())


def test_builds_see_nothing_of_the_agents_secrets() -> None:
    """Broken: a build reads the agent's tokens."""
    own = {"PATH": "/bin", "HOME": "/root", "LC_ALL": "C", "IGOR_TOKEN": "t", "AWS_SECRET": "s", "LANG": "\udcff"}
    environment = build_environment(
        inherited_environment(own), launch(COLOR="blue", PATH="/opt/bin"), Path("/w/team/app")
    )
    assert environment["PATH"] == "/opt/bin"
    assert environment["COLOR"] == "blue"
    assert environment["HOME"] == "/root"
    assert environment["LC_ALL"] == "C"
    assert environment["WORKSPACE"] == "/w/team/app"
    assert environment["WORKSPACE_TMP"] == "/w/team/app@tmp"
    assert environment["JENKINS_SERVER_COOKIE"] == "a" * 32
    assert not {"IGOR_TOKEN", "AWS_SECRET", "LANG"} & set(environment)


def test_there_is_always_a_path() -> None:
    """Broken: an agent that was started without PATH runs commands that find nothing."""
    assert "/usr/bin" in inherited_environment({})["PATH"]


def test_workspaces_lie_below_their_root(tmp_path: Path) -> None:
    """Broken: a name reaches into another folder of the machine."""
    workspaces = Workspaces(tmp_path)
    assert workspaces.resolve("team/app@2") == tmp_path / "team" / "app@2"
    assert workspaces.resolve("/data/../custom") == Path("/custom")
    (tmp_path / "out").symlink_to("/etc")
    for name in ("", ".", "..", "../other", "team/../../x", "a/../b", "out", "out/ssh"):
        with pytest.raises(Invalid, match="does not lie below"):
            workspaces.resolve(name)
    with pytest.raises(Invalid):
        workspaces.resolve_below("/custom")
