"""The queue within a tick: what the dispatcher (``igor.scheduler.queue``) decides becomes rows and builds."""

from __future__ import annotations

import logging

from igor.controller import build_start
from igor.controller.engine_state import Tick
from igor.scheduler.snapshot import Assign, Cancel, Decision, Wait
from igor.scheduler.why import IN_QUIET_PERIOD, OWN_BUILD
from igor.storage import records

log = logging.getLogger(__name__)

#: Sentences that whoever reads makes; see ``igor.controller.queue``.
_MADE_BY_READERS = (IN_QUIET_PERIOD, OWN_BUILD)


#: Rounds of one tick: builds without steps end as soon as they start, and make room for others.
_ROUNDS = 20


def assign(tick: Tick) -> None:
    """Start what can start; store the state and the why of what waits, where they changed."""
    for _ in range(_ROUNDS):
        tick.world.take_own_changes(tick.connection)
        decisions = tick.world.dispatcher.decide(tick.now_ms)
        if not decisions:
            return
        for decision in decisions:
            _act(tick, decision)
    tick.effects.again = True


def _act(tick: Tick, decision: Decision) -> None:
    match decision:
        case Wait(queue_id, state, why, approval):
            said = {"why": None if why in _MADE_BY_READERS else why, "approval": records.approval_to_json(approval)}
            tick.run("queue_state", id=queue_id, state=state.value, now_ms=tick.now_ms, **said)
        case Cancel(queue_id, why):
            tick.run("cancel", id=queue_id, now_ms=tick.now_ms, left_why=why)
            tick.run("skip_slots", id=queue_id, now_ms=tick.now_ms, left_why=why)
            log.info("queue item %d cancelled: %s", queue_id, why)
        case Assign():
            _start(tick, decision)


def _start(tick: Tick, assign: Assign) -> None:
    """A start that fails is undone, and tried again a little later."""
    is_done = False
    with tick.contained(f"the start of queue item {assign.queue_id}"):
        build_start.start_build(tick, assign.queue_id, tick.jobs[assign.item_id], assign.node_name, assign.executor)
        is_done = True
    if not is_done:
        tick.world.undo_start(tick.connection, assign, tick.now_ms)
