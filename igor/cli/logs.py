"""``igor logs``: the log of a build, whole or as it grows."""

from __future__ import annotations

import click

from igor.cli import exit_codes
from igor.cli.client import Client
from igor.cli.following import finished_build, follow_log, leave_running, tell_result
from igor.cli.job_names import complete_jobs
from igor.cli.options import home_option, json_option
from igor.cli.output import print_json
from igor.cli.references import parse_build
from igor.model.home import Home


@click.command()
@click.argument("build", metavar="JOB[#N]", shell_complete=complete_jobs)
@click.option("-f", "--follow", is_flag=True, help="Go on until the build ends; Ctrl-C leaves the build alone.")
@home_option
@json_option
def logs(build: str, follow: bool, home: Home, as_json: bool) -> int:
    """Print the log of JOB's last build, or of JOB#12, JOB#lastFailed, or a build's address."""
    client = Client.of_home(home)
    reference = parse_build(build)
    if as_json:
        found = client.get_json(f"{reference.path}api/json", tree="number,result,building,url")
        print_json({**_plain(found), "log": client.get_text(f"{reference.path}consoleText").text})
        return exit_codes.OK
    if not follow:
        click.echo(client.get_text(f"{reference.path}consoleText").content, nl=False)
        return exit_codes.OK
    with leave_running(reference.full_name, number=int(reference.build) if reference.build.isdigit() else None):
        follow_log(client, reference)
        return tell_result(finished_build(client, reference), reference.full_name)


def _plain(found: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in found.items() if key != "_class"}
