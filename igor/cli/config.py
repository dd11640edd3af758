"""``igor config``: igor.yml checked, shown with where each value comes from, described and explained."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from igor.cli import exit_codes
from igor.cli.exit_codes import WrongUsage
from igor.cli.findings import as_github, as_json, as_sarif
from igor.cli.options import json_option
from igor.cli.output import aligned, print_json
from igor.deploy.site import keys, reference, written
from igor.deploy.site.document import Path as KeyPath
from igor.deploy.site.document import dotted
from igor.deploy.site.load import Reading, read_site
from igor.deploy.site.problems import RULES, Problem
from igor.deploy.site.schema import schema as json_schema
from igor.model.errors import NotFound

_file = click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))


_Settings = tuple[tuple[str, str], ...]


def _settings(ctx: click.Context, parameter: click.Parameter, said: tuple[str, ...]) -> _Settings:
    for each in said:
        if "=" not in each:
            raise WrongUsage(f"--set {each} has no value", hint=f"write --set {each}=VALUE")
    return tuple((name, text) for name, _, text in (each.partition("=") for each in said))


_set = click.option(
    "--set", "settings", multiple=True, metavar="KEY=VALUE", callback=_settings, help="Another value; may be repeated."
)


@click.group()
def config() -> None:
    """Check, show and explain igor.yml."""


@config.command()
@_file
@_set
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="Output.",
)
def check(file: Path | None, settings: _Settings, form: str) -> int:
    """Look for everything that is wrong with igor.yml. Exits with 78 when there are errors."""
    reading = read_site(file, settings=settings)
    _FORMS[form](reading.problems)
    return exit_codes.CONFIG if reading.errors else exit_codes.OK


def _text(problems: list[Problem]) -> None:
    for problem in problems:
        click.echo(_coloured(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    words = f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}"
    click.echo(words if problems else "igor.yml is good")


def _coloured(problem: Problem) -> str:
    head, _, rest = problem.text.partition("\n")
    return f"{click.style(head, bold=True)}\n{rest}" if rest else click.style(head, bold=True)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


_FORMS: dict[str, Callable[[list[Problem]], None]] = {
    "text": _text,
    "json": lambda problems: click.echo(as_json(asdict(problem) for problem in problems)),
    "sarif": lambda problems: click.echo(as_sarif(problems, "igor config check", RULES)),
    "github": lambda problems: click.echo(as_github(problems), nl=False),
}


@config.command()
@click.argument("key", required=False)
@click.option("-c", "--config", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="The file.")
@_set
@click.option("--origin", is_flag=True, help="A line for each value, with where it comes from.")
@json_option
def show(
    key: str | None, file: Path | None, settings: tuple[tuple[str, str], ...], origin: bool, as_json: bool
) -> None:
    """Show what counts, with all defaults, or KEY of it. Secrets are shown as references."""
    reading = read_site(file, settings=settings)
    path: KeyPath = tuple(int(part) if part.isdecimal() else part for part in key.split(".")) if key else ()
    value = _at(written.plain(reading.checked()), path, key)
    if origin:
        _with_origins(reading, value, path, as_json)
    elif as_json:
        print_json(value)
    else:
        text = written.yaml_text(value) if isinstance(value, dict | list) else f"{written.one_line(value)}\n"
        click.echo(text, nl=False)


def _at(value: Any, path: KeyPath, key: str | None) -> Any:
    try:
        return written.at(value, path)
    except KeyError:
        reference.find(key or "")
        raise NotFound(f"{key} is not set", hint=f"`igor config explain {key}` says what it is") from None


def _with_origins(reading: Reading, value: Any, path: KeyPath, as_json: bool) -> None:
    rows = [(dotted(inner), each, _origin(reading, inner)) for inner, each in written.leaves(value, path)]
    if as_json:
        print_json([{"key": name, "value": each, "origin": source} for name, each, source in rows])
        return
    for line in aligned([(name, written.one_line(each), click.style(source, dim=True)) for name, each, source in rows]):
        click.echo(line)


def _origin(reading: Reading, path: KeyPath) -> str:
    layer = reading.merged.origin(path)
    if layer is None or not layer.holds(path):
        return "default"
    place = layer.place(path, of_key=False)
    return f"{layer.document.name}:{place.line}:{place.column}" if layer.document.lines else layer.document.name


@config.command()
def schema() -> None:
    """Print the JSON Schema of igor.yml, for editors."""
    click.echo(json.dumps(json_schema(), indent=1, ensure_ascii=False))


@config.command()
@click.argument("key", required=False)
@json_option
def explain(key: str | None, as_json: bool) -> None:
    """Explain KEY of igor.yml, or list all keys. Its type, default, meaning, an example, and what it becomes."""
    if as_json:
        found = [reference.find(key)] if key else list(keys.all_keys())
        print_json([reference.as_data(each) for each in found])
    else:
        click.echo(reference.explained(reference.find(key)) if key else reference.overview())
