"""Following a build: its log as it grows, then its result."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from igor.cli import exit_codes
from igor.cli.client import Client
from igor.cli.output import duration, result_word
from igor.cli.references import BuildReference

_POLL_S = 0.3
#: Why an item waits that is just becoming a build: nothing that a person needs to know.
_LEAVING = "Finished waiting"


def wait_for_build(client: Client, queue_id: int) -> int:
    """The number of the build that a queue item became, or 0 when it was cancelled; tells why it waits."""
    told = None
    while True:
        item = client.get_json(f"queue/item/{queue_id}/api/json")
        if item.get("cancelled"):
            return 0
        if item.get("executable"):
            return int(item["executable"]["number"])
        why = (item.get("why") or _LEAVING).split(" Expires")[0]
        if why not in (told, _LEAVING):
            told = why
            click.echo(click.style(f"waiting: {why}", dim=True), err=True)
        time.sleep(_POLL_S)


def follow_log(client: Client, reference: BuildReference) -> None:
    """Print the log to stdout until the build has ended and all of it is out."""
    start = 0
    while True:
        response = client.get_text(f"{reference.path}logText/progressiveText", start=str(start))
        click.echo(response.content.replace(b"\r\n", b"\n"), nl=False)
        start = int(response.headers["X-Text-Size"])
        if response.headers.get("X-More-Data") != "true":
            return
        time.sleep(_POLL_S)


@contextmanager
def leave_running(full_name: str, *, number: int | None = None) -> Iterator[None]:
    """Ctrl-C ends the following, not the build; says so, and how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        build = f"{full_name}#{number}" if number else full_name
        click.echo(f"\n{build} goes on; follow it again: igor logs -f {build}", err=True)
        raise SystemExit(exit_codes.INTERRUPTED) from None


def finished_build(client: Client, reference: BuildReference) -> dict[str, Any]:
    """The build's JSON once it has a result."""
    while True:
        build: dict[str, Any] = client.get_json(f"{reference.path}api/json", tree="number,result,duration,building")
        if build["result"] and not build["building"]:
            return build
        time.sleep(_POLL_S)


def tell_result(build: dict[str, Any], full_name: str) -> int:
    """Print the closing line to stderr; the exit code that stands for the result."""
    click.echo(
        f"{full_name}#{build['number']} {result_word(build['result'])} after {duration(build['duration'])}", err=True
    )
    return exit_codes.OF_RESULT[build["result"]]
