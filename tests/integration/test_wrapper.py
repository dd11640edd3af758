"""The wrapper as the agent and as people start it: real processes, real files."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.integration, pytest.mark.slow]

WRAPPER = Path(__file__).parents[2] / "wrapper" / "igor_wrap.py"
#: ``IGOR_WRAPPER_PYTHON`` runs all of this under another Python.
START = [os.environ.get("IGOR_WRAPPER_PYTHON", sys.executable), "-I", "-S", str(WRAPPER)]


class Run:
    """One run folder and the wrapper's process in it."""

    def __init__(self, home: Path, script: str, **changes: Any) -> None:
        self.run_id = uuid.uuid4().hex
        self.spool = home / "spool"
        self.folder = home / "runs" / self.run_id
        self.folder.mkdir(parents=True)
        spec = {
            "command": ["/bin/bash", "-c", script],
            "environment": {"PATH": os.environ["PATH"]},
            "cwd": str(home),
            "job": "team/app",
            "build": 12,
            "run_id": self.run_id,
            "policy": {
                name: changes.pop(name)
                for name in ("retries", "backoff_ms", "timeout_ms", "grace_ms")
                if name in changes
            },
        }
        wrapper = changes.pop("start", START)
        (self.folder / "spec.json").write_text(json.dumps({**spec, **changes}))
        self.start(wrapper)

    def start(self, wrapper: list[str]) -> None:
        self.process = subprocess.Popen([*wrapper, "--run-folder", str(self.folder)], start_new_session=True)

    def wait(self, timeout_s: float = 20) -> dict[str, Any]:
        """The final state, once the wrapper has ended."""
        self.process.wait(timeout_s)
        return self.state()

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads((self.folder / "state.jsonl").read_text().splitlines()[-1])
        return state

    @property
    def log(self) -> bytes:
        return (self.folder / "log").read_bytes()

    @property
    def output(self) -> bytes:
        """The log without the wrapper's own lines."""
        return b"".join(line for line in self.log.splitlines(keepends=True) if not line.startswith(b"[igor] "))

    def wait_for_output(self, text: bytes) -> None:
        wait_until(lambda: (self.folder / "log").exists() and text in self.log, f"{text!r} in the log")

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(path.read_text()) for path in sorted(self.spool.glob("*.json"))]

    def processes(self) -> list[int]:
        """What lives with this run's cookie, the wrapper aside."""
        cookie = f"IGOR_RUN_ID={self.run_id}".encode()
        return [int(path.name) for path in Path("/proc").glob("[0-9]*") if has_setting(path, cookie)]

    def end(self) -> None:
        """Leave nothing behind, whatever a failing test left."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)


def has_setting(process: Path, setting: bytes) -> bool:
    try:
        return setting in (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


def wait_until(condition: Callable[[], Any], what: str, timeout_s: float = 15) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, f"no {what} after {timeout_s} s"
        time.sleep(0.01)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    started: list[Run] = []

    def start(script: str, **changes: Any) -> Run:
        started.append(Run(tmp_path, script, **changes))
        return started[-1]

    yield start
    for each in started:
        each.end()


def cli(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*START, *arguments], capture_output=True, text=True, timeout=30, **options)


@pytest.mark.parametrize(
    ("script", "code", "outcome"),
    [
        ("exit 0", 0, "success"),
        ("exit 1", 1, "failure"),
        ("exit 124", 124, "failure"),
        ("exit 255", 255, "failure"),
        ("kill -9 $$", 137, "failure"),
        ("kill -TERM $$", 143, "failure"),
        ("no-such-command-here", 127, "failure"),
        ("/etc/passwd", 126, "failure"),
    ],
)
def test_the_exit_code_is_the_commands(run: Callable[..., Run], script: str, code: int, outcome: str) -> None:
    """Broken: a wrapper that lies about the exit code hides failures, or makes them up."""
    started = run(script)
    state = started.wait()
    assert (started.process.returncode, state["exit_code"], state["outcome"]) == (code, code, outcome)
    assert state["state"] == "finished"


@pytest.mark.parametrize(("command", "code"), [("/no/such/program", 127), ("/etc/passwd", 126), ("/etc", 126)])
def test_a_command_that_cannot_run_is_an_error(run: Callable[..., Run], command: str, code: int) -> None:
    """Broken: a command that never ran looks like one that failed, or is tried again."""
    started = run("", command=[command], retries=3)
    state = started.wait()
    assert (started.process.returncode, state["outcome"], state["attempts"]) == (code, "error", [])
    assert f"cannot run {command}" in state["message"]


def test_a_missing_working_folder_is_an_error(run: Callable[..., Run]) -> None:
    """Broken: the command ran somewhere else."""
    started = run("touch here", cwd="/no/such/folder")
    assert started.wait()["message"].startswith("cannot run /no/such/folder: No such file")


def test_environment_and_records(run: Callable[..., Run]) -> None:
    """Broken: the command could not tell its attempt; records or events lacked a fact."""
    variables = "$IGOR_ATTEMPT/$IGOR_MAX_ATTEMPTS $IGOR_JOB $IGOR_RUN_ID $((IGOR_DEADLINE - $(date +%s) > 55))"
    started = run(f"echo {variables}; exit $((3 - IGOR_ATTEMPT))", retries=4, backoff_ms=10, timeout_ms=60_000)
    state = started.wait()
    assert started.output.decode().splitlines() == [f"{n}/5 team/app {started.run_id} 1" for n in (1, 2, 3)]
    assert [(a["number"], a["reason"], a["exit_code"]) for a in state["attempts"]] == [
        (1, "exit", 2), (2, "exit", 1), (3, "exit", 0)
    ]  # fmt: skip
    assert (state["outcome"], state["log_bytes"]) == ("success", len(started.log))
    assert re.search(rb"\[igor\] attempt 1 of 5 failed: exit code 2 after \d\.\d s; next attempt in ", started.log)
    assert started.log.endswith(b" (attempt 3 of 5)\n")
    events = started.events()
    assert [(e["kind"], e["attempt"]) for e in events] == [
        ("start", 1), ("attempt_failed", 1), ("attempt_failed", 2), ("finish", 3)
    ]  # fmt: skip
    assert {(e["job"], e["build"], e["run_id"]) for e in events} == {("team/app", 12, started.run_id)}
    assert (events[1]["exit_code"], events[3]["exit_code"], events[3]["outcome"]) == (2, 0, "success")
    assert events[1]["output_tail"] == f"1/5 team/app {started.run_id} 1\n"
    assert events[3]["duration_ms"] >= sum(a["duration_ms"] for a in state["attempts"])


def test_attempts_run_out(run: Callable[..., Run]) -> None:
    """Broken: one attempt too many or too few."""
    started = run("echo x; exit 7", retries=2, backoff_ms=1)
    state = started.wait()
    assert (state["outcome"], state["exit_code"], len(state["attempts"])) == ("failure", 7, 3)
    assert started.output == b"x\nx\nx\n"


@pytest.mark.parametrize("script", ["kill -TERM $$", "kill -INT $$; sleep 5", "exit 143"])
def test_an_interruption_is_not_retried(run: Callable[..., Run], script: str) -> None:
    """Broken: somebody ended the command, and it came back."""
    assert len(run(script, retries=3, backoff_ms=1).wait()["attempts"]) == 1


TREES = {
    "plain": "sleep 600",
    "ignores TERM": "trap '' TERM; sleep 600 & while :; do sleep 600; done",
    "own session": "setsid sleep 600 & setsid setsid sleep 600 & sleep 600",
    "double fork": "(setsid sh -c 'trap \"\" TERM; sleep 600 & sleep 601' &) ; (sleep 600 &) ; sleep 600",
    "stopped": "sleep 600 & kill -STOP $!; kill -STOP $$",
    "no output": "exec >&- 2>&-; trap '' TERM; while :; do sleep 600; done",
    "python": f"exec {sys.executable} -c 'import os, signal, time; signal.signal(15, signal.SIG_IGN); os.fork() or os.setsid(); os.fork(); time.sleep(600)'",  # noqa: E501
    "forks when told to end": "trap 'setsid sleep 600 & setsid sleep 601 &' TERM; while :; do sleep 0.1; done",
}


@pytest.mark.parametrize("tree", TREES)
def test_a_timeout_leaves_nothing(run: Callable[..., Run], tree: str) -> None:
    """Broken: a command over its limit left processes that hold files, ports and memory."""
    started = run(f"echo up; {TREES[tree]}", timeout_ms=400, grace_ms=300, retries=2)
    state = started.wait()
    assert (state["outcome"], state["exit_code"], len(state["attempts"])) == ("timeout", 124, 1)
    assert (state["attempts"][0]["reason"], started.process.returncode) == ("timeout", 124)
    assert state["duration_ms"] >= 400
    assert started.processes() == []
    assert b"[igor] time limit of 0.4 s reached\n" in started.log


def test_a_command_that_cleans_up_gets_its_grace(run: Callable[..., Run]) -> None:
    """Broken: KILL before the grace was over, or no TERM at all."""
    script = "trap 'sleep 0.3; echo cleaned; exit 0' TERM; echo up; while :; do sleep 0.05; done"
    started = run(script, timeout_ms=300, grace_ms=10_000)
    assert started.wait()["outcome"] == "timeout"
    assert b"cleaned\n" in started.log


def test_thirty_kills_at_random_moments(run: Callable[..., Run]) -> None:
    """Broken: a stop at an unlucky moment leaves a process, a wrong outcome or no result."""
    chance = random.Random(20)
    script = "for i in 1 2 3 4 5 6; do (setsid sleep 600 &); sleep 0.02 & done; echo up; wait; trap '' TERM; sleep 600"
    for _ in range(30):
        started = run(script, grace_ms=50, retries=2)
        wait_until((started.folder / "state.jsonl").exists, "state")
        time.sleep(chance.random() * 0.15)
        started.process.terminate()
        state = started.wait()
        assert (state["state"], state["outcome"], state["exit_code"]) == ("finished", "stopped", 143)
        assert started.processes() == []


def test_a_stop_gives_its_reason_and_is_never_retried(run: Callable[..., Run]) -> None:
    """Broken: a stopped command came back, or nobody knows why it was stopped."""
    started = run("echo up; sleep 600", retries=5, backoff_ms=1)
    started.wait_for_output(b"up")
    (started.folder / "stop").write_text("stopped by alice")
    started.process.terminate()
    state = started.wait()
    assert (state["outcome"], state["message"], len(state["attempts"])) == ("stopped", "stopped: stopped by alice", 1)


def test_a_stop_between_attempts(run: Callable[..., Run]) -> None:
    """Broken: the pause before a retry could not be interrupted."""
    started = run("exit 1", retries=5, backoff_ms=2**40)
    started.wait_for_output(b"next attempt in")
    started.process.terminate()
    assert started.wait(5)["outcome"] == "stopped"


def test_a_stop_before_the_start(tmp_path: Path) -> None:
    """Broken: a stop that came before the wrapper listened was lost."""
    started = Run(tmp_path, "", command=["/no/such"])
    started.wait()
    (started.folder / "state.jsonl").unlink()
    (started.folder / "stop").write_text("never mind")
    started.start(START)
    assert (started.wait()["outcome"], started.state()["attempts"]) == ("stopped", [])


def test_leftovers_of_a_finished_command_end(run: Callable[..., Run]) -> None:
    """Broken: a job that is over still has processes (I5); or its result waits for them."""
    started = run("setsid sleep 600 & (trap '' TERM; sleep 601) & echo done", grace_ms=100)
    state = started.wait()
    assert (state["outcome"], started.output) == ("success", b"done\n")
    assert started.processes() == []
    assert b"left 3 processes" in started.log or b"left 2 processes" in started.log


def test_a_process_may_ask_to_live(run: Callable[..., Run]) -> None:
    """Broken: Jenkins' convention for daemons started by a build."""
    started = run("BUILD_ID=dontKillMe setsid sleep 600 >/dev/null 2>&1 & echo $!")
    assert started.wait()["outcome"] == "success"
    assert started.processes() == [int(started.output)]


def test_output_of_a_late_helper_is_kept(run: Callable[..., Run]) -> None:
    """Broken: the end of the output was lost when the last writer was not the command itself."""
    started = run("exec > >(sleep 0.2; cat; echo end); seq 1 20000")
    started.wait()
    assert started.output == b"".join(b"%d\n" % n for n in range(1, 20001)) + b"end\n"


def test_the_log_is_byte_exact(run: Callable[..., Run], tmp_path: Path) -> None:
    """Broken: bytes changed on their way: invalid UTF-8, zero bytes, carriage returns, no newline at the end."""
    data = bytes(random.Random(1).randbytes(3_000_000)) + b"\r\n\0\xff no newline"
    (tmp_path / "data").write_bytes(data)
    started = run("cat data >&2")
    state = started.wait()
    assert started.log.startswith(data)
    assert started.log[len(data) :].startswith(b"\n[igor] success after ")
    assert state["log_bytes"] == len(started.log)


def test_secrets_are_masked_over_chunk_borders(run: Callable[..., Run]) -> None:
    """Broken: a secret was visible because it came in two pieces, in the log or in an event."""
    script = "for part in he rr in 'g herr' ing her; do printf '%s' \"$part\"; sleep 0.05; done; exit 1"
    started = run(script, secrets=["herring"])
    started.wait()
    assert started.log.startswith(b"**** ****her\n[igor] failure")
    assert b"herring" not in b"".join(path.read_bytes() for path in started.spool.iterdir())


def test_output_is_visible_at_once(run: Callable[..., Run]) -> None:
    """Broken: a log that is followed lags behind, with or without secrets."""
    started = run("printf 'password? hu'; sleep 600", secrets=["hunter2"])
    started.wait_for_output(b"password? ")


def test_after_a_kill_of_the_wrapper_the_state_tells(run: Callable[..., Run]) -> None:
    """Broken: after kill -9 nobody could find out what was running, or half a file lay there."""
    started = run("test $IGOR_ATTEMPT = 1 && exit 1; echo up; sleep 600", retries=2, backoff_ms=1)
    started.wait_for_output(b"up")
    started.process.kill()
    state = started.wait()
    assert (state["state"], state["pid"], len(state["attempts"])) == ("started", started.process.pid, 1)
    assert started.processes() != []


def test_a_result_survives_kills_at_any_moment(run: Callable[..., Run]) -> None:
    """Broken: the state file was torn by kill -9."""
    chance = random.Random(5)
    for _ in range(20):
        started = run("exit 3", retries=50, backoff_ms=1)
        path = started.folder / "state.jsonl"
        wait_until(lambda path=path: path.exists() and path.read_bytes().strip(), "state")
        time.sleep(chance.random() * 0.1)
        started.process.kill()
        state = started.wait()
        assert state["state"] in ("started", "finished")
        assert all(attempt["exit_code"] == 3 for attempt in state["attempts"])


def test_a_run_folder_runs_once(run: Callable[..., Run]) -> None:
    """Broken: a second wrapper ran the command again, at the same time or later."""
    started = run("echo once >> count; echo up; until test -e go; do sleep 0.02; done")
    started.wait_for_output(b"up")
    again = cli("--run-folder", str(started.folder))
    assert (again.returncode, "another wrapper runs it" in again.stderr) == (125, True)
    (started.folder.parents[1] / "go").touch()
    assert started.wait()["outcome"] == "success"
    again = cli("--run-folder", str(started.folder))
    assert (again.returncode, "it ran already" in again.stderr) == (125, True)
    assert (started.folder.parents[1] / "count").read_text() == "once\n"


@pytest.mark.parametrize("spec", ["", "{", "[]", '{"command": ["true"]}'])
def test_a_bad_run_folder_is_a_wrapper_error(tmp_path: Path, spec: str) -> None:
    """Broken: a damaged folder gave a traceback, or exit code 1 as if the command had failed."""
    (tmp_path / "spec.json").write_text(spec)
    ended = cli("--run-folder", str(tmp_path))
    assert ended.returncode == 125
    assert ended.stderr.startswith("igor_wrap: ")
    assert "Traceback" not in ended.stderr


def test_a_full_disk_does_not_hold_the_command(tmp_path: Path) -> None:
    """Broken: a log that cannot be written ended or blocked the command, or hid its exit code."""
    ended = cli("--log", "/dev/full", "--", "sh", "-c", "seq 1 100000; touch done; exit 5", cwd=tmp_path)
    assert ended.returncode == 5
    assert (tmp_path / "done").exists()
    assert ended.stdout.endswith("\n100000\n")


def test_command_line(tmp_path: Path) -> None:
    """Broken: the wrapper on a console or in a crontab."""
    quiet = cli("--", "echo", "hello")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "hello\n", "")
    script = "echo $IGOR_JOB $IGOR_ATTEMPT; exit 9"
    options = ["--retries", "1", "--backoff", "10ms", "--job", "nightly", "--log", "out.log", "--spool", "events"]
    ended = cli(*options, "--", "sh", "-c", script, cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (9, "nightly 1\nnightly 2\n")
    assert "attempt 1 of 2 failed: exit code 9" in ended.stderr
    assert (tmp_path / "out.log").read_text().count("[igor]") == 2
    kinds = [json.loads(path.read_text())["kind"] for path in sorted((tmp_path / "events").iterdir())]
    assert kinds == ["start", "attempt_failed", "finish"]
    assert cli("--timeout", "200ms", "--grace", "1", "--", "sleep", "60").returncode == 124
    assert cli("--", "sh", "-c", "kill -9 $$").returncode == 137


@pytest.mark.parametrize(
    "arguments", [[], ["--"], ["--retries", "-1", "--", "true"], ["--timeout", "soon", "--", "true"]]
)
def test_bad_options_are_a_wrapper_error(arguments: list[str]) -> None:
    """Broken: a typing error looked like a failure of the command."""
    assert cli(*arguments).returncode == 125


def test_input_reaches_the_command() -> None:
    """Broken: the wrapper in a pipe swallowed the input."""
    assert cli("--", "cat", input="through\n").stdout == "through\n"


@pytest.mark.parametrize("missing", ["_ctypes", "_json"])
@pytest.mark.parametrize("tree", TREES)
def test_a_poor_python_does_as_well(run: Callable[..., Run], missing: str, tree: str) -> None:
    """Broken: where there is no child subreaper (or no C scanner) processes stay behind."""
    code = f"import runpy, sys; sys.modules[{missing!r}] = None;runpy.run_path({str(WRAPPER)!r}, run_name='__main__')"
    started = run(f"echo up; {TREES[tree]}", timeout_ms=300, grace_ms=100, start=[*START[:3], "-c", code])
    assert started.wait()["exit_code"] == 124
    assert (b"no child subreaper" in started.log) == (missing == "_ctypes")
    assert started.processes() == []


def other_pythons() -> list[str]:
    """Python 3.8 and newer on this machine, one of each version."""
    names = [f"python3.{minor}" for minor in range(8, 20)]
    installed = [path for name in names if (path := shutil.which(name))]
    roots = sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/3.*/bin/python3"))
    found = {version_of(path): path for path in [*installed, *map(str, roots)]}
    return [path for version, path in sorted(found.items()) if version >= (3, 8)]


def version_of(python: str) -> tuple[int, ...]:
    """(0,) for one that does not run."""
    code = "import sys; print(*sys.version_info[:2])"
    ended = subprocess.run([python, "-c", code], capture_output=True, text=True)
    return tuple(map(int, ended.stdout.split())) if ended.returncode == 0 else (0,)


@pytest.mark.parametrize("python", other_pythons())
def test_other_pythons(tmp_path: Path, python: str) -> None:
    """Broken: a host with another Python cannot run jobs."""
    options = ["--retries", "1", "--backoff", "1ms", "--timeout", "3s", "--grace", "100ms", "--spool", "events"]
    script = "echo $IGOR_ATTEMPT; test $IGOR_ATTEMPT = 2 || exit 1; trap '' TERM; setsid sleep 60 & sleep 60"
    command = [python, *START[1:], *options, "--", "sh", "-c", script]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (124, "1\n2\n"), ended.stderr
    assert "killed" in ended.stderr
    kinds = [json.loads(path.read_text())["kind"] for path in sorted((tmp_path / "events").iterdir())]
    assert kinds == ["start", "attempt_failed", "finish"]


def test_start_up_is_cheap(run: Callable[..., Run]) -> None:
    """Broken: every step of every build waits for modules that the wrapper does not need."""
    command = [*START[:3], "-X", "importtime", *START[3:], "--run-folder", str(run("exit 0").folder.parent / "none")]
    imported = subprocess.run(command, capture_output=True, text=True).stderr
    for module in ("re", "json", "enum", "subprocess", "argparse", "ctypes", "threading"):
        assert f"| {module}\n" not in imported.replace(" " * 2, ""), module
