"""Background processes: started only when they can be found again, ended also where nobody reaps."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from igor.deploy import processes
from igor.model.home import Home

pytestmark = pytest.mark.integration


def test_a_zombie_has_ended() -> None:
    """``igor down`` that waits out its limit where nobody reaps, as in a container whose first process does not."""
    child = subprocess.Popen(["sleep", "600"])
    began = time.monotonic()
    processes.end_processes([child.pid], timeout_s=20)
    assert time.monotonic() - began < 10
    assert child.wait(timeout=1) < 0


LAST_PID = Path("/proc/sys/kernel/ns_last_pid")


@pytest.mark.skipif(not os.access(LAST_PID, os.W_OK), reason="numbers of processes cannot be chosen here")
def test_a_process_that_has_the_number_of_an_earlier_one_is_ended() -> None:
    """``igor down`` leaves it alone, as it remembers the earlier one."""
    for _ in range(50):
        earlier = subprocess.Popen(["sleep", "600"])
        assert any(process.pid == earlier.pid for process in psutil.process_iter())
        # A moment later, so that it does not start in the same hundredth of a second.
        time.sleep(0.02)
        earlier.kill()
        earlier.wait()
        LAST_PID.write_text(str(earlier.pid - 1))
        child = subprocess.Popen(["sleep", "600"])
        if child.pid == earlier.pid:
            break
        child.kill()
        child.wait()
    assert child.pid == earlier.pid
    processes.end_processes([child.pid], timeout_s=20)
    assert child.wait(timeout=1) < 0


def test_nothing_runs_without_a_record(tmp_path: Path) -> None:
    """A deploy that dies before it wrote down what it started: the next one would find its port taken by a stranger."""
    home = Home(tmp_path)
    home.logs.mkdir()
    with pytest.raises(FileNotFoundError):
        processes.start(home, "agent-1", ["controller", "--home", str(tmp_path)], port=1, release="r", program="p")
    deadline = time.monotonic() + 20
    while any(str(tmp_path) in " ".join(process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"])):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert processes.log_file(home, "agent-1").read_text() == ""
