"""The events that wrappers left, oldest first, until the engine has them: one JSON file each, renamed into place."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from igor.agents.protocol import Event

log = logging.getLogger(__name__)


class Spool:
    """The event files below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True, mode=0o700)

    def event_ids(self) -> list[str]:
        """Oldest first: names begin with the time."""
        names = [path.name for path in self.root.iterdir()]
        return sorted(name[: -len(".json")] for name in names if name.endswith(".json") and name[0] != ".")

    def read(self, event_id: str) -> Event | None:
        """None when it is gone, or unreadable and therefore set aside."""
        path = self._path(event_id)
        try:
            return Event(event_id, dict(json.loads(path.read_bytes())))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            dead = self.root / "dead"
            dead.mkdir(exist_ok=True)
            path.rename(dead / path.name)
            log.warning("event set aside, not JSON event=%s error=%r", event_id, str(error))
            return None

    def delete(self, event_id: str) -> None:
        """The engine holds it. An id that is no plain file name here is no event of ours."""
        if "/" not in event_id and not event_id.startswith("."):
            self._path(event_id).unlink(missing_ok=True)

    def _path(self, event_id: str) -> Path:
        return self.root / f"{event_id}.json"
