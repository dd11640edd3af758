"""The walk through a build's steps."""

from __future__ import annotations

import pytest

from igor.controller.build_walk import (
    Finish,
    Launch,
    RunSeed,
    StepRun,
    Wait,
    duration_text,
    next_action,
    step_text,
)
from igor.model.job import JobDefinition, Result, SeedStep, ShellStep, UnsupportedStep
from igor.model.wrapper_policy import WrapperPolicy

FIRST, SECOND = ShellStep("one", unstable_exit_code=3), ShellStep("two")
PLAN = JobDefinition("project", steps=(FIRST, SECOND), policy=WrapperPolicy(timeout_ms=90_000))


def ended(step: int, outcome: str, exit_code: int | None = None, message: str = "") -> StepRun:
    state = "lost" if outcome == "lost" else "finished"
    return StepRun(f"run{step}", step, state, outcome, exit_code, message)


def after(*runs: StepRun, plan: JobDefinition = PLAN, stop: str | None = None) -> object:
    return next_action(plan, runs, node_name="agent-1", stop_requested_by=stop)


def test_steps_run_one_after_another() -> None:
    """A second step before the first one ended, or a step twice, would break every build."""
    assert after() == Launch(0, FIRST)
    assert after(StepRun("r", 0, "launched")) == Wait("r")
    assert after(ended(0, "success", 0)) == Launch(1, SECOND)
    assert after(ended(0, "success", 0), ended(1, "success", 0)) == Finish(Result.SUCCESS)


def test_failure_ends_the_build() -> None:
    """Steps after a failed one must not run; the exit code is the reason."""
    assert after(ended(0, "failure", 7)) == Finish(Result.FAILURE, "exit code 7")


def test_a_run_that_its_lock_skipped_is_not_built() -> None:
    """A build that did nothing, as its job wants it, is neither a success nor an alarm."""
    assert after(ended(0, "skipped", 0, "lock db is held")) == Finish(Result.NOT_BUILT, "lock db is held")


def test_unstable_exit_code_goes_on() -> None:
    """UNSTABLE is kept while later steps run, and a later failure wins over it."""
    unstable = ended(0, "failure", 3)
    assert after(unstable) == Launch(1, SECOND)
    assert after(unstable, ended(1, "success", 0)) == Finish(Result.UNSTABLE, "exit code 3")
    assert after(unstable, ended(1, "failure", 3)) == Finish(Result.FAILURE, "exit code 3")


def test_unstable_step_goes_on() -> None:
    """A seed step that warns is UNSTABLE and does not hold up what follows."""
    unstable = ended(0, "unstable", message="the scripts call deprecated methods")
    assert after(unstable) == Launch(1, SECOND)
    assert after(unstable, ended(1, "success", 0)) == Finish(Result.UNSTABLE, "the scripts call deprecated methods")


def test_timeout_aborts() -> None:
    """A time limit gives ABORTED with reason ``timeout``, and the log names the limit."""
    run = ended(0, "timeout")
    assert after(run) == Finish(Result.ABORTED, "timeout")
    assert step_text(PLAN, run) == "Build timed out (after 1 min 30 s). Marking the build as aborted.\n"


def test_stop_between_and_within_steps() -> None:
    """A stopped build starts no further step, and says who stopped it."""
    aborted = Finish(Result.ABORTED, "stopped by ada", "Aborted by ada\n")
    assert after(ended(0, "success", 0), stop="ada") == aborted
    assert after(ended(0, "stopped", 143), stop="ada") == aborted
    assert after(StepRun("r", 0, "launched"), stop="ada") == Wait("r")


def test_stop_that_came_too_late() -> None:
    """A build whose steps were all done keeps its own result."""
    assert after(ended(0, "success", 0), ended(1, "success", 0), stop="ada") == Finish(Result.SUCCESS)


@pytest.mark.parametrize("outcome", ["error", "lost"])
def test_broken_machinery_is_named(outcome: str) -> None:
    """What Igor broke must not look like the user's failure."""
    run = ended(0, outcome, message="no such shell")
    assert after(run) == Finish(Result.FAILURE, f"{outcome}: no such shell")
    assert step_text(PLAN, run).startswith("ERROR: no such shell\n")


def test_unsupported_step_fails_with_its_place() -> None:
    """A builder that Igor cannot run is named with its line, never skipped."""
    finish = after(plan=JobDefinition("project", steps=(UnsupportedStep("hudson.tasks.Maven", 12),)))
    assert isinstance(finish, Finish)
    assert finish.result is Result.FAILURE
    assert "hudson.tasks.Maven (config.xml line 12)" in finish.text


def test_seed_runs_on_the_built_in_node_only() -> None:
    """A seed step elsewhere has no files to read; it fails with the way out."""
    seed = SeedStep(("jobs/*.groovy",))
    plan = JobDefinition("project", steps=(seed,))
    assert next_action(plan, (), node_name="built-in") == RunSeed(0, seed)
    finish = after(plan=plan)
    assert isinstance(finish, Finish)
    assert "built-in" in finish.text


def test_a_build_without_steps_succeeds() -> None:
    """Jenkins' empty job is a success."""
    assert after(plan=JobDefinition("project")) == Finish(Result.SUCCESS)


@pytest.mark.parametrize(
    ("duration_ms", "text"), [(0, "0 s"), (1_500, "1 s 500 ms"), (3_600_000, "1 h"), (5_430_000, "1 h 30 min 30 s")]
)
def test_duration_text(duration_ms: int, text: str) -> None:
    """Limits are shown as people say them."""
    assert duration_text(duration_ms) == text
