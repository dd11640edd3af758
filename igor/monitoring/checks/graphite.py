"""Figures of a controller as Graphite's lines, for Sensu's metric handlers."""

from __future__ import annotations

import argparse
import re
import socket
import time
from typing import Any

from sensu_plugin import SensuPluginMetricGraphite

from igor.monitoring.checks.asking import AskingCheck

_NOT_PATH = re.compile(r"[^A-Za-z0-9_.-]")
_METER = ("count", "m1_rate", "m5_rate", "m15_rate")
_TIMER = (*_METER, "mean", "p50", "p95", "p99", "max")
_HISTOGRAM = ("mean", "p50", "p95", "p99", "max")


class Metrics(SensuPluginMetricGraphite, AskingCheck):  # type: ignore[misc]
    """``PREFIX.NAME VALUE TIME`` a line."""

    name = "metrics"
    summary = "Print a controller's figures in Graphite's form."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        host = socket.gethostname().partition(".")[0]
        parser.add_argument("--prefix", default=f"{host}.jenkins", help=f"what names begin with ({host}.jenkins)")
        parser.add_argument("--only", default="", metavar="REGEX", help="only names in which this is found")

    def look(self) -> None:
        _, metrics = self.ask_json("metrics")
        wanted, now_s = re.compile(self.options.only), int(time.time())
        for name, value in lines(metrics):
            if wanted.search(name):
                self.output(f"{self.options.prefix}.{name}", value, now_s)
        self.ok()


def lines(metrics: dict[str, Any]) -> list[tuple[str, float]]:
    """Name and value of every number, in the plugin's order; characters that Graphite's paths lack become ``_``."""
    found = [(name, gauge.get("value")) for name, gauge in metrics.get("gauges", {}).items()]
    found += [(name, counter.get("count")) for name, counter in metrics.get("counters", {}).items()]
    for kind, fields in (("meters", _METER), ("timers", _TIMER), ("histograms", _HISTOGRAM)):
        for name, figures in metrics.get(kind, {}).items():
            found += [(f"{name}.{field}", figures.get(field)) for field in fields]
    return [(_NOT_PATH.sub("_", name), value) for name, value in found if _is_number(value)]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
