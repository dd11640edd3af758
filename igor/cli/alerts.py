"""``igor alerts``: what is broken, since when, and where its log is."""

from __future__ import annotations

import click

from igor.cli.client import Client
from igor.cli.options import home_option, json_option
from igor.cli.output import ago, print_json, print_table
from igor.model.home import Home


@click.command()
@home_option
@json_option
def alerts(home: Home, as_json: bool) -> None:
    """List the jobs that are failing, since when, and where the log is."""
    found = Client.of_home(home).get_json("igor/api/alerts")
    if as_json:
        print_json(found)
        return
    rows = [
        [click.style(alert["job"], fg="red"), ago(alert["since_ms"]), alert["summary"], alert["log_url"]]
        for alert in found
    ]
    print_table(["JOB", "SINCE", "WHAT", "LOG"], rows, empty="No alerts.")
