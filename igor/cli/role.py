"""``igor role``: the roles of the role-based strategy, and who has them."""

from __future__ import annotations

from typing import Any

import click

from igor.cli.client import Client
from igor.cli.options import home_option, json_option
from igor.cli.output import print_json, print_table
from igor.model import authorization, permissions
from igor.model.authorization import ROLE_TYPES
from igor.model.home import Home

_TYPES = dict(zip(("global", "item", "agent"), ROLE_TYPES, strict=True))
_BASE = "role-strategy/strategy"
_kind = click.option(
    "--for", "kind", type=click.Choice(list(_TYPES)), default="global", help="What the role is for. Default: global."
)


@click.group(invoke_without_command=True)
@click.pass_context
@home_option
@json_option
def role(context: click.Context, home: Home, as_json: bool) -> None:
    """List the roles; add and remove some, give and take them."""
    context.obj = home
    if context.invoked_subcommand is None:
        _list(home, as_json)


@role.command()
@click.argument("name")
@click.argument("wanted", metavar="PERMISSION...", nargs=-1, required=True)
@_kind
@click.option("--pattern", default=".*", help="Regular expression for whole names of items or agents. Default: .*")
@click.option("--overwrite", is_flag=True, help="Replace a role of this name; who had it loses it.")
@click.pass_obj
def add(home: Home, name: str, wanted: tuple[str, ...], kind: str, pattern: str, overwrite: bool) -> None:
    """Add a role with permissions such as Job/Build."""
    ids = ",".join(authorization.permission_ids("igor role add", wanted))
    said = {"type": _TYPES[kind], "roleName": name, "permissionIds": ids, "pattern": pattern}
    Client.of_home(home).post(f"{_BASE}/addRole", **said, overwrite=str(overwrite).lower())
    click.echo(f"{kind} role {name}: {', '.join(permissions.title(each) for each in ids.split(','))}")


@role.command()
@click.argument("name")
@_kind
@click.pass_obj
def remove(home: Home, name: str, kind: str) -> None:
    """Remove a role."""
    Client.of_home(home).post(f"{_BASE}/removeRoles", type=_TYPES[kind], roleNames=name)
    click.echo(f"{kind} role {name} is gone")


@role.command()
@click.argument("name")
@click.argument("sid")
@_kind
@click.pass_obj
def assign(home: Home, name: str, sid: str, kind: str) -> None:
    """Give a role to SID: user:NAME, group:NAME, or NAME for either."""
    Client.of_home(home).post(f"{_BASE}/assignRole", type=_TYPES[kind], roleName=name, sid=sid)
    click.echo(f"{sid} has the {kind} role {name}")


@role.command()
@click.argument("name")
@click.argument("sid")
@_kind
@click.pass_obj
def unassign(home: Home, name: str, sid: str, kind: str) -> None:
    """Take a role from SID."""
    Client.of_home(home).post(f"{_BASE}/unassignRole", type=_TYPES[kind], roleName=name, sid=sid)
    click.echo(f"{sid} does not have the {kind} role {name}")


def _list(home: Home, as_json: bool) -> None:
    said = authorization.parse(Client.of_home(home).get_json("igor/api/settings")["authorization"])
    found = [
        {
            "for": kind,
            "name": each.name,
            "pattern": each.pattern,
            "permissions": [permissions.title(permission) for permission in each.permissions],
            "sids": list(each.sids),
        }
        for kind, role_type in _TYPES.items()
        for each in said.roles_of(role_type).values()
    ]
    if as_json:
        print_json(found)
        return
    print_table(["FOR", "ROLE", "PATTERN", "PERMISSIONS", "WHO"], [_row(each) for each in found], empty="No roles.")
    if found and said.strategy != "roles":
        click.echo(f"The strategy is {said.strategy}: roles do not count until it is roles.", err=True)


def _row(each: dict[str, Any]) -> list[str]:
    pattern = "" if each["for"] == "global" else each["pattern"]
    return [each["for"], each["name"], pattern, " ".join(each["permissions"]), " ".join(each["sids"])]
