"""Checks of a controller by what its Metrics plugin answers."""

from __future__ import annotations

import argparse
import time
from datetime import datetime

from igor.monitoring.checks.asking import AskingCheck, Unreachable, add_limits, gauge, needed_gauge
from igor.monitoring.checks.base import CannotLook, performance, worst, worst_of


class Ping(AskingCheck):
    """``pong`` in time; a controller that does not answer is CRITICAL here, and UNKNOWN for the other checks."""

    name = "ping"
    summary = "Does the controller answer, and how quickly?"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        add_limits(parser, "seconds", 2.0, 5.0)

    def look(self) -> None:
        url = self.metrics_url("ping")
        started = time.monotonic()
        try:
            answer = self.ask(url)
        except Unreachable as error:
            self.critical(str(error))
            return
        took_s = time.monotonic() - started
        self.refuse_denial(answer, url)
        if answer.status != 200 or answer.body.strip() != b"pong":
            self.critical(f"{url} answered {answer.status} and no pong")
        limits = (self.options.warning, self.options.critical)
        figure = performance("time", took_s, "s", *limits)
        self.end(worst(took_s, *limits), f"pong after {took_s:.3f} s", figure)

    def late(self) -> None:
        self.critical(f"no answer within {self.options.timeout:g} s")


class Health(AskingCheck):
    """Every health check must be healthy, and its result young: a controller may repeat an old one for ever."""

    name = "health"
    summary = "What do the controller's own health checks say?"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--max-age", type=float, default=300.0, metavar="S", help="results may be so old (300)")
        parser.add_argument("--ignore", action="append", default=[], metavar="NAME", help="not this one; repeatable")

    def look(self) -> None:
        status, results = self.ask_json("healthcheck")
        if status == 501 or not results:
            raise CannotLook("the controller has no health checks")
        known = {name: result for name, result in results.items() if name not in self.options.ignore}
        sick = {name: result for name, result in known.items() if not result.get("healthy")}
        old = [name for name, result in known.items() if (_age_s(result) or 0) > self.options.max_age]
        figures = [performance("healthy", len(known) - len(sick)), performance("unhealthy", len(sick), "", 1, 1)]
        if sick:
            told = "; ".join(f"{name}: {_why(result)}" for name, result in sorted(sick.items()))
            self.end("critical", told, *figures)
        if old:
            self.end("warning", f"older than {self.options.max_age:g} s: {', '.join(sorted(old))}", *figures)
        self.end("ok", f"{len(known)} health checks are healthy", *figures)


def _why(result: dict[str, object]) -> str:
    error = result.get("error")
    told = result.get("message") or (error.get("message") if isinstance(error, dict) else error)
    return str(told or "unhealthy")


def _age_s(result: dict[str, object]) -> float | None:
    """None for plugins that tell no time."""
    try:
        at = datetime.fromisoformat(str(result["timestamp"]).replace("Z", "+00:00"))
    except (KeyError, ValueError):
        return None
    return time.time() - at.timestamp()


class Queue(AskingCheck):
    """How much waits; what is stuck is at least a warning."""

    name = "queue"
    summary = "Does too much wait in the queue?"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        add_limits(parser, "waiting items", 50, 200)

    def look(self) -> None:
        _, metrics = self.ask_json("metrics")
        counts = {
            name: needed_gauge(metrics, f"jenkins.queue.{name}.value")
            for name in ("size", "buildable", "blocked", "stuck")
        }
        limits = (self.options.warning, self.options.critical)
        status = worst_of(worst(counts["size"], *limits), "warning" if counts["stuck"] else "ok")
        figures = [performance("size", counts["size"], "", *limits)]
        figures += [performance(name, counts[name]) for name in ("buildable", "blocked")]
        figures.append(performance("stuck", counts["stuck"], "", 1))
        told = ", ".join(f"{counts[name]:g} {name}" for name in ("buildable", "blocked", "stuck"))
        self.end(status, f"{counts['size']:g} in the queue: {told}", *figures)


class Executors(AskingCheck):
    """How busy the executors are; none at all is CRITICAL."""

    name = "executors"
    summary = "Are there executors, and is one of them free?"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        add_limits(parser, "per cent in use", 90, 100.1)

    def look(self) -> None:
        _, metrics = self.ask_json("metrics")
        total, busy = (needed_gauge(metrics, f"jenkins.executor.{name}.value") for name in ("count", "in-use"))
        limits = (self.options.warning, self.options.critical)
        if not total:
            self.end("critical", "no executor is online", performance("executors", 0))
        used = 100 * busy / total
        figures = [
            performance("used", float(used), "%", *limits),
            performance("executors", total),
            performance("busy", busy),
        ]
        self.end(worst(used, *limits), f"{busy:g} of {total:g} executors in use", *figures)


class Agents(AskingCheck):
    """Nodes that are offline."""

    name = "agents"
    summary = "Are agents offline?"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        add_limits(parser, "nodes offline", 1, None)
        parser.add_argument("--expected", type=int, default=0, metavar="N", help="critical with fewer nodes online (0)")

    def look(self) -> None:
        _, metrics = self.ask_json("metrics")
        total, online, offline = (
            needed_gauge(metrics, f"jenkins.node.{name}.value") for name in ("count", "online", "offline")
        )
        limits = (self.options.warning, self.options.critical)
        status = worst_of(worst(offline, *limits), "critical" if online < self.options.expected else "ok")
        figures = [
            performance("offline", offline, "", *limits),
            performance("online", online),
            performance("nodes", total),
        ]
        self.end(status, f"{online:g} of {total:g} nodes online", *figures)


class Late(AskingCheck):
    """Runs that should have started and have not: a controller that lives may still start nothing."""

    name = "late"
    summary = "Are scheduled runs late? (Igor only)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        add_limits(parser, "seconds that the latest one is late", 60, 600)

    def look(self) -> None:
        _, metrics = self.ask_json("metrics")
        count, worst_s = gauge(metrics, "igor.late.runs"), gauge(metrics, "igor.late.seconds")
        if count is None or worst_s is None:
            raise CannotLook("this controller does not tell which runs are late: it is no Igor")
        limits = (self.options.warning, self.options.critical)
        figures = [performance("late", count), performance("seconds", worst_s, "s", *limits)]
        told = f"{count:g} runs are late, the latest by {worst_s:.0f} s" if count else "nothing is late"
        self.end(worst(worst_s, *limits) if count else "ok", told, *figures)


class Heap(AskingCheck):
    """A JVM's memory; Igor has none, and says nothing of it."""

    name = "heap"
    summary = "Does the controller's heap run full? (Jenkins only)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        add_limits(parser, "per cent of the heap", 85, 95)

    def look(self) -> None:
        _, metrics = self.ask_json("metrics")
        used = 100 * needed_gauge(metrics, "vm.memory.heap.usage")
        limits = (self.options.warning, self.options.critical)
        self.end(worst(used, *limits), f"{used:.1f} % of the heap in use", performance("heap", used, "%", *limits))
