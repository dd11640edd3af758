"""``igor status``: what a person wants to know first."""

from __future__ import annotations

from typing import Any

import click

from igor.cli.client import Client
from igor.cli.options import home_option, json_option
from igor.cli.output import ago, aligned, duration, local_time, print_json, result_word
from igor.model.home import Home


@click.command()
@home_option
@json_option
def status(home: Home, as_json: bool) -> None:
    """Show what runs, waits, is late, comes next and has failed."""
    client = Client.of_home(home)
    overview = client.get_json("igor/api/overview")
    if as_json:
        print_json(overview)
        return
    online = sum(node["online"] for node in overview["nodes"])
    click.echo(f"{client.address.url}  {online} of {len(overview['nodes'])} nodes online  v{overview['version']}")
    _section("RUNNING", [_running_row(row) for row in overview["running"]])
    _section("LATE", [[row["job"], f"due {local_time(row['due_ms'])}", row["why"] or ""] for row in overview["late"]])
    _section("QUEUE", [[row["job"], row["why"] or ""] for row in overview["queue"]])
    _section("NEXT", [[row["job"], local_time(row["at_ms"])] for row in overview["next"][:5]])
    _section("FAILED", [_failed_row(row) for row in overview["failed"]])


def _running_row(row: dict[str, Any]) -> list[str]:
    typical = f" of about {duration(row['estimated_ms'])}" if row["estimated_ms"] > 0 else ""
    return [f"{row['job']}#{row['number']}", f"{duration(row['elapsed_ms'])}{typical}", f"on {row['node']}"]


def _failed_row(row: dict[str, Any]) -> list[str]:
    reason = f" ({row['reason']})" if row["reason"] else ""
    return [f"{row['job']}#{row['number']}", f"{result_word(row['result'])}{reason}", ago(row["finished_ms"])]


def _section(title: str, rows: list[list[str]]) -> None:
    click.echo(f"{click.style(title, bold=True)}{' ' * (8 - len(title))}{len(rows) or '–'}")
    for line in aligned(rows):
        click.echo(f"  {line}")
