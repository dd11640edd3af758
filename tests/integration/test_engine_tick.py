"""Ticks on a real store with a clock that the test moves: what takes minutes or a broken disk in life."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pytest
from engine_world import BY_ADMIN, job_xml

import igor
from igor.agents.protocol import (
    Forget,
    HeldRun,
    Hello,
    Launch,
    LogFrom,
    Message,
    RunFinished,
    RunOutcome,
    RunStarted,
    Stop,
    Upgrade,
)
from igor.controller import agent_file, alarms, approvals, builds, items, logs, nodes, queue, resources, settings
from igor.controller.access import Access
from igor.controller.context import Controller
from igor.controller.engine_tick import Ticker
from igor.controller.engine_world import RETRY_MS
from igor.controller.hub import Gone, Report
from igor.model.access import Who
from igor.model.build import Build
from igor.model.clock import ManualClock
from igor.model.errors import Conflict
from igor.model.home import Home
from igor.scheduler.why import START_FAILED

pytestmark = pytest.mark.integration
M = TypeVar("M", bound=Message)

#: 2026-01-31 10:00:30 UTC
START_MS = 1_769_853_630_000
MINUTE_MS = 60_000


@dataclass
class Ticking:
    """One ticker whose agent is the test."""

    controller: Controller
    clock: ManualClock
    ticker: Ticker
    sent: list[Message] = field(default_factory=list)

    def tick(self, *contents: object, after_ms: int = 0) -> list[Message]:
        """Let time pass, report, tick; what is sent to the agent."""
        self.clock.advance(after_ms)
        effects = self.ticker.tick([Report("agent-1", content) for content in contents], [])  # type: ignore[arg-type]
        self.sent = [message for agent, message in effects.messages if agent.lower() == "agent-1"]
        return self.sent

    def of(self, kind: type[M]) -> list[M]:
        return [message for message in self.sent if isinstance(message, kind)]

    def arrive(self, *runs: HeldRun) -> None:
        self.tick(Hello("agent-1", "test", 2, ["linux"], "/remote", list(runs)))

    def launch(self) -> str:
        """Queue the job ``app`` and tick; the id of its run."""
        queue.schedule(self.controller, "app", cause=BY_ADMIN)
        self.tick()
        (launch,) = self.of(Launch)
        return launch.run_id

    def build(self, number: int = 1) -> Build:
        return builds.get(self.controller, "app", number)

    def log(self, number: int = 1) -> str:
        return self.controller.home.build_log("app", number).read_text()

    def restart(self) -> None:
        self.ticker = Ticker(self.controller, self.ticker.epoch + 1)
        self.ticker.recover()

    def lose_power(self, path: Path, left: bytes | None) -> None:
        """Start anew with what a loss of power left of a file; None: nothing."""
        path.unlink()
        if left is not None:
            path.write_bytes(left)
        self.restart()


@pytest.fixture
def ticking(tmp_path: Path) -> Iterator[Ticking]:
    clock = ManualClock(START_MS)
    controller = Controller.open(Home(tmp_path), clock=clock)
    nodes.create(controller, "agent-1", executors=2, labels=["linux"])
    items.create_item(controller, "app", job_xml("work"), by="admin")
    ticking = Ticking(controller, clock, Ticker(controller, 1))
    ticking.ticker.recover()
    ticking.arrive()
    yield ticking
    controller.close()


def ended(run_id: str, log_bytes: int = 0, outcome: str = "success") -> RunFinished:
    return RunFinished(run_id, RunOutcome(outcome, 0, [], 5), log_bytes)


def test_launch_is_repeated_until_the_run_is_held(ticking: Ticking) -> None:
    """A launch that the network ate would leave the build waiting for ever."""
    run_id = ticking.launch()
    assert not ticking.tick(after_ms=5_000)
    ticking.tick(after_ms=5_000)
    assert [launch.run_id for launch in ticking.of(Launch)] == [run_id]
    ticking.tick(RunStarted(run_id, 1, "/remote/workspace/app"))
    ticking.tick(after_ms=60_000)
    assert not ticking.of(Launch)


def test_stop_is_repeated_and_then_waits_for_nobody(ticking: Ticking) -> None:
    """A stop must work while the agent is away; its process is ended when it is back."""
    run_id = ticking.launch()
    ticking.tick(RunStarted(run_id, 1, "/remote/workspace/app"))
    builds.request_stop(ticking.controller, "app", 1, by="ada")
    ticking.tick()
    assert [stop.run_id for stop in ticking.of(Stop)] == [run_id]
    assert not ticking.tick(after_ms=1_000)
    ticking.tick(Gone(), after_ms=1_000)
    assert ticking.build().is_running
    ticking.tick(after_ms=10_000)
    build = ticking.build()
    assert (build.result and build.result.value, build.reason) == ("ABORTED", "stopped by ada")
    assert "NOTICE: ‘agent-1’ is offline" in ticking.log()
    ticking.arrive(HeldRun(run_id, 0))
    assert ticking.of(Forget) == [Forget(run_id, kill=True)]


@pytest.mark.parametrize("left", [None, b"", b"Started", bytes(200)])
def test_a_loss_of_power_takes_no_first_lines(ticking: Ticking, left: bytes | None) -> None:
    """They are not synced when a build starts; its log began with zeros afterwards."""
    run_id = ticking.launch()
    path = ticking.controller.home.build_log("app", 1)
    before = path.read_bytes()
    ticking.lose_power(path, left)
    assert path.read_bytes() == before
    ticking.arrive(HeldRun(run_id, 3))
    ticking.tick([(run_id, 0, b"ok\n")], ended(run_id, 3))
    assert ticking.log() == before.decode() + "ok\nFinished: SUCCESS\n"


def kept_ends(ticking: Ticking) -> list[tuple[int, bytes]]:
    with ticking.controller.store.read() as connection:
        return [tuple(row) for row in connection.execute("SELECT log_start, bytes FROM log_tail ORDER BY id")]


@pytest.mark.parametrize("left", [None, b"", b"Started", bytes(200)])
def test_a_loss_of_power_takes_no_end_of_a_log(ticking: Ticking, left: bytes | None) -> None:
    """Files are synced some seconds later: the log of a build that had ended was short, or held zeros."""
    run_id = ticking.launch()
    ticking.tick([(run_id, 0, b"ok\n")], ended(run_id, 3))
    path = ticking.controller.home.build_log("app", 1)
    before = path.read_bytes()
    ticking.lose_power(path, left)
    assert path.read_bytes()[: len(before)] == before
    assert ticking.log().startswith("Started by user admin\n")
    assert before.endswith(b"ok\nFinished: SUCCESS\n")


def test_ends_are_forgotten_once_they_are_on_disk(ticking: Ticking) -> None:
    """They would be kept for ever; or gone before the file is safe."""
    for number in (1, 2):
        run_id = ticking.launch()
        ticking.tick([(run_id, 0, b"ok\n")], ended(run_id, 3))
        if number == 1:
            ticking.ticker.tails.on_disk = ticking.ticker.tails.kept
    assert kept_ends(ticking) == [(0, ticking.log(2).encode())]
    ticking.restart()
    ticking.ticker.tails.on_disk = ticking.ticker.tails.kept
    ticking.tick()
    assert kept_ends(ticking) == []


def test_a_long_log_is_synced_instead(ticking: Ticking, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store would grow by all output."""
    synced: list[Path] = []
    monkeypatch.setattr(logs, "make_durable", synced.extend)
    run_id = ticking.launch()
    ticking.tick([(run_id, 0, bytes(5_000))], ended(run_id, 5_000))
    assert not ticking.build().is_running
    assert (kept_ends(ticking), synced) == ([], [ticking.controller.home.build_log("app", 1)])


def test_the_end_that_was_undone_is_not_kept(ticking: Ticking, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a loss of power it would be written over the end that came instead."""
    run_id = ticking.launch()

    def fail(*_: object) -> None:
        raise Conflict("not now")

    with monkeypatch.context() as broken:
        broken.setattr(alarms, "after_build", fail)
        ticking.tick([(run_id, 0, b"ok\n")], ended(run_id, 3))
    assert ticking.build().is_running
    assert kept_ends(ticking) == []
    ticking.tick(after_ms=RETRY_MS)
    ticking.tick([(run_id, 0, b"ok\n")], ended(run_id, 3))
    assert kept_ends(ticking) == [(0, ticking.log().encode())]


def test_a_build_that_was_deleted_keeps_no_end(ticking: Ticking) -> None:
    """Its number in the store may be given to another build."""
    run_id = ticking.launch()
    ticking.tick([(run_id, 0, b"ok\n")], ended(run_id, 3))
    builds.delete(ticking.controller, "app", 1, by="admin")
    assert kept_ends(ticking) == []


def test_node_deleted_under_a_build(ticking: Ticking) -> None:
    """Nobody would ever report the run."""
    ticking.launch()
    ticking.tick(Gone())
    ticking.controller.store.write(lambda connection: connection.execute("DELETE FROM node"))
    ticking.tick()
    assert ticking.build().reason == "lost: the node ‘agent-1’ was deleted"


def test_end_waits_for_the_whole_log(ticking: Ticking) -> None:
    """An outcome without its log is not recorded; missing bytes are asked for until they come."""
    run_id = ticking.launch()
    ticking.tick(RunStarted(run_id, 1, "/remote/workspace/app"), [(run_id, 0, b"half ")], ended(run_id, 10))
    assert ticking.build().is_running
    ticking.tick(after_ms=2_000)
    assert ticking.of(LogFrom) == [LogFrom(run_id, 5)]
    assert not ticking.tick(after_ms=1_000)
    ticking.tick([(run_id, 5, b"whole")])
    assert not ticking.build().is_running
    assert ticking.of(Forget) == [Forget(run_id)]
    assert "half wholeFinished: SUCCESS\n" in ticking.log()
    ticking.tick(ended(run_id, 10))
    assert ticking.of(Forget) == [Forget(run_id)]


def test_bytes_come_twice_in_pieces(ticking: Ticking) -> None:
    """Frames that overlap what is there add only what is new."""
    run_id = ticking.launch()
    frames = [(0, b"abc"), (1, b"bcde"), (0, b"abc"), (9, b"too far"), (5, b"f\n")]
    ticking.tick(RunStarted(run_id, 1, "/remote/workspace/app"), *([(run_id, *frame)] for frame in frames))
    ticking.tick(ended(run_id, 7))
    assert "workspace/app\nabcdef\nFinished: SUCCESS\n" in ticking.log()


def test_log_folder_that_vanishes(ticking: Ticking) -> None:
    """Somebody deletes the folder of a running build: the build still ends, its later output lies in its place."""
    run_id = ticking.launch()
    ticking.tick(RunStarted(run_id, 1, "/remote/workspace/app"))
    start = ticking.ticker.runs.get(run_id)
    assert start is not None
    shutil.rmtree(ticking.controller.home.build_folder("app", 1))
    ticking.tick([(run_id, 0, b"output\n")])
    assert not ticking.controller.home.build_log("app", 1).exists()
    ticking.tick([(run_id, 0, b"output\n")], after_ms=10_000)
    ticking.tick(ended(run_id, 7))
    assert ticking.build().result is not None
    assert ticking.controller.home.build_log("app", 1).read_bytes()[start.log_start :].startswith(b"output\nFinished")


def test_file_trouble_undoes_only_its_own_build(ticking: Ticking) -> None:
    """A claim whose log cannot be made leaves item, number and executor as they were, and is tried again."""
    builds_folder = ticking.controller.home.job_folder("app") / "builds"
    builds_folder.parent.mkdir(parents=True)
    builds_folder.write_text("in the way")
    queue.schedule(ticking.controller, "app", cause=BY_ADMIN)
    items.create_item(ticking.controller, "other", job_xml("work"), by="admin")
    queue.schedule(ticking.controller, "other", cause=BY_ADMIN, quiet_period_ms=0)
    ticking.tick()
    assert [launch.job for launch in ticking.of(Launch)] == ["other"]
    (item,) = queue.list_open(ticking.controller)
    assert (item.job_full_name, item.why) == ("app", START_FAILED)
    builds_folder.unlink()
    ticking.tick(after_ms=5_000)
    assert [(launch.job, launch.build_number) for launch in ticking.of(Launch)] == [("app", 1)]


def test_slots_over_a_night_of_downtime(ticking: Ticking) -> None:
    """The last missed slot runs once; later ones on time, each once however often the engine looks or starts."""
    timer = "<triggers><hudson.triggers.TimerTrigger><spec>0 * * * *</spec></hudson.triggers.TimerTrigger></triggers>"
    items.create_item(ticking.controller, "hourly", job_xml("work", extra=timer), by="admin")
    ticking.tick()
    for _ in range(2):
        ticking.restart()
        ticking.tick(after_ms=8 * 60 * MINUTE_MS if _ == 0 else 0)
        ticking.tick()
    ticking.tick(after_ms=59 * MINUTE_MS)
    ticking.tick(after_ms=1 * MINUTE_MS)
    with ticking.controller.store.read() as connection:
        slots = connection.execute("SELECT scheduled_ms, state FROM slot ORDER BY scheduled_ms").fetchall()
    fired = [slot["scheduled_ms"] for slot in slots if slot["state"] == "fired"]
    assert [(slot - START_MS) / MINUTE_MS for slot in fired] == [8 * 60 - 0.5, 9 * 60 - 0.5]
    assert [slot["state"] for slot in slots] == ["skipped"] * 7 + ["fired"] * 2


def test_left_items_stay_five_minutes(ticking: Ticking) -> None:
    """Clients ask a queue item for its build's number after it left; then the row goes."""
    ticking.launch()
    ticking.tick(after_ms=4 * MINUTE_MS)
    assert queue.get(ticking.controller, 1).build_number == 1
    ticking.tick(after_ms=2 * MINUTE_MS)
    with ticking.controller.store.read() as connection:
        assert not connection.execute("SELECT 1 FROM queue_item").fetchall()


def test_old_slots_and_events_go(ticking: Ticking) -> None:
    """A store that grows for ever; or one that forgets what was fired a moment ago."""
    day_ms = 24 * 60 * MINUTE_MS
    slots = [(1, START_MS - days * day_ms, 7) for days in (1, 34, 36, 400)]
    events = [(START_MS - days * day_ms, "finish", "app") for days in (91, 200, 89, 1)]

    def insert(connection: sqlite3.Connection) -> None:
        connection.executemany("INSERT INTO slot (item_id, scheduled_ms, queue_id) VALUES (?, ?, ?)", slots)
        connection.executemany("INSERT INTO event (at_ms, kind, job_full_name) VALUES (?, ?, ?)", events)

    ticking.controller.store.write(insert)
    for _ in range(3):
        ticking.tick(after_ms=1000)
    with ticking.controller.store.read() as connection:
        slots_left = [row[0] for row in connection.execute("SELECT scheduled_ms FROM slot ORDER BY scheduled_ms DESC")]
        events_left = [row[0] for row in connection.execute("SELECT at_ms FROM event ORDER BY id")]
    assert slots_left == [START_MS - 1 * day_ms, START_MS - 34 * day_ms]
    assert events_left == [START_MS - 89 * day_ms, START_MS - 1 * day_ms]


def test_why_is_stored(ticking: Ticking) -> None:
    """People see why an item waits."""
    run_id = ticking.launch()
    queue.schedule(ticking.controller, "app", cause=BY_ADMIN)
    ticking.tick()
    (item,) = queue.list_open(ticking.controller)
    assert (item.state.value, item.why) == ("blocked", "Build #1 is already in progress (ETA: N/A)")
    ticking.tick(Gone(), RunStarted(run_id, 1, "/remote/workspace/app"), ended(run_id))
    ticking.tick()
    (item,) = queue.list_open(ticking.controller)
    assert item.state.value == "buildable"
    assert item.buildable_since_ms == START_MS


def test_quiet_down_starts_nothing(ticking: Ticking) -> None:
    """Before a shutdown running builds end, and no other begins."""
    ticking.controller.store.write(
        lambda connection: connection.execute("INSERT INTO setting VALUES ('quieting_down', 'yes')")
    )
    queue.schedule(ticking.controller, "app", cause=BY_ADMIN)
    assert not ticking.tick()
    (item,) = queue.list_open(ticking.controller)
    assert item.why == "Jenkins is about to shut down"


def throttled(properties: str) -> str:
    return job_xml("work", policy=properties, concurrent=True)


def test_builds_of_a_category_wait_for_each_other(ticking: Ticking) -> None:
    """Two jobs that share a licence or a database would run together."""
    settings.put(ticking.controller, "throttle_categories", '{"db": {"max_total": 1}}')
    category = (
        "<hudson.plugins.throttleconcurrents.ThrottleJobProperty><categories><string>db</string></categories>"
        "<throttleEnabled>true</throttleEnabled><throttleOption>category</throttleOption>"
        "</hudson.plugins.throttleconcurrents.ThrottleJobProperty>"
    )
    items.create_item(ticking.controller, "one", throttled(category), by="admin")
    items.create_item(ticking.controller, "two", throttled(category), by="admin")
    queue.schedule(ticking.controller, "one", cause=BY_ADMIN, quiet_period_ms=0)
    queue.schedule(ticking.controller, "two", cause=BY_ADMIN, quiet_period_ms=0)
    ticking.tick()
    (launch,) = ticking.of(Launch)
    (item,) = queue.list_open(ticking.controller)
    assert (item.state.value, item.why) == ("blocked", "Already running 1 builds across all nodes")
    ticking.tick(RunStarted(launch.run_id, 1, "/remote/workspace/one"), ended(launch.run_id))
    assert [each.job for each in ticking.of(Launch)] == ["two"]


def test_resources_are_held_by_one_build(ticking: Ticking) -> None:
    """The restarted engine knows who holds what."""
    lock = "org.jenkins.plugins.lockableresources.RequiredResourcesProperty"
    xml = throttled(f"<{lock}><resourceNames>printer</resourceNames></{lock}>")
    for name in ("one", "two"):
        items.create_item(ticking.controller, name, xml, by="admin")
        queue.schedule(ticking.controller, name, cause=BY_ADMIN, quiet_period_ms=0)
    ticking.tick()
    (launch,) = ticking.of(Launch)
    ticking.tick(RunStarted(launch.run_id, 1, "/remote/workspace/one"))
    ticking.restart()
    ticking.arrive(HeldRun(launch.run_id, 0))
    (item,) = queue.list_open(ticking.controller)
    assert (item.job_full_name, item.why) == ("two", "Waiting for resources [printer]")
    ticking.tick(ended(launch.run_id))
    assert [each.job for each in ticking.of(Launch)] == ["two"]


def test_reserved_resources_are_for_nobody(ticking: Ticking) -> None:
    """Would give a build what somebody works on; released, the build starts."""
    lock = "org.jenkins.plugins.lockableresources.RequiredResourcesProperty"
    xml = throttled(f"<{lock}><resourceNames>printer</resourceNames></{lock}>")
    resources.replace_all(ticking.controller, [resources.Resource("printer")])
    resources.reserve(ticking.controller, "printer", by="admin")
    items.create_item(ticking.controller, "one", xml, by="admin")
    queue.schedule(ticking.controller, "one", cause=BY_ADMIN, quiet_period_ms=0)
    ticking.tick()
    (item,) = queue.list_open(ticking.controller)
    assert item.why == "Waiting for resources [printer]"
    resources.release(ticking.controller, "printer")
    ticking.tick()
    assert [each.job for each in ticking.of(Launch)] == ["one"]


def test_more_important_jobs_go_first(ticking: Ticking) -> None:
    """A backlog of nightly jobs would hold up what people wait for."""
    first = "jenkins.advancedqueue.priority.strategy.PriorityJobProperty"
    important = f"<{first}><useJobPriority>true</useJobPriority><priority>1</priority></{first}>"
    for name, xml in (("a", job_xml("work")), ("b", job_xml("work")), ("c", job_xml("work", policy=important))):
        items.create_item(ticking.controller, name, xml, by="admin")
        queue.schedule(ticking.controller, name, cause=BY_ADMIN, quiet_period_ms=0)
    ticking.tick()
    assert [launch.job for launch in ticking.of(Launch)] == ["c", "a"]


def test_a_nearly_full_disk_starts_nothing(ticking: Ticking) -> None:
    """Running builds would lose their logs to new ones; when there is space again, everything goes on by itself."""
    settings.put(ticking.controller, "min_free_bytes", str(2**62))
    queue.schedule(ticking.controller, "app", cause=BY_ADMIN)
    assert not ticking.tick()
    (item,) = queue.list_open(ticking.controller)
    assert item.why is not None
    assert item.why.startswith("The controller’s disk is nearly full (")
    settings.put(ticking.controller, "min_free_bytes", "1")
    assert [launch.job for launch in ticking.tick() if isinstance(launch, Launch)] == ["app"]


def test_what_people_set_outlives_a_reconnect(ticking: Ticking) -> None:
    """Executors and labels edited on the node's page would be gone at the next hiccup of the network."""
    nodes.update_config(ticking.controller, "agent-1", executors=5, labels=["linux", "big"])
    ticking.tick(Gone())
    ticking.arrive()
    node = nodes.get(ticking.controller, "agent-1")
    assert (node.executors, node.labels) == (5, frozenset({"linux", "big"}))
    ticking.tick(Hello("agent-1", "test", 3, ["linux"], "/remote", []))
    node = nodes.get(ticking.controller, "agent-1")
    assert (node.executors, node.labels) == (3, frozenset({"linux", "big"}))


def test_lost_builds_are_built_again_as_often_as_allowed(ticking: Ticking) -> None:
    """Somebody would have to look for them and start them by hand; or they would be started for ever."""
    policy = "<igor.retry.RetryPolicy><lost>1</lost></igor.retry.RetryPolicy>"
    items.update_config(ticking.controller, "app", job_xml("work", policy=policy), by="ada")
    ticking.tick(RunStarted(ticking.launch(), 1, "/remote/workspace/app"), Gone())
    ticking.arrive()
    lost = "lost: ‘agent-1’ came back without this run: its state was lost"
    assert ticking.build(1).reason == f"{lost} (built again: retry 1 of 1 is queued)"
    assert ticking.log(1).endswith("This build is built again: retry 1 of 1 is queued\nFinished: FAILURE\n")
    (launch,) = ticking.of(Launch)
    texts = [cause.short_description for cause in ticking.build(2).causes]
    assert texts == [f"Retry 1 of 1 of build #1, which ended with {lost}", "Started by user admin"]
    ticking.tick(RunStarted(launch.run_id, 1, "/remote/workspace/app"), Gone())
    ticking.arrive()
    assert ticking.build(2).reason == f"{lost} (not built again: 1 of 1 retries were made)"
    assert not ticking.of(Launch)


def test_what_was_approved_is_built_again_without_asking(ticking: Ticking) -> None:
    """A person would be asked at night because an agent died."""
    asks = "<igor.retry.RetryPolicy><lost>1</lost></igor.retry.RetryPolicy><igor.approval.ApprovalPolicy/>"
    items.update_config(ticking.controller, "app", job_xml("work", policy=asks), by="ada")
    queue_id = queue.schedule(ticking.controller, "app", cause=BY_ADMIN).queue_id
    ticking.tick()
    assert not ticking.of(Launch)
    admin = Access(ticking.controller, Who("ada", is_admin=True))
    approvals.approve(ticking.controller, admin, queue_id, approvals.Answer("ada", "Ada", "looks good"))
    ticking.tick()
    (launch,) = ticking.of(Launch)
    assert launch.environment["IGOR_APPROVED_BY"] == "ada"
    ticking.tick(RunStarted(launch.run_id, 1, "/remote/workspace/app"), Gone())
    ticking.arrive()
    assert ticking.of(Launch)
    assert ticking.build(2).causes[-1].short_description == "Approved by Ada: looks good"


def test_the_controller_says_how_often_where_the_job_does_not(ticking: Ticking) -> None:
    """Every job would have to say it; and what failed by itself would be built again."""
    settings.put(ticking.controller, "retry_error", "1")
    ticking.tick(ended(ticking.launch(), outcome="error"))
    assert ticking.build(1).reason == "error (built again: retry 1 of 1 is queued)"
    (launch,) = ticking.of(Launch)
    ticking.tick(ended(launch.run_id, outcome="failure"))
    assert ticking.build(2).reason == "exit code 0"
    ticking.tick(RunStarted(ticking.launch(), 1, "/remote/workspace/app"), Gone())
    ticking.arrive()
    assert ticking.build(3).reason == "lost: ‘agent-1’ came back without this run: its state was lost"


def hello(*, boot_id: str = "", zipapp: str = "") -> Hello:
    return Hello("agent-1", "test", 2, ["linux"], "/remote", [], {"zipapp": zipapp}, boot_id=boot_id)


def test_a_launch_before_a_loss_of_power_is_not_repeated_after_it(ticking: Ticking) -> None:
    """The command may have begun, and its state was lost with the machine: it would run twice."""
    ticking.tick(hello(boot_id="first"))
    run_id = ticking.launch()
    ticking.tick(Gone())
    ticking.tick(hello(boot_id="first"))
    assert [launch.run_id for launch in ticking.of(Launch)] == [run_id]
    ticking.tick(Gone())
    ticking.tick(hello(boot_id="second"))
    assert not ticking.of(Launch)
    assert ticking.build().reason == "lost: the machine of ‘agent-1’ was started again"


def test_agents_of_another_file_are_told_to_upgrade(ticking: Ticking) -> None:
    """Agents would stay what they were when their machines were set up; or be told again and again."""
    content, digest = agent_file.content_and_digest()
    assert sha256(content).hexdigest() == digest
    ticking.tick(hello(zipapp="0" * 64))
    assert ticking.of(Upgrade) == [Upgrade(igor.__version__, digest)]
    nodes.update_config(ticking.controller, "agent-1", executors=5)
    node = replace(nodes.get(ticking.controller, "agent-1"), version=igor.__version__)
    assert agent_file.drift(node) == "not the controller’s agent.pyz"
    assert agent_file.drift(replace(node, version="0.0.9")) == f"the controller has {igor.__version__}"
    for zipapp in (digest, ""):
        ticking.tick(hello(zipapp=zipapp))
        assert not ticking.of(Upgrade)
        assert not agent_file.drift(replace(nodes.get(ticking.controller, "agent-1"), version=igor.__version__))


def test_what_an_agent_says_anew_between_joining_and_its_first_connection_counts(ticking: Ticking) -> None:
    """Its labels were changed while the controller was away: the node kept those with which it had joined, for ever."""
    join = nodes.make_join_token(ticking.controller)
    ticking.tick(Gone())
    nodes.register_agent(ticking.controller, join, "agent-1", ["linux"], 2, "/remote")
    ticking.tick(Hello("agent-1", "test", 2, ["linux", "special"], "/remote", []))
    assert nodes.get(ticking.controller, "agent-1").labels == {"linux", "special"}


def test_a_node_that_is_away_for_a_time_returns_by_itself(ticking: Ticking) -> None:
    """Somebody would have to remember it at the end of each maintenance."""
    nodes.set_offline(ticking.controller, "agent-1", "new disk", START_MS + 60_000)
    queue.schedule(ticking.controller, "app", cause=BY_ADMIN)
    assert not ticking.tick(after_ms=59_000)
    ticking.tick(after_ms=1_000)
    assert [launch.job for launch in ticking.of(Launch)] == ["app"]
    assert nodes.get(ticking.controller, "agent-1").online_at_ms is None
