"""Which controller is meant: ``IGOR_URL`` with ``IGOR_USER`` and ``IGOR_TOKEN`` (or the path of its file in
``IGOR_TOKEN_FILE``), else the one below ``--home``."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from igor.cli.exit_codes import Unreachable, WrongUsage
from igor.deploy.settings import load_settings
from igor.model.home import Home


@dataclass(frozen=True, slots=True)
class Address:
    """Where the controller is and who asks."""

    url: str
    user: str
    token: str


def address_of(home: Home) -> Address:
    """The controller's address. Raises Unreachable: none is deployed or named; WrongUsage: IGOR_URL is no URL."""
    if url := os.environ.get("IGOR_URL"):
        if urlsplit(url).scheme not in ("http", "https"):
            raise WrongUsage(f"IGOR_URL is “{url}”, which is no web address", hint=f"try IGOR_URL=http://{url}")
        return Address(url.rstrip("/"), os.environ.get("IGOR_USER", "admin"), _token())
    settings = load_settings(home)
    token_file = home.secrets / "admin-token"
    if settings is None or not token_file.exists():
        raise Unreachable(
            f"no Igor is deployed in {home.root}",
            hint="“igor deploy” deploys one; --home names another folder, IGOR_URL another controller",
        )
    return Address(f"http://127.0.0.1:{settings.port}", "admin", token_file.read_text().strip())


def _token() -> str:
    """Raises WrongUsage: the file that is named cannot be read."""
    file = os.environ.get("IGOR_TOKEN_FILE")
    if not file or "IGOR_TOKEN" in os.environ:
        return os.environ.get("IGOR_TOKEN", "")
    try:
        return Path(file).read_text().strip()
    except OSError as error:
        raise WrongUsage(f"IGOR_TOKEN_FILE: {error}", hint="name a file that this user can read") from error
