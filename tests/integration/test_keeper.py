"""Runs in the agent's hands without any engine: real wrappers, real crashes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from agent_engine import wait_until

from igor.agents import launch as launching
from igor.agents import process
from igor.agents.keeper import Held, Keeper
from igor.agents.launch import Workspaces
from igor.agents.launcher import Launcher
from igor.agents.protocol import Launch, Policy, RunFinished, RunStarted
from igor.agents.runs import RunStore
from igor.agents.wrapper import find_wrapper
from igor.model.clock import SystemClock

pytestmark = [pytest.mark.integration, pytest.mark.slow]

RUN = "5ca1ab1e" * 4
WAIT = "#!/bin/sh\necho up; while ! test -e go; do sleep 0.02; done; echo done"


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Callable[[], Keeper]]:
    """Makes keepers of one home: each as after a restart of the agent."""

    launchers: list[Launcher] = []

    def make() -> Keeper:
        runs, workspaces = RunStore(tmp_path / "runs"), Workspaces(tmp_path / "workspace")
        launchers.append(Launcher(find_wrapper(None), runs.root))
        return Keeper(runs, workspaces, launchers[-1], SystemClock(), stop_patience_s=0.2)

    yield make
    process.kill_leftovers(RUN)
    for launcher in launchers:
        launcher.close()


def launch(script: str) -> Launch:
    return Launch(RUN, 1, "team/app", 1, "team/app", {}, script, Policy(grace_ms=100))


def wait_for_end(keeper: Keeper) -> Held:
    held = keeper.held[RUN]

    def has_ended() -> bool:
        keeper.look_at_all()
        return held.outcome is not None

    wait_until(has_ended, "end of the run")
    return held


def wait_for_output(keeper: Keeper) -> None:
    wait_until(lambda: keeper.held[RUN].folder.log_bytes() > 0, "output")


def test_a_prepared_run_is_started_by_the_next_agent(keeper: Callable[[], Keeper], tmp_path: Path) -> None:
    """Broken: a crash of the agent between files and start loses the run."""
    launching.prepare(launch("#!/bin/sh\necho ran"), RunStore(tmp_path / "runs"), Workspaces(tmp_path / "workspace"))
    after = keeper()
    after.recover()
    held = wait_for_end(after)
    assert held.outcome is not None
    assert held.outcome.outcome == "success"
    assert held.folder.log.read_text().startswith("ran\n")


def test_two_starts_of_one_run_are_one(keeper: Callable[[], Keeper], tmp_path: Path) -> None:
    """Broken: the agent died right after the start, before the wrapper had told; the next one starts it again."""
    first, second = keeper(), keeper()
    assert isinstance(first.launch(launch(WAIT + "; echo ran >> count"), 0), RunStarted)
    second.recover()
    (tmp_path / "workspace/team/app/go").touch()
    held = wait_for_end(second)
    assert held.outcome is not None
    assert held.outcome.outcome == "success"
    assert (tmp_path / "workspace/team/app/count").read_text() == "ran\n"


def test_a_wrapper_that_hangs_cannot_refuse_a_stop(keeper: Callable[[], Keeper]) -> None:
    """Broken: a stop of a run whose wrapper does not react takes for ever."""
    holder = keeper()
    started = holder.launch(launch(WAIT), 0)
    assert isinstance(started, RunStarted)
    wait_for_output(holder)
    os.kill(started.pid, signal.SIGSTOP)
    holder.stop(RUN, "enough")
    held = wait_for_end(holder)
    assert held.outcome is not None
    assert held.outcome.outcome == "stopped"
    assert process.kill_leftovers(RUN) == 0


def test_a_stop_survives_the_agents_death(keeper: Callable[[], Keeper]) -> None:
    """Broken: the agent died between taking a stop and passing it on."""
    first = keeper()
    first.launch(launch(WAIT), 0)
    wait_for_output(first)
    first.stop(RUN, "enough")
    second = keeper()
    second.recover()
    held = wait_for_end(second)
    assert held.outcome is not None
    assert (held.outcome.outcome, held.outcome.message) == ("stopped", "stopped: enough")


def test_an_unwanted_run_may_end_by_itself(keeper: Callable[[], Keeper], tmp_path: Path) -> None:
    """Broken: a run that the engine gave up stays on disk, or is reported for ever."""
    first = keeper()
    first.launch(launch(WAIT), 0)
    wait_for_output(first)
    first.forget(RUN, kill=False)
    assert first.describe() == []
    second = keeper()
    second.recover()
    assert second.describe() == []
    (tmp_path / "workspace/team/app/go").touch()
    wait_for_end(second)
    assert list((tmp_path / "runs").iterdir()) == []


def test_a_broken_wrapper_is_an_error_with_its_words(keeper: Callable[[], Keeper], tmp_path: Path) -> None:
    """Broken: a wrapper that cannot even start leaves its run running for ever."""
    wrapper = tmp_path / "igor_wrap.py"
    wrapper.write_text("raise SystemExit('no such luck')")
    launcher = Launcher(wrapper, tmp_path / "runs")
    holder = Keeper(RunStore(tmp_path / "runs"), Workspaces(tmp_path / "workspace"), launcher, SystemClock())
    holder.launch(launch(WAIT), 0)
    held = wait_for_end(holder)
    assert held.outcome is not None
    assert (held.outcome.outcome, held.outcome.exit_code) == ("error", 125)
    assert held.outcome.message == "the launcher of wrappers has ended: no such luck"
    launcher.close()


def test_a_launch_without_room_is_refused(keeper: Callable[[], Keeper], tmp_path: Path) -> None:
    """Broken: a launch that cannot be written half exists."""
    (tmp_path / "workspace").write_text("a file where the folder should be")
    holder = keeper()
    answer = holder.launch(launch(WAIT), 0)
    assert isinstance(answer, RunFinished)
    assert answer.outcome.outcome == "error"
    assert [run.run_id for run in holder.describe()] == [RUN]
    holder.forget(RUN, kill=False)
    assert holder.describe() == []
