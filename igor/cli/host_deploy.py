"""``igor plan`` and ``igor deploy -i``: looking, asking, acting, and what is said at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from igor.cli import exit_codes
from igor.cli.exit_codes import WrongUsage
from igor.cli.host_progress import JsonHostProgress
from igor.cli.progress import emit
from igor.cli.site_options import Place
from igor.deploy.hosts import deployment, inventory, lock, looking, saved_plan
from igor.deploy.hosts.deployment import Deployed, Wish
from igor.deploy.hosts.phases import Rolling
from igor.deploy.hosts.plan import Plan
from igor.deploy.hosts.progress import Progress
from igor.deploy.hosts.saved_plan import Saved
from igor.deploy.hosts.session import Session, Target, open_session
from igor.deploy.hosts.summary import counts, plan_summary, took
from igor.jobdsl.render import render_files, render_json
from igor.model.errors import Conflict


@dataclass(frozen=True, slots=True)
class Choices:
    """What the command line says about a deploy. None: as igor.yml says."""

    limit: str = ""
    is_check: bool = False
    plan_file: Path | None = None
    is_agreed: bool = False
    serial: int | None = None
    canary: int | None = None
    max_fail: int | None = None
    breaks_lock: bool = False

    def rolling(self, target: Target) -> Rolling:
        said = target.site.deploy
        pairs = ((self.serial, said.serial), (self.canary, said.canary), (self.max_fail, said.max_fail))
        return Rolling(*(default if chosen is None else chosen for chosen, default in pairs))


def show_plan(place: Place, limit: str, progress: Progress) -> tuple[Plan, Saved]:
    """Look at the hosts and show what a deploy would change."""
    target = place.target(progress.note)
    with open_session(target, progress, "plan") as session:
        hosts = inventory.chosen(target.inventory, limit)
        facts, _ = looking.look(session, hosts)
        plan = looking.plan(session, hosts, facts, rendered)
        progress.show(plan)
        return plan, saved(target, plan, hosts)


def run(place: Place, choices: Choices, progress: Progress) -> int:
    """Deploy to hosts; the exit code."""
    known = saved_plan.read(choices.plan_file) if choices.plan_file else None
    target = place.target(progress.note)
    _check_version(target)
    if known:
        saved_plan.check_inputs(known, target.inputs())
    with open_session(target, progress, "deploy") as session:
        return deploy_with(session, choices, known)


def deploy_with(session: Session, choices: Choices, known: Saved | None, *, kind: str = "deploy", of: str = "") -> int:
    """Look, show and ask where that is to be, act, and tell; the exit code. ``kind``, ``of``: as in the record."""
    target = session.target
    hosts = known.limit if known else inventory.chosen(target.inventory, choices.limit)
    if choices.breaks_lock:
        lock.break_lock(session)
    facts, unreachable = looking.look(session, hosts)
    if known or choices.is_check or not choices.is_agreed:
        plan = looking.plan(session, hosts, facts, rendered)
        if known:
            saved_plan.check_changes(known, plan)
        else:
            session.progress.show(plan)
        if choices.is_check:
            return exit_codes.OK
        if not known and not choices.is_agreed:
            _agree(plan)
    wish = Wish(hosts, choices.rolling(target), kind, of)
    done = deployment.deploy(session, wish, facts, unreachable)
    return tell(session, done)


def _check_version(target: Target) -> None:
    """Raises Conflict: igor.yml wants another Igor."""
    wanted, found = target.site.versions.igor, target.bundle.manifest.igor
    if wanted not in (None, found):
        raise Conflict(
            f"igor.yml wants igor {wanted}, this is {found}", hint="deploy with that one, or change versions.igor"
        )


def _agree(plan: Plan) -> None:
    """Asks on a terminal; elsewhere whatever restarts something needs --yes."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        if not plan.is_empty:
            click.confirm("Deploy this?", abort=True)
        return
    if restarts := plan.restarts():
        units = ", ".join(f"{unit} on {host}" for host, unit in restarts)
        raise WrongUsage(f"this deploy restarts {units}", hint="look at the plan, then deploy again with --yes")


def tell(session: Session, done: Deployed) -> int:
    """The last lines, and the exit code: hosts that were left out are a failure."""
    target, made = session.target, done.record
    if isinstance(session.progress, JsonHostProgress):
        emit("done", url=target.site.url, **{**asdict(made), "site_file": ""})
        return exit_codes.FAILED if done.unreachable else exit_codes.OK
    numbers = counts(done.hosts, done.changed, set(done.unreachable))
    mark = click.style("!", fg="yellow") if done.unreachable else click.style("✓", fg="green")
    what = f"{target.site.name} is at {made.igor} ({made.program}), jobs {made.release}"
    session.progress.note(f"{mark} {what}   {numbers}   {took(made.duration_ms)}")
    session.progress.note(f"{target.site.url}   Take it back: igor rollback -i {target.inventory_file}")
    if done.unreachable:
        names = ", ".join(done.unreachable)
        session.progress.warn(f"not reached: {names}. Deploy again when they are back: what is done stays done.")
        return exit_codes.FAILED
    return exit_codes.OK


def saved(target: Target, plan: Plan, hosts: tuple[str, ...]) -> Saved:
    """The plan as it is kept in a file."""
    return saved_plan.saved(plan, target.inputs(), hosts, target.bundle.manifest.digest, plan_summary(plan))


def rendered(target: Target) -> Iterable[Mapping[str, Any]]:
    """The items that the job code makes, evaluated here: no controller runs yet."""
    folder = target.bundle.folder / "seed-jobs"
    files = sorted(folder.glob("jobs/**/*.groovy"))
    lib = folder / "lib"
    return render_json(render_files(files, folder, [lib] if lib.is_dir() else []))
