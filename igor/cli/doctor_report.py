"""How ``igor doctor`` shows what it found, and where it keeps what it compares with."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

import igor
from igor.cli.output import print_json
from igor.deploy.doctor.finding import OK, PROBLEM, WARNING, Finding, summary
from igor.deploy.hosts import places
from igor.deploy.settings import write_atomically
from igor.model.errors import Invalid, NotFound

_MARKS = {OK: ("✓", "green"), WARNING: ("⚠", "yellow"), PROBLEM: ("✗", "red")}


def show(
    findings: Sequence[Finding], report: dict[str, Any], *, as_json: bool, verbose: bool, bundle: Path | None
) -> None:
    """For people: what is well in few lines, then each trouble with its fix, then how many there are."""
    if as_json:
        print_json(report)
        return
    fine = [each for each in findings if each.level == OK]
    if verbose:
        for each in fine:
            click.echo(_line(each))
    elif fine:
        click.echo("   ".join(_line(each) for each in fine[:6]) + (f"   … {len(fine) - 6} more" if fine[6:] else ""))
    for each in findings:
        if each.level != OK:
            click.echo(_line(each))
            click.echo(f"    fix: {each.fix}")
    share = "" if bundle else "   Share: igor doctor --bundle FILE (secrets removed)"
    click.echo(f"{summary(findings)}.   Details: igor doctor -v{share}")


def _line(each: Finding) -> str:
    mark, color = _MARKS[each.level]
    host = f"{each.host}: " if each.host else ""
    return f"{click.style(mark, fg=color)} {host}{each.what}"


def playbooks() -> Path:
    """The folder of the playbooks: beside the package. Raises NotFound."""
    for folder in (Path(igor.__file__).parent / "ansible", Path(igor.__file__).parents[1] / "ansible"):
        if (folder / "doctor.yml").is_file():
            return folder
    raise NotFound("there are no playbooks beside this Igor", hint="run igor from its checkout")


def record_of(url: str) -> Path:
    """Where the posture of a controller is kept."""
    name = re.sub(r"[^\w.-]+", "_", url.partition("://")[2])
    return places.log_folder().parent / "posture" / f"{name}.json"


def read_record(path: Path) -> dict[str, Any] | None:
    """None: there is none yet. Raises Invalid."""
    try:
        return dict(json.loads(path.read_text()))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise Invalid(f"{path} cannot be read: {error}", hint="remove it, and look again") from error


def write_record(path: Path, posture: dict[str, Any]) -> None:
    """Of mode 0600: it says where the weak places are."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    previous = os.umask(0o077)
    try:
        write_atomically(path, json.dumps(posture, indent=2) + "\n")
    finally:
        os.umask(previous)
