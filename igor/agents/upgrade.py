"""An agent's own replacement: fetched from the controller, checked, tried, and only then put in its place.

Running builds belong to their wrappers and go on; the process keeps its number, so a service manager sees no restart.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

from igor.agents import connection
from igor.agents.files import write_durably
from igor.agents.lean import sha256_hex
from igor.agents.protocol import Upgrade
from igor.model.errors import IgorError

log = logging.getLogger(__name__)

_TRIAL_TIMEOUT_S = 30


class UnfitSuccessor(IgorError):
    """What the controller serves is not what it announced, or does not run here."""


def fetch_successor(url: str, upgrade: Upgrade, archive: Path, home: Path) -> Path:
    """Put the announced agent in the place of ``archive``, or into ``home`` where that cannot be written; where it is.

    Blocks. Raises UnfitSuccessor, Unreachable, OSError; everything is as before then.
    """
    content = connection.fetch(f"{url.rstrip('/')}/agent.pyz")
    found = sha256_hex(content)
    if found != upgrade.sha256:
        raise UnfitSuccessor(f"the agent served by {url} has the digest {found}, announced was {upgrade.sha256}")
    trial = home / "cache" / "successor.pyz"
    write_durably(trial, content, mode=0o700)
    _try(trial, upgrade.version)
    try:
        write_durably(archive, content, mode=0o755)
    except OSError as error:
        log.warning("agent not replaced in place archive=%s error=%r", archive, str(error))
        return trial
    return archive


def _try(archive: Path, version: str) -> None:
    command = [sys.executable, str(archive), "--version"]
    try:
        tried = subprocess.run(command, capture_output=True, text=True, timeout=_TRIAL_TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired:
        raise UnfitSuccessor(f"agent {version} did not tell its version within {_TRIAL_TIMEOUT_S} s") from None
    if tried.returncode != 0 or tried.stdout.strip() != version:
        raise UnfitSuccessor(
            f"agent {version} does not run here: {(tried.stderr or tried.stdout).strip()[-500:]}",
            hint="the machine's Python may be too old for it",
        )
