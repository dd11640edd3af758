"""``igor lint``: what is wrong with Job DSL scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

import igor
from igor.cli import exit_codes
from igor.cli.exit_codes import WrongUsage
from igor.jobdsl.lint import Finding, lint_file
from igor.model.errors import InvalidSource
from igor.scheduler import cron
from igor.scheduler import label as labels

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_RULES = {
    "syntax": "The script is not valid Groovy.",
    "unknown-method": "No enclosing context has the method.",
    "script-error": "The script fails when it runs.",
    "deprecated": "The method is deprecated.",
    "warning": "Job DSL warns.",
    "cron": "A schedule cannot be read, or is probably not meant so.",
    "label": "A label expression cannot be read.",
}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=".",
    help="Where readFileFromWorkspace reads. Default: the current folder.",
)
@click.option(
    "--classpath",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of helper classes; may be repeated.",
)
@click.option("--param", "parameters", multiple=True, metavar="K=V", help="A variable; may be repeated.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True, help="Output."
)
def lint(
    files: tuple[Path, ...], workspace: Path, classpath: tuple[Path, ...], parameters: tuple[str, ...], form: str
) -> int:
    """Check Job DSL scripts without a controller.

    Exits with 1 when there are errors; warnings alone give 0.
    """
    for pair in parameters:
        if "=" not in pair:
            raise WrongUsage(f"the parameter “{pair}” has no value", hint=f"write --param {pair}=VALUE")
    variables = dict(pair.split("=", 1) for pair in parameters)
    checks = {"cron": _check_cron, "label": _check_label}
    found = [
        finding for file in files for finding in lint_file(file, workspace.absolute(), classpath, variables, checks)
    ]
    click.echo(_FORMATS[form](found), nl=form != "text")
    return exit_codes.FAILED if any(finding.severity == "error" for finding in found) else exit_codes.OK


def _check_cron(spec: str, full_name: str) -> Iterator[tuple[str, str]]:
    try:
        table = cron.parse(spec, seed=full_name)
    except InvalidSource as error:
        yield "error", f"the schedule “{spec}” cannot be read: {error.what}"
    else:
        yield from (("warning", warning) for warning in table.check())


def _check_label(text: str, _full_name: str) -> Iterator[tuple[str, str]]:
    try:
        labels.parse(text)
    except InvalidSource as error:
        yield "error", f"the label expression “{text}” cannot be read: {error.what}"


def _text(found: list[Finding]) -> str:
    lines = [f"{_place(each)}: {each.severity}: {each.message} [{each.rule}]\n" for each in found]
    errors = sum(each.severity == "error" for each in found)
    return "".join([*lines, f"{_count(errors, 'error')}, {_count(len(found) - errors, 'warning')}\n"])


def _place(finding: Finding) -> str:
    return ":".join([finding.file_name, *(str(n) for n in (finding.line, finding.column) if n)])


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _json(found: list[Finding]) -> str:
    return json.dumps([asdict(finding) for finding in found], indent=2, ensure_ascii=False)


def _sarif(found: list[Finding]) -> str:
    """SARIF 2.1.0, which code hosts and editors read."""
    rules = [{"id": name, "shortDescription": {"text": text}} for name, text in _RULES.items()]
    driver = {"name": "igor lint", "version": igor.__version__, "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_sarif_result(finding) for finding in found]}
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _sarif_result(finding: Finding) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": Path(finding.file_name).as_posix()}}
    if finding.line:
        column = {"startColumn": finding.column} if finding.column else {}
        place["region"] = {"startLine": finding.line, **column}
    return {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }


_FORMATS = {"text": _text, "json": _json, "sarif": _sarif}
