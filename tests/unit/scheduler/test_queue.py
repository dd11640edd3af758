"""The queue's decisions: a wrong one starts a build where it must not run, or leaves one waiting without a word."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from igor.model.build import QueueState
from igor.model.node import Node
from igor.scheduler.label import parse
from igor.scheduler.queue import decide
from igor.scheduler.snapshot import Assign, Cancel, JobFacts, Running, Snapshot, Wait, Waiting

NOW = 1_000_000
AGENT = Node("a1", 1, frozenset({"linux"}), connected=True)
BUILT_IN = Node("built-in", 2, frozenset(), connected=True)


def item(queue_id: int, job: int = 1, *, since: int = 0, ready: int = 0) -> Waiting:
    return Waiting(queue_id, job, since, ready)


def snapshot(*items: Waiting, **changes: object) -> Snapshot:
    jobs = {1: JobFacts(1, "one"), 2: JobFacts(2, "two"), 3: JobFacts(3, "three")}
    base = Snapshot(NOW, tuple(items), jobs, (AGENT, BUILT_IN))
    return replace(base, **changes)  # type: ignore[arg-type]


def why(state: Snapshot, queue_id: int = 1) -> tuple[QueueState, str]:
    (decision,) = [each for each in decide(state) if each.queue_id == queue_id]
    assert isinstance(decision, Wait)
    return decision.state, decision.why


def test_first_come_first_served_on_the_lowest_executor() -> None:
    """Would show a build that overtakes, or two on one executor."""
    busy = (Running(9, 1, "built-in", 0, 0),)
    state = snapshot(item(1, 1, since=2), item(2, 2, since=1), item(3, 3, since=3), running=busy)
    assert decide(state) == [
        Assign(2, "a1", 0),
        Assign(1, "built-in", 1),
        Wait(3, QueueState.BUILDABLE, "Waiting for next available executor"),
    ]


def test_an_item_that_nobody_can_take_holds_up_nobody() -> None:
    """Would show a queue that stands still because of one label."""
    state = snapshot(item(1, 1), item(2, 2), jobs={1: JobFacts(1, "one", label="mars"), 2: JobFacts(2, "two")})
    assert isinstance(decide(state)[1], Assign)


def test_quiet_period() -> None:
    """Would show a build that starts before its quiet period is over, or an unreadable countdown."""
    assert why(snapshot(item(1, ready=NOW + 4_960))) == (
        QueueState.WAITING,
        "In the quiet period. Expires in 4.9 sec",
    )
    assert isinstance(decide(snapshot(item(1, ready=NOW)))[0], Assign)


def test_one_build_at_a_time_unless_allowed() -> None:
    """Would show a job that runs beside itself and spoils its data."""
    running = (Running(1, 7, "built-in", 0, NOW - 8_000, estimated_ms=20_000),)
    assert why(snapshot(item(1), running=running)) == (
        QueueState.BLOCKED,
        "Build #7 is already in progress (ETA: 12 sec)",
    )
    unknown = (Running(1, 7, "built-in", 0, NOW),)
    assert why(snapshot(item(1), running=unknown))[1] == "Build #7 is already in progress (ETA: N/A)"
    concurrent = {1: JobFacts(1, "one", concurrent=True)}
    assert isinstance(decide(snapshot(item(1), running=running, jobs=concurrent))[0], Assign)


def test_two_items_of_one_job_start_one_after_the_other() -> None:
    """Would show two builds of a job started in one round."""
    state = snapshot(item(1), item(2))
    assert isinstance(decide(state)[0], Assign)
    assert why(state, 2) == (QueueState.BLOCKED, "A build is already in progress")


def test_items_of_disabled_jobs_are_cancelled() -> None:
    """Would show a job that runs although it was disabled."""
    jobs = {1: JobFacts(1, "one", disabled=True)}
    assert decide(snapshot(item(1), jobs=jobs)) == [Cancel(1, "Build disabled")]


def test_an_item_waits_until_its_job_is_known() -> None:
    """Would show builds that a seed queued for its new jobs cancelled before the engine knew the jobs."""
    assert why(snapshot(item(1, 8))) == (QueueState.BLOCKED, "The configuration of the job is not known (yet)")


def test_blocked_by_upstream_and_downstream() -> None:
    """Would show a job that runs on data that is being made."""
    jobs = {
        1: JobFacts(1, "one", block_on_upstream=True, upstream=frozenset({2, 1})),
        2: JobFacts(2, "team/two", block_on_downstream=True, downstream=frozenset({1})),
    }
    running = (Running(2, 1, "built-in", 0, 0),)
    blocked = QueueState.BLOCKED
    assert why(snapshot(item(1), jobs=jobs, running=running)) == (
        blocked,
        "Upstream project ‘team/two’ is already building",
    )
    running = (Running(1, 1, "built-in", 0, 0),)
    assert why(snapshot(item(1, 2), jobs=jobs, running=running)) == (
        blocked,
        "Downstream project ‘one’ is already building",
    )


def test_two_jobs_that_wait_for_each_other_do_not_lock_up() -> None:
    """Would show a pair of jobs that never runs again."""
    jobs = {
        1: JobFacts(1, "one", block_on_upstream=True, upstream=frozenset({2})),
        2: JobFacts(2, "two", block_on_downstream=True, downstream=frozenset({1})),
    }
    first, second = decide(snapshot(item(1, 1), item(2, 2), jobs=jobs))
    assert isinstance(first, Wait)
    assert isinstance(second, Assign)


def test_quieting_down_starts_nothing() -> None:
    """Would show a controller that never becomes quiet."""
    assert why(snapshot(item(1), quieting_down=True)) == (QueueState.BUILDABLE, "Jenkins is about to shut down")


def test_why_of_labels() -> None:
    """Would show a sentence that sends a person to the wrong machine."""

    def for_label(label: str, *nodes: Node, busy: tuple[Running, ...] = ()) -> str:
        jobs = {1: JobFacts(1, "one", label=label)}
        return why(snapshot(item(1), jobs=jobs, nodes=nodes, running=busy))[1]

    off = replace(AGENT, connected=False)
    away = replace(AGENT, name="a2", temporarily_offline=True)
    on_a1 = (Running(9, 1, "a1", 0, 0),)
    assert for_label("mars", AGENT) == "There are no nodes with the label ‘mars’"
    assert for_label('"my label"', AGENT) == "There are no nodes with the label ‘my label’"
    assert for_label("linux", off) == "‘a1’ is offline"
    assert for_label("linux && !x", off, away) == "All nodes of label ‘linux&&!x’ are offline"
    assert for_label("linux", AGENT, busy=on_a1) == "Waiting for next available executor on ‘a1’"
    assert for_label("linux", AGENT, away, busy=on_a1) == "Waiting for next available executor on ‘linux’"
    assert for_label("built-in", replace(BUILT_IN, connected=False)) == "‘Built-In Node’ is offline"
    assert for_label("a &", AGENT).startswith("The label expression ‘a &’ cannot be read")


def test_exclusive_nodes_take_only_matching_jobs() -> None:
    """Would show the database machine busy with somebody's tests."""
    reserved = replace(AGENT, mode="EXCLUSIVE")
    assert why(snapshot(item(1), nodes=(reserved,))) == (
        QueueState.BUILDABLE,
        "‘a1’ is reserved for jobs with matching label expression",
    )
    jobs = {1: JobFacts(1, "one", label="a1")}
    assert decide(snapshot(item(1), nodes=(reserved,), jobs=jobs)) == [Assign(1, "a1", 0)]


def test_the_last_node_is_preferred_and_then_the_least_loaded() -> None:
    """Would show workspaces that wander, or one machine with all the work."""
    nodes = tuple(Node(name, 4, frozenset(), connected=True) for name in ("x", "y", "z"))
    running = (Running(8, 1, "x", 0, 0), Running(8, 2, "Z", 0, 0))
    assert decide(snapshot(item(1), nodes=nodes, running=running)) == [Assign(1, "y", 0)]
    jobs = {1: JobFacts(1, "one", last_node="z")}
    assert decide(snapshot(item(1), nodes=nodes, running=running, jobs=jobs)) == [Assign(1, "z", 1)]


def test_a_node_with_fewer_executors_than_builds_takes_none() -> None:
    """Would show a node over its capacity after its executors were reduced."""
    node = replace(BUILT_IN, executors=1)
    running = (Running(8, 1, "built-in", 1, 0),)
    assert why(snapshot(item(1), nodes=(node,), running=running))[1] == "Waiting for next available executor"


LABELS = [None, None, "linux", "!linux", "linux && big", "n0", "mars"]
SEEDS = st.integers(0, 2**64)


def random_snapshot(seed: int) -> Snapshot:
    """Small, so that items, labels and nodes meet often."""
    chance = Random(seed)
    likely, rarely = (lambda: chance.random() < 0.8), (lambda: chance.random() < 0.15)
    jobs = {number: random_job(chance, number, rarely()) for number in range(5)}
    nodes = tuple(
        Node(
            f"n{number}",
            chance.randint(0, 3),
            frozenset(chance.sample(["linux", "big"], chance.randint(0, 2))),
            "EXCLUSIVE" if rarely() else "NORMAL",
            connected=likely(),
            temporarily_offline=rarely(),
        )
        for number in range(3)
    )
    slots = {(chance.randint(0, 2), chance.randint(0, 2)) for _ in range(chance.randint(0, 4))}
    running = tuple(Running(chance.randint(0, 5), i, f"n{node}", number, 0) for i, (node, number) in enumerate(slots))
    queue = tuple(
        Waiting(i, chance.randint(0, 5), NOW - chance.randint(0, 9), NOW + chance.randint(-9, 3))
        for i in range(chance.randint(0, 8))
    )
    return Snapshot(NOW, queue, jobs, nodes, running, rarely())


def random_job(chance: Random, number: int, disabled: bool) -> JobFacts:
    flags = [chance.random() < 0.4 for _ in range(3)]
    relatives = [frozenset(chance.sample(range(6), chance.randint(0, 3))) for _ in range(2)]
    last_node = chance.choice([None, "n0", "n1"])
    return JobFacts(
        number, f"job{number}", disabled, flags[0], chance.choice(LABELS), *flags[1:], *relatives, last_node
    )


@settings(max_examples=250, deadline=None)
@given(SEEDS)
def test_what_holds_for_every_queue(seed: int) -> None:
    """Would show a node over capacity, a build on a forbidden node, or an item without an answer."""
    state = random_snapshot(seed)
    decisions = decide(state)
    assert sorted(each.queue_id for each in decisions) == sorted(each.id for each in state.queue)
    assert all(each.why for each in decisions if isinstance(each, Wait | Cancel))
    items = {each.id: each for each in state.queue}
    nodes = {node.name: node for node in state.nodes}
    taken = {(build.node_name, build.executor) for build in state.running}
    single = {build.item_id for build in state.running if not _is_concurrent(state, build.item_id)}
    for assigned in (each for each in decisions if isinstance(each, Assign)):
        job, node = state.jobs[items[assigned.queue_id].item_id], nodes[assigned.node_name]
        assert not job.disabled
        assert not state.quieting_down
        assert node.is_online
        assert items[assigned.queue_id].ready_ms <= NOW
        assert parse(job.label).matches(node.all_labels) if job.label else node.mode == "NORMAL"
        assert (assigned.node_name, assigned.executor) not in taken
        assert assigned.executor < node.executors
        taken.add((assigned.node_name, assigned.executor))
        assert len([name for name, _ in taken if name == node.name]) <= node.executors
        if not job.concurrent:
            assert job.item_id not in single
            single.add(job.item_id)


def _is_concurrent(state: Snapshot, item_id: int) -> bool:
    return item_id in state.jobs and state.jobs[item_id].concurrent


@settings(max_examples=120, deadline=None)
@given(SEEDS)
def test_nobody_starves(seed: int) -> None:
    """Would show an item that waits although its job could run: builds end, rounds go on, the queue has to drain."""
    state = random_snapshot(seed)
    nodes = tuple(
        replace(node, executors=1, connected=True, temporarily_offline=False, mode="NORMAL") for node in state.nodes
    )
    jobs = {number: replace(job, label=None) for number, job in state.jobs.items()}
    jobs[5] = JobFacts(5, "job5")
    state = replace(state, nodes=nodes, jobs=jobs, running=(), quieting_down=False, now_ms=NOW + 10_000)
    for _ in range(len(state.queue)):
        decisions = decide(state)
        waiting = {each.queue_id for each in decisions if isinstance(each, Wait)}
        left = tuple(each for each in state.queue if each.id in waiting)
        assert len(left) < len(state.queue) or not left
        state = replace(state, queue=left)
    assert state.queue == ()
