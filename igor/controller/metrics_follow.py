"""What became of queue items and builds since the last look, read from the store at the price of what has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from igor.model.job import Result
from igor.storage import queries
from igor.storage.records import to_json

_SQL = queries.load("metrics")
#: A commit may show up later than the time it carries: so far back each look goes; what was seen is not told again.
_OVERLAP_MS = 60_000

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Left:
    """A queue item that became a build, and where it spent its time before."""

    waiting_ms: int
    blocked_ms: int
    buildable_ms: int

    @property
    def queuing_ms(self) -> int:
        return self.waiting_ms + self.blocked_ms + self.buildable_ms


@dataclass(frozen=True, slots=True)
class Ended:
    """A build that ended; ``left`` is None when its start was not seen."""

    result: Result
    duration_ms: int
    node_name: str
    left: Left | None


@dataclass(slots=True)
class News:
    """Since the last look: how many items entered the queue, which left it, which builds ended."""

    scheduled: int = 0
    left: list[Left] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)


class Follower:
    """Starts with what runs at its first look, and tells nothing of what was before."""

    def __init__(self) -> None:
        self._queue_id: int | None = None
        self._looked_ms = 0
        self._seen: dict[int, int] = {}
        self._running: dict[Place, Left | None] = {}

    def look(self, connection: sqlite3.Connection, now_ms: int) -> News:
        """The news; empty at the first look."""
        if self._queue_id is None:
            return self._begin(connection, now_ms)
        news = News(scheduled=self._newly_queued(connection))
        for row in self._newly_left(connection, now_ms):
            left = left_of(row)
            news.left.append(left)
            self._running[row["item_id"], row["build_number"]] = left
        news.ended = list(self._newly_ended(connection))
        self._looked_ms = now_ms
        return news

    def _begin(self, connection: sqlite3.Connection, now_ms: int) -> News:
        self._queue_id = connection.execute(_SQL["last_queue_id"]).fetchone()["id"]
        since = {"since_ms": now_ms - _OVERLAP_MS}
        self._seen = {row["id"]: row["left_ms"] for row in connection.execute(_SQL["left_since"], since)}
        self._running = dict.fromkeys(_running(connection))
        self._looked_ms = now_ms
        return News()

    def _newly_queued(self, connection: sqlite3.Connection) -> int:
        last: int = connection.execute(_SQL["last_queue_id"]).fetchone()["id"]
        before, self._queue_id = self._queue_id or 0, last
        return max(0, last - before)

    def _newly_left(self, connection: sqlite3.Connection, now_ms: int) -> Iterator[sqlite3.Row]:
        since_ms = min(self._looked_ms, now_ms) - _OVERLAP_MS
        self._seen = {key: left_ms for key, left_ms in self._seen.items() if left_ms >= since_ms}
        for row in connection.execute(_SQL["left_since"], {"since_ms": since_ms}).fetchall():
            if row["id"] not in self._seen:
                self._seen[row["id"]] = row["left_ms"]
                yield row

    def _newly_ended(self, connection: sqlite3.Connection) -> Iterator[Ended]:
        running = _running(connection)
        gone = [place for place in self._running if place not in running]
        ended = {(row[0], row[1]): row for row in connection.execute(_SQL["ended"], {"pairs": to_json(gone)})}
        for place in gone:
            left = self._running.pop(place)
            if row := ended.get(place):
                yield Ended(Result(row["result"]), row["duration_ms"], row["node_name"], left)
        for place in running:
            self._running.setdefault(place, None)


def left_of(row: sqlite3.Row) -> Left:
    """How long an item waited, was blocked and was buildable, from its times."""
    buildable_since_ms = row["left_ms"] if row["buildable_since_ms"] is None else row["buildable_since_ms"]
    return Left(
        max(0, row["ready_ms"] - row["in_queue_since_ms"]),
        max(0, buildable_since_ms - row["ready_ms"]),
        max(0, row["left_ms"] - buildable_since_ms),
    )


def _running(connection: sqlite3.Connection) -> set[Place]:
    return {(row["item_id"], row["number"]) for row in connection.execute(_SQL["running_places"])}
