"""What ``igor deploy`` remembers of an environment between two calls, in ``deploy.json`` below the home."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from igor.model.errors import IgorError
from igor.model.home import Home

DEFAULT_PORT = 8080


@dataclass(frozen=True, slots=True)
class Settings:
    """``seeded``: the release whose job definitions the controller has, None before the first successful seed."""

    port: int = DEFAULT_PORT
    seeded: str | None = None

    def with_port(self, port: int | None) -> Settings:
        """The same with the port that was asked for, if any."""
        return self if port is None else replace(self, port=port)


def load_settings(home: Home) -> Settings | None:
    """What an earlier deploy remembered; None before the first one. Raises IgorError on an unreadable file."""
    try:
        return Settings(**json.loads(home.settings.read_text()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise IgorError(
            f"{home.settings} cannot be read: {error}", hint="restore it, or remove it and deploy again with --port"
        ) from error


def save_settings(home: Home, settings: Settings) -> None:
    """Remember, atomically."""
    write_atomically(home.settings, json.dumps(asdict(settings), indent=2) + "\n")


def write_atomically(path: Path, text: str) -> None:
    """Write by rename, so that a reader or a crash never sees half of it."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    temporary.write_text(text)
    temporary.replace(path)
