"""``igor artifact``: files that builds leave."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import quote

import click

from igor.cli.client import Client
from igor.cli.exit_codes import WrongUsage
from igor.cli.job_names import complete_jobs
from igor.cli.meta import leave
from igor.cli.options import home_option, json_option
from igor.cli.output import print_json
from igor.cli.references import parse_build
from igor.model.home import Home


@click.group()
def artifact() -> None:
    """List and fetch artifacts; in a build refer to a file by name."""


@artifact.command("list")
@click.argument("build", metavar="JOB[#N]", shell_complete=complete_jobs)
@home_option
@json_option
def list_artifacts(build: str, home: Home, as_json: bool) -> None:
    """List the artifacts of a build.

    Of the last one, or of JOB#12, JOB#lastSuccessful.
    """
    answer = Client.of_home(home).get_json(f"{parse_build(build).path}api/json", tree="artifacts[relativePath]")
    paths = [artifact["relativePath"] for artifact in answer["artifacts"]]
    if as_json:
        print_json(paths)
        return
    for path in paths:
        click.echo(path)


@artifact.command()
@click.argument("build", metavar="JOB[#N]", shell_complete=complete_jobs)
@click.argument("path")
@click.option("-o", "--output", default="", metavar="FILE", help="Write it here; else it goes to standard output.")
@home_option
def get(build: str, path: str, output: str, home: Home) -> None:
    """Fetch one artifact of a build."""
    content = Client.of_home(home).get_text(f"{parse_build(build).path}artifact/{quote(path)}").content
    if output:
        Path(output).write_bytes(content)
    else:
        sys.stdout.buffer.write(content)


@artifact.command()
@click.argument("file")
@click.argument("key")
def put(file: str, key: str) -> None:
    """Keep FILE with the build, in a build.

    FILE lies in the workspace; others find it under KEY.
    """
    workspace = Path(os.environ.get("WORKSPACE") or ".").resolve()
    path = Path(file).resolve()
    if not path.is_file() or not path.is_relative_to(workspace):
        raise WrongUsage(f"{file} is no file in the workspace {workspace}", hint="copy it there first")
    leave(key, f"artifact:{path.relative_to(workspace)}")
