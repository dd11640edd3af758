"""What the node monitors say: measured for the controller's own machine, unknown (null) for others.

Source: hudson.node_monitors.{ArchitectureMonitor,ClockMonitor,DiskSpaceMonitor,SwapSpaceMonitor,ResponseTimeMonitor}.
"""

from __future__ import annotations

import platform
import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from igor.api.export import Bean, BeanType, Property
from igor.controller.context import Controller

_PACKAGE = "hudson.node_monitors."
NAMES = (
    f"{_PACKAGE}SwapSpaceMonitor",
    f"{_PACKAGE}TemporarySpaceMonitor",
    f"{_PACKAGE}DiskSpaceMonitor",
    f"{_PACKAGE}ArchitectureMonitor",
    f"{_PACKAGE}ResponseTimeMonitor",
    f"{_PACKAGE}ClockMonitor",
)
#: Below this much free space Jenkins takes a node offline, and warns at the second one; shown, not acted upon.
_THRESHOLD_BYTES = 1 << 30
_WARNING_BYTES = 2 << 30
#: As Java calls the processors.
_MACHINES = {"x86_64": "amd64", "arm64": "aarch64"}


class Space(NamedTuple):
    """Free and whole size of the disk below a folder."""

    path: str
    size: int
    total: int
    now_ms: int


_SPACE = BeanType(
    f"{_PACKAGE}DiskSpaceMonitorDescriptor$DiskSpace",
    [
        Property("path", lambda space: space.path, 999),
        Property("size", lambda space: space.size, 999),
        Property("threshold", lambda _: _THRESHOLD_BYTES, 999),
        Property("timestamp", lambda space: space.now_ms, 999),
        Property("totalSize", lambda space: space.total, 999),
        Property("warningThreshold", lambda _: _WARNING_BYTES, 999),
    ],
)
_SWAP = BeanType(
    f"{_PACKAGE}SwapSpaceMonitor$MemoryUsage2",
    [
        Property("availablePhysicalMemory", lambda usage: usage[0].available, 999),
        Property("availableSwapSpace", lambda usage: usage[1].free, 999),
        Property("totalPhysicalMemory", lambda usage: usage[0].total, 999),
        Property("totalSwapSpace", lambda usage: usage[1].total, 999),
    ],
)
_RESPONSE = BeanType(
    f"{_PACKAGE}ResponseTimeMonitor$Data",
    [Property("average", lambda _: 0, 999), Property("timestamp", lambda now_ms: now_ms, 999)],
)
_CLOCK = BeanType("hudson.util.ClockDifference", [Property("diff", lambda _: 0, 999)])


def unknown() -> dict[str, Any]:
    """All keys, no values: of a machine that nobody measures here."""
    return dict.fromkeys(NAMES)


def of_controller(controller: Controller) -> dict[str, Any]:
    """The figures of the machine that this runs on."""
    now_ms = controller.now_ms()
    machine = platform.machine()
    values = (
        Bean(_SWAP, (psutil.virtual_memory(), psutil.swap_memory())),
        Bean(_SPACE, _space(Path(tempfile.gettempdir()), now_ms)),
        Bean(_SPACE, _space(controller.home.root, now_ms)),
        f"{platform.system()} ({_MACHINES.get(machine, machine)})",
        Bean(_RESPONSE, now_ms),
        Bean(_CLOCK, None),
    )
    return dict(zip(NAMES, values, strict=True))


def _space(folder: Path, now_ms: int) -> Space:
    usage = shutil.disk_usage(folder)
    return Space(str(folder), usage.free, usage.total, now_ms)
