"""One agent a home: the lock that says so."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import TextIO

from igor.model.errors import Conflict


def lock_home(home: Path) -> TextIO:
    """Hold the home for this process; released by its end, however it ends. Raises Conflict."""
    file = (home / "agent.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        pid = file.read().strip()
        file.close()
        raise Conflict(
            f"another agent (process {pid}) runs in {home}", hint="give each agent a --home of its own"
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file
