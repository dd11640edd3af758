"""The README's chapter on hosts, as somebody follows it who has a checkout and nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = "## On hosts of your own"
#: The longest command is the first deploy; the first one of all makes .venv.
_COMMAND_S = 800


@dataclass(frozen=True, slots=True)
class Newcomer:
    """``home``: a home folder where Igor has never been; ``checkout``: a clean one."""

    home: Path
    checkout: Path

    @property
    def environment(self) -> dict[str, str]:
        """As after a login: the README's ``~`` is ``home``."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("IGOR_", "XDG_", "PYTHON"))}
        return {**kept, "HOME": str(self.home)}

    def follow(self, line: str) -> str:
        """Type a line of the README, with its remark, into a shell. What it said; fails where the command fails."""
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.checkout,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_COMMAND_S,
        )
        print(f"# {line}\n{done.stdout}exit code {done.returncode}")
        assert done.returncode == 0, line
        return done.stdout


def lines(readme: Path) -> list[str]:
    """What the console blocks of the chapter have behind their prompts, as it stands there."""
    chapter = readme.read_text(encoding="utf-8").partition(f"\n{CHAPTER}\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"```console\n(.*?)```", chapter, re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith(("# ", "$ "))]


def newcomer(folder: Path, base: Path) -> Newcomer:
    """In ``folder``. Of this machine come the base of labs, which takes minutes, and what pip knows and keeps."""
    made = Newcomer(folder / "home", folder / "igor")
    labs = made.home / ".cache" / "igor" / "lab"
    labs.mkdir(parents=True)
    (labs / base.name).symlink_to(base)
    for name in (".cache/pip", ".config/pip", ".pip"):
        if (Path.home() / name).is_dir():
            (made.home / name).parent.mkdir(exist_ok=True)
            (made.home / name).symlink_to(Path.home() / name)
    _check_out(made.checkout)
    return made


def _check_out(folder: Path) -> None:
    """What git knows of this checkout, as it is now."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


@contextmanager
def taken_down_at_last(lab: str) -> Iterator[None]:
    """Whatever becomes of this process, the lab goes with it: the README's own command makes one that would stay."""
    command = ["sh", "-c", 'cat; exec "$@"', "watch", sys.executable, "-m", "igor", "lab", "down", "--name", lab]
    watch = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with watch:
        yield
