"""``igor down``: stop what ``igor deploy`` started."""

from __future__ import annotations

import click

from igor.cli.options import home_option, json_option
from igor.cli.output import print_json
from igor.deploy.local import down as down_local
from igor.model.home import Home


@click.command()
@home_option
@click.option("--purge", is_flag=True, help="Delete the home folder as well: jobs, builds, logs, everything.")
@json_option
def down(home: Home, purge: bool, as_json: bool) -> None:
    """Stop the controller, the agents and running builds. Nothing is lost unless --purge is given."""
    stopped = down_local(home, purge=purge)
    if as_json:
        print_json({"stopped": stopped, "purged": purge})
        return
    click.echo(f"stopped: {', '.join(stopped)}" if stopped else "nothing was running")
    if purge:
        kept = ", but for what others of Igor's keep there" if home.root.exists() else ""
        click.echo(f"deleted {home.root}{kept}")
