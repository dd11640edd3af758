"""Events for the tests of sinks, and ways to send them: straight, or through a spool with a clock that stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from igor.controller.alert_settings import sender_module

sender = sender_module()
NOW_MS = 1_769_853_600_000


class SimulatedTime:
    """What a ``Sender`` asks for the time; ``at``: things that happen meanwhile."""

    def __init__(self, now_s: float = NOW_MS / 1000) -> None:
        self.now_s = now_s
        self.at: list[tuple[float, Any]] = []

    def time(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds
        for when, happens in [each for each in self.at if each[0] <= self.now_s]:
            self.at.remove((when, happens))
            happens()


def finish(number: int = 1, **facts: Any) -> dict[str, Any]:
    """An event as the wrapper writes it."""
    at_ms = facts.pop("time_ms", NOW_MS + number)
    event = {
        "event_id": f"{at_ms:013d}-run{number}-003-finish",
        "kind": "finish",
        "time_ms": at_ms,
        "run_id": f"run{number}",
        "job": "team/nightly",
        "build": 0,
        "attempt": 2,
        "max_attempts": 3,
        "started_ms": at_ms - 1_500,
        "duration_ms": 1_500,
        "outcome": "failure",
        "exit_code": 3,
        "output_tail": "first\nlast\n",
    }
    return {**event, **facts}


def told(number: int, status: int = 2, **facts: Any) -> dict[str, Any]:
    """A message as the controller writes it."""
    event = {
        "event_id": f"{NOW_MS + number:013d}-n{number:06d}",
        "kind": "alert",
        "phase": "firing" if status else "resolved",
        "check": "result",
        "job": "team/nightly",
        "status": status,
        "severity": "critical",
        "time_ms": NOW_MS + number,
        "since_ms": NOW_MS,
        "summary": f"message {number}",
        "text": f"text {number}",
        "url": "http://igor/job/team/job/nightly/1/",
    }
    return {**event, **facts}


def send(url: str, *events: dict[str, Any], folder: Path | None = None) -> None:
    """Through the sink itself, without a spool."""
    sink = sender.open_sink(url, str(folder or ""))
    sink.budget_s = 30.0  # the machine may be busy
    for event in events:
        message = sender.message_of(event)
        if sink.wants(message):
            sink.send(message)


def spool(sink: Any, *events: dict[str, Any]) -> None:
    """Put events where the sink's sender looks."""
    Path(sink.folder).mkdir(parents=True, exist_ok=True)
    for event in events:
        (Path(sink.folder) / f"{event['event_id']}.json").write_text(json.dumps(event))


def names(folder: str, part: str = "") -> list[str]:
    return sorted(path.name for path in (Path(folder) / part).glob("*.json") if path.name != "status.json")
