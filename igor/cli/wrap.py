"""``igor wrap``: run a command under the wrapper, from a crontab or by hand, and report it to the controller.

The wrapper is one file that works without Igor; this adds who is told. Its options and exit codes are the wrapper's.
"""

from __future__ import annotations

import os
import sys

import click

from igor.agents.wrapper import find_wrapper
from igor.cli.address import Address, address_of
from igor.cli.exit_codes import Unreachable
from igor.cli.options import home_option
from igor.model.home import Home

#: Who says this tells or asks for itself.
_NO_REPORT = frozenset(["--controller", "--local", "--dry-run", "--help", "-h", "--version"])


def command_of(arguments: tuple[str, ...], address: Address | None, wrapper: str) -> list[str]:
    """The wrapper's command line; with a controller's address, as ``--controller`` in front of the user's options."""
    options = [word.partition("=")[0] for word in arguments[: _command_at(arguments)]]
    told = ["--controller", address.url] if address and not _NO_REPORT.intersection(options) else []
    return [sys.executable, "-I", "-S", wrapper, *told, *arguments]


def _command_at(arguments: tuple[str, ...]) -> int:
    return arguments.index("--") if "--" in arguments else len(arguments)


def environment_of(address: Address | None) -> dict[str, str]:
    """The wrapper logs in with IGOR_USER and IGOR_TOKEN, which the command does not see."""
    login = {"IGOR_USER": address.user, "IGOR_TOKEN": address.token} if address and address.token else {}
    return {**os.environ, **login}


@click.command(
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@home_option
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def wrap(home: Home, arguments: tuple[str, ...]) -> None:
    """Run a command with retries, limits and alerts, and report it to the controller as an external job."""
    try:
        address = address_of(home)
    except Unreachable:
        address = None
    command = command_of(arguments, address, str(find_wrapper(None)))
    os.execve(command[0], command, environment_of(address))
