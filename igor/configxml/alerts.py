"""``<igor.alerts.AlertPolicy>``: when on-call hears of a job, and who.

Elements: ``on`` with one ``string`` each (empty: nothing is told), ``owner``, ``severity``, ``after``, ``runbook``, and
the durations ``slow``, ``fast``, ``missed``, ``stuck``, ``successWithin``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from igor.configxml.cursor import Element, Handler, tag, text_of
from igor.configxml.draft import JobDraft
from igor.configxml.duration import parse_duration_ms
from igor.configxml.schedule import near, one_of
from igor.model.alert_policy import AlertPolicy, Severity, Trouble

_DURATIONS = {
    "slow": "slow_ms",
    "fast": "fast_ms",
    "missed": "missed_ms",
    "stuck": "stuck_ms",
    "successWithin": "success_within_ms",
}


def read_alert_policy(draft: JobDraft, element: Element) -> None:
    """Read the property into the draft.

    Raises:
        InvalidSource: an unknown element or word (with the near one), a bad duration or number, at its line.
    """
    cursor = draft.cursor
    policy = AlertPolicy()

    def store(field: str, read: Callable[[Element], Any]) -> Handler:
        def handler(child: Element) -> None:
            nonlocal policy
            policy = replace(policy, **{field: read(child)})

        return handler

    def troubles(child: Element) -> tuple[Any, ...]:
        return tuple(cursor.converted(word, lambda text: one_of(Trouble, text)) for word in child.iterfind("string"))

    handlers: dict[str, Handler] = {
        "on": store("on", troubles),
        "owner": store("owner", lambda child: text_of(child).strip()),
        "runbook": store("runbook", lambda child: text_of(child).strip()),
        "severity": store("severity", lambda child: cursor.converted(child, lambda text: one_of(Severity, text))),
        "after": store("after", lambda child: cursor.integer(child, at_least=1)),
        **{
            name: store(field, lambda child: cursor.converted(child, parse_duration_ms))
            for name, field in _DURATIONS.items()
        },
    }
    for child in element:
        if tag(child) not in handlers:
            raise cursor.error(child, f"<{tag(child)}> is no setting of alerts", hint=near(tag(child), handlers))
    cursor.dispatch(element, handlers)
    if 0 < policy.slow_ms <= policy.fast_ms:
        raise cursor.error(element, "every build would be too slow or too fast", hint="make slow the longer one")
    draft.fields["alerts"] = policy
