"""``<igor.schedule.SchedulePolicy>``: what happens with the slots of a job's timers.

Elements: ``overlap``, ``catchup``, ``within``, ``deadline``, ``lateAfter``, and ``blackouts`` with one ``string`` each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from enum import Enum
from typing import Any

from igor.configxml.cursor import Element, Handler, tag
from igor.configxml.draft import JobDraft
from igor.configxml.duration import parse_duration_ms
from igor.model.blackout import Blackout, parse_blackout
from igor.model.schedule_policy import Catchup, Overlap

_DURATIONS = {"within": "within_ms", "deadline": "deadline_ms", "lateAfter": "late_after_ms"}


def read_schedule_policy(draft: JobDraft, element: Element) -> None:
    """Read the property into the draft.

    Raises:
        InvalidSource: an unknown element or word (with the near one), a bad duration or blackout, at its line.
    """
    cursor = draft.cursor

    def store(field: str, convert: Callable[[str], Any]) -> Handler:
        def handler(child: Element) -> None:
            draft.schedule = replace(draft.schedule, **{field: cursor.converted(child, convert)})

        return handler

    def blackouts(child: Element) -> None:
        draft.schedule = replace(draft.schedule, blackouts=_blackouts(draft, child))

    handlers: dict[str, Handler] = {
        "overlap": store("overlap", lambda text: one_of(Overlap, text)),
        "catchup": store("catchup", lambda text: one_of(Catchup, text)),
        **{name: store(field, parse_duration_ms) for name, field in _DURATIONS.items()},
        "blackouts": blackouts,
    }
    for child in element:
        if tag(child) not in handlers:
            raise cursor.error(child, f"<{tag(child)}> is no setting of a schedule", hint=near(tag(child), handlers))
    cursor.dispatch(element, handlers)
    policy = draft.schedule
    if 0 < policy.deadline_ms <= policy.within_ms:
        raise cursor.error(element, "the deadline is over before all of within is", hint="make deadline the longer one")


def one_of(kind: type[Enum], text: str) -> Enum:
    """The member whose value the text is.

    Raises:
        ValueError: with the near one, and all.
    """
    known = [member.value for member in kind]
    if text in known:
        return kind(text)
    raise ValueError(f"there is no {kind.__name__.lower()} “{text}”: {near(text, known)}")


def _blackouts(draft: JobDraft, element: Element) -> tuple[Blackout, ...]:
    return tuple(draft.cursor.converted(child, parse_blackout) for child in element.iterfind("string"))


def near(text: str, known: Any) -> str:
    """``did you mean “x”? one of x, y, z``."""
    close = get_close_matches(text, known, n=1, cutoff=0.5)
    return (f"did you mean “{close[0]}”? " if close else "") + f"one of {', '.join(known)}"
