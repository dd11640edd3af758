"""The time of day of a process that has this on its path: so many seconds ahead as the file ``$CHAOS_CLOCK`` says."""

from __future__ import annotations

import os
import time
from pathlib import Path

_FILE = Path(os.environ["CHAOS_CLOCK"])
_real_ns = time.time_ns


def _ahead_s() -> int:
    return int(_FILE.read_text())


time.time_ns = lambda: _real_ns() + _ahead_s() * 10**9
time.time = lambda: _real_ns() / 10**9 + _ahead_s()
