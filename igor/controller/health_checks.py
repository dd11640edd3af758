"""Health checks in the Metrics plugin's names: run at most each minute, or when a caller wants fresh results.

``thread-deadlock`` asks the one thread that others wait for, the store's writer. Source:
jenkins.metrics.impl.JenkinsHealthCheckProviderImpl, com.codahale.metrics.health.HealthCheck.Result.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as NotInTime
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from igor.controller import settings
from igor.controller.context import Controller
from igor.model import plugins
from igor.model.errors import IgorError

#: How long results are good for.
INTERVAL_MS = 60_000
_WRITER_TIMEOUT_S = 5.0
_GB = 1024**3


@dataclass(frozen=True, slots=True)
class Health:
    """What one check found; ``message`` may be empty when it is healthy."""

    healthy: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All results of one run: name → ``{healthy, message?, duration, timestamp}``; durations in milliseconds."""

    at_ms: int
    took_s: float
    results: dict[str, dict[str, Any]]

    @property
    def is_healthy(self) -> bool:
        return all(result["healthy"] for result in self.results.values())

    @property
    def expires_ms(self) -> int:
        return self.at_ms + INTERVAL_MS

    @property
    def score(self) -> float:
        """The share of healthy checks."""
        healthy = sum(result["healthy"] for result in self.results.values())
        return healthy / len(self.results) if self.results else 1.0


class HealthChecks:
    """The checks of one controller, and their last results."""

    def __init__(self, controller: Controller) -> None:
        self._controller = controller
        self._lock = threading.Lock()
        self._last: Report | None = None
        self._checks: dict[str, Callable[[Controller], Health]] = {
            "disk-space": _disk_space,
            "engine": _engine,
            "plugins": _plugins,
            "temporary-space": _temporary_space,
            "thread-deadlock": _writer_answers,
        }

    def report(self, *, max_age_ms: int = INTERVAL_MS) -> tuple[Report, bool]:
        """The last results if they are young enough, else those of a new run; and whether they are new."""
        with self._lock:
            if self._last is None or self._controller.now_ms() - self._last.at_ms > max_age_ms:
                self._last = self._run()
                return self._last, True
            return self._last, False

    def _run(self) -> Report:
        started = time.perf_counter()
        results = {name: self._result(check) for name, check in sorted(self._checks.items())}
        return Report(self._controller.now_ms(), time.perf_counter() - started, results)

    def _result(self, check: Callable[[Controller], Health]) -> dict[str, Any]:
        started = time.perf_counter()
        try:
            health = check(self._controller)
        except (IgorError, OSError) as error:
            health = Health(False, str(error))
        shown: dict[str, Any] = {"healthy": health.healthy}
        if health.message:
            shown["message"] = health.message
        shown["duration"] = round((time.perf_counter() - started) * 1000)
        shown["timestamp"] = iso_time(self._controller.now_ms())
        return shown


def iso_time(at_ms: int) -> str:
    """``2026-11-21T17:19:00.123Z``."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _disk_space(controller: Controller) -> Health:
    return _space(controller, controller.home.root)


def _temporary_space(controller: Controller) -> Health:
    return _space(controller, Path(tempfile.gettempdir()))


def _space(controller: Controller, folder: Path) -> Health:
    free = shutil.disk_usage(folder).free
    wanted = int(settings.get(controller, "min_free_bytes"))
    return Health(True) if free >= wanted else Health(False, f"Only {free / _GB:.3f} Gb free on (controller)")


def _plugins(controller: Controller) -> Health:
    if controller.home.plugin_list.exists():
        plugins.read_list(controller.home.plugin_list)
    return Health(True, "No failed plugins")


def _engine(controller: Controller) -> Health:
    """Healthy while the process that announced itself lives."""
    try:
        pid = json.loads(controller.home.engine_address.read_text())["pid"]
    except (FileNotFoundError, ValueError):
        pid = 0
    return Health(True) if pid and psutil.pid_exists(pid) else Health(False, "The engine does not run: nothing starts")


def _writer_answers(controller: Controller) -> Health:
    try:
        controller.store.submit(lambda _: None).result(_WRITER_TIMEOUT_S)
    except NotInTime:
        return Health(False, f"The store's writer has not answered within {_WRITER_TIMEOUT_S:.0f} s")
    return Health(True)
