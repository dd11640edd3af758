"""``igor seed``: Job DSL scripts without and with a controller."""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from igor.cli.exit_codes import WrongUsage
from igor.cli.options import home_option, json_option
from igor.jobdsl.render import render_files, render_json
from igor.model.home import Home

if TYPE_CHECKING:
    from igor.jobdsl.session import SeedResult

_MARKS = {"add": ("+", "green"), "change": ("~", "yellow"), "remove": ("-", "red"), "disable": ("-", "yellow")}


@click.group()
def seed() -> None:
    """Render Job DSL scripts, or plan what they would change."""


def _render_options(function: Any) -> Any:
    for option in reversed(
        (
            click.argument(
                "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
            ),
            click.option(
                "--workspace",
                type=click.Path(path_type=Path, exists=True, file_okay=False),
                default=".",
                help="Where readFileFromWorkspace reads. Default: the current folder.",
            ),
            click.option(
                "--classpath",
                multiple=True,
                type=click.Path(path_type=Path, exists=True, file_okay=False),
                help="A folder of helper classes; may be repeated.",
            ),
            click.option("--param", "parameters", multiple=True, metavar="K=V", help="A variable; may be repeated."),
        )
    ):
        function = option(function)
    return function


def _render(
    files: tuple[Path, ...], workspace: Path, classpath: tuple[Path, ...], pairs: tuple[str, ...]
) -> SeedResult:
    for pair in pairs:
        if "=" not in pair:
            raise WrongUsage(f"the parameter “{pair}” has no value", hint=f"write --param {pair}=VALUE")
    parameters = dict(pair.split("=", 1) for pair in pairs)
    return render_files(list(files), workspace.absolute(), classpath, parameters)


@seed.command()
@_render_options
@json_option
def render(
    files: tuple[Path, ...], workspace: Path, classpath: tuple[Path, ...], parameters: tuple[str, ...], as_json: bool
) -> None:
    """Print the items that FILES make, without any controller.

    Folders come first, then jobs and views, in processing order.
    """
    result = _render(files, workspace, classpath, parameters)
    if as_json:
        sys.stdout.write(json.dumps(render_json(result), indent=2, ensure_ascii=False) + "\n")
        return
    for item in result.items:
        click.echo(click.style(f"# {item.kind} {item.full_name} ({item.class_name})", bold=True))
        click.echo(item.xml, nl=not item.xml.endswith("\n"))


@seed.command()
@_render_options
@click.option("--seed", "seed_job", default="seed", show_default=True, help="The seed job that would run them.")
@click.option("--detailed-exitcode", is_flag=True, help="Exit with 2 when something would change.")
@home_option
@json_option
def plan(
    files: tuple[Path, ...],
    workspace: Path,
    classpath: tuple[Path, ...],
    parameters: tuple[str, ...],
    seed_job: str,
    detailed_exitcode: bool,
    home: Home,
    as_json: bool,
) -> int:
    """Show as a diff what FILES would change on the controller.

    Nothing is changed. What the seed job generates now and FILES do not would be removed.
    """
    from igor.cli.client import Client

    items = _render(files, workspace, classpath, parameters).items
    fields = ("kind", "class_name", "full_name", "xml", "file_name", "line")
    body = {"seed": seed_job, "items": [{name: getattr(item, name) for name in fields} for item in items]}
    entries = Client.of_home(home).post_json("igor/api/seed/plan", body)
    changes = [entry for entry in entries if entry["action"] != "unchanged"]
    if as_json:
        sys.stdout.write(json.dumps(entries, indent=2, ensure_ascii=False) + "\n")
    else:
        _tell(entries, changes)
    return 2 if changes and detailed_exitcode else 0


def _tell(entries: list[dict[str, Any]], changes: list[dict[str, Any]]) -> None:
    for entry in changes:
        mark, color = _MARKS[entry["action"]]
        place = f"   {entry['file_name']}:{entry['line']}" if entry.get("file_name") else ""
        click.echo(f"{click.style(mark, fg=color)} {entry['kind']} {entry['full_name']}{click.style(place, dim=True)}")
        for line in _diff(entry):
            click.echo(f"    {line}")
    counts = {action: sum(entry["action"] == action for entry in entries) for action in _MARKS}
    said = ", ".join(f"{count} to {action}" for action, count in counts.items() if count)
    click.echo(f"Plan: {said}." if said else f"Plan: nothing to change ({len(entries)} items are as the scripts say).")


def _diff(entry: dict[str, Any]) -> list[str]:
    if entry["action"] != "change":
        return []
    old, new = (entry[side].splitlines() for side in ("old_xml", "new_xml"))
    lines = list(difflib.unified_diff(old, new, lineterm="", n=2))[2:]
    colors = {"+": "green", "-": "red", "@": "cyan"}
    return [click.style(line, fg=colors.get(line[:1])) for line in lines]
