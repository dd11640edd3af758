"""``igor agents``: the nodes, their executors and what they do."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import click

from igor.cli.client import Client
from igor.cli.options import home_option, json_option
from igor.cli.output import ago, local_time, print_json, print_table
from igor.model.home import Home


@click.group(invoke_without_command=True)
@click.pass_context
@home_option
@json_option
def agents(context: click.Context, home: Home, as_json: bool) -> None:
    """List the nodes and their executors; take one out of service and back."""
    context.obj = home
    if context.invoked_subcommand is None:
        _list(home, as_json)


@agents.command()
@click.argument("name")
@click.option("--reason", default="", help="What people see beside the node.")
@click.option("--for", "duration", default="", metavar="TIME", help="It returns by itself after so long: 30m, 4h.")
@click.pass_obj
def drain(home: Home, name: str, reason: str, duration: str) -> None:
    """Start no more builds on a node. Those that run there go on to their end."""
    query = {"reason": reason, "for": duration}
    answer = Client.of_home(home).post(f"computer/{_path(name)}/igor/api/drain", **query).json()
    until = f" for {duration}" if answer["online_at_ms"] else " until `igor agents resume`"
    click.echo(f"{answer['name']} takes no more builds{until}")


@agents.command()
@click.argument("name")
@click.pass_obj
def resume(home: Home, name: str) -> None:
    """Let a node take builds again."""
    answer = Client.of_home(home).post(f"computer/{_path(name)}/igor/api/resume").json()
    click.echo(f"{answer['name']} takes builds again")


def _path(name: str) -> str:
    """The built-in node's name has parentheses in addresses, as in Jenkins."""
    return quote(f"({name})" if name == "built-in" else name)


def _list(home: Home, as_json: bool) -> None:
    nodes = Client.of_home(home).get_json("igor/api/overview")["nodes"]
    if as_json:
        print_json(nodes)
        return
    print_table(["NODE", "STATE", "BUSY", "LABELS", "VERSION"], [_row(node) for node in nodes], empty="No nodes.")


def _row(node: dict[str, Any]) -> list[str]:
    if node["online"]:
        state = click.style("online", fg="green")
    elif node["temporarily_offline"]:
        back = f", back {local_time(node['online_at_ms'])}" if node.get("online_at_ms") else ""
        state = click.style(f"offline: {node['offline_reason'] or 'no reason given'}{back}", fg="yellow")
    else:
        seen = f", seen {ago(node['last_seen_ms'])}" if node["last_seen_ms"] else ""
        state = click.style(f"offline{seen}", fg="red")
    return [node["name"], state, f"{node['busy']}/{node['executors']}", " ".join(node["labels"]), _version(node)]


def _version(node: dict[str, Any]) -> str:
    """What the agent runs, and how that differs from the controller's."""
    drift = click.style(f" ({node['drift']})", fg="yellow") if node["drift"] else ""
    return f"{node['version']}{drift}"
