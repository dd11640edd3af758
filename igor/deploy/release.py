"""A release: the job definitions and the wrapper as one folder that is named by what is in it.

``releases/<digest>/`` below the home holds ``seed-jobs`` and ``wrapper``; the digest also covers Igor's own sources, so
that a change of any of them is a new release and an unchanged one is the same folder.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from igor.model.errors import IgorError
from igor.model.home import Home

#: The checkout that this Igor runs from.
SOURCE = Path(__file__).resolve().parents[2]

_PARTS = ("seed-jobs", "wrapper")
_IGNORED = ("__pycache__", "*.pyc")


@dataclass(frozen=True, slots=True)
class Release:
    """``digest`` is 12 hex digits; ``folder`` need not exist yet."""

    digest: str
    folder: Path

    @property
    def is_installed(self) -> bool:
        return (self.folder / "complete").exists()

    @property
    def seed_jobs(self) -> Path:
        return self.folder / "seed-jobs"

    @property
    def wrapper(self) -> Path:
        return self.folder / "wrapper"


def current_release(home: Home, jobs: Path | None = None) -> Release:
    """The release that the checkout would make, with ``jobs`` instead of its seed-jobs where given."""
    digest = hashlib.sha256()
    for part, folder in _folders(jobs).items():
        for file in _files(folder):
            digest.update(f"{part}/{file.relative_to(folder)}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    name = digest.hexdigest()[:12]
    return Release(name, home.releases / name)


def install(release: Release, jobs: Path | None = None) -> None:
    """Copy the release's parts into its folder; a copy that was cut off is done again."""
    if jobs and release.folder.is_relative_to(jobs.resolve()):
        raise IgorError(f"Igor's home lies inside {jobs}", hint="put them beside each other: --home or --jobs")
    shutil.rmtree(release.folder, ignore_errors=True)
    folders = _folders(jobs)
    for part in _PARTS:
        shutil.copytree(folders[part], release.folder / part, ignore=shutil.ignore_patterns(*_IGNORED))
    (release.folder / "complete").touch()


def _folders(jobs: Path | None) -> dict[str, Path]:
    folders = {"igor": SOURCE / "igor", "seed-jobs": jobs or SOURCE / "seed-jobs", "wrapper": SOURCE / "wrapper"}
    for part, folder in folders.items():
        if not folder.is_dir():
            raise IgorError(
                f"there is no folder {folder}", hint=f"run igor from a complete checkout ({part} is missing)"
            )
    return folders


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path
