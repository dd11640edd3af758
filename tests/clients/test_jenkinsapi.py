"""jenkinsapi's own system tests, all of them, against a freshly deployed Igor."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from client_site import prepare
from deployed import Igor, free_port

pytestmark = [pytest.mark.acceptance, pytest.mark.slow, pytest.mark.integration]

HERE = Path(__file__).parent
#: As the suite's own server is: no security, builds at once, two executors.
SETTINGS = {"quiet_period_s": "0", "use_security": "false", "root_url": "http://localhost:8080/"}
TESTS = 151


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Igor]:
    """An Igor of its own: the suite changes security and restarts it."""
    igor = Igor(tmp_path / "home", free_port())
    try:
        igor.deploy()
        prepare(igor, **SETTINGS)
        yield igor
    finally:
        igor.run("down", "--purge")


@pytest.mark.timeout(900)
def test_jenkinsapi(fresh: Igor, tmp_path: Path) -> None:
    """Every test passes, except those listed, which fail."""
    command = [sys.executable, "-m", "pytest", "--pyargs", "jenkinsapi_tests.systests", "-c", os.devnull]
    command += ["--rootdir", str(tmp_path), "-p", "jenkinsapi_plugin", "-p", "no:cacheprovider", "-q", "-rfE"]
    command += ["--timeout", "60"]
    environment = {**os.environ, "IGOR_PORT": str(fresh.port), "IGOR_TOKEN": fresh.token, "PYTHONPATH": str(HERE)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]
    assert _count(done.stdout) == TESTS, done.stdout[-500:]


def _count(output: str) -> int:
    """How many tests the summary line counts."""
    words = output.strip().splitlines()[-1].replace(",", "").split()
    return sum(int(word) for word, kind in zip(words, words[1:], strict=False) if kind in ("passed", "xfailed"))
