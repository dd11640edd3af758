"""Meters, histograms and timers, as Dropwizard Metrics defines them. They do not lock: their owner does.

Rates are per minute, durations in seconds, which is how Jenkins' Metrics plugin shows them. Times that come in are
seconds of any clock that only grows. Source: com.codahale.metrics.{Meter,EWMA,Histogram,Timer,
ExponentiallyDecayingReservoir}, com.codahale.metrics.json.MetricsModule.
"""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Callable, Sequence
from typing import Any

#: A meter's averages move on in steps of this length.
TICK_S = 5.0
_WINDOWS_MIN = (1, 5, 15)
_WEIGHTS = tuple(1 - math.exp(-TICK_S / 60 / minutes) for minutes in _WINDOWS_MIN)
#: After so many ticks without an event the longest average is nothing any more.
_MAX_TICKS = 12 * 60 * 24

#: How many samples a histogram keeps, and how strongly it prefers the newest (about the last five minutes).
SAMPLES = 1028
_ALPHA = 0.015
_RESCALE_S = 3600.0

QUANTILES = (("p50", 0.5), ("p75", 0.75), ("p95", 0.95), ("p98", 0.98), ("p99", 0.99), ("p999", 0.999))


class Meter:
    """How many events, and how many a minute."""

    def __init__(self, now_s: float) -> None:
        self.count = 0
        self._since_s = self._ticked_s = now_s
        self._uncounted = 0
        self._per_s: list[float] | None = None

    def mark(self, now_s: float, events: int = 1) -> None:
        self._tick(now_s)
        self.count += events
        self._uncounted += events

    def _tick(self, now_s: float) -> None:
        ticks = int((now_s - self._ticked_s) / TICK_S)
        if ticks <= 0:
            return
        self._ticked_s += ticks * TICK_S
        for _ in range(min(ticks, _MAX_TICKS)):
            rate, self._uncounted = self._uncounted / TICK_S, 0
            old = self._per_s or [rate] * len(_WEIGHTS)
            self._per_s = [value + weight * (rate - value) for value, weight in zip(old, _WEIGHTS, strict=True)]

    def rates(self, now_s: float) -> dict[str, float]:
        """``{m15_rate, m1_rate, m5_rate, mean_rate}``, events a minute."""
        self._tick(now_s)
        one, five, fifteen = self._per_s or (0.0, 0.0, 0.0)
        elapsed_s = now_s - self._since_s
        mean = self.count / elapsed_s if elapsed_s > 0 else 0.0
        return {"m15_rate": fifteen * 60, "m1_rate": one * 60, "m5_rate": five * 60, "mean_rate": mean * 60}

    def shown(self, now_s: float) -> dict[str, Any]:
        return {"count": self.count, **self.rates(now_s), "units": "events/minute"}


class Histogram:
    """How values are spread; newer ones count more (forward decay)."""

    def __init__(self, now_s: float, chance: Callable[[], float] = random.random) -> None:
        self.count = 0
        self.total = 0.0
        self._landmark_s = now_s
        self._chance = chance
        self._heap: list[tuple[float, float, float]] = []

    def update(self, value: float, now_s: float) -> None:
        self.count += 1
        self.total += value
        if now_s - self._landmark_s > _RESCALE_S:
            self._rescale(now_s)
        weight = math.exp(_ALPHA * (now_s - self._landmark_s))
        entry = (weight / (1.0 - self._chance()), value, weight)
        if len(self._heap) < SAMPLES:
            heapq.heappush(self._heap, entry)
        else:
            heapq.heappushpop(self._heap, entry)

    def _rescale(self, now_s: float) -> None:
        factor = math.exp(-_ALPHA * (now_s - self._landmark_s))
        self._landmark_s = now_s
        kept = [(priority * factor, value, weight * factor) for priority, value, weight in self._heap]
        self._heap = [entry for entry in kept if entry[2] > 0]
        heapq.heapify(self._heap)

    def snapshot(self) -> dict[str, Any]:
        """``{max, mean, min, p50 … p999, values, stddev}``; all nought while nothing was measured."""
        entries = sorted((value, weight) for _, value, weight in self._heap)
        total = sum(weight for _, weight in entries) or 1.0
        mean = sum(value * weight for value, weight in entries) / total
        variance = sum(weight * (value - mean) ** 2 for value, weight in entries) / total if len(entries) > 1 else 0.0
        return {
            "max": entries[-1][0] if entries else 0,
            "mean": mean,
            "min": entries[0][0] if entries else 0,
            **{name: _quantile(entries, total, share) for name, share in QUANTILES},
            "values": [value for value, _ in entries],
            "stddev": math.sqrt(variance),
        }

    def shown(self, _: float) -> dict[str, Any]:
        return {"count": self.count, **self.snapshot()}


def _quantile(entries: Sequence[tuple[float, float]], total: float, share: float) -> float:
    """The last value before which at most ``share`` of the weight lies. Source: WeightedSnapshot.getValue."""
    below, found = 0.0, 0.0
    for value, weight in entries:
        if below > share * total:
            break
        found = value
        below += weight
    return found


class Timer:
    """How long things take, in seconds, and how many end a minute."""

    def __init__(self, now_s: float, chance: Callable[[], float] = random.random) -> None:
        self.meter = Meter(now_s)
        self.durations = Histogram(now_s, chance)

    def update(self, duration_s: float, now_s: float) -> None:
        self.meter.mark(now_s)
        self.durations.update(duration_s, now_s)

    def shown(self, now_s: float) -> dict[str, Any]:
        return {
            "count": self.meter.count,
            **self.durations.snapshot(),
            **self.meter.rates(now_s),
            "duration_units": "seconds",
            "rate_units": "calls/minute",
        }


class Registry:
    """Instruments by name, made when a name is first used; gauges and counters come with the question."""

    def __init__(self) -> None:
        self.meters: dict[str, Meter] = {}
        self.timers: dict[str, Timer] = {}
        self.histograms: dict[str, Histogram] = {}

    def meter(self, name: str, now_s: float) -> Meter:
        return self.meters.setdefault(name, Meter(now_s))

    def timer(self, name: str, now_s: float) -> Timer:
        return self.timers.setdefault(name, Timer(now_s))

    def histogram(self, name: str, now_s: float) -> Histogram:
        return self.histograms.setdefault(name, Histogram(now_s))

    def shown(self, now_s: float, gauges: dict[str, Any], counters: dict[str, int]) -> dict[str, Any]:
        """The whole registry in the form of Dropwizard's JSON, names in order."""
        return {
            "version": "4.0.0",
            "gauges": {name: {"value": gauges[name]} for name in sorted(gauges)},
            "counters": {name: {"count": counters[name]} for name in sorted(counters)},
            "histograms": {name: self.histograms[name].shown(now_s) for name in sorted(self.histograms)},
            "meters": {name: self.meters[name].shown(now_s) for name in sorted(self.meters)},
            "timers": {name: self.timers[name].shown(now_s) for name in sorted(self.timers)},
        }
