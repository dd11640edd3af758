"""What becomes of a job's slots: each ends in exactly one state, fired, skipped or missed; until then it may be held.

Pure: from the job's timetable, what is decided already, and the moment, to decisions. A slot is a cron line's minute;
two lines of a parameterised table with different parameters have slots of their own.

A slot falls due at its time plus the job's share of ``within``. One that nobody looked at for longer than the job's
``late_after`` (at least a minute) has passed by: ``catchup`` says whether it is made up for. In a blackout a slot is
skipped, or held until the end. Then ``overlap`` says what happens beside a build that runs or waits.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TypeAlias
from zoneinfo import ZoneInfo

from igor.model.schedule_policy import Catchup, Overlap, SchedulePolicy
from igor.scheduler.blackouts import Blackouts
from igor.scheduler.cron import CronTable
from igor.scheduler.cron_calendar import slots_after
from igor.scheduler.cron_hash import CronHash
from igor.scheduler.cron_line import CronLine

#: An engine that looks this late is still on time.
PUNCTUAL_MS = 60_000


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """(job, scheduled time) is unique. ``parameters``: ``name=value;…`` of a parameterised line, else empty."""

    scheduled_ms: int
    parameters: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    """A job's cron tables and what is to happen with their slots."""

    tables: tuple[CronTable, ...]
    policy: SchedulePolicy = SchedulePolicy()
    blackouts: Blackouts = Blackouts()
    offset_ms: int = 0

    @property
    def zone(self) -> ZoneInfo:
        return self.tables[0].zone if self.tables else ZoneInfo("UTC")

    def next_after(self, ms: int) -> int | None:
        """The first slot later than ``ms``."""
        found = (table.next_after(ms) for table in self.tables)
        return min((slot for slot in found if slot is not None), default=None)

    def slots(self, after_ms: int, until_ms: int) -> Iterator[Slot]:
        """The slots later than ``after_ms``, not later than ``until_ms``, ascending, each once."""
        lines = (_slots_of_line(line, table.zone, after_ms, until_ms) for table in self.tables for line in table.lines)
        return (slot for slot, _ in groupby(heapq.merge(*lines)))

    def due_ms(self, slot: Slot) -> int:
        return slot.scheduled_ms + self.offset_ms

    def deadline_ms(self, slot: Slot) -> int | None:
        """From when on the slot is given up."""
        return slot.scheduled_ms + self.policy.deadline_ms if self.policy.deadline_ms else None

    def is_past_deadline(self, slot: Slot, now_ms: int) -> bool:
        deadline_ms = self.deadline_ms(slot)
        return deadline_ms is not None and now_ms >= deadline_ms

    def local(self, ms: int) -> str:
        """A moment in words, in the table's zone: ``Sun 29 Mar 03:00``."""
        return datetime.fromtimestamp(ms / 1000, self.zone).strftime("%a %d %b %H:%M")


def parameters_text(line: CronLine) -> str:
    """The parameters of a line as a slot knows them."""
    return ";".join(f"{name}={value}" for name, value in line.parameters)


def offset_ms(full_name: str, within_ms: int) -> int:
    """The job's share of ``within``: a whole second below it, the same each time, spread over jobs as ``H`` is."""
    return CronHash(f"{full_name} within").next(within_ms // 1000) * 1000 if within_ms >= 1000 else 0


@dataclass(frozen=True, slots=True)
class Fire:
    """Put a build into the queue. ``joins``: into the item of the previous Fire, with the same parameters.

    ``coalesces``: an identical item that waits will do. ``stops_running``: the running build is stopped.
    ``late_at_ms``: the slot is late if its build has not started then.
    """

    slot: Slot
    late_at_ms: int
    joins: bool = False
    coalesces: bool = True
    stops_running: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave it out, as the job's policy wants."""

    slot: Slot
    why: str


@dataclass(frozen=True, slots=True)
class Miss:
    """Nothing ran for it, and somebody should know."""

    slot: Slot
    why: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Decide again at ``until_ms``."""

    slot: Slot
    why: str
    until_ms: int


Decision: TypeAlias = Fire | Skip | Miss | Hold


@dataclass(frozen=True, slots=True)
class Due:
    """Slots to decide now; afterwards those up to ``checked_ms`` are.

    ``is_all``: no later one is due as well. ``next_ms``: the first slot after them.
    """

    slots: list[Slot]
    checked_ms: int
    is_all: bool = True
    next_ms: int | None = None


def due(timetable: Timetable, checked_ms: int, now_ms: int, limit: int) -> Due:
    """The slots after ``checked_ms`` that have fallen due; about ``limit`` of them at most, the earliest."""
    until_ms = now_ms - timetable.offset_ms
    first_ms = timetable.next_after(checked_ms)
    if first_ms is None or first_ms > until_ms:
        return Due([], max(checked_ms, until_ms), next_ms=first_ms)
    found: list[Slot] = []
    for slot in timetable.slots(checked_ms, until_ms):
        if len(found) >= limit and slot.scheduled_ms > found[-1].scheduled_ms:
            return Due(found, found[-1].scheduled_ms, is_all=False, next_ms=slot.scheduled_ms)
        found.append(slot)
    return Due(found, until_ms, next_ms=timetable.next_after(until_ms))


def decide(
    timetable: Timetable,
    slots: Sequence[Slot],
    now_ms: int,
    *,
    held: Mapping[Slot, int] | None = None,
    busy: str | None = None,
    is_all: bool = True,
) -> list[Decision]:
    """One decision for each slot, and for each held one, in their order.

    Args:
        slots: due and never decided.
        held: those that are held, and until when.
        busy: what of the job runs or waits, in words; None for nothing.
        is_all: no later slot is due as well.
    """
    return _Round(timetable, now_ms, busy, is_all).run(slots, held or {})


@dataclass(slots=True)
class _Round:
    """``fired``: parameters of the builds queued in this round."""

    timetable: Timetable
    now_ms: int
    busy: str | None
    is_all: bool
    fired: set[str] = field(default_factory=set)

    def run(self, slots: Sequence[Slot], held: Mapping[Slot, int]) -> list[Decision]:
        wanted = sorted({*slots, *held})
        found = {slot: self._forbidden(slot, is_held=slot in held) for slot in wanted}
        ready = {slot: self._ready_ms(slot, held.get(slot)) for slot in wanted if found[slot] is None}
        found |= self._given_up(ready)
        decisions: list[Decision] = []
        for _, minute in groupby(wanted, key=lambda slot: slot.scheduled_ms):
            decisions += self._minute([(slot, found[slot]) for slot in minute], ready)
        return decisions

    def _forbidden(self, slot: Slot, *, is_held: bool) -> Decision | None:
        """What is to be said before overlap and catch-up are asked."""
        table = self.timetable
        if table.is_past_deadline(slot, self.now_ms):
            return Miss(slot, missed_deadline(table, slot))
        if not is_held and (blackout := table.blackouts.skips(table.due_ms(slot))):
            return Skip(slot, f"blackout “{blackout.text}”")
        if window := table.blackouts.at(self.now_ms):
            why = f"held by the blackout “{window.blackout.text}” until {table.local(window.until_ms)}"
            return Hold(slot, why, window.until_ms)
        return None

    def _ready_ms(self, slot: Slot, held_until_ms: int | None) -> int:
        """From when on nothing forbade the slot to start."""
        due_ms = self.timetable.due_ms(slot)
        if held_until_ms is not None:
            return max(due_ms, min(held_until_ms, self.now_ms))
        window = self.timetable.blackouts.at(due_ms)
        return window.until_ms if window else due_ms

    def _given_up(self, ready: Mapping[Slot, int]) -> dict[Slot, Decision | None]:
        """What ``catchup`` gives up of the slots that nobody looked at in time."""
        punctual_ms = max(self.timetable.policy.late_after_ms, PUNCTUAL_MS)
        passed = [slot for slot, ready_ms in ready.items() if self.now_ms - ready_ms > punctual_ms]
        match self.timetable.policy.catchup:
            case Catchup.ALL:
                return {}
            case Catchup.NONE:
                return {slot: Miss(slot, "the engine was away at its time, and catchup is none") for slot in passed}
        last = {slot.parameters: slot for slot in ready} if self.is_all else {}
        why = "the engine was away at its time; a later slot is made up for"
        return {slot: Skip(slot, why) for slot in passed if last.get(slot.parameters) != slot}

    def _minute(self, minute: list[tuple[Slot, Decision | None]], ready: Mapping[Slot, int]) -> list[Decision]:
        """Slots of the same minute do not count as builds that run beside each other."""
        decisions = [found or self._overlapping(slot, ready[slot]) for slot, found in minute]
        fired = [decision.slot for decision in decisions if isinstance(decision, Fire)]
        if fired:
            self.busy = f"the slot of {self.timetable.local(fired[0].scheduled_ms)} waits for its build"
        return decisions

    def _overlapping(self, slot: Slot, ready_ms: int) -> Decision:
        late_at_ms = ready_ms + self.timetable.policy.late_after_ms
        joins = slot.parameters in self.fired
        self.fired.add(slot.parameters)
        match self.timetable.policy.overlap:
            case Overlap.SKIP if self.busy:
                return Skip(slot, f"{self.busy}, and overlap is skip")
            case Overlap.QUEUE_ALL | Overlap.ALLOW:
                return Fire(slot, late_at_ms, coalesces=False)
            case Overlap.CANCEL:
                return Fire(slot, late_at_ms, joins=joins, stops_running=True)
        return Fire(slot, late_at_ms, joins=joins)


def missed_deadline(timetable: Timetable, slot: Slot) -> str:
    return f"it did not start by {timetable.local(timetable.deadline_ms(slot) or 0)}, its deadline"


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """A slot whose queue item waits. ``is_late``: it was told that it is late."""

    slot: Slot
    queue_id: int
    late_at_ms: int
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Late:
    """Its build did not start in time; tell once."""

    open: OpenSlot


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Its deadline is over: it becomes missed, and leaves its queue item."""

    open: OpenSlot
    why: str


def watch(timetable: Timetable, open_slots: Sequence[OpenSlot], now_ms: int) -> list[Late | GiveUp]:
    """What is to be said about slots that wait in the queue."""
    found: list[Late | GiveUp] = []
    for each in open_slots:
        if timetable.is_past_deadline(each.slot, now_ms):
            found.append(GiveUp(each, missed_deadline(timetable, each.slot)))
        elif not each.is_late and now_ms >= each.late_at_ms:
            found.append(Late(each))
    return found


def next_look_ms(
    timetable: Timetable, next_ms: int | None, held: Mapping[Slot, int], open_slots: Sequence[OpenSlot]
) -> int | None:
    """When something has to be decided next; None for never. ``next_ms``: the first slot that is not decided."""
    times = [next_ms + timetable.offset_ms] if next_ms is not None else []
    times += held.values()
    times += [each.late_at_ms for each in open_slots if not each.is_late]
    waiting = [*held, *(each.slot for each in open_slots)]
    times += [deadline_ms for slot in waiting if (deadline_ms := timetable.deadline_ms(slot)) is not None]
    return min(times, default=None)


@dataclass(frozen=True, slots=True)
class Planned:
    """What is known of a slot before its time. ``start_ms`` None: it will not be fired, and ``why`` says why not."""

    slot: Slot
    start_ms: int | None
    why: str = ""


def plan(timetable: Timetable, slot: Slot) -> Planned:
    """When a future slot will be queued, overlap aside."""
    due_ms = timetable.due_ms(slot)
    if blackout := timetable.blackouts.skips(due_ms):
        return Planned(slot, None, f"skipped: blackout “{blackout.text}”")
    window = timetable.blackouts.at(due_ms)
    if window is None:
        return Planned(slot, due_ms)
    if timetable.is_past_deadline(slot, window.until_ms):
        return Planned(slot, None, f"missed: held by the blackout “{window.blackout.text}” beyond its deadline")
    return Planned(
        slot, window.until_ms, f"held by the blackout “{window.blackout.text}” until {timetable.local(window.until_ms)}"
    )


def _slots_of_line(line: CronLine, zone: ZoneInfo, after_ms: int, until_ms: int) -> Iterator[Slot]:
    parameters = parameters_text(line)
    return (Slot(slot_ms, parameters) for slot_ms in slots_after(line, zone, after_ms, until_ms))
