"""From a build's end, a clock and people's wishes to what on-call is told: real ticks on a real store."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from engine_world import BY_ADMIN, job_xml

from igor.agents.protocol import Hello, Launch, RunAttempt, RunFinished, RunOutcome, RunStarted
from igor.controller import alerts, approvals, items, nodes, queue, settings
from igor.controller.access import Access
from igor.controller.context import Controller
from igor.controller.engine_tick import Ticker
from igor.controller.hub import Report
from igor.model.access import Who
from igor.model.clock import ManualClock
from igor.model.home import Home
from igor.storage import migrate

pytestmark = pytest.mark.integration

#: 2026-01-31 10:00:00 UTC
START_MS = 1_769_853_600_000
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
_TRIGGER = "hudson.triggers.TimerTrigger"
TIMER = f"<triggers><{_TRIGGER}><spec>TZ=UTC\n{{cron}}</spec></{_TRIGGER}></triggers>"


@dataclass
class World:
    controller: Controller
    clock: ManualClock
    ticker: Ticker
    launched: list[Launch] = field(default_factory=list)

    def add(self, name: str, *, policy: str = "", cron: str = "") -> None:
        timer = TIMER.format(cron=cron)
        alerts_xml = f"<igor.alerts.AlertPolicy>{policy}</igor.alerts.AlertPolicy>" if policy else ""
        items.create_item(
            self.controller, name, job_xml("work", policy=alerts_xml, extra=timer if cron else ""), by="admin"
        )

    def tick(self, *contents: object, after_ms: int = 0) -> None:
        self.clock.advance(after_ms)
        effects = self.ticker.tick([Report("agent-1", content) for content in contents], [])  # type: ignore[arg-type]
        self.launched += [message for _, message in effects.messages if isinstance(message, Launch)]

    def agent_comes(self) -> None:
        self.tick(Hello("agent-1", "test", 4, ["linux"], "/remote", []))

    def start(self, name: str) -> Launch:
        queue.schedule(self.controller, name, cause=BY_ADMIN)
        self.tick()
        launch = self.launched[-1]
        self.tick(RunStarted(launch.run_id, 1, "/remote/workspace/x"))
        return launch

    def finish(self, launch: Launch, exit_code: int = 0, output: str = "", attempts: int = 1) -> None:
        run = launch.run_id
        tries = [RunAttempt(n + 1, 1, 1, "exit", exit_code) for n in range(attempts)]
        outcome = RunOutcome("failure" if exit_code else "success", exit_code, tries, 5)
        self.tick([(run, 0, output.encode())], RunFinished(run, outcome, len(output.encode())))

    def build(self, name: str, exit_code: int = 0, *, takes_ms: int = 1_000, output: str = "") -> None:
        launch = self.start(name)
        self.clock.advance(takes_ms)
        self.finish(launch, exit_code, output)

    def told(self) -> list[tuple[str, str]]:
        """The phase and the first line of what on-call was told, oldest first, without the time that has passed."""
        return [(each["phase"], each["summary"]) for each in reversed(alerts.told(self.controller, 100))]

    def messages(self) -> list[dict[str, Any]]:
        with self.controller.store.read() as connection:
            return [json.loads(row["data"]) for row in connection.execute("SELECT data FROM notification ORDER BY id")]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    clock = ManualClock(START_MS)
    controller = Controller.open(Home(tmp_path), clock=clock)
    settings.put(controller, "quiet_period_s", "0")
    settings.put(controller, "root_url", "http://igor/")
    nodes.create(controller, "agent-1", executors=4, labels=["linux"])
    world = World(controller, clock, Ticker(controller, 1))
    world.ticker.recover()
    yield world
    world.ticker.close()
    controller.close()


def test_i21_a_failure_is_told_once_and_its_end(world: World) -> None:
    """Would leave on-call without the log, the exit code or the end of it, or page for each repetition."""
    world.agent_comes()
    world.add("app", policy="<owner>db@example.org</owner><runbook>http://wiki/app</runbook>")
    world.build("app", 3, output="".join(f"line {number}\n" for number in range(30)))
    world.build("app", 4)
    world.tick(after_ms=10_000)
    world.build("app")
    assert world.told() == [
        ("firing", "app #1 failed: exit code 3"),
        ("resolved", "app #3 is fine again after 12 sec"),
    ]
    message = world.messages()[0]
    assert message["url"] == "http://igor/job/app/1/"
    assert (message["owner"], message["exit_code"], message["attempt"]) == ("db@example.org", 3, 1)
    lines = message["text"].splitlines()
    assert "Log:       http://igor/job/app/1/console" in lines
    assert "Runbook:   http://wiki/app" in lines
    assert len(message["output_tail"].splitlines()) == 20
    assert "Finished: FAILURE" in message["output_tail"]
    assert alerts.open_alerts(world.controller) == []
    assert [each["count"] for each in alerts.past_alerts(world.controller, 5)] == [2]


def test_after_two_failures_and_a_success_between(world: World) -> None:
    """A success between two failures would not begin the count anew."""
    world.agent_comes()
    world.add("app", policy="<after>2</after>")
    for exit_code in (1, 0, 1):
        world.build("app", exit_code)
    assert world.told() == []
    assert alerts.open_alerts(world.controller) == []
    world.build("app", 1)
    assert [phase for phase, _ in world.told()] == ["firing"]


def test_i22_a_slow_build_is_told_while_it_runs(world: World) -> None:
    """Would be told when it is too late to do anything about it."""
    world.agent_comes()
    world.add("app", policy="<slow>10m</slow>")
    launch = world.start("app")
    world.tick(after_ms=10 * MINUTE_MS - 1)
    assert world.told() == []
    world.tick(after_ms=MINUTE_MS)
    world.tick(after_ms=MINUTE_MS)
    assert world.told() == [("firing", "app #1 has been running for 10 min, allowed are at most 10 min")]
    world.finish(launch)
    assert len(world.told()) == 1, "the end of a build that took too long is no news"
    world.build("app")
    assert world.told()[1:] == [("resolved", "app #2 is fine again after 1 min 1 sec")]


def test_typical_durations_are_bounds_without_a_policy(world: World) -> None:
    """A backup that is over in seconds would pass for a success, one that hangs would hang unseen."""
    world.agent_comes()
    world.add("backup")
    for _ in range(8):
        world.build("backup", takes_ms=20 * MINUTE_MS)
    world.build("backup", takes_ms=3_000)
    assert world.told() == [("firing", "backup #9 was over in 3 sec, typically 20 min")]
    launch = world.start("backup")
    world.tick(after_ms=41 * MINUTE_MS)
    assert (
        "backup #10 has been running for 41 min, typically 20 min" in alerts.open_alerts(world.controller)[0]["summary"]
    )
    world.finish(launch)
    settings.put(world.controller, "alert_typical", "")
    world.build("backup", takes_ms=20 * MINUTE_MS)
    assert world.told()[-1][0] == "resolved"


def test_a_missed_slot_is_told_until_a_build_starts(world: World) -> None:
    """The dead man: a job that does not run any more makes no noise by itself."""
    world.add("nightly", cron="0 * * * *", policy="<missed>5m</missed>")
    world.tick()
    world.tick(after_ms=HOUR_MS + 1)
    world.tick(after_ms=4 * MINUTE_MS)
    assert world.told() == []
    world.tick(after_ms=MINUTE_MS)
    ((phase, summary),) = world.told()
    assert (phase, summary.partition(":")[0]) == ("firing", "nightly did not start at 2026-01-31 11")
    assert world.messages()[0]["severity"] == "critical"
    world.agent_comes()
    world.tick(after_ms=6_000)
    world.tick(after_ms=6_000)
    assert world.told()[1][0] == "resolved"


def test_slots_missed_while_the_controller_was_down(world: World) -> None:
    """Would be silent about a night without runs where nothing is caught up, and noisy where it is."""
    world.agent_comes()
    policy = "<igor.schedule.SchedulePolicy><catchup>none</catchup></igor.schedule.SchedulePolicy>"
    timer = TIMER.format(cron="0 * * * *")
    items.create_item(world.controller, "none", job_xml("work", policy=policy, extra=timer), by="admin")
    world.add("last", cron="0 * * * *")
    world.tick()
    world.tick(after_ms=3 * HOUR_MS + 30 * MINUTE_MS)
    assert {summary.split()[0] for _, summary in world.told()} == {"none"}


def test_stuck_in_the_queue(world: World) -> None:
    """A label that no node has would keep a job waiting for ever."""
    world.add("app", policy="<stuck>30m</stuck>")
    queue.schedule(world.controller, "app", cause=BY_ADMIN)
    world.tick()
    world.tick(after_ms=31 * MINUTE_MS)
    world.tick(after_ms=MINUTE_MS)
    ((phase, summary),) = world.told()
    assert phase == "firing"
    assert summary.startswith("app has been waiting in the queue for 31 min: ")
    world.agent_comes()
    world.tick(after_ms=6_000)
    assert world.told()[1][0] == "resolved"


def test_what_waits_for_a_person_is_told_at_once(world: World) -> None:
    """A question that nobody hears of; or that is told as if something were broken, also after the answer."""
    asks = "<igor.approval.ApprovalPolicy><message>Deploy?</message></igor.approval.ApprovalPolicy>"
    items.create_item(world.controller, "app", job_xml("work", policy=asks), by="admin")
    queue_id = queue.schedule(world.controller, "app", cause=BY_ADMIN).queue_id
    world.tick()
    world.tick(after_ms=6_000)
    assert world.told() == [("firing", "app waits for approval by somebody who may build it: Deploy?")]
    world.tick(after_ms=5 * HOUR_MS)
    assert [phase for phase, _ in world.told()] == ["firing", "repeat"]
    admin = Access(world.controller, Who("admin", is_admin=True))
    approvals.approve(world.controller, admin, queue_id, approvals.Answer("admin", "admin"))
    world.tick(after_ms=6_000)
    assert [phase for phase, _ in world.told()] == ["firing", "repeat", "resolved"]


def test_no_success_for_too_long(world: World) -> None:
    """A job that something else starts would stop being started and nobody would know."""
    world.agent_comes()
    world.add("feed", policy="<successWithin>2h</successWithin>")
    world.tick()
    world.build("feed")
    world.tick(after_ms=2 * HOUR_MS - MINUTE_MS)
    assert world.told() == []
    world.tick(after_ms=2 * MINUTE_MS)
    assert world.told() == [("firing", "feed did not succeed in time: its last success is too long ago")]
    world.build("feed")
    world.tick(after_ms=6_000)
    assert [phase for phase, _ in world.told()] == ["firing", "resolved"]


def test_silences_end_and_acknowledgements_stay(world: World) -> None:
    """Would page in a maintenance window, or forget what is still broken when it ends."""
    world.agent_comes()
    world.add("app")
    silence = alerts.silence(world.controller, "ap*", for_ms=HOUR_MS, by="ann", reason="upgrade")
    world.build("app", 1)
    world.tick(after_ms=30 * MINUTE_MS)
    (alert,) = alerts.open_alerts(world.controller)
    assert (alert["silenced_by"], alert["silenced_until_ms"]) == ("ann", silence["until_ms"])
    assert world.told() == []
    world.tick(after_ms=31 * MINUTE_MS)
    assert [phase for phase, _ in world.told()] == ["firing"]
    world.tick(after_ms=4 * HOUR_MS)
    assert [phase for phase, _ in world.told()] == ["firing", "repeat"]
    alerts.acknowledge(world.controller, alert["id"], by="ben", note="on it")
    world.tick(after_ms=10 * HOUR_MS)
    assert len(world.told()) == 2
    (alert,) = alerts.open_alerts(world.controller)
    assert (alert["acknowledged_by"], alert["note"]) == ("ben", "on it")


def test_a_storm_is_told_as_one(world: World) -> None:
    """A broken network would send a thousand mails, and none of the alerts may be lost by that."""
    world.agent_comes()
    settings.put(world.controller, "alert_per_hour", "2")
    for name in ("a", "b", "c", "d"):
        world.add(name)
        world.build(name, 1)
    world.tick(after_ms=6_000)
    world.tick(after_ms=6_000)
    assert [phase for phase, _ in world.told()] == ["firing", "firing", "storm"]
    assert world.told()[-1][1] == "2 more alerts are held back: 2 were told within the hour"
    world.tick(after_ms=HOUR_MS)
    told = [(phase, summary.split()[0]) for phase, summary in world.told()]
    assert told[3:] == [("firing", "c"), ("firing", "d")]


def test_a_job_that_is_gone_has_no_alert(world: World) -> None:
    """Monitoring systems would show it as broken for ever."""
    world.agent_comes()
    world.add("app")
    world.build("app", 1)
    items.delete_item(world.controller, "app", by="admin")
    world.tick(after_ms=6_000)
    assert world.told()[1] == ("resolved", "app #1 was in trouble for 6 sec, then the job was deleted")


def test_a_restart_tells_nothing_twice(world: World) -> None:
    """Each start of the engine would page for all that is broken."""
    world.agent_comes()
    world.add("app", policy="<slow>10m</slow>")
    world.start("app")
    world.tick(after_ms=11 * MINUTE_MS)
    before = world.told()
    assert len(before) == 1
    world.ticker = Ticker(world.controller, 2)
    world.ticker.recover()
    world.tick(after_ms=MINUTE_MS)
    assert world.told() == before


def test_what_was_open_in_an_older_store_stays_open(tmp_path: Path) -> None:
    """An upgrade would forget what is broken, or tell all of it anew."""
    old = tmp_path / "migrations"
    old.mkdir()
    for path in sorted(migrate.MIGRATIONS.glob("*.sql"))[:5]:
        shutil.copy(path, old)
    home = Home(tmp_path / "home")
    migrate.migrate(home.database, old)
    said = '{"result": "FAILURE", "reason": "exit code 3", "url": "http://igor/job/app/4/", "node": "agent-1"}'
    data = json.loads(said) | {"exit_code": 3, "attempts": 2, "duration_ms": 5, "since_ms": START_MS}
    data["last_lines"] = ["one", "two"]
    with closing(sqlite3.connect(home.database)) as connection, connection:
        sql = "INSERT INTO event (at_ms, kind, job_full_name, build_number, data) VALUES (?, ?, ?, ?, ?)"
        connection.execute(sql, (START_MS, "alert", "app", 4, json.dumps(data)))
        connection.execute(sql, (START_MS, "alert", "other", 1, json.dumps(data)))
        connection.execute(sql, (START_MS + 1, "resolved", "other", 2, json.dumps(data)))
    with closing(Controller.open(home, clock=ManualClock(START_MS))) as controller:
        (alert,) = alerts.open_alerts(controller)
    assert (alert["job"], alert["number"], alert["last_lines"]) == ("app", 4, ["one", "two"])
    assert (alert["what"], alert["told_ms"]) == ("failed: exit code 3 after 2 attempts", START_MS)


def test_sinks_that_watch_hear_of_the_controller_itself(world: World) -> None:
    """A controller that dies tells nobody; Alertmanager forgets when it is restarted."""
    sinks = ("sensu-go+http://127.0.0.1:1", "alertmanager+http://127.0.0.1:1")
    world.agent_comes()
    world.add("app")
    world.build("app", 1)
    settings.put(world.controller, "alert_sinks", " ".join(sinks))
    for _ in range(50):
        world.tick(after_ms=6_000)
    world.ticker.close()
    names = sorted(path.name for path in world.controller.home.alerts.rglob("*.json") if path.name[0] == "1")
    beats = [name for name in dict.fromkeys(names) if name.endswith("-heartbeat.json")]
    refreshes = [name for name in dict.fromkeys(names) if "-refresh-" in name]
    assert len(beats) == 5
    assert len(refreshes) == 2
    beat = json.loads(next(world.controller.home.alerts.rglob(beats[0])).read_text())
    assert (beat["kind"], beat["ttl_s"], beat["job"]) == ("progress", 300, "igor-controller")
