"""``igor schedule``: what timers will do, why, and what became of their slots."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from zoneinfo import ZoneInfo

import click

from igor.cli import schedule_text
from igor.cli.client import Client
from igor.cli.exit_codes import WrongUsage
from igor.cli.job_names import complete_jobs
from igor.cli.next import next_runs
from igor.cli.options import home_option, json_option
from igor.cli.output import local_time, print_json, print_table
from igor.cli.schedule_source import colored_state, one, schedules
from igor.configxml.duration import parse_duration_ms
from igor.model.home import Home
from igor.scheduler.simulate import simulate as simulated

_JOB = click.option("--job", default="job", show_default=True, help="The job's name, from which H takes its values.")
_TZ = click.option("--tz", "zone", help="The time zone of tables without TZ=. Default: the machine's.")


@click.group()
def schedule() -> None:
    """Simulate and explain schedules, and see what became of slots."""


schedule.add_command(next_runs)


@schedule.command()
@click.argument("what", nargs=-1)
@_JOB
@_TZ
@click.option("--from", "begin", metavar="DATE", help="The first day. Default: today.")
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 3660), help="How many days.")
@click.option("--takes", default="0s", show_default=True, metavar="DURATION", help="How long each build takes.")
@click.option("--all", "show_all", is_flag=True, help="List every slot, however many.")
@home_option
@json_option
def simulate(
    what: tuple[str, ...],
    job: str,
    zone: str | None,
    begin: str | None,
    days: int,
    takes: str,
    show_all: bool,
    home: Home,
    as_json: bool,
) -> None:
    """Show what would run over a span of days.

    WHAT is a cron table ("H 2 * * *"), a Job DSL script or config.xml, or a job of the controller; without it, all jobs
    of the controller. Only the latter two need a controller.
    """
    found = schedules(what, job=job, zone=_checked(zone), home=home)
    takes_ms = _takes(takes)
    outcomes = []
    for planned in found:
        since_ms, until_ms = _span(begin, days, planned.timetable.zone)
        outcomes += [(planned, each) for each in simulated(planned.timetable, since_ms - 1, until_ms - 1, takes_ms)]
    outcomes.sort(key=lambda pair: (pair[1].slot, pair[0].job))
    if as_json:
        print_json([{"job": planned.job, **schedule_text.as_json(planned, each)} for planned, each in outcomes])
        return
    schedule_text.print_simulation(found, outcomes, days, show_all=show_all)


@schedule.command()
@click.argument("what", shell_complete=complete_jobs)
@_JOB
@_TZ
@home_option
@json_option
def explain(what: str, job: str, zone: str | None, home: Home, as_json: bool) -> None:
    """Say in words when WHAT runs, with the values of H.

    WHAT is a cron table, a Job DSL script or config.xml with one job, or a job of the controller.
    """
    planned = one(schedules([what], job=job, zone=_checked(zone), home=home), what)
    explained = schedule_text.explained(planned, round(time.time() * 1000))
    if as_json:
        print_json(explained)
    else:
        schedule_text.print_explanation(planned, explained)


@schedule.command()
@click.argument("job", shell_complete=complete_jobs)
@click.option("-n", "--count", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many slots.")
@home_option
@json_option
def slots(job: str, count: int, home: Home, as_json: bool) -> None:
    """List what became of the last slots of JOB."""
    found = Client.of_home(home).get_json("igor/api/slots", job=job, count=str(count))
    if as_json:
        print_json(found)
        return
    rows = [
        [
            local_time(slot["scheduled_ms"]),
            colored_state(slot["state"]) + (click.style(" late", fg="yellow") if slot["late"] else ""),
            slot["parameters"],
            slot["why"] or f"queue item {slot['queue_id']}",
        ]
        for slot in found
    ]
    print_table(["SLOT", "STATE", "PARAMETERS", "WHY"], rows, empty="No slot has come yet.")


@schedule.command()
@click.argument("windows", nargs=-1)
@click.option("--clear", is_flag=True, help="Take all of them away.")
@home_option
@json_option
def blackouts(windows: tuple[str, ...], clear: bool, home: Home, as_json: bool) -> None:
    """Show or set when no job's slots start builds.

    Each of WINDOWS is such as "Sat,Sun", "skip daily 02:00-03:00 Europe/Berlin" or "2026-12-24..2026-12-26". A slot
    inside waits for the end, or is left out with "skip". Builds that run are not touched.
    """
    if windows and clear:
        raise WrongUsage("windows and --clear at once", hint="give one of them")
    client = Client.of_home(home)
    if windows or clear:
        text = client.post_json("igor/api/blackouts", {"blackouts": "\n".join(windows)})["blackouts"]
    else:
        text = client.get_json("igor/api/schedules")["blackouts"]
    if as_json:
        print_json(text.splitlines())
    else:
        click.echo(text or "There are no blackouts for all jobs.")


def _checked(zone: str | None) -> str | None:
    if zone is not None:
        try:
            ZoneInfo(zone)
        except (LookupError, ValueError, OSError) as error:
            raise WrongUsage(f"“{zone}” is not a time zone", hint="write a name such as Europe/Berlin") from error
    return zone


def _takes(text: str) -> int:
    try:
        return parse_duration_ms(text)
    except ValueError as error:
        raise WrongUsage(f"--takes: {error}") from error


def _span(begin: str | None, days: int, zone: ZoneInfo) -> tuple[int, int]:
    """The days from midnight to midnight in the zone."""
    try:
        first = date.fromisoformat(begin) if begin else datetime.now(zone).date()
    except ValueError as error:
        raise WrongUsage(f"--from: “{begin}” is not a date", hint="write such as 2026-03-28") from error
    midnights = (datetime.combine(day, time_of_day(), zone) for day in (first, first + timedelta(days=days)))
    since_ms, until_ms = (round(each.timestamp() * 1000) for each in midnights)
    return since_ms, until_ms
