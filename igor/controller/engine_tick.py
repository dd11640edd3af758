"""One tick: everything that has happened since the last one, and everything that follows, in one transaction.

``Ticker`` lives in one thread that is not the event loop's. Memory (``World``) holds only what the store holds too, or
what can be asked for again; a tick that fails as a whole (disk full) keeps what was reported and is tried again.
Trouble with one build, one report or one job is undone to its savepoint and told in the engine's log; the others go on.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from igor.agents.protocol import EngineMessage, Forget, Hello, RunFinished, RunStarted
from igor.controller import asked, build_start, build_step, engine_agents, engine_queue, leftovers
from igor.controller.alert_spool import AlertSpool
from igor.controller.alert_watch import AlertWatch, mark_spooled, unspooled
from igor.controller.context import Controller
from igor.controller.engine_runs import LiveRun, Runs
from igor.controller.engine_state import Effects, FilterOrder, RunningBuild, SeedOrder, Tick
from igor.controller.engine_timers import Timers
from igor.controller.engine_world import World
from igor.controller.housekeeping import Housekeeping
from igor.controller.hub import Gone, Report
from igor.controller.log_tails import LogTails
from igor.controller.matrix_build import FilterDone
from igor.controller.seed_step import SeedDone
from igor.storage import queries

log = logging.getLogger(__name__)
_SQL = queries.load("engine")


@dataclass(slots=True)
class Ticker:
    """The engine's state between ticks. ``world`` is None when it has to be read (again).

    ``gone``: items (number 0) and builds whose files were removed since the last tick. ``tails``: the ends of logs that
    the store keeps until their files are on disk.
    """

    controller: Controller
    epoch: int
    runs: Runs = field(default_factory=Runs)
    present: frozenset[str] = frozenset()
    world: World | None = None
    gone: list[tuple[str, int]] = field(default_factory=list)
    tails: LogTails = field(default_factory=LogTails)
    _reports: list[Report] = field(default_factory=list)
    _seeds_done: list[SeedDone | FilterDone] = field(default_factory=list)
    _seeding: dict[int, SeedOrder | FilterOrder] = field(default_factory=dict)
    _timers: Timers = field(default_factory=Timers)
    _housekeeping: Housekeeping = field(default_factory=Housekeeping)
    _alert_watch: AlertWatch = field(default_factory=AlertWatch)
    _alert_spool: AlertSpool = field(init=False)

    def __post_init__(self) -> None:
        self._alert_spool = AlertSpool(self.controller.home.alerts)

    def close(self) -> None:
        """Nothing of this engine's remains."""
        self.runs.close()
        self._alert_spool.close()

    def recover(self) -> None:
        """At start: nobody is connected, and of each log only what the store counts is trusted."""
        home = self.controller.home
        self.controller.store.write(lambda connection: connection.execute(_SQL["all_away"]))
        self.controller.store.write(lambda connection: leftovers.settle_moves(home, connection))
        self.controller.store.write(lambda connection: leftovers.set_aside(home, connection))
        self.controller.store.write(lambda connection: self.tails.restore(home, connection))
        world = self.controller.store.write(self._load)
        for build in world.builds.values():
            build_start.recover_log(world, home.build_log(build.full_name, build.number), build)
        log.info("%d builds go on", len(world.builds))

    def tick(
        self, reports: Sequence[Report], seeds_done: Sequence[SeedDone | FilterDone], *, is_due: bool = True
    ) -> Effects:
        """Take what was reported, decide, commit; what is to be done now.

        Args:
            is_due: decide even when nothing but log bytes came; output alone changes no state.

        Raises:
            IgorError: the store refused (disk full …); call again with nothing new.
        """
        now_ms = self.controller.now_ms()
        self._reports += [report for report in reports if not isinstance(report.content, list)]
        self._seeds_done += seeds_done
        requests = self._take_logs(reports, now_ms)
        if not (is_due or self._reports or self._seeds_done or self.runs.any_complete):
            return Effects(requests)
        complete = self.runs.take_complete()
        try:
            effects = self.controller.store.write(lambda connection: self._work(connection, now_ms, complete))
        except BaseException:
            self.world = None
            raise
        self.tails.committed()
        self._reports, self._seeds_done, self.gone = [], [], []
        self._alert_spool.done.clear()
        self._hand_over(effects.alerts, now_ms)
        self._seeding |= {order.build.id: order for order in effects.seeds}
        self._seeding |= {order.build.id: order for order in effects.filters}
        effects.messages[:0] = requests
        return effects

    def _take_logs(self, reports: Sequence[Report], now_ms: int) -> list[tuple[str, EngineMessage]]:
        """Put log bytes into their files; what has to be asked for."""
        requests: list[tuple[str, EngineMessage]] = []
        for report in reports:
            for run_id, offset, data in report.content if isinstance(report.content, list) else ():
                if request := self.runs.take(run_id, offset, data, now_ms):
                    requests.append((report.agent, request))
        return requests

    def _work(self, connection: sqlite3.Connection, now_ms: int, complete: Sequence[LiveRun]) -> Effects:
        leftovers.settle_moves(self.controller.home, connection)
        leftovers.forget(connection, self.gone)
        present = _present_after(self.present, self._reports)
        world = self.world or self._load(connection)
        world.refresh(connection, present)
        seeding = frozenset(self._seeding)
        tick = Tick(self.controller, connection, now_ms, self.epoch, world, seeding)
        self._take_reports(tick)
        if world.asked:
            asked.take(tick)
        self._end_runs(tick, [*complete, *self.runs.take_complete()])
        world.take_own_changes(connection)
        self._timers.fire(tick, world.changed_jobs)
        world.take_own_changes(connection)
        self._look_at_builds(tick)
        for name in world.nodes_to_return(now_ms):
            tick.run("node_returns", name=name, now_ms=now_ms)
        world.look_at_disk()
        engine_queue.assign(tick)
        self._housekeeping.step(tick)
        self._alert_watch.step(tick)
        self._collect_alerts(tick)
        self.tails.make_safe(tick)
        world.end_tick()
        self.present = present
        if tick.is_broken:
            self.world = None
        return tick.effects

    def _collect_alerts(self, tick: Tick) -> None:
        """What on-call is to be told goes to the spool once this tick is committed."""
        for notification_id in self._alert_spool.done:
            mark_spooled(tick, notification_id)
        tick.effects.alerts += unspooled(tick)

    def _hand_over(self, messages: list[dict[str, Any]], now_ms: int) -> None:
        refreshes, self._alert_watch.refreshes = self._alert_watch.refreshes, []
        sinks = self.world.alerts.sinks if self.world else ()
        self._alert_spool.put([*messages, *refreshes], sinks, now_ms)

    def _load(self, connection: sqlite3.Connection) -> World:
        world = World(self.controller.home)
        world.load(connection, self.present, self.runs, self.controller.now_ms())
        self.runs.close()
        self.world, self.runs = world, world.runs
        return world

    def _take_reports(self, tick: Tick) -> None:
        for report in self._reports:
            with tick.contained(f"a report of {report.agent}", builds=_concerned(tick, report)):
                engine_agents.apply_report(tick, report)
        for done in self._seeds_done:
            self._seeding.pop(done.order.build.id, None)
            with tick.contained(f"the seed step of {done.order.build}", builds=[done.order.build.id], is_wide=True):
                done.apply(tick)

    def _end_runs(self, tick: Tick, complete: Sequence[LiveRun]) -> None:
        for run in complete:
            with tick.contained(f"run {run.run_id}", builds=[run.build_id]):
                engine_agents.conclude_complete(tick, run)

    def _look_at_builds(self, tick: Tick) -> None:
        """Builds to which something happened, or of which something is due."""
        for build_id in sorted(tick.world.due_builds(tick.now_ms)):
            build = tick.world.builds.get(build_id)
            if build is not None:
                with tick.contained(str(build), builds=[build_id]):
                    self._look_at(tick, build)
        for run in tick.world.orphans:
            tick.effects.send(run.agent, Forget(run.run_id, kill=True))

    def _look_at(self, tick: Tick, build: RunningBuild) -> None:
        if build.run is not None and build.run.is_complete:
            engine_agents.conclude_complete(tick, build.run)
        elif build.run is not None:
            engine_agents.pursue(tick, build, build.run)
        elif build.id not in self._seeding:
            build_step.advance(tick, build, build.log_bytes)
        elif build.stop_requested_by is not None:
            tick.effects.seeds_to_stop.append(build.id)


def _concerned(tick: Tick, report: Report) -> list[int]:
    """The builds that a report may change."""
    if isinstance(report.content, RunStarted | RunFinished):
        run = tick.world.runs.get(report.content.run_id)
        return [run.build_id] if run else []
    if isinstance(report.content, Hello):
        return [run.build_id for run in tick.world.runs.of_agent(report.agent)]
    return []


def _present_after(present: frozenset[str], reports: Sequence[Report]) -> frozenset[str]:
    after = set(present)
    for report in reports:
        if isinstance(report.content, Hello):
            after.add(report.agent.lower())
        elif isinstance(report.content, Gone):
            after.discard(report.agent.lower())
    return frozenset(after)
