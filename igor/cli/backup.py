"""``igor backup`` and ``igor restore``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from igor.cli.options import home_option, json_option
from igor.cli.output import print_json
from igor.controller import backup as backups
from igor.controller.backup import Contents
from igor.model.home import Home


@click.command()
@home_option
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--verify", "only_verify", is_flag=True, help="Read FILE again and compare it with its manifest.")
@json_option
def backup(home: Home, file: Path | None, only_verify: bool, as_json: bool) -> None:
    """Write the store, secrets, jobs and logs of a home into FILE, while the controller works.

    Without FILE: igor-DATE.tar in the current folder. The file holds the secrets' key: keep it as safe as the home.
    """
    if only_verify and file is None:
        raise click.UsageError("--verify needs the FILE to look at")
    target = file or Path(f"igor-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar")
    contents = backups.verify(target) if only_verify else backups.back_up(home, target.absolute())
    _tell("is whole" if only_verify else "written", target, contents, as_json)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@home_option
@json_option
def restore(file: Path, home: Home, as_json: bool) -> None:
    """Make a new home of a backup. It never goes over an existing one."""
    contents = backups.restore(file, home)
    _tell(f"restored to {home.root}", file, contents, as_json)
    if not as_json:
        click.echo(f"start it:  igor deploy --home {home.root}")


def _tell(what: str, file: Path, contents: Contents, as_json: bool) -> None:
    facts = {
        "file": str(file),
        "bytes": file.stat().st_size,
        "version": contents.version,
        "created": contents.created,
        "items": contents.items,
        "builds": contents.builds,
        "files": len(contents.digests),
    }
    if as_json:
        print_json(facts)
        return
    size = f"{file.stat().st_size / 1024 / 1024:.1f} MiB"
    click.echo(f"{file} {what}: {size}, {contents.items} items, {contents.builds} builds, of {contents.created}")
