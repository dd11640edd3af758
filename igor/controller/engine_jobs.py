"""The jobs of the store as definitions, kept up to date row by row."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from igor.configxml import definition_to_json
from igor.controller import definitions
from igor.controller.estimates import Estimates
from igor.model.errors import IgorError
from igor.model.job import JobDefinition, SeedStep, Throttle
from igor.model.node import BUILT_IN
from igor.scheduler.limits import Limit
from igor.scheduler.relations import Relations
from igor.scheduler.snapshot import NO_EXECUTOR, JobFacts
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
        self._relations: Relations | None = None
        self._plans: dict[int, str] = {}
        #: The limits of throttle categories, by name.
        self.categories: dict[str, Throttle] = {}
        #: Resources that people keep for themselves: no build gets them.
        self.reserved: frozenset[str] = frozenset()
        self.estimates = Estimates()

    def load(self, connection: sqlite3.Connection) -> None:
        """Read all of them."""
        for row in connection.execute(_SQL["jobs"]):
            self._set(row["id"], _read(row))

    def refresh(self, connection: sqlite3.Connection, item_ids: Iterable[int]) -> None:
        """Read these again."""
        for item_id in item_ids:
            row = connection.execute(_SQL["job"], {"id": item_id}).fetchone()
            self._set(item_id, _read(row) if row else None)

    def __iter__(self) -> Iterator[Job]:
        return iter(self._by_id.values())

    def get(self, item_id: int) -> Job | None:
        return self._by_id.get(item_id)

    def __getitem__(self, item_id: int) -> Job:
        return self._by_id[item_id]

    @property
    def relations(self) -> Relations:
        """Which job is built after which; made anew when first asked for after a change."""
        if self._relations is None:
            self._relations = Relations.of({name: job.definition for name, job in self.by_name.items()})
        return self._relations

    def facts(self, item_id: int) -> JobFacts | None:
        """What the queue has to know of a job."""
        job = self._by_id.get(item_id)
        if job is None:
            return None
        definition = job.definition
        upstream = self.relations.all_upstream(job.full_name) if definition.block_on_upstream else ()
        downstream = self.relations.all_downstream(job.full_name) if definition.block_on_downstream else ()
        return JobFacts(
            job.id,
            job.full_name,
            job.disabled,
            definition.concurrent,
            label_of(definition),
            definition.block_on_upstream,
            definition.block_on_downstream,
            frozenset(self.by_name[name].id for name in upstream),
            frozenset(self.by_name[name].id for name in downstream),
            priority=definition.priority,
            limits=tuple(limits_of(job.id, definition, self.categories, self.reserved)),
            approval=definition.approval,
        )

    def plan(self, job: Job) -> str:
        """What a build keeps of its job's definition, as JSON."""
        if job.id not in self._plans:
            self._plans[job.id] = definition_to_json(job.definition)
        return self._plans[job.id]

    def that_wait_for_others(self) -> list[int]:
        """Jobs whose facts depend on the relations of others."""
        flagged = (job for job in self if job.definition.block_on_upstream or job.definition.block_on_downstream)
        return [job.id for job in flagged]

    def _set(self, item_id: int, job: Job | None) -> None:
        before = self._by_id.pop(item_id, None)
        if before is not None and self.by_name.get(before.full_name) is before:
            del self.by_name[before.full_name]
        if job is not None:
            self._by_id[item_id] = self.by_name[job.full_name] = job
        self._relations = None
        self._plans.pop(item_id, None)
        self.estimates.forget(item_id)


def limits_of(
    item_id: int,
    definition: JobDefinition,
    categories: Mapping[str, Throttle],
    reserved: frozenset[str] = frozenset(),
) -> Iterator[Limit]:
    """What keeps a job's builds from running together with others."""
    throttle = definition.throttle
    yield from _throttles(f"job:{item_id}", throttle.max_total, throttle.max_per_node)
    for name in throttle.categories:
        category = categories.get(name, Throttle())
        yield from _throttles(f"category:{name}", category.max_total, category.max_per_node)
    for name in definition.resources:
        yield Limit(f"resource:{name}", 0 if name in reserved else 1, resource=name)


def _throttles(key: str, total: int, per_node: int) -> Iterator[Limit]:
    if total > 0:
        yield Limit(key, total)
    if per_node > 0:
        yield Limit(key, per_node, per_node=True)


def _read(row: sqlite3.Row) -> Job | None:
    try:
        definition = definitions.parse(row["config_xml"])
    except IgorError as error:
        log.error("the configuration of %s cannot be read: %s", row["full_name"], error)
        return None
    if not isinstance(definition, JobDefinition):
        return None
    return Job(row["id"], row["full_name"], row["version"], bool(row["disabled"]), row["updated_ms"], definition)


def label_of(definition: JobDefinition) -> str | None:
    """Where its builds may run. The built-in node evaluates Job DSL: a seed job without a label belongs there.

    A multi-configuration job's own build only waits for those of its configurations. One that does nothing but evaluate
    Job DSL there launches nothing on the node: it is built also where the built-in node is given no executors.
    """
    if definition.matrix is not None:
        return NO_EXECUTOR
    scripts = [isinstance(step, SeedStep) for step in definition.steps]
    if scripts and all(scripts) and definition.label in (None, "", BUILT_IN):
        return NO_EXECUTOR
    return definition.label or (BUILT_IN if any(scripts) else None)
