"""``igor rollback``: what an earlier deploy made of the hosts is made of them again."""

from __future__ import annotations

import click

from igor.cli.host_progress import JsonHostProgress, errors_as_events
from igor.cli.options import json_option
from igor.cli.site_options import Place, progress_options, site_options
from igor.deploy.hosts.progress import Progress


@click.command()
@click.argument("deploy", required=False, default="", metavar="[ID]")
@site_options
@click.option("--yes", "is_agreed", is_flag=True, help="Do not ask, also where something is restarted.")
@json_option
@progress_options
def rollback(deploy: str, place: Place, is_agreed: bool, as_json: bool, progress: Progress) -> int:
    """Go back to an earlier deploy: its Igor, its job code, its igor.yml.

    Without ID: to the one before the last. “igor release list” shows them. Data stays: jobs are seeded anew, builds and
    logs are kept. Secrets are read anew.
    """
    from igor.cli.host_rollback import run

    progress = JsonHostProgress() if as_json else progress
    with errors_as_events(progress):
        return run(place, deploy, is_agreed, progress)
