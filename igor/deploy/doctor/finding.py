"""What a look at a machine found: each finding with its fix. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: What a probe told, as it would be in JSON.
Facts = Mapping[str, Any]
OK, WARNING, PROBLEM = "ok", "warning", "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """``level``: ok, warning, problem. ``check``: its short name. ``fix`` is empty where all is well.

    ``host``: of the inventory; empty is the control machine.
    """

    level: str
    check: str
    what: str
    fix: str = ""
    host: str = ""


Judge = Callable[[Facts], Iterator[Finding]]


def ok(check: str, what: str) -> Finding:
    """All is well."""
    return Finding(OK, check, what)


def warning(check: str, what: str, fix: str) -> Finding:
    """It works, and may not for long."""
    return Finding(WARNING, check, what, fix)


def problem(check: str, what: str, fix: str) -> Finding:
    """It does not work."""
    return Finding(PROBLEM, check, what, fix)


def exit_code(findings: Iterable[Finding]) -> int:
    """0, or 1 when there is a problem."""
    return int(any(finding.level == PROBLEM for finding in findings))


def summary(findings: Iterable[Finding]) -> str:
    """``2 warnings, 1 problem``; ``nothing is wrong``."""
    count = Counter(finding.level for finding in findings)
    told = [_counted(count[level], level) for level in (WARNING, PROBLEM) if count[level]]
    return ", ".join(told) or "nothing is wrong"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def numbers(version: str) -> tuple[int, ...]:
    """``2.19.1`` → (2, 19); what is no number ends it."""
    parts = version.split(".")[:2]
    return tuple(int(part) for part in parts if part.isdigit())


def size(size_bytes: float) -> str:
    """``1.4 GiB``, ``300 MiB``."""
    return f"{size_bytes / 2**30:.1f} GiB" if size_bytes >= 2**30 else f"{size_bytes / 2**20:.0f} MiB"


def age(seconds: float) -> str:
    """``3 days``, ``5 hours``, ``12 minutes``."""
    for name, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return _counted(int(seconds // length), name)
    return _counted(int(seconds), "second")
