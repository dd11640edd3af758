"""Looking before acting: preflight, and the plan out of a run in check mode."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from igor.deploy.hosts import plan as plans
from igor.deploy.hosts import preflight
from igor.deploy.hosts.plan import JobChange, Plan
from igor.deploy.hosts.preflight import Facts, Problem, Wanted
from igor.deploy.hosts.session import UNIT, Session, Target
from igor.deploy.hosts.summary import failure_text, problems_text
from igor.model.errors import IgorError

#: Renders the scripts of a folder without a controller: ``[{"kind", "name"}]``.
Render = Callable[[Target], Iterable[Mapping[str, Any]]]


def look(session: Session, hosts: Sequence[str]) -> tuple[dict[str, Facts], list[Problem]]:
    """Preflight: what the hosts are like, and who of them is not reached.

    Raises:
        IgorError: every problem that is in the way, at once.
    """
    session.progress.begin("preflight", f"looking at {len(hosts)} hosts")
    outcome = session.run("preflight.yml", limit=hosts)
    found = preflight.problems(outcome, session.target.inventory, _wanted(session.target))
    blocking = preflight.blocking(found, session.target.inventory)
    if blocking:
        session.progress.fail(f"{len(blocking)} problem{'s' if len(blocking) > 1 else ''}")
        raise IgorError(problems_text(found), hint="nothing was changed; correct these and deploy again")
    facts = preflight.facts_of(outcome)
    unreachable = [each for each in found if each.is_unreachable]
    skew = preflight.most_skewed_ms(facts)
    clocks = f"clocks within {skew} ms" if skew else "clocks agree"
    session.progress.end(f"{len(facts)}/{len(hosts)} hosts reachable, {clocks}, disks and ports ok")
    for each in unreachable:
        session.progress.warn(f"{each.host} {each.what}. It is left out.")
    return facts, unreachable


def _wanted(target: Target) -> Wanted:
    site = target.site
    ports: dict[int, tuple[str, ...]] = {site.controller.port: (UNIT, "jenkins.service")}
    if site.proxy.enabled:
        ports |= {port: ("nginx.service",) for port in (site.url.port, site.proxy.http_port) if port}
    return Wanted(target.bundle.manifest.python, platform.machine(), ports)


def plan(session: Session, hosts: Sequence[str], facts: Mapping[str, Facts], render: Render) -> Plan:
    """What a deploy would change on the hosts that answer, and of the jobs.

    Raises:
        IgorError: a role cannot be run in check mode, with host, task and what it said.
    """
    reached = [host for host in hosts if host in facts]
    session.progress.begin("plan", "comparing hosts with igor.yml")
    outcome = session.run("site.yml", limit=reached, check=True)
    if outcome.failures:
        session.progress.fail(f"{len(outcome.failures)} tasks failed")
        raise IgorError(failure_text(outcome.failures), hint=f"the whole log: {session.ansible.log}")
    versions = {host: each.version for host, each in facts.items()}
    jobs = _jobs(session, versions, reached, render)
    silent = tuple(host for host in hosts if host not in facts)
    made = Plan(tuple(hosts), plans.changes_of(outcome), jobs, versions, silent)
    session.progress.end(f"{len(made.changes)} changes on hosts, {len(jobs)} of jobs")
    return made


def _jobs(
    session: Session, versions: Mapping[str, str], reached: Sequence[str], render: Render
) -> tuple[JobChange, ...]:
    controllers = [host for host in session.target.inventory.controllers if host in reached]
    if not controllers or not session.target.is_igor:
        return ()
    if not versions[controllers[0]]:
        return plans.new_jobs(render(session.target))
    outcome = session.run("jobs.yml")
    if outcome.failures:
        raise IgorError(failure_text(outcome.failures), hint=f"the whole log: {session.ansible.log}")
    return plans.job_changes(json.loads(next(iter(outcome.report("jobs").values()))))
