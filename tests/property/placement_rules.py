"""What must hold of every set of decisions, whatever the queue and the nodes look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from fresh_look import Snapshot

from igor.model.build import QueueState
from igor.model.node import Node
from igor.scheduler.label import parse
from igor.scheduler.limits import Limit
from igor.scheduler.snapshot import Assign, Cancel, Decision, JobFacts, Wait


class Afterwards:
    """The state once all that is to start has started."""

    def __init__(self, state: Snapshot, decisions: Sequence[Decision]) -> None:
        self.state = state
        self.items = {each.id: each for each in state.queue}
        self.nodes = {node.name: node for node in state.nodes}
        self.assigned = [each for each in decisions if isinstance(each, Assign)]
        self.waiting = [each for each in decisions if isinstance(each, Wait)]
        self.builds = [(build.item_id, build.node_name, build.executor) for build in state.running]
        self.builds += [(each.item_id, each.node_name, each.executor) for each in self.assigned]

    def is_allowed(self, job: JobFacts, node: Node) -> bool:
        """Whether the job may run there at all."""
        return parse(job.label).matches(node.all_labels) if job.label else node.mode == "NORMAL"

    def is_free(self, node: Node) -> bool:
        return node.is_online and sum(name == node.name for _, name, _ in self.builds) < node.executors

    def taken(self, limit: Limit, node_name: str) -> int:
        """How many builds have taken of the limit: on the node, or everywhere."""
        return sum(
            limit.key == other.key and limit.per_node == other.per_node
            for item_id, name, _ in self.builds
            if item_id in self.state.jobs and (not limit.per_node or name == node_name)
            for other in self.state.jobs[item_id].limits
        )

    def is_full(self, limit: Limit, node_name: str) -> bool:
        return self.taken(limit, node_name) >= limit.most


def broken_rules(state: Snapshot, decisions: Sequence[Decision]) -> list[str]:
    """One sentence for each rule that is broken."""
    after = Afterwards(state, decisions)
    rules = (_answers, _capacity, _allowed, _limits, _one_at_a_time, _starved, _order)
    return [f"{rule.__name__[1:]}: {found}" for rule in rules for found in rule(after, decisions)]


def _answers(after: Afterwards, decisions: Sequence[Decision]) -> Iterator[str]:
    """Every item gets one, with a reason unless it starts."""
    answered = Counter(each.queue_id for each in decisions)
    if answered != Counter(after.items.keys()):
        yield f"{answered} for {sorted(after.items)}"
    yield from (f"{each} has no reason" for each in decisions if isinstance(each, Wait | Cancel) and not each.why)


def _capacity(after: Afterwards, _: Sequence[Decision]) -> Iterator[str]:
    """No executor twice, none that is not there, no node with more builds than executors by what was started."""
    places = Counter((name, executor) for _, name, executor in after.builds)
    for each in after.assigned:
        executors = after.nodes[each.node_name].executors
        on_node = sum(name == each.node_name for _, name, _ in after.builds)
        if places[each.node_name, each.executor] > 1 or each.executor >= executors or on_node > executors:
            yield f"{each} on a node with {executors} executors and {on_node} builds"


def _allowed(after: Afterwards, _: Sequence[Decision]) -> Iterator[str]:
    """Nothing starts on a node that is offline or forbidden, too early, of a disabled job, or while all is paused."""
    for each in after.assigned:
        job, node = after.state.jobs[each.item_id], after.nodes[each.node_name]
        is_ready = after.items[each.queue_id].ready_ms <= after.state.now_ms
        if job.disabled or after.state.quieting_down or not is_ready or not node.is_online:
            yield f"{each} of {job} on {node}"
        elif not after.is_allowed(job, node):
            yield f"{each}: {job.label} does not allow {node}"


def _limits(after: Afterwards, _: Sequence[Decision]) -> Iterator[str]:
    """What starts leaves every limit kept."""
    for each in after.assigned:
        for limit in after.state.jobs[each.item_id].limits:
            if (taken := after.taken(limit, each.node_name)) > limit.most:
                yield f"{each} makes {taken} of {limit}"


def _one_at_a_time(after: Afterwards, _: Sequence[Decision]) -> Iterator[str]:
    builds = Counter(item_id for item_id, _, _ in after.builds)
    for item_id in {each.item_id for each in after.assigned}:
        if builds[item_id] > 1 and not after.state.jobs[item_id].concurrent:
            yield f"{builds[item_id]} builds of {after.state.jobs[item_id]}"


def _starved(after: Afterwards, _: Sequence[Decision]) -> Iterator[str]:
    """No item could be built and is not: a node that takes it is free, and no limit is in the way."""
    for each in after.waiting:
        job = after.state.jobs.get(after.items[each.queue_id].item_id)
        if each.state is QueueState.BUILDABLE and job and not after.state.quieting_down:
            for node in filter(after.is_free, after.state.nodes):
                if after.is_allowed(job, node) and not any(after.is_full(limit, node.name) for limit in job.limits):
                    yield f"{each} of {job} although {node} is free"


def _order(after: Afterwards, _: Sequence[Decision]) -> Iterator[str]:
    """Nothing starts on a node that an item waits for which is of greater priority, or came earlier."""
    for each in after.waiting:
        job = after.state.jobs.get(after.items[each.queue_id].item_id)
        if each.state is not QueueState.BUILDABLE or job is None or job.limits:
            continue
        mine = _rank(after, each.queue_id)
        for other in after.assigned:
            if _rank(after, other.queue_id) > mine and after.is_allowed(job, after.nodes[other.node_name]):
                yield f"{other} before {each}"


def _rank(after: Afterwards, queue_id: int) -> tuple[int, int, int]:
    item = after.items[queue_id]
    return after.state.jobs[item.item_id].priority, item.in_queue_since_ms, queue_id
