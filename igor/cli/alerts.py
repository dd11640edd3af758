"""``igor alerts``: what is broken, since when, and where its log is."""

from __future__ import annotations

import click

from igor.cli.client import Client
from igor.cli.options import home_option, json_option
from igor.cli.output import ago, print_json
from igor.model.home import Home


@click.command()
@home_option
@json_option
def alerts(home: Home, as_json: bool) -> None:
    """List the failing jobs: what broke, since when, and its log."""
    found = Client.of_home(home).get_json("igor/api/alerts")
    if as_json:
        print_json(found)
        return
    if not found:
        click.echo("No alerts.")
    for alert in found:
        click.echo(
            f"{click.style(alert['job'], fg='red', bold=True)}  {alert['summary']}, since {ago(alert['since_ms'])}"
        )
        click.echo(f"  log: {alert['log_url']}")
