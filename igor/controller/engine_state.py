"""What one tick of the engine works on: its transaction, the time, what memory holds, and what is to do after the
commit.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from igor.agents.protocol import EngineMessage
from igor.configxml import definition_from_json
from igor.controller.build_walk import StepRun
from igor.controller.context import Controller
from igor.controller.engine_runs import LiveRun
from igor.model.build import Cause, ParameterValue
from igor.model.errors import IgorError
from igor.model.job import JobDefinition, SeedStep
from igor.model.matrix import Matrix
from igor.storage import queries, records

if TYPE_CHECKING:
    from igor.controller.engine_jobs import Jobs
    from igor.controller.engine_world import World

log = logging.getLogger(__name__)

#: The statements of the engine, by name.
SQL: Mapping[str, str] = queries.load("engine")


@dataclass(eq=False, slots=True)
class RunningBuild:
    """A build that runs, with plan and release as they were at its start: the store's row, where every change goes too.

    ``ended``: its runs that have ended, oldest first; ``run``: the one that is under way; ``references``: files that
    its outputs name; ``safe_bytes``: how much of its log is known to survive a loss of power.
    """

    id: int
    item_id: int
    full_name: str
    number: int
    node_name: str
    executor: int
    workspace: str
    plan: JobDefinition
    started_ms: int
    log_bytes: int
    causes: tuple[Cause, ...]
    parameters: tuple[ParameterValue, ...]
    estimated_ms: int = -1
    display_name: str | None = None
    reason: str | None = None
    stop_requested_by: str | None = None
    stop_requested_ms: int | None = None
    release: str = ""
    ended: list[StepRun] = field(default_factory=list)
    run: LiveRun | None = None
    references: list[str] = field(default_factory=list)
    safe_bytes: int = 0

    def __str__(self) -> str:
        return f"{self.full_name} #{self.number}"


@dataclass(frozen=True, slots=True)
class SeedOrder:
    """A seed step to be evaluated off the loop; ``folder``: the workspace, ``environment``: the scripts' variables."""

    build: RunningBuild
    step: int
    seed: SeedStep
    folder: Path
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FilterOrder:
    """A matrix' filters to be evaluated off the loop; ``variables``: what each combination's see."""

    build: RunningBuild
    matrix: Matrix
    variables: list[dict[str, Any]]


@dataclass(slots=True)
class Effects:
    """To be done after the commit, and only then."""

    messages: list[tuple[str, EngineMessage]] = field(default_factory=list)
    deleted_builds: list[tuple[str, int]] = field(default_factory=list)
    deleted_artifacts: list[tuple[str, int]] = field(default_factory=list)
    removed_items: list[str] = field(default_factory=list)
    seeds: list[SeedOrder] = field(default_factory=list)
    filters: list[FilterOrder] = field(default_factory=list)
    seeds_to_stop: list[int] = field(default_factory=list)
    alerts: list[dict[str, Any]] = field(default_factory=list)
    again: bool = False

    def send(self, agent: str, message: EngineMessage) -> None:
        self.messages.append((agent, message))

    def mark(self) -> list[int]:
        """A place to go ``back_to`` when what caused the later effects is undone."""
        return [len(each) for each in self._lists()]

    def back_to(self, mark: list[int]) -> None:
        for each, length in zip(self._lists(), mark, strict=True):
            del each[length:]

    def _lists(self) -> list[list[Any]]:
        return [
            self.messages, self.deleted_builds, self.deleted_artifacts, self.removed_items,
            self.seeds, self.filters, self.seeds_to_stop, self.alerts,
        ]  # fmt: skip


@dataclass(slots=True)
class Tick:
    """One transaction of the engine.

    ``written``: builds whose log grew, and to how many bytes that count from now on. ``is_broken``: ``world`` may hold
    more than is true.
    """

    controller: Controller
    connection: sqlite3.Connection
    now_ms: int
    epoch: int
    world: World
    seeding: frozenset[int] = frozenset()
    effects: Effects = field(default_factory=Effects)
    written: list[tuple[RunningBuild, int]] = field(default_factory=list)
    is_broken: bool = False

    @property
    def jobs(self) -> Jobs:
        return self.world.jobs

    def all(self, name: str, /, **values: object) -> list[sqlite3.Row]:
        return self.connection.execute(SQL[name], values).fetchall()

    def one(self, name: str, /, **values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self.connection.execute(SQL[name], values).fetchone()
        return row

    def run(self, name: str, /, **values: object) -> int:
        """Run a statement; how many rows it changed."""
        return self.connection.execute(SQL[name], values).rowcount

    @contextmanager
    def contained(self, what: str, *, builds: Iterable[int] = (), is_wide: bool = False) -> Iterator[None]:
        """Undo what the block did when it fails, and say so; the rest of the tick goes on.

        Args:
            builds: ids of those that the block may change.
            is_wide: it may change anything else, too.
        """
        self.connection.execute("SAVEPOINT part")
        before, written = self.effects.mark(), len(self.written)
        try:
            yield
        except (IgorError, OSError, sqlite3.IntegrityError, ValueError, LookupError, TypeError) as error:
            self.connection.execute("ROLLBACK TO part")
            self.effects.back_to(before)
            del self.written[written:]
            self.world.reload_builds(self.connection, builds, self.now_ms)
            self.is_broken |= is_wide
            log.error("%s: %s", what, error, exc_info=not isinstance(error, IgorError | OSError))
        finally:
            self.connection.execute("RELEASE part")

    def log_path(self, build: RunningBuild) -> Path:
        return self.controller.home.build_log(build.full_name, build.number)


def running_build(row: sqlite3.Row) -> RunningBuild:
    """A row of ``running_builds`` or ``build``."""
    return RunningBuild(
        id=row["id"],
        item_id=row["item_id"],
        full_name=row["job_full_name"],
        number=row["number"],
        node_name=row["node_name"],
        executor=row["executor"],
        workspace=row["workspace"] or "",
        plan=plan_of(row["plan"]),
        started_ms=row["started_ms"],
        log_bytes=row["log_bytes"],
        causes=records.causes_from_json(row["causes"]),
        parameters=records.parameters_from_json(row["parameters"]),
        estimated_ms=row["estimated_ms"],
        display_name=row["display_name"],
        reason=row["reason"],
        stop_requested_by=row["stop_requested_by"],
        stop_requested_ms=row["stop_requested_ms"],
        release=row["release"],
    )


@lru_cache(maxsize=4096)
def plan_of(text: str) -> JobDefinition:
    """``build.plan`` decoded; builds of one definition share it."""
    return definition_from_json(text)
