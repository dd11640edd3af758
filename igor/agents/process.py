"""Looking at processes through /proc: is a wrapper alive, and what did a dead one leave behind.

A pid alone names nobody for long: it is always taken together with the start time and the boot.
"""

from __future__ import annotations

import os
import signal
import time
from functools import lru_cache
from pathlib import Path

_PROC = Path("/proc")
#: How long killing goes on; what is left then is stuck in the kernel or belongs to another user.
_KILL_PATIENCE_S = 5.0


@lru_cache(maxsize=1)
def boot_id() -> str:
    """Names this start of the machine; empty where the kernel tells none."""
    try:
        return (_PROC / "sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def start_ticks(pid: int) -> int | None:
    """When a living process started, in clock ticks since boot; None for one that is gone or a zombie."""
    try:
        fields = (_PROC / str(pid) / "stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return None
    if len(fields) < 20 or fields[0] in (b"Z", b"X"):
        return None
    return int(fields[19])


def is_same_process(pid: int, started_ticks: int, boot: str) -> bool:
    """Whether the process that was recorded so is still alive."""
    return boot == boot_id() and start_ticks(pid) == started_ticks


def kill_leftovers(run_id: str) -> int:
    """Kill every process that carries the run's cookie until none is left; how many there were."""
    killed: set[int] = set()
    deadline = time.monotonic() + _KILL_PATIENCE_S
    while (found := _carrying(run_id)) and time.monotonic() < deadline:
        for pid in found:
            send_signal(pid, signal.SIGKILL)
        killed.update(found)
        time.sleep(0.01)
    return len(killed)


def _carrying(run_id: str) -> list[int]:
    cookie = f"IGOR_RUN_ID={run_id}".encode()
    return [int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit() and _has_setting(entry, cookie)]


def _has_setting(process: Path, setting: bytes) -> bool:
    try:
        return setting in (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


def send_signal(pid: int, number: int) -> None:
    """A process that is gone, or another user's, is left alone."""
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        return
