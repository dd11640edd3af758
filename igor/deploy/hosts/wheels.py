"""Wheels for the hosts: those that ``requirements.lock`` pins, and Igor's own, each made once and kept."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

from igor.deploy.hosts.places import take_place
from igor.model.errors import IgorError

#: What is built from sources has the same bytes everywhere (reproducible-builds.org).
_EPOCH = "315532800"
_TAIL_LINES = 8


def python_version() -> str:
    """``3.11``: what the wheels are for."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def pinned_wheels(lock: Path, cache: Path) -> list[Path]:
    """The wheels of a lock file with hashes, sorted by name; of the cache when it has them.

    Raises:
        IgorError: pip could not get or build them, with its last lines.
    """
    key = hashlib.sha256(lock.read_bytes() + f"{python_version()} {sysconfig.get_platform()}".encode()).hexdigest()[:16]
    return _made_once(cache / key, ["--require-hashes", "-r", str(lock)], f"the packages of {lock.name}")


def own_wheel(source: Path, cache: Path, key: str) -> Path:
    """Igor's own wheel; ``key`` names its sources. Raises IgorError."""
    return _made_once(cache / f"igor-{key}", [str(source)], "Igor's own wheel")[0]


def _made_once(folder: Path, arguments: Sequence[str], what: str) -> list[Path]:
    """A folder appears when it is complete, so that one that was cut off is made again."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".making-"))
        try:
            _pip_wheel([*arguments, "-w", str(making)], what)
            take_place(making, folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    return sorted(folder.glob("*.whl"))


def _pip_wheel(arguments: Sequence[str], what: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "wheel"]
    done = subprocess.run(
        [*command, "--no-deps", "--no-build-isolation", *arguments],
        env={**os.environ, "SOURCE_DATE_EPOCH": _EPOCH},
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        told = "\n".join(f"  | {line}" for line in done.stderr.splitlines()[-_TAIL_LINES:])
        raise IgorError(
            f"pip could not make {what}:\n{told}",
            hint="is the package index reachable? On a machine without one use a bundle: --bundle FILE",
        )
