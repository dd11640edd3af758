"""Which timers are due. A slot that was missed while nobody looked is caught up once: the last one of each job."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from igor.scheduler.cron import CronTable


@dataclass(frozen=True, slots=True)
class Timer:
    """A job's timers. ``checked_ms``: slots up to here have been dealt with."""

    item_id: int
    checked_ms: int
    tables: tuple[CronTable, ...]


@dataclass(frozen=True, slots=True)
class DueSlot:
    """A slot whose time has come; (item_id, scheduled_ms) is what makes it unique."""

    item_id: int
    scheduled_ms: int


def due_slots(timers: Iterable[Timer], now_ms: int) -> list[DueSlot]:
    """The slots to fire now, oldest first; afterwards ``checked_ms`` of every timer becomes ``now_ms``.

    When several slots of a job lie between ``checked_ms`` and now (the controller was down), only the last one is
    due. A clock that was set back fires nothing until it has caught up.
    """
    due = [DueSlot(timer.item_id, slot) for timer in timers if (slot := _last_due(timer, now_ms)) is not None]
    return sorted(due, key=lambda slot: (slot.scheduled_ms, slot.item_id))


def _last_due(timer: Timer, now_ms: int) -> int | None:
    if now_ms <= timer.checked_ms:
        return None
    # Asking for the next slot first is cheap in the common case that nothing is due.
    upcoming = ((table, table.next_after(timer.checked_ms)) for table in timer.tables)
    due = [table for table, slot in upcoming if slot is not None and slot <= now_ms]
    return max((slot for table in due if (slot := table.last_until(now_ms)) is not None), default=None)
