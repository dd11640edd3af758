"""``igor approve`` and ``igor reject``: answer a build that waits for a person."""

from __future__ import annotations

import click

from igor.cli.client import Client
from igor.cli.options import home_option
from igor.cli.references import parse_build
from igor.model.home import Home


@click.command()
@click.argument("item", type=int)
@click.option("--reason", default="", metavar="TEXT", help="Why; the build's page shows it.")
@home_option
def approve(item: int, reason: str, home: Home) -> None:
    """Let a queue item that waits for a person be built (`igor queue` lists them)."""
    job = _answer(home, item, "approve", reason)
    click.echo(f"{job} goes on: item {item} approved")


@click.command()
@click.argument("item", type=int)
@click.option("--reason", default="", metavar="TEXT", help="Why; whoever asks for the item is told.")
@home_option
def reject(item: int, reason: str, home: Home) -> None:
    """Take a queue item that waits for a person out of the queue: it is not built."""
    job = _answer(home, item, "reject", reason)
    click.echo(f"{job} is not built: item {item} rejected")


def _answer(home: Home, item: int, verb: str, reason: str) -> str:
    """The job's full name."""
    client = Client.of_home(home)
    found = client.get_json(f"queue/item/{item}/api/json", tree="task[url]")
    client.post(f"queue/item/{item}/{verb}", **({"reason": reason} if reason else {}))
    return parse_build(found["task"]["url"]).full_name
