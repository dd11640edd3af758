"""The wrapper's contract as its users meet it: rules, limits, locks, outputs, events."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
from wrapper_cli import START, events, last_record, shell, wrap

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the machine's own is read or written."""
    monkeypatch.setenv("IGOR_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path / "state"


# --- policies, rules, times -----------------------------------------------------------------------------------------


def test_a_policy_of_ops(tmp_path: Path) -> None:
    """Broken: what ops wrote does not hold, or nobody says so."""
    policies = tmp_path / "jobs.d"
    (policies / "team").mkdir(parents=True)
    policy = policies / "team" / "app.yml"
    policy.write_text("attempts: 2\ndelay: 1ms\nrules: [{exit: 3, then: retry}]\nbounds: {timeout: 1h}\n")
    policy.chmod(0o644)
    options = ["--policies", str(policies), "--job", "team/app", "--attempts", "9", "--timeout", "3h"]
    ended = shell("echo $IGOR_ATTEMPT/$IGOR_MAX_ATTEMPTS; exit 3", *options)
    assert (ended.returncode, ended.stdout) == (3, "1/2\n2/2\n")
    assert f"attempts is for the policy alone to say: {policy}" in ended.stderr
    assert "allows 1h: 60 min instead" in ended.stderr
    plan = shell("exit 1", *options, "--dry-run")
    assert (plan.returncode, plan.stderr) == (0, "")
    for text in ("attempts         2   from " + str(policy), "timeout          60 min   from", "2, pauses up to 0.0 s"):
        assert text in plan.stdout, plan.stdout
    policy.write_text("attempts: lots\n")
    wrong = shell("exit 1", *options)
    assert (wrong.returncode, wrong.stderr) == (
        125, f"igor_wrap: {policy}:1:1: attempts: 'lots' is not a whole number, such as 3\n"
    )  # fmt: skip


def test_rules_decide(tmp_path: Path) -> None:
    """Broken: a code that means nothing ends a job, or an error that hides behind code 0 is not seen."""
    policy = tmp_path / "p.yml"
    policy.write_text(
        "attempts: 3\ndelay: 1ms\nrules:\n- {exit: 24, then: warn}\n- {output_re: 'deadlock', then: retry}\n"
        "- {output_re: '^ERROR', then: fail}\n- {timeout: true, then: retry}\n"
    )
    policy.chmod(0o600)
    with_policy = ["--policy", str(policy), "--record", str(tmp_path / "record")]
    assert shell("exit 24", *with_policy).returncode == 0
    assert last_record(tmp_path / "record")["flags"] == ["warning"]
    assert shell("echo ERROR: no; true", *with_policy).returncode == 1
    ended = shell("echo $IGOR_ATTEMPT deadlock; exit 5", *with_policy)
    assert (ended.returncode, ended.stdout) == (5, "1 deadlock\n2 deadlock\n3 deadlock\n")
    slow = shell("echo $IGOR_ATTEMPT; test $IGOR_ATTEMPT = 2 || sleep 60", *with_policy, "--timeout", "2s")
    assert (slow.returncode, slow.stdout) == (0, "1\n2\n")


def test_limits_of_all_attempts_together() -> None:
    """Broken: a job with retries takes longer than it may."""
    always = ["--attempts", "1000", "--delay", "1ms"]
    ended = shell("sleep 0.2; exit 1", *always, "--total-timeout", "1s")
    assert (ended.returncode in (1, 124), "of 1000" in ended.stderr) == (True, True)
    assert shell("sleep 60", *always, "--total-timeout", "300ms").returncode == 124
    ended = shell("sleep 0.1; exit 1", *always, "--max-elapsed", "300ms")
    assert (ended.returncode, "no other attempt: 0.3 s would be over" in ended.stderr) == (1, True)


def test_the_deadline_is_told() -> None:
    """Broken: a command cannot know when it will be ended."""
    ended = shell("echo $(($IGOR_DEADLINE - $(date +%s)))", "--timeout", "1h", "--total-timeout", "10m")
    assert 595 <= int(ended.stdout) <= 600


# --- signals, streams, environment ----------------------------------------------------------------------------------


def test_signals_that_mean_something_to_the_command() -> None:
    """Broken: a daemon cannot be told to reopen its logs."""
    process = subprocess.Popen(
        [*START, "--", "bash", "-c", "trap 'echo usr1; exit 4' USR1; echo up; while :; do sleep 0.05; done"],
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"up\n"
    process.send_signal(signal.SIGUSR1)
    assert process.communicate(timeout=20)[0] == b"usr1\n"
    assert process.returncode == 4


def test_a_reader_that_is_stuck_does_not_suspend_the_limit() -> None:
    """Broken: a pager that nobody scrolls holds a job beyond its limit."""
    process = subprocess.Popen(
        [*START, "--timeout", "1s", "--grace", "200ms", "--", "bash", "-c", "yes & yes"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.wait(20) == 124
    process.communicate()


def test_a_reader_that_is_gone_does_not_end_the_command(tmp_path: Path) -> None:
    """Broken: the command dies of a pipe that is not its own."""
    done = tmp_path / "done"
    script = f"{' '.join(START)} -- bash -c 'seq 100000; touch {done}; exit 3' | head -1; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60)
    assert (ended.stdout, done.exists()) == ("1\n3\n", True)


def test_what_the_command_sees() -> None:
    """Broken: a relative folder in PATH, an outer wrapper's or the wrapper's own variable reaches the command."""
    outer = {
        "PATH": ".:/usr/bin::bin:/bin",
        "IGOR_OUTPUT": "/outer",
        "IGOR_TOKEN": "mine",
        "IGOR_IN_X": "1",
        "KEPT": "2",
    }
    ended = wrap("--umask", "027", "--", "bash", "-c", "env; umask; ls -l /proc/self/fd | wc -l", env=outer)
    seen = dict(line.split("=", 1) for line in ended.stdout.splitlines() if "=" in line)
    assert (seen["PATH"], seen["KEPT"]) == ("/usr/bin:/bin", "2")
    assert not {"IGOR_TOKEN", "IGOR_IN_X"} & set(seen)
    assert seen["IGOR_OUTPUT"] != "/outer"
    assert ended.stdout.splitlines()[-2:] == ["0027", "5"]
    ended = wrap("--pass-environment", "OTHER", "--", "env", env={**outer, "OTHER": "3", "PATH": "."})
    names = {line.split("=")[0] for line in ended.stdout.splitlines() if not line.startswith("IGOR_")}
    assert names == {"PATH", "OTHER"}


def test_secrets_of_environment_and_files(tmp_path: Path) -> None:
    """Broken: a password is in the log that cron mails."""
    (tmp_path / "key").write_text("from-a-file\n")
    environment = {**os.environ, "DB_PASSWORD": "from-the-name", "OTHER": "from-the-list"}
    script = "for s in from-the-name from-the-list from-a-file; do echo $s; echo -n $s | base64; done; exit 1"
    options = ["--secrets", "OTHER", "--secret-files", str(tmp_path / "key"), "--log", str(tmp_path / "log")]
    ended = shell(script, *options, "--local", env=environment)
    assert ended.stdout == "****\n" * 6
    everything = ended.stderr + (tmp_path / "log").read_text()
    assert "from-" not in everything.replace("from-environment", "")


# --- outputs --------------------------------------------------------------------------------------------------------


def test_only_the_successful_attempt_counts(tmp_path: Path) -> None:
    """Broken: a value of an attempt that failed is handed on."""
    outputs = tmp_path / "outputs.json"
    script = "echo n=$IGOR_ATTEMPT >> $IGOR_OUTPUT; test $IGOR_ATTEMPT = 2 || { echo only=1 >> $IGOR_OUTPUT; exit 1; }"
    ended = shell(script, "--retries", "2", "--backoff", "1ms", "--outputs", str(outputs))
    told = json.loads(outputs.read_text())
    assert (ended.returncode, told["outputs"], told["attempt"]) == (0, {"n": "2"}, 2)
    outputs.unlink()
    assert shell("echo n=1 >> $IGOR_OUTPUT; exit 3", "--outputs", str(outputs)).returncode == 3
    assert not outputs.exists()
    assert (
        shell("echo n=1 >> $IGOR_OUTPUT; exit 3", "--outputs", str(outputs), "--publish-on", "always").returncode == 3
    )
    assert json.loads(outputs.read_text())["outputs"] == {"n": "1"}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("igor-")] == []


def test_outputs_that_are_refused_are_a_failure(tmp_path: Path) -> None:
    """Broken: a build that hands on nothing, or a secret, is a success."""
    outputs = tmp_path / "outputs.json"
    ended = shell("echo nothing >> $IGOR_OUTPUT", "--outputs", str(outputs), "--retries", "3")
    assert (ended.returncode, outputs.exists()) == (65, False)
    assert "failure after" in ended.stderr
    assert "line 1: neither name=value nor name<<delimiter: nothing" in ended.stderr
    environment = {**os.environ, "MY_TOKEN": "abcdefgh"}
    ended = shell("echo t=abcdefgh >> $IGOR_OUTPUT", "--outputs", str(outputs), env=environment)
    assert (ended.returncode, outputs.exists()) == (65, False)
    assert "output t holds a secret" in ended.stderr


def test_a_failure_keeps_its_code_whatever_its_outputs_are(tmp_path: Path) -> None:
    """Broken: a full disk, or a wrong line, made another code of the command's."""
    always = ["--publish-on", "always", "--outputs", str(tmp_path / "outputs")]
    ended = shell("echo wrong >> $IGOR_OUTPUT; exit 9", *always)
    assert (ended.returncode, "its outputs were not kept: line 1" in ended.stderr) == (9, True)
    nowhere = {**os.environ, "TMPDIR": "/no/such/folder"}
    ended = shell("echo ${IGOR_OUTPUT-none}; exit 9", env=nowhere)
    assert (ended.returncode, ended.stdout, "it can hand on no outputs" in ended.stderr) == (9, "none\n", True)
    assert shell("exit 9", *always, env=nowhere).returncode == 125


def test_inputs(tmp_path: Path) -> None:
    """Broken: a job starts without what it needs."""
    (tmp_path / "in.json").write_text('{"build.version": "1.2", "other": "x"}')
    inputs = ["--inputs", str(tmp_path / "in.json")]
    ended = shell("echo $IGOR_IN_BUILD_VERSION $IGOR_IN_OTHER; cat $IGOR_INPUTS", *inputs, "--needs", "build.version")
    assert ended.stdout == '1.2\n{"build.version": "1.2", "other": "x"}'
    ended = shell("echo no", *inputs, "--needs", "build.digest")
    assert (ended.returncode, ended.stdout) == (125, "")
    assert "the input build.digest is needed and not there; there are: build.version, other" in ended.stderr


def test_a_kill_between_write_and_commit_commits_all_or_nothing(tmp_path: Path) -> None:
    """Broken: kill -9 left half of the outputs, or outputs of a run that nobody ended."""
    chance = random.Random(3)
    folder = tmp_path / "run"
    whole = 0
    for number in range(25):
        outputs = folder / f"{number}.json"
        folder.mkdir(exist_ok=True)
        script = "i=0; while [ $i -lt 300 ]; do echo k$i=$i; i=$((i+1)); done >> $IGOR_OUTPUT; echo up"
        process = subprocess.Popen(
            [*START, "--outputs", str(outputs), "--", "bash", "-c", script], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.012)
        process.kill()
        process.communicate()
        if outputs.exists():
            whole += 1
            assert json.loads(outputs.read_text())["outputs"] == {f"k{n}": str(n) for n in range(300)}
    assert whole < 25


# --- events and durations -------------------------------------------------------------------------------------------


def test_events_tell_ttl_usage_and_flags(tmp_path: Path) -> None:
    """Broken: who listens cannot know when to miss a run."""
    spool = tmp_path / "events"
    options = ["--job", "nightly", "--spool", str(spool), "--owner", "team-a", "--schedule", "@hourly", "--ttl", "60s"]
    shell("echo out; exit 3", *options, "--attempts", "1", "--epoch", "2", "--stage", "dump")
    start, finish = events(spool)
    assert (start["kind"], start["ttl_s"], start["owner"], start["epoch"], start["stage"]) == (
        "start",
        60,
        "team-a",
        2,
        "dump",
    )
    assert (finish["outcome"], finish["exit_code"], finish["output_tail"]) == ("failure", 3, "out\n")
    assert 60 <= finish["ttl_s"] <= 3_660
    assert finish["peak_rss_bytes"] > 100_000


def test_too_slow_and_too_fast(tmp_path: Path) -> None:
    """Broken: a backup that ended in seconds, or one that hangs, is told by nobody."""
    spool = tmp_path / "events"
    options = ["--job", "team/db", "--spool", str(spool)]
    ended = shell("sleep 0.5", *options, "--warn-after", "200ms")
    assert (ended.returncode, "it runs longer than 0.2 s" in ended.stderr) == (0, True)
    shell("true", *options, "--min-duration", "10s")
    shell("sleep 0.1", *options, "--min-duration", "50ms")
    shell("sleep 0.1", *options, "--min-duration", "50ms")
    alerts = [
        (event["check"], event["status"], event["summary"]) for event in events(spool) if event["kind"] == "alert"
    ]
    assert [alert[:2] for alert in alerts] == [("duration", 1), ("duration", 1), ("duration", 0)]
    assert alerts[1][2].startswith("team/db: it took only ")
    assert [event.get("flags") for event in events(spool) if event["kind"] == "finish"] == [
        ["slow"],
        ["too_fast"],
        None,
        None,
    ]


def test_what_is_usual_is_learnt(tmp_path: Path, state: Path) -> None:
    """Broken: somebody has to know how long each job takes."""
    (state / "history").mkdir(parents=True)
    (state / "history" / "team%2Fdb").write_text("".join(f"{100_000 + n}\n" for n in range(10)))
    ended = shell("true", "--job", "team/db", "--baseline", "5")
    assert ended.returncode == 0
    assert re.fullmatch(r"\[igor\] it took only \d\.\d s \(usually 100 s\)\n", ended.stderr)
    assert len((state / "history" / "team%2Fdb").read_text().split()) == 11
    quiet = shell("true", "--job", "team/new", "--baseline", "5")
    assert (quiet.returncode, quiet.stderr) == (0, "")


def test_local_tells_nobody() -> None:
    """Broken: trying a job out wakes somebody."""
    ended = shell(
        "exit 2",
        "--local",
        "--sink",
        "webhook+http://127.0.0.1:9/x",
        "--controller",
        "http://127.0.0.1:9",
        "--fleet-lock",
        "x",
    )
    told = [json.loads(line[14:]) for line in ended.stderr.splitlines() if line.startswith("[igor] event: ")]
    assert (ended.returncode, [event["kind"] for event in told]) == (2, ["start", "finish"])
