"""``igor metrics``: access keys, with which monitoring systems read the figures without a login."""

from __future__ import annotations

import sys
from urllib.parse import quote

import click

from igor.cli.client import Client
from igor.cli.options import home_option, json_option
from igor.cli.output import print_json, print_table
from igor.model.home import Home

_PATH = "igor/api/metrics-keys"
_SCOPES = ("metrics", "ping", "healthcheck", "threads")


@click.group()
def metrics() -> None:
    """Access keys of the metrics: /metrics/KEY/… shows figures and health without a login."""


@metrics.command()
@home_option
@json_option
def keys(home: Home, as_json: bool) -> None:
    """List the access keys, without the keys themselves."""
    found = Client.of_home(home).get_json(_PATH)["keys"]
    if as_json:
        print_json(found)
        return
    rows = [[key["name"], " ".join(key["scopes"]), key["origins"]] for key in found]
    print_table(["name", "scopes", "origins"], rows, empty="no access keys")


@metrics.command()
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(_SCOPES), help="What it opens; all without it.")
@click.option("--origins", default="*", help="Web pages' origins that may read the answers.")
@click.option("--key-stdin", is_flag=True, help="Take a key that others know already from standard input.")
@home_option
def add(name: str, scopes: tuple[str, ...], origins: str, key_stdin: bool, home: Home) -> None:
    """Make an access key and print it.

    An earlier one of the same name ends.
    """
    key = sys.stdin.readline().strip() if key_stdin else None
    body = {"name": name, "scopes": scopes or _SCOPES, "origins": origins, "key": key}
    click.echo(Client.of_home(home).post_json(_PATH, body)["key"])


@metrics.command()
@click.argument("name")
@home_option
def remove(name: str, home: Home) -> None:
    """End an access key."""
    Client.of_home(home).post(f"{_PATH}/remove?name={quote(name, safe='')}")
    click.echo(f"{name} opens nothing any more")
