"""A job's slots over a span as the engine would decide them, when every build takes equally long and a node is free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from igor.model.schedule_policy import Overlap
from igor.scheduler import slots
from igor.scheduler.slots import Fire, Slot, Timetable


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a slot. ``state``: ``fired skipped missed``; a fired one that joined another has its times.

    ``note``: what the clock does around the slot.
    """

    slot: Slot
    state: str
    why: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    note: str = ""


@dataclass(slots=True)
class _Builds:
    """Builds begun or queued so far, by their start."""

    times: list[tuple[int, int]] = field(default_factory=list)

    def running_at(self, ms: int) -> list[tuple[int, int]]:
        return [(start, end) for start, end in self.times[-50:] if end > ms]


def simulate(timetable: Timetable, after_ms: int, until_ms: int, takes_ms: int = 0) -> Iterator[Outcome]:
    """The outcome of each slot later than ``after_ms``, not later than ``until_ms``, in their order."""
    builds = _Builds()
    for slot in timetable.slots(after_ms, until_ms):
        planned = slots.plan(timetable, slot)
        note = clock_note(timetable.zone, slot.scheduled_ms)
        if planned.start_ms is None:
            state, _, why = planned.why.partition(": ")
            yield Outcome(slot, state, why, note=note)
            continue
        yield replace(_decided(timetable, slot, planned.start_ms, planned.why, builds, takes_ms), note=note)


def _decided(timetable: Timetable, slot: Slot, ready_ms: int, why: str, builds: _Builds, takes_ms: int) -> Outcome:
    running = builds.running_at(ready_ms)
    busy = "the build of the slot before is running" if running else None
    (decision,) = slots.decide(timetable, [], ready_ms, held={slot: ready_ms}, busy=busy)
    if not isinstance(decision, Fire):
        return Outcome(slot, "skipped", decision.why)
    if decision.stops_running and running:
        builds.times[-1] = (running[-1][0], ready_ms)
        return _built(builds, slot, ready_ms, ready_ms + takes_ms, why or "stops the build before")
    waiting = [times for times in running if times[0] > ready_ms]
    if waiting and decision.coalesces:
        return Outcome(slot, "fired", "joins the build that waits", *waiting[-1])
    start_ms = max([ready_ms, *(end for _, end in running)]) if _queues(timetable) else ready_ms
    if timetable.is_past_deadline(slot, start_ms):
        return Outcome(slot, "missed", slots.missed_deadline(timetable, slot))
    waits = f"waits for the build before until {timetable.local(start_ms)}" if start_ms > ready_ms else ""
    return _built(builds, slot, start_ms, start_ms + takes_ms, why or waits)


def _queues(timetable: Timetable) -> bool:
    return timetable.policy.overlap is not Overlap.ALLOW


def _built(builds: _Builds, slot: Slot, start_ms: int, end_ms: int, why: str) -> Outcome:
    builds.times.append((start_ms, end_ms))
    return Outcome(slot, "fired", why, start_ms, end_ms)


def clock_note(zone: ZoneInfo, slot_ms: int) -> str:
    """What the clock does at a slot: it jumps there, or shows the time twice; empty mostly."""
    at = datetime.fromtimestamp(slot_ms / 1000, zone)
    before = (at.astimezone(UTC) - timedelta(minutes=1)).astimezone(zone)
    change = (at.utcoffset() or timedelta()) - (before.utcoffset() or timedelta())
    if change > timedelta():
        jumped = (before + timedelta(minutes=1)).strftime("%H:%M")
        return f"the clock jumps from {jumped} to {at:%H:%M}"
    if at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset():
        return f"the clock shows {at:%H:%M} twice; this is the {'second' if at.fold else 'first'} time"
    return ""
