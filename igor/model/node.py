"""Nodes: the built-in node and the agents, with their executors and labels."""

from __future__ import annotations

from dataclasses import dataclass

#: The name of the controller's own node, in URLs ``(built-in)``.
BUILT_IN = "built-in"


@dataclass(frozen=True, slots=True)
class Node:
    """``labels`` as configured, without the node's own name (which every node also carries as a label).

    ``mode``: ``NORMAL`` takes any job, ``EXCLUSIVE`` only jobs whose label expression matches. ``online_at_ms``: when a
    node that is temporarily offline takes builds again by itself. ``zipapp``: the digest of the file that its agent was
    started from, empty when it was not started from one.
    """

    name: str
    executors: int
    labels: frozenset[str]
    mode: str = "NORMAL"
    description: str = ""
    remote_fs: str = ""
    connected: bool = False
    temporarily_offline: bool = False
    offline_reason: str = ""
    online_at_ms: int | None = None
    last_seen_ms: int = 0
    version: str = ""
    zipapp: str = ""

    @property
    def all_labels(self) -> frozenset[str]:
        return self.labels | {self.name}

    @property
    def is_online(self) -> bool:
        return self.connected and not self.temporarily_offline
