"""``igor { … }``: a job's policies, written as job properties that stock Jenkins keeps and ignores.

    igor {
        retries 2; timeout '30m'; grace '10s'; backoff '1s'; lock 'tape'
        rule { exit '75,100-110'; then 'retry' }
        overlap 'skip'; catchup 'last'; within '10m'; deadline '2h'; lateAfter '5m'; blackout 'Sat,Sun'
        alerts { on 'failure', 'slow'; owner 'team-a'; after 2 }
        retryLost 2; retryError 1
        approval { message 'Deploy to production?'; submitter 'ops,alice'; ok 'Deploy'; timeout '4h' }
        needs 'upstream.VERSION'
    }

gives ``<igor.wrapper.WrapperPolicy>`` (how the wrapper runs a step), ``<igor.schedule.SchedulePolicy>`` (what happens
with the slots of the job's timers), ``<igor.alerts.AlertPolicy>`` (when on-call hears of it),
``<igor.retry.RetryPolicy>`` (how often a build is built again that Igor lost or broke),
``<igor.approval.ApprovalPolicy>`` (that each build waits for a person) and ``<igor.inputs.Needs>``, each with one child
per option that is set, in the order of the tables below. A duration is a number of seconds (``90``)
or a number with ``ms``, ``s``, ``m``, ``h`` or ``d``. ``blackout``, ``rule`` and ``needs`` may be repeated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.element import node
from igor.jobdsl.item import Edit, put_node
from igor.jobdsl.null import is_null
from igor.model.wrapper_policy import SETTINGS

WRAPPER = ("retries", "timeout", "grace", "backoff", *SETTINGS, "rules")
RETRY = {"retryLost": "lost", "retryError": "error"}
SCHEDULE = ("overlap", "catchup", "within", "deadline", "lateAfter", "blackouts")


def _policies(a: Call) -> list[Edit]:
    found = list(_properties(a.o.options)) or [node("igor.wrapper.WrapperPolicy")]
    return [put_node("properties", each) for each in found]


def _properties(options: dict[str, Any]) -> Iterator[Node]:
    """The properties of which something is said."""
    for tag, names in (("igor.wrapper.WrapperPolicy", WRAPPER), ("igor.schedule.SchedulePolicy", SCHEDULE)):
        said = {name: options[name] for name in names if options[name] not in (None, [])}
        if said:
            yield node(tag, **said)
    if retry := {child: options[name] for name, child in RETRY.items() if not is_null(options[name])}:
        yield node("igor.retry.RetryPolicy", **retry)
    yield from (made for name in ("alerts", "approval") if isinstance(made := options[name], Node))
    if needs := options["needs"]:
        yield node("igor.inputs.Needs", needs=", ".join(needs))


#: Added to every job type.
HANDLERS = {"igor": _policies}
