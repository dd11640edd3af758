"""Releases of job code on hosts: laid beside the others, taken into use by the seed, gone back to by another seed.

No process is restarted, and a build that runs keeps the release with which it began.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from igor.deploy.hosts import lock, record
from igor.deploy.hosts.activation import Activated, activate, seed
from igor.deploy.hosts.lock import Lock
from igor.deploy.hosts.places import site_folder
from igor.deploy.hosts.record import DONE, FAILED, Record
from igor.deploy.hosts.session import Session
from igor.deploy.hosts.summary import failure_text
from igor.model.errors import Conflict, IgorError


@dataclass(frozen=True, slots=True)
class Released:
    """``seed``: the seed's result; ``failed``: agents that could not be given the release."""

    record: Record
    seed: str
    failed: tuple[str, ...] = ()


def deploy(session: Session) -> Released:
    """Lay the target's job code on controllers and agents, and have it seeded.

    Raises:
        Conflict: another deploy is at work, or nothing was deployed yet.
        SeedFailed: the scripts are wrong; no job was changed. IgorError: the controller could not be given it.
    """
    inventory, release = session.target.inventory, session.target.bundle.manifest.jobs
    with lock.held(session, f"release {release} to {session.target.site.name}") as taken:
        begun_ms, last = _now_ms(), _last(taken.records)
        try:
            done = activate(session, inventory.controllers, inventory.agents, frozenset())
        except IgorError:
            _keep(session, taken, last, release, FAILED, begun_ms)
            raise
        made = _keep(session, taken, last, release, DONE, begun_ms)
        _tell(session, done)
        return Released(made, done.seed, tuple(sorted({failure.host for failure in done.failures})))


def go_back(session: Session, wanted: str) -> Released:
    """Have an earlier release seeded, which the hosts still have.

    Raises:
        NotFound: there is none. SeedFailed, IgorError: the controller has it no more, or refuses it.
    """
    with lock.held(session, f"release rollback of {session.target.site.name}") as taken:
        begun_ms, last = _now_ms(), _last(taken.records)
        earlier = record.to_go_back_to(taken.records, wanted, releases_only=True)
        session.progress.note(f"going back to release {earlier.release} of {earlier.id}")
        told = seed(session, earlier.release)
        made = _keep(session, taken, last, earlier.release, DONE, begun_ms, of=earlier.id)
        return Released(made, str(told["result"]))


def active(records: Sequence[Record]) -> Record | None:
    """The deploy that says what is in use now."""
    done = [each for each in records if each.result == DONE]
    return done[-1] if done else None


def _last(records: Sequence[Record]) -> Record:
    if (last := active(records)) is None:
        raise Conflict("no deploy to these hosts has succeeded yet", hint="igor deploy -i INVENTORY comes first")
    return last


def _keep(
    session: Session, taken: Lock, last: Record, release: str, result: str, begun_ms: int, of: str = ""
) -> Record:
    """Programs and igor.yml stay those of the last deploy."""
    made = Record(
        id=taken.deploy_id, at_ms=begun_ms, who=lock.whoami(), kind="release", result=result,
        bundle=last.bundle, program=last.program, agent=last.agent, release=release, igor=last.igor,
        duration_ms=_now_ms() - begun_ms, site_file=last.site_file, of=of,
    )  # fmt: skip
    record.save(made, site_folder(session.target.site_file) / "deploys")
    lock.keep(session, made)
    return made


def _tell(session: Session, done: Activated) -> None:
    if done.failures:
        session.progress.warn(failure_text(done.failures))


def _now_ms() -> int:
    return int(time.time() * 1000)
