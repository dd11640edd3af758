"""From a job's definition to the timetable that decides about its slots."""

from __future__ import annotations

import json
from functools import lru_cache

from igor.controller import definitions
from igor.model.blackout import Blackout, parse_blackouts
from igor.model.job import JobDefinition, TimerTrigger
from igor.model.schedule_policy import SchedulePolicy
from igor.model.timezone import machine_timezone
from igor.scheduler.blackouts import Blackouts
from igor.scheduler.slots import Timetable, offset_ms


def of_job(full_name: str, definition: JobDefinition, everywhere: tuple[Blackout, ...] = ()) -> Timetable:
    """The timetable of a job. ``everywhere``: the blackouts of all jobs.

    Raises:
        InvalidSource: a cron table cannot be read (it was stored before it was checked).
    """
    return of_timers(full_name, definition.timers, definition.schedule, everywhere)


def of_timers(
    full_name: str, timers: tuple[TimerTrigger, ...], policy: SchedulePolicy, everywhere: tuple[Blackout, ...] = ()
) -> Timetable:
    """As ``of_job``."""
    return Timetable(
        tuple(definitions.cron_table(each.spec, full_name, each.parameterized) for each in timers),
        policy,
        Blackouts((*policy.blackouts, *everywhere), machine_timezone()),
        offset_ms(full_name, policy.within_ms),
    )


@lru_cache(maxsize=8192)
def timers_to_json(timers: tuple[TimerTrigger, ...]) -> str:
    """Timers as the store keeps them, to tell whether they are still the same; empty for none."""
    return json.dumps([[each.spec, each.parameterized] for each in timers], ensure_ascii=False) if timers else ""


def timers_from_json(text: str) -> tuple[TimerTrigger, ...]:
    """The inverse of ``timers_to_json``."""
    return tuple(TimerTrigger(spec, parameterized) for spec, parameterized in json.loads(text)) if text else ()


@lru_cache(maxsize=8)
def global_blackouts(text: str) -> tuple[Blackout, ...]:
    """The setting ``blackouts`` as it was checked when it was set."""
    return parse_blackouts(text)
