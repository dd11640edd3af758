"""``igor jobs``: every job, folders included, with its last build."""

from __future__ import annotations

from typing import Any

import click

from igor.cli.client import Client
from igor.cli.job_names import job_tree, walk_jobs
from igor.cli.options import home_option, json_option
from igor.cli.output import ago, print_json, print_table, result_word
from igor.model.home import Home

_LEAF = "fullName,name,color,_class,lastBuild[number,result,timestamp]"


def list_jobs(client: Client) -> list[dict[str, Any]]:
    """All jobs as ``{"fullName", "color", "lastBuild": {"number", "result", "timestamp"} | None}``, by name."""
    found = walk_jobs(client.get_json("api/json", tree=job_tree(_LEAF))["jobs"])
    return sorted(found, key=lambda job: str(job["fullName"]).lower())


@click.command()
@home_option
@json_option
def jobs(home: Home, as_json: bool) -> None:
    """List the jobs with their last results."""
    found = list_jobs(Client.of_home(home))
    if as_json:
        print_json([_public(job) for job in found])
        return
    print_table(
        ["JOB", "LAST", "RESULT", "WHEN"],
        [_row(job) for job in found],
        empty="No jobs yet. “igor deploy” seeds those of seed-jobs/.",
    )


def _public(job: dict[str, Any]) -> dict[str, Any]:
    last = job["lastBuild"]
    return {
        "fullName": job["fullName"],
        "color": job["color"],
        "lastBuild": last and {"number": last["number"], "result": last["result"]},
    }


def _row(job: dict[str, Any]) -> list[str]:
    last = job["lastBuild"]
    if not last:
        word = "disabled" if job["color"].startswith("disabled") else "never built"
        return [job["fullName"], "", click.style(word, dim=True), ""]
    return [job["fullName"], f"#{last['number']}", result_word(last["result"]), ago(last["timestamp"])]
