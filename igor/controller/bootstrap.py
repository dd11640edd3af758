"""The first start of a controller: the administrator, the command line's token, the join token of local agents.

Each secret is a file below ``secrets/`` that only the owner reads. Files are written before what they belong to is
made, or made anew when they are missing, so that a start that was cut off is repaired by the next one.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from igor.controller import nodes, users
from igor.controller.context import Controller
from igor.model.errors import NotFound

ADMIN = "admin"
_TOKEN_NAME = "igor command line"
_JOIN_TOKEN_NAME = "local"


def bootstrap(controller: Controller) -> None:
    """Make what is missing; a controller that has it all is left as it is."""
    _administrator(controller, controller.home.secrets / "admin-password")
    _token(controller, controller.home.secrets / "admin-token")
    join_file = controller.home.secrets / "join-token"
    if not join_file.exists():
        _write_secret(join_file, nodes.make_join_token(controller, _JOIN_TOKEN_NAME))


def _administrator(controller: Controller, file: Path) -> None:
    try:
        users.get(controller, ADMIN)
    except NotFound:
        if not file.exists():
            _write_secret(file, secrets.token_urlsafe(15))
        users.create_user(controller, ADMIN, ADMIN, file.read_text().strip(), is_admin=True)


def _token(controller: Controller, file: Path) -> None:
    if file.exists():
        return
    for token in users.list_tokens(controller, ADMIN):
        if token.name == _TOKEN_NAME:
            users.revoke(controller, ADMIN, token.uuid)
    _, value = users.create_token(controller, ADMIN, _TOKEN_NAME)
    _write_secret(file, value)


def _write_secret(file: Path, value: str) -> None:
    temporary = file.with_suffix(".tmp")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.write(value + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    temporary.replace(file)
