"""Ending processes that are not ours to wait for."""

from __future__ import annotations

import subprocess
import time

import pytest

from igor.deploy import processes

pytestmark = pytest.mark.integration


def test_a_zombie_has_ended() -> None:
    """``igor down`` that waits out its limit where nobody reaps, as in a container whose first process does not."""
    child = subprocess.Popen(["sleep", "600"])
    began = time.monotonic()
    processes.end_processes([child.pid], timeout_s=20)
    assert time.monotonic() - began < 10
    assert child.wait(timeout=1) < 0
