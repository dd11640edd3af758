"""Jinja, and how pages word durations, moments and states."""

from __future__ import annotations

import time
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import quote

import jinja2

from igor.model.names import split, url_path
from igor.model.node import BUILT_IN

_STATE_WORDS = {
    "SUCCESS": "success",
    "FAILURE": "failed",
    "UNSTABLE": "unstable",
    "ABORTED": "aborted",
    "NOT_BUILT": "not built",
    "never": "never built",
}


@cache
def environment() -> jinja2.Environment:
    """The templates with their filters; everything is escaped."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("igor.web"), autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined
    )
    made.filters.update(
        ago=ago,
        base_name=lambda full_name: split(full_name)[1],
        duration=duration,
        job_path=url_path,
        moment=moment,
        node_path=node_path,
        size=size,
        state_word=lambda state: _STATE_WORDS.get(state, state),
    )
    return made


def render(template: str, **values: Any) -> str:
    """A page's HTML."""
    return environment().get_template(template).render(**values)


def duration(milliseconds: float) -> str:
    """``40 ms``, ``0.4 s``, ``12 s``, ``3 min 4 s``, ``2 h``, ``3 d 4 h``."""
    seconds = max(0, milliseconds) / 1000
    if seconds < 0.1:
        return f"{round(seconds * 1000)} ms"
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes == 0:
        return f"{rest} s"
    if minutes < 60:
        return _two(minutes, "min", rest, "s")
    hours, minutes = divmod(minutes, 60)
    return _two(hours, "h", minutes, "min") if hours < 48 else _two(hours // 24, "d", hours % 24, "h")


def _two(large: int, large_unit: str, small: int, small_unit: str) -> str:
    return f"{large} {large_unit} {small} {small_unit}" if small else f"{large} {large_unit}"


def size(count: int) -> str:
    """``12 B``, ``3.4 KiB``, ``120 MiB``."""
    amount, units = float(count), ["B", "KiB", "MiB", "GiB", "TiB"]
    while amount >= 1000 and len(units) > 1:
        amount /= 1024
        del units[0]
    return f"{amount:.0f} {units[0]}" if units[0] == "B" or amount >= 100 else f"{amount:.1f} {units[0]}"


def ago(then_ms: float) -> str:
    """``just now``, ``40 s ago``, ``5 min ago``, ``3 h ago``, ``2 d ago``."""
    seconds = time.time() - then_ms / 1000
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length or (unit == "min" and seconds >= length):
            return f"{int(seconds // length)} {unit} ago"
    return f"{int(seconds)} s ago" if seconds >= 5 else "just now"


def moment(at_ms: float) -> str:
    """``Sat 21 Nov 14:05:10 UTC`` in the controller's time zone."""
    return datetime.fromtimestamp(at_ms / 1000).astimezone().strftime("%a %d %b %H:%M:%S %Z")


def node_path(name: str) -> str:
    """A node's segment in URLs; the built-in node's stands in parentheses, as in Jenkins."""
    return f"({BUILT_IN})" if name == BUILT_IN else quote(name, safe="")
