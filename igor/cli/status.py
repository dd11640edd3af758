"""``igor status``: what a person wants to know first."""

from __future__ import annotations

from typing import Any

import click

from igor.cli.client import Client
from igor.cli.options import home_option, json_option
from igor.cli.output import ago, duration, local_time, print_json, result_word
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
    _section("RUNNING", overview["running"], _running_line)
    _section("LATE", overview["late"], lambda row: f"{row['job']}  due {local_time(row['due_ms'])}  why: {row['why']}")
    _section("QUEUE", overview["queue"], lambda row: f"{row['job']}  {row['why']}")
    _section("NEXT", overview["next"][:5], lambda row: f"{row['job']}  {local_time(row['at_ms'])}")
    _section("FAILED", overview["failed"], _failed_line)


def _running_line(row: dict[str, Any]) -> str:
    typical = f" / typical {duration(row['estimated_ms'])}" if row["estimated_ms"] > 0 else ""
    return f"{row['job']}#{row['number']}  {duration(row['elapsed_ms'])}{typical}  on {row['node']}"


def _failed_line(row: dict[str, Any]) -> str:
    reason = f" ({row['reason']})" if row["reason"] else ""
    return f"{row['job']}#{row['number']}  {result_word(row['result'])}{reason}  {ago(row['finished_ms'])}"


def _section(title: str, rows: list[dict[str, Any]], line: Any) -> None:
    click.echo(f"{click.style(f'{title:<8}', bold=True)}{len(rows) if rows else '–'}")
    for row in rows:
        click.echo(f"  {line(row)}")
