"""Builds that wait for a person, over a real store and HTTP: who may answer, what becomes of the item."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from engine_world import World, restart, wait_for
from engine_world import job_xml as job
from rest_server import PASSWORD, Rest, serving

from igor.cli.main import run
from igor.controller import approvals, items, nodes, queue, settings, users
from igor.controller.access import Access
from igor.controller.context import Controller
from igor.controller.engine_tick import Ticker
from igor.model.access import Who
from igor.model.build import Cause, QueueState
from igor.model.clock import ManualClock
from igor.model.home import Home

pytestmark = pytest.mark.integration

ASKS = "<igor.approval.ApprovalPolicy>{}</igor.approval.ApprovalPolicy>"
BY_TIMER = Cause("timer", "Started by timer", {"scheduled_ms": 5})


class Site:
    """A server, its engine's ticks, and two users that are no administrators."""

    def __init__(self, rest: Rest) -> None:
        self.rest = rest
        self.ticker = Ticker(rest.controller, 1)
        self.ticker.recover()
        self.tokens = {
            name: users.create_token(rest.controller, users.create_user(rest.controller, name, "", PASSWORD).id)[1]
            for name in ("alice", "bob")
        }

    def add(self, name: str, policy: str, **options: Any) -> None:
        self.rest.create(name, job(policy=ASKS.format(policy), **options))

    def asking(self, name: str) -> int:
        """A queue item of the job that waits for a person."""
        queue_id = queue.schedule(self.rest.controller, name, cause=BY_TIMER, quiet_period_ms=0).queue_id
        self.ticker.tick([], [])
        return queue_id

    def answer(self, user: str, queue_id: int, verb: str, **form: str) -> int:
        auth = (user, self.tokens[user]) if user else None
        return self.rest.post(f"queue/item/{queue_id}/{verb}", auth=auth, data=form).status_code

    def item(self, queue_id: int) -> dict[str, Any]:
        found: dict[str, Any] = self.rest.json(f"queue/item/{queue_id}/api/json")
        return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        yield Site(served)


def test_what_clients_see(site: Site) -> None:
    """A client that knows Jenkins would see no blocked item, or not learn what is asked."""
    site.add("asks", "<message>Deploy?</message><submitter>ops,alice</submitter><ok>Go</ok><timeout>1d</timeout>")
    item = site.item(site.asking("asks"))
    assert (item["_class"], item["blocked"]) == ("hudson.model.Queue$BlockedItem", True)
    assert item["why"].startswith("Waits for approval by ops or alice until 20")
    assert item["why"].endswith(" UTC: Deploy?")
    asked = item["igorApproval"]
    assert (asked["message"], asked["ok"], asked["submitter"]) == ("Deploy?", "Go", ["ops", "alice"])
    assert asked["until"] > item["inQueueSince"]
    (row,) = [each for each in site.rest.json("igor/api/overview")["queue"] if each["job"] == "asks"]
    assert row["approval"]["message"] == "Deploy?"


def test_who_may_answer(site: Site) -> None:
    """Somebody who was not asked, or nobody who is."""
    site.add("for-alice", "<submitter>alice</submitter>")
    queue_id = site.asking("for-alice")
    assert site.answer("bob", queue_id, "approve") == 403
    assert site.answer("", queue_id, "approve") == 403
    assert site.answer("bob", queue_id, "reject") == 403
    assert site.answer("bob", 4_711, "approve") == 404
    assert site.rest.get(f"queue/item/{queue_id}/approve").status_code == 405
    assert site.answer("alice", queue_id, "approve", reason="a\nb") == 204
    assert site.answer("alice", queue_id, "approve") == 409
    assert site.answer("alice", queue_id, "reject") == 409
    site.ticker.tick([], [])
    item = site.item(queue_id)
    assert "igorApproval" not in item
    (causes,) = [action["causes"] for action in item["actions"] if "causes" in action]
    assert causes[-1] == {
        "_class": "igor.approval.ApprovalCause",
        "shortDescription": "Approved by alice: a b",
        "userId": "alice",
        "userName": "alice",
    }
    assert item["why"] == "Waiting for next available executor"


def test_roles_and_the_right_to_build(site: Site) -> None:
    """A role would name nobody, or an approval without names would be for everybody."""
    reading = {"name": "all", "permissions": ["Overall/Read", "Job/Read"], "sids": ["authenticated"]}
    ops = {"name": "ops", "permissions": [], "sids": ["alice"]}
    builders = {"name": "builders", "pattern": "free", "permissions": ["Job/Build"], "sids": ["bob"]}
    said = {"strategy": "roles", "roles": {"globalRoles": [reading, ops], "projectRoles": [builders]}}
    site.add("for-ops", "<submitter>ops</submitter>")
    site.add("free", "")
    of_ops, free = site.asking("for-ops"), site.asking("free")
    with authorized(site, said):
        assert [site.answer("bob", queue_id, "reject") for queue_id in (of_ops, free)] == [403, 204]
        assert site.answer("alice", of_ops, "reject", reason="not today") == 204
    assert site.item(of_ops)["igorWhy"] == "Rejected by alice: not today"
    assert site.item(of_ops)["cancelled"] is True


def test_a_later_wish_is_not_approved_with_an_earlier_one(site: Site) -> None:
    """What comes after the answer would be built although nobody was asked."""
    site.add("twice", "", label="mars")
    first = site.asking("twice")
    assert site.asking("twice") == first
    assert site.answer("alice", first, "approve") == 204
    later = site.asking("twice")
    assert later != first
    assert site.item(later)["igorApproval"]["submitter"] == []
    assert site.asking("twice") == later


@contextmanager
def authorized(site: Site, said: dict[str, Any]) -> Iterator[None]:
    """With other rights for a while."""
    before = settings.get(site.rest.controller, "authorization")
    settings.put(site.rest.controller, "authorization", json.dumps(said))
    try:
        yield
    finally:
        settings.put(site.rest.controller, "authorization", before)


def test_what_is_not_asked_cannot_be_answered(site: Site) -> None:
    """An answer that starts what waits for something else, or for nothing any more."""
    site.rest.create("plain", job(label="mars"))
    queue_id = site.asking("plain")
    refused = site.rest.post(f"queue/item/{queue_id}/approve")
    assert refused.status_code == 409
    assert "waits for no approval: There are no nodes with the label ‘mars’" in refused.text
    site.add("cancelled", "")
    cancelled = site.asking("cancelled")
    assert site.rest.post("queue/cancelItem", params={"id": cancelled}).status_code == 204
    refused = site.rest.post(f"queue/item/{cancelled}/approve")
    assert (refused.status_code, "Cancelled by admin" in refused.text) == (409, True)
    assert site.rest.post(f"queue/item/{cancelled}/reject", data={"reason": "x" * 501}).status_code == 400


def test_the_audit_log_tells_who_answered(site: Site) -> None:
    """Nobody could say later who let it through."""
    site.add("audited", "")
    approved = site.asking("audited")
    assert site.answer("alice", approved, "approve", reason="change 4711") == 204
    entries = wait_for(
        lambda: [each for each in site.rest.json("igor/api/audit") if each["path"].endswith(f"{approved}/approve")],
        "the entry",
    )
    assert [(entry["user"], entry["outcome"]) for entry in entries] == [("alice", "done")]
    assert entries[0]["detail"] == {"job": "audited", "reason": "change 4711"}


def test_commands(site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """People at a terminal would have no answer, or not learn why theirs is none."""
    monkeypatch.setenv("IGOR_URL", site.rest.url)
    monkeypatch.setenv("IGOR_USER", "alice")
    monkeypatch.setenv("IGOR_TOKEN", site.tokens["alice"])
    site.add("typed", "<submitter>alice</submitter>", label="mars")
    site.add("of-bob", "<submitter>bob</submitter>")
    queue_id, other = site.asking("typed"), site.asking("of-bob")
    assert run(["queue"]) == 0
    assert "Waits for approval by alice" in capsys.readouterr().out
    assert run(["queue", "why", str(queue_id)]) == 0
    assert f"(it goes on when one of them approves it: “igor approve {queue_id}”" in capsys.readouterr().out
    assert run(["approve", str(queue_id), "--reason", "change 4711"]) == 0
    assert capsys.readouterr().out == f"typed goes on: item {queue_id} approved\n"
    assert run(["reject", str(queue_id)]) != 0
    assert "waits for no approval: Approved by alice: change 4711" in capsys.readouterr().err
    assert run(["approve", str(other)]) != 0
    assert "waits for somebody else: bob" in capsys.readouterr().err
    assert run(["reject", str(site.asking("typed"))]) == 0
    assert "typed is not built" in capsys.readouterr().out


def test_nobody_answers_in_time(tmp_path: Path) -> None:
    """An item that stays for ever, a slot without an end, or an answer that comes too late and counts."""
    clock = ManualClock(1_769_853_600_000)
    controller = Controller.open(Home(tmp_path), clock=clock)
    try:
        nodes.ensure_built_in(controller)
        timer = (
            "<triggers><hudson.triggers.TimerTrigger><spec>* * * * *</spec></hudson.triggers.TimerTrigger></triggers>"
        )
        items.create_item(
            controller, "app", job("true", policy=ASKS.format("<timeout>50s</timeout>"), extra=timer), by="x"
        )
        ticker = Ticker(controller, 1)
        ticker.recover()
        ticker.tick([], [])
        clock.advance(60_000)
        ticker.tick([], [])
        (asks,) = queue.list_open(controller)
        assert asks.why == "Waits for approval by somebody who may build it until 2026-01-31 10:01 UTC"
        ticker = Ticker(controller, 2)
        ticker.recover()
        clock.advance(49_999)
        ticker.tick([], [])
        assert queue.get(controller, asks.id).state is QueueState.BLOCKED
        clock.advance(1)
        ticker.tick([], [])
        left = queue.get(controller, asks.id)
        assert (left.state, left.cancelled, left.approval) == (QueueState.LEFT, True, None)
        assert left.left_why == "Nobody approved it within 50 sec"
        with controller.store.read() as connection:
            slots = connection.execute("SELECT state, why FROM slot").fetchall()
        assert [tuple(slot) for slot in slots] == [("skipped", "Nobody approved it within 50 sec")]
    finally:
        controller.close()


def approve_as_admin(controller: Controller, queue_id: int) -> None:
    admin = Access(controller, Who("admin", is_admin=True))
    approvals.approve(controller, admin, queue_id, approvals.Answer("admin", "admin"))


@pytest.mark.slow
def test_an_approval_outlives_the_engine(tmp_path: Path) -> None:
    """Killed between question and answer, and between answer and build: it would ask again, or start unasked."""
    world = World(tmp_path)
    try:
        world.add_job("app", job("deploy", policy=ASKS.format("<submitter>alice</submitter>")))
        world.start_engine()
        agent = world.add_agent()
        queue_id = world.build("app")
        wait_for(lambda: queue.get(world.controller, queue_id).approval, "the question")
        restart(world)
        assert queue.get(world.controller, queue_id).approval
        world.kill_engine()
        approve_as_admin(world.controller, queue_id)
        assert queue.get(world.controller, queue_id).state is not QueueState.LEFT
        world.start_engine()
        agent.disconnect()
        agent.connect()
        agent.finish("app")
        assert agent.launches[-1].environment["IGOR_APPROVED_BY"] == "admin"
        assert "Approved by admin" in world.log_of_finished("app")
    finally:
        world.close()
