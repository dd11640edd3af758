"""The engine brings the logs of builds that have ended to disk, all at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from engine_world import BY_ADMIN, job_xml

from igor.agents.protocol import Hello, Launch, RunFinished, RunOutcome
from igor.controller import items, log_tails, nodes, queue, settings
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

    def refuse_first(home: Home) -> None:
        tries.append(ends(controller))
        if len(tries) < 3:
            raise OSError("the disk is away")
        sync(home)

    monkeypatch.setattr(log_tails, "sync", refuse_first)
    monkeypatch.setattr(log_tails, "SYNC_S", 0.02)
    with EngineLease.take(controller.home, controller.store) as lease:
        asyncio.run(run_until(Engine(controller, lease), lambda: not ends(controller)))
    assert tries == [1, 1, 1]
    assert caplog.text.count("the disk is away") == 2
    assert (tmp_path / "igor.db-wal").stat().st_size > 4_000_000
    controller.close()


def test_all_files_are_synced(tmp_path: Path) -> None:
    """The system's own call, and what it says when it cannot."""
    home = Home(tmp_path)
    with pytest.raises(FileNotFoundError):
        log_tails.sync(home)
    home.jobs.mkdir()
    log_tails.sync(home)
