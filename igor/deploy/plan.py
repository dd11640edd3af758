"""What a deploy of the local environment would do: the difference between what is there and what is wanted. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from igor.deploy.processes import Running

#: The agents of the local environment, and what each can do.
AGENTS = ("agent-1", "agent-2")
AGENT_EXECUTORS = 2
AGENT_LABELS = "linux local"


@dataclass(frozen=True, slots=True)
class Wanted:
    """``release``: the digest of what this checkout holds; ``program``: of that without the jobs."""

    port: int
    release: str
    program: str


@dataclass(frozen=True, slots=True)
class Observed:
    """``seeded``: the release whose jobs the controller has; ``agents``: those that run."""

    installed: bool = False
    controller: Running | None = None
    agents: dict[str, Running] = field(default_factory=dict)
    seeded: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do in a phase. ``subject``: what it is done to; ``verb``: ``install start restart seed``."""

    phase: str
    subject: str
    verb: str
    reason: str


def decide(observed: Observed, wanted: Wanted) -> list[Action]:
    """The actions in the order in which they must happen; empty when nothing would change."""
    actions = []
    if not observed.installed:
        actions.append(Action("release", wanted.release, "install", "new"))
    actions += _process("controller", "controller", observed.controller, wanted)
    for name in AGENTS:
        actions += _process("agents", name, observed.agents.get(name), wanted)
    if observed.seeded != wanted.release:
        reason = "first time" if observed.seeded is None else f"release {observed.seeded} → {wanted.release}"
        actions.append(Action("seed", "seed-jobs", "seed", reason))
    return actions


def _process(phase: str, name: str, running: Running | None, wanted: Wanted) -> list[Action]:
    if running is None:
        return [Action(phase, name, "start", "not running")]
    if running.port != wanted.port:
        return [Action(phase, name, "restart", f"port {running.port} → {wanted.port}")]
    if running.program != wanted.program:
        return [Action(phase, name, "restart", f"program {running.program or 'of old'} → {wanted.program}")]
    return []
