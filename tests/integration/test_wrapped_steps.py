"""``seed-jobs/lib/wrapped``: one line of a script gives retries on Igor and on a stock Jenkins."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from igor.configxml import read_item
from igor.jobdsl.engine import evaluate
from igor.jobdsl.session import Script, SeedRequest
from igor.model.job import JobDefinition

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[2]
SCRIPT = """
import wrapped.Wrapped
Wrapped.shell(job('nightly'), [retries: 2, maxDelay: '10ms', backoff: '10ms'], {text}, {is_igor})
"""
FAILS_TWICE = """echo "it's $(cat n)"; echo x >> n; test $(wc -l < n) = 3"""


def made(text: str, *, is_igor: bool) -> str:
    literal = "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
    source = SCRIPT.format(text=literal, is_igor="true" if is_igor else "false")
    request = SeedRequest((Script("jobs.groovy", source),), Path("/nowhere"), classpath=(ROOT / "seed-jobs" / "lib",))
    (item,) = evaluate(request).items
    return item.xml


def command_of(xml: str) -> str:
    found = etree.fromstring(xml.encode()).findtext("builders/hudson.tasks.Shell/command")
    assert found is not None
    return found


def test_on_igor_the_policy_is_the_jobs() -> None:
    """The step would run under two wrappers, or its retries be lost."""
    xml = made("make", is_igor=True)
    definition = read_item(xml)
    assert isinstance(definition, JobDefinition)
    assert (definition.policy.retries, definition.policy.settings) == (2, (("maxDelay", "10ms"),))
    assert command_of(xml) == "make"


@pytest.mark.parametrize("text", [FAILS_TWICE, f"#!/bin/sh\n{FAILS_TWICE}"])
def test_on_a_stock_jenkins_the_step_runs_under_the_wrapper(text: str, tmp_path: Path) -> None:
    """A quote in the script, or an interpreter of its own, would break the step; its exit code would be another."""
    (tmp_path / "n").touch()
    step = tmp_path / "step"
    step.write_text(command_of(made(text, is_igor=False)))
    step.chmod(0o755)
    environment = {
        "PATH": f"{ROOT / 'wrapper'}:{os.environ['PATH']}",
        "JOB_NAME": "team/nightly",
        "HOME": str(tmp_path),
    }
    done = subprocess.run([str(step)], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("it's")] == ["it's ", "it's x", "it's x"]
