"""``igor queue``: what waits, and why."""

from __future__ import annotations

from typing import Any

import click

from igor.cli.client import Client
from igor.cli.options import home_option, json_option
from igor.cli.output import ago, print_json, print_table
from igor.cli.references import parse_build
from igor.model.errors import Invalid
from igor.model.home import Home


@click.group(invoke_without_command=True)
@click.pass_context
@home_option
@json_option
def queue(context: click.Context, home: Home, as_json: bool) -> None:
    """List what waits, and why."""
    context.obj = home
    if context.invoked_subcommand is None:
        _list(home, as_json)


@queue.command()
@click.argument("item", type=int)
@json_option
@click.pass_obj
def why(home: Home, item: int, as_json: bool) -> None:
    """Say why each node does not take an item, and what would help."""
    found = Client.of_home(home).get_json(f"queue/item/{item}/igor/api/why")
    if as_json:
        print_json(found)
        return
    click.echo(f"{found['job']}: {found['why'] or found['state']}" + (f" ({found['fix']})" if found["fix"] else ""))
    rows = [[node["node"], node["why"], node["fix"]] for node in found["nodes"]]
    if rows:
        print_table(["NODE", "WHY NOT", "WHAT HELPS"], rows, empty="")


@queue.command()
@click.argument("item", type=int)
@home_option
def cancel(item: int, home: Home) -> None:
    """Take an item out of the queue: it is not built."""
    client = Client.of_home(home)
    found = client.get_json(f"queue/item/{item}/api/json", tree="task[url],cancelled,executable[number]")
    job = parse_build(found["task"]["url"]).full_name
    if found.get("executable"):
        running = f"{job}#{found['executable']['number']}"
        raise Invalid(f"item {item} waits no more: it is {running}", hint=f"igor stop {running}")
    client.post("queue/cancelItem", id=str(item))
    click.echo(f"{job} is not built: item {item} cancelled")


def _list(home: Home, as_json: bool) -> None:
    items: list[dict[str, Any]] = Client.of_home(home).get_json("igor/api/overview")["queue"]
    if as_json:
        print_json(items)
        return
    rows = [[str(item["id"]), item["job"], ago(item["since_ms"]), item["why"] or ""] for item in items]
    print_table(["ID", "JOB", "QUEUED", "WHY"], rows, empty="Nothing waits.")
