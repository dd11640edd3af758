"""The rows of timers and slots, read and written within a transaction of the engine."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from igor.scheduler.slots import Decision, Fire, Hold, Miss, OpenSlot, Skip, Slot
from igor.storage import queries

_SQL: Mapping[str, str] = queries.load("timers")
_STATES: dict[type[Decision], str] = {Fire: "fired", Skip: "skipped", Miss: "missed", Hold: "held"}


@dataclass(frozen=True, slots=True)
class SlotRows:
    """One job's rows."""

    connection: sqlite3.Connection
    item_id: int
    job_full_name: str
    now_ms: int

    def timer(self) -> tuple[int, str | None] | None:
        """Until when slots are decided, and for which timers (None: not known); None before the first look."""
        row = self._execute("timer").fetchone()
        return (row["checked_ms"], row["spec"]) if row else None

    def set_timer(self, checked_ms: int, spec: str) -> None:
        self._execute("set_timer", checked_ms=checked_ms, spec=spec)

    def held(self) -> dict[Slot, int]:
        """The slots that are held, and until when."""
        return {Slot(row["scheduled_ms"], row["parameters"]): row["until_ms"] for row in self._execute("held")}

    def waiting(self) -> list[OpenSlot]:
        """The slots whose queue item waits."""
        return [
            OpenSlot(
                Slot(row["scheduled_ms"], row["parameters"]), row["queue_id"], row["late_at_ms"], bool(row["late"])
            )
            for row in self._execute("waiting")
        ]

    def decided(self, after_ms: int, until_ms: int) -> set[Slot]:
        rows = self._execute("decided", after_ms=after_ms, until_ms=until_ms)
        return {Slot(row["scheduled_ms"], row["parameters"]) for row in rows}

    def put(self, decision: Decision, queue_id: int | None = None) -> None:
        """Record a decision; only a held slot may be decided again."""
        self._execute(
            "put",
            scheduled_ms=decision.slot.scheduled_ms,
            parameters=decision.slot.parameters,
            state=_STATES[type(decision)],
            why=None if isinstance(decision, Fire) else decision.why,
            queue_id=queue_id,
            until_ms=decision.until_ms if isinstance(decision, Hold) else None,
            late_at_ms=decision.late_at_ms if isinstance(decision, Fire) else None,
        )

    def set_late(self, slot: Slot) -> None:
        self._execute("set_late", scheduled_ms=slot.scheduled_ms, parameters=slot.parameters)

    def give_up(self, slot: Slot, why: str) -> None:
        self._execute("give_up", scheduled_ms=slot.scheduled_ms, parameters=slot.parameters, why=why)

    def forget_future(self) -> None:
        """The clock was set back: what was not fired of the time that comes again is decided again."""
        self._execute("forget_future")

    def busy(self) -> str | None:
        """What of the job runs or waits, in words."""
        if running := self._execute("running").fetchall():
            return f"build #{running[-1]['number']} is running"
        queued = self._execute("queued").fetchone()
        return f"queue item {queued['id']} waits" if queued else None

    def stop_running(self, by: str) -> None:
        self._execute("stop_running", by=by)

    def tell(self, kind: str, slot: Slot, why: str, slots: int = 1) -> None:
        """Tell on-call people once about a slot; ``slots``: how many it stands for, itself the last one."""
        data = {"scheduled_ms": slot.scheduled_ms, "parameters": slot.parameters, "why": why, "slots": slots}
        self._execute(
            "tell",
            kind=kind,
            job_full_name=self.job_full_name,
            data=json.dumps(data, ensure_ascii=False),
            event_id=f"{kind}:{self.item_id}:{slot.scheduled_ms}:{slot.parameters}",
        )

    def queue_item(self, queue_id: int) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._execute("queue_item", id=queue_id).fetchone()
        return row

    def set_causes(self, queue_id: int, causes: str) -> None:
        self._execute("set_causes", id=queue_id, causes=causes)

    def cancel(self, queue_id: int, why: str) -> None:
        self._execute("cancel", id=queue_id, left_why=why)

    def _execute(self, name: str, **values: object) -> sqlite3.Cursor:
        common = {"item_id": self.item_id, "job_full_name": self.job_full_name, "now_ms": self.now_ms}
        return self.connection.execute(_SQL[name], common | values)
