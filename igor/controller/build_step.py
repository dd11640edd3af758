"""Walking a running build inside a tick's transaction: conclude a run, begin the next step, end the build.

The store and the log file move together: text goes to the file at the offset that the store knows, then the statement
that counts it. Each statement names the state it expects, so a step can neither be begun nor concluded twice.
"""

from __future__ import annotations

from pathlib import Path

from igor.agents import protocol
from igor.controller import (
    build_end,
    build_inputs,
    build_launch,
    build_outputs,
    build_secrets,
    build_walk,
    logs,
    matrix_build,
    uploads,
)
from igor.controller.build_walk import Fetch, Finish, Launch, Publish, RunSeed, StepRun
from igor.controller.engine_runs import LiveRun, new_run_id
from igor.controller.engine_state import RunningBuild, SeedOrder, Tick
from igor.controller.environment import build_environment
from igor.model.build import Attempt
from igor.model.errors import Conflict, Invalid
from igor.model.job import Result
from igor.storage import records


def conclude(
    tick: Tick, build: RunningBuild, run: LiveRun, outcome: protocol.RunOutcome, log_bytes: int, *, lost: bool = False
) -> None:
    """Record how a run ended; its log is final up to ``log_bytes``. Then go on with the build.

    ``lost``: the agent did not say so; should it hold the run after all, it is to end it.

    Raises:
        Conflict: the store has it ended already; nothing must remain of this call (use a savepoint).
    """
    attempts = [
        Attempt(a.number, a.started_ms, a.duration_ms, a.exit_code, a.signal, a.reason) for a in outcome.attempts
    ]
    state = "lost" if lost else "finished"
    changed = tick.run(
        "end_run",
        run_id=run.run_id,
        state=state,
        outcome=outcome.outcome,
        exit_code=outcome.exit_code,
        attempts=records.attempts_to_json(attempts if 0 <= run.step < len(build.plan.steps) else []),
        now_ms=tick.now_ms,
    )
    if not changed:
        raise Conflict(f"run {run.run_id} of {build} has ended already")
    tick.effects.send(run.agent, protocol.Forget(run.run_id, kill=lost))
    ended = StepRun(run.run_id, run.step, state, outcome.outcome, outcome.exit_code, outcome.message, len(attempts))
    tick.world.end_run(build, ended)
    text = build_walk.step_text(build.plan, ended)
    if outcome.outputs:
        text += _keep_outputs(tick, build, run, outcome.outputs)
    advance(tick, build, run.log_start + log_bytes, text=text)


def _keep_outputs(tick: Tick, build: RunningBuild, run: LiveRun, text: str) -> str:
    """What the step left for others, in the transaction that ends it; what is to be said in the log."""
    facts, secrets = build_launch.build_facts(tick, build)
    bound = build_secrets.bind(tick, build, build_environment(facts))
    try:
        outputs = build_outputs.decode(text, [*secrets, *bound.secrets], run.run_id)
    except Invalid as error:
        return f"ERROR: the outputs of this step are not kept: {error}\n"
    build_outputs.put(tick.connection, build.id, run.step, outputs)
    build.references += [output.source for output in outputs if output.reference is not None]
    return ""


def conclude_lost(tick: Tick, build: RunningBuild, run: LiveRun, message: str, *, outcome: str = "lost") -> None:
    """End a run that will not be heard of again; what came of its log stays. ``outcome``: ``lost`` or ``stopped``."""
    conclude(tick, build, run, protocol.RunOutcome(outcome, None, [], 0, message), run.have, lost=True)


def conclude_seed(tick: Tick, order: SeedOrder, run: StepRun, text: str, started_ms: int) -> None:
    """Record the end of a seed step, which left ``text`` for the log."""
    build = tick.world.builds.get(order.build.id)
    if build is None or any(earlier.step == order.step for earlier in build.ended):
        return
    tick.run(
        "insert_ended_run",
        run_id=run.run_id,
        build_id=build.id,
        step=order.step,
        node_name=build.node_name,
        log_start=build.log_bytes,
        outcome=run.outcome,
        started_ms=started_ms,
        now_ms=tick.now_ms,
    )
    tick.world.end_run(build, run)
    advance(tick, build, build.log_bytes, text=text)


def advance(tick: Tick, build: RunningBuild, log_bytes: int, *, text: str = "") -> None:
    """Begin what comes next in a build of which no step is under way; ``text`` is to be written at ``log_bytes``."""
    if build.plan.matrix is not None:
        matrix_build.advance(tick, build, log_bytes)
        return
    action = build_walk.next_action(
        build.plan,
        build.ended,
        node_name=build.node_name,
        stop_requested_by=build.stop_requested_by,
        references=build.references,
        is_given_files=bool(uploads.files_of(build.parameters)),
    )
    if isinstance(action, Launch) and build.plan.needs and (problem := build_inputs.missing(tick, build)):
        action = Finish(Result.FAILURE, f"error: {problem}", f"ERROR: {problem}\n")
    if isinstance(action, Launch) and build.plan.bindings and (problem := _missing_credentials(tick, build)):
        action = Finish(Result.FAILURE, f"error: {problem}", f"ERROR: {problem}\n")
    match action:
        case Finish():
            build_end.end_build(tick, build, action, log_bytes, text)
        case Launch() | Fetch():
            _write(tick, build, action.step, log_bytes, text)
            _launch(tick, build, action.step)
        case Publish():
            _write(tick, build, action.step, log_bytes, text + action.finish.text)
            _launch(tick, build, action.step)
        case RunSeed():
            _write(tick, build, action.step, log_bytes, text)
            _order_seed(tick, build, action)


def _missing_credentials(tick: Tick, build: RunningBuild) -> str:
    facts, _ = build_launch.build_facts(tick, build)
    return build_secrets.missing(tick, build, build_environment(facts))


def _write(tick: Tick, build: RunningBuild, step: int, log_bytes: int, text: str) -> None:
    if text or log_bytes != build.log_bytes:
        build.log_bytes = logs.append_text(tick.log_path(build), log_bytes, text)
        tick.written.append((build, build.log_bytes))
        tick.run("grow_log", id=build.id, log_bytes=build.log_bytes, next_step=step)


def _launch(tick: Tick, build: RunningBuild, step: int) -> None:
    run_id = new_run_id(tick.now_ms)
    tick.run(
        "insert_run",
        run_id=run_id,
        build_id=build.id,
        step=step,
        node_name=build.node_name,
        log_start=build.log_bytes,
        now_ms=tick.now_ms,
    )
    run = LiveRun(run_id, build.id, step, build.node_name, tick.log_path(build), build.log_bytes)
    run.launch_sent_ms = run.begun_ms = tick.now_ms
    tick.world.begin_run(build, run)
    tick.effects.send(build.node_name, build_launch.launch_message(tick, build, step, run_id))


def _order_seed(tick: Tick, build: RunningBuild, action: RunSeed) -> None:
    if build.id not in tick.seeding:
        facts, _ = build_launch.build_facts(tick, build)
        order = SeedOrder(build, action.step, action.seed, Path(build.workspace), build_environment(facts))
        tick.effects.seeds.append(order)
