"""The engine's own lines in a log, and where builds work."""

from __future__ import annotations

from igor.controller.build_text import absolute_workspace, header, trailer, workspace_of
from igor.model.build import Cause
from igor.model.job import JobDefinition, Result, UnsupportedElement


def test_header_on_an_agent() -> None:
    """Scripts grep these lines; nothing of a job may be ignored in silence."""
    plan = JobDefinition(
        "project",
        unsupported=(UnsupportedElement("hudson.plugins.X", 4, "it is not run"),),
    )
    causes = (Cause("timer", "Started by timer"), Cause("user", "Started by user admin"))
    text = header(causes, plan, node_name="agent-1", labels=frozenset({"linux", "big"}), workspace="/w/app")
    assert text.splitlines() == [
        "Started by timer",
        "Started by user admin",
        "Running as SYSTEM",
        "Building remotely on agent-1 (big linux) in workspace /w/app",
        "NOTICE: config.xml line 4: hudson.plugins.X: it is not run",
    ]


def test_header_on_the_built_in_node() -> None:
    """Jenkins words the built-in node differently."""
    text = header((), JobDefinition("project"), node_name="built-in", labels=frozenset(), workspace="/w")
    assert text == "Running as SYSTEM\nBuilding on the built-in node in workspace /w\n"


def test_header_of_a_build_that_holds_a_release() -> None:
    """Which version of a job's files ran is what one asks first when a build fails after a deploy."""
    text = header((), JobDefinition("project"), node_name="built-in", labels=frozenset(), workspace="/w", release="1f")
    assert text.splitlines()[:2] == ["Running as SYSTEM", "Using release 1f"]


def test_trailer() -> None:
    """Clients recognise the end of a log by it."""
    assert trailer(Result.ABORTED) == "Finished: ABORTED\n"


def test_workspaces() -> None:
    """Two builds in one folder would destroy each other's files."""
    assert workspace_of("/w/team/app", []) == "/w/team/app"
    assert workspace_of("/w/team/app", ["/w/team/app", "/w/team/app@2"]) == "/w/team/app@3"
    assert absolute_workspace("/agent", "team/app") == "/agent/workspace/team/app"
    assert absolute_workspace("/agent", "/data/custom") == "/data/custom"
