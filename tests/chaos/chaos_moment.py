"""The store at one moment of a run, and whether what it says of waiting items is true then."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from chaos_workload import JOBS

from igor.model.home import Home
from igor.model.node import Node
from igor.scheduler.why import START_FAILED
from igor.storage.records import node_from_row

#: What changes all sentences; none has to be true before the engine has looked at such a change.
_WIDE = frozenset({"setting", "node", "item"})


@dataclass(frozen=True)
class Open:
    """An item that waits, with its sentence as the store has it (None: readers make it)."""

    id: int
    job: str
    state: str
    why: str | None
    since_ms: int
    ready_ms: int


@dataclass(frozen=True)
class Busy:
    """A build that runs."""

    job: str
    number: int
    node: str


@dataclass(frozen=True)
class Moment:
    """``changes``: kind and key of what the engine has still to look at; ``is_disk_full``: or was a moment ago."""

    items: tuple[Open, ...]
    builds: tuple[Busy, ...]
    nodes: tuple[Node, ...]
    changes: frozenset[tuple[str, str]] = frozenset()
    is_disk_full: bool = False


def look_at(home: Home) -> Moment:
    """The store in one transaction. Raises sqlite3.Error while that cannot be read."""
    with closing(sqlite3.connect(f"file:{home.database}?mode=ro", uri=True, timeout=2)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN")
        items = connection.execute(
            "SELECT q.id, i.full_name, q.state, q.why, q.in_queue_since_ms, q.ready_ms FROM queue_item q"
            " JOIN item i ON i.id = q.item_id WHERE q.state <> 'left' ORDER BY q.id"
        ).fetchall()
        builds = connection.execute(
            "SELECT i.full_name, b.number, b.node_name FROM build b JOIN item i ON i.id = b.item_id"
            " WHERE b.state = 'running'"
        ).fetchall()
        nodes = connection.execute("SELECT * FROM node").fetchall()
        changes = connection.execute("SELECT kind, key FROM change").fetchall()
        needed = connection.execute("SELECT value FROM setting WHERE key = 'min_free_bytes'").fetchone()
    return Moment(
        tuple(Open(*row) for row in items),
        tuple(Busy(*row) for row in builds),
        tuple(node_from_row(row) for row in nodes),
        frozenset((row["kind"], str(row["key"])) for row in changes),
        shutil.disk_usage(home.root).free < int(needed["value"] if needed else 64 << 20),
    )


def told(moment: Moment) -> list[Open]:
    """The items of which the engine has had to say something true."""
    if any(kind in _WIDE for kind, _ in moment.changes):
        return []
    return [item for item in moment.items if ("queue", str(item.id)) not in moment.changes]


def false_sentences(moment: Moment) -> list[str]:
    """One sentence for each waiting item of which something is said that is not so."""
    found = ((item, _contradiction(moment, item)) for item in told(moment))
    return [
        f"{item.job} (queue item {item.id}, {item.state}) is said to wait since “{item.why}”, but {but}"
        for item, but in found
        if but
    ]


def _contradiction(moment: Moment, item: Open) -> str | None:
    """What speaks against the item's sentence."""
    why = item.why or ""
    if item.state == "waiting":
        return None if item.why in (None, START_FAILED) else "an item in its quiet period has no such sentence"
    if "disk is nearly full" in why:
        return None if moment.is_disk_full else "the disk has room"
    if item.state == "blocked":
        return _not_blocked(moment, item, why)
    return _not_buildable(moment, item, why)


def _not_blocked(moment: Moment, item: Open, why: str) -> str | None:
    job = JOBS[item.job]
    running = Counter(build.job for build in moment.builds)
    if item.why is None:
        return None if not job.concurrent and (running[job.name] or _ahead(moment, item)) else "no build of it is there"
    if why.startswith("Upstream project "):
        upstream = why.split("‘")[1].split("’")[0]
        is_busy = running[upstream] or any(other.job == upstream for other in moment.items)
        return None if job.follows and JOBS[upstream].child == job.name and is_busy else f"{upstream} is idle"
    if why.startswith("Already running "):
        return None if job.most and running[job.name] >= job.most else f"{running[job.name]} builds of it run"
    if why.startswith("Waiting for resources "):
        holders = sum(running[name] for name, other in JOBS.items() if other.resource == job.resource)
        return None if job.resource in why and job.resource and holders else "nobody holds it"
    return "nobody knows that reason"


def _ahead(moment: Moment, item: Open) -> bool:
    """Whether an older item of the same job waits (equally old: of the lower id)."""
    mine = (item.since_ms, item.id)
    return any(other.job == item.job and (other.since_ms, other.id) < mine for other in moment.items)


def _not_buildable(moment: Moment, item: Open, why: str) -> str | None:
    label = JOBS[item.job].label
    matching = [node for node in moment.nodes if label in node.all_labels]
    online = [node for node in matching if node.is_online]
    if why == f"There are no nodes with the label ‘{label}’":
        return f"{_names(matching)} have it" if matching else None
    name = matching[0].name if len(matching) == 1 else label
    if why in (f"‘{name}’ is offline", f"All nodes of label ‘{name}’ are offline"):
        return f"{_names(online)} are online" if online or not matching else None
    if why == f"Waiting for next available executor on ‘{name}’":
        free = list(_with_free_executors(moment, online))
        return f"{_names(free)} have a free executor" if free or not online else None
    return f"that is not what keeps it ({_names(matching)} have its label, {_names(online)} are online)"


def _with_free_executors(moment: Moment, nodes: list[Node]) -> Iterator[Node]:
    busy = Counter(build.node.casefold() for build in moment.builds)
    return (node for node in nodes if busy[node.name.casefold()] < node.executors)


def _names(nodes: list[Node]) -> str:
    return ", ".join(node.name for node in nodes) or "no nodes"
