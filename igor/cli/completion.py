"""``igor completion``: the shell's completion script, made by Click."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of SHELL. Use it: eval "$(igor completion bash)"."""
    from igor.cli.main import cli

    completer = get_completion_class(shell)
    assert completer is not None, shell
    click.echo(completer(cli, {}, "igor", "_IGOR_COMPLETE").source())
