"""The process that forks wrappers, and wrappers that run one build after the other."""

from __future__ import annotations

import os
import signal
import socket
import uuid
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from agent_engine import wait_until

from igor.agents import process
from igor.agents.keeper import Held, Keeper
from igor.agents.launch import Workspaces
from igor.agents.launcher import Launcher
from igor.agents.notices import Notice, Notices
from igor.agents.protocol import Launch, Policy, RunStarted
from igor.agents.runs import RunStore
from igor.agents.wrapper import find_wrapper
from igor.model.clock import SystemClock

pytestmark = [pytest.mark.integration, pytest.mark.slow]

WAIT = "#!/bin/sh\necho up; while ! test -e go; do sleep 0.02; done; echo done"


class Site:
    """An agent's home with a keeper, and the notices that came."""

    def __init__(self, home: Path, idle_ms: int) -> None:
        self.home = home
        runs = RunStore(home / "runs")
        wrapper = home / "patient_wrap.py"
        wrapper.write_text(find_wrapper(None).read_text().replace("IDLE_MS = 2_000", f"IDLE_MS = {idle_ms}"))
        self.launcher = Launcher(wrapper, runs.root)
        self.keeper = Keeper(runs, Workspaces(home / "workspace"), self.launcher, SystemClock())
        self.notices = Notices(home)
        self.heard: list[Notice] = []

    def launch(self, script: str) -> Held:
        run_id = uuid.uuid4().hex
        started = self.keeper.launch(Launch(run_id, 1, "app", 1, "app", {}, script, Policy(grace_ms=100)), 0)
        assert isinstance(started, RunStarted)
        return self.keeper.held[run_id]

    def wait_for_end(self, held: Held) -> None:
        def has_ended() -> bool:
            self.keeper.look_at_all()
            return held.outcome is not None

        wait_until(has_ended, "end of the run")

    def wait_for_notice(self, held: Held, kinds: str) -> Notice:
        def heard() -> list[Notice]:
            self.heard += self.notices.read()
            return [notice for notice in self.heard if notice.run_id == held.run_id and notice.kind in kinds]

        found: list[Notice] = wait_until(heard, f"notice {kinds}")
        return found[0]

    def finish(self, script: str) -> tuple[Held, Notice]:
        """Run to the end as an agent does."""
        held = self.launch(script)
        notice = self.wait_for_notice(held, "ei")
        self.keeper.look_at(held.run_id)
        if notice.kind == "i":
            self.keeper.reuse_wrapper(notice)
        return held, notice

    def pid(self, held: Held) -> int:
        assert held.state is not None
        return held.state.pid


@pytest.fixture
def idle_ms() -> int:
    """Long enough for a slow machine."""
    return 20_000


@pytest.fixture
def site(tmp_path: Path, idle_ms: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr("igor.agents.launcher._IDLE_S", idle_ms / 1000)
    site = Site(tmp_path, idle_ms)
    yield site
    for notice in site.heard + site.notices.read():
        if process.start_ticks(notice.wrapper[0]) == notice.wrapper[1]:
            process.send_signal(notice.wrapper[0], signal.SIGTERM)
    for run_id in site.keeper.held:
        process.kill_leftovers(run_id)
    site.launcher.close()
    site.notices.close()


def test_a_killed_launcher_takes_no_run_along(site: Site) -> None:
    """Broken: builds die with the process that forked their wrappers, or none can be started any more."""
    first = site.launch(WAIT)
    wait_until(lambda: first.folder.log_bytes() > 0, "output")
    os.kill(site.launcher.pid, signal.SIGKILL)
    second = site.launch("#!/bin/sh\necho second")
    site.wait_for_end(second)
    assert second.outcome is not None
    assert second.outcome.outcome == "success"
    (site.home / "workspace/app/go").touch()
    site.wait_for_end(first)
    assert first.outcome is not None
    assert first.outcome.outcome == "success"


def spare_of(launcher: Launcher) -> psutil.Process:
    """The wrapper that waits for its first run."""

    def ready() -> list[psutil.Process]:
        found = psutil.Process(launcher.pid).children()
        return [child for child in found if "--spare-of" in child.cmdline()]

    launcher.open()
    found: list[psutil.Process] = wait_until(ready, "a wrapper that was forked ahead")
    return found[0]


def test_a_wrapper_forked_ahead_runs_the_next(site: Site) -> None:
    """Broken: each first build waits for a fork; or a run ends with the launcher, as one that waits does."""
    spare = spare_of(site.launcher)
    held = site.launch("#!/bin/sh\nls /proc/self/fd; echo up; while ! test -e go; do sleep 0.02; done")
    wait_until(lambda: held.folder.log_bytes() > len("0\n1\n2\n3\n"), "output")
    held.read_state()
    assert site.pid(held) == spare.pid
    assert spare.cmdline()[-2:] == ["--run-folder", str(held.folder.path)]
    assert held.folder.read_log(0, 11) == b"0\n1\n2\n3\nup\n"
    os.kill(site.launcher.pid, signal.SIGKILL)
    (site.home / "workspace/app/go").touch()
    site.wait_for_end(held)
    assert held.outcome is not None
    assert held.outcome.outcome == "success"


def test_a_wrapper_forked_ahead_ends_with_the_launcher(site: Site) -> None:
    """Broken: processes of an agent that is gone stay for ever."""
    spare = spare_of(site.launcher)
    os.kill(site.launcher.pid, signal.SIGKILL)
    spare.wait(20)


def test_a_wrapper_forked_ahead_may_be_killed(site: Site) -> None:
    """Broken: a run is given to a process that is not there any more."""
    spare = spare_of(site.launcher)
    spare.terminate()
    spare.wait(20)
    held, _ = site.finish("#!/bin/sh\necho fine")
    assert held.folder.read_log(0, 5) == b"fine\n"
    assert spare_of(site.launcher).pid != spare.pid


def test_a_stopped_launcher_is_replaced(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken: an agent waits for ever for a process that stands still."""
    monkeypatch.setattr("igor.agents.launcher._PATIENCE_S", 2.0)  # a busy machine starts the other in that time
    site.launcher.open()
    os.kill(site.launcher.pid, signal.SIGSTOP)
    held = site.launch("#!/bin/sh\necho ran >> count")
    site.wait_for_end(held)
    assert (site.home / "workspace/app/count").read_text() == "ran\n"


def test_a_wrapper_runs_one_after_the_other(site: Site) -> None:
    """Broken: a reused wrapper mixes two runs, or its process is no longer told by its run."""
    one, notice = site.finish("#!/bin/sh\necho one; exit 3")
    assert notice.kind == "i"
    two, _ = site.finish("#!/bin/sh\necho two")
    three = site.launch(WAIT)
    wait_until(lambda: three.folder.log_bytes() > 0, "output")
    three.read_state()
    assert site.pid(one) == site.pid(two) == site.pid(three)
    assert one.folder.read_log(0, 4) + two.folder.read_log(0, 4) == b"one\ntwo\n"
    assert one.outcome is not None
    assert (one.outcome.outcome, one.outcome.exit_code) == ("failure", 3)
    command = psutil.Process(site.pid(three)).cmdline()
    assert command[-2:] == ["--run-folder", str(three.folder.path)]
    assert len(psutil.Process(site.pid(three)).open_files()) <= 4
    site.keeper.stop(three.run_id, "enough")
    site.keeper.look_at(three.run_id)
    site.wait_for_end(three)
    assert three.outcome is not None
    assert three.outcome.outcome == "stopped"


@pytest.mark.parametrize(
    "script",
    [
        "#!/bin/sh\nBUILD_ID=dontKillMe setsid sleep 600 > /dev/null 2>&1 &",
        "#!/no/such/interpreter",
        "#!/bin/sh\nkill -TERM $PPID; sleep 600",
    ],
)
def test_a_wrapper_that_may_not_be_clean_is_not_reused(site: Site, script: str) -> None:
    """Broken: what one run left behind is taken for the next one's, or a stop meant for one ends another."""
    held, notice = site.finish(script)
    assert notice.kind == "e"
    wait_until(lambda: process.start_ticks(site.pid(held)) is None, "end of the wrapper")
    after, _ = site.finish("#!/bin/sh\necho fine")
    assert site.pid(after) != site.pid(held)


def test_an_idle_wrapper_that_was_killed_costs_nothing(site: Site) -> None:
    """Broken: a run is given to a process that is not there any more."""
    first, _ = site.finish("#!/bin/sh\ntrue")
    os.kill(site.pid(first), signal.SIGKILL)
    wait_until(lambda: process.start_ticks(site.pid(first)) is None, "end of the wrapper")
    second, _ = site.finish("#!/bin/sh\necho fine")
    assert second.folder.read_log(0, 5) == b"fine\n"


def test_an_idle_wrapper_ends_on_term(site: Site) -> None:
    """Broken: wrappers stay when everything else was stopped."""
    held, _ = site.finish("#!/bin/sh\ntrue")
    os.kill(site.pid(held), signal.SIGTERM)
    wait_until(lambda: process.start_ticks(site.pid(held)) is None, "end of the wrapper")


@pytest.mark.parametrize("idle_ms", [50])
def test_an_idle_wrapper_ends_by_itself(site: Site) -> None:
    """Broken: wrappers stay when nobody needs them."""
    held, _ = site.finish("#!/bin/sh\ntrue")
    wait_until(lambda: process.start_ticks(site.pid(held)) is None, "end of the wrapper")


def test_an_idle_wrapper_obeys_its_own_agent_only(site: Site, tmp_path: Path) -> None:
    """Broken: another user of the machine sends a folder of his, and has it run with the agent's rights."""
    foreign = tmp_path / "foreign" / ("f" * 32)
    foreign.mkdir(parents=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        for _ in range(20):  # a busy machine may let it go before the order is there
            held, notice = site.finish("#!/bin/sh\ntrue")
            spec = (held.folder.path / "spec.json").read_text()
            (foreign / "spec.json").write_text(spec.replace("/script", "/evil"))
            try:
                sender.sendto(os.fsencode(foreign), notice.address)
                break
            except ConnectionRefusedError:
                continue
        else:
            pytest.fail("no wrapper waited for another order")
    wait_until(lambda: process.start_ticks(site.pid(held)) is None, "end of the wrapper")
    assert [path.name for path in foreign.iterdir()] == ["spec.json"]
    after, _ = site.finish("#!/bin/sh\ntrue")
    assert after.outcome is not None
    assert after.outcome.outcome == "success"


LOG_ELSEWHERE = 'ln "${0%/*}/log" "$WORKSPACE/log"; echo mine'


@pytest.mark.parametrize(
    ("script", "is_kept"),
    [
        ("true", True),
        ("exit 3", True),
        (": > $IGOR_OUTPUT", True),
        ("chmod 0 $0; cp /bin/true ${0%/*}/outputs.json; ln -s /etc ${0%/*}/etc", True),
        (LOG_ELSEWHERE, True),
        ("rmdir $IGOR_ARTIFACTS", True),
        ("echo x > $IGOR_ARTIFACTS/left", True),
        ("mkdir $IGOR_ARTIFACTS/left", False),
        ("mkdir ${0%/*}/left", False),
        ("printf x > $IGOR_OUTPUT.d/left", False),
        ("chmod 777 $IGOR_ARTIFACTS", False),
        ("rmdir $IGOR_ARTIFACTS; ln -s /etc $IGOR_ARTIFACTS", True),
        ("BUILD_ID=dontKillMe setsid sleep 600 > /dev/null 2>&1 &", False),
    ],
)
def test_the_folder_of_a_run_serves_the_next(site: Site, script: str, is_kept: bool) -> None:
    """Broken: a run finds in its folder what another has left there, or that other can still reach it."""
    first, _ = site.finish(f"#!/bin/sh\n{script}")
    site.keeper.forget(first.run_id, kill=False)
    assert not first.folder.path.exists()
    used = list((site.home / "used").iterdir())
    assert len(used) == is_kept
    assert {path.name for folder in used for path in folder.rglob("*")} <= {"artifacts", "output-1.d"}
    second, _ = site.finish('#!/bin/sh\nls -A "$IGOR_OUTPUT.d" "$IGOR_ARTIFACTS"; stat -c %a "$IGOR_ARTIFACTS"; exit 4')
    seen = second.folder.read_log(0, 1000).decode().splitlines()[:4]
    assert seen == [f"{second.folder.path}/artifacts:", "", f"{second.folder.path}/output-1.d:", "700"]
    assert second.outcome is not None
    assert second.outcome.exit_code == 4
    assert not list((site.home / "used").iterdir())
    if script is LOG_ELSEWHERE:
        assert (site.home / "workspace/app/log").read_text().startswith("mine\n")


def test_without_notices_ends_are_found_by_looking(site: Site) -> None:
    """Broken: a lost notice leaves a run running for ever."""
    (site.home / "agent.sock").unlink()
    held = site.launch("#!/bin/sh\ntrue")
    site.wait_for_end(held)
    assert held.outcome is not None
    assert held.outcome.outcome == "success"


def test_a_run_prepared_before_the_last_boot_is_not_started(site: Site) -> None:
    """Broken: a loss of power took the state of a run that had begun, and it is run a second time."""
    spec = b'{"command": ["true"], "run_id": "x", "environment": {}, "cwd": "/", "prepared_in_boot": "an earlier one"}'
    folder = RunStore(site.home / "runs").create("ab" * 16, {"script": b"", "spec.json": spec})
    site.keeper.recover()
    held = site.keeper.held[folder.run_id]
    assert held.outcome is not None
    assert (held.outcome.outcome, held.wrapper) == ("error", None)


def test_an_unconfirmed_end_goes_to_disk(site: Site) -> None:
    """Broken: the engine is away for hours, the machine loses power, and the result of a long build is lost."""
    held, _ = site.finish("#!/bin/sh\ntrue")
    assert site.keeper.is_busy()
    assert held.safe_at_s is not None
    held.safe_at_s = 0.0
    site.keeper.look_at_all()
    assert (held.safe_at_s, site.keeper.is_busy()) == (None, False)
    held.folder.make_durable()
    site.keeper.forget(held.run_id, kill=False)
    held.folder.make_durable()
