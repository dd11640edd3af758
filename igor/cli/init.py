"""``igor init``: the beginning of a site."""

from __future__ import annotations

import os
from pathlib import Path

import click

from igor.cli.exit_codes import WrongUsage
from igor.cli.options import json_option
from igor.cli.output import print_json


@click.command()
@click.argument("folder", required=False, default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--ops", is_flag=True, help="For those who run a site: igor.yml, an inventory, and a place for secrets.")
@json_option
def init(folder: Path, ops: bool, as_json: bool) -> None:
    """Begin a site in FOLDER (here). Asks nothing and overwrites nothing."""
    if not ops:
        raise WrongUsage("say what for", hint="`igor init --ops` begins a site")
    from igor.deploy.site.starter import make

    made = make(folder)
    if as_json:
        print_json({"files": [str(path) for path in made]})
        return
    for path in made:
        click.echo(path)
    program = os.environ.get("IGOR_PROGRAM", "igor")
    inside = "" if folder == Path() else f"cd {folder}; "
    click.echo("\nNext:")
    click.echo("  write the address into igor.yml and the hosts into inventory/hosts")
    click.echo(f"  {inside}{program} config check")
