"""``igor alert``: what is wrong, who takes care of it, what is silent, and whether on-call is reached."""

from __future__ import annotations

import time
from typing import Any

import click

from igor.cli.client import Client
from igor.cli.exit_codes import WrongUsage
from igor.cli.job_names import complete_jobs
from igor.cli.options import home_option, json_option
from igor.cli.output import ago, local_time, print_json, print_table
from igor.model.alert_policy import Trouble
from igor.model.errors import IgorError, NotFound
from igor.model.home import Home

_TEST_TIMEOUT_S = 30.0


@click.group()
def alert() -> None:
    """See what is wrong, take care of it, silence it, and test the way to on-call."""


@alert.command("list")
@click.option("--all", "show_past", is_flag=True, help="What is over, too.")
@click.option("--told", "show_told", is_flag=True, help="What on-call was told, instead.")
@home_option
@json_option
def list_alerts(show_past: bool, show_told: bool, home: Home, as_json: bool) -> None:
    """List the open alerts: what, since when, and the log."""
    client = Client.of_home(home)
    if show_told:
        told = client.get_json("igor/api/alerts/told")
        rows = [[local_time(each["at_ms"]), each["phase"], each["summary"]] for each in told]
        print_json(told) if as_json else print_table(["WHEN", "PHASE", "WHAT"], rows, empty="Nothing was told.")
        return
    found = client.get_json("igor/api/alerts")
    past = client.get_json("igor/api/alerts/past") if show_past else []
    if as_json:
        print_json([*found, *past])
        return
    if not found:
        click.echo("No alerts.")
    for each in found:
        _print(each)
    for each in past:
        click.echo(f"{each['job']}  was {each['trouble']}, over {ago(each['resolved_ms'])}")


@alert.command()
@click.argument("alert_or_job", shell_complete=complete_jobs)
@click.option("-m", "--note", default="", help="What you know or do about it.")
@home_option
@json_option
def ack(alert_or_job: str, note: str, home: Home, as_json: bool) -> None:
    """Take care of an alert, or of all those of a job.

    What is taken care of is not repeated.
    """
    client = Client.of_home(home)
    taken = [
        client.post_json("igor/api/alerts/acknowledge", {"id": alert_id, "note": note})
        for alert_id in _ids(client, alert_or_job)
    ]
    if as_json:
        print_json(taken)
        return
    for each in taken:
        click.echo(f"You take care of {each['summary']}")


@alert.command()
@click.argument("jobs", required=False, shell_complete=complete_jobs)
@click.option("--for", "span", default="1h", show_default=True, metavar="DURATION", help="How long.")
@click.option("-m", "--reason", default="", help="Why.")
@click.option("--only", type=click.Choice([each.value for each in Trouble]), help="Of which trouble; default: all.")
@click.option("--end", "end_id", type=int, metavar="N", help="End silence N instead.")
@home_option
@json_option
def silence(
    jobs: str | None, span: str, reason: str, only: str | None, end_id: int | None, home: Home, as_json: bool
) -> None:
    """Tell nothing of JOBS for a while, or list the silences.

    JOBS are names, or patterns such as "team/*"; without them the silences are listed.
    What is still wrong when the silence ends is told then.
    """
    client = Client.of_home(home)
    if end_id is not None:
        if jobs:
            raise WrongUsage("JOBS and --end at once", hint="give one of them")
        found: Any = client.post_json("igor/api/alerts/silences/end", {"id": end_id})
        said = f"Silence {end_id} has ended."
    elif jobs:
        body = {"pattern": jobs, "for": span, "reason": reason, "trouble": only}
        found = client.post_json("igor/api/alerts/silences", body)
        said = f"{jobs} is silent until {local_time(found['until_ms'])} (silence {found['id']})."
    else:
        found, said = client.get_json("igor/api/alerts/silences"), ""
    if as_json:
        print_json(found)
    elif said:
        click.echo(said)
    else:
        rows = [
            [str(each["id"]), each["pattern"], each["trouble"] or "all", local_time(each["until_ms"]), each["by"],
             each["reason"]]
            for each in found
        ]  # fmt: skip
        print_table(["N", "JOBS", "TROUBLE", "UNTIL", "BY", "WHY"], rows, empty="Nothing is silent.")


@alert.command()
@click.option("--over", is_flag=True, help="Say that an earlier test has ended.")
@home_option
@json_option
def test(over: bool, home: Home, as_json: bool) -> None:
    """Send a message through every sink, and say whether it arrived. Exit code 1: not everywhere."""
    client = Client.of_home(home)
    event = client.post_json("igor/api/alerts/test", {"over": over})["event"]
    deadline = time.monotonic() + _TEST_TIMEOUT_S
    while True:
        sinks = [each for each in client.get_json("igor/api/alerts/sinks", event=event) if each["alerts"]]
        if all(each["state"] == "sent" or each["error"] for each in sinks) or time.monotonic() > deadline:
            break
        time.sleep(0.2)
    if not sinks:
        raise IgorError(
            "there is no sink", hint="`igor settings alert_sinks URL` names where alerts go: docs/alerts.md"
        )
    if as_json:
        print_json(sinks)
    for each in sinks:
        said = click.style("sent", fg="green") if each["state"] == "sent" else click.style("not sent", fg="red")
        if not as_json:
            click.echo(f"{each['sink']}  {said}" + (f": {each['error']}" if each["error"] else ""))
    if any(each["state"] != "sent" for each in sinks):
        click.get_current_context().exit(1)


def _ids(client: Client, alert_or_job: str) -> list[int]:
    if alert_or_job.isdecimal():
        return [int(alert_or_job)]
    found = [each["id"] for each in client.get_json("igor/api/alerts") if each["job"] == alert_or_job]
    if not found:
        raise NotFound(f"{alert_or_job} has no open alert", hint="`igor alert list` shows those that are open")
    return found


def _print(each: dict[str, Any]) -> None:
    color = "red" if each["severity"] == "critical" else "yellow"
    number = f" #{each['number']}" if each["number"] else ""
    job = click.style(f"{each['job']}{number}", fg=color, bold=True)
    click.echo(f"{job}  {each['what']}, since {ago(each['since_ms'])}")
    about = [f"alert {each['id']}", each["severity"]]
    about += [f"{each['count']} in a row"] if each["count"] > 1 and each["check"] == "result" else []
    about += [each["owner"]] if each["owner"] else []
    about += [f"{each['acknowledged_by']} takes care" + (f": {each['note']}" if each["note"] else "")] * bool(
        each["acknowledged_by"]
    )
    about += [f"silent until {local_time(each['silenced_until_ms'])}"] if each["silenced_until_ms"] else []
    click.echo(f"  {' · '.join(about)}")
    if each["log_url"]:
        click.echo(f"  log: {each['log_url']}")
