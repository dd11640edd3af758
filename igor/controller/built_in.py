"""The built-in node: served by an ordinary agent, whose token and configuration come straight from the store."""

from __future__ import annotations

import os
from pathlib import Path

from igor.controller import nodes
from igor.controller.context import Controller
from igor.model.errors import NotFound
from igor.model.home import Home
from igor.model.node import BUILT_IN


def agent_home(home: Home) -> Path:
    """Where the built-in node's agent keeps its runs and workspaces."""
    return home.agents / BUILT_IN


def prepare(controller: Controller) -> None:
    """Make the node when it is missing (one executor, only for jobs that ask for it), and give its agent a token."""
    is_new = not _exists(controller)
    folder = agent_home(controller.home)
    token = nodes.ensure_built_in(controller, executors=1, remote_fs=str(folder))
    if is_new:
        nodes.update_config(controller, BUILT_IN, mode="EXCLUSIVE")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / ".token.new"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(token)
    draft.replace(folder / "token")


def _exists(controller: Controller) -> bool:
    try:
        nodes.get(controller, BUILT_IN)
    except NotFound:
        return False
    return True
