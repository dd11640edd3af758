"""What goes as time goes by: left queue items, old slots, events and builds; a little at a time, so no tick is long."""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass, field

from igor.controller import audit, discarding, join_tokens, queue, settings, swarm
from igor.controller.discarding import RoomMaker
from igor.controller.engine_state import Tick
from igor.scheduler.discard import Retention

log = logging.getLogger(__name__)

#: Slots are looked at again only as far back as a missed one may be caught up; a month with a margin.
SLOTS_KEPT_MS = 35 * 86_400_000
EVENTS_KEPT_MS = 90 * 86_400_000
_EVENTS_A_STEP = 100
#: Builds deleted, and jobs looked at for that, in one step.
BUILDS_A_STEP = 20
_JOBS_A_STEP = 10
_STEP_MS = 1_000


@dataclass(slots=True)
class Housekeeping:
    """Goes round: each step looks at the oldest events, the slots of one job, the builds of some, and the disk."""

    _next_ms: int = 0
    _item_id: int = 0
    _job_id: int = 0
    _room_maker: RoomMaker = field(default_factory=RoomMaker)

    def step(self, tick: Tick) -> None:
        if tick.now_ms < self._next_ms:
            return
        self._next_ms = tick.now_ms + _STEP_MS
        tick.run("purge_queue", before_ms=tick.now_ms - queue.LEFT_KEPT_MS)
        tick.run("purge_events", before_ms=tick.now_ms - EVENTS_KEPT_MS, limit=_EVENTS_A_STEP)
        audit.purge(tick.connection, tick.now_ms, _EVENTS_A_STEP)
        swarm.drop_gone(tick.connection, tick.now_ms)
        join_tokens.purge(tick.connection, tick.now_ms)
        row = tick.one("next_with_slots", item_id=self._item_id)
        self._item_id = row["item_id"] if row is not None else 0
        tick.run("purge_slots", item_id=self._item_id, before_ms=tick.now_ms - SLOTS_KEPT_MS)
        with tick.contained("old builds"):
            self._discard_builds(tick)

    def _discard_builds(self, tick: Tick) -> None:
        retention = settings.retention(tick.connection)
        gone = self._go_round(tick, retention)
        if gone < BUILDS_A_STEP and _is_short(tick, retention):
            made_room = self._room_maker.step(tick, BUILDS_A_STEP - gone)
            if made_room:
                log.warning("the disk is short: %d of the oldest builds are deleted", made_room)

    def _go_round(self, tick: Tick, retention: Retention) -> int:
        """Apply the policies of the next jobs, of which some may not have been built for long; how many builds went."""
        gone = 0
        rows = tick.all("next_jobs", item_id=self._job_id, limit=_JOBS_A_STEP)
        self._job_id = rows[-1]["id"] if len(rows) == _JOBS_A_STEP else 0
        for row in rows:
            job = tick.jobs.get(row["id"])
            if job is not None:
                policy = retention.policy_of(job.definition.discard)
                gone += discarding.discard_old(tick, job, policy, BUILDS_A_STEP - gone)
            if gone == BUILDS_A_STEP:
                self._job_id = row["id"]
                break
        return gone


def _is_short(tick: Tick, retention: Retention) -> bool:
    usage = shutil.disk_usage(tick.controller.home.root)
    return retention.is_short(usage.total, usage.free)
