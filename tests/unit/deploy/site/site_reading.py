"""Reading a text as igor.yml, with nothing of this machine around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from igor.deploy.site.layers import Surroundings
from igor.deploy.site.load import Reading, read_site
from igor.deploy.site.model import Site

URL = "url: https://ci.example.org/\n"


def read(folder: Path, text: str | bytes, **more: Any) -> Reading:
    """``more``: environment, user_file, system_file; settings."""
    settings = more.pop("settings", ())
    path = folder / "igor.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_site(path, around=Surroundings(**more), settings=settings)


def site(folder: Path, text: str, **more: Any) -> Site:
    """A site of which nothing is wrong."""
    return read(folder, text, **more).checked()
