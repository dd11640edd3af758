"""How long a job's builds usually take, and from when on one is told to be slow or too fast.

Median and median absolute deviation of the last successes, because one build that hung must not raise the bound for
the next. Below eight of them nothing is said. The margins are wide: an alert that cries wolf is worse than none, and a
job that knows better says so in its policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

#: So many successes are looked at, at most and at least.
SAMPLE = 20
ENOUGH = 8
#: Nothing shorter is too slow or too fast by itself.
LEAST_MS = 60_000
#: Standard deviations of a normal distribution, of which the deviation's median is 0.6745.
_DEVIATIONS = 6 / 0.6745


@dataclass(frozen=True, slots=True)
class Typical:
    """``slow_ms``: longer is slow; ``fast_ms``: shorter is too fast, 0: nothing is."""

    median_ms: int
    slow_ms: int
    fast_ms: int


def typical_of(durations_ms: Sequence[int]) -> Typical | None:
    """What is typical of builds that took so long; None when they are too few."""
    if len(durations_ms) < ENOUGH:
        return None
    middle = median(durations_ms)
    margin = _DEVIATIONS * median(abs(each - middle) for each in durations_ms)
    slow = middle + max(margin, middle, LEAST_MS)
    fast = min(middle / 10, middle - margin) if middle >= LEAST_MS else 0
    return Typical(round(middle), round(slow), max(0, round(fast)))
