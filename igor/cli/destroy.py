"""``igor destroy``: what deploys made of hosts is taken away again."""

from __future__ import annotations

import json
import sys

import click

from igor.cli import exit_codes
from igor.cli.exit_codes import WrongUsage
from igor.cli.site_options import Place, progress_options, site_options
from igor.deploy.hosts.progress import Progress


@click.command()
@site_options
@click.option("--limit", default="", metavar="HOSTS", help="Only these hosts or groups, with commas.")
@click.option("--purge", is_flag=True, help="The data too: jobs, builds, logs, backups, users.")
@click.option("--yes", "is_agreed", is_flag=True, help="Do not ask for the site's name.")
@progress_options
def destroy(place: Place, limit: str, purge: bool, is_agreed: bool, progress: Progress) -> int:
    """Stop and remove what deploys made on hosts: services, programs, settings.

    The data stays, unless --purge is given, and so do packages. Asks for the site's name.
    """
    from igor.deploy.hosts import inventory, lock
    from igor.deploy.hosts.session import open_session
    from igor.deploy.hosts.summary import failure_text

    target = place.light_target()
    hosts = inventory.chosen(target.inventory, limit)
    if not is_agreed:
        _ask(target.site.name, hosts, purge)
    with open_session(target, progress, "destroy") as session, lock.held(session, "destroy"):
        progress.begin("destroy", f"taking Igor from {', '.join(hosts)}")
        outcome = session.run("destroy.yml", limit=hosts, extra={"igor_purge": purge})
        if outcome.failures:
            progress.fail(f"{', '.join(outcome.failed_hosts)} failed")
            click.echo(failure_text(outcome.failures), err=True)
            return exit_codes.FAILED
        progress.end(f"{len(hosts)} hosts")
    for host, text in sorted(outcome.report("destroyed").items()):
        told = json.loads(text)
        kept = f"; its data stays: {', '.join(told['kept'])}" if told["kept"] else ""
        progress.note(f"{host}: {len(told['removed'])} files and folders removed{kept}")
    return exit_codes.OK


def _ask(name: str, hosts: tuple[str, ...], purge: bool) -> None:
    """By the site's name, as nobody types that by mistake."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUsage("nobody is there to agree to this", hint="run it again with --yes")
    what = "Igor and all its data" if purge else "Igor"
    click.echo(f"This takes {what} from {', '.join(hosts)}.")
    if click.prompt("The site's name", default="", show_default=False) != name:
        raise WrongUsage(f"that is not “{name}”: nothing was changed")
