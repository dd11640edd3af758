"""The engine brings the logs of builds that have ended to disk, all at once."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from engine_world import BY_ADMIN, job_xml

from igor.agents.protocol import Hello, Launch, RunFinished, RunOutcome
from igor.controller import items, log_tails, logs, nodes, queue, settings
from igor.controller.context import Controller
from igor.controller.engine import Engine
from igor.controller.engine_lease import EngineLease
from igor.controller.engine_tick import Ticker
from igor.controller.hub import Report
from igor.model.home import Home

pytestmark = pytest.mark.integration


def end_a_build(controller: Controller) -> None:
    """With a ticker whose agent is the test."""
    settings.put(controller, "quiet_period_s", "0")
    nodes.create(controller, "agent-1", executors=1)
    items.create_item(controller, "app", job_xml("work"), by="admin")
    ticker = Ticker(controller, 1)
    ticker.recover()
    ticker.tick([Report("agent-1", Hello("agent-1", "test", 1, [], "/remote", []))], [])
    queue.schedule(controller, "app", cause=BY_ADMIN)
    messages = [message for _, message in ticker.tick([], []).messages]
    (launch,) = [message for message in messages if isinstance(message, Launch)]
    ended = RunFinished(launch.run_id, RunOutcome("success", 0, [], 5), 0)
    ticker.tick([Report("agent-1", ended)], [])
    ticker.close()


def ends(controller: Controller) -> int:
    with controller.store.read() as connection:
        return int(connection.execute("SELECT count(*) FROM log_tail").fetchone()[0])


async def run_until(engine: Engine, condition: Callable[[], object]) -> None:
    running = asyncio.create_task(engine.run("127.0.0.1", 0))
    try:
        async with asyncio.timeout(20):
            while not condition():
                await asyncio.sleep(0.01)
    finally:
        engine.stop()
        await running


def test_ends_of_logs_go_once_the_disk_has_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Ends stay while the disk refuses, and go when it has taken all files."""
    controller = Controller.open(Home(tmp_path), is_engine=True)
    end_a_build(controller)
    assert ends(controller) == 1
    sync, tries = log_tails.sync, []

    def refuse_first(controller: Controller, last: int) -> None:
        tries.append(ends(controller))
        if len(tries) < 3:
            raise OSError("the disk is away")
        sync(controller, last)

    monkeypatch.setattr(log_tails, "sync", refuse_first)
    monkeypatch.setattr(log_tails, "SYNC_S", 0.02)
    with EngineLease.take(controller.home, controller.store) as lease:
        asyncio.run(run_until(Engine(controller, lease), lambda: not ends(controller)))
    assert tries == [1, 1, 1]
    assert caplog.text.count("the disk is away") == 2
    assert (tmp_path / "igor.db-wal").stat().st_size > 4_000_000
    controller.close()


def all_syncs(tmp_path: Path, call: str) -> list[str]:
    """The files and folders that a program brings to disk, below the home."""
    trace = tmp_path / "trace"
    program = f"""
import sys
from pathlib import Path
from igor.controller import log_tails
from igor.controller.context import Controller
from igor.model.home import Home
controller = Controller.open(Home(Path({str(tmp_path / "home")!r})), is_engine=True)
{call}
controller.close()
"""
    strace = ["strace", "-f", "-y", "-o", str(trace), "-e", "trace=fsync,syncfs,sync_file_range"]
    subprocess.run([*strace, sys.executable, "-c", program], check=True)
    found = re.findall(r" (\w+)\(\d+<([^>]*)>", trace.read_text())
    top = f"{tmp_path}/home/jobs"
    return sorted(f"{name} {path.removeprefix(top)}" for name, path in found if path.startswith(top))


needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="no strace on this machine")


@needs_strace
def test_few_files_are_synced_with_their_names(tmp_path: Path) -> None:
    """Broken: a loss of power takes a log whose end the store has forgotten, or only the folder that it lies in."""
    controller = Controller.open(Home(tmp_path / "home"), is_engine=True)
    end_a_build(controller)
    controller.close()
    call = "log_tails.sync(controller, {})"
    names = ["", "/app", "/app/builds", "/app/builds/1", "/app/builds/1/log"]
    assert all_syncs(tmp_path, call.format(10**6)) == [f"fsync {name}" for name in names]
    assert all_syncs(tmp_path, call.format(0)) == []
    assert all_syncs(tmp_path, "log_tails._FEW = 0\n" + call.format(10**6)) == ["syncfs "]


@needs_strace
def test_a_file_on_its_way_to_another_name_is_synced(tmp_path: Path) -> None:
    """Broken: its end is forgotten although the disk has it neither here nor there."""
    controller = Controller.open(Home(tmp_path / "home"), is_engine=True)
    end_a_build(controller)
    controller.close()
    jobs = controller.home.jobs
    (jobs / "app").rename(jobs / "elsewhere")
    assert "syncfs " in all_syncs(tmp_path, f"log_tails.sync(controller, {10**6})")
    (jobs / "elsewhere").rename(jobs / "app")
    moving = f"""
from igor.controller import logs
sync = logs.sync_with_names
def sync_and_move(paths, top):
    sync(paths, top)
    controller.store.write(lambda connection: connection.execute("UPDATE item SET full_name = 'b'"))
logs.sync_with_names = sync_and_move
log_tails.sync(controller, {10**6})
"""
    assert "syncfs " in all_syncs(tmp_path, moving)


def test_a_disk_that_refuses_says_so(tmp_path: Path) -> None:
    """Broken: ends are forgotten though nothing was synced."""
    with pytest.raises(FileNotFoundError):
        log_tails.sync_file_system(tmp_path / "none")
    with pytest.raises(FileNotFoundError):
        logs.sync_with_names([tmp_path / "none"], tmp_path)


@needs_strace
def test_logs_that_grow_are_written_out_in_turns(tmp_path: Path) -> None:
    """Broken: thousands of logs wait for the system, which writes them all at once."""
    program = """
from igor.controller import logs
open_logs = logs.OpenLogs()
for number in range(6):
    path = controller.home.jobs / str(number)
    path.touch()
    open_logs.write(str(number), path, 0, b"x")
for turn in range(4):
    log_tails.write_out(open_logs.descriptors(), turn)
"""
    (tmp_path / "home/jobs").mkdir(parents=True)
    Controller.open(Home(tmp_path / "home"), is_engine=True).close()
    assert all_syncs(tmp_path, program) == [f"sync_file_range /{number}" for number in range(6)]
