"""``igor bundle``: everything that hosts need as one file."""

from __future__ import annotations

from pathlib import Path

import click

from igor.cli.options import json_option
from igor.cli.output import print_json, print_table
from igor.deploy.release import SOURCE


@click.group(invoke_without_command=True)
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), help="The file, or the folder to put it in.")
@click.option(
    "--jobs",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=SOURCE / "seed-jobs",
    help="The folder of job code. Default: seed-jobs of the checkout.",
)
@click.option("--deb", "debs", multiple=True, metavar="PACKAGE", help="Take a Debian package along; may be repeated.")
@click.pass_context
def bundle(ctx: click.Context, file: Path | None, jobs: Path, debs: tuple[str, ...]) -> None:
    """Make one file of all that hosts need, so that they need no network.

    It is named by what is in it: the same checkout makes the same name. “igor deploy --bundle FILE” deploys it.
    """
    if ctx.invoked_subcommand is None:
        _make(file or Path(), jobs, debs)


@bundle.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
def show(file: Path, as_json: bool) -> None:
    """Show what a bundle holds."""
    from dataclasses import asdict

    from igor.deploy.hosts.bundle import show as manifest_of

    found = manifest_of(file)
    if as_json:
        print_json(asdict(found))
        return
    rows = [
        ["digest", found.digest],
        ["Igor", f"{found.igor} (program {found.program}, agent {found.agent})"],
        ["hosts", f"Python {found.python} on controllers, {found.platform}"],
        ["jobs", f"release {found.jobs}"],
        ["files", str(len(found.files))],
    ]
    print_table(["", ""], rows, empty="")
    for path in found.files:
        if path.startswith(("wheels/", "debs/")):
            click.echo(f"  {path}")


def _make(target: Path, jobs: Path, debs: tuple[str, ...]) -> None:
    import shutil

    from igor.agents import zipapp
    from igor.deploy.hosts import debian
    from igor.deploy.hosts.bundle import Sources, build
    from igor.deploy.hosts.places import cache_folder

    packages = debian.packages(debs) if debs else {}
    made = build(Sources(zipapp.build(), jobs, debs=packages), cache_folder(), lambda text: click.echo(text, err=True))
    file = target / made.manifest.file_name if target.is_dir() else target
    shutil.copyfile(made.file, file)
    click.echo(f"{click.style('✓', fg='green')} {file}  {file.stat().st_size / 1024 / 1024:.1f} MiB")
