"""Schedules as people read them: what a simulation found, the load of the hours of a day, a table in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from igor.cli.output import aligned, duration
from igor.cli.schedule_source import Planned, colored_state
from igor.scheduler import explain
from igor.scheduler.simulate import Outcome, clock_note
from igor.scheduler.slots import plan

#: More slots are counted by the hour instead of listed.
_LISTED = 60
_BAR = 40
_NEXT = 5

Pairs = Sequence[tuple[Planned, Outcome]]


def as_json(planned: Planned, outcome: Outcome) -> dict[str, Any]:
    return {
        "scheduled_ms": outcome.slot.scheduled_ms,
        "scheduled_at": _at(outcome.slot.scheduled_ms, planned.timetable.zone).isoformat(),
        "parameters": outcome.slot.parameters,
        "state": outcome.state,
        "why": outcome.why,
        "start_ms": outcome.start_ms,
        "end_ms": outcome.end_ms,
        "note": outcome.note,
    }


def print_simulation(found: list[Planned], outcomes: Pairs, days: int, *, show_all: bool) -> None:
    """The slots, or their load by the hour when they are many, and what became of them."""
    if not outcomes:
        click.echo(f"Nothing runs in {_count(days, 'day')}." if found else "Nothing is scheduled.")
        return
    if show_all or len(outcomes) <= _LISTED:
        for line in aligned([_row(planned, each, len(found) > 1) for planned, each in outcomes]):
            click.echo(line)
    if len(outcomes) > _LISTED or len(found) > 1:
        _print_load(outcomes, days)
    states = Counter(each.state for _, each in outcomes)
    said = ", ".join(f"{number} {colored_state(state)}" for state, number in states.items())
    click.echo(f"\n{_count(len(outcomes), 'slot')} in {_count(days, 'day')}: {said}")


def explained(planned: Planned, now_ms: int) -> dict[str, Any]:
    """What ``igor schedule explain`` says, as data."""
    timetable = planned.timetable
    policy = timetable.policy
    upcoming = timetable.slots(now_ms, 2**53)
    return {
        "job": planned.job,
        "zone": timetable.zone.key,
        "lines": [
            {"line": line.text, "says": explain.explain(line), "hashed": explain.hashed_fields(line)}
            for table in timetable.tables
            for line in table.lines
        ],
        "clock": explain.clock_rule(timetable.tables[0]),
        "overlap": policy.overlap.value,
        "catchup": policy.catchup.value,
        "within_ms": policy.within_ms,
        "offset_ms": timetable.offset_ms,
        "deadline_ms": policy.deadline_ms,
        "late_after_ms": policy.late_after_ms,
        "blackouts": [each.text for each in timetable.blackouts.blackouts],
        "warnings": [warning for table in timetable.tables for warning in table.check()],
        "next": [_next(planned, slot) for slot, _ in zip(upcoming, range(_NEXT), strict=False)],
    }


def print_explanation(planned: Planned, said: dict[str, Any]) -> None:
    """The same for people."""
    for line in said["lines"]:
        click.echo(f"{click.style(line['line'], bold=True)}  {line['says']}, {said['zone']}")
        for name, text, values in line["hashed"]:
            click.echo(f"  {text} is {name} {values} for “{planned.job}”")
    click.echo(f"  {said['clock']}")
    for text in _policy_lines(said):
        click.echo(f"  {text}")
    for warning in said["warnings"]:
        click.echo(f"  {click.style('warning:', fg='yellow')} {warning}")
    rows = [
        [f"  {_shown(each['at_ms'], planned.timetable.zone)}", each["why"] or each["note"]] for each in said["next"]
    ]
    click.echo("next:" if rows else "next: never")
    for row in aligned(rows) if rows else []:
        click.echo(row)


def _policy_lines(said: dict[str, Any]) -> list[str]:
    lines = [f"overlap {said['overlap']}, catchup {said['catchup']}, late after {duration(said['late_after_ms'])}"]
    if said["within_ms"]:
        lines.append(
            f"starts {duration(said['offset_ms'])} after its slot, this job's share of {duration(said['within_ms'])}"
        )
    if said["deadline_ms"]:
        lines.append(f"given up when it has not started {duration(said['deadline_ms'])} after its slot")
    return lines + [f"blackout {text}" for text in said["blackouts"]]


def _next(planned: Planned, slot: Any) -> dict[str, Any]:
    found = plan(planned.timetable, slot)
    return {
        "at_ms": slot.scheduled_ms,
        "parameters": slot.parameters,
        "start_ms": found.start_ms,
        "why": found.why,
        "note": clock_note(planned.timetable.zone, slot.scheduled_ms),
    }


def _row(planned: Planned, each: Outcome, has_many: bool) -> list[str]:
    zone = planned.timetable.zone
    cells = [_shown(each.slot.scheduled_ms, zone), *([planned.job] if has_many else []), colored_state(each.state)]
    start = ""
    if each.start_ms is not None and each.start_ms != each.slot.scheduled_ms:
        start = f"starts {_at(each.start_ms, zone):%H:%M:%S}"
    notes = "; ".join(filter(None, [each.why, each.note]))
    return [*cells, start, each.slot.parameters, click.style(notes, dim=True) if notes else ""]


def _print_load(outcomes: Pairs, days: int) -> None:
    """How many builds begin in each hour of the day, an average day."""
    hours: Counter[int] = Counter()
    for planned, each in outcomes:
        if each.start_ms is not None:
            hours[_at(each.start_ms, planned.timetable.zone).hour] += 1
    most = max(hours.values(), default=0)
    click.echo(click.style("\nbuilds begun in each hour, a day on average", dim=True))
    for hour in range(24):
        bar = "█" * round(hours[hour] * _BAR / most) if most else ""
        click.echo(f"{hour:02}  {click.style(bar, fg='cyan')} {hours[hour] / days:.3g}".rstrip())


def _shown(ms: int, zone: ZoneInfo) -> str:
    at = _at(ms, zone)
    offset = at.strftime("%z")
    return f"{at:%a %d %b %H:%M} {offset[:3]}:{offset[3:]}"


def _at(ms: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(ms / 1000, zone)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
