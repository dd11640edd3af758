"""Jenkins' time series of load: exponential averages by ten seconds, minutes and hours, newest first.

Source: hudson.model.{TimeSeries,MultiStageTimeSeries,LoadStatistics}.
"""

from __future__ import annotations

from array import array

#: Seconds between two updates.
STEP_S = 10
_DECAY = 0.9
#: Stage → (updates between two of its points, how many points it keeps): six minutes, a day, four weeks.
STAGES = {"hour": (360, 28 * 24), "min": (6, 24 * 60), "sec10": (1, 36)}


class TimeSeries:
    """One stage."""

    def __init__(self, value: float, size: int) -> None:
        self._points = array("f", [value])
        self._size = size

    def update(self, value: float) -> None:
        """One more point: what is new counts a tenth."""
        self._points.append(self._points[-1] * _DECAY + value * (1 - _DECAY))
        del self._points[: -self._size]

    @property
    def history(self) -> list[float]:
        """Newest first."""
        return list(reversed(self._points))

    @property
    def latest(self) -> float:
        return self._points[-1]


class MultiStageTimeSeries:
    """One figure at three time scales, from ``value`` on."""

    def __init__(self, value: float) -> None:
        self.stages = {name: TimeSeries(value, size) for name, (_, size) in STAGES.items()}
        self._updates = 0

    def update(self, value: float) -> None:
        """To be called each ten seconds."""
        self._updates += 1
        for name, (every, _) in STAGES.items():
            if self._updates % every == 0:
                self.stages[name].update(value)
