"""How long builds are likely to take, kept in the engine's memory: asking the store at each start was a tenth of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from igor.storage import queries

_SQL: Mapping[str, str] = queries.load("build")
#: How many builds are averaged.
_BUILDS = 3


class Estimates:
    """The mean duration of each job's last three successful (or unstable) builds.

    Source: hudson.model.Job.getEstimatedDuration.
    """

    def __init__(self) -> None:
        self._durations: dict[int, list[tuple[int, int]]] = {}

    def of(self, connection: sqlite3.Connection, item_id: int) -> int:
        """Milliseconds; −1 while no build says it."""
        if item_id not in self._durations:
            rows = connection.execute(_SQL["recent_durations"], {"item_id": item_id})
            self._durations[item_id] = [(row["number"], row["duration_ms"]) for row in rows]
        durations = [duration_ms for _, duration_ms in self._durations[item_id]]
        return round(sum(durations) / len(durations)) if durations else -1

    def add(self, item_id: int, number: int, duration_ms: int) -> None:
        """A build has ended well."""
        if (known := self._durations.get(item_id)) is not None:
            known.append((number, duration_ms))
            known.sort(reverse=True)
            del known[_BUILDS:]

    def forget(self, item_id: int) -> None:
        """Ask the store again: the job has changed or is gone."""
        self._durations.pop(item_id, None)
