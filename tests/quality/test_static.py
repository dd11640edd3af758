"""The tools that read code, run as tests, so that one command checks everything."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def check(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"


@pytest.mark.slow
def test_ruff_finds_nothing() -> None:
    """Lint errors."""
    check(sys.executable, "-m", "ruff", "check", "igor", "tests", "bench")


@pytest.mark.slow
def test_code_is_formatted() -> None:
    """Formatting that differs from everybody else's."""
    check(sys.executable, "-m", "ruff", "format", "--check", "igor", "tests", "bench")


@pytest.mark.slow
def test_types_are_strict() -> None:
    """A type error in igor/."""
    check(sys.executable, "-m", "mypy")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_shell_scripts() -> None:
    """A shell script with a known trap."""
    check("shellcheck", "igorw", ".ci/run", *map(str, sorted((ROOT / "seed-jobs" / "scripts").glob("*.sh"))))
