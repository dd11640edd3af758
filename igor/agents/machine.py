"""An agent's machine: what it is, what it has, and what of that is free now."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from igor.agents.protocol import Heartbeat

_MEMINFO = Path("/proc/meminfo")


def heartbeat(home: Path) -> Heartbeat:
    """How the machine is now. Raises OSError."""
    memory = _memory()
    return Heartbeat(
        os.getloadavg()[0],
        _free_bytes(home),
        memory.get("MemAvailable", 0),
        memory.get("SwapFree", 0),
        _temporary(_free_bytes),
        time.time_ns() // 1_000_000,
    )


def facts(home: Path) -> dict[str, str]:
    """About this machine and process; the sizes of what heartbeats tell the free part of. Raises OSError."""
    system = os.uname()
    return {
        "host": system.nodename,
        "os": f"{system.sysname} {system.release}",
        "machine": system.machine,
        "python": ".".join(map(str, sys.version_info[:3])),
        "processors": str(os.cpu_count() or 0),
        "pid": str(os.getpid()),
        "temporary_folder": _temporary_folder(),
        **{name: str(size) for name, size in _sizes(home).items()},
    }


def _sizes(home: Path) -> dict[str, int]:
    memory = _memory()
    return {
        "disk_bytes": _size_bytes(home),
        "temporary_bytes": _temporary(_size_bytes),
        "memory_bytes": memory.get("MemTotal", 0),
        "swap_bytes": memory.get("SwapTotal", 0),
    }


def _temporary_folder() -> str:
    """Where commands put what they need for a while."""
    return os.environ.get("TMPDIR") or "/tmp"


def _temporary(measure: Callable[[str], int]) -> int:
    """0 where there is no such folder."""
    try:
        return measure(_temporary_folder())
    except OSError:
        return 0


def _free_bytes(folder: Path | str) -> int:
    """For this user on the folder's file system."""
    system = os.statvfs(folder)
    return system.f_bavail * system.f_frsize


def _size_bytes(folder: Path | str) -> int:
    system = os.statvfs(folder)
    return system.f_blocks * system.f_frsize


def _memory() -> dict[str, int]:
    """Bytes by the kernel's names; empty where it does not say."""
    try:
        lines = _MEMINFO.read_text().splitlines()
    except OSError:
        return {}
    return {name: int(rest.split()[0]) * 1024 for name, _, rest in (line.partition(":") for line in lines)}
