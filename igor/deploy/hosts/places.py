"""Where the control machine keeps things: caches and logs below the XDG folders, a site's records beside igor.yml."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """``~/.cache/igor``: wheels and bundles, all of which can be made again."""
    return _xdg("XDG_CACHE_HOME", ".cache")


def log_folder() -> Path:
    """``~/.local/state/igor/log``: a file for each run of Ansible."""
    return _xdg("XDG_STATE_HOME", ".local/state") / "log"


def private_folder() -> Path:
    """``~/.local/state/igor/private``: what playbooks are given while they run; it may hold secrets."""
    return _xdg("XDG_STATE_HOME", ".local/state") / "private"


def site_folder(igor_yml: Path) -> Path:
    """``.igor`` beside the site's file: saved plans and records of deploys."""
    return igor_yml.absolute().parent / ".igor"


def take_place(made: Path, folder: Path) -> None:
    """Rename a finished folder to its name, unless another process was quicker with the same contents."""
    try:
        made.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise


def _xdg(variable: str, default: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / default) / "igor"
