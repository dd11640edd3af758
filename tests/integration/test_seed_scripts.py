"""The scripts of the sample jobs, run as an agent runs them: by their ``#!`` line, with a home and a workspace."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

pytestmark = [pytest.mark.integration, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "seed-jobs" / "scripts"


class Machine:
    """A home with one agent's workspace."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.workspace = home / "agents" / "a1" / "workspace" / "job"
        self.workspace.mkdir(parents=True)

    def run(self, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
        path = SCRIPTS / script
        command = [*path.read_text().partition("\n")[0].removeprefix("#!").split(), str(path)]
        places = {"JENKINS_HOME": str(self.home), "WORKSPACE": str(self.workspace), "PATH": os.environ["PATH"]}
        return subprocess.run(
            command, cwd=self.workspace, env=places | variables, capture_output=True, text=True, check=False, timeout=60
        )

    def make_store(self) -> sqlite3.Connection:
        store = sqlite3.connect(self.home / "igor.db")
        store.execute("PRAGMA journal_mode = WAL")
        store.executescript((ROOT / "igor" / "storage" / "schema.sql").read_text())
        store.executemany("INSERT INTO setting VALUES (?, ?)", [(f"k{number}", "v") for number in range(500)])
        store.commit()
        return store


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "home")


def test_access_log_is_rolled_up(machine: Machine) -> None:
    """Would show figures that do not add up, or a sample that differs from run to run."""
    sizes = {"DAYS": "2", "REQUESTS_PER_HOUR": "50"}
    assert machine.run("sample_access_log.py", **sizes).returncode == 0
    log = machine.home / "userContent" / "access-log" / "access.log"
    first = log.read_bytes()
    log.unlink()
    machine.run("sample_access_log.py", **sizes)
    assert log.read_bytes() == first
    assert machine.run("roll_up_access_log.py").returncode == 0
    table = [row.split(",") for row in (log.parent / "hourly.csv").read_text().splitlines()]
    assert len(table) == 1 + 48
    assert sum(int(row[1]) for row in table[1:]) == first.count(b"\n")


def test_what_is_no_access_log_fails(machine: Machine) -> None:
    """Would show an empty table after the log's format changed."""
    folder = machine.home / "userContent" / "access-log"
    folder.mkdir(parents=True)
    (folder / "access.log").write_text("hello\n")
    done = machine.run("roll_up_access_log.py")
    assert done.returncode == 1
    assert "is this an access log?" in done.stderr


def test_orders_in_two_steps(machine: Machine) -> None:
    """Would show a second step that runs on nothing, or loses money on the way."""
    assert "run orders-totals first" in machine.run("report_orders.py").stderr
    total = machine.run("total_orders.py").stdout.split(", ")[-1].split()[0].replace(",", "")
    assert machine.run("report_orders.py").returncode == 0
    weeks = (machine.home / "userContent" / "orders" / "weekly.csv").read_text().splitlines()[1:]
    assert f"{sum(float(row.split(',')[1]) for row in weeks):.2f}" == total


def test_the_store_is_backed_up_while_it_is_written(machine: Machine) -> None:
    """Would show a backup that misses what only the write-ahead log has, or that others can read."""
    store = machine.make_store()
    store.execute("INSERT INTO setting VALUES ('open', 'transaction')")
    done = machine.run("back_up_store.py")
    assert done.returncode == 0, done.stderr
    (backup,) = (machine.home / "backups").glob("igor-*.db")
    assert backup.stat().st_mode & 0o077 == 0
    copy = sqlite3.connect(backup)
    assert copy.execute("SELECT count(*) FROM setting").fetchone() == (500,)
    copy.close()
    store.close()


def test_seven_backups_are_kept(machine: Machine) -> None:
    """Would show backups that fill the disk."""
    machine.make_store().close()
    for _ in range(9):
        assert machine.run("back_up_store.py").returncode == 0
    assert len(list((machine.home / "backups").iterdir())) == 7


def test_a_missing_store_fails_the_backup(machine: Machine) -> None:
    """Would show a green backup of nothing."""
    done = machine.run("back_up_store.py")
    assert done.returncode == 1
    assert "igor.db is missing" in done.stderr


def test_only_old_unused_workspaces_are_deleted(machine: Machine) -> None:
    """Would show the workspace of a running build deleted under it."""
    store = machine.make_store()
    root = machine.workspace.parent
    store.execute(
        "INSERT INTO item (full_name, parent, kind, class_name, config_xml, created_ms, updated_ms)"
        " VALUES ('team/busy', 'team', 'job', 'x', '<project/>', 1, 1)"
    )
    store.executemany(
        "INSERT INTO build (item_id, number, queue_id, state, node_name, executor, workspace, plan, started_ms)"
        " VALUES (1, ?, 1, 'running', 'a1', ?, ?, '{}', 1)",
        [(1, 0, "team/busy"), (2, 1, str(root / "absolute"))],
    )
    store.commit()
    for name in ("team/busy", "team/busy@tmp", "team/old", "team/new", "absolute", "old"):
        (root / name).mkdir(parents=True)
        (root / name / "file").write_text("x")
    outside = machine.home / "outside"
    outside.mkdir()
    (root / "link").symlink_to(outside)
    old = time.time() - 30 * 86_400
    for path in [*root.rglob("*"), outside]:
        os.utime(path, (old, old), follow_symlinks=False)
    os.utime(root / "team" / "new" / "file")
    assert "would delete" in machine.run("clean_workspaces.py", DRY_RUN="true").stdout
    assert (root / "old").exists()
    assert machine.run("clean_workspaces.py").returncode == 0
    assert sorted(path.name for path in root.iterdir()) == ["absolute", "job", "link", "team"]
    assert sorted(path.name for path in (root / "team").iterdir()) == ["busy", "busy@tmp", "new"]
    assert outside.exists()
    store.close()


def test_disk_use(machine: Machine) -> None:
    """Would show a disk that fills up without a failed build."""
    done = machine.run("report_disk_use.sh")
    assert done.returncode == 0, done.stderr
    assert "agents" in done.stdout
    assert machine.run("report_disk_use.sh", MIN_FREE_MB="999999999999").returncode == 1


def test_flaky_import_succeeds_at_the_third_attempt(machine: Machine) -> None:
    """Would show a sample that never or always fails."""
    assert [machine.run("flaky_import.sh", IGOR_ATTEMPT=each).returncode for each in "123"] == [75, 75, 0]


def test_replay_replaces_and_refuses(machine: Machine) -> None:
    """Would show rows doubled by a second import, or a typing error taken for a day."""
    day = {"DAY": "2026-01-05", "TABLE": "orders", "DRY_RUN": "false"}
    assert "0 replaced" in machine.run("replay_import.py", **day).stdout
    assert "263 replaced" in machine.run("replay_import.py", **day).stdout
    assert "would be imported" in machine.run("replay_import.py", **(day | {"DRY_RUN": "true"})).stdout
    assert "write a date such as" in machine.run("replay_import.py", **(day | {"DAY": "monday"})).stderr
