"""What a deploy to hosts tells while it works: the sink that the acting code speaks to."""

from __future__ import annotations

from typing import Protocol

from igor.deploy.hosts.events import Event
from igor.deploy.hosts.plan import Plan


class Progress(Protocol):
    """A live block on a terminal, plain lines elsewhere, JSON lines for programs."""

    def begin(self, phase: str, doing: str) -> None:
        """A phase has begun."""

    def event(self, event: Event) -> None:
        """What Ansible tells within the phase."""

    def end(self, done: str) -> None:
        """The phase is done."""

    def fail(self, why: str) -> None:
        """The phase failed; what follows says more."""

    def note(self, text: str) -> None:
        """Something that is worth knowing, between phases."""

    def warn(self, text: str) -> None:
        """Something that a person should see to."""

    def show(self, plan: Plan) -> None:
        """What is going to change."""
