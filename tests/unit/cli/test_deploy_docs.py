"""The commands that the chapters on deploying to hosts show are commands: each can be typed as it stands there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from igor.cli.main import cli

ROOT = Path(__file__).resolve().parents[3]
_SHOWN = re.compile(r"^[$#] (?:\S*/igorw|igor) (.*)$")


def shown(file: str) -> Iterator[str]:
    """What follows ``igor`` in the console blocks of a file, without remarks."""
    for block in re.findall(r"```console\n(.*?)```", (ROOT / file).read_text(), re.DOTALL):
        for line in block.splitlines():
            if found := _SHOWN.match(line):
                yield re.split(r"\s+#\s", found[1])[0]


def parsed(words: list[str]) -> click.Context:
    """The context of a command line; raises click.UsageError."""
    context = click.Context(cli)
    command: click.Command = cli
    while isinstance(command, click.Group) and words:
        found = command.get_command(context, words[0])
        if found is None:
            assert command.invoke_without_command, words
            break
        command, words = found, words[1:]
    return command.make_context(command.name, list(words), parent=context)


@pytest.mark.parametrize("line", sorted({*shown("docs/deploy.md"), *shown("README.md")}))
def test_it_can_be_typed(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chapter that is followed word by word and fails at the second command."""
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line)
    for name in ("seed-jobs", "jobs"):  # folders that stand where the reader is
        (tmp_path / name).mkdir()
    for word in words:
        if word.endswith((".groovy", ".yml", ".json")) and "*" not in word:
            (tmp_path / word).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / word).touch()
    if words[0] != "test" and not any("*" in word for word in words):  # igorw's own; what a shell has to fill in
        assert parsed(words).command.name


def test_the_chapters_show_the_whole_way() -> None:
    """From nothing to hosts that run, an upgrade, back, and away again."""
    verbs = {line.split()[0] for line in shown("docs/deploy.md")}
    assert {"lab", "init", "config", "plan", "deploy", "rollback", "release", "bundle", "destroy"} <= verbs
