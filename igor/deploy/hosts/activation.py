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
    """Lay the release, keep agents that lack it from building it, seed, build on one agent of each group, tidy up.

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
        smoke(session, _one_of_each_group(session, reached))
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


def smoke(session: Session, agents: Sequence[str]) -> None:
    """Build a tiny job on agents, and the site's own. Raises IgorError: one did not succeed, or not in time."""
    job = session.target.site.releases.smoke_job
    if not agents and not job:
        return
    session.progress.begin("smoke", f"a tiny build on {', '.join(agents)}")
    told = _ask(session, "smoke", {"agents": list(agents), "job": job, "timeout_s": _SMOKE_TIMEOUT_S})
    wrong = {name: result for name, result in told["results"].items() if result != "SUCCESS"}
    if wrong:
        session.progress.fail("; ".join(f"{name}: {result}" for name, result in wrong.items()))
        lines = "\n".join(f"  | {name}: {result}" for name, result in wrong.items())
        raise IgorError(
            f"everything is deployed, but builds do not succeed:\n{lines}",
            hint="igor agents and igor queue say what is wrong; then deploy again",
        )
    session.progress.end(f"builds ran on {', '.join(told['results'])}")


def _one_of_each_group(session: Session, agents: Sequence[str]) -> list[str]:
    """One agent of each of igor.yml's groups of agents, of those that were reached."""
    groups = session.target.inventory.groups
    chosen = []
    for said in session.target.site.agents.values():
        names = [name.strip() for name in said.hosts.split(",")]
        members = {host for name in names for host in groups.get(name, (name,))}
        chosen += [host for host in agents if host in members][:1]
    return list(dict.fromkeys(chosen))


def _ask(session: Session, order: str, arguments: dict[str, Any]) -> dict[str, Any]:
    told, outcome = session.ask(order, arguments)
    check(session, outcome)
    return told


def check(session: Session, outcome: Outcome) -> None:
    """Raises IgorError: a task failed, with host, task and what it said."""
    if outcome.failures:
        session.progress.fail(f"{', '.join(outcome.failed_hosts)} failed")
        raise IgorError(failure_text(outcome.failures), hint=f"the whole log: {session.ansible.log}")
