"""The jobs of the store as definitions, parsed again only when their row's version changed."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from igor.controller import definitions
from igor.model.errors import IgorError
from igor.model.job import JobDefinition
from igor.scheduler.relations import Relations
from igor.scheduler.snapshot import JobFacts
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
    """All jobs by id, and which follows which. A job whose XML cannot be read is left out, with a log line."""

    def __init__(self) -> None:
        self._by_id: dict[int, Job] = {}
        self.by_name: dict[str, Job] = {}
        self.relations = Relations()
        self.facts: dict[int, JobFacts] = {}

    def refresh(self, connection: sqlite3.Connection) -> None:
        """Bring the list up to the transaction's state."""
        before, after = self._by_id, {}
        for row in connection.execute(_SQL["jobs"]):
            known = before.get(row["id"])
            job = known if known and known.version == row["version"] else _read(connection, row)
            if job is not None:
                after[job.id] = job
        if before != after:
            self._by_id = after
            self.by_name = {job.full_name: job for job in after.values()}
            self.relations = Relations.of({name: job.definition for name, job in self.by_name.items()})
            self.facts = {job.id: self._facts(job) for job in after.values()}

    def __iter__(self) -> Iterator[Job]:
        return iter(self._by_id.values())

    def get(self, item_id: int) -> Job | None:
        return self._by_id.get(item_id)

    def _facts(self, job: Job) -> JobFacts:
        definition, relations = job.definition, self.relations
        upstream = relations.all_upstream(job.full_name) if definition.block_on_upstream else ()
        downstream = relations.all_downstream(job.full_name) if definition.block_on_downstream else ()
        return JobFacts(
            job.id,
            job.full_name,
            job.disabled,
            definition.concurrent,
            definition.label,
            definition.block_on_upstream,
            definition.block_on_downstream,
            frozenset(self.by_name[name].id for name in upstream),
            frozenset(self.by_name[name].id for name in downstream),
        )


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
