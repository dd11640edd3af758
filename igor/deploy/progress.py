"""What a deploy tells while it works: the sink that the acting code speaks to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from igor.deploy.plan import Action


class Progress(Protocol):
    """Where a deploy's events go: a live terminal, plain lines, JSON lines."""

    def plan(self, actions: Sequence[Action]) -> None:
        """What is going to happen; empty when nothing would change."""

    def begin(self, phase: str, doing: str) -> None:
        """A phase has begun."""

    def end(self, phase: str, done: str) -> None:
        """The phase that was begun last is done."""

    def fail(self, phase: str) -> None:
        """The phase that was begun last failed; the error follows."""
