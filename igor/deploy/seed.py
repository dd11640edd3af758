"""The seed phase: register the seed job on a controller, run it, and wait for its result.

It speaks to the controller as any Jenkins client does, so that it serves a stock Jenkins as well.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import jenkins

from igor.model.errors import IgorError
from igor.model.node import BUILT_IN

SEED_JOB = "seed"

_SUMMARY = re.compile(r"(\d+ (added|changed|disabled|removed), )*\d+ unchanged|Nothing changed(?=:)")

_POLL_S = 0.1
_TIMEOUT_S = 120

_CONFIG = """<?xml version="1.0" encoding="UTF-8"?><project>
    <actions/>
    <description>Evaluates the Job DSL scripts of the release; made by igor deploy.</description>
    <keepDependencies>false</keepDependencies>
    <properties/>
    <scm class="hudson.scm.NullSCM"/>
    <assignedNode>{node}</assignedNode>
    <canRoam>false</canRoam>
    <disabled>false</disabled>
    <blockBuildWhenDownstreamBuilding>false</blockBuildWhenDownstreamBuilding>
    <blockBuildWhenUpstreamBuilding>false</blockBuildWhenUpstreamBuilding>
    <triggers/>
    <concurrentBuild>false</concurrentBuild>
    <customWorkspace>{workspace}</customWorkspace>
    <quietPeriod>0</quietPeriod>
    <builders>
        <javaposse.jobdsl.plugin.ExecuteDslScripts>
            <targets>{targets}</targets>
            <usingScriptText>false</usingScriptText>
            <ignoreExisting>false</ignoreExisting>
            <removedJobAction>DELETE</removedJobAction>
            <removedViewAction>DELETE</removedViewAction>
            <lookupStrategy>JENKINS_ROOT</lookupStrategy>
            <additionalClasspath>lib</additionalClasspath>
        </javaposse.jobdsl.plugin.ExecuteDslScripts>
    </builders>
    <publishers/>
    <buildWrappers/>
</project>"""


@dataclass(frozen=True, slots=True)
class SeedOutcome:
    """``log``: the console text of the seed build."""

    number: int
    result: str
    log: str

    @property
    def errors(self) -> list[str]:
        """The lines that say what is wrong, with what belongs to them."""
        lines = self.log.splitlines()
        first = next((index for index, line in enumerate(lines) if line.startswith("ERROR")), len(lines))
        return [line for line in lines[first:] if not line.startswith("Finished:")]

    @property
    def summary(self) -> str:
        """``, 1 changed, 12 unchanged``: how the log of an Igor ends; empty when a Jenkins wrote it."""
        lines = [line for line in self.log.splitlines() if line and not line.startswith("Finished:")]
        found = _SUMMARY.match(lines[-1]) if lines else None
        return f", {found[0][0].lower()}{found[0][1:]}" if found else ""

    @property
    def warning(self) -> str:
        """`` (plugin 'x' needs to be installed)``: the first warning of an UNSTABLE run; empty for others."""
        told = [line for line in self.log.splitlines() if line.startswith("Warning: (")]
        return f" ({told[0].partition(') ')[2]})" if told and self.result == "UNSTABLE" else ""


def seed_config(seed_jobs: Path) -> str:
    """The seed job's ``config.xml``: its workspace is the release's own folder, with scripts and YAML files of them."""
    names = {file.suffix for file in (seed_jobs / "jobs").rglob("*.y*ml")}
    targets = ["jobs/**/*.groovy", *(f"jobs/**/*{name}" for name in sorted(names & {".yaml", ".yml"}))]
    return _CONFIG.format(node=BUILT_IN, workspace=escape(str(seed_jobs)), targets="\n".join(targets))


def register(server: jenkins.Jenkins, config: str) -> bool:
    """Create the seed job, or bring it up to date; True when something changed."""
    if not server.job_exists(SEED_JOB):
        server.create_job(SEED_JOB, config)
        return True
    if server.get_job_config(SEED_JOB).strip() == config.strip():
        return False
    server.reconfig_job(SEED_JOB, config)
    return True


def run(server: jenkins.Jenkins) -> SeedOutcome:
    """Run the seed job and wait for its result.

    Raises:
        IgorError: it was cancelled, or it has no result after two minutes; the message says why it waits.
    """
    queue_id = server.build_job(SEED_JOB)
    deadline = time.monotonic() + _TIMEOUT_S
    number = _number(server, queue_id, deadline)
    while (result := server.get_build_info(SEED_JOB, number)["result"]) is None:
        _check(deadline, f"the seed build #{number} is still running")
        time.sleep(_POLL_S)
    return SeedOutcome(number, result, server.get_build_console_output(SEED_JOB, number))


def _number(server: jenkins.Jenkins, queue_id: int, deadline: float) -> int:
    while True:
        item = server.get_queue_item(queue_id)
        if item.get("executable"):
            return int(item["executable"]["number"])
        if item.get("cancelled"):
            raise IgorError("somebody cancelled the seed build", hint="deploy again")
        _check(deadline, f"the seed build still waits: {item.get('why')}")
        time.sleep(_POLL_S)


def _check(deadline: float, why: str) -> None:
    if time.monotonic() > deadline:
        raise IgorError(f"{why}, after {_TIMEOUT_S} s", hint="“igor status” shows what it waits for; then deploy again")


def generated_items(server: jenkins.Jenkins) -> list[str]:
    """Full names of all jobs but the seed itself, sorted."""
    jobs = server.get_all_jobs()
    return sorted(job["fullname"] for job in jobs if "color" in job and job["fullname"] != SEED_JOB)
