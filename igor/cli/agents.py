"""``igor agents``: the nodes, their executors and what they do."""

from __future__ import annotations

from typing import Any

import click

from igor.cli.client import Client
from igor.cli.options import home_option, json_option
from igor.cli.output import ago, print_json, print_table
from igor.model.home import Home


@click.command()
@home_option
@json_option
def agents(home: Home, as_json: bool) -> None:
    """List the nodes and their executors."""
    nodes = Client.of_home(home).get_json("igor/api/overview")["nodes"]
    if as_json:
        print_json(nodes)
        return
    print_table(["NODE", "STATE", "BUSY", "LABELS", "VERSION"], [_row(node) for node in nodes], empty="No nodes.")


def _row(node: dict[str, Any]) -> list[str]:
    if node["online"]:
        state = click.style("online", fg="green")
    elif node["temporarily_offline"]:
        state = click.style(f"offline: {node['offline_reason'] or 'no reason given'}", fg="yellow")
    else:
        seen = f", seen {ago(node['last_seen_ms'])}" if node["last_seen_ms"] else ""
        state = click.style(f"offline{seen}", fg="red")
    return [node["name"], state, f"{node['busy']}/{node['executors']}", " ".join(node["labels"]), node["version"]]
