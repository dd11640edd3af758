"""A Jenkins with the Metrics plugin as far as checks see it, and strict: what its sources refuse is refused.

Rules of jenkins.metrics.api.MetricsRootAction: a GET of ``/metrics/ACTION`` needs the key in the header
``Authorization: Jenkins-Metrics-Key``; ``/metrics/currentUser/ACTION`` needs a user; ``/metrics/KEY/ACTION`` the key.
Health checks answer 200, 500 or 501; figures have Dropwizard's form.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "Vd2ovKmcZVnQxXwQ6aPpSz1JkT8uYbRe"
USER, TOKEN = "watcher", "11aa22bb33cc44dd55ee66ff7788990011"


def _timer() -> dict[str, Any]:
    quantiles = dict.fromkeys(("max", "mean", "min", "p50", "p75", "p95", "p98", "p99", "p999", "stddev"), 0.25)
    rates = dict.fromkeys(("m15_rate", "m1_rate", "m5_rate", "mean_rate"), 1.5)
    return {
        "count": 3,
        **quantiles,
        "values": [0.25],
        **rates,
        "duration_units": "seconds",
        "rate_units": "calls/minute",
    }


def healthy(message: str | None = None) -> dict[str, Any]:
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"healthy": True, **({"message": message} if message else {}), "duration": 1, "timestamp": at}


@dataclass
class Jenkins:
    """What it says; tests change it."""

    url: str = ""
    pong: str = "pong\n"
    delay: threading.Event | None = None
    health: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {
            "disk-space": healthy(),
            "plugins": healthy("No failed plugins"),
            "temporary-space": healthy(),
            "thread-deadlock": healthy(),
        }
    )
    gauges: dict[str, Any] = field(
        default_factory=lambda: {
            **{f"jenkins.queue.{name}.value": 0 for name in ("size", "blocked", "buildable", "pending", "stuck")},
            "jenkins.executor.count.value": 4,
            "jenkins.executor.free.value": 3,
            "jenkins.executor.in-use.value": 1,
            "jenkins.node.count.value": 2,
            "jenkins.node.online.value": 2,
            "jenkins.node.offline.value": 0,
            "vm.memory.heap.usage": 0.5,
            "jenkins.versions.core": "2.555.1",
            "vm.deadlocks": [],
        }
    )

    def metrics(self) -> dict[str, Any]:
        return {
            "version": "4.0.0",
            "gauges": {name: {"value": value} for name, value in self.gauges.items()},
            "counters": {"http.activeRequests": {"count": 1}},
            "histograms": {},
            "meters": {
                "jenkins.runs.total": {
                    "count": 7,
                    "m15_rate": 0.1,
                    "m1_rate": 0.2,
                    "m5_rate": 0.3,
                    "mean_rate": 0.4,
                    "units": "events/minute",
                }
            },
            "timers": {"jenkins.job.building.duration": _timer()},
        }


@contextmanager
def running() -> Iterator[Jenkins]:
    """One on a free port."""
    jenkins = Jenkins()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(jenkins))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    jenkins.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield jenkins
    finally:
        if jenkins.delay is not None:
            jenkins.delay.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(jenkins: Jenkins) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if jenkins.delay is not None:
                jenkins.delay.wait(20)
            match self.path.partition("?")[0].strip("/").split("/"):
                case ["metrics", "currentUser", action]:
                    self._answer(action, self._is_user())
                case ["metrics", action] if action in ("ping", "metrics", "healthcheck"):
                    self._answer(action, self.headers.get("Authorization") == f"Jenkins-Metrics-Key {KEY}")
                case ["metrics", key, action]:
                    self._answer(action, key == KEY)
                case _:
                    self._send(404, "text/html", b"Not Found")

        def _is_user(self) -> bool:
            pair = base64.b64encode(f"{USER}:{TOKEN}".encode()).decode()
            return self.headers.get("Authorization") == f"Basic {pair}"

        def _answer(self, action: str, allowed: bool) -> None:
            if not allowed:
                self._send(403, "text/html", b"<html>Invalid access key</html>")
            elif action == "ping":
                self._send(200, "text/plain", jenkins.pong.encode())
            elif action == "metrics":
                self._send(200, "application/json", json.dumps(jenkins.metrics()).encode())
            elif action == "healthcheck":
                sick = not all(result["healthy"] for result in jenkins.health.values())
                status = (500 if sick else 200) if jenkins.health else 501
                self._send(status, "application/json", json.dumps(jenkins.health).encode())
            else:
                self._send(404, "text/html", b"Not Found")

        def _send(self, status: int, content_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "must-revalidate,no-cache,no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return None

    return Handler
