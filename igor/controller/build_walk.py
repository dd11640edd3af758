"""What a running build does next: a pure function of its plan and the runs of its steps so far.

A step is done when a run of it has ended; the results of ended steps never change, so the walk can be asked again at
any time and after any crash. Results follow Jenkins: FAILURE ends the build, UNSTABLE does not; a time limit aborts
(as the build-timeout plugin does by default). What Igor's own machinery breaks is a FAILURE whose reason says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from igor.agents.publish import EXIT_UNSTABLE
from igor.model.job import JobDefinition, Result, SeedStep, ShellStep, UnsupportedStep
from igor.model.node import BUILT_IN

_FAILED = "Build step 'Execute shell' marked build as failure\n"
_UNSTABLE = "Build step 'Execute shell' changed build result to UNSTABLE\n"


@dataclass(frozen=True, slots=True)
class StepRun:
    """One run of a step. ``state``: ``launched finished lost``; ``outcome``: see igor.agents.protocol.RunOutcome.

    ``attempts``: how many the wrapper made.
    """

    run_id: str
    step: int
    state: str
    outcome: str | None = None
    exit_code: int | None = None
    message: str = ""
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Launch:
    """Run this script under the wrapper on the build's node."""

    step: int
    shell: ShellStep


@dataclass(frozen=True, slots=True)
class RunSeed:
    """Evaluate Job DSL scripts on the controller's machine."""

    step: int
    seed: SeedStep


@dataclass(frozen=True, slots=True)
class Wait:
    """A run is under way."""

    run_id: str


@dataclass(frozen=True, slots=True)
class Finish:
    """The build is over. ``text`` goes into the log before the trailer; ``reason`` is None for a plain success."""

    result: Result
    reason: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Publish:
    """The steps are over as ``finish`` says: publish what they left; its text goes into the log before."""

    step: int
    finish: Finish


@dataclass(frozen=True, slots=True)
class Fetch:
    """Put the files that the build was given into its workspace."""

    step: int


Action = Fetch | Launch | RunSeed | Wait | Publish | Finish


def next_action(
    plan: JobDefinition,
    runs: Sequence[StepRun],
    *,
    node_name: str,
    stop_requested_by: str | None = None,
    references: Sequence[str] = (),
    is_given_files: bool = False,
) -> Action:
    """The next thing to do for a running build. ``references``: files that its outputs name."""
    ended = {run.step: run for run in runs}
    action: Action | None = _fetch(ended.get(FETCH_STEP), stop_requested_by) if is_given_files else None
    action = action or _walk(plan, ended, node_name, stop_requested_by)
    if not isinstance(action, Finish) or not (plan.publishers or references):
        return action
    return _publish(plan, ended, action, stop_requested_by)


#: The step number of fetching files: before all others.
FETCH_STEP = -1


def _fetch(run: StepRun | None, stop_requested_by: str | None) -> Fetch | Wait | Finish | None:
    """None once the files are there."""
    if run is None:
        return stopped(stop_requested_by) if stop_requested_by is not None else Fetch(FETCH_STEP)
    if run.state == "launched":
        return Wait(run.run_id)
    if run.outcome == "success":
        return None
    result, reason = judge(None, run)
    return _ended_early(result, reason, run, stop_requested_by)


def publish_step(plan: JobDefinition) -> int:
    """The step number of what is published: behind all others."""
    return len(plan.steps)


def _walk(
    plan: JobDefinition, ended: Mapping[int, StepRun], node_name: str, stop_requested_by: str | None
) -> Launch | RunSeed | Wait | Finish:
    worst, reason = Result.SUCCESS, None
    for index, step in enumerate(plan.steps):
        run = ended.get(index)
        if run is None:
            if stop_requested_by is not None:
                return stopped(stop_requested_by)
            return _begin(index, step, node_name)
        if run.state == "launched":
            return Wait(run.run_id)
        result, step_reason = judge(step, run)
        if result.is_worse_than(Result.UNSTABLE):
            return _ended_early(result, step_reason, run, stop_requested_by)
        if result.is_worse_than(worst):
            worst, reason = result, step_reason
    return Finish(worst, reason)


def _publish(
    plan: JobDefinition, ended: Mapping[int, StepRun], finish: Finish, stop_requested_by: str | None
) -> Wait | Publish | Finish:
    """Whatever the result is, as in Jenkins; but a build whose agent is gone has nothing to publish."""
    run = ended.get(publish_step(plan))
    if run is None:
        is_lost = any(each.state == "lost" for each in ended.values())
        return finish if is_lost else Publish(publish_step(plan), finish)
    if run.state == "launched":
        return Wait(run.run_id)
    result, reason = _judge_publishing(run, stop_requested_by)
    if result.is_worse_than(finish.result):
        return Finish(result, reason)
    return Finish(finish.result, finish.reason)


def _judge_publishing(run: StepRun, stop_requested_by: str | None) -> tuple[Result, str | None]:
    if run.outcome == "success":
        return Result.SUCCESS, None
    if run.outcome == "stopped":
        return Result.ABORTED, f"stopped by {stop_requested_by or 'the agent'}"
    if run.outcome == "failure":
        is_unstable = run.exit_code == EXIT_UNSTABLE
        return (Result.UNSTABLE, "failed tests") if is_unstable else (Result.FAILURE, "publishing failed")
    return Result.FAILURE, f"{run.outcome}: {run.message}" if run.message else str(run.outcome)


def stopped(by: str) -> Finish:
    """The end of a build that somebody stopped."""
    return Finish(Result.ABORTED, f"stopped by {by}", f"Aborted by {by}\n")


def judge(step: object, run: StepRun) -> tuple[Result, str | None]:
    """Result and reason of one ended step."""
    outcome = run.outcome
    if outcome == "success":
        return Result.SUCCESS, None
    if outcome == "failure":
        if isinstance(step, ShellStep) and run.exit_code is not None and step.unstable_exit_code == run.exit_code:
            return Result.UNSTABLE, f"exit code {run.exit_code}"
        return Result.FAILURE, f"exit code {run.exit_code}" if run.exit_code is not None else run.message or "failed"
    if outcome == "unstable":
        return Result.UNSTABLE, run.message or None
    if outcome == "timeout":
        return Result.ABORTED, "timeout"
    if outcome == "stopped":
        return Result.ABORTED, "stopped"
    if outcome == "skipped":
        return Result.NOT_BUILT, run.message or "skipped"
    return Result.FAILURE, f"{outcome}: {run.message}" if run.message else str(outcome)


def step_text(plan: JobDefinition, run: StepRun) -> str:
    """The lines that the engine writes behind the output of a step that has ended."""
    step = plan.steps[run.step] if 0 <= run.step < len(plan.steps) else None
    if step is None and run.outcome in ("error", "lost"):
        return f"ERROR: {run.message or run.outcome}\n"
    if not isinstance(step, ShellStep):
        return ""
    if run.outcome == "failure":
        return _UNSTABLE if judge(step, run)[0] is Result.UNSTABLE else _FAILED
    if run.outcome == "timeout":
        limit = duration_text(plan.policy.timeout_ms)
        return f"Build timed out (after {limit}). Marking the build as aborted.\n"
    if run.outcome in ("error", "lost"):
        return f"ERROR: {run.message or run.outcome}\n{_FAILED}"
    if run.state == "lost":
        return f"NOTICE: {run.message}\n"
    return ""


def duration_text(duration_ms: int) -> str:
    """``90000`` → ``1 min 30 s``."""
    seconds, rest = divmod(duration_ms, 1000)
    hours, seconds = divmod(seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    parts = [(hours, "h"), (minutes, "min"), (seconds, "s"), (rest, "ms")]
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount) or "0 s"


def _begin(index: int, step: ShellStep | SeedStep | UnsupportedStep, node_name: str) -> Launch | RunSeed | Finish:
    match step:
        case ShellStep():
            return Launch(index, step)
        case SeedStep() if node_name == BUILT_IN:
            return RunSeed(index, step)
        case SeedStep():
            why = f"Job DSL scripts are evaluated on the built-in node only, and this build runs on ‘{node_name}’"
            hint = f"restrict the seed job to the label ‘{BUILT_IN}’"
            return Finish(Result.FAILURE, f"error: {why}", f"ERROR: {why}: {hint}\n")
        case UnsupportedStep():
            why = f"this build step is not supported: {step.element} (config.xml line {step.line})"
            return Finish(Result.FAILURE, f"error: {why}", f"ERROR: {why}\n")


def _ended_early(result: Result, reason: str | None, run: StepRun, stop_requested_by: str | None) -> Finish:
    if run.outcome == "stopped":
        return stopped(stop_requested_by or "the agent")
    return Finish(result, reason)
