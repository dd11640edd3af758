"""``igor seed``: Job DSL scripts without and with a controller."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click
from msgspec import to_builtins

from igor.cli import exit_codes
from igor.cli.exit_codes import WrongUsage
from igor.cli.options import home_option, json_option
from igor.cli.seed_scripts import Scripts, evaluate_for, evaluate_here, script_options
from igor.jobdsl.render import render_json
from igor.model.home import Home

if TYPE_CHECKING:
    from igor.cli.client import Client
    from igor.jobdsl.session import SeedResult

_SEED = click.option(
    "--seed", "seed_job", default="seed", show_default=True, help="The seed job that owns what the scripts make."
)


@click.group()
def seed() -> None:
    """Render Job DSL scripts, plan what they would change, apply it."""


@seed.command()
@script_options
@json_option
def render(scripts: Scripts, as_json: bool) -> None:
    """Print the items that FILES make, without any controller.

    Folders come first, then jobs and views, in processing order.
    """
    result = evaluate_here(scripts)
    if as_json:
        _print_json(render_json(result))
        return
    for item in result.items:
        click.echo(click.style(f"# {item.kind} {item.full_name} ({item.class_name})", bold=True))
        click.echo(item.xml, nl=not item.xml.endswith("\n"))


@seed.command()
@script_options
@_SEED
@click.option("--detailed-exitcode", is_flag=True, help="Exit with 2 when something would change.")
@home_option
@json_option
def plan(scripts: Scripts, seed_job: str, detailed_exitcode: bool, home: Home, as_json: bool) -> int:
    """Show as a diff what FILES would change on the controller.

    Nothing is changed. What the seed job generates now and FILES do not would be removed, as its removal actions say.
    """
    from igor.cli import seed_plan

    client, result = _evaluated(scripts, seed_job, home)
    made = client.post_json("igor/api/seed/plan", _body(seed_job, result))
    if as_json:
        _print_json(seed_plan.with_diffs(made))
    else:
        _show(made)
    return exit_codes.CHANGES_PENDING if detailed_exitcode and seed_plan.changes_of(made) else exit_codes.OK


@seed.command()
@script_options
@_SEED
@click.option("--yes", is_flag=True, help="Do not ask.")
@home_option
@json_option
def apply(scripts: Scripts, seed_job: str, yes: bool, home: Home, as_json: bool) -> int:
    """Show the plan for FILES, ask, and carry it out.

    All or nothing. A seed job that does not exist is made. Exits with 3 when plugins are missing.
    """
    from igor.cli import seed_plan

    client, result = _evaluated(scripts, seed_job, home)
    body = _body(seed_job, result)
    made = client.post_json("igor/api/seed/plan", body)
    if not as_json:
        _show(made)
    if seed_plan.changes_of(made) and not yes:
        _ask()
    done = client.post_json("igor/api/seed/apply", {**body, "digest": made["digest"]})
    if as_json:
        _print_json(done)
    else:
        click.echo(f"{click.style('✓', fg='green')} {done['summary']}")
    return exit_codes.UNSTABLE if result.missing_plugins else exit_codes.OK


@seed.command()
@home_option
@json_option
def orphans(home: Home, as_json: bool) -> None:
    """List generated items that no script makes any more.

    Their seed job is gone, or its scripts dropped them while its removal action was to ignore them.
    """
    from igor.cli.client import Client
    from igor.cli.output import print_table

    found = Client.of_home(home).get_json("igor/api/seed/orphans")
    if as_json:
        _print_json(found)
        return
    rows = [[each["full_name"], each["kind"].replace("_", " "), each["seed"], each["why"]] for each in found]
    print_table(["NAME", "KIND", "SEED", "WHY"], rows, empty="Every generated item is still made by its seed job.")
    if found:
        click.echo("\nKeep: igor seed adopt --seed JOB NAME, or --release NAME. Delete: on the item's page.", err=True)


@seed.command()
@click.argument("items", nargs=-1, required=True)
@click.option("--seed", "seed_job", metavar="JOB", help="The seed job that gets them.")
@click.option("--release", is_flag=True, help="Give them to nobody: no seed changes or removes them then.")
@home_option
@json_option
def adopt(items: tuple[str, ...], seed_job: str | None, release: bool, home: Home, as_json: bool) -> None:
    """Give ITEMS to a seed job, or to nobody.

    ITEMS are full names of jobs, folders and views, made by hand or by another seed. The seed's next run changes them
    as its scripts say; those that its scripts do not make stay as they are.
    """
    from igor.cli.client import Client

    if bool(seed_job) == release:
        raise WrongUsage("adopt needs one of --seed JOB and --release", hint="--seed seed is the one of igor deploy")
    done = Client.of_home(home).post_json("igor/api/seed/adopt", {"items": items, "seed": seed_job})
    if as_json:
        _print_json(done)
        return
    for each in done:
        before = f"before: {each['before']}" if each["before"] else "made by hand"
        click.echo(f"{each['kind'].replace('_', ' ')} {each['full_name']} → {each['seed'] or 'nobody'}  ({before})")


def _evaluated(scripts: Scripts, seed_job: str, home: Home) -> tuple[Client, SeedResult]:
    from igor.cli.client import Client

    client = Client.of_home(home)
    return client, evaluate_for(scripts, client, seed_job)


def _body(seed_job: str, result: SeedResult) -> dict[str, Any]:
    fields = ("items", "config_files", "user_content", "queued")
    known = to_builtins(result)
    return {"seed": seed_job, **{name: known[name] for name in fields}}


def _show(made: dict[str, Any]) -> None:
    from igor.cli import seed_plan

    for warning in made["warnings"]:
        click.echo(f"Warning: {warning}", err=True)
    for line in seed_plan.plan_lines(made):
        click.echo(line)


def _ask() -> None:
    if not sys.stdin.isatty():
        raise WrongUsage("nobody is there to agree to the plan", hint="look at it, then run it again with --yes")
    click.confirm("Apply these changes?", abort=True)


def _print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
