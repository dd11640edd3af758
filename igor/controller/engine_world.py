"""What the engine holds in memory of the store, so that a tick costs what has changed and not what there is.

The store stays the truth: every change is a row first. Changes of other processes (and the engine's own, where they
concern what is held here) are named by table ``change``, which the store's triggers fill. Whenever a tick is undone,
wholly or in part, the world is thrown away and read again.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import replace
from functools import partial
from pathlib import Path

from igor.controller import alert_settings, resources, settings
from igor.controller.alert_settings import AlertSettings
from igor.controller.build_outputs import source_of
from igor.controller.build_walk import StepRun
from igor.controller.engine_jobs import Jobs
from igor.controller.engine_runs import REPEAT_MS, LiveRun, Runs
from igor.controller.engine_state import SQL, RunningBuild, running_build
from igor.model.home import Home
from igor.model.node import Node
from igor.scheduler.queue import QUIETING_DOWN, Dispatcher
from igor.scheduler.snapshot import Assign, Running, Waiting
from igor.scheduler.why import START_FAILED
from igor.storage.records import attempts_from_json, node_from_row

#: Tables of requests that the engine takes; their triggers name them as if they were settings.
ASKED = frozenset({"agent_request", "external_report"})
#: How long after a failure something is tried again.
RETRY_MS = 5_000


class World:
    """Jobs, nodes, the queue and running builds as of the last tick.

    ``touched``: ids of builds to look at in this tick. ``orphans``: runs whose build was deleted. ``changed_jobs``: ids
    of jobs that were read (again) in this tick.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self.jobs = Jobs()
        self.dispatcher = Dispatcher()
        self.builds: dict[int, RunningBuild] = {}
        self.runs = Runs()
        self.root_url = ""
        self.release = ""
        self.alerts = AlertSettings()
        self._is_quieting_down = False
        self._min_free_bytes = 0
        self.present: Set[str] = frozenset()
        self.touched: set[int] = set()
        self._again_ms: dict[int, int] = {}
        self._returns: dict[str, int] = {}
        self.orphans: list[LiveRun] = []
        self.changed_jobs: set[int] = set()
        #: Tables in which somebody has left something for the engine; at its start it looks at all.
        self.asked: set[str] = set(ASKED)
        self._on_node: dict[str, dict[int, RunningBuild]] = defaultdict(dict)
        #: How many rows this connection had changed when the list of changes was last read.
        self._seen_until = -1

    # --- reading

    def load(self, connection: sqlite3.Connection, present: Set[str], runs: Runs, now_ms: int) -> None:
        """Read everything. ``runs``: what was known of them before; only memory knows how much of their logs came.

        Changes stay listed until the first ``refresh``: they also tell others of what nobody has decided upon yet.
        """
        self.present = present
        self.jobs.load(connection)
        self.changed_jobs = {job.id for job in self.jobs}
        last_nodes = {row["item_id"]: row["node_name"] for row in connection.execute(SQL["last_nodes"])}
        for item_id in self.changed_jobs:
            self._tell_job(item_id, last_nodes.get(item_id))
        for row in connection.execute(SQL["nodes"]):
            self._set_node(node_from_row(row))
        for row in connection.execute(SQL["running_builds"]):
            self.add_build(running_build(row))
        for row in connection.execute(SQL["runs_of_running_builds"]):
            self._load_run(row, runs, now_ms)
        for row in connection.execute(SQL["references_of_running_builds"]):
            self._refer(row)
        for row in connection.execute(SQL["open_queue"]):
            self._put(row)
        self._read_settings(connection)
        self.touched = {build.id for build in self.builds.values() if build.run is None or build.stop_requested_by}

    def refresh(self, connection: sqlite3.Connection, present: Set[str]) -> None:
        """Read again what has changed since the last tick. ``present``: lower-case names of connected agents."""
        for name in self.present ^ present:
            self._set_presence(name, name in present)
        self.present = present
        changes = defaultdict(list)
        for row in connection.execute(SQL["changes"]):
            changes[row["kind"]].append(row["key"])
        if changes:
            connection.execute(SQL["forget_changes"])
            self._apply(connection, changes)
        self._seen_until = connection.total_changes

    def take_own_changes(self, connection: sqlite3.Connection) -> None:
        """Read what this tick itself queued or changed, so that it need not wait for the next one."""
        if connection.total_changes != self._seen_until:
            self.refresh(connection, self.present)

    def end_tick(self) -> None:
        """Everything that was touched has been looked at."""
        self.touched, self.changed_jobs, self.orphans = set(), set(), []

    def reload_builds(self, connection: sqlite3.Connection, build_ids: Iterable[int], now_ms: int) -> None:
        """What was done to these builds was undone: read them again, and look at them a little later."""
        for build_id in build_ids:
            if build := self.builds.get(build_id):
                self.remove_build(build)
            row = connection.execute(SQL["build"], {"id": build_id}).fetchone()
            if row is not None and row["state"] == "running":
                self.add_build(running_build(row))
                for run in connection.execute(SQL["runs_of_build"], {"build_id": build_id}):
                    self._load_run(run, self.runs, now_ms)
                for row in connection.execute(SQL["references_of_build"], {"build_id": build_id}):
                    self._refer(row)
                self._again_ms[build_id] = now_ms + RETRY_MS

    def _refer(self, row: sqlite3.Row) -> None:
        """An output of a running build names a file."""
        if build := self.builds.get(row["build_id"]):
            build.references.append(source_of(json.loads(row["value"])))

    def look_again(self, build_id: int, at_ms: int) -> None:
        """Look at a build at that time, whatever happens to it."""
        self._again_ms[build_id] = at_ms

    def due_builds(self, now_ms: int) -> set[int]:
        """Builds to look at now: something happened to them, or of them something is due."""
        again = {build_id for build_id, at_ms in self._again_ms.items() if at_ms <= now_ms}
        for build_id in again:
            del self._again_ms[build_id]
        return again | self.touched | {run.build_id for run in self.runs.due(now_ms)}

    def _apply(self, connection: sqlite3.Connection, changes: dict[str, list[int | str]]) -> None:
        self._refresh_jobs(connection, [int(key) for key in changes["item"]])
        for name in changes["node"]:
            row = connection.execute(SQL["node"], {"name": name}).fetchone()
            self._set_node(node_from_row(row)) if row else self._remove_node(str(name))
        for queue_id in changes["queue"]:
            row = connection.execute(SQL["open_queue_item"], {"id": queue_id}).fetchone()
            self._put(row) if row else self.dispatcher.drop(int(queue_id))
        for build_id in changes["build"]:
            row = connection.execute(SQL["build"], {"id": build_id}).fetchone()
            self._update_build(int(build_id), row)
        self.asked |= {str(key) for key in changes["setting"]} & ASKED
        if changes["setting"]:
            self._read_settings(connection)

    def _refresh_jobs(self, connection: sqlite3.Connection, item_ids: list[int]) -> None:
        if not item_ids:
            return
        self.jobs.refresh(connection, item_ids)
        self.changed_jobs |= set(item_ids)
        for item_id in {*item_ids, *self.jobs.that_wait_for_others()}:
            self._tell_job(item_id)
        renamed = {item_id: job.full_name for item_id in item_ids if (job := self.jobs.get(item_id))}
        for build in self.builds.values():
            if renamed.get(build.item_id, build.full_name) != build.full_name:
                self._rename(build, renamed[build.item_id])

    def _tell_job(self, item_id: int, last_node: str | None = None) -> None:
        facts = self.jobs.facts(item_id)
        if facts is None:
            self.dispatcher.remove_job(item_id)
        else:
            self.dispatcher.set_job(replace(facts, last_node=last_node) if last_node else facts)

    def _rename(self, build: RunningBuild, full_name: str) -> None:
        build.full_name = full_name
        if build.run is not None:
            build.run.path = self._home.build_log(full_name, build.number)

    def undo_start(self, connection: sqlite3.Connection, assign: Assign, now_ms: int) -> None:
        """No build came of it: the executor is free again, and the item waits a little."""
        build = next((b for b in self.builds_on(assign.node_name) if b.executor == assign.executor), None)
        if build is not None:
            self.remove_build(build)
        else:
            self.dispatcher.not_started(assign)
        row = connection.execute(SQL["open_queue_item"], {"id": assign.queue_id}).fetchone()
        if row is not None:
            self._put(row, not_before_ms=now_ms + RETRY_MS, why=START_FAILED)

    def _put(self, row: sqlite3.Row, not_before_ms: int = 0, why: str = "") -> None:
        ready_ms = max(row["ready_ms"], not_before_ms)
        is_approved = bool(row["is_approved"])
        waiting = Waiting(row["id"], row["item_id"], row["in_queue_since_ms"], ready_ms, why, is_approved)
        self.dispatcher.put(waiting)

    def _read_settings(self, connection: sqlite3.Connection) -> None:
        self.root_url = settings.read(connection, "root_url")
        self.release = settings.read(connection, "release")
        self.alerts = alert_settings.read(partial(settings.read, connection))
        self.dispatcher.set_strategy(settings.read(connection, "placement"))
        categories, reserved = settings.throttle_categories(connection), resources.reserved(connection)
        if (categories, reserved) != (self.jobs.categories, self.jobs.reserved):
            self.jobs.categories, self.jobs.reserved = categories, reserved
            for job in self.jobs:
                self._tell_job(job.id)
        self._is_quieting_down = bool(settings.read(connection, "quieting_down"))
        self._min_free_bytes = int(settings.read(connection, "min_free_bytes"))

    def look_at_disk(self) -> None:
        """Start nothing while the disk is nearly full: what runs will need the rest."""
        free_bytes = shutil.disk_usage(self._home.root).free
        full = None
        if free_bytes < self._min_free_bytes:
            wanted, left = self._min_free_bytes >> 20, free_bytes >> 20
            full = f"The controller’s disk is nearly full ({left} MiB left): builds start again from {wanted} MiB on"
        self.dispatcher.pause(QUIETING_DOWN if self._is_quieting_down else full)

    # --- nodes

    def node(self, name: str) -> Node | None:
        return self.dispatcher.fleet.node(name)

    def is_present(self, agent: str) -> bool:
        return agent.lower() in self.present

    def nodes_to_return(self, now_ms: int) -> list[str]:
        """Those that were offline for a time that is over."""
        return [name for name, at_ms in self._returns.items() if at_ms <= now_ms]

    def _set_node(self, node: Node) -> None:
        if node.online_at_ms is not None:
            self._returns[node.name] = node.online_at_ms
        else:
            self._returns.pop(node.name, None)
        known = replace(node, connected=self.is_present(node.name))
        self.dispatcher.nodes_changed(self.dispatcher.fleet.set_node(known))
        self._node_touched(node.name)

    def _set_presence(self, name: str, is_present: bool) -> None:
        node = self.node(name)
        if node is not None:
            self.dispatcher.nodes_changed(self.dispatcher.fleet.set_node(replace(node, connected=is_present)))
            self._node_touched(name)

    def _remove_node(self, name: str) -> None:
        self._returns.pop(name, None)
        self.dispatcher.fleet.remove_node(name)
        self._node_touched(name)

    def _node_touched(self, name: str) -> None:
        self.dispatcher.touch_lanes()
        self.touched |= self._on_node.get(name.lower(), {}).keys()

    # --- builds

    def builds_on(self, node_name: str) -> list[RunningBuild]:
        return list(self._on_node.get(node_name.lower(), {}).values())

    def add_build(self, build: RunningBuild) -> None:
        """A build runs from now on."""
        self.builds[build.id] = build
        self._on_node[build.node_name.lower()][build.id] = build
        self.dispatcher.build_started(
            Running(build.item_id, build.number, build.node_name, build.executor, build.started_ms, build.estimated_ms)
        )

    def remove_build(self, build: RunningBuild) -> None:
        """It has ended, or was deleted."""
        self.builds.pop(build.id, None)
        on_node = self._on_node[build.node_name.lower()]
        on_node.pop(build.id, None)
        if not on_node:
            del self._on_node[build.node_name.lower()]
        self.dispatcher.build_ended(build.item_id, build.number)
        self.end_run(build)

    def begin_run(self, build: RunningBuild, run: LiveRun) -> None:
        """The build's next step is under way."""
        build.run = run
        self.runs.add(run)
        self.runs.arm(run, run.launch_sent_ms + REPEAT_MS)

    def end_run(self, build: RunningBuild, ended: StepRun | None = None) -> None:
        """The build's step is over, as ``ended`` tells."""
        if ended is not None:
            build.ended.append(ended)
        if build.run is not None:
            self.runs.remove(build.run)
            build.run = None

    def _update_build(self, build_id: int, row: sqlite3.Row | None) -> None:
        build = self.builds.get(build_id)
        if build is None:
            return
        if row is None or row["state"] != "running":
            if build.run is not None:
                self.orphans.append(build.run)
            self.remove_build(build)
            return
        build.display_name = row["display_name"]
        build.stop_requested_by, build.stop_requested_ms = row["stop_requested_by"], row["stop_requested_ms"]
        self.touched.add(build_id)

    def _load_run(self, row: sqlite3.Row, known: Runs, now_ms: int) -> None:
        build = self.builds[row["build_id"]]
        if row["state"] != "launched":
            build.ended.append(_ended(row))
            return
        run = known.get(row["run_id"]) or LiveRun(
            row["run_id"], row["build_id"], row["step"], row["node_name"], self._path(build), row["log_start"]
        )
        run.started, run.path, run.due_ms = row["started_ms"] is not None, self._path(build), None
        run.begun_ms = row["launched_ms"]
        run.launch_sent_ms = run.launch_sent_ms or run.begun_ms
        build.run = run
        self.runs.add(run)
        self.runs.arm(run, now_ms + REPEAT_MS)

    def _path(self, build: RunningBuild) -> Path:
        return self._home.build_log(build.full_name, build.number)


def _ended(row: sqlite3.Row) -> StepRun:
    attempts = len(attempts_from_json(row["attempts"]))
    return StepRun(row["run_id"], row["step"], row["state"], row["outcome"], row["exit_code"], attempts=attempts)
