"""Timers within a tick: each slot that falls due becomes rows, as ``igor.scheduler.slots`` decides.

The store is the truth: until when a job's slots are decided, what became of them, which wait. Memory holds only when
each job has to be looked at next, so that a tick costs what is due. A job that was written about is looked at again by
the next tick, from the store: should this tick be undone, nothing of it is believed.

The slots of a job end where its row changed: those before belong to the timers it had then (kept in ``timer.spec``),
those after to the new ones. A clock that was set back decides nothing twice: what was fired stays fired, what was not
fired of the time that comes again is decided again.
"""

from __future__ import annotations

import heapq
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from igor.controller import alarms, queue, settings, timetables
from igor.controller.engine_jobs import Job, Jobs
from igor.controller.engine_state import Tick
from igor.controller.housekeeping import SLOTS_KEPT_MS
from igor.controller.slot_rows import SlotRows
from igor.model.blackout import Blackout
from igor.model.build import APPROVED, Cause
from igor.model.errors import IgorError
from igor.model.schedule_policy import Overlap
from igor.scheduler import slots
from igor.scheduler.slots import Decision, Due, Fire, GiveUp, Hold, Late, Miss, OpenSlot, Skip, Slot, Timetable
from igor.storage import records

log = logging.getLogger(__name__)

#: Slots of one job that one look decides at most (those that passed while the engine was away may be many).
_LIMIT = 2_000
#: Jobs that one tick looks at, at most: about a quarter of a second. The others follow at once, in the next one.
_LOOKS = 300
_RETRY_MS = 60_000


@dataclass(slots=True)
class Timers:
    """When each job is to be looked at next.

    ``_next``: item id → time and the job's version. ``_heap``: the same times, with outdated ones among them.
    ``_again``: jobs to be looked at by the next tick.
    """

    _next: dict[int, tuple[int | None, int]] = field(default_factory=dict)
    _heap: list[tuple[int, int]] = field(default_factory=list)
    _again: set[int] = field(default_factory=set)
    _now_ms: int = 0
    _blackouts: str = ""
    _jobs: Jobs | None = None

    def fire(self, tick: Tick, changed: Iterable[int] | None = None) -> None:
        """Decide what has fallen due.

        Args:
            changed: ids of jobs that are new or changed since the last call; None: look for them among all.
        """
        blackouts = settings.read(tick.connection, "blackouts")
        if tick.now_ms < self._now_ms or blackouts != self._blackouts or tick.jobs is not self._jobs:
            self._next, changed = {}, None
        self._now_ms, self._blackouts, self._jobs = tick.now_ms, blackouts, tick.jobs
        self._again |= set(self._outdated(tick) if changed is None else changed)
        self._again |= self._due(tick.now_ms)
        waiting = sorted(self._again)
        for item_id in waiting[:_LOOKS]:
            self._look(tick, item_id)
        tick.effects.again |= len(waiting) > _LOOKS

    def _outdated(self, tick: Tick) -> Iterable[int]:
        return [job.id for job in tick.jobs if self._next.get(job.id, (None, -1))[1] != job.version]

    def _due(self, now_ms: int) -> set[int]:
        found = set()
        while self._heap and self._heap[0][0] <= now_ms:
            at_ms, item_id = heapq.heappop(self._heap)
            if self._next.get(item_id, (None, 0))[0] == at_ms:
                found.add(item_id)
        return found

    def _look(self, tick: Tick, item_id: int) -> None:
        job = tick.jobs.get(item_id)
        self._next.pop(item_id, None)
        next_ms, has_written = None, False
        if job is not None:
            next_ms = tick.now_ms + _RETRY_MS
            with tick.contained(f"the timers of {job.full_name}"):
                look = _Look(tick, job, timetables.global_blackouts(self._blackouts))
                next_ms, has_written = look.run(), look.has_written
            self._next[item_id] = (next_ms, job.version)
        if not has_written:
            self._again.discard(item_id)
        if next_ms is not None:
            heapq.heappush(self._heap, (next_ms, item_id))


class _Look:
    """One look at one job."""

    def __init__(self, tick: Tick, job: Job, blackouts: tuple[Blackout, ...]) -> None:
        self.tick = tick
        self.job = job
        self.blackouts = blackouts
        self.rows = SlotRows(tick.connection, job.id, job.full_name, tick.now_ms)
        self.held = self.rows.held()
        self.has_written = False

    def run(self) -> int | None:
        """Decide what is due; when to look again."""
        timers = () if self.job.disabled else self.job.definition.timers
        timer = self.rows.timer()
        if timer is None and not timers:
            return None
        spec = timetables.timers_to_json(timers)
        checked_ms = self._settle(timer, spec)
        timetable = timetables.of_timers(self.job.full_name, timers, self.job.definition.schedule, self.blackouts)
        due = self._decide(timetable, checked_ms, self.tick.now_ms)
        if due.slots:
            self._set_timer(due.checked_ms, spec)
        waiting = self._watch(timetable, self.rows.waiting())
        return slots.next_look_ms(timetable, due.next_ms, self.held, waiting)

    def _settle(self, timer: tuple[int, str | None] | None, spec: str) -> int:
        """Bring the job's row up to its present timers; until when its slots are decided."""
        changed_ms = min(self.job.updated_ms, self.tick.now_ms)
        if timer is None:
            return self._set_timer(changed_ms, spec)
        checked_ms, before = timer
        if checked_ms > self.tick.now_ms:
            self.rows.forget_future()
            self.held = self.rows.held()
            checked_ms = self._set_timer(self.tick.now_ms, before or "")
        if before == spec:
            return checked_ms
        if before:
            self._finish(before, checked_ms, changed_ms)
        return self._set_timer(max(checked_ms, changed_ms), spec)

    def _finish(self, spec: str, checked_ms: int, until_ms: int) -> None:
        """Decide the last slots of timers that the job has no more."""
        policy = self.job.definition.schedule
        timers = timetables.timers_from_json(spec)
        try:
            timetable = timetables.of_timers(self.job.full_name, timers, policy, self.blackouts)
        except IgorError as error:
            log.error("the former timers of %s cannot be read: %s", self.job.full_name, error)
            return
        is_all = False
        while not is_all:
            due = self._decide(timetable, checked_ms, until_ms)
            checked_ms, is_all = due.checked_ms, due.is_all

    def _decide(self, timetable: Timetable, checked_ms: int, until_ms: int) -> Due:
        """Decide the slots that fell due since ``checked_ms``, and those that are held."""
        horizon_ms = max(checked_ms, self.tick.now_ms - SLOTS_KEPT_MS)
        due = slots.due(timetable, horizon_ms, until_ms, _LIMIT)
        if due.slots or self.held:
            known = self.rows.decided(horizon_ms, due.checked_ms) if due.slots else set()
            fresh = [slot for slot in due.slots if slot not in known]
            self._act(timetable, self._decisions(timetable, fresh, is_all=due.is_all))
        return due

    def _decisions(self, timetable: Timetable, fresh: list[Slot], *, is_all: bool) -> list[Decision]:
        if self.job.disabled:
            return [Skip(slot, "the job was disabled before it was looked at") for slot in sorted({*fresh, *self.held})]
        busy = self.rows.busy() if timetable.policy.overlap is Overlap.SKIP else None
        return slots.decide(timetable, fresh, self.tick.now_ms, held=self.held, busy=busy, is_all=is_all)

    def _act(self, timetable: Timetable, decisions: list[Decision]) -> None:
        queued: dict[str, int] = {}
        missed: list[Miss] = []
        for decision in decisions:
            if isinstance(decision, Hold) and self.held.get(decision.slot) == decision.until_ms:
                continue
            done, queue_id = self._fire(timetable, decision, queued) if isinstance(decision, Fire) else (decision, None)
            if isinstance(done, Miss):
                missed.append(done)
            self.has_written = True
            self.rows.put(done, queue_id)
        self.held = self.rows.held() if decisions else self.held
        if missed:
            self.rows.tell("missed", missed[-1].slot, missed[-1].why, len(missed))
            if not any(isinstance(decision, Fire) for decision in decisions):
                alarms.missed(self.tick, self.job.id, missed[-1].slot.scheduled_ms, missed[-1].why)
            log.warning("%s missed %d slots: %s", self.job.full_name, len(missed), missed[-1].why)

    def _fire(self, timetable: Timetable, fire: Fire, queued: dict[str, int]) -> tuple[Decision, int | None]:
        """Queue the build, or find the item that was queued a moment ago; what cannot be queued is missed."""
        slot = fire.slot
        if fire.joins and slot.parameters in queued:
            return fire, queued[slot.parameters]
        if fire.stops_running:
            self.rows.stop_running("the timer: its next slot has come, and overlap is cancel")
        try:
            scheduled = queue.schedule(
                self.tick.controller,
                self.job.full_name,
                cause=timer_cause(slot, timetable.zone),
                parameters=dict(pair.split("=", 1) for pair in slot.parameters.split(";") if pair),
                conn=self.tick.connection,
                quiet_period_ms=0,
                coalesce=fire.coalesces,
            )
        except IgorError as error:
            return Miss(slot, f"it could not be queued: {error}"), None
        queued[slot.parameters] = scheduled.queue_id
        return fire, scheduled.queue_id

    def _watch(self, timetable: Timetable, waiting: list[OpenSlot]) -> list[OpenSlot]:
        """Tell of what waits too long, and give up what waited for its deadline; what goes on waiting."""
        found = slots.watch(timetable, waiting, self.tick.now_ms)
        for each in found:
            self.has_written = True
            match each:
                case Late(late):
                    self.rows.set_late(late.slot)
                    row = self.rows.queue_item(late.queue_id)
                    self.rows.tell("late", late.slot, (row and row["why"]) or "it waits in the queue")
                case GiveUp(given_up, why):
                    self.rows.give_up(given_up.slot, why)
                    self.rows.tell("missed", given_up.slot, why)
                    alarms.missed(self.tick, self.job.id, given_up.slot.scheduled_ms, why)
                    self._leave(timetable, given_up, why)
        return self.rows.waiting() if found else waiting

    def _leave(self, timetable: Timetable, given_up: OpenSlot, why: str) -> None:
        """The queue item loses the cause; without any but an approval it is cancelled."""
        row = self.rows.queue_item(given_up.queue_id)
        if row is None:
            return
        others = [each.slot for each in self.rows.waiting() if each.queue_id == given_up.queue_id]
        gone_ms = given_up.slot.scheduled_ms
        causes = [
            each for each in records.causes_from_json(row["causes"]) if each.details.get("scheduled_ms") != gone_ms
        ]
        if others and not any(cause.kind == "timer" for cause in causes):
            causes.append(timer_cause(others[0], timetable.zone))
        if any(cause.kind != APPROVED for cause in causes):
            self.rows.set_causes(given_up.queue_id, records.causes_to_json(tuple(causes)))
        else:
            self.rows.cancel(given_up.queue_id, why)

    def _set_timer(self, checked_ms: int, spec: str) -> int:
        self.has_written = True
        self.rows.set_timer(checked_ms, spec)
        return checked_ms


def timer_cause(slot: Slot, zone: ZoneInfo) -> Cause:
    """Why a build that a slot fired exists. Sources: hudson.triggers.TimerTrigger$TimerTriggerCause,
    org.jenkinsci.plugins.parameterizedscheduler.ParameterizedTimerTriggerCause.
    """
    text = "Started by timer"
    if slot.parameters:
        text += f" with parameters: {{{slot.parameters.replace(';', ', ')}}}"
    at = datetime.fromtimestamp(slot.scheduled_ms / 1000, zone).isoformat(timespec="seconds")
    return Cause("timer", text, {"scheduled_ms": slot.scheduled_ms, "scheduled_at": at})
