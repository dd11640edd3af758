"""``igor deploy``: from a checkout to jobs that run."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from igor.cli.options import home_option, json_option
from igor.cli.progress import choose_progress, emit
from igor.deploy.local import Deployed
from igor.deploy.local import deploy as deploy_local
from igor.model.errors import IgorError
from igor.model.home import Home, default_home


@click.command()
@home_option
@click.option("--port", type=click.IntRange(1, 65535), help="The web port. Default: the remembered one, else 8080.")
@click.option(
    "--jobs",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with Job DSL scripts in jobs/ to use instead of seed-jobs/.",
)
@json_option
def deploy(home: Home, port: int | None, jobs: Path | None, as_json: bool) -> None:
    """Set up and start Igor on this machine, or bring it up to date.

    Starts a controller and two agents in the background, on loopback only, without root, and seeds the jobs.
    """
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
