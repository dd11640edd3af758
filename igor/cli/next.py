"""``igor next``: what the timers will start."""

from __future__ import annotations

import time
from typing import Any

import click

from igor.cli.client import Client
from igor.cli.job_names import complete_jobs
from igor.cli.options import home_option, json_option
from igor.cli.output import duration, local_time, print_json, print_table
from igor.model.home import Home


@click.command("next")
@click.argument("job", required=False, shell_complete=complete_jobs)
@click.option("-n", "--count", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many runs.")
@home_option
@json_option
def next_runs(job: str | None, count: int, home: Home, as_json: bool) -> None:
    """List the upcoming scheduled runs, of all jobs or of JOB."""
    query = {"count": str(count), **({"job": job} if job else {})}
    runs = Client.of_home(home).get_json("igor/api/next", **query)
    if as_json:
        print_json(runs)
        return
    now_ms = time.time() * 1000
    rows = [[local_time(run["at_ms"]), _until(run, now_ms), run["job"], run["spec"], _note(run)] for run in runs]
    print_table(["WHEN", "", "JOB", "SCHEDULE", ""], rows, empty="Nothing is scheduled.")


def _until(run: dict[str, Any], now_ms: float) -> str:
    if run["start_ms"] is None:
        return "not at all"
    return f"in {duration(max(0, run['start_ms'] - now_ms))}"


def _note(run: dict[str, Any]) -> str:
    return click.style("; ".join(filter(None, [run["parameters"], run["why"]])), dim=True)
