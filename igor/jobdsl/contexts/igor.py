"""``igor { … }``: the wrapper's policy of a job, written as a job property that stock Jenkins ignores.

    igor { retries 2; timeout '30m'; grace '10s'; backoff '1s' }

gives ``<igor.wrapper.WrapperPolicy>`` with one child per option that is set, in this order. A duration is a whole
number of seconds (``90``) or a number with ``s``, ``m`` or ``h``.
"""

from __future__ import annotations

import re
from typing import Any

from igor.groovy.text import to_string
from igor.jobdsl.context import Call, declare
from igor.jobdsl.element import node
from igor.jobdsl.item import Edit, put_node

_DURATION = re.compile(r"\d+[smh]?")
_OPTIONS = ("retries", "timeout", "grace", "backoff")


def _duration(name: str) -> Any:
    def handler(a: Call) -> None:
        text = to_string(a.duration)
        a.check(_DURATION.fullmatch(text), f"{name} must be seconds (90) or a duration (30s, 15m, 4h), not '{text}'")
        a.context.set_option(name, text)

    return handler


def _retries(a: Call) -> None:
    a.check(a.count >= 0, f"retries must be 0 or more, not {a.count}")
    a.context.set_option("retries", a.count)


def _policy(a: Call) -> Edit:
    return put_node("properties", node("igor.wrapper.WrapperPolicy", **{name: a.o.options[name] for name in _OPTIONS}))


declare(
    "igor.WrapperPolicyContext",
    {"retries": _retries} | {name: _duration(name) for name in ("timeout", "grace", "backoff")},
    options=dict.fromkeys(_OPTIONS),
)
#: Added to every job type.
HANDLERS = {"igor": _policy}
