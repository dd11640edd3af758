"""How busy nodes were: kept by the web process since its start, of a label since somebody first asked for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import cast

import flask

from igor.controller.load_series import MultiStageTimeSeries

_KEY = "igor.load"
#: The keys of what is no label: all nodes, and the builds that ask for no label.
OVERALL, UNLABELED = "", "\0unlabeled"
Figures = Mapping[str, int]
Series = Mapping[str, MultiStageTimeSeries]


class LoadHistory:
    """Series by key and name of figure."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._series: dict[str, dict[str, MultiStageTimeSeries]] = {}

    def of(self, key: str, figures: Callable[[str], Figures]) -> Series:
        """The series of a key; new ones begin with the present figures."""
        with self._lock:
            if key not in self._series:
                self._series[key] = {name: MultiStageTimeSeries(value) for name, value in figures(key).items()}
            return self._series[key]

    def sample(self, figures: Callable[[str], Figures]) -> None:
        """Take the present figures of every key."""
        for key in (OVERALL, UNLABELED):
            self.of(key, figures)
        with self._lock:
            for key, series in self._series.items():
                for name, value in figures(key).items():
                    series[name].update(value)


def install(app: flask.Flask) -> LoadHistory:
    """The application's own history; somebody has to sample it."""
    history = app.extensions[_KEY] = LoadHistory()
    return history


def here() -> LoadHistory:
    """The history of the process that answers the present request."""
    return cast(LoadHistory, flask.current_app.extensions[_KEY])
