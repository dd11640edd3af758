"""The definition of a job whose builds are made elsewhere, by its schedule: who reports late is missed."""

from __future__ import annotations

from xml.sax.saxutils import escape

from igor.model.timezone import machine_timezone
from igor.scheduler import cron

#: So many slots are looked at for the longest pause between two.
_LOOKED_AT = 400
#: A report may come so late before it is missed, and a tenth of the pause.
_GRACE_MS = 5 * 60_000


def config_xml(full_name: str, schedule: str, now_ms: int) -> str:
    """``schedule``: a cron line, empty: nobody expects it.

    Raises:
        InvalidSource: the line cannot be read.
    """
    policy = ""
    if schedule:
        within_s = longest_pause_ms(full_name, schedule, now_ms) // 1000
        policy = f"<igor.alerts.AlertPolicy><successWithin>{within_s}s</successWithin></igor.alerts.AlertPolicy>"
    described = f"<description>Expected at {escape(schedule)}</description>" if schedule else ""
    return f"<hudson.model.ExternalJob>{described}<properties>{policy}</properties></hudson.model.ExternalJob>"


def longest_pause_ms(full_name: str, schedule: str, now_ms: int) -> int:
    """The longest time between two slots, and what a report may be late."""
    table = cron.parse(schedule, seed=full_name, default_timezone=machine_timezone())
    pauses = [0]
    before = table.next_after(now_ms)
    for _ in range(_LOOKED_AT):
        if before is None or (after := table.next_after(before)) is None:
            break
        pauses.append(after - before)
        before = after
    longest = max(pauses)
    return longest + longest // 10 + _GRACE_MS
