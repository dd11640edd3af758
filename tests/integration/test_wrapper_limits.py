"""The wrapper's limits of memory, processors and processes; locks; the fence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from wrapper_cli import START, WRAPPER, last_record, shell, wrap

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the machine's own is read or written."""
    monkeypatch.setenv("IGOR_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path / "state"


def test_a_limit_of_memory_says_what_it_was(tmp_path: Path) -> None:
    """Broken: a job takes the machine's memory, or dies of signal 9 and nobody knows why."""
    record = tmp_path / "record"
    code = "x = 'x' * 400_000_000; import time; time.sleep(60)"
    ended = wrap("--memory", "100M", "--verbose", "--record", str(record), "--", sys.executable, "-c", code)
    assert ended.returncode in (137, 1), ended.stderr
    told = last_record(record)["limits"]
    assert told["wanted"] == "memory 100 MiB"
    assert f"limits: memory 100 MiB (by {told['by']})" in ended.stderr
    if told["by"].startswith("cgroup"):
        assert "signal 9: memory limit of 100 MiB reached" in ended.stderr
    assert not list(Path("/sys/fs/cgroup").glob(f"**/igor-{last_record(record)['run_id'][-16:]}"))


PROCESS_LIMITS = """
import sys
sys.path.insert(0, {folder!r})
import igor_wrap as w
def refuse(*arguments):
    raise OSError("not on this host")
w.CgroupV2 = w.CgroupV1 = w.SystemdScope = refuse
w.leave(w.main(sys.argv[1:]))
"""


def test_limits_without_groups(tmp_path: Path) -> None:
    """Broken: a host without cgroups and systemd has no limits at all, and does not say so."""
    start = [*START[:3], "-c", PROCESS_LIMITS.format(folder=str(WRAPPER.parent))]
    grow = "x = 'x' * 80_000_000; import time; time.sleep(60)"
    several = f'for i in 1 2 3 4; do {sys.executable} -c "{grow}" & done; wait'
    options = ["--memory", "200M", "--record", str(tmp_path / "record"), "--grace", "1s"]
    ended = subprocess.run([*start, *options, "--", "bash", "-c", several], capture_output=True, text=True, timeout=60)
    assert "memory limit of 200 MiB passed" in ended.stderr, ended.stderr
    assert last_record(tmp_path / "record")["limits"]["by"] == "limits of each process, and a look at their sum"
    assert last_record(tmp_path / "record")["usage"]["peak_rss_bytes"] > 150_000_000
    forks = subprocess.run(
        [*start, "--processes", "5", "--", "bash", "-c", "for i in 1 2 3 4 5 6 7; do sleep 60 & done; wait"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (forks.returncode, "limit of 5 processes passed: 8" in forks.stderr) == (137, True)
    one = subprocess.run(
        [*start, "--memory", "100M", "--cpus", "1", "--", "bash", "-c", "ulimit -v; nproc"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert one.stdout == "102400\n1\n"
    assert wrap_code([*start, "--memory", "1G", "--", "/no/such"]) == 127
    assert wrap_code([*start, "--memory", "1G", "--", "/etc/passwd"]) == 126


def wrap_code(command: list[str]) -> int:
    return subprocess.run(command, capture_output=True, timeout=60).returncode


def test_usage_of_the_whole_tree(tmp_path: Path) -> None:
    """Broken: only the first process is counted."""
    burn = "import time; t = time.process_time()\nwhile time.process_time() < t + 0.3: pass"
    done = tmp_path / "done"
    orphan = f"(setsid sh -c \"{sys.executable} -c '{burn}'; touch {done}\" &)"
    script = f"{sys.executable} -c '{burn}' & {orphan}; wait; until test -e {done}; do sleep 0.05; done"
    assert shell(script, "--record", str(tmp_path / "record")).returncode == 0
    usage = last_record(tmp_path / "record")["usage"]
    assert 0.55 < usage["cpu_s"] < 3
    assert usage["peak_rss_bytes"] > 1_000_000


def test_one_at_a_time(tmp_path: Path) -> None:
    """Broken: two runs of a backup at once; or flock(1) does not exclude it."""
    lock = str(tmp_path / "lock")
    process = subprocess.Popen(
        [*START, "--lock", lock, "--", "bash", "-c", "echo up; read"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    busy = shell("echo no", "--lock", lock)
    assert (busy.returncode, busy.stdout, busy.stderr) == (75, "", f"[igor] error after 0.0 s: lock {lock} is held\n")
    skipped = shell("echo no", "--lock", lock, "--on-busy", "skip")
    assert (skipped.returncode, skipped.stdout, skipped.stderr) == (0, "", "")
    waited = shell("echo no", "--lock", lock, "--on-busy", "wait", "--lock-wait", "300ms")
    assert (waited.returncode, "waiting for lock" in waited.stderr) == (75, True)
    assert subprocess.run(["flock", "-n", "-E", "9", lock, "true"]).returncode == 9
    patient = subprocess.Popen(
        [*START, "--lock", lock, "--on-busy", "wait", "--", "echo", "mine"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.communicate(b"\n", timeout=20)
    assert patient.communicate(timeout=20)[0] == b"mine\n"
    assert shell("echo yes", "--lock", lock).stdout == "yes\n"


def test_the_lock_is_held_until_nothing_is_left(tmp_path: Path) -> None:
    """Broken: the next run starts while the last one's children still write."""
    lock = str(tmp_path / "lock")
    process = subprocess.Popen(
        [*START, "--lock", lock, "--grace", "1s", "--", "bash", "-c", "echo up; (trap '' TERM; sleep 600) & exit 0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    assert shell("true", "--lock", lock).returncode == 75
    process.communicate(timeout=20)
    assert shell("true", "--lock", lock).returncode == 0


def test_a_controller_that_is_over_starts_nothing() -> None:
    """Broken: two controllers, of which one does not know that it was replaced, both run a job."""
    assert shell("echo $IGOR_EPOCH", "--epoch", "5").stdout == "5\n"
    refused = shell("echo no", "--epoch", "4")
    assert (refused.returncode, refused.stdout) == (69, "")
    assert "refused: it comes from epoch 4, and epoch 5 was seen here" in refused.stderr
    assert shell("echo yes", "--epoch", "5").stdout == "yes\n"
    assert shell("echo yes", "--epoch", "12").stdout == "yes\n"
    assert shell("echo no", "--epoch", "11").returncode == 69
