"""How tests start the wrapper as people do, and read what it left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: ``IGOR_WRAPPER_PYTHON`` runs all of it under another Python.
WRAPPER = Path(__file__).parents[2] / "wrapper" / "igor_wrap.py"
START = [os.environ.get("IGOR_WRAPPER_PYTHON", sys.executable), "-I", "-S", str(WRAPPER)]


def wrap(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*START, *arguments], capture_output=True, text=True, timeout=60, **options)


def shell(script: str, *options: str, **others: Any) -> subprocess.CompletedProcess[str]:
    return wrap(*options, "--", "bash", "-c", script, **others)


def events(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]


def last_record(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text().splitlines()[-1])
    return record


def wait_until(condition: Callable[[], Any], what: str) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, f"no {what}"
        time.sleep(0.01)
