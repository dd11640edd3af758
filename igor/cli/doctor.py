"""``igor doctor``: what is wrong here, on the hosts of a site, and with its security."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from igor.cli import doctor_report
from igor.cli.address import address_of
from igor.cli.exit_codes import Unreachable, WrongUsage
from igor.cli.options import home_option, json_option
from igor.deploy.doctor import finding
from igor.deploy.doctor.controller import Asked
from igor.deploy.doctor.finding import Finding
from igor.model.home import Home

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@home_option
@click.option("-c", "--config", type=_FILE, help="The site's file; igor.yml of this folder when there is one.")
@click.option("--remote", is_flag=True, help="Look at the hosts of the inventory instead, over Ansible.")
@click.option("-i", "--inventory", type=click.Path(path_type=Path), help="The inventory for --remote.")
@click.option(
    "--backups", type=click.Path(path_type=Path), default=Path("/var/backups/igor"), help="Where backups lie."
)
@click.option("--security", is_flag=True, help="Compare how open the controller is with how it was.")
@click.option("--baseline", type=_FILE, help="The recorded state for --security; by default one for each controller.")
@click.option("--accept", is_flag=True, help="With --security: record the present state, looser or not.")
@click.option("--bundle", type=_FILE, help="Write all that was found into FILE (.tar.gz), without secrets.")
@click.option("-v", "--verbose", is_flag=True, help="Show what is well, too, a line each.")
@json_option
def doctor(
    home: Home,
    config: Path | None,
    remote: bool,
    inventory: Path | None,
    backups: Path,
    security: bool,
    baseline: Path | None,
    accept: bool,
    bundle: Path | None,
    verbose: bool,
    as_json: bool,
) -> int:
    """Find what is wrong, and say how to fix it.

    Exit code 0: nothing, or warnings only; 1: a problem.
    """
    if remote != (inventory is not None) or (accept or baseline) and not security:
        raise WrongUsage(
            "--remote and -i INVENTORY go together, --baseline and --accept with --security", hint="igor doctor --help"
        )
    if inventory is not None:
        findings, facts = _hosts(inventory)
    elif security:
        findings, facts = _security(home, baseline, accept)
    else:
        findings, facts = _here(home, config, backups)
    report = {"findings": [asdict(each) for each in findings], "facts": facts}
    if bundle is not None:
        _write_bundle(bundle, report, home, config)
    doctor_report.show(findings, report, as_json=as_json, verbose=verbose, bundle=bundle)
    return finding.exit_code(findings)


def _here(home: Home, config: Path | None, backups: Path) -> tuple[list[Finding], dict[str, Any]]:
    """The control machine, its igor.yml, and the controller that it knows."""
    from igor.deploy.doctor import controller, judge, machine

    asked = _asked(home)
    facts = {"machine": machine.look(home, backups, os.environ)}
    facts["controller"] = controller.look(asked, os.environ) if asked else {}
    found = [*judge.machine(facts["machine"]), *_site(config), *judge.controller(facts["controller"])]
    return found, facts


def _asked(home: Home) -> Asked | None:
    try:
        address = address_of(home)
    except Unreachable:
        return None
    return Asked(address.url, address.user, address.token)


def _site(config: Path | None) -> list[Finding]:
    from igor.deploy.doctor import judge

    file = config or Path("igor.yml")
    if config is None and not file.exists():
        return []
    from igor.deploy.site.load import load_site
    from igor.deploy.site.problems import InvalidSite

    try:
        load_site(file)
    except InvalidSite as error:
        return judge.igor_yml(str(file), [(each.severity, each.text, each.hint) for each in error.problems])
    return judge.igor_yml(str(file), [])


def _hosts(inventory_file: Path) -> tuple[list[Finding], dict[str, Any]]:
    from igor.deploy.doctor import hosts
    from igor.deploy.hosts import inventory, places
    from igor.deploy.hosts.playbooks import Ansible

    site = inventory.load(inventory_file)
    ansible = Ansible(doctor_report.playbooks(), (inventory_file,), places.log_folder() / "doctor.log")
    outcome = ansible.run("doctor.yml", lambda event: None)
    facts = hosts.facts_of(outcome)
    return hosts.judge(facts, site, hosts.failures_of(outcome)), {"hosts": facts}


def _security(home: Home, baseline: Path | None, accept: bool) -> tuple[list[Finding], dict[str, Any]]:
    """What is looser than in the record ends with a problem and leaves the record; all else renews it."""
    from igor.deploy.doctor import posture, posture_look

    address = address_of(home)
    asked = Asked(address.url, address.user, address.token)
    now = posture_look.look(asked, None if os.environ.get("IGOR_URL") else home)
    record = baseline or doctor_report.record_of(address.url)
    before = doctor_report.read_record(record)
    loosened = [] if before is None or accept else posture.compare(before, now)
    if not loosened:
        doctor_report.write_record(record, now)
    note = "recorded" if before is None or accept else "compared with"
    return [*posture.judge(now), *loosened, finding.ok("record", f"{note} {record}")], {
        "posture": now,
        "before": before,
    }


def _write_bundle(target: Path, report: dict[str, Any], home: Home, config: Path | None) -> None:
    from igor.deploy.doctor import bundle
    from igor.deploy.hosts.redaction import Redactor

    texts = bundle.contents(report, home, config or Path("igor.yml"))
    bundle.write(target, texts, Redactor(bundle.known_secrets(home, os.environ)))
    print(f"written: {target}", file=sys.stderr)
