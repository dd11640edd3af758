"""``igor queue``: what waits, and why."""

from __future__ import annotations

import click

from igor.cli.client import Client
from igor.cli.options import home_option, json_option
from igor.cli.output import ago, print_json, print_table
from igor.model.home import Home


@click.command()
@home_option
@json_option
def queue(home: Home, as_json: bool) -> None:
    """List what waits, and why."""
    items = Client.of_home(home).get_json("igor/api/overview")["queue"]
    if as_json:
        print_json(items)
        return
    rows = [[str(item["id"]), item["job"], ago(item["since_ms"]), item["why"] or ""] for item in items]
    print_table(["ID", "JOB", "QUEUED", "WHY"], rows, empty="Nothing waits.")
