"""Combination filters: Groovy, evaluated for every combination in a child process with bounds.

The two sides speak one JSON line each way: ``{"filters": [source, …], "variables": [{…}, …]}`` → ``{"accepted":
[[bool, …], …]}``, a list for each filter, or ``{"error": text}``. What the child runs is ``filter_process``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from igor.model.errors import Invalid

TIMEOUT_S = 30
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


def accepted(filters: Sequence[str], variables: Sequence[Mapping[str, Any]]) -> list[list[bool]]:
    """For each filter, which of the combinations it accepts. Call it off the event loop and outside transactions.

    Raises:
        Invalid: a filter cannot be read or fails, or takes too long.
    """
    request = json.dumps({"filters": list(filters), "variables": list(variables), "cpu_s": TIMEOUT_S}) + "\n"
    try:
        done = subprocess.run(
            [sys.executable, "-s", "-P", "-m", "igor.matrix.filter_process"],
            input=request,
            stdout=subprocess.PIPE,
            env={"PYTHONPATH": str(_PACKAGE_ROOT), "LC_ALL": "C.UTF-8"},
            text=True,
            encoding="utf-8",
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Invalid(f"the combination filter ran longer than {TIMEOUT_S} seconds and was stopped") from error
    if not done.stdout:
        raise Invalid("the combination filter used too much memory or time and was stopped")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise Invalid(f"the combination filter fails: {answer['error']}")
    found: list[list[bool]] = answer["accepted"]
    return found
