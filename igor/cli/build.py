"""``igor build``: start a build, and with ``-f`` stay until it ends."""

from __future__ import annotations

import click

from igor.cli import exit_codes
from igor.cli.client import Client
from igor.cli.exit_codes import WrongUsage
from igor.cli.following import finished_build, follow_log, leave_running, tell_result, wait_for_build
from igor.cli.job_names import complete_jobs
from igor.cli.options import home_option, json_option
from igor.cli.output import print_json
from igor.cli.references import BuildReference, parse_build
from igor.model.errors import Invalid
from igor.model.home import Home
from igor.model.names import url_path


def _as_parameters(pairs: tuple[str, ...]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise WrongUsage(f"the parameter “{pair}” has no value", hint=f"write -p {pair}=VALUE")
    return dict(pair.split("=", 1) for pair in pairs)


@click.command()
@click.argument("job", shell_complete=complete_jobs)
@click.option("-p", "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter; may be repeated.")
@click.option("-f", "--follow", is_flag=True, help="Stay until the build ends; the exit code tells its result.")
@home_option
@json_option
def build(job: str, parameters: tuple[str, ...], follow: bool, home: Home, as_json: bool) -> int:
    """Start a build of JOB. With -f: exit 0 success, 1 failure, 3 unstable, 4 aborted."""
    if "#" in job and "://" not in job:
        raise WrongUsage(f"“{job}” names a build that was", hint=f"igor build {job.partition('#')[0]}")
    client = Client.of_home(home)
    full_name = parse_build(job).full_name
    queue_id = start_build(client, full_name, _as_parameters(parameters))
    if not follow:
        if as_json:
            print_json({"queueId": queue_id})
        else:
            click.echo(f"queued as item {queue_id}; follow it: igor logs -f {full_name}")
        return exit_codes.OK
    with leave_running(full_name):
        number = wait_for_build(client, queue_id)
    if not number:
        click.echo("cancelled while it waited", err=True)
        return exit_codes.ABORTED
    with leave_running(full_name, number=number):
        return _follow(client, BuildReference(full_name, str(number)), queue_id, as_json=as_json)


def _follow(client: Client, reference: BuildReference, queue_id: int, *, as_json: bool) -> int:
    if not as_json:
        follow_log(client, reference)
    ended = finished_build(client, reference)
    if as_json:
        print_json({"queueId": queue_id, "number": ended["number"], "result": ended["result"]})
        return exit_codes.OF_RESULT[ended["result"]]
    return tell_result(ended, reference.full_name)


def start_build(client: Client, full_name: str, parameters: dict[str, str]) -> int:
    """Queue a build with no quiet period; the queue item's id.

    Raises:
        NotFound: no such job. Invalid: a parameter that the job does not have, or a value that it refuses.
    """
    path = url_path(full_name)
    declared = _declared_parameters(client, full_name)
    if unknown := [name for name in parameters if name not in declared]:
        known = f"it has: {', '.join(declared)}" if declared else "it takes none"
        raise Invalid(f"{full_name} has no parameter “{unknown[0]}”", hint=known)
    action = "buildWithParameters" if declared else "build"
    response = client.post(f"{path}{action}", delay="0sec", **parameters)
    return int(response.headers["Location"].rstrip("/").rsplit("/", 1)[1])


def _declared_parameters(client: Client, full_name: str) -> list[str]:
    job = client.get_json(f"{url_path(full_name)}api/json", tree="buildable,property[parameterDefinitions[name]]")
    if "buildable" not in job:
        raise Invalid(f"{full_name} is a folder", hint="`igor jobs` lists the jobs in it")
    return [
        definition["name"] for entry in job.get("property", []) for definition in entry.get("parameterDefinitions", [])
    ]
