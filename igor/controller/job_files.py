"""The folders of items on disk (builds and logs): moved and removed with their items."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from pathlib import Path

from igor.agents.files import sync, write_durably
from igor.model.home import Home


def move(home: Home, old_full_name: str, new_full_name: str) -> None:
    """Move an item's folder with everything below, durably; nothing happens when it has none yet.

    The move is noted first, so that ``igor.controller.leftovers`` can take it back should its rows not follow.
    """
    if home.job_folder(old_full_name).exists():
        _moves(home).mkdir(exist_ok=True)
        write_durably(_moves(home) / uuid.uuid4().hex, json.dumps([old_full_name, new_full_name]).encode())
        discard(home, new_full_name)
        move_folder(home, old_full_name, new_full_name)


def move_folder(home: Home, old_full_name: str, new_full_name: str) -> None:
    """Give an item's folder another name, durably."""
    target = home.job_folder(new_full_name)
    target.parent.mkdir(parents=True, exist_ok=True)
    home.job_folder(old_full_name).rename(target)
    sync(target.parent)


def noted_moves(home: Home) -> list[Path]:
    """Moves whose rows have perhaps not followed: JSON lists of old and new name."""
    try:
        return [Path(entry.path) for entry in os.scandir(_moves(home)) if "." not in entry.name]
    except FileNotFoundError:
        return []


def discard(home: Home, full_name: str) -> None:
    """Remove an item's folder: out of the way in one step, then file by file."""
    _remove(set_aside(home, home.job_folder(full_name)))


def discard_build(home: Home, full_name: str, number: int) -> None:
    """Remove the files of one build."""
    _remove(set_aside(home, home.build_folder(full_name, number)))


def discard_artifacts(home: Home, full_name: str, number: int) -> None:
    """Remove the artifacts of one build."""
    _remove(set_aside(home, home.artifacts(full_name, number)))


def empty_trash(home: Home) -> None:
    """Remove what a crash in the middle of a removal left behind; may take long."""
    for thrown in _trash(home).glob("*"):
        shutil.rmtree(thrown, ignore_errors=True)


def set_aside(home: Home, folder: Path) -> Path | None:
    """Put a folder into the trash; where it is there, None when there was none."""
    thrown = _trash(home) / uuid.uuid4().hex
    thrown.parent.mkdir(exist_ok=True)
    try:
        return folder.rename(thrown)
    except FileNotFoundError:
        return None


def _remove(thrown: Path | None) -> None:
    if thrown is not None:
        shutil.rmtree(thrown, ignore_errors=True)


def _moves(home: Home) -> Path:
    return home.root / "moves"


def _trash(home: Home) -> Path:
    return home.root / "trash"
