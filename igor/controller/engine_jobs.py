"""The jobs of the store as definitions, parsed again only when their row's version changed."""

from __future__ import annotations

import logging
import posixpath
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from igor.controller import definitions
from igor.model.errors import IgorError
from igor.model.job import JobDefinition
from igor.model.names import split
from igor.storage import queries

log = logging.getLogger(__name__)
_SQL: Mapping[str, str] = queries.load("engine")


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it is now; ``updated_ms`` is when its row changed last."""

    id: int
    full_name: str
    version: int
    disabled: bool
    updated_ms: int
    definition: JobDefinition


class Jobs:
    """All jobs by id and by name (in any case). A job whose XML cannot be read is left out, with a log line."""

    def __init__(self) -> None:
        self._by_id: dict[int, Job] = {}
        self._by_name: dict[str, Job] = {}

    def refresh(self, connection: sqlite3.Connection) -> None:
        """Bring the list up to the transaction's state."""
        before, self._by_id = self._by_id, {}
        for row in connection.execute(_SQL["jobs"]):
            known = before.get(row["id"])
            job = known if known and known.version == row["version"] else _read(connection, row)
            if job is not None:
                self._by_id[job.id] = job
        self._by_name = {job.full_name.casefold(): job for job in self._by_id.values()}

    def __iter__(self) -> Iterator[Job]:
        return iter(self._by_id.values())

    def get(self, item_id: int) -> Job | None:
        return self._by_id.get(item_id)

    def named(self, name: str, *, context: str = "") -> Job | None:
        """The job that a name means in the configuration of ``context``: relative to its folder, then from the root.

        Source: jenkins.model.Jenkins.getItem(String, ItemGroup).
        """
        folder = split(context)[0]
        for base in ("/", f"/{folder}") if name.startswith("/") else (f"/{folder}", "/"):
            found = self._by_name.get(posixpath.normpath(posixpath.join(base, name)).lstrip("/").casefold())
            if found is not None:
                return found
        return None


def _read(connection: sqlite3.Connection, row: sqlite3.Row) -> Job | None:
    xml = connection.execute(_SQL["job_config"], {"id": row["id"]}).fetchone()["config_xml"]
    try:
        definition = definitions.parse(xml)
    except IgorError as error:
        log.error("the configuration of %s cannot be read: %s", row["full_name"], error)
        return None
    if not isinstance(definition, JobDefinition):
        return None
    return Job(row["id"], row["full_name"], row["version"], bool(row["disabled"]), row["updated_ms"], definition)
