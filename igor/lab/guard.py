"""The process beside a lab, outside: starts it, ends it with its owner, tidies up after it.

``python -m igor.lab.guard NAME FOLDER OWNER_PID`` with a pipe as standard input: until a line comes through it, the
end of the pipe (``igor lab up`` was killed) ends the lab. Afterwards the owner's end does; owner 0 is nobody. When
the guard itself is killed, the lab ends by the kernel's hand all the same; then only empty cgroups and files are
left, for the next command to remove.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from igor.lab import commands, records
from igor.lab.layout import Layout

_POLL_S = 0.02
_START_S = 10


def main(name: str, folder: str, owner_pid: int) -> int:
    """Run a lab until it ends. The exit code of its first process."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    owner = os.pidfd_open(owner_pid) if owner_pid else None
    layout = Layout(Path(folder))
    lab = subprocess.Popen(commands.lab_command(sys.executable, Path(folder)), stdin=subprocess.DEVNULL)
    try:
        guard, init = records.this_process(os.getpid()), _first_process(lab)
        records.write(records.Record(name, folder, layout.host_names(), guard, init))
        _wait(os.pidfd_open(lab.pid), owner)
    finally:
        lab.kill()
        lab.wait()
        tidy(name, layout)
    return lab.returncode


def _first_process(lab: subprocess.Popen[bytes]) -> records.Process:
    """The process that is the first inside: the child of the one that made the namespaces."""
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline and lab.poll() is None:
        if children := psutil.Process(lab.pid).children():
            return records.this_process(children[0].pid)
        time.sleep(_POLL_S)
    raise SystemExit("the lab's first process did not start")


def _wait(lab: int, owner: int | None) -> None:
    """Until the lab ends, or its owner, or the pipe before it was told to stay."""
    ends = [lab, *([owner] if owner is not None else [])]
    ready, _, _ = select.select([*ends, sys.stdin], [], [])
    if ready == [sys.stdin] and sys.stdin.readline():
        select.select(ends, [], [])


def tidy(name: str, layout: Layout) -> None:
    """Remove what a lab that has ended leaves: cgroups, the record, sockets, what its folder has of it."""
    subprocess.run(commands.sweep_command(name), capture_output=True, check=False)
    records.remove(name)
    layout.remove()
    shutil.rmtree(records.run_folder(name), ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
