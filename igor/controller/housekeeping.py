"""What goes as time goes by: left queue items, old slots, old events; a few rows at a time, so that no tick is long."""

from __future__ import annotations

from dataclasses import dataclass

from igor.controller import queue
from igor.controller.engine_state import Tick

#: Slots are looked at again only as far back as a missed one may be caught up; a month with a margin.
SLOTS_KEPT_MS = 35 * 86_400_000
EVENTS_KEPT_MS = 90 * 86_400_000
_EVENTS_A_STEP = 100
_STEP_MS = 1_000


@dataclass(slots=True)
class Housekeeping:
    """Goes round: each step looks at the oldest events, and at the slots of one job."""

    _next_ms: int = 0
    _item_id: int = 0

    def step(self, tick: Tick) -> None:
        tick.run("purge_queue", before_ms=tick.now_ms - queue.LEFT_KEPT_MS)
        if tick.now_ms < self._next_ms:
            return
        self._next_ms = tick.now_ms + _STEP_MS
        tick.run("purge_events", before_ms=tick.now_ms - EVENTS_KEPT_MS, limit=_EVENTS_A_STEP)
        row = tick.one("next_with_slots", item_id=self._item_id)
        self._item_id = row["item_id"] if row is not None else 0
        tick.run("purge_slots", item_id=self._item_id, before_ms=tick.now_ms - SLOTS_KEPT_MS)
