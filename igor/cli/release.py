"""``igor release``: job code alone, on the hosts of a site."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from igor.cli import exit_codes
from igor.cli.options import json_option
from igor.cli.output import ago, duration, print_json, print_table
from igor.cli.site_options import Place, jobs_of, progress_options, site_options
from igor.deploy.hosts.progress import Progress
from igor.model.errors import Invalid

if TYPE_CHECKING:
    from igor.deploy.hosts.releases import Released

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_SOURCE = click.Path(path_type=Path, exists=True)


@click.group()
def release() -> None:
    """Job code alone on hosts: build, deploy, list, go back. Nothing is restarted."""


@release.command()
@click.argument("folder", type=_FOLDER, default="seed-jobs")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The file, or the folder to put it in.")
def build(folder: Path, out: Path | None) -> None:
    """Make one file of job code.

    It is that of FOLDER (seed-jobs), and named by what is in it.
    """
    from igor.deploy.hosts import archive
    from igor.deploy.hosts.manifest import release_name

    files = archive.read_folder(folder, "seed-jobs/")
    name = f"release-{release_name(files)}.tar.gz"
    file = out / name if out and out.is_dir() else out or Path(name)
    file.write_bytes(archive.pack(files))
    click.echo(f"{click.style('✓', fg='green')} {file}  {len(files)} files")


@release.command()
@click.argument("source", type=_SOURCE, required=False)
@site_options
@json_option
@progress_options
def deploy(source: Path | None, place: Place, as_json: bool, progress: Progress) -> int:
    """Lay job code on the hosts and have it seeded.

    SOURCE: a folder, or a file of “igor release build”. Default: the folder that igor.yml names. Builds that run keep
    their release, the next ones start with this one. The exit code is the seed's result: 0 success, 3 unstable, 1
    failed.
    """
    from igor.cli.host_progress import JsonHostProgress
    from igor.deploy.hosts import releases
    from igor.deploy.hosts.session import open_session

    with _folder_of(source) as folder:
        target = place.light_target(lambda site: folder or jobs_of(site))
        with open_session(target, JsonHostProgress() if as_json else progress, "release") as session:
            return _tell(progress, releases.deploy(session))


@release.command()
@click.argument("wanted", required=False, default="", metavar="[RELEASE]")
@site_options
@progress_options
def rollback(wanted: str, place: Place, progress: Progress) -> int:
    """Go back to an earlier release.

    Without RELEASE: to the one before. The exit code is the seed's result.
    """
    from igor.deploy.hosts import releases
    from igor.deploy.hosts.session import open_session

    with open_session(place.light_target(), progress, "release") as session:
        return _tell(progress, releases.go_back(session, wanted))


@release.command("list")
@site_options
@json_option
def list_releases(place: Place, as_json: bool) -> None:
    """List the deploys to the hosts.

    Those of programs and of job code, the newest first.
    """
    from dataclasses import asdict

    from igor.cli.host_progress import QuietHostProgress
    from igor.deploy.hosts import lock, releases
    from igor.deploy.hosts.session import open_session

    with open_session(place.light_target(), QuietHostProgress(), "list") as session:
        records = lock.records(session)
    if as_json:
        print_json([asdict(each) for each in records])
        return
    now = releases.active(records)
    rows = [
        [
            "*" if each == now else "", each.id, ago(each.at_ms), each.who, each.kind, each.result,
            f"{each.igor} ({each.program})", each.release, duration(each.duration_ms),
        ]
        for each in reversed(records)
    ]  # fmt: skip
    print_table(["", "ID", "WHEN", "WHO", "WHAT", "RESULT", "IGOR", "RELEASE", "TOOK"], rows, empty="None so far.")


def _tell(progress: Progress, done: Released) -> int:
    failed = f"   not on {', '.join(done.failed)}: they take no builds" if done.failed else ""
    progress.note(f"release {done.record.release} is in use ({done.record.id}, seed {done.seed}){failed}")
    return exit_codes.OF_RESULT.get(done.seed, exit_codes.FAILED) or (exit_codes.FAILED if done.failed else 0)


@contextmanager
def _folder_of(source: Path | None) -> Iterator[Path | None]:
    """The folder of job code; that of a file is unpacked for as long as it is needed."""
    if source is None or source.is_dir():
        yield source
        return
    from igor.deploy.hosts import archive

    with tempfile.TemporaryDirectory() as name:
        for path, content in archive.unpack(source):
            target = Path(name) / path
            if ".." in target.parts or not path.startswith("seed-jobs/"):
                raise Invalid(f"{source} is no release: it holds {path}", hint="make one: igor release build")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield Path(name) / "seed-jobs"
