"""The folders of items on disk (builds and logs): moved and removed with their items."""

from __future__ import annotations

import contextlib
import os
import shutil
import uuid
from pathlib import Path

from igor.model.home import Home


def move(home: Home, old_full_name: str, new_full_name: str) -> None:
    """Move an item's folder with everything below, durably; nothing happens when it has none yet."""
    source, target = home.job_folder(old_full_name), home.job_folder(new_full_name)
    if source.exists():
        discard(home, new_full_name)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
        sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to disk: a rename that was acknowledged survives a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def discard(home: Home, full_name: str) -> None:
    """Remove an item's folder: out of the way in one step, then file by file."""
    _throw_away(home, home.job_folder(full_name))


def discard_build(home: Home, full_name: str, number: int) -> None:
    """Remove the files of one build."""
    _throw_away(home, home.build_folder(full_name, number))


def empty_trash(home: Home) -> None:
    """Remove what a crash in the middle of a removal left behind; may take long."""
    for thrown in _trash(home).glob("*"):
        shutil.rmtree(thrown, ignore_errors=True)


def _throw_away(home: Home, folder: Path) -> None:
    thrown = _trash(home) / uuid.uuid4().hex
    thrown.parent.mkdir(exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        folder.rename(thrown)
        shutil.rmtree(thrown, ignore_errors=True)


def _trash(home: Home) -> Path:
    return home.root / "trash"
