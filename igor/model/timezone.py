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
    return name_of_zone(os.environ, Path("/etc/localtime"))


def name_of_zone(environment: Mapping[str, str], localtime: Path) -> str:
    """What ``TZ`` says, else where the link ``localtime`` leads, else ``UTC``."""
    wanted = environment.get("TZ", "").lstrip(":") or str(localtime.resolve())
    name = wanted.rpartition(_ZONES)[2]
    for prefix in ("posix/", "right/"):
        name = name.removeprefix(prefix)
    return name if _is_known(name) else "UTC"


def _is_known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return False
    return True
