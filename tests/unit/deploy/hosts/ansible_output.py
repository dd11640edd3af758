"""Events as the callback prints them, for tests of what they add up to."""

from __future__ import annotations

import json
from typing import Any

from igor.deploy.hosts.events import Outcome, outcome_of


def result(host: str, status: str, *, task: str = "Lay a file", role: str = "common", **data: Any) -> dict[str, Any]:
    """The end of a task on a host."""
    fields = {"task": task, "role": role, "action": "copy", "at_ms": 2000, "begun_ms": 1000, "handler": False}
    return {"event": "result", "host": host, "status": status, **fields, **data}


def outcome(*results: dict[str, Any]) -> Outcome:
    """What results add up to."""
    return outcome_of(json.dumps(each) for each in results)
