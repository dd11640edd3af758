"""A release: the job definitions and the wrapper as one folder that is named by what is in it.

``releases/<digest>/`` below the home holds ``seed-jobs`` and ``wrapper``; the digest also covers Igor's own sources, so
that a change of any of them is a new release and an unchanged one is the same folder. Only a change of the program
(Igor and the wrapper) is a reason to restart processes; a change of the jobs needs nothing but the seed.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from igor.model.errors import IgorError
from igor.model.home import Home

#: The checkout that this Igor runs from.
SOURCE = Path(__file__).resolve().parents[2]

_PARTS = ("seed-jobs", "wrapper")
_PROGRAM = ("igor", "wrapper")
#: So many stay though nothing holds them, to go back to.
_KEPT = 3
_IGNORED = ("__pycache__", "*.pyc")


@dataclass(frozen=True, slots=True)
class Release:
    """``digest`` is 12 hex digits, ``program`` too, of Igor and the wrapper alone; ``folder`` need not exist yet."""

    digest: str
    program: str
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
    parts = {part: _digest_of_folder(part, folder) for part, folder in _folders(jobs).items()}
    digest = _join(parts.values())
    return Release(digest, _join(parts[part] for part in _PROGRAM), home.release(digest))


def _digest_of_folder(part: str, folder: Path) -> bytes:
    digest = hashlib.sha256()
    for file in _files(folder):
        digest.update(f"{part}/{file.relative_to(folder)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()


def _join(digests: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(digests)).hexdigest()[:12]


def install(release: Release, jobs: Path | None = None) -> None:
    """Copy the release's parts into its folder; a copy that was cut off is done again."""
    if jobs and release.folder.is_relative_to(jobs.resolve()):
        raise IgorError(f"Igor's home lies inside {jobs}", hint="put them beside each other: --home or --jobs")
    shutil.rmtree(release.folder, ignore_errors=True)
    folders = _folders(jobs)
    for part in _PARTS:
        shutil.copytree(folders[part], release.folder / part, ignore=shutil.ignore_patterns(*_IGNORED))
    (release.folder / "complete").touch()


def collect(home: Home, held: Set[str]) -> list[str]:
    """Remove old releases; the newest three stay, and whatever is in ``held``. The digests of the removed."""
    newest_first = sorted(home.releases.iterdir(), key=lambda folder: folder.stat().st_mtime, reverse=True)
    old = [folder for folder in newest_first[_KEPT:] if folder.name not in held]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return [folder.name for folder in old]


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
