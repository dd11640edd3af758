"""``igor agent token|tokens|revoke``: how machines without Ansible become agents."""

from __future__ import annotations

import time
from typing import Any

import click

from igor.cli.client import Client
from igor.cli.exit_codes import WrongUsage
from igor.cli.join_commands import Join
from igor.cli.options import home_option, json_option
from igor.cli.output import local_time, print_json, print_table
from igor.model.home import Home

_PATH = "igor/api/join-tokens"


@click.command()
@click.argument("name", required=False)
@home_option
@click.option("--group", metavar="GROUP", help="For nodes called GROUP-…, instead of one NAME.")
@click.option("--labels", default="", help="The agent's labels, blank separated.")
@click.option("--executors", default=1, show_default=True, type=click.IntRange(1, 1000), help="Builds at a time.")
@click.option("--expires", default="1h", show_default=True, metavar="TIME", help="It can be used so long: 10m, 1h, 2d.")
@click.option("--uses", default=1, show_default=True, type=click.IntRange(1, 1000), help="So many agents may join.")
@click.option("--url", help="The controller's address as the agent reaches it; else the one that the controller has.")
@click.option("--zipapp", is_flag=True, help="Print the command that runs no script, only what was checked.")
@json_option
def token(
    name: str | None,
    home: Home,
    group: str | None,
    labels: str,
    executors: int,
    expires: str,
    uses: int,
    url: str | None,
    zipapp: bool,
    as_json: bool,
) -> None:
    """Print the command that makes a machine an agent.

    It holds a new join token, which joins agents of that name or group and does nothing else; it is shown only now.
    """
    if bool(name) == bool(group):
        raise WrongUsage("a join token is for a NAME or for a --group", hint="say one of the two")
    wanted = {"name": name or "", "group": group or "", "expires": expires, "uses": uses}
    made = Client.of_home(home).post_json(_PATH, wanted)
    facts = {"name": made["name"], "group": made["group"], "labels": " ".join(labels.split()), "executors": executors}
    join = Join(url or made["url"], made["token"], made["agent_sha256"], **facts)
    if as_json:
        print_json({**made, **facts, "url": join.url, "command": join.script(), "zipapp_command": join.zipapp()})
        return
    click.echo(join.zipapp() if zipapp else join.script())
    click.echo(_told(made, uses), err=True)


@click.command()
@home_option
@json_option
def tokens(home: Home, as_json: bool) -> None:
    """List the join tokens and who used them."""
    found = Client.of_home(home).get_json(_PATH)
    if as_json:
        print_json(found)
        return
    header = ["TOKEN", "FOR", "STATE", "USES LEFT", "ENDS", "USED BY", "MADE BY"]
    print_table(header, [_row(each) for each in found], empty="No join tokens. `igor agent token NAME` makes one.")


@click.command()
@click.argument("token_id", metavar="ID")
@home_option
def revoke(token_id: str, home: Home) -> None:
    """End a join token. Agents that joined with it stay."""
    Client.of_home(home).post_json(f"{_PATH}/revoke", {"id": token_id})
    click.echo(f"{token_id} joins nobody any more")


def _told(made: dict[str, Any], uses: int) -> str:
    often = "once" if uses == 1 else f"{uses} times"
    return (
        f"Paste this on the machine. It works {often} until {local_time(made['expires_ms'])}; "
        f"`igor agent revoke {made['id']}` ends it before."
    )


def _row(made: dict[str, Any]) -> list[str]:
    return [
        made["id"],
        made["name"] or f"{made['group']}-…",
        _state(made),
        str(made["uses_left"]),
        local_time(made["expires_ms"]),
        made["used_by"],
        made["created_by"],
    ]


def _state(made: dict[str, Any]) -> str:
    if made["uses_left"] == 0:
        return click.style("used", fg="bright_black")
    if made["expires_ms"] <= time.time() * 1000:
        return click.style("expired", fg="yellow")
    return click.style("open", fg="green")
