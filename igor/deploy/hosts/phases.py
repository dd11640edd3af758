"""In which order hosts are deployed to, and what follows when one of them fails. Pure."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rolling:
    """How agents are rolled: ``canary`` first, then ``serial`` at a time, while at most ``max_fail`` have failed.

    ``serial`` 0: all at once.
    """

    serial: int = 0
    canary: int = 0
    max_fail: int = 0


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of a controller before it is touched: the version that runs, the one that is to run."""

    version: str
    wanted: str


def batches(hosts: Sequence[str], rolling: Rolling, fresh: Set[str] = frozenset()) -> list[tuple[str, ...]]:
    """The hosts in the order in which they are touched, those of a tuple together.

    ``fresh``: hosts on which nothing runs yet. Nothing can break there, so they come together, at the end.
    """
    rolled, new = [host for host in hosts if host not in fresh], tuple(host for host in hosts if host in fresh)
    canaries, rest = tuple(rolled[: rolling.canary]), rolled[rolling.canary :]
    size = rolling.serial or max(1, len(rest))
    later = [tuple(rest[start : start + size]) for start in range(0, len(rest), size)]
    return [batch for batch in (canaries, *later, new) if batch]


def goes_on(failed: Set[str], rolling: Rolling, batch: int) -> bool:
    """Whether the next batch follows: a canary that failed ends it, whatever ``max_fail`` allows."""
    if rolling.canary and batch == 0 and failed:
        return False
    return len(failed) <= rolling.max_fail


def decide_after_failure(before: Before, *, changed: bool) -> str:
    """What follows when a controller could not be deployed, or is not well after it.

    ``revert``: what ran before is laid back. ``leave``: nothing ran there before, or nothing was touched.
    """
    return "revert" if before.version and changed else "leave"
