"""What pages show of builds and jobs, decided without a store."""

from __future__ import annotations

import pytest

from igor.model.build import Attempt
from igor.model.job import Result
from igor.web.build_page import labelled
from igor.web.job_page import health


@pytest.mark.parametrize(
    ("numbers", "labels"),
    [
        ([], []),
        ([1], ["attempt 1"]),
        ([1, 2, 3], ["attempt 1", "attempt 2", "attempt 3"]),
        ([1, 1], ["step 1", "step 2"]),
        ([1, 2, 1], ["step 1", "step 1, attempt 2", "step 2"]),
    ],
)
def test_attempts_say_of_which_step(numbers: list[int], labels: list[str]) -> None:
    """A build of two steps looks as if its first step had failed once."""
    attempts = [Attempt(number, 0, 1, 0, None, "exit") for number in numbers]
    assert [label for label, _ in labelled(attempts)] == labels


def test_health() -> None:
    """Health counts an unstable build as a failure, or judges a job that never ran."""
    results = [Result.SUCCESS, Result.FAILURE, Result.UNSTABLE]
    assert health(results) == "2 of the last 3 did not fail"
    assert health([]) == ""
