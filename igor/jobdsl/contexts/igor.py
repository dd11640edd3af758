"""``igor { … }``: a job's policies, written as job properties that stock Jenkins ignores.

    igor { retries 2; timeout '30m'; grace '10s'; backoff '1s' }

gives ``<igor.wrapper.WrapperPolicy>`` (how the wrapper runs a step), and

    igor { overlap 'skip'; catchup 'last'; within '10m'; deadline '2h'; lateAfter '5m'; blackout 'Sat,Sun' }

gives ``<igor.schedule.SchedulePolicy>`` (what happens with the slots of the job's timers), each with one child per
option that is set, in this order. A duration is a whole number of seconds (``90``) or a number with ``s``, ``m`` or
``h``. ``blackout`` may be repeated.
"""

from __future__ import annotations

from typing import Any

from igor.jobdsl.context import Call
from igor.jobdsl.element import node
from igor.jobdsl.item import Edit, put_node

WRAPPER = ("retries", "timeout", "grace", "backoff")
SCHEDULE = ("overlap", "catchup", "within", "deadline", "lateAfter")


def _policies(a: Call) -> list[Edit]:
    options = a.o.options
    wrapper = {name: options[name] for name in WRAPPER}
    schedule: dict[str, Any] = {name: options[name] for name in SCHEDULE}
    schedule["blackouts"] = options["blackouts"] or None
    has_schedule = any(value is not None for value in schedule.values())
    edits = []
    if not has_schedule or any(value is not None for value in wrapper.values()):
        edits.append(put_node("properties", node("igor.wrapper.WrapperPolicy", **wrapper)))
    if has_schedule:
        edits.append(put_node("properties", node("igor.schedule.SchedulePolicy", **schedule)))
    return edits


#: Added to every job type.
HANDLERS = {"igor": _policies}
