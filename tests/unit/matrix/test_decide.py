"""What a multi-configuration build does next, for every state that its configurations can be in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from igor.matrix.decide import Run, next_step
from igor.model.job import Result
from igor.model.matrix import Matrix


def _runs(*states: str, touchstones: int = 0) -> list[Run]:
    """``new open cancelled`` or a result; the first ones are touchstones."""
    found = []
    for position, state in enumerate(states):
        result = Result(state) if state.isupper() else None
        found.append(
            Run(position, str(position), "finished" if result else state, position < touchstones, result=result)
        )
    return found


def _schedules(matrix: Matrix, runs: list[Run]) -> list[int]:
    return [run.position for run in next_step(matrix, runs).schedule]


@pytest.mark.parametrize(
    ("states", "parallel", "sequential"),
    [
        (("new", "new", "new"), [0, 1, 2], [0]),
        (("open", "new", "new"), [1, 2], []),
        (("SUCCESS", "new", "new"), [1, 2], [1]),
        (("open", "open", "open"), [], []),
        (("FAILURE", "cancelled", "new"), [2], [2]),
    ],
)
def test_who_is_queued(states: tuple[str, ...], parallel: list[int], sequential: list[int]) -> None:
    assert _schedules(Matrix(), _runs(*states)) == parallel
    assert _schedules(Matrix(is_sequential=True), _runs(*states)) == sequential


def test_touchstones_go_first() -> None:
    matrix = Matrix(touchstone_result="SUCCESS")
    assert _schedules(matrix, _runs("new", "new", "new", touchstones=1)) == [0]
    assert _schedules(matrix, _runs("open", "new", "new", touchstones=1)) == []
    assert _schedules(matrix, _runs("SUCCESS", "new", "new", touchstones=1)) == [1, 2]


@pytest.mark.parametrize(
    ("condition", "result", "goes_on"),
    [("SUCCESS", "UNSTABLE", False), ("UNSTABLE", "UNSTABLE", True), ("ABORTED", "FAILURE", True)],
)
def test_bad_touchstones_end_the_build(condition: str, result: str, goes_on: bool) -> None:
    step = next_step(Matrix(touchstone_result=condition), _runs(result, "new", touchstones=1))
    assert [run.position for run in step.schedule] == ([1] if goes_on else [])
    assert step.result == (None if goes_on else Result(result))
    assert ("so aborting" in step.text) != goes_on


@pytest.mark.parametrize(
    ("states", "result"),
    [
        (("SUCCESS", "SUCCESS"), Result.SUCCESS),
        (("SUCCESS", "UNSTABLE"), Result.UNSTABLE),
        (("FAILURE", "UNSTABLE"), Result.FAILURE),
        (("FAILURE", "cancelled"), Result.ABORTED),
        (("SUCCESS", "open"), None),
        ((), Result.SUCCESS),
    ],
)
def test_the_worst_result_is_the_build_s(states: tuple[str, ...], result: Result | None) -> None:
    assert next_step(Matrix(), _runs(*states)).result == result


def test_every_end_is_told_once() -> None:
    runs = _runs("SUCCESS", "open", "cancelled")
    assert [run.position for run in next_step(Matrix(), runs).tell] == [0, 2]
    told = [replace(run, is_told=run.is_over) for run in runs]
    assert next_step(Matrix(), told).tell == []
