"""``igor lint``: what is wrong with Job DSL scripts, and with igor.yml."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import click

from igor.cli import exit_codes
from igor.cli.findings import as_github, as_json, as_sarif
from igor.cli.seed_scripts import Scripts, checked_symbols, parameters_of, script_options, scripts_in
from igor.deploy.site.problems import RULES as SITE_RULES
from igor.jobdsl.lint import Finding, Surroundings, lint_script
from igor.model import plugins
from igor.model.errors import InvalidSource
from igor.scheduler import cron
from igor.scheduler import label as labels

_RULES = {
    "syntax": "The script is not valid Groovy.",
    "unknown-method": "No enclosing context has the method.",
    "script-error": "The script fails when it runs.",
    "deprecated": "The method is deprecated.",
    "warning": "Job DSL warns.",
    "cron": "A schedule cannot be read, or is probably not meant so.",
    "label": "A label expression cannot be read.",
    "plugin": "A plugin is missing, or too old.",
    "assignment": "The assignment sets no option.",
    "declared-twice": "Two items have the same name.",
    "folder": "The folder is not made here, and another one is called alike.",
}


@click.command()
@script_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="Output.",
)
def lint(scripts: Scripts, form: str) -> int:
    """Check Job DSL scripts, and igor.yml, without a controller.

    Exits with 1 when there are errors; warnings alone give 0.
    """
    around = Surroundings(
        scripts.workspace.absolute(),
        scripts.classpath,
        parameters_of(scripts.parameters),
        plugins.read_list(scripts.plugin_list) if scripts.plugin_list else None,
        checked_symbols(scripts.symbols),
        {"cron": _check_cron, "label": _check_label},
    )
    found = [finding for file in scripts.files for finding in _lint(file, around)]
    click.echo(_FORMATS[form](found), nl=form not in ("text", "github"))
    return exit_codes.FAILED if any(finding.severity == "error" for finding in found) else exit_codes.OK


def _lint(file: Path, around: Surroundings) -> list[Finding]:
    """A script, the scripts of a YAML file, or a site's file."""
    if file.name == "igor.yml":
        return _lint_site(file)
    try:
        made, provided = scripts_in(file, around.parameters)
    except InvalidSource as error:
        return [Finding(error.file_name, error.line, error.column, "error", "syntax", error.what)]
    inside = replace(around, parameters={**around.parameters, **provided})
    return [finding for script in made for finding in lint_script(script, inside)]


def _lint_site(file: Path) -> list[Finding]:
    from igor.deploy.site.load import check_site

    return [
        Finding(each.file_name, each.line, each.column, each.severity, each.rule, f"{each.message} ({each.hint})")
        for each in check_site(file)
    ]


def _check_cron(spec: str, full_name: str) -> Iterator[tuple[str, str]]:
    try:
        table = cron.parse(spec, seed=full_name)
    except InvalidSource as error:
        what = error.what.removeprefix(f"Invalid input: “{spec}”: ")
        yield "error", f"the schedule “{spec}” cannot be read: {what}"
    else:
        yield from (("warning", warning) for warning in table.check())


def _check_label(text: str, _full_name: str) -> Iterator[tuple[str, str]]:
    try:
        labels.parse(text)
    except InvalidSource as error:
        yield "error", f"the label expression “{text}” cannot be read: {error.what}"


def _text(found: list[Finding]) -> str:
    """A line each; on a terminal with colours, and the source below it with a caret."""
    show = _with_source if sys.stdout.isatty() else _line
    errors = sum(each.severity == "error" for each in found)
    lines = [f"{show(each)}\n" for each in found]
    return "".join([*lines, f"{_count(errors, 'error')}, {_count(len(found) - errors, 'warning')}\n"])


def _line(finding: Finding) -> str:
    return f"{_place(finding)}: {finding.severity}: {finding.message} [{finding.rule}]"


def _with_source(finding: Finding) -> str:
    word = click.style(finding.severity, fg="red" if finding.severity == "error" else "yellow", bold=True)
    place, rule = click.style(_place(finding), bold=True), click.style(f"[{finding.rule}]", dim=True)
    told = f"{place}: {word}: {finding.message} {rule}"
    line = linecache.getline(finding.file_name, finding.line).rstrip() if finding.line else ""
    if not line or not finding.column:
        return told
    indent = "".join("\t" if char == "\t" else " " for char in line[: finding.column - 1])
    return f"{told}\n    {line}\n    {indent}{click.style('^', fg='green', bold=True)}"


def _place(finding: Finding) -> str:
    return ":".join([finding.file_name, *(str(n) for n in (finding.line, finding.column) if n)])


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _json(found: list[Finding]) -> str:
    return as_json(asdict(finding) for finding in found)


def _sarif(found: list[Finding]) -> str:
    return as_sarif(found, "igor lint", {**_RULES, **SITE_RULES})


_FORMATS = {"text": _text, "json": _json, "sarif": _sarif, "github": as_github}
