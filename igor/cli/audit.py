"""``igor audit``: who changed what, logged in, or was refused."""

from __future__ import annotations

from typing import Any

import click

from igor.cli.client import Client
from igor.cli.options import home_option, json_option
from igor.cli.output import local_time, print_json, print_table
from igor.model.home import Home

_COLORS = {"done": "green", "refused": "red", "failed": "yellow"}


@click.command()
@click.option("--user", default="", help="Only what this user did, or somebody under this name.")
@click.option("--kind", type=click.Choice(["write", "login", "refused"]), help="Only entries of this kind.")
@click.option("-n", "--count", default=50, type=click.IntRange(1, 1000), help="How many. Default: 50.")
@home_option
@json_option
def audit(user: str, kind: str | None, count: int, home: Home, as_json: bool) -> None:
    """Show the audit log, the newest entry first."""
    found = Client.of_home(home).get_json("igor/api/audit", user=user, kind=kind or "", count=str(count))
    if as_json:
        print_json(found)
        return
    header = ["WHEN", "WHO", "FROM", "WHAT", "OUTCOME"]
    print_table(header, [_row(entry) for entry in found], empty="Nothing was changed, and nobody was refused.")


def _row(entry: dict[str, Any]) -> list[str]:
    told = " ".join(f"{name}={value}" for name, value in entry["detail"].items())
    what = f"{entry['method']} /{entry['path']}" + (f" {told}" if told else "")
    outcome = click.style(f"{entry['outcome']} {entry['status']}", fg=_COLORS[entry["outcome"]])
    return [local_time(entry["at_ms"]), entry["user"], entry["address"], what, outcome]
