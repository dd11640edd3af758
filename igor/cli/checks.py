"""``igor check`` runs one check; ``igor checks`` writes the files that have monitoring systems run them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from igor.cli.options import json_option
from igor.cli.output import print_json

if TYPE_CHECKING:
    from igor.monitoring.check_list import Site

_SECONDS = click.IntRange(1, 86400)


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def check(arguments: tuple[str, ...]) -> None:
    """Run a check for Sensu or Nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. Without NAME: lists them."""
    os.execv(sys.executable, [sys.executable, "-m", "igor.monitoring.checks", *arguments])


@click.group()
def checks() -> None:
    """Files that have Sensu, Nagios and Prometheus watch a controller."""


@checks.command("list")
@json_option
def list_checks(as_json: bool) -> None:
    """List the checks."""
    from igor.monitoring.checks.__main__ import CHECKS

    if as_json:
        print_json([{"name": name, "summary": kind.summary} for name, kind in CHECKS.items()])
        return
    for name, kind in CHECKS.items():
        click.echo(f"{name:12} {kind.summary}")


@checks.command()
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice(["sensu-go", "sensu-core", "nagios", "prometheus"]),
    help="For which system.",
)
@click.option("--url", required=True, help="The controller's address, as in the browser.")
@click.option("--key-file", default="/etc/igor/metrics.key", show_default=True, help="Holds the access key there.")
@click.option("--host", default="igor-controller", show_default=True, help="What the controller is called there.")
@click.option("--program", default="igor", show_default=True, help="How igor is called where checks run.")
@click.option("--backups", default="", help="Watch backups too: a pattern such as '/backup/igor-*.tar'.")
@click.option("--spool", default="", help="Watch the wrapper's spool too: its folder.")
@click.option("--namespace", default="default", show_default=True, help="Sensu Go's namespace.")
@click.option("--handler", "handlers", multiple=True, metavar="NAME", help="Who is told of Sensu's events. [igor]")
@click.option("--subscription", "subscriptions", multiple=True, metavar="NAME", help="Whose agents run them. [igor]")
@click.option("--agent", "agents", multiple=True, metavar="NAME", help="A node with a check of its own; repeatable.")
@click.option("--agent-interval", default=30, show_default=True, type=_SECONDS, help="Seconds between looks at a node.")
@click.option("--agent-attempts", default=2, show_default=True, type=_SECONDS, help="Looks until it is red.")
@click.option("--attempts", default=0, type=click.IntRange(0), help="The same for other checks; 0: what fits each.")
@click.option(
    "--interval-length", default=60, show_default=True, type=_SECONDS, help="Nagios' unit of time in seconds."
)
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Write files there, not here.")
@json_option
def write(form: str, folder: Path | None, as_json: bool, **site: Any) -> None:
    """Write the checks in a monitoring system's own form."""
    from igor.monitoring.check_files import FORMATS

    files = FORMATS[form](_site(**site))
    if as_json:
        print_json(files)
        return
    for name, text in files.items():
        if folder is None:
            click.echo(text, nl=False)
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        click.echo(path)


def _site(agent_interval: int, interval_length: int, **said: Any) -> Site:
    from igor.monitoring.check_list import Site

    lists: dict[str, Any] = {name: said.pop(name) or ("igor",) for name in ("handlers", "subscriptions")}
    return Site(agent_interval_s=agent_interval, interval_length_s=interval_length, **lists, **said)
