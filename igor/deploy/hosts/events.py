"""What Ansible told, event by event, and what it adds up to for each host. Pure.

Events are the lines of ``ansible/callback_plugins/igor_events.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_BROKEN = ("failed", "unreachable")


@dataclass(frozen=True, slots=True)
class Event:
    """One line. ``kind``: play task begin result retry stats.

    ``status`` of a result: ok changed failed ignored skipped unreachable. ``host`` is the host whose tasks these are,
    also where a task ran elsewhere for it.
    """

    kind: str
    host: str = ""
    task: str = ""
    role: str = ""
    action: str = ""
    status: str = ""
    is_handler: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """``role : task``."""
        return f"{self.role} : {self.task}" if self.role else self.task


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that failed on a host, or a host that was not reached. ``lines``: what is useful of its output."""

    host: str
    task: str
    lines: tuple[str, ...]
    is_unreachable: bool = False


@dataclass(slots=True)
class HostOutcome:
    """``changed`` counts tasks."""

    ok: int = 0
    changed: int = 0
    failures: list[Failure] = field(default_factory=list)

    @property
    def is_unreachable(self) -> bool:
        return any(failure.is_unreachable for failure in self.failures)


@dataclass(slots=True)
class Outcome:
    """A run of a playbook. ``results``: its events that are a task's end; ``reports``: texts by kind and host."""

    hosts: dict[str, HostOutcome] = field(default_factory=dict)
    results: list[Event] = field(default_factory=list)
    reports: dict[tuple[str, str], str] = field(default_factory=dict)
    exit_code: int = 0

    def report(self, kind: str) -> dict[str, str]:
        """The texts of a kind by host."""
        return {host: text for (of, host), text in self.reports.items() if of == kind}

    @property
    def failures(self) -> list[Failure]:
        return [failure for host in self.hosts.values() for failure in host.failures]

    @property
    def failed_hosts(self) -> list[str]:
        return sorted(name for name, host in self.hosts.items() if host.failures)

    @property
    def unreachable(self) -> list[str]:
        return sorted(name for name, host in self.hosts.items() if host.is_unreachable)


def parse(line: str) -> Event | None:
    """The event of a line; None when the line is something else that Ansible printed."""
    if not line.startswith('{"event"'):
        return None
    try:
        data = json.loads(line)
    except ValueError:
        return None
    words = {name: str(data.get(name, "")) for name in ("host", "task", "role", "action", "status")}
    return Event(kind=str(data["event"]), **words, is_handler=bool(data.get("handler")), data=data)


def add(outcome: Outcome, event: Event) -> None:
    """Take an event into account."""
    if event.kind != "result":
        return
    outcome.results.append(event)
    host = outcome.hosts.setdefault(event.host, HostOutcome())
    host.ok += event.status in ("ok", "changed")
    host.changed += event.status == "changed"
    if event.status in _BROKEN:
        host.failures.append(failure_of(event))
    if report := event.data.get("report"):
        outcome.reports[report["kind"], event.host] = report["text"]


def outcome_of(lines: Iterable[str]) -> Outcome:
    """What a whole output adds up to."""
    outcome = Outcome()
    for event in filter(None, map(parse, lines)):
        add(outcome, event)
    return outcome


def failure_of(event: Event) -> Failure:
    """What went wrong, in the few lines that a person needs."""
    data = event.data
    unreachable = event.status == "unreachable"
    told = [data, *data.get("items", [])] if not unreachable else [data]
    lines = [line for each in told for line in _useful(each)]
    if not lines:
        lines = ["its output is hidden, because it may hold secrets (no_log)"]
    return Failure(event.host, event.place, tuple(dict.fromkeys(lines))[:_LINES], unreachable)


_LINES = 12
#: Of a long output the end says what was wrong.
_OF_EACH = 6
_NOISE = ("non-zero return code", "MODULE FAILURE", "One or more items failed", "All items completed")


def _useful(told: Mapping[str, Any]) -> list[str]:
    texts = [_tail(str(told.get(key, ""))) for key in ("stderr", "module_stderr", "stdout", "module_stdout")]
    message = [line for line in str(told.get("msg") or told.get("reason") or "").splitlines() if line.strip()]
    output = next((lines for lines in texts if lines), [])
    if output and any(line.startswith(_NOISE) for line in message[:1]):
        message = []
    item = [f"item {told['item']}:"] if told.get("item") else []
    return [*item, *message[:_OF_EACH], *output]


def _tail(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()][-_OF_EACH:]
