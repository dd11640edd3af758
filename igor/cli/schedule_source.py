"""Which schedules a command is about: a cron table, those of files, or those of a controller."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import msgspec

from igor import configxml
from igor.cli.client import Client
from igor.cli.exit_codes import WrongUsage
from igor.cli.seed_scripts import Scripts, evaluate_here
from igor.model.blackout import Blackout, parse_blackouts
from igor.model.home import Home
from igor.model.job import JobDefinition, TimerTrigger
from igor.model.schedule_policy import SchedulePolicy
from igor.model.timezone import machine_timezone
from igor.scheduler import cron
from igor.scheduler.blackouts import Blackouts
from igor.scheduler.slots import Timetable, offset_ms


@dataclass(frozen=True, slots=True)
class Planned:
    """A job and its timetable; ``specs``: its cron tables as written."""

    job: str
    specs: tuple[str, ...]
    timetable: Timetable


def schedules(what: Iterable[str], *, job: str, zone: str | None, home: Home) -> list[Planned]:
    """What each word means: a file with Job DSL (``.groovy``) or a ``config.xml``, a cron table (several fields, or
    ``@daily``), else a job of the controller; nothing means all jobs of the controller.

    Args:
        job: the name from which ``H`` takes its values in a cron table or ``config.xml``.
        zone: instead of the machine's time zone.

    Raises:
        InvalidSource: a cron table or file that cannot be read.
        NotFound: no such job.
        WrongUsage: a file that is neither.
    """
    words = list(what)
    if not words:
        return _of_controller(home, None, zone)
    return [planned for word in words for planned in _of_word(word, job, zone, home)]


def _of_word(word: str, job: str, zone: str | None, home: Home) -> list[Planned]:
    if word.startswith("@") or len(word.split()) > 1:
        return [_planned(job, (TimerTrigger(word.replace("\\n", "\n"), "%" in word),), SchedulePolicy(), (), zone)]
    path = Path(word)
    if path.suffix in (".groovy", ".xml"):
        if not path.is_file():
            raise WrongUsage(f"there is no file {word}")
        return _of_script(path, zone) if path.suffix == ".groovy" else _of_xml({job: path.read_text()}, zone)
    return _of_controller(home, word, zone)


def _of_script(path: Path, zone: str | None) -> list[Planned]:
    result = evaluate_here(Scripts((path,), Path(), (), (), None, None))
    return _of_xml({item.full_name: item.xml for item in result.items if item.kind == "item"}, zone)


def _of_xml(texts: dict[str, str], zone: str | None) -> list[Planned]:
    found = {name: configxml.read_item(xml) for name, xml in texts.items()}
    return [
        _planned(name, definition.timers, definition.schedule, (), zone)
        for name, definition in found.items()
        if isinstance(definition, JobDefinition) and definition.timers
    ]


def _of_controller(home: Home, job: str | None, zone: str | None) -> list[Planned]:
    answer: dict[str, Any] = Client.of_home(home).get_json("igor/api/schedules", **({"job": job} if job else {}))
    everywhere = parse_blackouts(answer["blackouts"])
    return [
        _planned(
            each["job"],
            msgspec.convert(each["timers"], tuple[TimerTrigger, ...]),
            msgspec.convert(each["policy"], SchedulePolicy),
            everywhere,
            zone or answer["zone"],
        )
        for each in answer["jobs"]
    ]


def _planned(
    job: str,
    timers: tuple[TimerTrigger, ...],
    policy: SchedulePolicy,
    everywhere: tuple[Blackout, ...],
    zone: str | None,
) -> Planned:
    default = zone or machine_timezone()
    tables = tuple(
        cron.parse(each.spec, seed=job, default_timezone=default, parameterized=each.parameterized) for each in timers
    )
    blackouts = Blackouts((*policy.blackouts, *everywhere), default)
    timetable = Timetable(tables, policy, blackouts, offset_ms(job, policy.within_ms))
    return Planned(job, tuple(each.spec for each in timers), timetable)


def one(found: list[Planned], what: str) -> Planned:
    """The only one.

    Raises:
        WrongUsage: none, or several.
    """
    if len(found) == 1:
        return found[0]
    if not found:
        raise WrongUsage(f"“{what}” has no timers", hint="a job gets some with triggers { cron('H 2 * * *') }")
    raise WrongUsage(f"“{what}” holds {len(found)} jobs", hint=f"one of {', '.join(each.job for each in found)}")


def colored_state(state: str) -> str:
    """A slot's state as it is shown."""
    return click.style(state, fg={"fired": "green", "held": "cyan", "skipped": "yellow", "missed": "red"}.get(state))
