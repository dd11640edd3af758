"""Options of the commands that work on hosts: which inventory, which igor.yml, which bundle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from igor.cli.exit_codes import WrongUsage
from igor.cli.host_progress import OUTPUTS, choose
from igor.deploy.release import SOURCE
from igor.deploy.site.layers import FILE_NAME
from igor.deploy.site.load import Reading, placed, read_site

if TYPE_CHECKING:
    from igor.deploy.hosts.bundle import Bundle
    from igor.deploy.hosts.inventory import Inventory
    from igor.deploy.hosts.session import Target
    from igor.deploy.site.model import Site

_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, dir_okay=False)

_SITE = (
    click.option("-i", "--inventory", type=_PATH, help="The inventory of hosts, as Ansible reads it."),
    click.option("-e", "--env", metavar="NAME", help="Short for -i inventory/NAME beside igor.yml."),
    click.option("-f", "--file", "-c", "--config", "site_file", type=_FILE, help="The site's file. Default: igor.yml."),
    click.option("--bundle", "bundle_file", type=_FILE, help="Deploy this bundle instead of making one."),
)
_SHOWN = (
    click.option(
        "--output", type=click.Choice(OUTPUTS), default="auto", show_default=True, help="How progress is shown."
    ),
    click.option("-v", "--verbose", is_flag=True, help="Show every task."),
)


@dataclass(frozen=True, slots=True)
class Place:
    """What the options say, before anything is read."""

    inventory: Path | None
    env: str | None
    site_file: Path | None
    bundle_file: Path | None

    @property
    def is_hosts(self) -> bool:
        """Whether hosts are meant, not this machine alone."""
        return self.inventory is not None or self.env is not None

    def target(self, tell: Callable[[str], None]) -> Target:
        """Everything read and checked, the bundle made.

        Raises:
            WrongUsage: no inventory was named. IgorError: what is wrong with igor.yml, inventory or bundle.
        """
        return self._target(lambda site: self._bundle(site, tell))

    def light_target(self, jobs: Callable[[Site], Path] | None = None) -> Target:
        """The same for commands that install nothing; ``jobs``: the folder of job code, if they lay that."""
        from igor.deploy.hosts import bundle
        from igor.deploy.hosts.places import cache_folder

        return self._target(lambda site: bundle.of_jobs(jobs(site) if jobs else None, cache_folder()))

    def _target(self, bundle_of: Callable[[Site], Bundle]) -> Target:
        from igor.deploy.hosts import inventory as inventories
        from igor.deploy.hosts.session import Target
        from igor.deploy.site import written

        site_file = self.site_file or _nearest(FILE_NAME, self.inventory)
        reading = None if site_file is None else _reading(site_file)
        site = reading.site if reading else None
        path = self._inventory(site)
        inventory = inventories.load(path)
        site = placed(reading, inventory.groups) if reading else default_site(path, inventory)
        text = written.yaml_text(written.plain(site))
        return Target(site, site.folder / FILE_NAME, text, path, inventory, bundle_of(site))

    def _inventory(self, site: Site | None) -> Path:
        """The one that was named, else the one that igor.yml names."""
        if self.inventory is not None:
            return self.inventory
        folder = site.folder if site else Path()
        if self.env is not None:
            path = folder / "inventory" / self.env
            return path if path.exists() else next(folder.glob(f"inventory/{self.env}.y*ml"), path)
        if site is None or not site.path(site.deploy.inventory).exists():
            raise WrongUsage("no inventory is named", hint="-i INVENTORY, or -e NAME for inventory/NAME")
        return site.path(site.deploy.inventory)

    def _bundle(self, site: Site, tell: Callable[[str], None]) -> Bundle:
        from igor.deploy.hosts import bundle
        from igor.deploy.hosts.places import cache_folder

        if self.bundle_file:
            return bundle.unpack(self.bundle_file, cache_folder())
        return bundle.build(bundle_sources(site), cache_folder(), tell)


def bundle_sources(site: Site) -> Any:
    """What a bundle for the site is made of."""
    from igor.agents import zipapp
    from igor.deploy.hosts.bundle import Sources

    return Sources(zipapp.build(), jobs_of(site))


def jobs_of(site: Site) -> Path:
    """The site's folder of job code; the sample jobs where it names none and has none."""
    jobs = site.path(site.releases.jobs)
    return SOURCE / "seed-jobs" if site.releases.jobs == "seed-jobs" and not jobs.is_dir() else jobs


def _nearest(name: str, inventory: Path | None) -> Path | None:
    """In this folder or one above it, else beside the inventory."""
    here = Path.cwd()
    beside = [inventory.absolute().parent, inventory.absolute().parent.parent] if inventory else []
    return next((folder / name for folder in (here, *here.parents, *beside) if (folder / name).is_file()), None)


def _reading(site_file: Path) -> Reading:
    """What igor.yml says; its warnings go to stderr. Raises InvalidSite."""
    reading = read_site(site_file)
    reading.checked()
    for problem in reading.problems:
        click.echo(problem.text, err=True)
    return reading


def default_site(path: Path, inventory: Inventory) -> Site:
    """Where there is no igor.yml: a site of its first controller's name on which all sample jobs can run."""
    from igor.deploy.site.model import Site

    said: dict[str, Any] = {"url": f"https://{inventory.controllers[0]}/", "controller": {"executors": 1}}
    if inventory.groups.get("igor_monitors"):
        said["monitoring"] = {"kinds": ["nagios"]}
    return Site.model_validate(said).in_folder(path.absolute().parent)


def site_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``-i -e -f --bundle``; the command gets ``place``."""

    @wraps(function)
    def command(
        inventory: Path | None, env: str | None, site_file: Path | None, bundle_file: Path | None, **others: Any
    ) -> Any:
        if inventory is not None and env is not None:
            raise WrongUsage("-i and -e both name an inventory", hint="give one of them")
        return function(place=Place(inventory, env, site_file, bundle_file), **others)

    return _with(_SITE, command)


def progress_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--output -v``; the command gets ``progress``."""

    @wraps(function)
    def command(output: str, verbose: bool, **others: Any) -> Any:
        return function(progress=choose(output, verbose=verbose), **others)

    return _with(_SHOWN, command)


def _with(options: Any, command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(options):
        command = option(command)
    return command
