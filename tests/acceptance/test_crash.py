"""Whatever is killed while builds run: they end with their own result, once, their logs complete to the byte."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jenkins
import psutil
import pytest
from deployed import Igor, free_port, wait_for

pytestmark = [pytest.mark.acceptance, pytest.mark.integration, pytest.mark.slow]

#: Prints numbered lines, a copy of them to a file, until it is let go. ``first-try`` makes it fail its first attempts.
SCRIPT = """#!/bin/sh
count() {{
    n=0
    while [ ! -e {folder}/go ]; do n=$((n + 1)); echo "$JOB_NAME $IGOR_ATTEMPT line $n"; sleep 0.01; done
    head -c 300000 /dev/zero | tr '\\0' 'x'
    echo
}}
if [ "$IGOR_ATTEMPT" = 1 ] && [ {retries} -gt 0 ]; then
    echo "$JOB_NAME fails at once" | tee -a {folder}/copy
    exit 75
fi
count | tee -a {folder}/copy
exit {exit_code}
"""
CONFIG = """<project>
  <properties><igor.wrapper.WrapperPolicy>
    <retries>{retries}</retries><backoff>0</backoff>
  </igor.wrapper.WrapperPolicy></properties>
  <assignedNode>agent-1</assignedNode><canRoam>false</canRoam>
  <quietPeriod>0</quietPeriod>
  <builders><hudson.tasks.Shell><command>{command}</command></hudson.tasks.Shell></builders>
</project>"""


@dataclass
class Counting:
    """A job whose builds print until ``let_go``."""

    server: jenkins.Jenkins
    igor: Igor
    name: str
    folder: Path

    @classmethod
    def create(cls, igor: Igor, folder: Path, name: str, *, exit_code: int, retries: int = 0) -> Counting:
        folder.mkdir(parents=True)
        command = SCRIPT.format(folder=folder, exit_code=exit_code, retries=retries)
        xml = CONFIG.format(retries=retries, command=command.replace("&", "&amp;").replace("<", "&lt;"))
        made = cls(client(igor), igor, name, folder)
        made.server.create_job(name, xml)
        return made

    def build(self) -> None:
        self.server.build_job(self.name)
        wait_for(lambda: b" line 5\n" in self.log(1), what=f"{self.name} to print")

    def let_go(self) -> None:
        (self.folder / "go").touch()

    def log(self, number: int) -> bytes:
        try:
            return (self.igor.home / "jobs" / self.name / "builds" / str(number) / "log").read_bytes()
        except FileNotFoundError:
            return b""

    def result(self, number: int = 1) -> dict[str, Any]:
        """The build once it has ended."""

        def look() -> dict[str, Any] | None:
            try:
                build: dict[str, Any] = self.server.get_build_info(self.name, number)
            except (jenkins.JenkinsException, OSError):
                return None
            return build if build["result"] else None

        found: dict[str, Any] = wait_for(look, timeout_s=30, what=f"{self.name} #{number} to end")
        return found

    def output(self, number: int = 1) -> bytes:
        """What the console has between the header and the trailer, without the wrapper's own lines."""
        lines = self.log(number).splitlines(keepends=True)
        begin = next(index for index, line in enumerate(lines) if line.startswith(b"Building ")) + 1
        own = (b"[igor] ", b"Build step 'Execute shell' marked build as failure", b"Finished: ")
        return b"".join(line for line in lines[begin:] if not line.startswith(own))

    def printed(self) -> bytes:
        return (self.folder / "copy").read_bytes()

    def assert_ended_well(self, result: str) -> None:
        """Its own result, every byte once, one build, nothing left over."""
        assert self.result()["result"] == result
        assert self.output() == self.printed()
        assert self.log(1).endswith(f"Finished: {result}\n".encode())
        assert [build["number"] for build in self.server.get_job_info(self.name)["builds"]] == [1]
        assert self.server.get_job_info(self.name)["nextBuildNumber"] == 2


@pytest.fixture(scope="module")
def crashing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Igor]:
    """An Igor with nothing but its seed job, so that nothing else runs."""
    folder = tmp_path_factory.mktemp("crash")
    (folder / "team" / "jobs").mkdir(parents=True)
    (folder / "team" / "jobs" / "none.groovy").touch()
    deployed = Igor(folder / "home", free_port())
    try:
        repair(deployed)
        yield deployed
    finally:
        deployed.run("down", "--purge")


def repair(igor: Igor) -> None:
    """``igor deploy``, as at the start."""
    igor.deploy("--jobs", str(igor.home.parent / "team"))


def client(igor: Igor) -> jenkins.Jenkins:
    return jenkins.Jenkins(igor.url, "admin", igor.token, timeout=30)


def child(igor: Igor, module: str) -> psutil.Process | None:
    """The controller's child that runs ``module``."""
    for process in igor.process("controller").children():
        if module in process.cmdline():
            return process
    return None


def living_child(igor: Igor, module: str) -> psutil.Process:
    found: psutil.Process = wait_for(lambda: child(igor, module), what=f"{module} to run")
    return found


def victims(igor: Igor, who: str) -> list[psutil.Process]:
    match who:
        case "controller":
            return [igor.process("controller")]
        case "engine":
            return [living_child(igor, "igor.controller.engine_process")]
        case "web":
            return [living_child(igor, "igor.api.web_process")]
        case "agent":
            return [igor.process("agent-1")]
    return [process for process in igor.processes() if is_igors_own(process)]


def is_igors_own(process: psutil.Process) -> bool:
    """Controller, engine, web, agents; no wrapper and nothing below one."""
    try:
        command = process.cmdline()
    except psutil.Error:
        return False
    return command[1:2] == ["-m"] and command[2].startswith("igor")


def kill(processes: list[psutil.Process]) -> None:
    assert processes
    for process in processes:
        process.kill()
    psutil.wait_procs(processes, timeout=0.5)


def assert_idle(igor: Igor) -> None:
    """No executor is occupied, nothing waits, no step has left a process."""
    wait_for(lambda: not igor.json("status")["running"], what="no build to run")
    assert client(igor).get_queue_info() == []
    wait_for(lambda: not wrappers(igor), what="the wrappers to end")


def wrappers(igor: Igor, job: str = "") -> list[psutil.Process]:
    """Everything that runs for a build of ``job``, or of any."""
    return [process for process in igor.processes() if runs_step(process, job)]


def runs_step(process: psutil.Process, job: str) -> bool:
    try:
        environment, command = process.environ(), process.cmdline()
    except psutil.Error:
        return False
    return "--run-folder" in command or environment.get("JOB_NAME", "") == job != ""


@pytest.mark.parametrize("who", ["controller", "engine", "web", "agent", "all"])
def test_killed_while_builds_run(crashing: Igor, tmp_path: Path, who: str) -> None:
    """A build lost, run twice or stuck, or a log with a hole, after kill -9; one ends before the repair, one after."""
    failing = Counting.create(crashing, tmp_path / "a", f"fails-{who}", exit_code=7)
    retried = Counting.create(crashing, tmp_path / "b", f"retried-{who}", exit_code=0, retries=2)
    failing.build()
    retried.build()
    kill(victims(crashing, who))
    failing.let_go()
    wait_for(lambda: len(failing.printed()) > 300_000, what="the script to end")
    if who != "engine":
        repair(crashing)
    retried.let_go()
    failing.assert_ended_well("FAILURE")
    retried.assert_ended_well("SUCCESS")
    assert_idle(crashing)
    wait_for(lambda: "3 of 3 nodes online" in crashing.run("status").stdout, what="all nodes")


def test_queue_survives(crashing: Igor, tmp_path: Path) -> None:
    """An acknowledged build request that a crash forgets, doubles, or numbers anew."""
    job = Counting.create(crashing, tmp_path / "a", "queued", exit_code=0)
    job.build()
    queue_id = job.server.build_job(job.name)
    kill(victims(crashing, "all"))
    repair(crashing)
    assert [item["id"] for item in job.server.get_queue_info()] == [queue_id]
    job.let_go()
    assert job.result(1)["result"] == "SUCCESS"
    second = job.result(2)
    assert second["queueId"] == queue_id
    assert job.output(1) + job.output(2) == job.printed()
    assert_idle(crashing)
    assert [build["number"] for build in job.server.get_job_info(job.name)["builds"]] == [2, 1]


def test_queued_while_the_engine_is_down(crashing: Igor, tmp_path: Path) -> None:
    """A request that web takes while nobody schedules, and that is then forgotten."""
    job = Counting.create(crashing, tmp_path / "a", "patient", exit_code=0)
    job.let_go()
    supervisor = crashing.process("controller")
    engine = living_child(crashing, "igor.controller.engine_process")
    supervisor.send_signal(signal.SIGSTOP)
    try:
        kill([engine])
        queue_id = job.server.build_job(job.name)
    finally:
        supervisor.send_signal(signal.SIGCONT)
    build = job.result()
    assert build["queueId"] == queue_id
    job.assert_ended_well("SUCCESS")
    assert_idle(crashing)


def test_killed_wrapper(crashing: Igor, tmp_path: Path) -> None:
    """A build that never ends, is green, or leaves its command running when its wrapper is killed."""
    job = Counting.create(crashing, tmp_path / "a", "unwrapped", exit_code=0)
    job.build()
    (wrapper,) = [process for process in wrappers(crashing) if "--run-folder" in process.cmdline()]
    below = wrapper.children(recursive=True)
    os.kill(wrapper.pid, signal.SIGKILL)
    assert job.result()["result"] == "FAILURE"
    assert f"the wrapper (process {wrapper.pid}) ended without a result" in job.log(1).decode()
    assert len(below) >= 2
    wait_for(lambda: not any(is_alive(process) for process in below), what="the command to end")
    assert_idle(crashing)


def is_alive(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
