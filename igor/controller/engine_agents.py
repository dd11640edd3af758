"""What agents report, carried into the store: who is here, which runs they hold, how runs went, events.

Level-triggered: each report is compared with what is held here, so any message may come twice, late or after a crash.
"""

from __future__ import annotations

import json
import logging

from igor.agents import settings
from igor.agents.protocol import Event, EventSaved, Forget, Heartbeat, HeldRun, Hello, RunFinished, RunStarted, Stop
from igor.agents.settings import Settings
from igor.controller import agent_file, build_launch, build_step
from igor.controller.build_walk import publish_step
from igor.controller.engine_runs import REPEAT_MS, SILENCE_MS, LiveRun
from igor.controller.engine_state import RunningBuild, Tick
from igor.controller.hub import Gone, Report

log = logging.getLogger(__name__)


def apply_report(tick: Tick, report: Report) -> None:
    """Carry one report (no log bytes) into the store."""
    agent = report.agent
    match report.content:
        case Hello() as hello:
            _arrived(tick, hello)
        case Gone():
            tick.run("node_away", name=agent, now_ms=tick.now_ms)
        case Heartbeat() as beat:
            _alive(tick, agent, beat, report.round_trip_ms)
        case RunStarted() as started:
            _started(tick, agent, started)
        case RunFinished() as finished:
            _finished(tick, agent, finished)
        case Event() as event:
            _save_event(tick, agent, event)


def conclude_complete(tick: Tick, run: LiveRun) -> None:
    """Conclude a run that ended and whose log is all here."""
    build = tick.world.builds.get(run.build_id)
    if build is not None and build.run is run and run.finished is not None and run.is_complete:
        build_step.conclude(tick, build, run, run.finished.outcome, run.finished.log_bytes)


def pursue(tick: Tick, build: RunningBuild, run: LiveRun) -> None:
    """Ask again for what an open run still owes, and end runs that nobody will ever report."""
    if tick.world.node(run.agent) is None:
        build_step.conclude_lost(tick, build, run, f"the node ‘{run.agent}’ was deleted")
    elif tick.world.is_present(run.agent):
        _set_reason(tick, build, None)
        _pursue_present(tick, build, run)
    elif build.stop_requested_ms is None:
        _set_reason(tick, build, f"‘{run.agent}’ is offline: the build goes on when it is back")
    elif tick.now_ms - build.stop_requested_ms >= REPEAT_MS:
        message = f"‘{run.agent}’ is offline: what still runs there is stopped when it comes back"
        build_step.conclude_lost(tick, build, run, message, outcome="stopped")
    else:
        tick.world.runs.arm(run, build.stop_requested_ms + REPEAT_MS)


def _set_reason(tick: Tick, build: RunningBuild, reason: str | None) -> None:
    if build.reason != reason:
        tick.run("set_reason", id=build.id, reason=reason)
        build.reason = reason


def _pursue_present(tick: Tick, build: RunningBuild, run: LiveRun) -> None:
    """Repeat what got no answer in time; look again when the next answer is due."""
    runs = tick.world.runs
    if _is_to_stop(build, run):
        if tick.now_ms - run.stop_sent_ms >= REPEAT_MS:
            run.stop_sent_ms = tick.now_ms
            tick.effects.send(run.agent, Stop(run.run_id, f"stopped by {build.stop_requested_by}"))
        runs.arm(run, run.stop_sent_ms + REPEAT_MS)
    if not run.started:
        if tick.now_ms - run.launch_sent_ms >= REPEAT_MS:
            _launch_again(tick, build, run)
        runs.arm(run, run.launch_sent_ms + REPEAT_MS)
    elif run.owes:
        if tick.now_ms - max(run.heard_ms, run.asked_ms) >= SILENCE_MS:
            tick.effects.send(run.agent, run.ask(tick.now_ms))
        runs.arm(run, max(run.heard_ms, run.asked_ms) + SILENCE_MS)


def _is_to_stop(build: RunningBuild, run: LiveRun) -> bool:
    """What a stopped build publishes goes on, unless the stop was asked for after that had begun."""
    if build.stop_requested_by is None:
        return False
    is_publishing = run.step >= publish_step(build.plan)
    return not is_publishing or (build.stop_requested_ms or 0) > run.begun_ms


def _launch_again(tick: Tick, build: RunningBuild, run: LiveRun) -> None:
    run.launch_sent_ms = tick.now_ms
    tick.effects.send(run.agent, build_launch.launch_message(tick, build, run.step, run.run_id))


def _arrived(tick: Tick, hello: Hello) -> None:
    is_new_boot = _take_settings(tick, hello)
    tick.effects.again = True
    if upgrade := agent_file.upgrade_for(hello.facts.get("zipapp", "")):
        log.info("agent %s is told to upgrade to %s", hello.name, upgrade.version)
        tick.effects.send(hello.name, upgrade)
    for held in hello.runs:
        _compare(tick, hello.name, held)
    held_ids = {held.run_id for held in hello.runs}
    for run in tick.world.runs.of_agent(hello.name):
        if run.run_id not in held_ids:
            _missing(tick, run, is_new_boot)


def _take_settings(tick: Tick, hello: Hello) -> bool:
    """The agent is here; whether its machine was started again since it was here last.

    Of its executors and labels counts what was changed since it said so last; what people set on the controller stays,
    as it does for a node that was made there before its agent came.
    """
    row = tick.one("node", name=hello.name)
    if row is None:
        log.warning("agent %s is not a node any more", hello.name)
        return False
    says = Settings(hello.executors, tuple(hello.labels))
    before = Settings(*json.loads(row["said"])) if row["said"] else says
    counts = settings.effective(Settings(row["executors"], tuple(row["labels"].split())), before, says)
    tick.run(
        "node_here",
        name=hello.name,
        now_ms=tick.now_ms,
        version=hello.version,
        facts=json.dumps(hello.facts, ensure_ascii=False),
        labels=" ".join(sorted(counts.labels)),
        executors=counts.executors,
        remote_fs=hello.remote_fs,
        said=json.dumps([says.executors, says.labels]),
        boot_id=hello.boot_id,
    )
    return bool(row["boot_id"] and hello.boot_id and row["boot_id"] != hello.boot_id)


def _compare(tick: Tick, agent: str, held: HeldRun) -> None:
    run = tick.world.runs.get(held.run_id)
    if run is None:
        tick.effects.send(agent, Forget(held.run_id, kill=held.finished is None))
        return
    _mark_started(tick, run)
    run.stop_sent_ms = 0
    if held.finished is not None:
        tick.world.runs.finish(run, RunFinished(held.run_id, held.finished, held.log_bytes), tick.now_ms)
    tick.effects.send(agent, run.ask(tick.now_ms))


def _missing(tick: Tick, run: LiveRun, is_new_boot: bool) -> None:
    """The agent came back without a run of ours: it never got it, or it lost it. What it was sent before its machine
    was started again may have begun, and is not sent again.
    """
    build = tick.world.builds[run.build_id]
    if is_new_boot:
        build_step.conclude_lost(tick, build, run, f"the machine of ‘{run.agent}’ was started again")
    elif run.started:
        message = f"‘{run.agent}’ came back without this run: its state was lost"
        build_step.conclude_lost(tick, build, run, message)
    else:
        run.launch_sent_ms = 0
        tick.world.touched.add(build.id)


def _alive(tick: Tick, agent: str, beat: Heartbeat, round_trip_ms: int | None) -> None:
    facts = {
        "load": f"{beat.load:.2f}",
        "disk_free_bytes": str(beat.disk_free_bytes),
        "memory_free_bytes": str(beat.memory_free_bytes),
        "swap_free_bytes": str(beat.swap_free_bytes),
        "temporary_free_bytes": str(beat.temporary_free_bytes),
    }
    if beat.now_ms:
        facts["clock_behind_ms"] = str(tick.now_ms - beat.now_ms)
    if round_trip_ms is not None:
        facts["round_trip_ms"] = str(round_trip_ms)
    tick.run("node_alive", name=agent, now_ms=tick.now_ms, facts=json.dumps(facts))


def _started(tick: Tick, agent: str, started: RunStarted) -> None:
    run = tick.world.runs.get(started.run_id)
    if run is None:
        tick.effects.send(agent, Forget(started.run_id, kill=True))
        return
    _mark_started(tick, run)
    build = tick.world.builds[run.build_id]
    if build.workspace != started.workspace:
        tick.run("set_workspace", id=build.id, workspace=started.workspace)
        build.workspace = started.workspace


def _mark_started(tick: Tick, run: LiveRun) -> None:
    if not run.started:
        run.started = True
        tick.run("run_started", run_id=run.run_id, now_ms=tick.now_ms)


def _finished(tick: Tick, agent: str, finished: RunFinished) -> None:
    run = tick.world.runs.get(finished.run_id)
    if run is None:
        tick.effects.send(agent, Forget(finished.run_id))
        return
    _mark_started(tick, run)
    tick.world.runs.finish(run, finished, tick.now_ms)


def _save_event(tick: Tick, agent: str, event: Event) -> None:
    """Keep a wrapper's event once; its fields are the wrapper's (``kind job build time_ms``)."""
    data = event.data
    build, at_ms = data.get("build"), data.get("time_ms")
    tick.run(
        "insert_event",
        at_ms=at_ms if isinstance(at_ms, int) else tick.now_ms,
        kind=str(data.get("kind", "event")),
        job_full_name=str(data.get("job", "")),
        build_number=build if isinstance(build, int) else None,
        data=json.dumps({**data, "node": agent}, ensure_ascii=False),
        event_id=event.event_id,
    )
    tick.effects.send(agent, EventSaved(event.event_id))
