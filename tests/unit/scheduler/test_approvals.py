"""Items that wait for a person: one that starts unasked, waits for ever, or keeps others from what they need."""

from __future__ import annotations

from dataclasses import replace

import pytest

from igor.model.approval import Approval, ApprovalPolicy, names_one_of
from igor.model.build import QueueState
from igor.model.node import Node
from igor.scheduler.approvals import approval_why
from igor.scheduler.fleet import Fleet
from igor.scheduler.queue import Dispatcher
from igor.scheduler.snapshot import Assign, Cancel, Decision, JobFacts, Running, Wait, Waiting

#: 2026-01-31 10:00:00 UTC
NOW = 1_769_853_600_000
AGENT = Node("a1", 2, frozenset({"linux"}), connected=True)
ASKS = ApprovalPolicy("Deploy?", ("ops", "alice"), "Deploy", 3_600_000)
DEPLOY = JobFacts(1, "deploy", approval=ASKS)
ASKED = Approval("Deploy?", ("ops", "alice"), "Deploy", NOW + 3_600_000)
WHY = "Waits for approval by ops or alice until 2026-01-31 11:00 UTC: Deploy?"


def item(queue_id: int = 1, job: int = 1, *, ready: int = NOW, approved: bool = False) -> Waiting:
    return Waiting(queue_id, job, NOW - 1_000, ready, is_approved=approved)


def dispatcher(*jobs: JobFacts) -> Dispatcher:
    made = Dispatcher(Fleet([AGENT]))
    for job in jobs:
        made.set_job(job)
    return made


def after(made: Dispatcher, *items: Waiting, now_ms: int = NOW) -> list[Decision]:
    for each in items:
        made.put(each)
    return made.decide(now_ms)


def test_it_waits_and_holds_nothing() -> None:
    """An executor that a question holds."""
    made = dispatcher(DEPLOY, JobFacts(2, "other"))
    decisions = after(made, item(1), item(2, 2), item(3, 2))
    assert decisions[0] == Wait(1, QueueState.BLOCKED, WHY, ASKED)
    assert decisions[1:] == [
        Wait(3, QueueState.BLOCKED, "An earlier build of this job goes first: they run one at a time"),
        Assign(2, 2, "a1", 0),
    ]
    assert made.decide(NOW + 3_599_999) == []
    assert made.why(1, NOW) == WHY


def test_the_quiet_period_comes_first() -> None:
    """A question about what another request may still join."""
    made = dispatcher(DEPLOY)
    (waits,) = after(made, item(ready=NOW + 5_000))
    assert isinstance(waits, Wait)
    assert (waits.state, waits.approval) == (QueueState.WAITING, None)
    assert [each.approval for each in made.decide(NOW + 5_000) if isinstance(each, Wait)] == [
        replace(ASKED, until_ms=NOW + 3_605_000)
    ]


@pytest.mark.parametrize("concurrent", [False, True])
def test_an_approved_item_starts_before_one_that_asks(concurrent: bool) -> None:
    """The answer to the second question waits for the first one."""
    made = dispatcher(replace(DEPLOY, concurrent=concurrent))
    assert len(after(made, item(1), item(2))) == 2
    assert after(made, item(2, approved=True)) == [Assign(2, 1, "a1", 0)]
    made.build_started(Running(1, 7, "a1", 0, NOW))
    expected = [Assign(1, 1, "a1", 1)] if concurrent else [Wait(1, QueueState.BLOCKED, "An earlier build of this job")]
    found = after(made, item(1, approved=True))
    assert [(type(each), each.queue_id) for each in found] == [(type(each), each.queue_id) for each in expected]


def test_nobody_answers() -> None:
    """An item that stays for ever, or one that goes although it was approved in time."""
    made = dispatcher(DEPLOY)
    after(made, item(1), item(2))
    made.put(item(2, approved=True))
    made.decide(NOW + 1)
    assert made.decide(NOW + 3_600_000) == [Cancel(1, "Nobody approved it within 1 hr 0 min")]
    assert made.decide(NOW + 3_600_001) == []


def test_an_engine_that_comes_late() -> None:
    """The time that passed while no engine looked counts, too."""
    decisions = after(dispatcher(DEPLOY), item(), now_ms=NOW + 3_600_000)
    assert decisions[-1] == Cancel(1, "Nobody approved it within 1 hr 0 min")


def test_the_question_follows_the_job() -> None:
    """Another policy that holds only for later items."""
    made = dispatcher(DEPLOY)
    after(made, item())
    made.set_job(replace(DEPLOY, approval=ApprovalPolicy()))
    (waits,) = made.decide(NOW)
    assert waits == Wait(1, QueueState.BLOCKED, "Waits for approval by somebody who may build it", Approval())
    made.set_job(replace(DEPLOY, approval=replace(ASKS, ok="Go")))
    assert made.decide(NOW) == [Wait(1, QueueState.BLOCKED, WHY, replace(ASKED, ok="Go"))]
    made.set_job(replace(DEPLOY, approval=None))
    assert made.decide(NOW) == [Assign(1, 1, "a1", 0)]
    made.set_job(replace(DEPLOY, disabled=True))
    assert after(made, item(2)) == [Cancel(2, "Build disabled")]


def test_a_policy_that_comes_later_takes_items_out_of_their_lane() -> None:
    """An item that waited for an executor would start unasked."""
    made = dispatcher(replace(DEPLOY, approval=None, label="mars", concurrent=True))
    (waits,) = after(made, item())
    assert isinstance(waits, Wait) and waits.state is QueueState.BUILDABLE
    made.set_job(replace(DEPLOY, concurrent=True))
    assert made.decide(NOW) == [Wait(1, QueueState.BLOCKED, WHY, ASKED)]


@pytest.mark.parametrize("upstream_waits_too", [False, True])
def test_related_jobs_do_not_wait_for_a_person(upstream_waits_too: bool) -> None:
    """A whole chain that stands still for days because of one question."""
    upstream = replace(DEPLOY, block_on_downstream=upstream_waits_too, downstream=frozenset({2}))
    downstream = JobFacts(2, "tests", block_on_upstream=True, upstream=frozenset({1}))
    made = dispatcher(upstream, downstream)
    decisions = after(made, item(2, 2), item(1))
    assert Assign(2, 2, "a1", 0) in decisions
    assert Wait(1, QueueState.BLOCKED, WHY, ASKED) in decisions


def test_sentences() -> None:
    """A reader that does not learn who is asked, or what."""
    assert approval_why(Approval(submitter=("a",))) == "Waits for approval by a"
    assert approval_why(Approval("Go?", ("a", "b", "c"))) == "Waits for approval by a, b or c: Go?"


def test_who_is_named() -> None:
    """A user who is called like a role of somebody else, or a role that nobody finds."""
    alice = frozenset({"USER:alice", "GROUP:authenticated"})
    assert names_one_of(("Alice",), alice, ())
    assert names_one_of(("bob", "ops"), alice, ["Ops"])
    assert names_one_of(("authenticated",), alice, ())
    assert not names_one_of(("bob", "user:ops"), alice, ["ops"])
    assert not names_one_of(("group:alice",), alice, ())
