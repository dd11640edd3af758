"""A year of timers on a real schema: engines that restart, fail over, miss ticks, lose commits; a clock that steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import SimpleNamespace
from xml.sax.saxutils import escape

from slot_calendar import MINUTE_MS, ZONES, JavaHash, Line, random_line

from igor.controller import definitions
from igor.controller.alert_settings import AlertSettings
from igor.controller.context import Controller
from igor.controller.engine_jobs import Job
from igor.controller.engine_state import Tick
from igor.controller.engine_timers import Timers
from igor.model.clock import ManualClock
from igor.model.home import Home
from igor.model.job import JobDefinition
from igor.storage.migrate import MIGRATIONS

HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
OVERLAPS = ("queue-one", "queue-all", "skip", "cancel", "allow")
CATCHUPS = ("none", "last", "all")
BLACKOUTS = ("Sat,Sun", "skip daily 02:00-02:45", "22:00-05:00 Europe/Berlin", "2026-03-28..2026-03-29", "skip Wed")


@dataclass(frozen=True)
class Schedule:
    """A job's timers as the test means them, and its ``config.xml``."""

    name: str
    zone: str
    lines: tuple[Line, ...]
    xml: str

    def slots(self, after_ms: int, until_ms: int) -> set[tuple[int, str]]:
        return {(slot, line.parameters) for line in self.lines for slot in line.slots(self.zone, after_ms, until_ms)}


def random_schedule(chance: Random, number: int, often: float) -> Schedule:
    name, zone = f"job-{number}", chance.choice(ZONES)
    hashed = JavaHash(name)
    lines = [random_line(chance, hashed, often) for _ in range(chance.choice([1, 1, 1, 2]))]
    parameterized = chance.random() < 0.2
    if parameterized:
        lines = [_with_parameters(line, f"env=e{i}") for i, line in enumerate(lines)]
    spec = "\n".join([f"TZ={zone}", *(line.text for line in lines)])
    kind = "org.jenkinsci.plugins.parameterizedscheduler.ParameterizedTimerTrigger"
    timer = (
        f"<{kind}><spec/><parameterizedSpecification>{escape(spec)}</parameterizedSpecification></{kind}>"
        if parameterized
        else f"<hudson.triggers.TimerTrigger><spec>{escape(spec)}</spec></hudson.triggers.TimerTrigger>"
    )
    parameter = "<hudson.model.StringParameterDefinition><name>env</name></hudson.model.StringParameterDefinition>"
    xml = (
        f"<project><properties>{_policy(chance)}<hudson.model.ParametersDefinitionProperty><parameterDefinitions>"
        f"{parameter}</parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties>"
        f"<triggers>{timer}</triggers></project>"
    )
    return Schedule(name, zone, tuple(lines), xml)


def _with_parameters(line: Line, parameters: str) -> Line:
    return Line(
        f"{line.text} %{parameters}", line.minutes, line.hours, line.days, line.months, line.weekdays, parameters
    )


def _policy(chance: Random) -> str:
    parts = [f"<overlap>{chance.choice(OVERLAPS)}</overlap><catchup>{chance.choice(CATCHUPS)}</catchup>"]
    if chance.random() < 0.3:
        parts.append("<within>20m</within>")
    if chance.random() < 0.3:
        parts.append("<deadline>3h</deadline>")
    if chance.random() < 0.3:
        chosen = chance.sample(BLACKOUTS, chance.randint(1, 2))
        parts.append(f"<blackouts>{''.join(f'<string>{each}</string>' for each in chosen)}</blackouts>")
    return f"<igor.schedule.SchedulePolicy>{''.join(parts)}</igor.schedule.SchedulePolicy>"


class JobTable(dict[int, Job]):
    """The engine's jobs."""

    def __iter__(self) -> Iterator[Job]:  # type: ignore[override]
        return iter(self.values())


@dataclass
class Year:
    """``engines``: two, of which ``active`` works; the other one holds what it knew when it last did. ``changed``: jobs
    that the active one has to hear of; None for all.
    """

    controller: Controller
    clock: ManualClock
    chance: Random
    connection: sqlite3.Connection
    jobs: JobTable = field(default_factory=JobTable)
    engines: list[Timers] = field(default_factory=lambda: [Timers(), Timers()])
    active: int = 0
    happened: dict[str, int] = field(default_factory=dict)
    changed: set[int] | None = None
    builds: int = 0

    @classmethod
    def begin(cls, folder: Path, schedules: list[Schedule], start_ms: int, seed: int) -> Year:
        clock = ManualClock(start_ms)
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.executescript((MIGRATIONS.parent / "schema.sql").read_text())
        year = cls(Controller.open(Home(folder), clock=clock), clock, Random(seed), connection)
        for number, schedule in enumerate(schedules, start=1):
            year._add(number, schedule, start_ms)
        return year

    def _add(self, item_id: int, schedule: Schedule, now_ms: int) -> None:
        put = (
            "INSERT INTO item (id, full_name, parent, kind, class_name, config_xml, created_ms, updated_ms)"
            " VALUES (?, ?, '', 'job', 'hudson.model.FreeStyleProject', ?, ?, ?)"
        )
        self.connection.execute(put, (item_id, schedule.name, schedule.xml, now_ms, now_ms))
        definition = definitions.checked(schedule.xml, schedule.name)
        assert isinstance(definition, JobDefinition)
        self.jobs[item_id] = Job(item_id, schedule.name, 1, False, now_ms, definition)

    def run(self, end_ms: int, troubles: int) -> None:
        """Tick whenever something is due, until the end, with about so many troubles."""
        every_ms = (end_ms - self.clock.now_ms()) // troubles if troubles else 2**60
        trouble_ms = self.clock.now_ms() + every_ms
        self.tick()
        while self.clock.now_ms() < end_ms:
            next_ms = min(self.engines[self.active]._heap, default=(0, 0))[0]
            self.clock.advance(max(1_000, min(next_ms, end_ms) - self.clock.now_ms()) + self.chance.randrange(900))
            if self.clock.now_ms() > trouble_ms:
                trouble_ms = self.clock.now_ms() + self.chance.randrange(2 * every_ms)
                self._trouble()
            self.tick()
            self._work()
        self.tick()

    def tick(self, *, undone: bool = False) -> None:
        self.connection.execute("BEGIN")
        world = SimpleNamespace(jobs=self.jobs, root_url="", alerts=AlertSettings(), reload_builds=lambda *_: None)
        tick = Tick(self.controller, self.connection, self.clock.now_ms(), 1, world)  # type: ignore[arg-type]
        self.engines[self.active].fire(tick, self.changed)
        self.changed = set()
        self.connection.execute("ROLLBACK" if undone else "COMMIT")

    def _trouble(self) -> None:
        kind = self.chance.choice(
            ["restart", "failover", "missed ticks", "step forward", "step back", "undone", "crash", "edit"]
        )
        self.happened[kind] = self.happened.get(kind, 0) + 1
        match kind:
            case "restart":
                self.clock.advance(self.chance.choice([5_000, 90_000, 5 * HOUR_MS, 2 * DAY_MS]))
                self.engines[self.active] = Timers()
            case "failover":
                self.clock.advance(self.chance.randrange(5_000, 300_000))
                self.active, self.changed = 1 - self.active, None
            case "missed ticks" | "step forward":
                self.clock.advance(self.chance.randrange(3 * HOUR_MS))
            case "step back":
                self.clock.advance(-self.chance.randrange(3 * HOUR_MS))
            case "undone":
                self.tick(undone=True)
            case "crash":
                self.tick(undone=True)
                self.engines[self.active] = Timers()
            case "edit":
                self._edit(self.chance.choice(list(self.jobs)))

    def _edit(self, job: Job) -> None:
        """A change of the job that leaves its timers alone."""
        now_ms = self.clock.now_ms()
        self.connection.execute("UPDATE item SET version = version + 1, updated_ms = ? WHERE id = ?", (now_ms, job.id))
        self.changed = {job.id}
        self.jobs[job.id] = Job(job.id, job.full_name, job.version + 1, False, now_ms, job.definition)

    def _work(self) -> None:
        """The rest of the engine in short: builds end, and others start."""
        run, now_ms = self.connection.execute, self.clock.now_ms()
        for row in run("SELECT id FROM build WHERE state = 'running'").fetchall():
            if self.chance.random() < 0.5:
                run("UPDATE build SET state = 'finished' WHERE id = ?", (row["id"],))
        busy = {row["item_id"] for row in run("SELECT item_id FROM build WHERE state = 'running'")}
        for row in run("SELECT id, item_id FROM queue_item WHERE state <> 'left'").fetchall():
            is_free = row["item_id"] not in busy or self.jobs[row["item_id"]].definition.concurrent
            if is_free and self.chance.random() < 0.6:
                busy.add(row["item_id"])
                self._start(row["id"], row["item_id"], now_ms)

    def _start(self, queue_id: int, item_id: int, now_ms: int) -> None:
        self.builds += 1
        put = (
            "INSERT INTO build (item_id, number, queue_id, state, node_name, executor, plan, started_ms)"
            " VALUES (?, ?, ?, 'running', 'agent', ?, '', ?)"
        )
        self.connection.execute(put, (item_id, self.builds, queue_id, self.builds, now_ms))
        left = "UPDATE queue_item SET state = 'left', left_ms = ?, build_number = ? WHERE id = ?"
        self.connection.execute(left, (now_ms, self.builds, queue_id))
