"""The agent as the one file that the controller serves (``/agent.pyz``) and upgrades agents to."""

from __future__ import annotations

import logging
from importlib.resources import files

import igor
import igor.agents
from igor.agents import zipapp
from igor.agents.protocol import Upgrade
from igor.model.errors import IgorError
from igor.model.node import Node

log = logging.getLogger(__name__)


def content_and_digest() -> tuple[bytes, str]:
    """The file, and its SHA-256 in hexadecimal. Made once for each process. Raises NotFound: no wrapper beside Igor."""
    return zipapp.build(), zipapp.digest()


def join_script() -> str:
    """The shell script (``/agents/join.sh``) with which a machine fetches the file, joins and runs it."""
    return files(igor.agents).joinpath("join.sh").read_text()


def upgrade_for(digest: str) -> Upgrade | None:
    """What to tell an agent that runs the file with this digest (empty: it runs no such file); None: nothing."""
    served = _served_digest() if digest else ""
    return Upgrade(igor.__version__, served) if served not in ("", digest) else None


def drift(node: Node) -> str:
    """How the node's agent differs from the controller's; empty: not at all, or nothing is known of it."""
    if node.version and node.version != igor.__version__:
        return f"the controller has {igor.__version__}"
    if upgrade_for(node.zipapp) is not None:
        return "not the controller’s agent.pyz"
    return ""


def _served_digest() -> str:
    try:
        return content_and_digest()[1]
    except (IgorError, OSError) as error:
        log.warning("no agent.pyz to upgrade agents to: %s", error)
        return ""
