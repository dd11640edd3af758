"""A seed's plan as people read it: one line an item, below it what changes in it, where, and whether somebody's own
change would be lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from igor.controller.xml_outline import hunks

_MARKS = {
    "add": ("+", "green"),
    "change": ("~", "yellow"),
    "remove": ("-", "red"),
    "disable": ("-", "yellow"),
    "unchanged": ("=", "cyan"),
}
_WORDS = {"add": "to add", "change": "to change", "disable": "to disable", "remove": "to remove"}
_KINDS = {"config_file": "config file"}
_COLORS = {"+": "green", "-": "red"}


def changes_of(plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What applying the plan would change."""
    return [change for change in plan["changes"] if change["action"] != "unchanged" or change["adopted"]]


def with_diffs(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The plan with a ``diff`` in each change: a list of ``{"path", "lines"}``."""
    changes = [{**change, "diff": [_as_json(hunk) for hunk in _hunks(change)]} for change in plan["changes"]]
    return {**plan, "changes": changes, "counts": counts_of(plan)}


def counts_of(plan: Mapping[str, Any]) -> dict[str, int]:
    """How many changes there are of each action."""
    actions = [change["action"] for change in plan["changes"]]
    return {action: actions.count(action) for action in _MARKS}


def plan_lines(plan: Mapping[str, Any]) -> Iterator[str]:
    """The plan, line by line, coloured."""
    changes = changes_of(plan)
    width = max((len(_name(change)) for change in changes), default=0)
    for change in changes:
        yield from _change(change, width)
    for kind, full_name in plan["kept"]:
        told = "no script makes it any more; the seed's removal action lets it stay"
        yield click.style(f"  {_KINDS.get(kind, kind)} {full_name}  {told}", dim=True)
    yield from [""] if changes or plan["kept"] else []
    yield summary(plan)


def summary(plan: Mapping[str, Any]) -> str:
    """``Plan: 2 to add, 1 to change; 5 unchanged.``"""
    counts = counts_of(plan)
    said = ", ".join(f"{counts[action]} {word}" for action, word in _WORDS.items() if counts[action])
    edited = sum(change["edited"] for change in plan["changes"])
    lost = f" {edited} edited by hand since the last seed." if edited else ""
    if not said:
        return f"Plan: nothing to change ({counts['unchanged']} unchanged).{lost}"
    return f"Plan: {said}; {counts['unchanged']} unchanged.{lost}"


def _change(change: Mapping[str, Any], width: int) -> Iterator[str]:
    mark, color = _MARKS[change["action"]]
    place = f"{change['file_name']}:{change['line']}" if change["file_name"] else "no script makes it any more"
    yield f"{click.style(mark, fg=color, bold=True)} {_name(change):<{width}}  {click.style(place, dim=True)}"
    for note in _notes(change):
        yield f"    {note}"
    for hunk in _hunks(change):
        if hunk.path:
            yield f"    {click.style(' › '.join(hunk.path), fg='cyan')}"
        yield from (f"      {click.style(line, fg=_COLORS.get(line[0]), dim=line[0] == ' ')}" for line in hunk.lines)


def _name(change: Mapping[str, Any]) -> str:
    return f"{_KINDS.get(change['kind'], change['kind'])} {change['full_name']}"


def _notes(change: Mapping[str, Any]) -> Iterator[str]:
    if change["is_running"]:
        yield "a build of it runs: it is stopped, and the next seed removes it"
    if change["renamed_from"]:
        yield f"renamed from {change['renamed_from']}"
    if change["adopted"]:
        yield "taken over: no seed job owns it"
    if change["edited"]:
        yield click.style("edited by hand since the last seed: applying overwrites that", fg="yellow")


def _hunks(change: Mapping[str, Any]) -> Sequence[Any]:
    return hunks(change["old_xml"], change["new_xml"]) if change["action"] == "change" else ()


def _as_json(hunk: Any) -> dict[str, Any]:
    return {"path": list(hunk.path), "lines": list(hunk.lines)}
