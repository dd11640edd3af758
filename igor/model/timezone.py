"""The machine's time zone by name: where a cron table without ``TZ=`` runs, as in Jenkins."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

_ZONES = "/zoneinfo/"


@cache
def machine_timezone() -> str:
    """The zone in which this process tells local time, such as ``Europe/Berlin``; ``UTC`` when it has no name."""
    return name_of_zone(os.environ, Path("/etc"))


def name_of_zone(environment: Mapping[str, str], etc: Path) -> str:
    """What ``TZ`` says, else where the link ``localtime`` leads, else what ``timezone`` says, else ``UTC``."""
    if wanted := environment.get("TZ", "").lstrip(":"):
        return _known(wanted) or "UTC"
    return _known(str((etc / "localtime").resolve())) or _known(_first_line(etc / "timezone")) or "UTC"


def _known(wanted: str) -> str | None:
    """The zone's name from its name or the path of its file; None when there is no such zone."""
    name = wanted.rpartition(_ZONES)[2].removeprefix("posix/").removeprefix("right/")
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None
    return name


def _first_line(path: Path) -> str:
    try:
        return path.read_text().partition("\n")[0].strip()
    except OSError:
        return ""
