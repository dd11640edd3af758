"""Every command and flag is documented, and documents name only what exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from igor.cli.main import COMMANDS, cli

DOCS = Path(__file__).resolve().parents[2] / "docs"
REFERENCE = (DOCS / "commands.md").read_text()


def commands(group: click.Group, prefix: str) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        yield f"{prefix} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")


ALL = dict(commands(cli, "igor"))


def section(name: str) -> str:
    found = re.search(rf"^##+ `{re.escape(name)}[ `][^\n]*\n(.*?)(?=^##|\Z)", REFERENCE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/commands.md has no section for {name}"
    return found.group()


@pytest.mark.parametrize("name", ALL)
def test_command_is_documented(name: str) -> None:
    """A command that only its author knows."""
    assert section(name)


@pytest.mark.parametrize("name", ALL)
def test_flags_are_documented(name: str) -> None:
    """A flag that only its author knows, or a documented one that is gone."""
    text = section(name)
    flags = {flag for param in ALL[name].params if isinstance(param, click.Option) for flag in param.opts}
    named = set(re.findall(r"`(--?[a-z][a-z-]*)", text))
    assert {flag for flag in flags if flag.startswith("--")} <= named
    assert named <= flags | {"--help", "--version", "--debug"}


def test_help_lines_match_the_commands() -> None:
    """The table of commands in main.py tells the same as the commands themselves."""
    for name, (_, line) in COMMANDS.items():
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.name == name
        assert line.endswith(".")


def test_readme_is_short() -> None:
    """A README that nobody reads to its end."""
    assert len((DOCS.parent / "README.md").read_text().splitlines()) <= 250
