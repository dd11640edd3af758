"""From the events of a run in check mode to what would change on each host, and what would restart. Pure."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from igor.deploy.hosts.events import Event, Outcome

_SERVICES = ("systemd", "systemd_service", "service", "sysvinit")
_SUBJECTS = ("dest", "path", "name", "pkg", "unit", "src")
_TEMPORARY = "/ansible-local-"
_MAX_LINES = 12
_MAX_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Change:
    """What a task would change. ``mark``: ``+ ~ -``; ``restarts``: the unit that it restarts, else empty."""

    host: str
    mark: str
    subject: str
    place: str
    restarts: str = ""
    diff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JobChange:
    """What the seed would change. ``mark``: ``+ ~ - !`` (edited by hand), ``place``: file:line of the script.

    ``digest``: of what the item is to be, where a controller told it.
    """

    mark: str
    full_name: str
    what: str
    place: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a deploy would do. ``hosts``: all that were looked at; ``versions``: what runs there now, by host."""

    hosts: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    jobs: tuple[JobChange, ...] = ()
    versions: Mapping[str, str] | None = None
    unreachable: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.changes and not self.jobs

    def restarts(self) -> list[tuple[str, str]]:
        """``(host, unit)`` of what runs already and would be interrupted."""
        known = self.versions or {}
        found = [(each.host, each.restarts) for each in self.changes if each.restarts and known.get(each.host)]
        return list(dict.fromkeys(found))

    def of_host(self, host: str) -> list[Change]:
        return [change for change in self.changes if change.host == host]

    def digest(self) -> str:
        """Names the changes: the same names of hosts, jobs, files and contents have the same digest."""
        of_hosts = [asdict(change) for host in self.hosts for change in self.of_host(host)]
        text = json.dumps([of_hosts, [asdict(each) for each in self.jobs], self.unreachable])
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def changes_of(outcome: Outcome) -> tuple[Change, ...]:
    """The changes in the order in which Ansible would make them."""
    return tuple(_change(event) for event in outcome.results if event.status == "changed")


def _change(event: Event) -> Change:
    arguments: Mapping[str, Any] = event.data.get("args", {})
    diffs = event.data.get("diff", [])
    return Change(
        event.host, _mark(arguments, diffs), _subject(arguments, diffs, event), event.place,
        _restarted(event, arguments), tuple(line for diff in diffs for line in _lines(diff))[:_MAX_LINES],
    )  # fmt: skip


def _restarted(event: Event, arguments: Mapping[str, Any]) -> str:
    if event.action in _SERVICES and arguments.get("state") == "restarted":
        return str(arguments.get("name", event.task)).removesuffix(".service")
    return ""


def _mark(arguments: Mapping[str, Any], diffs: Sequence[Mapping[str, Any]]) -> str:
    if arguments.get("state") == "absent":
        return "-"
    befores = [diff["before"] for diff in diffs if "before" in diff]
    return "+" if befores and all(_is_absent(before) for before in befores) else "~"


def _is_absent(before: Any) -> bool:
    if isinstance(before, Mapping):
        return before.get("state") == "absent"
    return not str(before or "").strip()


def _subject(arguments: Mapping[str, Any], diffs: Sequence[Mapping[str, Any]], event: Event) -> str:
    """What is changed; never a template, and never one of Ansible's temporary files, which differ from run to run."""
    told = [str(arguments[key]) for key in _SUBJECTS if arguments.get(key)]
    if len(diffs) == 1:
        headers = [str(diffs[0].get(key, "")).partition(" (")[0] for key in ("before_header", "after_header")]
        told += [header for header in headers if header.startswith("/")]
    return next((text for text in told if "{{" not in text and _TEMPORARY not in text), event.task)


def _lines(diff: Mapping[str, Any]) -> list[str]:
    """``- before`` and ``+ after`` of lines that differ; nothing for what is new as a whole."""
    before, after = (_text(diff.get(key)).splitlines() for key in ("before", "after"))
    if not before:
        return []
    found = difflib.unified_diff(before, after, lineterm="", n=0)
    kept = [line for line in found if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return [f"{line[0]} {line[1:].strip()}"[:_MAX_WIDTH] for line in kept]


def _text(value: Any) -> str:
    """A text as it is; properties of a file a line each, without whether it is there, which the mark says."""
    if isinstance(value, Mapping):
        return "".join(f"{name}: {each}\n" for name, each in sorted(value.items()) if name not in ("state", "path"))
    return value if isinstance(value, str) else ""


_SEED_MARKS = {"add": "+", "change": "~", "remove": "-", "disable": "-"}
_SEED_WORDS = {"add": "new", "change": "changes", "remove": "no script makes it any more", "disable": "is disabled"}


def job_changes(seed_plan: Mapping[str, Any]) -> tuple[JobChange, ...]:
    """What a controller's own plan of a seed would change, as ``on_host`` tells it."""
    return tuple(_job_change(change) for change in seed_plan["changes"] if change["action"] in _SEED_MARKS)


def _job_change(change: Mapping[str, Any]) -> JobChange:
    place = f"{change['file_name']}:{change['line']}" if change.get("file_name") else ""
    name = f"{change['kind'].replace('_', ' ')} {change['full_name']}"
    mark, what = _SEED_MARKS[change["action"]], _SEED_WORDS[change["action"]]
    if change.get("edited"):
        mark, what = "!", "edited by hand since the last seed: this would overwrite it"
    return JobChange(mark, name, what, place, str(change.get("digest", "")))


def new_jobs(items: Iterable[Mapping[str, Any]]) -> tuple[JobChange, ...]:
    """Where no controller runs yet, every item of the scripts is new."""
    return tuple(JobChange("+", f"{item['kind']} {item['name']}", "new") for item in items)
