"""Timers and the queue within a tick: what is due is queued, what can start starts. The deciders are pure
(``igor.scheduler``); here their decisions become rows.
"""

from __future__ import annotations

import logging
from collections import ChainMap
from dataclasses import dataclass, field, replace

from igor.controller import build_start, definitions, queue, settings
from igor.controller.engine_jobs import Job
from igor.controller.engine_state import Tick
from igor.model.build import Cause, QueueItem, QueueState
from igor.model.errors import IgorError
from igor.scheduler import queue as queue_decider
from igor.scheduler.cron import CronTable
from igor.scheduler.snapshot import Assign, Cancel, Running, Snapshot, Wait, Waiting
from igor.scheduler.triggers import DueSlot, Timer, due_slots
from igor.storage.records import node_from_row, queue_item_from_row

log = logging.getLogger(__name__)

_NEVER = 2**62
_ETA = " (ETA:"
_ETA_REFRESH_MS = 5_000


@dataclass(slots=True)
class _Alarm:
    """When a job's timers are to be looked at next."""

    version: int
    timer: Timer
    next_ms: int


@dataclass(slots=True)
class Timers:
    """Fires the slots of all jobs. The store's ``timer`` rows say what is dealt with, memory holds what is next."""

    _alarms: dict[int, _Alarm] = field(default_factory=dict)

    def fire(self, tick: Tick) -> None:
        """Queue one build for each job whose timers are due. A slot that was fired before queues nothing."""
        alarms = [self._alarm(tick, job) for job in tick.jobs if job.definition.timers and not job.disabled]
        due = [alarm.timer for alarm in alarms if alarm.next_ms <= tick.now_ms]
        for slot in due_slots(due, tick.now_ms):
            with tick.contained(f"the timer of job {slot.item_id}"):
                _queue_slot(tick, slot)
        for timer in due:
            tick.run("set_timer", item_id=timer.item_id, checked_ms=tick.now_ms)
            del self._alarms[timer.item_id]

    def _alarm(self, tick: Tick, job: Job) -> _Alarm:
        alarm = self._alarms.get(job.id)
        if alarm is None or alarm.version != job.version:
            timer = Timer(job.id, _checked_ms(tick, job), _tables(job))
            slots = [table.next_after(timer.checked_ms) for table in timer.tables]
            alarm = _Alarm(job.version, timer, min((slot for slot in slots if slot is not None), default=_NEVER))
            self._alarms[job.id] = alarm
        return alarm


def assign(tick: Tick) -> None:
    """Decide about every open queue item: store its state and why, or start its build."""
    rows = tick.all("open_queue")
    if not rows:
        return
    items = {row["id"]: queue_item_from_row(row) for row in rows}
    last_nodes = {row["item_id"]: row["last_node"] for row in rows}
    for decision in queue_decider.decide(_snapshot(tick, items, last_nodes)):
        item = items[decision.queue_id]
        match decision:
            case Wait(_, state, why):
                _store_state(tick, item, state, why)
            case Cancel(_, why):
                tick.run("cancel", id=item.id, now_ms=tick.now_ms)
                log.info("queue item %d of %s cancelled: %s", item.id, item.job_full_name, why)
            case Assign(_, node_name, executor):
                job = tick.jobs.get(item.item_id)
                with tick.contained(f"the start of {item.job_full_name}"):
                    if job is not None:
                        build_start.start_build(tick, item, job, node_name, executor)


def _snapshot(tick: Tick, items: dict[int, QueueItem], last_nodes: dict[int, str | None]) -> Snapshot:
    placed = {
        item_id: replace(facts, last_node=last_node) if last_node else facts
        for item_id, last_node in last_nodes.items()
        if (facts := tick.jobs.facts.get(item_id))
    }
    return Snapshot(
        now_ms=tick.now_ms,
        queue=tuple(Waiting(i.id, i.item_id, i.in_queue_since_ms, i.ready_ms) for i in items.values()),
        jobs=ChainMap(placed, tick.jobs.facts),
        nodes=tuple(node_from_row(row) for row in tick.all("nodes")),
        running=tuple(
            Running(r["item_id"], r["number"], r["node_name"], r["executor"], r["started_ms"], r["estimated_ms"])
            for r in tick.all("running_builds")
        ),
        quieting_down=bool(settings.read(tick.connection, "quieting_down")),
    )


def _store_state(tick: Tick, item: QueueItem, state: QueueState, why: str) -> None:
    """Whoever reads makes the sentence of the quiet period; one that only counts down is not stored each second."""
    stored = None if state is QueueState.WAITING else why
    only_counts_down = _ETA in why and (item.why or "").partition(_ETA)[0] == why.partition(_ETA)[0]
    if only_counts_down and item.state is state and tick.now_ms % _ETA_REFRESH_MS >= 1000:
        return
    tick.run("queue_state", id=item.id, state=state.value, why=stored, now_ms=tick.now_ms)


def _checked_ms(tick: Tick, job: Job) -> int:
    """Slots after this are to fire. A job's slots count from its last change: a new table has no past."""
    row = tick.one("timer", item_id=job.id)
    if row is not None and row["checked_ms"] >= job.updated_ms:
        return int(row["checked_ms"])
    tick.run("set_timer", item_id=job.id, checked_ms=job.updated_ms)
    return job.updated_ms


def _tables(job: Job) -> tuple[CronTable, ...]:
    """A table that cannot be read (stored before it was checked) must not hold up the others."""
    try:
        return tuple(definitions.cron_table(timer.spec, job.full_name) for timer in job.definition.timers)
    except IgorError as error:
        log.error("the timers of %s do not run: %s", job.full_name, error)
        return ()


def _queue_slot(tick: Tick, slot: DueSlot) -> None:
    job = tick.jobs.get(slot.item_id)
    if job is None:
        return
    cause = Cause("timer", "Started by timer", {"scheduled_ms": slot.scheduled_ms})
    queue.schedule(
        tick.controller, job.full_name, cause=cause, conn=tick.connection, slot_ms=slot.scheduled_ms, quiet_period_ms=0
    )
