"""One tick: everything that has happened since the last one, and everything that follows, in one transaction.

``Ticker`` lives in one thread that is not the event loop's. Memory holds only what can be asked for again; a tick that
fails as a whole (disk full) keeps what was reported and is tried again. Trouble with one build, one report or one job
is undone to its savepoint and told in the engine's log; the others go on.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

from igor.agents.protocol import EngineMessage, Forget, Hello
from igor.controller import build_step, engine_agents, engine_schedule, logs
from igor.controller.context import Controller
from igor.controller.engine_jobs import Jobs
from igor.controller.engine_runs import Runs
from igor.controller.engine_state import Effects, SeedOrder, Tick, running_build
from igor.controller.housekeeping import Housekeeping
from igor.controller.hub import Gone, LogBytes, Report
from igor.controller.seed_step import SeedDone
from igor.storage import queries

log = logging.getLogger(__name__)
_SQL = queries.load("engine")


@dataclass(slots=True)
class Ticker:
    """The engine's state between ticks."""

    controller: Controller
    epoch: int
    jobs: Jobs = field(default_factory=Jobs)
    runs: Runs = field(init=False)
    present: set[str] = field(default_factory=set)
    _reports: list[Report] = field(default_factory=list)
    _seeds_done: list[SeedDone] = field(default_factory=list)
    _seeding: dict[int, SeedOrder] = field(default_factory=dict)
    _timers: engine_schedule.Timers = field(default_factory=engine_schedule.Timers)
    _housekeeping: Housekeeping = field(default_factory=Housekeeping)

    def __post_init__(self) -> None:
        self.runs = Runs(self.controller.home)

    def recover(self) -> None:
        """At start: nobody is connected, and of each log only what the store counts is trusted."""
        self.controller.store.write(lambda connection: connection.execute(_SQL["all_away"]))
        with self.controller.store.read() as connection:
            builds = [running_build(row) for row in connection.execute(_SQL["running_builds"])]
            self.runs.sync(connection.execute(_SQL["open_runs"]))
        for build in builds:
            path = self.controller.home.build_log(build.full_name, build.number)
            if not logs.cut(path, build.log_bytes):
                log.error("%s: a part of its log is lost", build)
                logs.restore(path, build.log_bytes)
            log.info("%s goes on (log: %d bytes)", build, build.log_bytes)

    def tick(self, reports: Sequence[Report], seeds_done: Sequence[SeedDone], *, is_due: bool = True) -> Effects:
        """Take what was reported, decide, commit; what is to be done now.

        Args:
            is_due: decide even when nothing but log bytes came; output alone changes no state.

        Raises:
            IgorError: the store refused (disk full …); call again with nothing new.
        """
        now_ms = self.controller.now_ms()
        self._reports += [report for report in reports if not isinstance(report.content, LogBytes)]
        self._seeds_done += seeds_done
        requests = self._take_logs(reports, now_ms)
        if not (is_due or self._reports or self._seeds_done or any(run.is_complete for run in self.runs)):
            return Effects(requests)
        effects = self.controller.store.write(lambda connection: self._work(connection, now_ms))
        self._reports, self._seeds_done = [], []
        self._seeding |= {order.build.id: order for order in effects.seeds}
        effects.messages[:0] = requests
        return effects

    def _take_logs(self, reports: Sequence[Report], now_ms: int) -> list[tuple[str, EngineMessage]]:
        """Put log bytes into their files; what has to be asked for."""
        requests: list[tuple[str, EngineMessage]] = []
        for report in reports:
            frame = report.content
            if isinstance(frame, LogBytes):
                request = self.runs.take(frame.run_id, frame.offset, frame.data, now_ms)
                if request is not None:
                    requests.append((report.agent, request))
        return requests

    def _work(self, connection: sqlite3.Connection, now_ms: int) -> Effects:
        present = frozenset(_present_after(self.present, self._reports))
        self.jobs.refresh(connection)
        seeding = frozenset(self._seeding)
        tick = Tick(self.controller, connection, now_ms, self.epoch, self.jobs, present, seeding)
        self._sync(tick)
        self._take_reports(tick)
        self._walk_builds(tick)
        self._timers.fire(tick)
        engine_schedule.assign(tick)
        self._housekeeping.step(tick)
        self._sync(tick)
        logs.make_durable(tick.written)
        self.present = set(present)
        return tick.effects

    def _sync(self, tick: Tick) -> None:
        """Runs that the store no longer has are ended where they run: their build was deleted."""
        for run in self.runs.sync(tick.all("open_runs")):
            if tick.one("run", run_id=run.run_id) is None:
                tick.effects.send(run.agent, Forget(run.run_id, kill=True))

    def _take_reports(self, tick: Tick) -> None:
        for report in self._reports:
            with tick.contained(f"a report of {report.agent}"):
                engine_agents.apply_report(tick, self.runs, report)
        for done in self._seeds_done:
            self._seeding.pop(done.order.build.id, None)
            with tick.contained(f"the seed step of {done.order.build}"):
                done.apply(tick)

    def _walk_builds(self, tick: Tick) -> None:
        for run in self.runs:
            with tick.contained(f"run {run.run_id}"):
                if run.is_complete:
                    engine_agents.conclude_complete(tick, run)
                else:
                    engine_agents.pursue(tick, run)
        waiting = {row["build_id"] for row in tick.all("open_runs")} | set(self._seeding)
        for row in tick.all("running_builds"):
            if row["id"] not in waiting:
                with tick.contained(f"build {row['number']} of {row['job_full_name']}"):
                    build = running_build(row)
                    build_step.advance(tick, build, build.log_bytes)
            elif row["id"] in self._seeding and row["stop_requested_by"] is not None:
                tick.effects.seeds_to_stop.append(row["id"])


def _present_after(present: set[str], reports: Sequence[Report]) -> set[str]:
    after = set(present)
    for report in reports:
        if isinstance(report.content, Hello):
            after.add(report.agent.lower())
        elif isinstance(report.content, Gone):
            after.discard(report.agent.lower())
    return after
