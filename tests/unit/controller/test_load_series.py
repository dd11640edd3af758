"""Load as Jenkins' time series have it."""

from __future__ import annotations

import pytest

from igor.controller.load_series import MultiStageTimeSeries, TimeSeries


def test_what_is_new_counts_a_tenth() -> None:
    series = TimeSeries(0, 3)
    for _ in range(2):
        series.update(10)
    assert series.history == pytest.approx([1.9, 1.0, 0.0])
    series.update(10)
    assert len(series.history) == 3
    assert series.latest == pytest.approx(2.71)


def test_stages_move_at_their_own_pace() -> None:
    """Six updates make a minute, 360 an hour; six minutes of seconds are kept."""
    series = MultiStageTimeSeries(1)
    for _ in range(720):
        series.update(1)
    assert {name: len(stage.history) for name, stage in series.stages.items()} == {"hour": 3, "min": 121, "sec10": 36}
