"""Igor's own few endpoints, below ``igor/api``: what the command line and the pages show."""

from __future__ import annotations

import flask

from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.targets import RootTarget
from igor.controller import visible
from igor.model.errors import Invalid

_MAX_UPCOMING = 1_000


def get_overview(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/overview``: running, late, queue, next, failed, alerts, nodes."""
    return json_answer(visible.overview_for(call.controller, call.access))


def get_next(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/next?count=&job=``: what the timers will start."""
    found = visible.next_runs(call.controller, call.access, count=_count(call), job=call.value("job"))
    return json_answer(found)


def _count(call: Call) -> int:
    text = call.value("count") or "20"
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:6]) <= _MAX_UPCOMING:
        raise Invalid(f"count must be a number from 1 to {_MAX_UPCOMING}, not {text!r}")
    return int(text)
