"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from igor.model.home import Home, default_home

F = TypeVar("F", bound=Callable[..., Any])


def _as_home(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Home:
    return Home((value or default_home()).expanduser().absolute())


def home_option(function: F) -> F:
    """``--home``: which Igor is meant; the command gets a ``Home``."""
    return click.option(
        "--home",
        type=click.Path(path_type=Path, file_okay=False),
        callback=_as_home,
        help="Igor's folder. Default: $IGOR_HOME, else igor in the XDG state folder.",
    )(function)


def json_option(function: F) -> F:
    """``--json``: print data for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)
