"""What the engine's thread waits for, and when reports are worth a tick."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from igor.agents.protocol import RunFinished, RunOutcome, RunStarted
from igor.controller import hub
from igor.controller.bell import Bell
from igor.controller.hub import Inbox, Report
from igor.model.home import Home

pytestmark = pytest.mark.integration

#: Longer than any test may take: who waits so long has missed what it waited for.
LONG_S = 60.0


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "run").mkdir()
    return Home(tmp_path)


@pytest.fixture
def bell(home: Home) -> Iterator[Bell]:
    bell = Bell(home)
    yield bell
    bell.close()


def ended(number: int) -> Report:
    return Report("agent", RunFinished(f"{number:032x}", RunOutcome("success", 0, [], 1), 0))


def test_a_ring_ends_a_rest(bell: Bell) -> None:
    """Would have a trigger wait until the engine has rested."""
    bell.hear()
    ringing = threading.Timer(0.05, bell.ring)
    ringing.start()
    assert bell.wait(LONG_S, LONG_S)
    ringing.join()


def test_what_was_heard_waits_for_the_end_of_the_rest(bell: Bell) -> None:
    """Would give each report a tick of its own."""
    bell.hear()
    begun = time.monotonic()
    assert not bell.wait(LONG_S, 0.1)
    assert 0.1 <= time.monotonic() - begun < LONG_S


def test_both_last_until_the_next_wait_and_no_longer(bell: Bell) -> None:
    """Would lose what came during a tick, or tick for ever."""
    for _ in range(3):
        bell.ring()
        bell.hear()
    assert bell.wait(LONG_S, LONG_S)
    assert not bell.wait(0.0, 0.0)


def test_other_processes_ring_by_a_datagram(bell: Bell, home: Home) -> None:
    """Would have a request wait until the engine looks by itself."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        for _ in range(3):
            wire.sendto(b"wake", str(home.engine_socket))
    assert bell.wait(LONG_S, LONG_S)
    assert not bell.wait(0.0, 0.0)


def test_a_home_too_deep_for_a_socket_is_no_obstacle(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Would keep an engine from starting where a path is longer than an address may be."""
    deep = tmp_path / ("d" * 100)
    (deep / "run").mkdir(parents=True)
    bell = Bell(Home(deep))
    assert "no wake-ups through" in caplog.text
    bell.ring()
    assert bell.wait(LONG_S, LONG_S)
    bell.close()


def test_half_of_the_open_runs_are_enough(bell: Bell) -> None:
    """Would have the agents idle while the engine rests."""
    inbox = Inbox(bell)
    inbox.expect(2)
    inbox.put(ended(1))
    assert not bell.wait(0.0, 0.0)
    inbox.put(ended(2))
    assert bell.wait(LONG_S, LONG_S)
    assert inbox.take() == [ended(1), ended(2)]


def test_ends_that_came_during_a_tick_count(bell: Bell) -> None:
    """Would rest although nobody is left who could report."""
    inbox = Inbox(bell)
    for number in range(3):
        inbox.put(ended(number))
    bell.wait(0.0, 0.0)
    inbox.expect(2)
    assert bell.wait(LONG_S, LONG_S)


def test_output_and_starts_gather_for_a_while(bell: Bell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would tick for each line that a build prints."""
    monkeypatch.setattr(hub, "_DELAY_S", 0.05)
    inbox = Inbox(bell)

    async def report() -> bool:
        for number in range(20):
            inbox.put(Report("agent", RunStarted(f"{number:032x}", 1, "/ws")))
            inbox.put(Report("agent", [(f"{number:032x}", 0, memoryview(b"line\n"))]))
        was_heard = bell.wait(0.0, 0.0) or bool(bell._all.poll(0))
        await asyncio.sleep(0.06)
        return was_heard

    assert not asyncio.run(report())
    assert bell._all.poll(0)
    assert len(inbox.take()) == 40


def test_a_full_inbox_holds_its_readers_back_until_it_is_taken(bell: Bell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would let agents that flood the engine fill its memory, or leave them unread for ever."""
    monkeypatch.setattr(hub, "MAX_INBOX_BYTES", 10)
    inbox = Inbox(bell)

    async def flood() -> None:
        await inbox.room()
        inbox.put(Report("agent", [("0" * 32, 0, memoryview(b"x" * 11))]))
        reading = asyncio.create_task(inbox.room())
        done, _ = await asyncio.wait([reading], timeout=0.02)
        assert not done
        assert len(await asyncio.to_thread(inbox.take)) == 1
        await asyncio.wait_for(reading, LONG_S)

    asyncio.run(flood())
