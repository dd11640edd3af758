"""The release of job code: laid on the hosts, then taken into use by a seed; a tiny build on the agents at the end."""

from __future__ import annotations

import json
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from igor.deploy.hosts.events import Failure, Outcome
from igor.deploy.hosts.session import Session
from igor.deploy.hosts.summary import failure_text
from igor.model.errors import IgorError

_SMOKE_TIMEOUT_S = 90
_BUSY_TIMEOUT_S = 15
_SEEDED = ("SUCCESS", "UNSTABLE")


class SeedFailed(IgorError):
    """The seed's result is neither success nor unstable: no job was changed."""


@dataclass(slots=True)
class Activated:
    """What became of it: hosts that were changed, agents that could not be given the release, the seed's result."""

    changed: set[str] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)
    seed: str = ""


def activate(session: Session, controllers: Sequence[str], agents: Sequence[str], silent: Set[str]) -> Activated:
    """Lay the release, keep agents that lack it from building it, seed, build on an agent of each group, tidy up.

    ``silent``: agents that were not reached or failed. Without controllers the release is laid on the agents alone.

    Raises:
        SeedFailed: the scripts are wrong. IgorError: another phase failed.
    """
    done = _lay(session, controllers, [*controllers, *agents])
    failed = {failure.host for failure in done.failures}
    reached = [agent for agent in agents if agent not in failed]
    _mark(session, reached, silent | failed)
    if controllers:
        done.seed = str(seed(session)["result"])
        smoke(session, _by_group(session, reached))
        if done.changed:
            _collect(session, [*controllers, *reached, *session.target.inventory.others])
    return done


def _lay(session: Session, controllers: Sequence[str], hosts: Sequence[str]) -> Activated:
    """On all of them; an agent that fails is told, a controller that fails ends it."""
    release = session.target.bundle.manifest.jobs
    session.progress.begin("release", f"laying {release} on {len(hosts)} hosts")
    outcome = session.run("release.yml", limit=hosts)
    if set(controllers) & set(outcome.failed_hosts):
        check(session, outcome)
    changed = {host for host, each in outcome.hosts.items() if each.changed}
    if outcome.failures:
        session.progress.fail(f"{', '.join(outcome.failed_hosts)} failed")
    else:
        session.progress.end(f"{release} on {len(hosts)} hosts" if changed else f"{release} is there")
    return Activated(changed, outcome.failures)


def _collect(session: Session, hosts: Sequence[str]) -> None:
    """Old releases and programs go, but for the newest few and those that running builds hold.

    A host that cannot be tidied now is tidied by the next deploy.
    """
    held = _ask(session, "held", {})["held"]
    session.progress.begin("tidy", "removing old releases")
    outcome = session.run("collect.yml", limit=hosts, extra={"igor_held": held})
    removed = {name for text in outcome.report("collected").values() for name in json.loads(text)["removed"]}
    session.progress.end(f"{len(removed)} old releases and programs removed" if removed else "nothing to remove")


def _mark(session: Session, agents: Sequence[str], silent: Set[str]) -> None:
    """No build of the release starts on an agent that has it not."""
    order = {"release": session.target.bundle.manifest.jobs, "without": sorted(silent), "with": list(agents)}
    told = _ask(session, "mark", order) if agents or silent else {"out": [], "back": []}
    if told["out"]:
        session.progress.warn(f"{', '.join(told['out'])} takes no builds until a deploy reaches it")
    if told["back"]:
        session.progress.note(f"{', '.join(told['back'])} takes builds again")


def seed(session: Session, release: str = "") -> dict[str, Any]:
    """Have the controller take a release into use, the target's if none is named. Raises SeedFailed."""
    session.progress.begin("seed", "running the seed job")
    told = _ask(session, "seed", {"release": release or session.target.bundle.manifest.jobs})
    if told["result"] not in _SEEDED:
        session.progress.fail(f"seed#{told['number']} {told['result']}")
        raise SeedFailed(
            "the seed job failed, so no job was changed, and the release of before stays in use:\n"
            + "\n".join(f"  | {line}" for line in told["errors"]),
            hint=f"correct the script and deploy again; the whole log: igor logs seed#{told['number']}",
        )
    session.progress.end(f"seed#{told['number']} {told['result']}{told['warning']}{told['summary']}")
    return told


def smoke(session: Session, groups: Sequence[Sequence[str]]) -> None:
    """Build a tiny job on an agent of each group, and the site's own. Raises IgorError: one did not succeed in time.

    Builds that run are not waited for: where all executors are taken it is said that nothing was built.
    """
    job = session.target.site.releases.smoke_job
    if not groups and not job:
        return
    session.progress.begin("smoke", "a tiny build on an agent of each group")
    limits = {"timeout_s": _SMOKE_TIMEOUT_S, "busy_s": _BUSY_TIMEOUT_S}
    results = _ask(session, "smoke", {"groups": [list(group) for group in groups], "job": job, **limits})["results"]
    by_kind: dict[str, list[str]] = {"SUCCESS": [], "BUSY": []}
    for name, result in results.items():
        by_kind.setdefault(result, []).append(name)
    ran, busy = by_kind.pop("SUCCESS"), by_kind.pop("BUSY")
    if wrong := [f"{name}: {result}" for result, names in by_kind.items() for name in names]:
        session.progress.fail("; ".join(wrong))
        raise IgorError(
            "\n  | ".join(["everything is deployed, but builds do not succeed:", *wrong]),
            hint="igor agents and igor queue say what is wrong; then deploy again",
        )
    session.progress.end(f"builds ran on {', '.join(ran)}" if ran else "no executor is free")
    if busy:
        session.progress.warn(f"{', '.join(busy)}: all executors are taken by builds, nothing more was tried there")


def _by_group(session: Session, agents: Sequence[str]) -> list[list[str]]:
    """The agents that were reached, in igor.yml's groups of agents; without groups that have none of them."""
    groups = session.target.inventory.groups
    found = []
    for said in session.target.site.agents.values():
        names = [name.strip() for name in said.hosts.split(",")]
        members = {host for name in names for host in groups.get(name, (name,))}
        found.append([host for host in agents if host in members])
    return [group for group in found if group]


def _ask(session: Session, order: str, arguments: dict[str, Any]) -> dict[str, Any]:
    told, outcome = session.ask(order, arguments)
    check(session, outcome)
    return told


def check(session: Session, outcome: Outcome) -> None:
    """Raises IgorError: a task failed, with host, task and what it said."""
    if outcome.failures:
        session.progress.fail(f"{', '.join(outcome.failed_hosts)} failed")
        raise IgorError(failure_text(outcome.failures), hint=f"the whole log: {session.ansible.log}")
