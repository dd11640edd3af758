"""The plugins that Job DSL's methods need on a server, read from ``plugins.txt`` when a run first asks.

Source: the ``@RequiresPlugin`` annotations of jenkinsci/job-dsl-plugin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from igor.jobdsl.signature import lineage
from igor.model import plugins

_FILE = Path(__file__).with_name("plugins.txt")

#: (plugin's short name, least version or empty), all of which a method needs.
Required: TypeAlias = tuple[tuple[str, str], ...]


@cache
def required(kind: str, method: str) -> Required:
    """What the method of that context needs; what it inherits counts."""
    names = [*lineage(kind), *(["Job"] if kind.startswith("jobs.") else [])]
    return next((needs for name in names if (needs := _table().get(name, {}).get(method))), ())


def problems(installed: Mapping[str, str], kind: str, method: str) -> Iterator[str]:
    """Each plugin that the method needs and the server lacks or has too old, in Job DSL's words."""
    for name, minimum in required(kind, method):
        if text := plugins.missing(installed, name, minimum):
            yield text


@cache
def _table() -> dict[str, dict[str, Required]]:
    table: dict[str, dict[str, Required]] = {}
    section: dict[str, Required] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = table.setdefault(line.strip("[]"), {})
        elif not line.startswith("#"):
            method, _, needs = line.partition(" = ")
            section[method] = tuple(_requirement(need) for need in needs.split(", "))
    return table


def _requirement(text: str) -> tuple[str, str]:
    name, _, minimum = text.partition(" ")
    return name, minimum
