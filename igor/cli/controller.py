"""``igor controller``: web, engine and the built-in node in the foreground."""

from __future__ import annotations

import click

from igor.cli.options import home_option
from igor.model.home import Home


@click.command()
@home_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="The web port.")
@click.option(
    "--agents-port",
    default=0,
    type=click.IntRange(0, 65535),
    help="The port of the agents' WebSocket, for a proxy in front; without it any free one.",
)
def controller(home: Home, host: str, port: int, agents_port: int) -> int:
    """Run the controller in the foreground until it is told to stop (Ctrl-C, SIGTERM)."""
    from igor.controller.supervisor import run_controller

    return run_controller(home, host, port, agents_port)
