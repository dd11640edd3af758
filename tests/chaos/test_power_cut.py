"""Losses of power at random moments of a controller's life, on a disk that keeps what was synced and little else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import power_cut
import pytest
from chaos_site import wait_for
from power_cut_disk import Disk, read_files
from power_cut_trace import Timeline, command

from igor.controller.context import Controller
from igor.controller.log_tails import LogTails
from igor.model.home import Home


def remains(disk: Disk, tries: int = 200) -> set[tuple[tuple[str, bytes], ...]]:
    """Everything that may be left."""
    return {tuple(sorted(disk.after_cut(Random(seed)).items())) for seed in range(tries)}


def sync(disk: Disk, path: str) -> None:
    disk.sync_ends(disk.sync_begins(path))


def test_what_was_synced_is_left_and_the_rest_may_be() -> None:
    """A disk that kept too much would find nothing wrong with anybody."""
    disk = Disk({"db": b"old"})
    disk.write("db", 0, b"new")
    disk.write("db", 3, b"er")
    assert remains(disk) == {(("db", data),) for data in (b"old", b"new", b"older", b"newer")}
    sync(disk, "db")
    assert remains(disk) == {(("db", b"newer"),)}


def test_writes_tear_at_sectors() -> None:
    """A page of which half is there is what check sums are for."""
    disk = Disk({"db": bytes(1024)})
    disk.write("db", 0, b"x" * 1024)
    assert remains(disk) == {
        (("db", first + second),) for first in (bytes(512), b"x" * 512) for second in (bytes(512), b"x" * 512)
    }


def test_a_name_is_left_once_the_file_or_a_later_name_is_synced() -> None:
    """Logs are new files: their content is of no use without a name."""
    disk = Disk({})
    disk.open("a", may_create=True, cuts=True)
    disk.open("b", may_create=True, cuts=True)
    assert remains(disk) == {(), (("a", b""),), (("a", b""), ("b", b""))}
    disk.append("b", b"text")
    sync(disk, "b")
    assert remains(disk) == {(("a", b""), ("b", b"text"))}


def test_a_sync_of_a_file_written_in_place_brings_no_names() -> None:
    """The store's log is written in place most of the time, so its sync is none of the new files beside it."""
    disk = Disk({"wal": b"1234"})
    disk.open("log", may_create=True, cuts=True)
    disk.write("wal", 0, b"5")
    sync(disk, "wal")
    assert () in {tuple(name for name, _ in left if name == "log") for left in remains(disk)}
    assert all(("wal", b"5234") in left for left in remains(disk))


def test_a_sync_covers_what_was_written_before_it_began() -> None:
    """What comes in while it runs is not promised."""
    disk = Disk({"db": b""})
    disk.write("db", 0, b"1")
    mark = disk.sync_begins("db")
    disk.write("db", 1, b"2")
    disk.sync_ends(mark)
    assert remains(disk) == {(("db", b"1"),), (("db", b"12"),)}


def test_renames_and_removals_wait_for_the_journal() -> None:
    """A folder that is moved may be at either place, never at both or at none."""
    disk = Disk({"jobs/a/log": b"x", "old": b""})
    disk.rename("jobs/a", "trash/a")
    disk.unlink("old")
    assert remains(disk) == {
        (("jobs/a/log", b"x"), ("old", b"")),
        (("old", b""), ("trash/a/log", b"x")),
        (("trash/a/log", b"x"),),
    }


@pytest.mark.integration
@pytest.mark.slow
@pytest.mark.skipif(not power_cut.is_possible(), reason="no strace on this machine")
def test_every_acknowledged_command_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A 201 that a loss of power takes back; a build's end or log that nobody can tell any more. A program that would
    forget a sync, or to put logs back, is found out by the same cuts.
    """
    recording = power_cut.record(tmp_path, 2.0, 1, ends=10)
    home = Home(tmp_path / "home")
    made = list(power_cut.cuts(recording, home, 20, 1, tmp_path / "cuts"))
    assert [cut.missing for cut in made if cut.missing] == []
    assert sum(cut.acknowledged for cut in made) > 100
    cuts = power_cut.cuts(recording, home, 20, 1, tmp_path / "wal", unsynced="-wal$")
    assert any(cut.missing for cut in cuts), "nothing was missing without syncs of the WAL"
    monkeypatch.setattr(LogTails, "restore", lambda *_: None)
    cuts = power_cut.cuts(recording, home, 20, 1, tmp_path / "log")
    assert any(cut.missing for cut in cuts), "nothing was missing though no end of a log was put back"


@pytest.mark.integration
@pytest.mark.slow
@pytest.mark.skipif(not power_cut.is_possible(), reason="no strace on this machine")
@pytest.mark.parametrize("is_honest", [True, False])
def test_ends_of_logs_are_forgotten_once_the_disk_has_the_files(tmp_path: Path, is_honest: bool) -> None:
    """An engine that syncs logs twenty times as often; one that only says so is found out."""
    variant = tmp_path / "variant"
    variant.mkdir()
    hurried = "from igor.controller import log_tails\nlog_tails.SYNC_S = 0.1\n"
    pretended = "log_tails.sync = lambda controller, last: None\n"
    (variant / "sitecustomize.py").write_text(hurried if is_honest else hurried + pretended)
    root = tmp_path / "root"
    root.mkdir()
    recording = power_cut.record(root, 2.0, 1, 10, variant)
    made = list(power_cut.cuts(recording, Home(root / "home"), 40, 1, tmp_path / "cuts"))
    assert any(cut.missing for cut in made) != is_honest


_COMMANDS = """
import sys
from pathlib import Path
from igor.controller import backup, job_files
from igor.model.home import Home
root = Path(sys.argv[1])
backup.back_up(Home(root / "live"), root / "backup.tar")
backup.restore(root / "backup.tar", Home(root / "new"))
job_files.move(Home(root / "live"), "app", "team/app")
"""


@pytest.mark.integration
@pytest.mark.slow
@pytest.mark.skipif(not power_cut.is_possible(), reason="no strace on this machine")
def test_moved_jobs_backups_and_restored_homes_are_there(tmp_path: Path) -> None:
    """A backup of which only the draft's name is left; a job whose logs are at its old name."""
    root = tmp_path / "root"
    controller = Controller.open(Home(root / "live"))
    controller.close()
    log = Home(root / "live").build_log("app", 1)
    log.parent.mkdir(parents=True)
    log.write_bytes(b"text")
    disk = Disk(read_files(root))
    trace = tmp_path / "trace"
    subprocess.run([*command(trace), sys.executable, "-c", _COMMANDS, str(root)], check=True)
    wait_for(lambda: trace.exists() and "+++ exited with 0" in trace.read_text()[-80:], "the trace is whole")
    Timeline(disk, root, trace).play_until(float("inf"))
    expected = {path: data for path, data in read_files(root).items() if not path.endswith("-shm")}
    assert "live/jobs/team/jobs/app/builds/1/log" in expected
    assert "new/jobs/app/builds/1/log" in expected
    for seed in range(20):
        left = disk.after_cut(Random(seed))
        assert {path for path, data in expected.items() if left.get(path) != data} == set()
        assert "live/jobs/app/builds/1/log" not in left
