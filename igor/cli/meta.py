"""``igor meta``: outputs of builds, and in a build its own outputs and inputs."""

from __future__ import annotations

import json
import os
import secrets
import sys
from pathlib import Path

import click

from igor.cli import exit_codes
from igor.cli.client import Client
from igor.cli.exit_codes import WrongUsage
from igor.cli.job_names import complete_jobs
from igor.cli.options import home_option, json_option
from igor.cli.output import print_json, print_table
from igor.cli.references import parse_build
from igor.model.errors import NotFound
from igor.model.home import Home


@click.group()
def meta() -> None:
    """Read and leave outputs of builds: small values by name."""


@meta.command("list")
@click.argument("build", metavar="JOB[#N]", shell_complete=complete_jobs)
@home_option
@json_option
def list_outputs(build: str, home: Home, as_json: bool) -> None:
    """List the outputs of a build.

    Of the last one, or of JOB#12, JOB#lastSuccessful.
    """
    found = Client.of_home(home).get_json(f"{parse_build(build).path}outputs/api/json")["outputs"]
    if as_json:
        print_json({output["key"]: output["value"] for output in found})
        return
    print_table(["KEY", "VALUE"], [[output["key"], _shown(output["value"])] for output in found], empty="It left none.")


def _shown(value: object) -> str:
    return str(value["path"]) if isinstance(value, dict) else str(value)


@meta.command()
@click.argument("key")
@click.option("--of", "build", default="", metavar="JOB[#N]", help="Of this build; else of the inputs of the own one.")
@home_option
def get(key: str, build: str, home: Home) -> int:
    """Print one output. In a build: an input that its job needs, such as build.version or upstream.version."""
    if build:
        answer = Client.of_home(home).get_text(f"{parse_build(build).path}outputs/{key}")
        click.echo(answer.content, nl=False)
        return exit_codes.OK
    file = os.environ.get("IGOR_INPUTS")
    inputs = json.loads(Path(file).read_bytes()) if file else {}
    if key not in inputs:
        known = f"there are: {', '.join(inputs)}" if inputs else "the job names what it needs; see docs/leavings.md"
        raise NotFound(f"this build has no input {key}", hint=f"{known}; --of JOB asks the controller")
    click.echo(inputs[key], nl=False)
    return exit_codes.OK


@meta.command("set")
@click.argument("key")
@click.argument("value", required=False)
def set_output(key: str, value: str | None) -> None:
    """Leave VALUE under KEY, in a build.

    Later steps and other builds can read it. Without VALUE it is what comes on standard input.
    """
    leave(key, sys.stdin.read() if value is None else value)


def leave(key: str, value: str) -> None:
    """Append to ``$IGOR_OUTPUT``, whatever the value holds. Raises WrongUsage outside of a build."""
    file = os.environ.get("IGOR_OUTPUT")
    if not file:
        raise WrongUsage("IGOR_OUTPUT is not set: outputs are left by builds", hint="call it from a build's step")
    delimiter = f"IGOR_{secrets.token_hex(8)}"
    with Path(file).open("a", encoding="utf-8") as outputs:
        outputs.write(f"{key}<<{delimiter}\n{value}\n{delimiter}\n")
