"""The schedules of jobs below ``igor/api``: their policies, past slots, and the blackouts of all jobs."""

from __future__ import annotations

import flask
import msgspec

from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.targets import RootTarget
from igor.controller import schedule, settings, visible
from igor.model.errors import Invalid
from igor.model.timezone import machine_timezone

_MOST_SLOTS = 1_000


class BlackoutsBody(msgspec.Struct):
    """One blackout a line."""

    blackouts: str


def get_schedules(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/schedules?job=``: timers and schedule policies, the machine's zone, the blackouts of all jobs."""
    job = call.value("job")
    found = schedule.scheduled_jobs(call.controller, visible.require(call.access, job) if job else None)
    jobs = [
        {"job": each.full_name, "timers": each.definition.timers, "policy": each.definition.schedule}
        for each in found
        if call.access.sees_at(each.full_name)
    ]
    blackouts = settings.get(call.controller, "blackouts")
    return json_answer({"zone": machine_timezone(), "blackouts": blackouts, "jobs": jobs})


def get_slots(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/slots?job=&count=``: what became of a job's last slots, the newest first."""
    job, count = call.value("job"), call.value("count") or "20"
    if not job:
        raise Invalid("job is missing", hint="write igor/api/slots?job=NAME")
    if not count.isdecimal() or not 0 < int(count) <= _MOST_SLOTS:
        raise Invalid(f"count must be a number from 1 to {_MOST_SLOTS}, not “{count}”")
    return json_answer(schedule.past(call.controller, visible.require(call.access, job), limit=int(count)))


def set_blackouts(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/blackouts`` with ``{blackouts}``: when no job's slots start builds, one window a line."""
    try:
        wanted = msgspec.json.decode(call.request.get_data(), type=BlackoutsBody)
    except msgspec.DecodeError as error:
        raise Invalid(f"The body cannot be read: {error}") from error
    settings.put(call.controller, "blackouts", wanted.blackouts)
    return json_answer({"blackouts": wanted.blackouts})
