"""A build's artifacts: the files below ``archive/`` in its folder. The folder is the truth; no table knows of them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from igor.model.home import Home

#: An answer lists at most so many; a page says that there are more.
MAX_LISTED = 100_000


@dataclass(frozen=True, slots=True)
class Artifact:
    """``path`` below the archive; ``display_path``: as short as it can be told from the others."""

    path: str
    size: int
    display_path: str = ""

    @property
    def file_name(self) -> str:
        return self.path.rpartition("/")[2]


def list_artifacts(home: Home, full_name: str, number: int, limit: int = MAX_LISTED) -> list[Artifact]:
    """All files, by path; empty without any."""
    root = home.artifacts(full_name, number)
    found: list[Artifact] = []
    _walk(root, "", found, limit)
    shown = display_paths([artifact.path for artifact in found])
    return [Artifact(each.path, each.size, path) for each, path in zip(found, shown, strict=True)]


def _walk(root: Path, below: str, found: list[Artifact], limit: int) -> None:
    try:
        entries = sorted(os.scandir(root / below), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{below}/{entry.name}" if below else entry.name
        if len(found) >= limit:
            return
        if entry.is_dir(follow_symlinks=False):
            _walk(root, path, found, limit)
        elif entry.is_file(follow_symlinks=False):
            found.append(Artifact(path, entry.stat().st_size))


def display_paths(paths: list[str]) -> list[str]:
    """The file's name, with as many of its folders before it as tell it from all others.

    Source: hudson.model.Run.ArtifactList.computeDisplayName.
    """
    parts = [path.split("/") for path in paths]
    lengths = [1] * len(paths)
    while True:
        shown = ["/".join(names[-length:]) for names, length in zip(parts, lengths, strict=True)]
        groups: dict[str, list[int]] = {}
        for index, text in enumerate(shown):
            groups.setdefault(text, []).append(index)
        clashing = [i for group in groups.values() if len(group) > 1 for i in group if lengths[i] < len(parts[i])]
        if not clashing:
            return shown
        for index in clashing:
            lengths[index] += 1
