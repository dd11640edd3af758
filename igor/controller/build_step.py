"""Walking a running build inside a tick's transaction: conclude a run, begin the next step, end the build.

The store and the log file move together: text goes to the file at the offset that the store knows, then the statement
that counts it. Each statement names the state it expects, so a step can neither be begun nor concluded twice.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from igor.agents import protocol
from igor.controller import build_end, build_launch, build_walk, logs
from igor.controller.build_walk import Finish, Launch, RunSeed, StepRun
from igor.controller.engine_runs import LiveRun
from igor.controller.engine_state import RunningBuild, SeedOrder, Tick, running_build
from igor.controller.environment import build_environment
from igor.model.build import Attempt
from igor.storage import records


def conclude(tick: Tick, run: LiveRun, outcome: protocol.RunOutcome, log_bytes: int, *, lost: bool = False) -> None:
    """Record how a run ended; its log is final up to ``log_bytes``. Then go on with the build.

    ``lost``: the agent did not say so; should it hold the run after all, it is to end it.
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
        attempts=records.attempts_to_json(attempts),
        now_ms=tick.now_ms,
    )
    row = tick.one("build", id=run.build_id)
    if not changed or row is None:
        return
    tick.effects.send(run.agent, protocol.Forget(run.run_id, kill=lost))
    ended = StepRun(run.run_id, run.step, state, outcome.outcome, outcome.exit_code, outcome.message)
    build = running_build(row)
    advance(tick, build, run.log_start + log_bytes, text=build_walk.step_text(build.plan, ended), ended=ended)


def conclude_lost(tick: Tick, run: LiveRun, message: str, *, outcome: str = "lost") -> None:
    """End a run that will not be heard of again; what came of its log stays. ``outcome``: ``lost`` or ``stopped``."""
    conclude(tick, run, protocol.RunOutcome(outcome, None, [], 0, message), run.have, lost=True)


def conclude_seed(tick: Tick, order: SeedOrder, run: StepRun, text: str, started_ms: int) -> None:
    """Record the end of a seed step, which left ``text`` for the log."""
    row = tick.one("build", id=order.build.id)
    if row is None or row["state"] != "running":
        return
    build = running_build(row)
    if any(earlier.step == order.step for earlier in _runs(tick, build)):
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
    advance(tick, build, build.log_bytes, text=text, ended=run)


def advance(tick: Tick, build: RunningBuild, log_bytes: int, *, text: str = "", ended: StepRun | None = None) -> None:
    """Do what comes next, ``text`` being still to be written at ``log_bytes``. ``ended``: the run that just did."""
    runs = [ended if ended and run.run_id == ended.run_id else run for run in _runs(tick, build)]
    action = build_walk.next_action(
        build.plan, runs, node_name=build.node_name, stop_requested_by=build.stop_requested_by
    )
    match action:
        case Finish():
            build_end.end_build(tick, build, action, log_bytes, text)
        case Launch():
            size = _write(tick, build, action.step, log_bytes, text)
            _launch(tick, build, action, size)
        case RunSeed():
            _write(tick, build, action.step, log_bytes, text)
            _order_seed(tick, build, action)


def _runs(tick: Tick, build: RunningBuild) -> list[StepRun]:
    rows = tick.all("runs_of_build", build_id=build.id)
    return [StepRun(r["run_id"], r["step"], r["state"], r["outcome"], r["exit_code"]) for r in rows]


def _write(tick: Tick, build: RunningBuild, step: int, log_bytes: int, text: str) -> int:
    if text or log_bytes != build.log_bytes:
        path = tick.log_path(build)
        log_bytes = logs.append_text(path, log_bytes, text)
        tick.written.add(path)
        tick.run("grow_log", id=build.id, log_bytes=log_bytes, next_step=step)
    return log_bytes


def _launch(tick: Tick, build: RunningBuild, action: Launch, log_bytes: int) -> None:
    run_id = uuid.uuid4().hex
    tick.run(
        "insert_run",
        run_id=run_id,
        build_id=build.id,
        step=action.step,
        node_name=build.node_name,
        log_start=log_bytes,
        now_ms=tick.now_ms,
    )
    tick.effects.send(build.node_name, build_launch.launch_message(tick, build, action.shell, run_id))


def _order_seed(tick: Tick, build: RunningBuild, action: RunSeed) -> None:
    if build.id not in tick.seeding:
        facts, _ = build_launch.build_facts(tick, build)
        order = SeedOrder(build, action.step, action.seed, Path(build.workspace), build_environment(facts))
        tick.effects.seeds.append(order)
