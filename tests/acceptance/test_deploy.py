"""From nothing to jobs that run, again without a change, down to nothing: what the README's first minute promises."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jenkins
import pytest
from deployed import Igor, free_port, wait_for

pytestmark = [pytest.mark.acceptance, pytest.mark.integration, pytest.mark.slow]

SEEDED = {
    "access-log-rollup",
    "backup-store",
    "clean-workspaces",
    "disk-report",
    "imports/flaky-import",
    "imports/overrunning-export",
    "imports/replay-import",
    "orders-report",
    "orders-totals",
}
ENDLESS = """<project><builders><hudson.tasks.Shell><command>echo pid=$$; sleep 1000</command></hudson.tasks.Shell>
</builders></project>"""


def finished(igor: Igor, job: str, number: int = 1) -> dict[str, Any]:
    """The build's JSON once it has ended."""

    def look() -> dict[str, Any] | None:
        done = igor.run("logs", f"{job}#{number}", "--json")
        build: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
        return build if build.get("result") else None

    found: dict[str, Any] = wait_for(look, timeout_s=120, what=f"{job}#{number}")
    return found


def test_seeded_jobs_are_listed(igor: Igor) -> None:
    """A deploy that ends well but has no jobs."""
    assert {job["fullName"] for job in igor.json("jobs")} == SEEDED | {"seed"}


def test_second_deploy_changes_nothing(igor: Igor) -> None:
    """A deploy that restarts or seeds again though nothing is new."""
    pids = {name: igor.process(name).pid for name in ("controller", "agent-1", "agent-2")}
    said = igor.ok("deploy")
    assert "nothing changed" in said
    assert pids == {name: igor.process(name).pid for name in pids}


def test_first_builds_ran_under_the_wrapper(igor: Igor) -> None:
    """A newcomer who looks after two minutes and sees no result, or a step that ran without the wrapper."""
    for job in ("access-log-rollup", "disk-report", "backup-store", "orders-totals"):
        build = finished(igor, job)
        assert build["result"] == "SUCCESS", build["log"]
        assert "[igor] " in build["log"]
        assert build["log"].endswith("Finished: SUCCESS\n")


def test_flaky_job_succeeds_at_its_third_attempt(igor: Igor) -> None:
    """Retries that are not made, not counted, or that end in a failure."""
    build = finished(igor, "imports/flaky-import")
    assert build["result"] == "SUCCESS", build["log"]
    assert [f"Attempt {n}: fetching" in build["log"] for n in (1, 2, 3)] == [True] * 3
    page = igor_page(igor, "job/imports/job/flaky-import/1/")
    assert "attempt 3" in page
    assert "attempt 4" not in page


def test_overrunning_job_ends_with_all_its_children(igor: Igor) -> None:
    """A time limit that leaves processes behind, or does not say that it was a time limit."""
    build = finished(igor, "imports/overrunning-export")
    assert build["result"] == "ABORTED", build["log"]
    assert "timed out" in build["log"]
    (children,) = igor.home.glob("agents/*/workspace/imports/overrunning-export/children.txt")
    assert len(children.read_text().split()) == 4
    assert not [pid for pid in children.read_text().split() if is_alive(int(pid))]
    assert any(alert["job"] == "imports/overrunning-export" for alert in igor.json("alerts"))


def test_chain_ran_in_order(igor: Igor) -> None:
    """A downstream job that starts too early, or not at all."""
    totals = finished(igor, "orders-totals")
    report = finished(igor, "orders-report")
    assert report["result"] == "SUCCESS", report["log"]
    assert 'Started by upstream project "orders-totals" build number 1' in report["log"]
    assert totals["result"] == "SUCCESS"


def test_backup_restores(igor: Igor) -> None:
    """A backup that nobody could restore."""
    import sqlite3

    assert finished(igor, "backup-store")["result"] == "SUCCESS"
    backups = sorted(path for path in (igor.home / "backups").rglob("*") if path.is_file())
    with contextlib.closing(sqlite3.connect(f"file:{backups[-1]}?mode=ro", uri=True)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT count(*) FROM item").fetchone()[0] >= len(SEEDED)


def test_parameterized_build_from_the_command_line(igor: Igor) -> None:
    """Parameters that do not arrive, or an exit code that does not tell the result."""
    said = igor.ok("build", "imports/replay-import", "-p", "DAY=2026-02-03", "-p", "TABLE=customers", "-f")
    assert "2026-02-03" in said
    assert "customers" in said


def test_status_and_next(igor: Igor) -> None:
    """The first look of whoever is on call."""
    assert "3 of 3 nodes online" in igor.ok("status")
    jobs = {run["job"] for run in igor.json("next", "-n", "1000")}
    assert {"access-log-rollup", "backup-store", "clean-workspaces", "disk-report", "orders-totals"} <= jobs
    assert {node["name"] for node in igor.json("agents")} == {"built-in", "agent-1", "agent-2"}


def test_pages_answer(igor: Igor) -> None:
    """A page that breaks."""
    for path, text in (
        ("", "Up next"),
        ("job/access-log-rollup/", "Schedule"),
        ("job/imports/", "flaky-import"),
        ("job/imports/job/replay-import/", "Build with parameters"),
        ("job/access-log-rollup/1/", "Finished: SUCCESS"),
        ("computer/", "agent-2"),
        ("queue/", "Queue"),
        ("view/Reports/", "orders-report"),
    ):
        assert text in igor_page(igor, path), path


def igor_page(igor: Igor, path: str) -> str:
    import requests

    response = requests.get(igor.url + path, auth=("admin", igor.token), timeout=30)
    assert response.status_code == 200, (path, response.status_code)
    return response.text


def is_alive(pid: int) -> bool:
    try:
        return "zombie" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_stop_and_cancel(fresh_igor: Igor) -> None:
    """A stop that leaves processes behind or does not wait, or an item that is built though it was cancelled."""
    fresh_igor.deploy()
    client = jenkins.Jenkins(fresh_igor.url, "admin", fresh_igor.token)
    client.create_job("endless", ENDLESS)
    fresh_igor.ok("build", "endless")
    wait_for(lambda: "\npid=" in fresh_igor.run("logs", "endless").stdout, what="the step")
    (pid,) = re.findall(r"^pid=(\d+)$", fresh_igor.ok("logs", "endless"), re.MULTILINE)
    assert fresh_igor.ok("stop", "endless") == "endless#1 ABORTED\n"
    assert not is_alive(int(pid))
    assert "endless#1 does not run: ABORTED" in fresh_igor.run("stop", "endless").stderr
    client.quiet_down()
    item = client.build_job("endless")
    assert fresh_igor.ok("queue", "cancel", str(item)) == f"endless is not built: item {item} cancelled\n"
    assert "endless" not in [waiting["job"] for waiting in fresh_igor.json("queue")]


def test_down_leaves_no_process_and_purge_no_file(fresh_igor: Igor) -> None:
    """Something that goes on after down, or lies around after purge; logs of deploys to hosts that are lost by it."""
    theirs = fresh_igor.home / "log" / "deploy-to-hosts.log"
    theirs.parent.mkdir(parents=True)
    theirs.touch()
    fresh_igor.deploy()
    fresh_igor.ok("build", "imports/overrunning-export")
    wait_for(lambda: fresh_igor.json("status")["running"], what="a running build")
    fresh_igor.ok("down")
    assert fresh_igor.processes() == []
    assert "2 agents" not in fresh_igor.ok("down")
    fresh_igor.deploy()
    assert {job["fullName"] for job in fresh_igor.json("jobs")} == SEEDED | {"seed"}
    fresh_igor.ok("down", "--purge")
    assert fresh_igor.processes() == []
    assert list(fresh_igor.home.rglob("*")) == [theirs.parent, theirs]
    shutil.rmtree(theirs.parent)
    fresh_igor.ok("down", "--purge")
    assert not fresh_igor.home.exists()


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_port_in_use_then_repaired(fresh_igor: Igor, taken_port: int) -> None:
    """A deploy that hangs or half-works when the port is taken."""
    refused = fresh_igor.run("deploy", "--port", str(taken_port))
    assert refused.returncode == 1
    assert f"port {taken_port} is in use by process" in refused.stderr
    assert "--port" in refused.stderr
    assert fresh_igor.processes() == []
    fresh_igor.deploy()


def test_broken_seed_then_repaired(fresh_igor: Igor, tmp_path: Path) -> None:
    """A broken script that changes some jobs, or that cannot be corrected and tried again."""
    team = tmp_path / "team"
    script = team / "jobs" / "team.groovy"
    script.parent.mkdir(parents=True)
    script.write_text("job('first') { }\njob('second') {\n    stepz { shell('true') }\n}\n")
    (team / "lib").mkdir()
    refused = fresh_igor.run("deploy", "--port", str(fresh_igor.port), "--jobs", str(team))
    assert refused.returncode == 1
    assert "team.groovy, line 3" in refused.stderr
    assert "stepz" in refused.stderr
    assert [job["fullName"] for job in fresh_igor.json("jobs")] == ["seed"]
    script.write_text(script.read_text().replace("stepz", "steps"))
    fresh_igor.deploy("--jobs", str(team))
    assert [job["fullName"] for job in fresh_igor.json("jobs")] == ["first", "second", "seed"]
    script.write_text(script.read_text().replace("shell('true')", "shell('date')"))
    (team / "jobs" / "more.yaml").write_text("jobs:\n  - script: job('third')\n")
    assert "SUCCESS, 1 added, 1 changed, 1 unchanged" in fresh_igor.deploy("--jobs", str(team))
    assert "Changed:\n    item second (jobs/team.groovy:2)\n1 added, 1 changed" in fresh_igor.ok("logs", "seed")


def test_dead_controller_is_started_again(fresh_igor: Igor) -> None:
    """A kill that needs more than another deploy."""
    fresh_igor.deploy()
    fresh_igor.process("controller").kill()
    wait_for(lambda: fresh_igor.run("status").returncode == 8, what="the controller to be gone")
    said = fresh_igor.ok("deploy")
    assert "start controller" in said
    assert "3 of 3 nodes online" in fresh_igor.ok("status")
    assert "nothing changed" in fresh_igor.ok("deploy")


def test_full_disk_says_so_and_a_second_try_repairs(tmp_path: Path) -> None:
    """A traceback, or a home that is beyond repair, when the disk is full."""
    volume = tmp_path / "volume"
    volume.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", str(volume)], check=False)
    if mounted.returncode:
        pytest.skip("cannot mount here")
    small = Igor(volume / "home", free_port())
    try:
        refused = small.run("deploy", "--port", str(small.port))
        assert refused.returncode == 1
        assert "MiB are free" in refused.stderr
        subprocess.run(["mount", "-o", "remount,size=600m", str(volume)], check=True)
        small.deploy()
    finally:
        small.run("down", "--purge")
        subprocess.run(["umount", str(volume)], check=True)
