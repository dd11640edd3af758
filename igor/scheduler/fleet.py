"""The nodes with their executors, and which of them takes a build; kept up to date by events, so that neither idle nor
busy nodes cost anything when one build is placed among thousands.

Strategies: ``reuse`` prefers the node of the job's last build (its workspace is there), then the least loaded one;
``spread`` takes the least loaded one; ``pack`` fills the most loaded one, so that others stay idle. Source:
hudson.model.Node.canTake, hudson.model.LoadBalancer, hudson.model.Queue.BuildableItem.getCauseOfBlockage.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from igor.model.errors import InvalidSource
from igor.model.node import BUILT_IN, Node
from igor.scheduler.label import Atom, LabelExpression, parse

STRATEGIES = ("reuse", "spread", "pack")


@dataclass(eq=False, slots=True)
class Place:
    """A node and its busy executors. ``stamp`` changes with whatever makes an earlier offer of it stale."""

    key: str
    node: Node
    busy: set[int]
    stamp: int = 0
    pools: list[Pool] = field(default_factory=list)

    @property
    def free_executor(self) -> int | None:
        """The lowest free executor; None if the node is full (or has more builds than it has executors now)."""
        if len(self.busy) >= self.node.executors:
            return None
        return next((number for number in range(self.node.executors) if number not in self.busy), None)

    def cost(self, strategy: str) -> float:
        """The less, the sooner the place is taken."""
        load = len(self.busy) / max(1, self.node.executors)
        return -load if strategy == "pack" else load


@dataclass(eq=False, slots=True)
class Pool:
    """The nodes that one label expression (None: no expression) means; ``offers`` is a heap with stale entries."""

    label: str | None
    expression: LabelExpression | None
    error: str | None = None
    strategy: str = "reuse"
    places: dict[str, Place] = field(default_factory=dict)
    offers: list[tuple[float, str, int]] = field(default_factory=list)

    def includes(self, node: Node) -> bool:
        """Whether the node belongs here, online or not."""
        if self.error is not None:
            return False
        if self.expression is None:
            return node.mode != "EXCLUSIVE"
        return self.expression.matches(node.all_labels)

    def offer(self, place: Place) -> None:
        """Say that the place may be used, as it is now."""
        if place.node.is_online and place.free_executor is not None:
            heapq.heappush(self.offers, (place.cost(self.strategy), place.key, place.stamp))
            if len(self.offers) > 4 * len(self.places) + 64:
                self.offers = [offer for offer in self.offers if self._is_fresh(offer)]
                heapq.heapify(self.offers)

    def best(self, accepts: Callable[[str], bool] | None = None) -> Place | None:
        """The best place with a free executor, among those whose node's name is accepted."""
        passed_over = []
        found = None
        while self.offers and found is None:
            if not self._is_fresh(self.offers[0]):
                heapq.heappop(self.offers)
            elif accepts is None or accepts(self.places[self.offers[0][1]].node.name):
                found = self.places[self.offers[0][1]]
            else:
                passed_over.append(heapq.heappop(self.offers))
        for offer in passed_over:
            heapq.heappush(self.offers, offer)
        return found

    def _is_fresh(self, offer: tuple[float, str, int]) -> bool:
        place = self.places.get(offer[1])
        return place is not None and place.stamp == offer[2]


class Fleet:
    """All nodes. Names compare without case. ``version`` changes whenever a node does (builds do not count)."""

    def __init__(self, nodes: Iterable[Node] = (), strategy: str = "reuse") -> None:
        self.version = 0
        self.strategy = strategy
        self._stamps = itertools.count(1)
        self._places: dict[str, Place] = {}
        self._orphans: dict[str, set[int]] = {}
        self._pools: dict[str | None, Pool] = {}
        for node in nodes:
            self.set_node(node)

    def set_node(self, node: Node) -> list[Pool]:
        """Add a node or take its new state; the pools that may have gained by it."""
        key = node.name.casefold()
        self.version += 1
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = Place(key, node, self._orphans.pop(key, set()))
        elif place.node == node:
            return []
        place.node = node
        place.stamp = next(self._stamps)
        place.pools = [pool for pool in self._pools.values() if self._admit(pool, place)]
        return place.pools

    def remove_node(self, name: str) -> None:
        """Forget a node; what still runs there keeps its executors, should the node come back."""
        self.version += 1
        place = self._places.pop(name.casefold(), None)
        if place is not None:
            place.stamp = next(self._stamps)
            self._orphans[place.key] = place.busy
            for pool in place.pools:
                pool.places.pop(place.key, None)

    def node(self, name: str) -> Node | None:
        place = self._places.get(name.casefold())
        return place.node if place else None

    def nodes(self) -> list[Node]:
        """All of them, by name."""
        return [place.node for _, place in sorted(self._places.items())]

    def occupy(self, name: str, executor: int) -> None:
        """An executor is busy from now on. What needs none has a negative number."""
        if executor < 0:
            return
        self._busy(name).add(executor)
        self._changed(name)

    def release(self, name: str, executor: int) -> list[Pool]:
        """An executor is free again; the pools that gain by it."""
        if executor < 0:
            return []
        self._busy(name).discard(executor)
        return self._changed(name)

    def set_strategy(self, strategy: str) -> None:
        """From now on: ``reuse``, ``spread`` or ``pack``."""
        if strategy != self.strategy:
            self.strategy = strategy
            self._pools = {}
            for place in self._places.values():
                place.pools = []

    def find(
        self, label: str | None, last_node: str | None, accepts: Callable[[str], bool] | None = None
    ) -> tuple[str, int] | None:
        """The (node name, executor) for a build, or None when there is none now.

        Args:
            accepts: asked of nodes' names.
        """
        pool = self.pool(label)
        place = pool.places.get(last_node.casefold()) if last_node and self.strategy == "reuse" else None
        if place is None or not place.node.is_online or (accepts and not accepts(place.node.name)):
            place = None
        if place is None or place.free_executor is None:
            place = pool.best(accepts)
        if place is None or (executor := place.free_executor) is None:
            return None
        return place.node.name, executor

    def pool(self, label: str | None) -> Pool:
        """The nodes of a label expression; made when first asked for."""
        pool = self._pools.get(label)
        if pool is None:
            pool = self._pools[label] = _make_pool(label)
            pool.strategy = self.strategy
            for place in self._places.values():
                if self._admit(pool, place):
                    place.pools.append(pool)
        return pool

    def why_none(self, label: str | None) -> str:
        """Why ``find`` has no answer. One sentence, naming what would help."""
        pool = self.pool(label)
        if pool.error is not None:
            return pool.error
        return self._why_anywhere() if pool.expression is None else _why_label(pool)

    def _why_anywhere(self) -> str:
        """Idle nodes that are reserved are named: they are what a person sees and wonders about."""
        idle = (place for _, place in sorted(self._places.items()) if place.free_executor is not None)
        reasons = [
            f"‘{shown(place.node)}’ is reserved for jobs with matching label expression"
            for place in idle
            if place.node.is_online and place.node.mode == "EXCLUSIVE"
        ]
        return "; ".join(reasons) or "Waiting for next available executor"

    def _busy(self, name: str) -> set[int]:
        place = self._places.get(name.casefold())
        return place.busy if place else self._orphans.setdefault(name.casefold(), set())

    def _changed(self, name: str) -> list[Pool]:
        place = self._places.get(name.casefold())
        if place is None:
            return []
        place.stamp = next(self._stamps)
        for pool in place.pools:
            pool.offer(place)
        return place.pools

    @staticmethod
    def _admit(pool: Pool, place: Place) -> bool:
        """Bring one place's membership of one pool up to date."""
        if not pool.includes(place.node):
            pool.places.pop(place.key, None)
            return False
        pool.places[place.key] = place
        pool.offer(place)
        return True


def shown(node: Node) -> str:
    """The name that people see."""
    return "Built-In Node" if node.name == BUILT_IN else node.name


def _make_pool(label: str | None) -> Pool:
    try:
        return Pool(label, parse(label) if label else None)
    except InvalidSource as error:
        return Pool(label, None, f"The label expression ‘{label}’ cannot be read: {error.what}")


def _why_label(pool: Pool) -> str:
    nodes = [place.node for _, place in sorted(pool.places.items())]
    if not nodes:
        return f"There are no nodes with the label ‘{_label_name(pool.expression)}’"
    name = shown(nodes[0]) if len(nodes) == 1 else _label_name(pool.expression)
    if any(node.is_online for node in nodes):
        return f"Waiting for next available executor on ‘{name}’"
    return f"‘{name}’ is offline" if len(nodes) == 1 else f"All nodes of label ‘{name}’ are offline"


def _label_name(label: LabelExpression | None) -> str:
    """A single label as it is, without the quotes that it needs in an expression."""
    return label.name if isinstance(label, Atom) else str(label)
