"""Run folders: complete or absent, and readable after any crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.agents.keeper import Keeper, outcome_of_dead
from igor.agents.launch import Workspaces
from igor.agents.launcher import Launcher
from igor.agents.protocol import RunAttempt, RunOutcome
from igor.agents.runs import RunFolder, RunState, RunStore
from igor.model.clock import ManualClock
from igor.model.errors import Invalid

RUN = "c0ffee00" * 4
SPEC = b'{"cwd": "/w", "policy": {"grace_ms": 5}}'


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


@pytest.fixture
def folder(store: RunStore) -> RunFolder:
    return store.create(RUN, {"script": b"echo", "spec.json": SPEC})


def test_a_new_run_is_there_as_a_whole(store: RunStore, folder: RunFolder) -> None:
    """Broken: a run without its script, or one that others can read or the owner cannot run."""
    assert [found.run_id for found in store.all()] == [RUN]
    assert folder.spec() == {"cwd": "/w", "policy": {"grace_ms": 5}}
    assert (folder.path / "script").stat().st_mode & 0o777 == 0o700
    assert (folder.path / "spec.json").stat().st_mode & 0o777 == 0o600
    assert (folder.state(), folder.log_bytes(), folder.read_log(0, 10)) == (None, 0, b"")


def test_half_made_and_half_deleted_runs_are_swept(store: RunStore, folder: RunFolder) -> None:
    """Broken: a crash left folders that are taken for runs, or that stay for ever."""
    for name, spec in (("a", None), ("b", b""), ("c", b'{"cwd"')):
        (store.root / (name * 32)).mkdir()
        (store.root / (name * 32) / "log").touch()
        if spec is not None:
            (store.root / (name * 32) / "spec.json").write_bytes(spec)
    store.sweep()
    assert [found.run_id for found in store.all()] == [RUN]
    folder.delete()
    folder.delete()
    assert list(store.root.iterdir()) == []


def test_an_emptied_folder_holds_nothing_of_the_run_before(store: RunStore, folder: RunFolder) -> None:
    """Broken: a run finds another's state and counts as started, or the log that another has written."""
    folder.finish_for(None, RunOutcome("success", 0, [], 1, ""))
    folder.log.write_bytes(b"said")
    inode = folder.path.stat().st_ino
    store.recycle(folder)
    assert list(store.all()) == []
    again = store.create("ab" * 16, {"script": b"x", "files/key": b"k", "spec.json": b"{}"})
    assert again.path.stat().st_ino == inode
    assert {path.name: path.read_bytes() for path in again.path.rglob("*") if path.is_file()} == {
        "script": b"x",
        "key": b"k",
        "spec.json": b"{}",
    }
    assert again.state() is None
    store.recycle(again)
    third = store.create(RUN, {"spec.json": b"{}"})
    assert sorted(path.name for path in third.path.iterdir()) == ["spec.json"]


def test_few_emptied_folders_wait_and_none_survives_a_start(store: RunStore, tmp_path: Path) -> None:
    """Broken: a thousand runs that end at once leave a thousand folders, for ever."""
    for number in range(40):
        store.recycle(store.create(f"{number:032x}", {"spec.json": SPEC}))
    for folder in [store.create(f"{number:032x}", {"spec.json": SPEC}) for number in range(40)]:
        store.recycle(folder)
    assert list(store.root.iterdir()) == []
    assert len(list((tmp_path / "used").iterdir())) == 32
    RunStore(store.root).sweep()
    assert list((tmp_path / "used").iterdir()) == []
    assert store.create(RUN, {"spec.json": SPEC}).spec() == {"cwd": "/w", "policy": {"grace_ms": 5}}


def test_a_run_that_cannot_be_put_aside_is_deleted(store: RunStore, folder: RunFolder, tmp_path: Path) -> None:
    """Broken: somebody removed the folder of emptied ones, and no run ends any more."""
    (tmp_path / "used").rmdir()
    store.recycle(folder)
    assert list(store.root.iterdir()) == []


@pytest.mark.parametrize("run_id", ["", "../evil", "C0FFEE00" * 4, "c0ffee", RUN + "\n", "c0ffee0/" * 4])
def test_a_run_id_is_a_plain_name(store: RunStore, run_id: str) -> None:
    """Broken: a run id names a folder elsewhere."""
    with pytest.raises(Invalid, match="32 hexadecimal digits"):
        store.folder(run_id)


def test_reads_the_log_from_any_offset(folder: RunFolder) -> None:
    """Broken: shipping a log again from the middle."""
    folder.log.write_bytes(b"0123456789")
    assert (folder.read_log(0, 4), folder.read_log(8, 4), folder.read_log(10, 4)) == (b"0123", b"89", b"")
    assert folder.log_bytes() == 10


def test_reads_the_wrappers_state(folder: RunFolder) -> None:
    """Broken: attempts or outcome of a finished run are lost."""
    (folder.path / "state.jsonl").write_text(
        '{"version": 1, "state": "finished", "run_id": "x", "pid": 4, "pid_started_ticks": 5, "boot_id": "b",'
        ' "started_ms": 10, "attempts": [{"number": 1, "started_ms": 11, "duration_ms": 2, "reason": "signal",'
        ' "exit_code": null, "signal": 9}], "outcome": "failure", "exit_code": 137, "duration_ms": 3, "message": "m"}'
    )
    state = folder.state()
    assert state is not None
    assert state.result == RunOutcome("failure", 137, [RunAttempt(1, 11, 2, "signal", None, 9)], 3, "m")


def test_an_empty_state_is_a_started_run(folder: RunFolder) -> None:
    """Broken: a file that a loss of power left empty stops the agent."""
    (folder.path / "state.jsonl").write_bytes(b"")
    assert folder.state() == RunState("started")


def test_the_first_reason_of_a_stop_stays(folder: RunFolder) -> None:
    """Broken: a repeated message changes who stopped the run."""
    folder.request_stop("alice")
    folder.request_stop("bob")
    assert (folder.path / "stop").read_text() == "alice"


def test_an_end_recorded_for_a_dead_wrapper_is_found_again(folder: RunFolder) -> None:
    """Broken: after a restart of the agent a lost run is running again."""
    folder.finish_for(RunState("started", started_ms=5), RunOutcome("lost", None, [], 7, "gone"))
    state = folder.state()
    assert state is not None
    assert (state.started_ms, state.result) == (5, RunOutcome("lost", None, [], 7, "gone"))


@pytest.mark.parametrize(
    ("state", "stop_wanted", "complaint", "outcome", "words"),
    [
        (RunState("started", pid=7, started_ms=100), False, "", "lost", "process 7"),
        (RunState("started", pid=7, started_ms=100), True, "", "stopped", "2 left-over"),
        (None, False, "igor_wrap: bad", "error", "igor_wrap: bad"),
        (None, False, "", "error", "before the command was started"),
        (None, True, "", "stopped", ""),
    ],
)
def test_how_a_dead_wrappers_run_ended(
    state: RunState | None, stop_wanted: bool, complaint: str, outcome: str, words: str
) -> None:
    """Broken: lost, stopped and never started are mixed up."""
    found = outcome_of_dead(state, stop_wanted=stop_wanted, complaint=complaint, killed=2, now_ms=150)
    assert found.outcome == outcome
    assert words in found.message
    assert found.duration_ms == (50 if state else 0)


def test_a_run_that_never_started_is_not_started_too_late(store: RunStore, folder: RunFolder, tmp_path: Path) -> None:
    """Broken: an agent that comes back after hours starts what the engine has long given up."""
    clock = ManualClock(folder.created_ms + 3_600_000)
    keeper = Keeper(store, Workspaces(tmp_path), Launcher(tmp_path / "no-wrapper", store.root), clock)
    keeper.recover()
    assert [(run.run_id, run.finished and run.finished.outcome) for run in keeper.describe()] == [(RUN, "error")]
    keeper.forget(RUN, kill=False)
    assert keeper.describe() == []
    assert not folder.path.exists()
