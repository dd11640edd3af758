"""What may be said inside ``igor { … }`` (see ``contexts.igor``)."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from igor.groovy.text import to_string
from igor.jobdsl.context import Call
from igor.jobdsl.contexts.igor import SCHEDULE, WRAPPER
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import node
from igor.model.blackout import parse_blackout
from igor.model.schedule_policy import Catchup, Overlap

_DURATION = re.compile(r"\d+[smh]?")
_WORDS = {"overlap": [each.value for each in Overlap], "catchup": [each.value for each in Catchup]}


def _duration(name: str) -> Any:
    def handler(a: Call) -> None:
        text = to_string(a.duration)
        a.check(_DURATION.fullmatch(text), f"{name} must be seconds (90) or a duration (30s, 15m, 4h), not '{text}'")
        a.context.set_option(name, text)

    return handler


def _retries(a: Call) -> None:
    a.check(a.count >= 0, f"retries must be 0 or more, not {a.count}")
    a.context.set_option("retries", a.count)


def _overlap(a: Call) -> None:
    _set_word(a, "overlap", a.how)


def _catchup(a: Call) -> None:
    _set_word(a, "catchup", a.which)


def _set_word(a: Call, name: str, word: str) -> None:
    known = _WORDS[name]
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    meant = f" (did you mean '{close[0]}'?)" if close else ""
    a.check(word in known, f"{name} must be one of {', '.join(known)}, not '{word}'{meant}")
    a.context.set_option(name, word)


def _blackout(a: Call) -> None:
    try:
        parse_blackout(a.window)
    except ValueError as error:
        a.check(False, f"blackout: {error}")
    a.context.options["blackouts"].append(node("string", a.window))


declare(
    "igor.WrapperPolicyContext",
    {"retries": _retries, "overlap": _overlap, "catchup": _catchup, "blackout": _blackout}
    | {name: _duration(name) for name in ("timeout", "grace", "backoff", "within", "deadline", "lateAfter")},
    options=dict.fromkeys((*WRAPPER, *SCHEDULE)) | {"blackouts": []},
)
