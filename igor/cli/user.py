"""``igor user``: accounts, their passwords and API tokens."""

from __future__ import annotations

import sys
from urllib.parse import quote

import click

from igor.cli.client import Client
from igor.cli.options import home_option, json_option
from igor.cli.output import ago, print_json, print_table
from igor.model.home import Home

_TOKENS = "descriptorByName/jenkins.security.ApiTokenProperty"


@click.group(invoke_without_command=True)
@click.pass_context
@home_option
@json_option
def user(context: click.Context, home: Home, as_json: bool) -> None:
    """List the accounts; add and remove some, change passwords, make API tokens."""
    context.obj = home
    if context.invoked_subcommand is None:
        _list(home, as_json)


@user.command()
@click.argument("name")
@click.option("--full-name", default="", help="What people read.")
@click.option("--mail", default="", help="The mail address.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input; else it is asked for.")
@click.pass_obj
def add(home: Home, name: str, full_name: str, mail: str, password_stdin: bool) -> None:
    """Add an account."""
    password = _password(password_stdin)
    form = {"username": name, "password1": password, "password2": password, "fullname": full_name, "email": mail}
    Client.of_home(home).post_form("securityRealm/createAccountByAdmin", form)
    click.echo(f"{name} may log in")


@user.command()
@click.argument("name")
@click.pass_obj
def remove(home: Home, name: str) -> None:
    """Remove an account with its API tokens and its own credentials."""
    Client.of_home(home).post(f"securityRealm/user/{quote(name, safe='')}/doDelete")
    click.echo(f"{name} is gone")


@user.command()
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input; else it is asked for.")
@click.pass_obj
def password(home: Home, name: str, password_stdin: bool) -> None:
    """Change a password. The user's sessions end; API tokens stay."""
    body = {"password": _password(password_stdin)}
    Client.of_home(home).post_json(f"user/{quote(name, safe='')}/igor/api/password", body)
    click.echo(f"{name} has a new password")


@user.command()
@click.argument("name")
@click.option("--called", default="", help="The token's name, for the day when it is revoked.")
@click.pass_obj
def token(home: Home, name: str, called: str) -> None:
    """Make an API token and print it: it is shown only now."""
    path = f"user/{quote(name, safe='')}/{_TOKENS}/generateNewToken"
    click.echo(Client.of_home(home).post(path, newTokenName=called).json()["data"]["tokenValue"])


def _list(home: Home, as_json: bool) -> None:
    found = Client.of_home(home).get_json("igor/api/users")
    if as_json:
        print_json(found)
        return
    rows = [
        [
            each["id"],
            each["full_name"],
            each["email"],
            str(each["tokens"]),
            "administrator" if each["is_admin"] else "",
            ago(each["created_ms"]),
        ]
        for each in found
    ]
    print_table(["USER", "NAME", "MAIL", "TOKENS", "", "SINCE"], rows, empty="There are no accounts.")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
