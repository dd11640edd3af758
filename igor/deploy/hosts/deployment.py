"""A deploy to hosts: phase after phase, with a way back for the controller and a record at the end."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from igor.deploy.hosts import bundle, lock, record
from igor.deploy.hosts.activation import activate
from igor.deploy.hosts.events import Failure, Outcome
from igor.deploy.hosts.lock import Lock
from igor.deploy.hosts.phases import Before, Rolling, batches, decide_after_failure, goes_on
from igor.deploy.hosts.places import site_folder
from igor.deploy.hosts.preflight import Facts, Problem
from igor.deploy.hosts.record import DONE, FAILED, REVERTED, Record
from igor.deploy.hosts.session import Session
from igor.deploy.hosts.summary import failure_text, hint_of, state_left
from igor.model.errors import IgorError


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command asks for. ``hosts``: those of ``--limit``, else all; ``kind`` and ``of``: as in the record."""

    hosts: tuple[str, ...]
    rolling: Rolling
    kind: str = "deploy"
    of: str = ""


@dataclass(slots=True)
class Deployed:
    """How it ended. ``unreachable``: hosts that were left out."""

    record: Record
    hosts: tuple[str, ...]
    changed: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    unreachable: tuple[str, ...] = ()


class DeployFailed(IgorError):
    """A phase failed; the text says where, and what runs now."""


def deploy(session: Session, wish: Wish, facts: dict[str, Facts], unreachable: Sequence[Problem]) -> Deployed:
    """Bring the hosts to what the target says.

    Raises:
        Conflict: another deploy is at work.
        DeployFailed: host, task, what it said, and the state left.
    """
    manifest = session.target.bundle.manifest
    with lock.held(
        session, f"{wish.kind} of {manifest.igor} ({manifest.digest}) to {session.target.site.name}"
    ) as taken:
        return _Deployment(session, wish, facts, tuple(each.host for each in unreachable), taken).run()


class _Deployment:
    def __init__(
        self, session: Session, wish: Wish, facts: dict[str, Facts], unreachable: tuple[str, ...], taken: Lock
    ) -> None:
        self.session = session
        self.progress = session.progress
        self.target = session.target
        self.wish = wish
        self.facts = facts
        self.left_out = set(unreachable)
        self.lock = taken
        self.begun_s = time.monotonic()
        self.begun_ms = int(time.time() * 1000)
        self.changed: set[str] = set()
        self.failures: list[Failure] = []
        self.state = {host: "as before" if fact.version else "without Igor" for host, fact in facts.items()}
        self.state |= dict.fromkeys(unreachable, "not reached")

    def run(self) -> Deployed:
        """The phases in order."""
        inventory = self.target.inventory
        controllers = self._of_wish(inventory.controllers)
        try:
            self._controllers(controllers)
            self._agents(self._of_wish(inventory.agents))
            self._apply("others", self._of_wish(inventory.others))
            self._activate(controllers)
        except KeyboardInterrupt:
            self.progress.fail("interrupted")
            self.progress.warn(f"{self._left()}. Safe to deploy again.")
            self._record(FAILED)
            raise
        except DeployFailed:
            raise
        except IgorError:
            self.progress.warn(f"{self._left()}. Safe to deploy again.")
            self._record(FAILED)
            raise
        result = FAILED if self.failures else DONE
        made = self._record(result)
        bundle.keep(self.target.bundle, site_folder(self.target.site_file) / "bundles")
        if self.failures:
            raise self._failed("some hosts were not deployed to")
        return Deployed(made, self.wish.hosts, self.changed, set(), tuple(sorted(self.left_out)))

    def _of_wish(self, hosts: Sequence[str]) -> list[str]:
        return [host for host in hosts if host in self.wish.hosts and host not in self.left_out]

    def _controllers(self, hosts: list[str]) -> None:
        if not hosts:
            return
        before = Before(self.facts[hosts[0]].version, self.target.bundle.manifest.program)
        if before.version and self.target.is_igor:
            self._back_up()
        outcome = self._apply_outcome("controller", hosts, "installing")
        if not outcome.failures and outcome.exit_code == 0:
            outcome = self._health(hosts, outcome)
        if outcome.failures:
            self._go_back(hosts, before, outcome)
        self.state |= dict.fromkeys(hosts, "new")

    def _back_up(self) -> None:
        self.progress.begin("backup", "backing up the controller")
        outcome = self._run_with_id("backup.yml")
        if outcome.failures:
            self.progress.fail("no backup, so nothing is changed")
            raise self._stop(outcome.failures, "the backup failed, so nothing was changed")
        told = json.loads(next(iter(outcome.report("backup").values())))
        self.progress.end(f"{told['backup'] or 'no store yet'} ({told['bytes'] / 1e6:.1f} MB)")

    def _health(self, hosts: Sequence[str], applied: Outcome) -> Outcome:
        """Only where something changed: a controller that nobody touched is as well as before."""
        if not self.changed & set(hosts):
            return applied
        self.progress.begin("health", "waiting until the controller is well")
        outcome = self.session.run("health.yml", limit=hosts)
        if outcome.failures:
            self.progress.fail("the controller is not well")
        else:
            self.progress.end("the controller answers")
        return outcome

    def _go_back(self, hosts: Sequence[str], before: Before, outcome: Outcome) -> None:
        """What ran before runs again, and the deploy ends."""
        is_reached = not set(hosts) & set(outcome.unreachable)
        if decide_after_failure(before, changed=is_reached) == "leave" or not self.target.is_igor:
            self.state |= dict.fromkeys(hosts, "incomplete")
            raise self._stop(outcome.failures, "the controller could not be deployed")
        self.progress.begin("go back", f"to version {before.version}")
        reverted = self._run_with_id("revert.yml")
        well = self.session.run("health.yml", limit=hosts) if not reverted.failures else reverted
        if well.failures:
            self.progress.fail("the old version does not run either")
            self.state |= dict.fromkeys(hosts, "not well")
            raise self._stop([*outcome.failures, *well.failures], "the controller failed, and so did going back")
        told = json.loads(next(iter(reverted.report("revert").values())))
        self.progress.end(f"version {told['version']} runs again, its store {told['store']}")
        self.state |= dict.fromkeys(hosts, "old")
        said = [Failure(hosts[0], "igor-controller.service", tuple(told["said"]))] if told["said"] else []
        raise self._stop([*outcome.failures, *said], f"version {told['version']} runs again", REVERTED)

    def _agents(self, hosts: Sequence[str]) -> None:
        """Batch after batch, while no more have failed than may; those that are not reached are left out."""
        failed: set[str] = set()
        fresh = {host for host in hosts if not self.facts[host].version}
        found = batches(hosts, self.wish.rolling, fresh)
        for index, batch in enumerate(found):
            name = "agents" if len(found) == 1 else f"agents {index + 1}/{len(found)}"
            silent, broken = self._apply(name, batch)
            self.left_out |= silent
            failed |= broken
            if not goes_on(failed, self.wish.rolling, index) and index + 1 < len(found):
                raise self._stop(self.failures, f"{len(failed)} of {len(hosts)} agents failed: the rest was left alone")
        self.left_out |= failed

    def _apply(self, phase: str, hosts: Sequence[str]) -> tuple[set[str], set[str]]:
        """``site.yml`` on hosts of which some may fail: those that were not reached, and those that failed."""
        if not hosts:
            return set(), set()
        outcome = self._apply_outcome(phase, hosts, "deploying to")
        failed = set(outcome.failed_hosts)
        gone = set(outcome.unreachable)
        self.failures += outcome.failures
        self.state |= {host: "new" for host in hosts if host not in failed}
        self.state |= {host: "not reached" if host in gone else "incomplete" for host in failed}
        return gone, failed - gone

    def _apply_outcome(self, phase: str, hosts: Sequence[str], doing: str) -> Outcome:
        self.progress.begin(phase, f"{doing} {', '.join(hosts)}")
        outcome = self.session.run("site.yml", limit=hosts, extra={"igor_deploy_id": self.lock.deploy_id})
        self.changed |= {host for host, each in outcome.hosts.items() if each.changed}
        ok = sum(each.ok for each in outcome.hosts.values())
        changed = sum(each.changed for each in outcome.hosts.values())
        if outcome.failures:
            self.progress.fail(f"{', '.join(outcome.failed_hosts)} failed")
        else:
            self.progress.end(f"{', '.join(hosts)}: {ok} ok, {changed} changed")
        return outcome

    def _activate(self, controllers: Sequence[str]) -> None:
        """Job code, seed, smoke: where a controller is among the hosts that were asked for."""
        if self.target.is_igor:
            agents = self._of_wish(self.target.inventory.agents)
            silent = self.left_out & set(self.target.inventory.agents)
            done = activate(self.session, controllers, agents, silent)
            self.changed |= done.changed
            self.failures += done.failures

    def _run_with_id(self, playbook: str) -> Outcome:
        return self.session.run(playbook, extra={"igor_deploy_id": self.lock.deploy_id})

    def _stop(self, failures: Sequence[Failure], what: str, result: str = FAILED) -> DeployFailed:
        self.failures = list(failures)
        self._record(result)
        return self._failed(what)

    def _failed(self, what: str) -> DeployFailed:
        hint = hint_of(self.failures)
        text = f"{what}\n{failure_text(self.failures)}\nState: {self._left()}. Safe to deploy again."
        return DeployFailed(text, hint=f"{hint + '; ' if hint else ''}the whole log: {self.session.ansible.log}")

    def _left(self) -> str:
        return state_left(self.wish.hosts, self.state)

    def _record(self, result: str) -> Record:
        manifest = self.target.bundle.manifest
        made = Record(
            id=self.lock.deploy_id, at_ms=self.begun_ms, who=lock.whoami(), kind=self.wish.kind, result=result,
            bundle=manifest.digest, program=manifest.program, agent=manifest.agent, release=manifest.jobs,
            igor=manifest.igor, duration_ms=int((time.monotonic() - self.begun_s) * 1000),
            changed=tuple(sorted(self.changed)), failed=tuple(sorted({each.host for each in self.failures})),
            unreachable=tuple(sorted(self.left_out)), site_file=self.target.site_text, of=self.wish.of,
        )  # fmt: skip
        record.save(made, site_folder(self.target.site_file) / "deploys")
        lock.keep(self.session, made)
        return made
