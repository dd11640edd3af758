"""The launcher from wherever people call it, on machines that are not as they should be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from deployed import ROOT

pytestmark = [pytest.mark.acceptance, pytest.mark.integration, pytest.mark.slow]

VERSION = "igor, version "


def launch(
    command: Path | str, *arguments: str, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("IGOR_")}
    return subprocess.run(
        [str(command), *arguments],
        capture_output=True, text=True, check=False, timeout=400, cwd=cwd, env={**clean, **environment},
    )  # fmt: skip


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout without .venv, below a path with blanks."""
    copy = tmp_path_factory.mktemp("a place") / "my checkout"
    for part in ("igor", "wrapper", "seed-jobs"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in [*ROOT.glob("requirements*"), ROOT / "pyproject.toml", ROOT / "README.md", ROOT / "igorw"]:
        shutil.copy(file, copy)
    return copy


def fake_python(folder: Path, version: str) -> Path:
    """A folder with a python3 of that version, which cannot run anything."""
    folder.mkdir()
    minor = version.split(".")[1]
    python = folder / "python3"
    python.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo Python {version}\nexit $(({minor} < 11))\n')
    python.chmod(0o755)
    for tool in ("dirname", "readlink", "sed", "cmp", "mkdir", "cat", "rm", "sh", "sleep"):
        found = shutil.which(tool)
        assert found
        (folder / tool).symlink_to(found)
    return folder


def test_old_python_is_refused_in_words(checkout: Path, tmp_path: Path) -> None:
    """A syntax error from deep inside instead of the one thing to install."""
    old = fake_python(tmp_path / "old", "3.9.2")
    done = launch(checkout / "igorw", "--version", PATH=str(old))
    assert done.returncode == 1
    assert "no Python 3.11 or newer found" in done.stderr
    assert "Python 3.9.2" in done.stderr
    assert "IGOR_PYTHON=" in done.stderr
    assert not (checkout / ".venv").exists()
    assert not (checkout / ".venv.lock").exists()


def test_two_first_starts_at_once_and_then_from_anywhere(checkout: Path, tmp_path: Path) -> None:
    """Two steps of a CI that break each other's .venv, or stay with half of one; a launcher for its own folder only."""
    half_made = checkout / ".venv" / "bin"
    half_made.mkdir(parents=True)
    (half_made / "python").symlink_to("no-such-python")
    shutil.copy(checkout / "requirements.lock", checkout / ".venv" / "igor.lock")
    command = [str(checkout / "igorw"), "--version"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("IGOR_")}
    starts = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        for _ in range(2)
    ]
    said = [start.communicate(timeout=400) for start in starts]
    assert [start.returncode for start in starts] == [0, 0], said
    assert all(out.startswith(VERSION) for out, _ in said)
    assert sum("setting up" in err for _, err in said) == 1

    again = launch(checkout / "igorw", "--version", cwd=tmp_path)
    assert again.stdout.startswith(VERSION)
    assert again.stderr == ""

    link = tmp_path / "bin" / "igor link"
    link.parent.mkdir()
    link.symlink_to(checkout / "igorw")
    assert launch(link, "--version", cwd=tmp_path).stdout.startswith(VERSION)
    link_to_link = tmp_path / "igor"
    link_to_link.symlink_to(Path("bin") / "igor link")
    assert launch(link_to_link, "--version", cwd=tmp_path).stdout.startswith(VERSION)

    (tmp_path / "one.groovy").write_text("job('one') { }\n")
    rendered = launch(link, "seed", "render", "one.groovy", cwd=tmp_path)
    assert "# item one (FreeStyleJob)" in rendered.stdout


def test_lost_part_and_lock_of_a_dead_process_are_repaired(checkout: Path) -> None:
    """A .venv that no later start can use, or a launcher that waits for ever for somebody who was killed."""
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    lock = checkout / ".venv.lock"
    lock.mkdir()
    (lock / "pid").write_text(f"{dead.pid}\n")
    (checkout / ".venv" / "bin" / "igor").unlink()
    done = launch(checkout / "igorw", "--version")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(VERSION)
    assert not lock.exists()
    assert launch(checkout / "igorw", "--version").stderr == ""
