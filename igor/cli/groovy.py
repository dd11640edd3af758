"""``igor groovy``: Groovy sources as Igor reads them."""

from __future__ import annotations

from pathlib import Path

import click

from igor.groovy.dump import dump_file


@click.group()
def groovy() -> None:
    """Look at Groovy sources as Igor reads them."""


@groovy.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def ast(files: tuple[Path, ...]) -> None:
    """Print the canonical syntax tree of each FILE.

    One line a file: its path, a tab, and the tree, or ERROR when it is not valid Groovy.
    """
    for file in files:
        click.echo(dump_file(file))
