"""``igor deploy``: from a checkout to jobs that run, on this machine or on the hosts of an inventory."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import click

from igor.cli.exit_codes import WrongUsage
from igor.cli.options import home_option, json_option
from igor.cli.progress import choose_progress, emit
from igor.cli.site_options import Place, progress_options, site_options
from igor.deploy.hosts.progress import Progress
from igor.deploy.local import Deployed
from igor.deploy.local import deploy as deploy_local
from igor.model.errors import IgorError
from igor.model.home import Home, default_home

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@home_option
@click.option("--port", type=click.IntRange(1, 65535), help="The web port. Default: the remembered one, else 8080.")
@click.option(
    "--jobs",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with Job DSL scripts in jobs/ to use instead of seed-jobs/.",
)
@json_option
@site_options
@click.option("--limit", default="", metavar="HOSTS", help="Only these hosts or groups, with commas.")
@click.option("--check", "is_check", is_flag=True, help="Show what would change, and end.")
@click.option("--plan", "plan_file", type=_FILE, help="Do exactly what “igor plan -o FILE” showed, or refuse.")
@click.option("--yes", "is_agreed", is_flag=True, help="Do not ask, also where something is restarted.")
@click.option("--serial", type=click.IntRange(0), help="So many agents at a time; 0: all.")
@click.option("--canary", type=click.IntRange(0), help="So many agents first, before all others.")
@click.option("--max-fail", type=click.IntRange(0), help="Go on while no more agents than this have failed.")
@click.option("--break-lock", "breaks_lock", is_flag=True, help="Remove the lock of a deploy that is dead.")
@progress_options
def deploy(
    home: Home, port: int | None, jobs: Path | None, as_json: bool, place: Place, progress: Progress, **said: Any
) -> int:
    """Set up and start Igor, or bring it up to date: on this machine, or on hosts.

    Without -i or -e: a controller and two agents in the background, on loopback only, without root; the jobs are
    seeded. With -i INVENTORY (or -e NAME): the hosts of the inventory, as igor.yml says.
    """
    from igor.cli.host_deploy import Choices, run
    from igor.cli.host_progress import JsonHostProgress, errors_as_events

    if place.is_hosts:
        progress = JsonHostProgress() if as_json else progress
        with errors_as_events(progress):
            return run(place, Choices(**said), progress)
    if place.bundle_file or place.site_file or any(said.values()):
        raise WrongUsage("this is an option of deploys to hosts", hint="name the hosts too: -i INVENTORY, or -e NAME")
    _deploy_here(home, port, jobs, as_json)
    return 0


def _deploy_here(home: Home, port: int | None, jobs: Path | None, as_json: bool) -> None:
    begun_s = time.monotonic()
    try:
        deployed = deploy_local(home, choose_progress(as_json), port=port, jobs=jobs and jobs.absolute())
    except IgorError as error:
        if as_json:
            emit("error", what=str(error), hint=error.hint)
        raise
    if as_json:
        emit(
            "done",
            url=deployed.url,
            passwordFile=str(deployed.password_file),
            jobs=deployed.jobs,
            changed=bool(deployed.actions),
        )
    else:
        _tell(deployed, home, time.monotonic() - begun_s)


def _tell(deployed: Deployed, home: Home, elapsed_s: float) -> None:
    if deployed.actions:
        click.echo(f"\n{len(deployed.jobs)} jobs:")
        for name in deployed.jobs:
            click.echo(f"  {name}")
        headline = "Igor is running"
    else:
        headline = f"nothing changed: Igor is running with {len(deployed.jobs)} jobs"
    click.echo(
        f"\n{click.style('✓', fg='green')} {headline} at {click.style(deployed.url, bold=True)}  ({elapsed_s:.1f} s)"
    )
    click.echo(f"  log in as admin with the password in {deployed.password_file}")
    program = os.environ.get("IGOR_PROGRAM", "igor")
    suffix = "" if home.root == default_home() else f" --home {home.root}"
    click.echo("\nNext:")
    for command, what in (
        (f"{program} status{suffix}", "what runs, waits, comes next and has failed"),
        (f"{program} next{suffix}", "the upcoming runs"),
        (f"{program} down{suffix}", "stop everything; --purge leaves nothing behind"),
    ):
        click.echo(f"  {command:<{len(program) + len(suffix) + 7}}  {click.style(what, dim=True)}")
