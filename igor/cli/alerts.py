"""``igor alerts``: the short form of ``igor alert list``."""

from __future__ import annotations

import click

from igor.cli.alert import list_alerts
from igor.cli.options import home_option, json_option
from igor.model.home import Home


@click.command()
@home_option
@json_option
@click.pass_context
def alerts(context: click.Context, home: Home, as_json: bool) -> None:
    """List the open alerts: what is wrong, since when, who takes care, and the log."""
    context.invoke(list_alerts, show_past=False, show_told=False, home=home, as_json=as_json)
