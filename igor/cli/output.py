"""What commands print: tables for people, JSON for programs, durations and times in words."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

import click

#: How each result is shown.
RESULT_COLORS = {"SUCCESS": "green", "UNSTABLE": "yellow", "FAILURE": "red", "ABORTED": "bright_black"}


def print_json(data: Any) -> None:
    """Data to stdout, indented."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]], *, empty: str) -> None:
    """Aligned columns; cells may carry colours. ``empty`` is said when there are no rows."""
    if not rows:
        click.echo(empty)
        return
    for line in aligned([[click.style(title, dim=True) if title else "" for title in header], *rows]):
        click.echo(line)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows as lines with their columns one below the other."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _width(cell: str) -> int:
    return len(click.unstyle(cell))


def _pad(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def result_word(result: str | None) -> str:
    """A result, coloured; None is a running build."""
    if result is None:
        return click.style("running", fg="cyan")
    return click.style(result, fg=RESULT_COLORS.get(result, "white"))


def duration(milliseconds: float) -> str:
    """``420 ms``, ``12 s``, ``3 min 4 s``, ``2 h 5 min``, ``3 d 4 h``."""
    seconds = int(milliseconds // 1000)
    if seconds < 1:
        return f"{int(milliseconds)} ms"
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {seconds} s"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min"
    return f"{hours // 24} d {hours % 24} h"


def ago(then_ms: float) -> str:
    """``42 s ago``, ``16 min ago``, ``2 h 5 min ago``: as exact as somebody wants to know."""
    passed = duration(max(0, time.time() * 1000 - then_ms))
    return f"{passed.partition(' min ')[0]} min ago" if " min " in passed and " h " not in passed else f"{passed} ago"


def local_time(at_ms: float) -> str:
    """A moment in the machine's time zone: ``Sat 21 Nov 14:05``."""
    return time.strftime("%a %d %b %H:%M", time.localtime(at_ms / 1000))
