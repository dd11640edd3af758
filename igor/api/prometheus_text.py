"""Prometheus' text format 0.0.4, and Dropwizard's figures in it.

Source: io.prometheus.client.exporter.common.TextFormat, io.prometheus.client.dropwizard.DropwizardExports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_NOT_NAME = re.compile(r"[^a-zA-Z0-9:_]")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})
_QUANTILES = (("0.5", "p50"), ("0.75", "p75"), ("0.95", "p95"), ("0.98", "p98"), ("0.99", "p99"), ("0.999", "p999"))

#: Labels as text (``job="a",repo="NA"``, or empty) and the value.
Sample = tuple[str, float]


def labels(values: Mapping[str, str]) -> str:
    """The labels of a sample."""
    return ",".join(f'{name}="{text.translate(_ESCAPES)}"' for name, text in values.items())


def family(name: str, kind: str, help_text: str, samples: Iterable[Sample]) -> Iterator[str]:
    """One metric as lines; none when it has no samples."""
    lines = [f"{name}{{{shown}}} {float(value)}" if shown else f"{name} {float(value)}" for shown, value in samples]
    if lines:
        yield f"# HELP {name} {help_text}"
        yield f"# TYPE {name} {kind}"
        yield from lines


def counter(name: str, help_text: str, samples: Iterable[Sample]) -> Iterator[str]:
    """A counter under its own name, and under the one with ``_total`` that newer clients write."""
    known = list(samples)
    yield from family(name, "counter", help_text, known)
    yield from family(f"{name}_total", "counter", help_text, known)


def dropwizard(shown: Mapping[str, Any]) -> Iterator[str]:
    """All figures of the Metrics plugin: gauges, histograms and timers as summaries, meters as counters."""
    for name, gauge in shown["gauges"].items():
        if isinstance(gauge["value"], int | float):
            yield from family(_name(name), "gauge", _help(name, "Gauge"), [("", gauge["value"])])
    for name, count in shown["counters"].items():
        yield from family(_name(name), "gauge", _help(name, "Counter"), [("", count["count"])])
    for kind in ("histograms", "timers"):
        for name, figures in shown[kind].items():
            yield from _summary(_name(name), _help(name, kind.removesuffix("s").capitalize()), figures)
    for name, meter in shown["meters"].items():
        yield from family(f"{_name(name)}_total", "counter", _help(name, "Meter"), [("", meter["count"])])


def _summary(name: str, help_text: str, figures: Mapping[str, Any]) -> Iterator[str]:
    yield f"# HELP {name} {help_text}"
    yield f"# TYPE {name} summary"
    for quantile, key in _QUANTILES:
        yield f'{name}{{quantile="{quantile}"}} {float(figures[key])}'
    yield f"{name}_count {float(figures['count'])}"


def _name(name: str) -> str:
    text = _NOT_NAME.sub("_", name)
    return f"_{text}" if text[:1].isdigit() else text


def _help(name: str, kind: str) -> str:
    return f"{kind} {name} of the Metrics plugin".replace("\n", " ")
