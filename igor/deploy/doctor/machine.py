"""What the control machine is like: reads, starts small programs, changes nothing."""

from __future__ import annotations

import os
import platform
import re
import shutil
import socket
import sqlite3
import stat
import subprocess
import time
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

import psutil

from igor.deploy import processes
from igor.deploy.doctor.finding import Facts
from igor.deploy.plan import AGENTS
from igor.deploy.settings import load_settings
from igor.model.errors import IgorError
from igor.model.home import Home

_TIMEOUT_S = 5
_VERSION = re.compile(r"\d+(?:\.\d+)+(?:p\d+)?")
_PROGRAMS = {"git": ("git", "--version"), "ssh": ("ssh", "-V")}
_RECORDED = ("controller", *AGENTS)


def look(home: Home, backups: Path, environment: Mapping[str, str]) -> Facts:
    """The facts that ``judge.machine`` judges. Times in seconds, sizes in bytes."""
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "programs": {name: _version(command) for name, command in _PROGRAMS.items()},
        "ansible": _installed("ansible-core"),
        "home": _home(home.root),
        "port": _port(home),
        "clock_synchronized": _clock(),
        "processes": _processes(home),
        "spool": _spool(home.alerts),
        "backup": {"folder": str(backups), "age_s": _newest_age(backups)},
        "environment": {name: environment[name] for name in ("JENKINS_URL", "IGOR_URL") if environment.get(name)},
    }


def _version(command: tuple[str, ...]) -> str | None:
    """None: there is no such program; empty: it does not tell."""
    if shutil.which(command[0]) is None:
        return None
    told = _output(command)
    found = _VERSION.search(told)
    return found.group() if found else ""


def _output(command: Iterable[str]) -> str:
    """What it prints, errors too; empty when it does not work."""
    try:
        done = subprocess.run(list(command), capture_output=True, text=True, timeout=_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


def _installed(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _home(root: Path) -> Facts:
    existing = next(folder for folder in (root, *root.parents) if folder.exists())
    disk = shutil.disk_usage(existing)
    return {
        "path": str(root),
        "exists": root.is_dir(),
        "free_bytes": disk.free,
        "total_bytes": disk.total,
        "is_writable": os.access(existing, os.W_OK),
        "is_mine": existing.stat().st_uid == os.geteuid(),
        "open_paths": open_paths(root) if root.is_dir() else {},
    }


def open_paths(root: Path) -> dict[str, str]:
    """What of a home others than its owner can read or change: path → mode, as ``0644``."""
    found = {}
    for path in (root, root / "secrets", *sorted((root / "secrets").glob("*"))):
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
        except OSError:
            continue
        if mode & 0o077:
            found[str(path)] = f"{mode:04o}"
    return found


def _port(home: Home) -> Facts | None:
    """The port of the controller that was deployed here, and who has it."""
    try:
        settings = load_settings(home)
    except IgorError:
        return None
    if settings is None:
        return None
    controller = processes.find(home, "controller")
    return {"number": settings.port, "is_ours": controller is not None, "is_taken": _answers(settings.port)}


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _clock() -> bool | None:
    """None: nobody knows."""
    if shutil.which("timedatectl") is None:
        return None
    told = _output(("timedatectl", "show", "--property=NTPSynchronized"))
    return {"NTPSynchronized=yes": True, "NTPSynchronized=no": False}.get(told.strip())


def _processes(home: Home) -> Facts:
    """``dead``: what deploy started and is gone; ``strays``: agents of this home that deploy does not know."""
    recorded = {name: processes.find(home, name) for name in _RECORDED}
    dead = [name for name in recorded if recorded[name] is None and _is_recorded(home, name)]
    known = {running.pid for running in recorded.values() if running}
    strays = [pid for pid in _agents_of(home) if pid not in known and not _has_controller(home, pid)]
    return {"dead": dead, "strays": strays}


def _is_recorded(home: Home, name: str) -> bool:
    return (home.run / f"{name}.process.json").exists()


def _agents_of(home: Home) -> list[int]:
    """Processes that have a folder of the home's agents as their ``--home``."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if any(word.startswith(f"{home.agents}/") for word in words) and "--home" in words:
            found.append(process.pid)
    return found


def _has_controller(home: Home, pid: int) -> bool:
    """Whether a process of this home started it, as the controller does with the built-in node's agent."""
    try:
        return any(str(home.root) in " ".join(parent.cmdline()) for parent in psutil.Process(pid).parents())
    except psutil.Error:
        return True


def _spool(folder: Path) -> Facts:
    """Messages to on-call that are still to be sent."""
    ages = [seconds for path in folder.glob("*/*.json") if path.parent.name != "dead" for seconds in _age(path)]
    return {"count": len(ages), "oldest_s": max(ages, default=0)}


def _age(path: Path) -> list[float]:
    """In seconds; nothing where it is gone meanwhile."""
    try:
        return [time.time() - path.stat().st_mtime]
    except OSError:
        return []


def _newest_age(folder: Path) -> float | None:
    """None: there is no backup."""
    return min((seconds for path in folder.glob("**/*.tar*") for seconds in _age(path)), default=None)
