"""The scripts that the ``igor seed`` commands evaluate: their options, and evaluating them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from igor.cli.exit_codes import WrongUsage
from igor.jobdsl.engine import evaluate
from igor.jobdsl.session import Script, SeedRequest, SeedResult
from igor.model import plugins
from igor.model.names import url_path

if TYPE_CHECKING:
    from igor.cli.client import Client

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)

_OPTIONS = (
    click.argument("files", nargs=-1, required=True, type=_FILE),
    click.option(
        "--workspace", type=_FOLDER, default=".", help="Where readFileFromWorkspace reads. Default: the current folder."
    ),
    click.option("--classpath", multiple=True, type=_FOLDER, help="A folder of helper classes; may be repeated."),
    click.option("--param", "parameters", multiple=True, metavar="K=V", help="A variable; may be repeated."),
    click.option("--plugins", "plugin_list", type=_FILE, help="A plugins.txt: warn of plugins that it lacks."),
    click.option("--symbols", type=_FILE, help="A table of symbols beside Igor's own."),
)


@dataclass(frozen=True, slots=True)
class Scripts:
    """What the options say; ``settings``: fields of the request beyond them."""

    files: tuple[Path, ...]
    workspace: Path
    classpath: tuple[Path, ...]
    parameters: tuple[str, ...]
    plugin_list: Path | None
    symbols: Path | None

    def request(self) -> SeedRequest:
        """The request for the scripts, YAML files among them taken apart.

        Raises:
            WrongUsage: a parameter without a value.
            Invalid: a file that cannot be read as what it is.
            OSError: a file cannot be read.
        """
        variables: dict[str, Any] = {"WORKSPACE": str(self.workspace.resolve())} | parameters_of(self.parameters)
        scripts: list[Script] = []
        for file in self.files:
            found, provided = scripts_in(file, variables)
            scripts += found
            variables |= provided
        return SeedRequest(
            scripts=tuple(scripts),
            workspace=self.workspace.absolute(),
            classpath=self.classpath,
            parameters=variables,
            installed_plugins=plugins.read_list(self.plugin_list) if self.plugin_list else None,
            symbols=checked_symbols(self.symbols),
            print_text=lambda text: click.echo(text, err=True, nl=False),
        )


def script_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """FILES and how to evaluate them; the command gets ``scripts``."""

    @wraps(function)
    def command(
        files: tuple[Path, ...],
        workspace: Path,
        classpath: tuple[Path, ...],
        parameters: tuple[str, ...],
        plugin_list: Path | None,
        symbols: Path | None,
        **options: Any,
    ) -> Any:
        return function(Scripts(files, workspace, classpath, parameters, plugin_list, symbols), **options)

    wrapped: Callable[..., Any] = command
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def parameters_of(pairs: tuple[str, ...]) -> dict[str, str]:
    """``NAME=VALUE`` pairs as a map. Raises WrongUsage for one without a value."""
    for pair in pairs:
        if "=" not in pair:
            raise WrongUsage(f"the parameter “{pair}” has no value", hint=f"write --param {pair}=VALUE")
    return dict(pair.split("=", 1) for pair in pairs)


def checked_symbols(file: Path | None) -> str:
    """The text of a table of symbols. Raises InvalidSource with the line that cannot be read."""
    if file is None:
        return ""
    from igor.jobdsl.symbols import read_symbols

    text = file.read_text(encoding="utf-8")
    list(read_symbols(text, str(file)))
    return text


def evaluate_here(scripts: Scripts) -> SeedResult:
    """Evaluate without any controller. Raises DslScriptError: a script is broken."""
    return evaluate(scripts.request())


def evaluate_for(scripts: Scripts, client: Client, seed: str) -> SeedResult:
    """Evaluate as the seed job's own build would: names, templates, plugins and symbols are the controller's."""
    settings = client.get_json("igor/api/seed/settings", seed=seed)
    request = scripts.request()
    own: dict[str, Any] = {
        "seed_job_name": seed,
        "lookup_strategy": settings["lookup_strategy"],
        "fail_on_missing_plugin": settings["fail_on_missing_plugin"],
        "existing_config": lambda full_name: _config_of(client, full_name),
    }
    if request.installed_plugins is None:
        own["installed_plugins"] = settings["installed_plugins"]
    if not request.symbols:
        own["symbols"] = settings["symbols"]
    return evaluate(replace(request, **own))


def _config_of(client: Client, full_name: str) -> str | None:
    from igor.model.errors import NotFound

    try:
        return client.get_text(f"{url_path(full_name).strip('/')}/config.xml").text
    except NotFound:
        return None


def scripts_in(file: Path, variables: Mapping[str, Any]) -> tuple[tuple[Script, ...], dict[str, str]]:
    """The script that a file is, or those that a YAML file holds with the variables that it provides."""
    if file.suffix not in (".yaml", ".yml"):
        return (Script(str(file), file.read_text(encoding="utf-8"), file.resolve()),), {}
    from igor.jobdsl.jobs_yaml import read_jobs

    jobs = read_jobs(file, variables=variables)
    return jobs.scripts, jobs.variables
