"""``igor stop``: end a build that runs."""

from __future__ import annotations

import click

from igor.cli import exit_codes
from igor.cli.client import Client
from igor.cli.following import finished_build
from igor.cli.job_names import complete_jobs
from igor.cli.options import home_option, json_option
from igor.cli.output import print_json, result_word
from igor.cli.references import BuildReference, parse_build
from igor.model.errors import Invalid
from igor.model.home import Home


@click.command()
@click.argument("build", metavar="JOB[#N]", shell_complete=complete_jobs)
@home_option
@json_option
def stop(build: str, home: Home, as_json: bool) -> int:
    """Stop JOB's last build, or JOB#12, and wait until all its processes are gone."""
    client = Client.of_home(home)
    reference = parse_build(build)
    found = client.get_json(f"{reference.path}api/json", tree="number,result,building")
    name = f"{reference.full_name}#{found['number']}"
    if not found["building"]:
        raise Invalid(f"{name} does not run: {found['result']}", hint="`igor queue cancel ITEM` takes what waits")
    numbered = BuildReference(reference.full_name, str(found["number"]))
    client.post(f"{numbered.path}stop")
    ended = finished_build(client, numbered)
    if as_json:
        print_json({"number": ended["number"], "result": ended["result"]})
    else:
        click.echo(f"{name} {result_word(ended['result'])}")
    return exit_codes.OK
