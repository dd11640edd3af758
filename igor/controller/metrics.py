"""The figures of one process since its start: rates and durations from what the store says has happened, and requests.

``Metrics.start`` samples in a thread; who asks gets figures that are at most a second old. Nothing looks at history:
a look costs what has changed, and the counts of builds are kept by the store.
"""

from __future__ import annotations

import gzip
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import msgspec
import psutil

from igor.controller import health_checks, metrics_gauges
from igor.controller.context import Controller
from igor.controller.health_checks import HealthChecks
from igor.controller.metrics_follow import Follower, News
from igor.model.errors import IgorError
from igor.model.node import BUILT_IN
from igor.monitoring.instruments import Registry

_LOOK_S = 5.0
_FRESH_S = 1.0
_ITEMS_S = 300.0
_LATE_S = 15.0
_SAMPLE_S = 15.0
#: A little less than ten seconds: looks come each five, a little late.
_SAMPLER_S = 9.5
_KEEP_S = 30.0
#: Snapshots kept: an hour of them.
_SNAPSHOTS = 120
#: Requests between two looks that are kept to be measured.
_MAX_REQUESTS = 100_000

RESPONSE_CODES = {
    200: "ok",
    201: "created",
    204: "noContent",
    304: "notModified",
    400: "badRequest",
    403: "forbidden",
    404: "notFound",
    500: "serverError",
    503: "serviceUnavailable",
}
_RESULTS = ("success", "unstable", "failure", "not_built", "aborted", "total")
_STAGES = ("queuing", "waiting", "blocked", "buildable")
_JOB_TIMERS = ("building.duration", "total.duration", "execution.time")

_log = logging.getLogger(__name__)


class Metrics:
    """One per process."""

    def __init__(self, controller: Controller, jenkins_version: str) -> None:
        self.health = HealthChecks(controller)
        self._controller = controller
        self._version_gauges = metrics_gauges.version_gauges(jenkins_version)
        self._registry = Registry()
        self._follower = Follower()
        self._lock = threading.Lock()
        self._process = psutil.Process()
        self._requests: deque[tuple[float, int]] = deque(maxlen=_MAX_REQUESTS)
        self._active = 0
        self._active_lock = threading.Lock()
        self._gauges: dict[str, Any] = {}
        self._items: dict[str, Any] = {}
        self._late: dict[str, Any] = {}
        self._done_s: dict[str, float] = {}
        self._snapshots: deque[tuple[int, bytes]] = deque(maxlen=_SNAPSHOTS)
        self._stopped = threading.Event()
        #: Called each ten seconds by the thread that samples.
        self.samplers: list[Callable[[], None]] = []
        self._name_instruments(time.monotonic())

    def start(self) -> None:
        """Sample from now on, in a thread that ends with the process or with ``stop``."""
        threading.Thread(target=self._run, name="metrics", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def request_began(self) -> None:
        with self._active_lock:
            self._active += 1

    def request_ended(self, took_s: float, status: int) -> None:
        with self._active_lock:
            self._active -= 1
        self._requests.append((took_s, status))

    def shown(self) -> dict[str, Any]:
        """The registry as Dropwizard's JSON has it, at most a second old."""
        with self._lock:
            self._look(_FRESH_S)
            return self._shown()

    def history(self) -> dict[str, Any]:
        """Snapshots of the last hour by their times, one each half minute."""
        with self._lock:
            kept = list(self._snapshots)
        return {health_checks.iso_time(at_ms): msgspec.json.decode(gzip.decompress(packed)) for at_ms, packed in kept}

    def look(self) -> None:
        """Take what has happened since the last look, and what is due of samples and snapshots."""
        with self._lock:
            self._look(0.0)

    def _run(self) -> None:
        while not self._stopped.wait(_LOOK_S if self._done_s else 0):
            try:
                self.look()
                if self._is_due("samplers", time.monotonic(), _SAMPLER_S):
                    for sample in self.samplers:
                        sample()
            except (IgorError, OSError) as error:
                _log.warning("the figures are not taken this time: %s", error)

    def _look(self, fresh_s: float) -> None:
        now_s = time.monotonic()
        if not self._is_due("look", now_s, fresh_s):
            return
        with self._controller.store.read() as connection:
            news = self._follower.look(connection, self._controller.now_ms())
            if self._is_due("items", now_s, _ITEMS_S):
                self._items = metrics_gauges.item_gauges(connection)
            if self._is_due("late", now_s, _LATE_S):
                self._late = metrics_gauges.late_gauges(self._controller)
            self._gauges = {
                **self._version_gauges,
                **self._items,
                **self._late,
                **metrics_gauges.queue_gauges(connection, self._controller.now_ms()),
                **metrics_gauges.node_gauges(self._controller, connection),
                **metrics_gauges.process_gauges(self._process, time.time()),
                **metrics_gauges.own_gauges(self._controller),
            }
        self._take_news(news, now_s)
        self._take_requests(now_s)
        if self._is_due("samples", now_s, _SAMPLE_S):
            self._take_samples(now_s)
        if self._is_due("snapshots", now_s, _KEEP_S):
            self._keep()

    def _is_due(self, what: str, now_s: float, every_s: float) -> bool:
        if what in self._done_s and now_s - self._done_s[what] < every_s:
            return False
        self._done_s[what] = now_s
        return True

    def _name_instruments(self, now_s: float) -> None:
        """All names are there from the start, as Jenkins has them, though nothing was measured yet."""
        for kind in ("job", "task"):
            self._registry.meter(f"jenkins.{kind}.scheduled", now_s)
            for stage in _STAGES:
                self._registry.timer(f"jenkins.{kind}.{stage}.duration", now_s)
        for name in (*(f"jenkins.job.{name}" for name in _JOB_TIMERS), "jenkins.task.execution.duration"):
            self._registry.timer(name, now_s)
        for result in _RESULTS:
            self._registry.meter(f"jenkins.runs.{result}", now_s)
        for code in (*RESPONSE_CODES.values(), "other"):
            self._registry.meter(f"http.responseCodes.{code}", now_s)
        for name in ("http.requests", "jenkins.health-check.duration"):
            self._registry.timer(name, now_s)

    def _take_news(self, news: News, now_s: float) -> None:
        for kind in ("job", "task"):
            self._registry.meter(f"jenkins.{kind}.scheduled", now_s).mark(now_s, news.scheduled)
        for left in news.left:
            for stage in _STAGES:
                duration_s = getattr(left, f"{stage}_ms") / 1000
                for kind in ("job", "task"):
                    self._registry.timer(f"jenkins.{kind}.{stage}.duration", now_s).update(duration_s, now_s)
        for ended in news.ended:
            duration_s = ended.duration_ms / 1000
            name = "jenkins.node.builds" if ended.node_name == BUILT_IN else f"jenkins.node.{ended.node_name}.builds"
            names = [name, "jenkins.job.building.duration", "jenkins.job.execution.time"]
            for timer in (*names, "jenkins.task.execution.duration"):
                self._registry.timer(timer, now_s).update(duration_s, now_s)
            if ended.left is not None:
                total_s = duration_s + ended.left.queuing_ms / 1000
                self._registry.timer("jenkins.job.total.duration", now_s).update(total_s, now_s)
            for result in (ended.result.value.lower(), "total"):
                self._registry.meter(f"jenkins.runs.{result}", now_s).mark(now_s)

    def _take_requests(self, now_s: float) -> None:
        while self._requests:
            took_s, status = self._requests.popleft()
            self._registry.timer("http.requests", now_s).update(took_s, now_s)
            self._registry.meter(f"http.responseCodes.{RESPONSE_CODES.get(status, 'other')}", now_s).mark(now_s)

    def _take_samples(self, now_s: float) -> None:
        for name in metrics_gauges.SAMPLED:
            self._registry.histogram(f"{name}.history", now_s).update(self._gauges[f"{name}.value"], now_s)

    def _keep(self) -> None:
        snapshot = self._shown()
        for kind in ("histograms", "timers"):
            for shown in snapshot[kind].values():
                del shown["values"]
        self._snapshots.append((self._controller.now_ms(), gzip.compress(msgspec.json.encode(snapshot), 1)))

    def _shown(self) -> dict[str, Any]:
        now_s = time.monotonic()
        report, is_new = self.health.report()
        if is_new:
            self._registry.timer("jenkins.health-check.duration", now_s).update(report.took_s, now_s)
        gauges = {
            **self._gauges,
            "jenkins.health-check.count": len(report.results),
            "jenkins.health-check.score": report.score,
            "jenkins.health-check.inverse-score": 1 - report.score,
        }
        return self._registry.shown(now_s, gauges, {"http.activeRequests": self._active})
