"""Figures of this moment, under the names of Jenkins' Metrics plugin; Igor's own begin with ``igor.``.

Names whose figure nothing here measures are left out: docs/compatibility.md lists them. Source:
jenkins.metrics.impl.{JenkinsMetricProviderImpl,VMMetricProviderImpl,JenkinsVersionsProviderImpl}.
"""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import threading
from typing import Any

import psutil

import igor
from igor.controller import nodes, overview
from igor.controller.context import Controller
from igor.model.plugins import SUITE
from igor.storage import queries

_SQL = queries.load("metrics")
#: A buildable item is stuck after this time. Source: Queue.BuildableItem.isStuck.
STUCK_MS = 24 * 3600 * 1000

#: Gauges that are sampled into a histogram; its name ends in ``history`` instead of ``value``.
SAMPLED = (
    *(f"jenkins.queue.{name}" for name in ("size", "blocked", "buildable", "stuck", "pending")),
    *(f"jenkins.node.{name}" for name in ("count", "online", "offline")),
    *(f"jenkins.executor.{name}" for name in ("count", "in-use", "free")),
    "jenkins.job.count",
    *(f"jenkins.project.{name}" for name in ("count", "enabled.count", "disabled.count")),
)

Gauges = dict[str, Any]


def queue_gauges(connection: sqlite3.Connection, now_ms: int) -> Gauges:
    """The queue by states; ``pending`` is nought, since a claimed item is a build at once."""
    rows = {row["state"]: row for row in connection.execute(_SQL["queue"], {"stuck_before_ms": now_ms - STUCK_MS})}
    counts = {state: row["items"] for state, row in rows.items()}
    stuck = int(rows["buildable"]["stuck"]) if "buildable" in rows else 0
    figures = {
        "size": sum(counts.values()),
        "blocked": counts.get("blocked", 0),
        "buildable": counts.get("buildable", 0),
        "pending": 0,
        "stuck": stuck,
    }
    return {f"jenkins.queue.{name}.value": value for name, value in figures.items()}


def node_gauges(controller: Controller, connection: sqlite3.Connection) -> Gauges:
    """Nodes, and the executors of those that are online."""
    known = nodes.list_nodes(controller)
    online = [node for node in known if node.is_online]
    executors = sum(node.executors for node in online)
    busy = int(connection.execute(_SQL["busy"]).fetchone()["builds"])
    return {
        "jenkins.node.count.value": len(known),
        "jenkins.node.online.value": len(online),
        "jenkins.node.offline.value": len(known) - len(online),
        "jenkins.executor.count.value": executors,
        "jenkins.executor.in-use.value": busy,
        "jenkins.executor.free.value": max(0, executors - busy),
    }


def item_gauges(connection: sqlite3.Connection) -> Gauges:
    """Jobs; a walk over all items, which callers do rarely. In Igor every job is a project."""
    row = connection.execute(_SQL["items"]).fetchone()
    jobs, disabled = int(row["jobs"]), int(row["disabled"])
    return {
        "jenkins.job.count.value": jobs,
        "jenkins.job.averageDepth": row["depths"] / row["items"] if row["items"] else 0.0,
        "jenkins.project.count.value": jobs,
        "jenkins.project.enabled.count.value": jobs - disabled,
        "jenkins.project.disabled.count.value": disabled,
    }


def version_gauges(jenkins_version: str) -> Gauges:
    """The plugin suite is part of Igor: all of it is active, none of it can fail by itself."""
    return {
        "jenkins.versions.core": jenkins_version,
        "igor.version": igor.__version__,
        **{f"jenkins.versions.plugin.{plugin.short_name}": plugin.version for plugin in SUITE},
        "jenkins.plugins.active": len(SUITE),
        "jenkins.plugins.inactive": 0,
        "jenkins.plugins.failed": 0,
    }


def process_gauges(process: psutil.Process, now_s: float) -> Gauges:
    """This process, which is what a JVM's figures stand for; and the machine's load."""
    threads = threading.enumerate()
    open_files, limit = process.num_fds(), resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return {
        "vm.count": len(threads),
        "vm.daemon.count": sum(thread.daemon for thread in threads),
        "vm.cpu.load": process.cpu_percent() / 100 / (os.cpu_count() or 1),
        "vm.file.descriptor.ratio": open_files / limit if limit > 0 else 0.0,
        "vm.uptime.milliseconds": round((now_s - process.create_time()) * 1000),
        "system.cpu.load": os.getloadavg()[0],
        "igor.process.resident-memory.bytes": process.memory_info().rss,
    }


def late_gauges(controller: Controller) -> Gauges:
    """Runs that should have started and have not; a look at all timers, which callers do not do at every request."""
    late = overview.late(controller)
    worst_ms = max((run["late_ms"] for run in late), default=0)
    return {"igor.late.runs": len(late), "igor.late.seconds": worst_ms / 1000}


def own_gauges(controller: Controller) -> Gauges:
    """What Igor adds: its disk, and how well its commits share their fsyncs."""
    disk = shutil.disk_usage(controller.home.root)
    return {
        "igor.home.free.bytes": disk.free,
        "igor.home.total.bytes": disk.total,
        "igor.store.commits": controller.store.commits,
        "igor.store.works": controller.store.works,
        "igor.store.bytes": controller.store.path.stat().st_size,
    }
