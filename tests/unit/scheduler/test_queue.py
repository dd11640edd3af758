"""The queue's decisions: a wrong one starts a build where it must not run, or leaves one waiting without a word."""

from __future__ import annotations

from dataclasses import replace

from fresh_look import Snapshot, decide

from igor.model.build import QueueState
from igor.model.node import Node
from igor.scheduler.snapshot import Assign, Cancel, JobFacts, Running, Wait, Waiting

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
        Assign(2, 2, "a1", 0),
        Assign(1, 1, "built-in", 1),
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
    assert why(state, 2) == (QueueState.BLOCKED, "An earlier build of this job goes first: they run one at a time")


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
    assert decide(snapshot(item(1), nodes=(reserved,), jobs=jobs)) == [Assign(1, 1, "a1", 0)]


def test_the_last_node_is_preferred_and_then_the_least_loaded() -> None:
    """Would show workspaces that wander, or one machine with all the work."""
    nodes = tuple(Node(name, 4, frozenset(), connected=True) for name in ("x", "y", "z"))
    running = (Running(8, 1, "x", 0, 0), Running(8, 2, "Z", 0, 0))
    assert decide(snapshot(item(1), nodes=nodes, running=running)) == [Assign(1, 1, "y", 0)]
    jobs = {1: JobFacts(1, "one", last_node="z")}
    assert decide(snapshot(item(1), nodes=nodes, running=running, jobs=jobs)) == [Assign(1, 1, "z", 1)]


def test_a_node_with_fewer_executors_than_builds_takes_none() -> None:
    """Would show a node over its capacity after its executors were reduced."""
    node = replace(BUILT_IN, executors=1)
    running = (Running(8, 1, "built-in", 1, 0),)
    assert why(snapshot(item(1), nodes=(node,), running=running))[1] == "Waiting for next available executor"
