"""The folders of items on disk (builds and logs): moved and removed with their items."""

from __future__ import annotations

import contextlib
import shutil
import uuid

from igor.model.home import Home


def move(home: Home, old_full_name: str, new_full_name: str) -> None:
    """Move an item's folder with everything below; nothing happens when it has none yet."""
    source, target = home.job_folder(old_full_name), home.job_folder(new_full_name)
    if source.exists():
        discard(home, new_full_name)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)


def discard(home: Home, full_name: str) -> None:
    """Remove an item's folder: out of the way in one step, then file by file."""
    folder = home.job_folder(full_name)
    if not folder.exists():
        return
    trash = home.root / "trash" / uuid.uuid4().hex
    trash.parent.mkdir(exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        folder.rename(trash)
    shutil.rmtree(trash, ignore_errors=True)


def discard_build(home: Home, full_name: str, number: int) -> None:
    """Remove the files of one build."""
    shutil.rmtree(home.build_folder(full_name, number), ignore_errors=True)
