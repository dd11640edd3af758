"""``igor settings``."""

from __future__ import annotations

from typing import TextIO

import click

from igor.cli.client import Client
from igor.cli.options import home_option, json_option
from igor.cli.output import print_json, print_table
from igor.model.home import Home


@click.command()
@click.argument("key", required=False)
@click.argument("value", required=False)
@click.option(
    "--file", "source", type=click.File(encoding="utf-8"), help="Read the value from a file; - is standard input."
)
@home_option
@json_option
def settings(key: str | None, value: str | None, source: TextIO | None, home: Home, as_json: bool) -> None:
    """Show the controller's settings, or give KEY another VALUE.

    An empty VALUE ("") takes a limit away where that is allowed.
    """
    if source is not None:
        value = source.read()
    client = Client.of_home(home)
    if key is not None and value is not None:
        found = client.post_json("igor/api/settings", {"key": key, "value": value})
    else:
        found = client.get_json("igor/api/settings")
    if key is not None and key in found:
        found = {key: found[key]}
    if as_json:
        print_json(found)
    else:
        print_table(["SETTING", "VALUE"], [[name, text] for name, text in found.items()], empty="There are none.")
