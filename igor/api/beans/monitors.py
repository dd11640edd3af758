"""What the node monitors say: measured here for the controller's own machine, as their agents tell it for others.

What nobody told is null, and so is everything of a node without connection. Source:
hudson.node_monitors.{ArchitectureMonitor,ClockMonitor,DiskSpaceMonitor,SwapSpaceMonitor,ResponseTimeMonitor}.
"""

from __future__ import annotations

import platform
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from igor.api.export import Bean, BeanType, Property
from igor.controller.context import Controller
from igor.model.node import Node

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
#: What agents tell fits a Java long.
_MAX_DIGITS = 18


class Space(NamedTuple):
    """Free and whole size of the disk below a folder."""

    path: str
    size: int
    total: int
    now_ms: int


class Memory(NamedTuple):
    """Bytes of the machine; -1: not known."""

    free: int
    total: int
    free_swap: int
    total_swap: int


class ResponseTime(NamedTuple):
    """How long an answer of the agent's takes."""

    average_ms: int
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
        Property("availablePhysicalMemory", lambda memory: memory.free, 999),
        Property("availableSwapSpace", lambda memory: memory.free_swap, 999),
        Property("totalPhysicalMemory", lambda memory: memory.total, 999),
        Property("totalSwapSpace", lambda memory: memory.total_swap, 999),
    ],
)
_RESPONSE = BeanType(
    f"{_PACKAGE}ResponseTimeMonitor$Data",
    [Property("average", lambda data: data.average_ms, 999), Property("timestamp", lambda data: data.now_ms, 999)],
)
_CLOCK = BeanType("hudson.util.ClockDifference", [Property("diff", lambda behind_ms: behind_ms, 999)])


def of_controller(controller: Controller) -> dict[str, Any]:
    """The figures of the machine that this runs on."""
    now_ms = controller.now_ms()
    memory, swap = psutil.virtual_memory(), psutil.swap_memory()
    values = (
        Bean(_SWAP, Memory(memory.available, memory.total, swap.free, swap.total)),
        Bean(_SPACE, _space(Path(tempfile.gettempdir()), now_ms)),
        Bean(_SPACE, _space(controller.home.root, now_ms)),
        _architecture(platform.system(), platform.machine()),
        Bean(_RESPONSE, ResponseTime(0, now_ms)),
        Bean(_CLOCK, 0),
    )
    return dict(zip(NAMES, values, strict=True))


def of_agent(node: Node, facts: Mapping[str, str]) -> dict[str, Any]:
    """The figures that an agent told of its machine, and what was seen of its connection."""
    if not node.connected:
        return dict.fromkeys(NAMES)
    seen_ms, said = node.last_seen_ms, _Numbers(facts)
    round_trip_ms, behind_ms = said.of("round_trip_ms"), said.of("clock_behind_ms")
    values = (
        _memory(said),
        _told_space(facts.get("temporary_folder", ""), "temporary", said, seen_ms),
        _told_space(node.remote_fs, "disk", said, seen_ms),
        _architecture(facts["os"].partition(" ")[0], facts.get("machine", "")) if "os" in facts else None,
        None if round_trip_ms is None else Bean(_RESPONSE, ResponseTime(round_trip_ms, seen_ms)),
        None if behind_ms is None else Bean(_CLOCK, behind_ms),
    )
    return dict(zip(NAMES, values, strict=True))


class _Numbers:
    """Whole numbers among what an agent told; what is none is not known."""

    def __init__(self, facts: Mapping[str, str]) -> None:
        self._facts = facts

    def of(self, name: str) -> int | None:
        text = self._facts.get(name, "")
        digits = text.removeprefix("-")
        return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= _MAX_DIGITS else None

    def known(self, name: str, otherwise: int) -> int:
        found = self.of(name)
        return otherwise if found is None else found


def _memory(said: _Numbers) -> Bean | None:
    free = said.of("memory_free_bytes")
    if free is None:
        return None
    names = ("memory_bytes", "swap_free_bytes", "swap_bytes")
    return Bean(_SWAP, Memory(free, *(said.known(name, -1) for name in names)))


def _told_space(path: str, disk: str, said: _Numbers, seen_ms: int) -> Bean | None:
    """None for a full disk too, as in Jenkins."""
    free = said.known(f"{disk}_free_bytes", 0)
    return Bean(_SPACE, Space(path, free, said.known(f"{disk}_bytes", 0), seen_ms)) if free > 0 else None


def _architecture(system: str, machine: str) -> str:
    return f"{system} ({_MACHINES.get(machine, machine)})"


def _space(folder: Path, now_ms: int) -> Space:
    usage = shutil.disk_usage(folder)
    return Space(str(folder), usage.free, usage.total, now_ms)
