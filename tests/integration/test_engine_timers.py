"""Timers in real ticks on a real store, with a clock that the test moves and an agent that the test is."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from engine_world import BY_ADMIN, job_xml

from igor.agents.protocol import Hello, Launch, RunFinished, RunOutcome, RunStarted, Stop
from igor.controller import builds, items, nodes, overview, queue, schedule, settings
from igor.controller.context import Controller
from igor.controller.engine_tick import Ticker
from igor.controller.hub import Report
from igor.model.clock import ManualClock
from igor.model.errors import Invalid
from igor.model.home import Home

pytestmark = pytest.mark.integration

#: 2026-01-31 10:00:00 UTC, a Saturday
START_MS = 1_769_853_600_000
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


@dataclass
class World:
    controller: Controller
    clock: ManualClock
    ticker: Ticker
    launched: list[Launch] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)

    def add(self, name: str, spec: str = "0 * * * *", *, extra: str = "", parameters: str = "", **policy: str) -> None:
        kind, spec = "hudson.triggers.TimerTrigger", f"TZ=UTC\n{spec}"
        timer = f"<{kind}><spec>{spec}</spec></{kind}>"
        if "%" in spec:
            kind = "org.jenkinsci.plugins.parameterizedscheduler.ParameterizedTimerTrigger"
            timer = f"<{kind}><parameterizedSpecification>{spec}</parameterizedSpecification></{kind}>"
        xml = job_xml(
            "work", extra=f"<triggers>{timer}</triggers>{extra}", policy=schedule_policy(**policy) + parameters
        )
        items.create_item(self.controller, name, xml, by="admin")
        self.tick()

    def tick(self, *contents: object, after_ms: int = 0) -> None:
        self.clock.advance(after_ms)
        effects = self.ticker.tick([Report("agent-1", content) for content in contents], [])  # type: ignore[arg-type]
        messages = [message for _, message in effects.messages]
        self.launched += [message for message in messages if isinstance(message, Launch)]
        self.stopped += [message.run_id for message in messages if isinstance(message, Stop)]

    def at(self, time: str) -> None:
        """Tick at a time of the day that the test begins on."""
        at_ms = round(datetime.fromisoformat(f"2026-01-31T{time}:00+00:00").timestamp() * 1000)
        self.tick(after_ms=at_ms - self.clock.now_ms())
        self.tick()

    def agent_comes(self) -> None:
        self.tick(Hello("agent-1", "test", 4, ["linux"], "/remote", []))

    def finish(self, launch: Launch) -> None:
        run = launch.run_id
        self.tick(RunStarted(run, 1, "/remote/workspace/x"), RunFinished(run, RunOutcome("success", 0, [], 5), 0))

    def restart(self) -> None:
        self.ticker = Ticker(self.controller, self.ticker.epoch + 1)
        self.ticker.recover()

    def slots(self) -> list[tuple[str, str]]:
        """The time of day and state of every slot."""
        rows = self.rows("SELECT * FROM slot ORDER BY scheduled_ms, parameters")
        return [(day_time(row["scheduled_ms"]), row["state"]) for row in rows]

    def events(self) -> list[tuple[str, dict[str, Any]]]:
        rows = self.rows("SELECT kind, data FROM event WHERE kind IN ('late', 'missed') ORDER BY id")
        return [(row["kind"], json.loads(row["data"])) for row in rows]

    def rows(self, statement: str) -> list[sqlite3.Row]:
        with self.controller.store.read() as connection:
            return connection.execute(statement).fetchall()


def day_time(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%H:%M")


def schedule_policy(**policy: str) -> str:
    fields = "".join(f"<{name}>{value}</{name}>" for name, value in policy.items() if name != "blackout")
    if "blackout" in policy:
        fields += f"<blackouts><string>{policy['blackout']}</string></blackouts>"
    return f"<igor.schedule.SchedulePolicy>{fields}</igor.schedule.SchedulePolicy>" if policy else ""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    clock = ManualClock(START_MS)
    controller = Controller.open(Home(tmp_path), clock=clock)
    nodes.create(controller, "agent-1", executors=4, labels=["linux"])
    world = World(controller, clock, Ticker(controller, 1))
    world.ticker.recover()
    yield world
    controller.close()


def test_i4_a_slot_waits_for_the_long_build_before(world: World) -> None:
    """The 12:00 slot of a half-hourly job whose 11:30 build takes 34 minutes would be skipped."""
    world.agent_comes()
    world.add("aggregate", "*/30 * * * *")
    world.at("11:30")
    world.at("12:00")
    (item,) = queue.list_open(world.controller)
    assert item.why is not None and "is already in progress" in item.why
    world.clock.advance(4 * MINUTE_MS)
    world.finish(world.launched[-1])
    world.tick()
    started = world.rows("SELECT started_ms FROM build ORDER BY number DESC LIMIT 1")[0]["started_ms"]
    assert day_time(started) == "12:04"
    assert world.launched[-1].environment["IGOR_SCHEDULED_AT"] == "2026-01-31T12:00:00+00:00"


def test_a_slot_whose_item_somebody_cancels(world: World) -> None:
    """It would be counted among those that were built, and nobody would find the build."""
    world.add("app")
    world.at("11:00")
    (item,) = queue.list_open(world.controller)
    queue.cancel(world.controller, item.id, by="alice")
    told = [(row["state"], row["why"]) for row in world.rows("SELECT state, why FROM slot WHERE why IS NOT NULL")]
    assert told == [("skipped", "Cancelled by alice")]


def test_overlap_cancel_stops_the_running_build(world: World) -> None:
    """A build that is out of date would hold up the new one."""
    world.agent_comes()
    world.add("app", overlap="cancel")
    world.at("11:00")
    (launch,) = world.launched
    world.tick(RunStarted(launch.run_id, 1, "/remote/workspace/app"))
    world.at("12:00")
    assert world.stopped == [launch.run_id]
    assert "overlap is cancel" in (world.rows("SELECT stop_requested_by FROM build")[0]["stop_requested_by"])
    world.tick(RunFinished(launch.run_id, RunOutcome("stopped", None, [], 5), 0))
    world.tick()
    assert [each.build_number for each in world.launched] == [1, 2]


def test_overlap_skip_and_allow(world: World) -> None:
    """A slot beside a running build would be queued, or one that may run beside it would wait."""
    world.agent_comes()
    world.add("skipping", overlap="skip")
    world.add("allowing", overlap="allow")
    world.at("11:00")
    world.at("12:00")
    assert sorted({(each.job, each.build_number) for each in world.launched}) == [
        ("allowing", 1),
        ("allowing", 2),
        ("skipping", 1),
    ]
    (skipped,) = world.rows("SELECT why FROM slot WHERE state = 'skipped'")
    assert skipped["why"] == "build #1 is running, and overlap is skip"


def test_queue_all_queues_each_slot(world: World) -> None:
    """Two slots would become one build."""
    world.add("app", overlap="queue-all")
    world.add("one")
    world.at("11:00")
    world.at("12:00")
    assert sorted(item.job_full_name for item in queue.list_open(world.controller)) == ["app", "app", "one"]
    assert world.slots() == [("11:00", "fired")] * 2 + [("12:00", "fired")] * 2


def test_late_and_given_up(world: World) -> None:
    """Nobody would hear that a build does not start, or it would start hours after it was any use."""
    world.add("app", deadline="30m", lateAfter="5m")
    world.at("11:00")
    world.at("11:04")
    assert world.events() == []
    world.at("11:05")
    world.at("11:06")
    ((kind, data),) = world.events()
    assert (kind, data["scheduled_ms"]) == ("late", START_MS + HOUR_MS)
    (late,) = overview.overview(world.controller)["late"]
    assert (late["job"], late["due_ms"]) == ("app", START_MS + HOUR_MS)
    world.at("11:30")
    assert queue.list_open(world.controller) == []
    assert [kind for kind, _ in world.events()] == ["late", "missed"]
    (past,) = schedule.past(world.controller, "app")
    assert (past.state, past.late) == ("missed", True)
    assert past.why == "it did not start by Sat 31 Jan 11:30, its deadline"


def test_a_slot_that_is_given_up_leaves_what_others_want(world: World) -> None:
    """A person's build would be cancelled with the slot that it joined."""
    world.add("app", deadline="90m")
    world.at("11:00")
    queue.schedule(world.controller, "app", cause=BY_ADMIN)
    world.at("12:00")
    world.at("12:30")
    (item,) = queue.list_open(world.controller)
    causes = [(cause.kind, cause.details.get("scheduled_ms")) for cause in item.causes]
    assert causes == [("user", None), ("timer", START_MS + 2 * HOUR_MS)]
    assert world.slots() == [("11:00", "missed"), ("12:00", "fired")]


def test_held_and_let_go(world: World) -> None:
    """A slot in a maintenance window would start in it, or never; an engine that starts in it would forget it."""
    world.agent_comes()
    world.add("app", blackout="Sat 10:30-13:30 UTC")
    for time in ("11:00", "12:00", "13:00"):
        world.at(time)
    world.restart()
    world.agent_comes()
    assert world.slots() == [("11:00", "held"), ("12:00", "held"), ("13:00", "held")]
    shown = schedule.upcoming(world.controller, world.clock.now_ms(), count=1)
    assert shown[0].why == "held by the blackout “Sat 10:30-13:30 UTC” until Sat 31 Jan 13:30"
    assert world.launched == []
    world.at("13:30")
    assert [each.build_number for each in world.launched] == [1]
    assert {state for _, state in world.slots()} == {"fired"}


def test_a_blackout_of_all_jobs_that_is_taken_back(world: World) -> None:
    """Slots would be held until an end that nobody wants any more."""
    world.add("app")
    settings.put(world.controller, "blackouts", "2026-01-31..2026-02-03 UTC")
    world.at("11:00")
    assert world.slots() == [("11:00", "held")]
    settings.put(world.controller, "blackouts", "")
    world.at("11:10")
    assert world.slots() == [("11:00", "fired")]
    with pytest.raises(Invalid, match="line 2: “Sta”"):
        settings.put(world.controller, "blackouts", "Sat\nSta")


def test_what_is_held_for_long_is_not_forgotten(world: World) -> None:
    """A freeze that is longer than the records of slots are kept would swallow what it holds."""
    world.add("app", "0 11 * * *", blackout="2026-01-31..2026-03-31 UTC")
    world.at("11:00")
    for _ in range(4):
        world.tick(after_ms=11 * 24 * HOUR_MS)
    first = world.rows("SELECT min(scheduled_ms) AS ms, state FROM slot")[0]
    assert (first["ms"], first["state"]) == (START_MS + HOUR_MS, "held")


def test_held_slots_of_timers_that_are_gone(world: World) -> None:
    """A slot that was held when its job lost its timers, or was disabled, would stay held for ever."""
    world.add("app", blackout="Sat 10:30-13:30 UTC")
    world.add("off", blackout="Sat 10:30-13:30 UTC")
    world.at("11:00")
    xml = items.get_config(world.controller, "app").replace("0 * * * *", "")
    items.update_config(world.controller, "app", xml, by="admin")
    items.set_enabled(world.controller, "off", False, by="admin")
    world.at("12:00")
    assert world.slots() == [("11:00", "held"), ("11:00", "skipped")]
    world.at("13:30")
    assert world.slots() == [("11:00", "fired"), ("11:00", "skipped")]


def test_parameters_of_a_line(world: World) -> None:
    """Both lines would build the same, or only one would build."""
    world.agent_comes()
    parameter = (
        "<hudson.model.ParametersDefinitionProperty><parameterDefinitions><hudson.model.ChoiceParameterDefinition>"
        "<name>env</name><choices class='java.util.Arrays$ArrayList'><a class='string-array'><string>prod</string>"
        "<string>dev</string></a></choices></hudson.model.ChoiceParameterDefinition></parameterDefinitions>"
        "</hudson.model.ParametersDefinitionProperty>"
    )
    spec = "0 * * * * %env=prod\n0 * * * * %env=dev\n0 * * * * %env=test"
    world.add("app", spec, parameters=parameter, overlap="allow")
    world.at("11:00")
    assert sorted(each.environment["env"] for each in world.launched) == ["dev", "prod"]
    assert (
        "Started by timer with parameters: {env=dev}"
        in builds.get(world.controller, "app", 1).causes[0].short_description
    )
    (event,) = world.events()
    assert event[0] == "missed" and "test" in event[1]["why"]
    assert world.slots() == [("11:00", "fired"), ("11:00", "fired"), ("11:00", "missed")]


def test_i2_a_slot_within_a_deploy(world: World) -> None:
    """A slot that comes between the last look and a new definition of its job would be lost; one that comes after it
    would run by the old timers."""
    world.add("app", "0 11,13 * * *")
    world.clock.advance(70 * MINUTE_MS)
    new = items.get_config(world.controller, "app").replace("0 11,13 * * *", "30 10,12 * * *")
    items.update_config(world.controller, "app", new, by="admin")
    world.restart()
    world.at("13:00")
    assert world.slots() == [("11:00", "fired"), ("12:30", "fired")]


def test_disabled_jobs_have_no_slots(world: World) -> None:
    """Enabling a job would start what it did not do for a week."""
    world.add("app")
    items.set_enabled(world.controller, "app", False, by="admin")
    world.at("12:30")
    items.set_enabled(world.controller, "app", True, by="admin")
    world.at("13:00")
    assert world.slots() == [("13:00", "fired")]


def test_a_clock_that_was_wrong_for_a_moment(world: World) -> None:
    """A job would not run until the wrong time has come, or run twice."""
    world.add("app", catchup="none", overlap="queue-all")
    world.at("11:00")
    world.clock.advance(20 * HOUR_MS + 10 * MINUTE_MS)
    world.tick()
    assert [state for _, state in world.slots()] == ["fired"] + ["missed"] * 20
    world.clock.advance(-20 * HOUR_MS)
    world.tick()
    assert world.slots() == [("11:00", "fired")]
    world.at("10:59")
    for time in ("11:00", "12:00"):
        world.at(time)
    assert world.slots() == [("11:00", "fired"), ("12:00", "fired")]
    assert len(queue.list_open(world.controller)) == 2


def test_a_tick_costs_what_is_due(world: World) -> None:
    """With thousands of jobs every tick would look at each."""
    timer = "<hudson.triggers.TimerTrigger><spec>0 9 * * *</spec></hudson.triggers.TimerTrigger>"
    xml = job_xml("x", extra=f"<triggers>{timer}</triggers>")
    for number in range(50):
        items.create_item(world.controller, f"job-{number}", xml, by="admin")
    world.tick()
    world.tick()
    statements: list[str] = []
    world.controller.store.write(lambda connection: connection.set_trace_callback(statements.append))
    world.tick(after_ms=1_000)
    told = [each for each in statements if re.search(r"FROM (timer|slot|item)\b", each)]
    housekeeping = ("item_id >", "DELETE FROM slot", "kind = 'job' ORDER BY id LIMIT")
    assert [each for each in told if not any(part in each for part in housekeeping)] == []
