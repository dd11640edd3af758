"""``igor plan``: what a deploy would change on hosts and of jobs; nothing is changed."""

from __future__ import annotations

from pathlib import Path

import click

from igor.cli import exit_codes
from igor.cli.options import json_option
from igor.cli.site_options import Place, progress_options, site_options
from igor.deploy.hosts.progress import Progress


@click.command()
@site_options
@click.option("--limit", default="", metavar="HOSTS", help="Only these hosts or groups, with commas.")
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="Keep the plan in a file.")
@click.option("--detailed-exitcode", is_flag=True, help="Exit with 2 when something would change.")
@json_option
@progress_options
def plan(place: Place, limit: str, out: Path | None, detailed_exitcode: bool, as_json: bool, progress: Progress) -> int:
    """Show what a deploy would change on each host and of the jobs, and what would restart.

    “igor deploy --plan FILE” does exactly what was shown, or refuses.
    """
    from igor.cli.host_deploy import show_plan
    from igor.cli.host_progress import QuietHostProgress, plan_data
    from igor.cli.output import print_json
    from igor.deploy.hosts import saved_plan

    progress = QuietHostProgress() if as_json else progress
    made, kept = show_plan(place, limit, progress)
    if as_json:
        print_json(plan_data(made))
    if out:
        saved_plan.write(out, kept)
        progress.note(f"saved: {out}   Next: igor deploy -i INVENTORY --plan {out}")
    return exit_codes.CHANGES_PENDING if detailed_exitcode and not made.is_empty else exit_codes.OK
