"""The agent against a real WebSocket server that speaks the engine's side of the protocol."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from agent_engine import AGENT_TOKEN, AgentProcess, Proxy, TestEngine, wait_until
from websockets.exceptions import ConnectionClosed

from igor.agents.protocol import DeleteWorkspace, Forget, LogFrom, Stop

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture
def engine() -> Iterator[TestEngine]:
    engine = TestEngine()
    yield engine
    engine.close()


@pytest.fixture
def agent(engine: TestEngine, tmp_path: Path) -> Iterator[AgentProcess]:
    agent = AgentProcess(engine, tmp_path / "agent")
    yield agent
    agent.stop()


def numbers(count: int) -> bytes:
    return b"".join(b"%d\n" % number for number in range(1, count + 1))


def own_lines(log: bytes) -> bytes:
    """The log without the wrapper's lines."""
    return b"".join(line for line in log.splitlines(keepends=True) if not line.startswith(b"[igor] "))


def test_joins_by_itself_and_says_who_it_is(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: an agent that the controller never heard of could not join."""
    hello = engine.wait_connected()
    assert (hello.name, hello.executors, hello.labels, hello.runs) == ("agent-1", 2, ["linux", "x"], [])
    assert engine.joined == [
        {"name": "agent-1", "labels": ["linux", "x"], "executors": 2, "remote_fs": str(agent.home)}
    ]
    token = agent.home / "token"
    assert token.read_text() == AGENT_TOKEN
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    engine.wait_for(lambda: engine.heartbeats, "heartbeat")
    beat = engine.heartbeats[0]
    assert 0 < beat.disk_free_bytes <= int(hello.facts["disk_bytes"])
    assert 0 < beat.memory_free_bytes <= int(hello.facts["memory_bytes"])
    assert beat.now_ms > 1_700_000_000_000


def test_runs_a_script_with_its_log(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: the plain case; environment, workspace, exit code, log. Its start and end are no events."""
    engine.wait_connected()
    script = "#!/bin/bash -e\npwd\necho $COLOR $WORKSPACE_TMP $IGOR_SECRET_OF_AGENT$IGOR_JOB\necho err >&2\nexit 3"
    run_id = engine.launch(script, environment={"COLOR": "blue"})
    outcome = engine.wait_finished(run_id)
    workspace = agent.home / "workspace/team/app"
    assert (outcome.outcome, outcome.exit_code, len(outcome.attempts)) == ("failure", 3, 1)
    assert own_lines(engine.log(run_id)) == f"{workspace}\nblue {workspace}@tmp team/app\nerr\n".encode()
    assert engine.started[run_id].workspace == str(workspace)
    wait_until(lambda: not agent.run_folder(run_id).exists(), "forgotten run")
    assert engine.events == []


def test_without_a_shebang_the_shell_echoes_commands(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: Jenkins' default interpreter, ``/bin/sh -xe``."""
    engine.wait_connected()
    run_id = engine.launch("echo one\r\nfalse\r\necho two\r\n")
    assert engine.wait_finished(run_id).exit_code == 1
    assert own_lines(engine.log(run_id)) == b"+ echo one\none\n+ false\n"


def test_retries_and_masks(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: a policy or a secret did not reach the wrapper."""
    engine.wait_connected()
    script = "#!/bin/sh\necho hush $IGOR_ATTEMPT\ntest $IGOR_ATTEMPT = 3"
    run_id = engine.launch(script, policy={"retries": 2, "backoff_ms": 10}, secrets=["hush"])
    outcome = engine.wait_finished(run_id)
    assert (outcome.outcome, [attempt.exit_code for attempt in outcome.attempts]) == ("success", [1, 1, 0])
    assert own_lines(engine.log(run_id)) == b"**** 1\n**** 2\n**** 3\n"


def test_the_bounds_of_ops_win(engine: TestEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken: what a job wishes of the wrapper is lost, or ops cannot bound it."""
    policies = tmp_path / "jobs.d"
    (policies / "team").mkdir(parents=True)
    (policies / "team" / "app.yml").write_text("bounds:\n  attempts: 2\n  rules: any\n")
    monkeypatch.setenv("IGOR_POLICIES", str(policies))
    agent = AgentProcess(engine, tmp_path / "bound")
    try:
        engine.wait_connected()
        wishes = {"retries": 9, "backoff_ms": 10, "more": {"rules": [{"exit": "75", "then": "retry"}]}}
        run_id = engine.launch("#!/bin/sh\nexit 75", policy=wishes)
        assert [attempt.exit_code for attempt in engine.wait_finished(run_id).attempts] == [75, 75]
        assert b"allows 2" in engine.log(run_id)
        other = engine.launch("#!/bin/sh\nexit 75", policy={**wishes, "retries": 2}, job="other")
        assert len(engine.wait_finished(other).attempts) == 3
    finally:
        agent.stop()


def test_launching_twice_is_one_run(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: a message repeated after a reconnect started the command again."""
    engine.wait_connected()
    script = "#!/bin/sh\necho started >> count\nwhile ! test -e go; do sleep 0.05; done"
    run_id = engine.launch(script)
    engine.wait_for(lambda: run_id in engine.started, "start")
    del engine.started[run_id]
    engine.launch(script, run_id=run_id)
    engine.wait_for(lambda: run_id in engine.started, "second confirmation")
    workspace = Path(engine.wait_for(lambda: engine.started.get(run_id), "start").workspace)
    (workspace / "go").touch()
    assert engine.wait_finished(run_id).outcome == "success"
    assert (workspace / "count").read_text() == "started\n"


def test_a_log_survives_cut_connections_to_the_byte(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: bytes were lost or doubled when the connection broke in the middle of a log."""
    engine.wait_connected()
    frames: Counter[int] = Counter()
    cut: set[int] = set()

    def cut_sometimes(run_id: str) -> None:
        """Each of the first three connections once; one that was cut may still have frames on their way."""
        number = len(engine.hellos)
        frames[number] += 1
        if number <= 3 and frames[number] >= 3 and number not in cut:
            cut.add(number)
            engine.cut()

    engine.on_log = cut_sometimes
    run_id = engine.launch("#!/bin/sh\nseq 1 400000; sleep 0.3; seq 1 400000")
    assert engine.wait_finished(run_id, 60).outcome == "success"
    assert own_lines(engine.log(run_id)) == numbers(400_000) * 2
    assert len(engine.hellos) >= 3


def test_follows_the_engine_to_a_new_address(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: the address of the engine was remembered; a run's end while away was lost."""
    engine.wait_connected()
    run_id = engine.launch("#!/bin/sh\necho before; while ! test -e go; do sleep 0.05; done; echo after")
    engine.wait_for(lambda: engine.log(run_id), "first output")
    engine.close_websocket()
    workspace = Path(engine.wait_for(lambda: engine.started.get(run_id), "start").workspace)
    (workspace / "go").touch()
    wait_until(lambda: b"finished" in (agent.run_folder(run_id) / "state.jsonl").read_bytes(), "end of the run")
    engine.open_websocket()
    hello = engine.wait_connected(2)
    assert [run.run_id for run in hello.runs] == [run_id]
    assert engine.wait_finished(run_id).outcome == "success"
    assert own_lines(engine.log(run_id)) == b"before\nafter\n"


def test_notices_a_link_that_is_half_open(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: the controller's host dies without a word, and agents wait for minutes."""
    engine.wait_connected()
    direct = engine.websocket
    proxy = Proxy(int(direct.rpartition(":")[2].partition("/")[0]))
    engine.websocket = f"ws://127.0.0.1:{proxy.port}/agents"
    engine.cut()
    engine.wait_connected(2)
    engine.websocket = direct
    proxy.freeze()
    engine.wait_connected(3)
    proxy.close()


def test_killing_the_agent_does_not_touch_a_run(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: a run died with its agent, or its log had a gap afterwards."""
    engine.wait_connected()
    run_id = engine.launch("#!/bin/sh\nseq 1 50000; while ! test -e go; do sleep 0.05; done; seq 1 50000")
    engine.wait_for(lambda: len(engine.log(run_id)) > 1000, "output")
    agent.kill()
    workspace = Path(engine.wait_for(lambda: engine.started.get(run_id), "start").workspace)
    (workspace / "go").touch()
    agent.start()
    hello = engine.wait_connected(2)
    assert [run.run_id for run in hello.runs] == [run_id]
    outcome = engine.wait_finished(run_id)
    assert (outcome.outcome, outcome.exit_code) == ("success", 0)
    assert own_lines(engine.log(run_id)) == numbers(50_000) * 2


def test_a_run_that_ended_while_the_agent_was_dead(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: nobody noticed the end of a run while no agent was there."""
    engine.wait_connected()
    run_id = engine.launch("#!/bin/sh\nwhile ! test -e go; do sleep 0.05; done; echo done; exit 4")
    engine.wait_for(lambda: run_id in engine.started, "start")
    wait_until((agent.run_folder(run_id) / "state.jsonl").exists, "state")
    agent.kill()
    (Path(engine.wait_for(lambda: engine.started.get(run_id), "start").workspace) / "go").touch()
    wait_until(lambda: b"finished" in (agent.run_folder(run_id) / "state.jsonl").read_bytes(), "end of the run")
    agent.start()
    hello = engine.wait_connected(2)
    assert hello.runs[0].finished is not None
    assert engine.wait_finished(run_id).exit_code == 4
    assert own_lines(engine.log(run_id)) == b"done\n"


def test_a_killed_wrapper_is_lost_and_nothing_stays(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: a run whose wrapper was killed stayed running for ever, or its processes did."""
    engine.wait_connected()
    run_id = engine.launch("#!/bin/sh\necho $$ > pid; setsid sleep 600 & sleep 600")
    workspace = Path(engine.wait_for(lambda: engine.started.get(run_id), "start").workspace)
    pid_file = workspace / "pid"
    wait_until(lambda: pid_file.exists() and pid_file.read_text(), "command")
    os.kill(engine.started[run_id].pid, signal.SIGKILL)
    outcome = engine.wait_finished(run_id)
    assert (outcome.outcome, outcome.exit_code) == ("lost", None)
    assert "without a result" in outcome.message
    assert carriers(run_id) == []


def test_stop_ends_the_whole_tree(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: a stopped build went on, or was reported as failed."""
    engine.wait_connected()
    script = "#!/bin/sh\ntrap '' TERM\necho up\nsetsid sleep 600 &\nwhile :; do sleep 600; done"
    run_id = engine.launch(script, policy={"grace_ms": 200, "retries": 3})
    engine.wait_for(lambda: engine.log(run_id), "output")
    for _ in range(2):
        engine.send(Stop(run_id, "stopped by alice"))
    assert engine.wait_finished(run_id).outcome == "stopped"
    assert b"[igor] stop requested: stopped by alice\n" in engine.log(run_id)
    assert carriers(run_id) == []


def test_forget_with_kill_ends_an_unwanted_run(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: a run that the engine does not know held a workspace for ever."""
    engine.wait_connected()
    run_id = engine.launch("#!/bin/sh\necho up; exec sleep 600")
    engine.wait_for(lambda: engine.log(run_id), "output")
    engine.send(Forget(run_id, kill=True))
    wait_until(lambda: not agent.run_folder(run_id).exists(), "deleted run")
    assert carriers(run_id) == []
    assert run_id not in engine.finished


def test_a_gap_is_filled_on_request(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: the engine could not have a log again from an offset."""
    engine.forgets = False
    engine.wait_connected()
    run_id = engine.launch("#!/bin/sh\nseq 1 100000")
    engine.wait_finished(run_id)
    whole = engine.log(run_id)
    del engine.logs[run_id][5000:]
    engine.send(LogFrom(run_id, 5000))
    engine.wait_for(lambda: engine.log(run_id) == whole, "whole log again")


def test_events_wait_for_confirmation(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: an event was dropped before the engine had it."""
    engine.confirms_events = False
    engine.wait_connected()
    run_id = engine.launch("#!/bin/sh\nexit 3", policy={"retries": 2, "backoff_ms": 1})
    engine.wait_for(lambda: len(engine.events) == 2, "events")
    assert [(e.data["kind"], e.data["attempt"], e.data["exit_code"]) for e in engine.events] == [
        ("attempt_failed", 1, 3),
        ("attempt_failed", 2, 3),
    ]
    assert len(list((agent.home / "spool").glob("*.json"))) == 2
    engine.confirms_events = True
    engine.cut()
    engine.wait_for(lambda: len(engine.events) == 4, "events again")
    wait_until(lambda: not list((agent.home / "spool").glob("*.json")), "empty spool")
    assert {event.data["run_id"] for event in engine.events} == {run_id}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"workspace": "../../etc"}, "does not lie below"),
        ({"workspace": "/proc/no/such"}, "could not start"),
        ({"epoch": 0}, "epoch 0 of the engine is over"),
    ],
)
def test_a_bad_launch_is_an_error_and_leaves_nothing(
    engine: TestEngine, agent: AgentProcess, changes: dict[str, object], message: str
) -> None:
    """Broken: a bad launch ran somewhere else, hung for ever or ended the agent."""
    engine.wait_connected()
    run_id = engine.launch("true", **changes)
    outcome = engine.wait_for(lambda: engine.finished.get(run_id), "refusal")
    assert outcome.outcome == "error"
    assert message in outcome.message
    assert list((agent.home / "runs").iterdir()) == []


def test_a_missing_interpreter_is_an_error_with_its_name(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: a command that never ran looked like a failed one."""
    engine.wait_connected()
    outcome = engine.wait_finished(engine.launch("#!/no/such/perl\n1"))
    assert (outcome.outcome, outcome.exit_code, outcome.attempts) == ("error", 127, [])
    assert "/no/such/perl" in outcome.message


def test_workspaces_are_deleted_unless_used(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: a workspace vanished under a running command, or could not be deleted."""
    engine.wait_connected()
    run_id = engine.launch("#!/bin/sh\necho up; while ! test -e go; do sleep 0.05; done")
    engine.wait_for(lambda: engine.log(run_id), "output")
    workspace = Path(engine.wait_for(lambda: engine.started.get(run_id), "start").workspace)
    engine.send(DeleteWorkspace("team/app"))
    engine.send(DeleteWorkspace(".."))
    (workspace / "go").touch()
    engine.wait_finished(run_id)
    assert workspace.exists()
    engine.send(DeleteWorkspace("team/app"))
    wait_until(lambda: not workspace.exists(), "deleted workspace")


def test_two_agents_cannot_share_a_home(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: two agents in one home both watched the same runs."""
    engine.wait_connected()
    code = (
        "from pathlib import Path; from igor.agents.agent import AgentSettings, run_agent;"
        f"run_agent(AgentSettings({engine.url!r}, 'other', Path({str(agent.home)!r})))"
    )
    second = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20)
    assert second.returncode == 1
    assert f"another agent (process {agent.process.pid}) runs in {agent.home}" in second.stderr


def test_a_bad_join_token_ends_the_agent_with_the_reason(engine: TestEngine, tmp_path: Path) -> None:
    """Broken: an agent that can never join tried for ever, in silence."""
    agent = AgentProcess(engine, tmp_path / "agent", join_token="wrong")
    assert agent.process.wait(20) == 1
    assert "refused the token (401)" in (tmp_path / "agent.log").read_text()


def test_joins_again_when_the_controller_was_set_up_anew(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: a new controller never got its old agents back."""
    engine.wait_connected()
    engine.valid_token = "another"
    engine.cut()
    engine.wait_connected(2)
    assert (agent.home / "token").read_text() == "another"


def test_an_engine_whose_lease_is_over_is_not_obeyed(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: after a failover the old engine could still start runs here."""
    engine.wait_connected()
    engine.epoch = 5
    engine.cut()
    engine.wait_connected(2)
    epoch = agent.home / "epoch"
    wait_until(lambda: epoch.exists() and epoch.read_text() == "5", "epoch on disk")
    engine.epoch = 4
    engine.cut()
    log = agent.home.parent / "agent.log"
    wait_until(lambda: "the engine's epoch 4 is over" in log.read_text(), "refusal of the stale engine")


@pytest.mark.parametrize("name", ["epoch", "forget"])
def test_a_disk_that_refuses_does_not_end_the_agent(engine: TestEngine, agent: AgentProcess, name: str) -> None:
    """A full disk while the engine changes, or when nobody wants a run any more: the agent goes on."""
    engine.wait_connected()
    run_id = engine.launch("#!/bin/sh\nwhile ! test -e go; do sleep 0.02; done")
    engine.wait_for(lambda: run_id in engine.started, "the start of the run")
    folder = agent.home if name == "epoch" else agent.run_folder(run_id)
    refused = folder / f".{name}.tmp"
    refused.mkdir()
    if name == "epoch":
        engine.epoch = 5
        engine.cut()
    else:
        engine.send(Forget(run_id))
    log = agent.home.parent / "agent.log"
    wait_until(lambda: "Is a directory" in log.read_text(), "the refusal")
    refused.rmdir()
    (agent.home / "workspace/team/app/go").touch()
    if name == "epoch":
        assert engine.wait_finished(run_id).outcome == "success"
    else:
        wait_until(lambda: not agent.run_folder(run_id).exists(), "the run is forgotten")


def test_runs_survive_any_order_of_kills_and_cuts(engine: TestEngine, agent: AgentProcess) -> None:
    """Broken: some order of crashes loses a run, runs it twice, or tears its log."""
    chance = random.Random(7)
    engine.wait_connected()
    script = "#!/bin/sh\necho x >> $JOB.count; seq 1 20000; sleep 0.2; seq 1 20000; exit 5"
    scripts = {f"{number:032x}": {"JOB": str(number)} for number in range(24)}
    waiting = list(scripts)
    while waiting:
        hello = engine.wait_connected(len(engine.hellos))
        held = {run.run_id for run in hello.runs} | set(engine.started) | set(engine.finished)
        for run_id in [run_id for run_id in scripts if run_id not in waiting and run_id not in held] + waiting[:3]:
            with suppress(ConnectionClosed):
                engine.launch(script, run_id=run_id, environment=scripts[run_id])
        del waiting[:3]
        seen = len(engine.hellos)
        if chance.random() < 0.5:
            engine.cut()
        else:
            wait_until(lambda: chance.random() < 0.1, "an unlucky moment")
            agent.kill()
            agent.start()
        engine.wait_connected(seen + 1)
    launched = {run.run_id for run in engine.hellos[-1].runs} | set(engine.started) | set(engine.finished)
    for run_id in set(scripts) - launched:
        engine.launch(script, run_id=run_id, environment=scripts[run_id])
    for run_id in scripts:
        assert engine.wait_finished(run_id).exit_code == 5
        assert own_lines(engine.log(run_id)) == numbers(20_000) * 2
    counts = sorted((agent.home / "workspace/team/app").glob("*.count"))
    assert [count.read_text() for count in counts] == ["x\n"] * len(scripts)


def carriers(run_id: str) -> list[str]:
    """Processes with the run's cookie."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"IGOR_RUN_ID={run_id}".encode() in environ.read_bytes():
                found.append(environ.parent.name)
        except OSError:
            continue
    return found
