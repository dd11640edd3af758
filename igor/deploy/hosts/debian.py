"""Debian packages for a bundle: named ones with all that they depend on, by apt of the control machine."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from igor.model.errors import IgorError

_WANTED = ("--no-recommends", "--no-suggests", "--no-conflicts", "--no-breaks", "--no-replaces", "--no-enhances")


def packages(names: Sequence[str]) -> dict[str, bytes]:
    """The ``.deb`` files of packages and of what they depend on, by file name.

    They are those of this machine's distribution and architecture: hosts must have the same.

    Raises:
        IgorError: there is no such package, no apt, or no network.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        needed = real_packages(_run(["apt-cache", "depends", "--recurse", *_WANTED, *names], folder))
        _run(["apt-get", "download", "-q", *needed], folder)
        return {file.name: file.read_bytes() for file in sorted(folder.glob("*.deb"))}


def real_packages(told: str) -> list[str]:
    """The packages that ``apt-cache depends --recurse`` has at the beginning of lines; ``<virtual>`` is none."""
    return sorted({line for line in told.splitlines() if line and line[0] not in " <|"})


def _run(command: Sequence[str], folder: Path) -> str:
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError as error:
        raise IgorError(f"there is no {command[0]} here", hint="make the bundle on Debian, or without --deb") from error
    except subprocess.CalledProcessError as error:
        told = "\n".join(f"  | {line}" for line in error.stderr.splitlines()[-4:])
        raise IgorError(
            f"{' '.join(command[:2])} failed:\n{told}", hint="apt-get update, and check the name"
        ) from error
