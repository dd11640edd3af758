"""What a multi-configuration build does next, from what became of its configurations. Pure, and level-triggered.

Source: hudson.matrix.DefaultMatrixExecutionStrategyImpl.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from igor.model.job import Result
from igor.model.matrix import Matrix


@dataclass(frozen=True, slots=True)
class Run:
    """A configuration in a build. ``state``: ``new open finished cancelled``; ``is_told``: its end is in the log."""

    position: int
    name: str
    state: str
    is_touchstone: bool = False
    is_told: bool = False
    result: Result | None = None

    @property
    def outcome(self) -> Result:
        return self.result or Result.ABORTED

    @property
    def is_over(self) -> bool:
        return self.state in ("finished", "cancelled")


@dataclass(frozen=True, slots=True)
class Step:
    """``schedule``: what to queue; ``tell``: ends that the log does not have yet; ``result``: of the build if over."""

    schedule: list[Run]
    tell: list[Run]
    result: Result | None = None
    text: str = ""


def next_step(matrix: Matrix, runs: Sequence[Run]) -> Step:
    """Touchstones first; the others if those went well enough; all of a kind at once, or one after the other."""
    touchstones = [run for run in runs if run.is_touchstone]
    others = [run for run in runs if not run.is_touchstone]
    tell = [run for run in runs if run.is_over and not run.is_told]
    if not all(run.is_over for run in touchstones):
        return Step(_to_schedule(matrix, touchstones), tell)
    so_far = _worst(touchstones)
    if touchstones and so_far.is_worse_than(Result(matrix.touchstone_result)):
        return Step([], tell, so_far, f"Touchstone configurations resulted in {so_far.value}, so aborting...\n")
    if not all(run.is_over for run in others):
        return Step(_to_schedule(matrix, others), tell)
    return Step([], tell, _worst(runs))


def _to_schedule(matrix: Matrix, runs: Sequence[Run]) -> list[Run]:
    new = [run for run in runs if run.state == "new"]
    if not matrix.is_sequential:
        return new
    return [] if any(run.state == "open" for run in runs) else new[:1]


def _worst(runs: Sequence[Run]) -> Result:
    return max((run.outcome for run in runs), key=lambda result: result.ordinal, default=Result.SUCCESS)
