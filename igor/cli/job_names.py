"""Names of jobs for the shell's completion: asked for anew each time, quickly, and silent when nobody answers."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.request import Request, urlopen

import click

from igor.cli.address import Address, address_of
from igor.model.errors import IgorError

#: Whoever presses the tab key does not wait longer.
_TIMEOUT_S = 1.0
_DEPTH = 8


def job_tree(fields: str) -> str:
    """The ``tree`` parameter that asks for ``fields`` of all items, folders included."""
    tree = f"jobs[{fields}]"
    for _ in range(_DEPTH):
        tree = f"jobs[{fields},{tree}]"
    return tree


def walk_jobs(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The jobs in an answer to ``job_tree``; folders are opened, not listed."""
    found = []
    for item in items:
        if "jobs" in item:
            found += walk_jobs(item["jobs"])
        elif "color" in item:
            found.append(item)
    return found


def complete_jobs(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Full names that begin with what was typed."""
    try:
        jobs = _ask(address_of(ctx.params["home"]))
    except (IgorError, OSError, ValueError, KeyError):
        return []
    return sorted(job["fullName"] for job in jobs if job["fullName"].startswith(incomplete))


def _ask(address: Address) -> list[dict[str, Any]]:
    credentials = base64.b64encode(f"{address.user}:{address.token}".encode()).decode()
    url = f"{address.url}/api/json?tree={job_tree('fullName,color')}"
    with urlopen(Request(url, headers={"Authorization": f"Basic {credentials}"}), timeout=_TIMEOUT_S) as answer:
        return walk_jobs(json.load(answer)["jobs"])
