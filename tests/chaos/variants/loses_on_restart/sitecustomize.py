"""Broken on purpose: builds that ran when the engine ended are given up at its start."""

from igor.controller import build_step
from igor.controller.engine_tick import Ticker

_look_at = Ticker._look_at
_given_up: set[int] = set()
_first: list[int] = []


def look_at(ticker, tick, build):  # type: ignore[no-untyped-def]
    if not _first:
        _first.append(max(tick.world.builds, default=0))
    if build.id <= _first[0] and build.id not in _given_up and build.run is not None:
        _given_up.add(build.id)
        build_step.conclude_lost(tick, build, build.run, "the controller was restarted")
    else:
        _look_at(ticker, tick, build)


Ticker._look_at = look_at  # type: ignore[method-assign]
