"""Limits on how many builds run together: throttled jobs and categories, and resources that one build holds at a time.

Sources: hudson.plugins.throttleconcurrents.ThrottleQueueTaskDispatcher,
org.jenkins.plugins.lockableresources.queue.LockableResourcesQueueTaskDispatcher.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` builds that name the same ``key`` run at a time: on one node, or on all together.

    ``resource``: the name of what is held, empty for a throttle.
    """

    key: str
    most: int
    per_node: bool = False
    resource: str = ""

    @property
    def why(self) -> str:
        """The sentence about an item that the limit keeps."""
        if self.resource:
            return f"Waiting for resources [{self.resource}]"
        return f"Already running {self.most} builds {'on node' if self.per_node else 'across all nodes'}"


@dataclass(slots=True)
class Limits:
    """What running builds have taken of each limit."""

    _taken: Counter[tuple[str, str]] = field(default_factory=Counter)

    def take(self, limits: Iterable[Limit], node_name: str) -> None:
        """A build with these limits runs on the node from now on."""
        for limit in limits:
            self._taken[self._place(limit, node_name)] += 1

    def give(self, limits: Iterable[Limit], node_name: str) -> None:
        """It has ended."""
        for limit in limits:
            place = self._place(limit, node_name)
            self._taken[place] -= 1
            if self._taken[place] <= 0:
                del self._taken[place]

    def full_everywhere(self, limits: Iterable[Limit]) -> Limit | None:
        """The first limit that allows no further build on any node."""
        return next((limit for limit in limits if not limit.per_node and self._is_full(limit, "")), None)

    def full_on(self, limits: Iterable[Limit], node_name: str) -> Limit | None:
        """The first limit that allows no further build on this node."""
        return next((limit for limit in limits if limit.per_node and self._is_full(limit, node_name)), None)

    def _is_full(self, limit: Limit, node_name: str) -> bool:
        return self._taken[self._place(limit, node_name)] >= limit.most

    @staticmethod
    def _place(limit: Limit, node_name: str) -> tuple[str, str]:
        return limit.key, node_name.casefold() if limit.per_node else ""
