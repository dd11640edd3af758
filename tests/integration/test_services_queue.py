"""Queue, builds and schedule over a real store: coalescing, parameters, permalinks, logs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from igor.controller import builds, definitions, items, overview, parameters, queue, schedule, settings
from igor.controller.context import Controller
from igor.controller.estimates import Estimates
from igor.model.build import Cause, QueueState
from igor.model.clock import ManualClock
from igor.model.errors import Conflict, Invalid, InvalidSource, NotFound
from igor.model.home import Home
from igor.model.job import Result
from igor.model.timezone import machine_timezone

pytestmark = pytest.mark.integration

NOW_MS = 1_700_000_000_000
MINUTE_MS = 60_000
PLAIN = "<project/>"
TIMER_XML = "<hudson.triggers.TimerTrigger><spec>{}</spec></hudson.triggers.TimerTrigger>"
TIMED = f"<project><triggers>{TIMER_XML}</triggers></project>"
PARAMETERS = """<project><properties><hudson.model.ParametersDefinitionProperty><parameterDefinitions>
<hudson.model.StringParameterDefinition><name>TEXT</name><defaultValue>d</defaultValue><trim>true</trim></hudson.model.StringParameterDefinition>
<hudson.model.BooleanParameterDefinition><name>FLAG</name><defaultValue>true</defaultValue></hudson.model.BooleanParameterDefinition>
<hudson.model.ChoiceParameterDefinition><name>KIND</name><choices class="java.util.Arrays$ArrayList"><a class="string-array"><string>one</string><string>two</string></a></choices></hudson.model.ChoiceParameterDefinition>
<hudson.model.PasswordParameterDefinition><name>SECRET</name><defaultValue>s3</defaultValue></hudson.model.PasswordParameterDefinition>
</parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties></project>"""  # noqa: E501
USER = Cause("user", "Started by user anna", {"user_id": "anna"})
TIMER = Cause("timer", "Started by timer")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW_MS)


@pytest.fixture
def controller(tmp_path: Path, clock: ManualClock) -> Iterator[Controller]:
    opened = Controller.open(Home(tmp_path), clock=clock)
    yield opened
    opened.close()


def create(controller: Controller, full_name: str, xml: str = PLAIN) -> int:
    return items.create_item(controller, full_name, xml, by="anna").id


def values_of(controller: Controller, queue_id: int) -> dict[str, str | bool]:
    item = queue.get(controller, queue_id)
    return {value.name: parameters.plain(value, controller.secret_box) for value in item.parameters}


def add_build(
    controller: Controller, item_id: int, number: int, result: Result | None, *, duration_ms: int = 0, executor: int = 0
) -> None:
    """What the engine leaves of a build that runs (no result) or has ended."""

    def work(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO build (item_id, number, queue_id, state, result, node_name, executor, plan, started_ms,"
            " duration_ms, estimated_ms) VALUES (?, ?, 1, ?, ?, 'built-in', ?, '{}', ?, ?, ?)",
            (
                item_id,
                number,
                "finished" if result else "running",
                result.value if result else None,
                executor,
                controller.now_ms(),
                duration_ms,
                Estimates().of(connection, item_id),
            ),
        )
        builds.record_started(connection, item_id, number)
        if result:
            builds.record_finished(connection, item_id, number, result)

    controller.store.write(work)


def test_identical_requests_coalesce(controller: Controller) -> None:
    """A client that asks twice gets one build and both causes."""
    create(controller, "app")
    first = queue.schedule(controller, "app", cause=USER, quiet_period_ms=60_000)
    second = queue.schedule(controller, "app", cause=TIMER, quiet_period_ms=1_000)
    assert (first.coalesced, second.coalesced) == (False, True)
    assert second.queue_id == first.queue_id
    item = queue.get(controller, first.queue_id)
    assert item.causes == (USER, TIMER)
    assert item.ready_ms == NOW_MS + 1_000


def test_concurrent_requests_make_one_item(controller: Controller) -> None:
    """Sixteen impatient clicks must not become sixteen builds."""
    create(controller, "app")
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: queue.schedule(controller, "app", cause=USER), range(64)))
    assert len({scheduled.queue_id for scheduled in found}) == 1
    assert sum(not scheduled.coalesced for scheduled in found) == 1


def test_other_parameters_make_another_item(controller: Controller) -> None:
    """Merging builds of different values would lose one of them; secrets count too."""
    create(controller, "app", PARAMETERS)
    first = queue.schedule(controller, "app", cause=USER, parameters={"TEXT": "x"})
    other = queue.schedule(controller, "app", cause=USER, parameters={"TEXT": "y"})
    secret = queue.schedule(controller, "app", cause=USER, parameters={"TEXT": "y", "SECRET": "other"})
    again = queue.schedule(controller, "app", cause=USER, parameters={"TEXT": "x", "FLAG": "TRUE", "KIND": "one"})
    assert len({first.queue_id, other.queue_id, secret.queue_id}) == 3
    assert again == queue.Scheduled(first.queue_id, coalesced=True)


def test_parameters_are_checked_and_filled(controller: Controller) -> None:
    """A build must see declared values only, of the declared types."""
    create(controller, "app", PARAMETERS)
    given = {"TEXT": " x ", "FLAG": "no", "KIND": "two", "UNKNOWN": "1"}
    scheduled = queue.schedule(controller, "app", cause=USER, parameters=given)
    assert values_of(controller, scheduled.queue_id) == {"TEXT": "x", "FLAG": False, "KIND": "two", "SECRET": "s3"}
    defaults = queue.schedule(controller, "app", cause=USER)
    assert values_of(controller, defaults.queue_id) == {"TEXT": "d", "FLAG": True, "KIND": "one", "SECRET": "s3"}
    with pytest.raises(Invalid, match="UNKNOWN"):
        queue.schedule(controller, "app", cause=USER, parameters=given, refuse_unknown=True)
    with pytest.raises(Invalid, match="Illegal choice for parameter KIND: three"):
        queue.schedule(controller, "app", cause=USER, parameters={"KIND": "three"})


def test_secrets_are_not_in_the_store(controller: Controller) -> None:
    """Who reads the database file must not find passwords, nor be able to try them."""
    create(controller, "app", PARAMETERS)
    queue.schedule(controller, "app", cause=USER, parameters={"SECRET": "hunter2-hunter2"})
    with controller.store.read() as connection:
        row = connection.execute("SELECT * FROM queue_item").fetchone()
    assert "hunter2" not in str(tuple(row))


def test_a_given_value_is_never_decrypted(controller: Controller) -> None:
    """Else whoever may build could turn any stored secret into clear text."""
    create(controller, "app", PARAMETERS)
    stolen = controller.secret_box.encrypt("root password")
    scheduled = queue.schedule(controller, "app", cause=USER, parameters={"SECRET": stolen})
    assert values_of(controller, scheduled.queue_id)["SECRET"] == stolen


def test_quiet_period_of_request_job_or_controller(controller: Controller) -> None:
    """The nearest one counts."""
    create(controller, "plain")
    create(controller, "own", "<project><quietPeriod>7</quietPeriod></project>")
    settings.put(controller, "quiet_period_s", "3")

    def ready(name: str, quiet_period_ms: int | None = None) -> int:
        scheduled = queue.schedule(controller, name, cause=USER, quiet_period_ms=quiet_period_ms)
        ready_ms = queue.get(controller, scheduled.queue_id).ready_ms
        queue.cancel(controller, scheduled.queue_id, by="anna")
        return ready_ms - NOW_MS

    assert [ready("plain"), ready("own"), ready("own", 0)] == [3_000, 7_000, 0]


def test_slot_fires_once(controller: Controller) -> None:
    """A restart between firing and noting must not double a nightly run."""
    create(controller, "app")

    def fire(connection: sqlite3.Connection) -> queue.Scheduled:
        return queue.schedule(controller, "app", cause=TIMER, conn=connection, slot_ms=NOW_MS)

    first = controller.store.write(fire)
    queue.cancel(controller, first.queue_id, by="anna")
    assert controller.store.write(fire) == queue.Scheduled(first.queue_id, coalesced=True)
    assert queue.list_open(controller) == []


def test_cancel_once(controller: Controller, clock: ManualClock) -> None:
    """An item that left can be seen for five minutes, and cannot be cancelled again."""
    create(controller, "app")
    queue_id = queue.schedule(controller, "app", cause=USER).queue_id
    queue.cancel(controller, queue_id, by="anna")
    item = queue.get(controller, queue_id)
    assert (item.state, item.cancelled, item.why) == (QueueState.LEFT, True, None)
    with pytest.raises(Conflict):
        queue.cancel(controller, queue_id, by="anna")
    clock.advance(queue.LEFT_KEPT_MS + 1)
    with pytest.raises(NotFound):
        queue.get(controller, queue_id)
    with pytest.raises(NotFound):
        queue.cancel(controller, 999, by="anna")


def test_order_and_why_of_what_waits(controller: Controller, clock: ManualClock) -> None:
    """People read from the queue what starts next and why not yet."""
    states = {"w": "waiting", "b": "blocked", "old": "buildable", "new": "buildable"}
    for name, state in states.items():
        create(controller, name)
        queue_id = queue.schedule(controller, name, cause=USER).queue_id
        controller.store.write(
            lambda c, q=queue_id, s=state: c.execute("UPDATE queue_item SET state = ? WHERE id = ?", (s, q))
        )
    assert [item.job_full_name for item in queue.list_open(controller)] == ["w", "b", "new", "old"]
    assert queue.list_open(controller)[0].why == "In the quiet period. Expires in 5 sec"
    clock.advance(5_000)
    assert queue.list_open(controller)[0].why == "Finished waiting"


def test_permalinks_and_colour(controller: Controller) -> None:
    """Scripts follow lastSuccessfulBuild to find what to deploy."""
    item_id = create(controller, "app")
    results = (Result.SUCCESS, Result.UNSTABLE, Result.FAILURE, Result.ABORTED)
    for number, result in enumerate(results, start=1):
        add_build(controller, item_id, number, result)
    add_build(controller, item_id, 5, None)
    found = {name: builds.get(controller, "app", name).number for name in builds.PERMALINKS}
    assert found == {
        "lastBuild": 5,
        "lastCompletedBuild": 4,
        "lastStableBuild": 1,
        "lastSuccessfulBuild": 2,
        "lastUnstableBuild": 2,
        "lastFailedBuild": 3,
        "lastUnsuccessfulBuild": 4,
    }
    assert items.find_item(controller, "app").color == "aborted_anime"
    builds.delete(controller, "app", 4, by="anna")
    assert builds.get(controller, "app", "lastUnsuccessfulBuild").number == 3
    for missing in ("lastNonsense", "99", 99):
        with pytest.raises(NotFound):
            builds.get(controller, "app", missing)


def test_concurrent_builds_end_in_any_order(controller: Controller) -> None:
    """The colour is that of the highest number, whichever build ends last."""
    item_id = create(controller, "app")
    add_build(controller, item_id, 2, Result.FAILURE)
    add_build(controller, item_id, 1, Result.SUCCESS)
    row = items.find_item(controller, "app")
    assert (row.color, row.last_completed, row.last_stable) == ("red", 2, 1)


def test_builds_newest_first_in_parts(controller: Controller) -> None:
    """A job with a million builds is paged."""
    item_id = create(controller, "app")
    for number in range(1, 6):
        add_build(controller, item_id, number, Result.SUCCESS)
    assert [build.number for build in builds.list_builds(controller, "app", 2)] == [5, 4]
    assert [build.number for build in builds.list_builds(controller, "app", None, before=4)] == [3, 2, 1]


def test_estimate_and_overdue(controller: Controller, clock: ManualClock) -> None:
    """ "Late" is told by the mean of the last three that succeeded."""
    item_id = create(controller, "app")
    for number, (result, duration_ms) in enumerate(
        [(Result.SUCCESS, 90_000), (Result.SUCCESS, 1_000), (Result.FAILURE, 5), (Result.SUCCESS, 2_000),
         (Result.UNSTABLE, 3_000)], start=1,
    ):  # fmt: skip
        add_build(controller, item_id, number, result, duration_ms=duration_ms)
    add_build(controller, item_id, 6, None)
    clock.advance(5_000)
    (running,) = builds.running(controller)
    assert (running.build.estimated_ms, running.elapsed_ms, running.overdue_ms) == (2_000, 5_000, 3_000)
    assert [build.number for build in builds.recent_failures(controller)] == [5, 3]


def test_log_by_offset(controller: Controller) -> None:
    """A client that follows a log must get each byte once and learn when it ends."""
    item_id = create(controller, "app")
    add_build(controller, item_id, 1, None)
    assert builds.log_slice(controller, "app", 1) == builds.LogSlice(b"", 0, more=True)
    log = controller.home.build_log("app", 1)
    log.parent.mkdir(parents=True)
    log.write_bytes(b"hello world")
    assert builds.log_slice(controller, "app", 1, 6) == builds.LogSlice(b"world", 11, more=True)
    assert builds.log_slice(controller, "app", 1, 11) == builds.LogSlice(b"", 11, more=True)
    assert builds.log_slice(controller, "app", 1, 999).data == b"hello world"
    assert builds.log_slice(controller, "app", 1, 0, limit=5) == builds.LogSlice(b"hello", 5, more=True)


def test_stop_keep_describe_delete(controller: Controller) -> None:
    """Each is one click; stopping twice or a finished build is no error."""
    item_id = create(controller, "app")
    add_build(controller, item_id, 1, None)
    assert builds.request_stop(controller, "app", 1, by="anna")
    with pytest.raises(Conflict, match="running"):
        builds.delete(controller, "app", 1, by="anna")
    add_build(controller, item_id, 2, Result.SUCCESS, executor=1)
    assert not builds.request_stop(controller, "app", 2, by="anna")
    assert builds.toggle_keep(controller, "app", 2)
    with pytest.raises(Conflict, match="kept"):
        builds.delete(controller, "app", 2, by="anna")
    assert not builds.toggle_keep(controller, "app", 2)
    builds.set_description(controller, "app", 2, "good")
    builds.set_display_name(controller, "app", 2, "v2")
    build = builds.get(controller, "app", 2)
    assert (build.description, build.display_name, build.keep_log) == ("good", "v2", False)


def test_upcoming_of_enabled_jobs_merged(controller: Controller) -> None:
    """ "Up next" must neither miss a job nor show a disabled one."""
    create(controller, "often", TIMED.format("*/20 * * * *"))
    create(controller, "hourly", TIMED.format("5 * * * *"))
    create(controller, "off", TIMED.format("* * * * *"))
    items.set_enabled(controller, "off", False, by="anna")
    hour = NOW_MS - NOW_MS % (60 * MINUTE_MS) + 60 * MINUTE_MS
    found = schedule.upcoming(controller, hour - 1, count=3)
    assert [(run.job_full_name, run.at_ms) for run in found] == [
        ("often", hour),
        ("hourly", hour + 5 * MINUTE_MS),
        ("often", hour + 20 * MINUTE_MS),
    ]
    assert schedule.upcoming(controller, hour - 1, until_ms=hour + 25 * MINUTE_MS) == found
    assert [run.job_full_name for run in schedule.upcoming(controller, hour, count=1, job="often")] == ["often"]


def test_slots_due_but_not_fired_are_late(controller: Controller) -> None:
    """A standing engine shows here."""
    item_id = create(controller, "app", TIMED.format("* * * * *"))
    minute = NOW_MS - NOW_MS % MINUTE_MS
    put = "INSERT INTO timer (item_id, checked_ms) VALUES (?, ?)"
    controller.store.write(lambda c: c.execute(put, (item_id, minute - 3 * MINUTE_MS)))
    controller.store.write(lambda c: queue.schedule(controller, "app", cause=TIMER, conn=c, slot_ms=minute - MINUTE_MS))
    found = schedule.late(controller, NOW_MS)
    assert [run.at_ms for run in found] == [minute - 2 * MINUTE_MS, minute]


def test_timers_run_in_the_machines_zone(controller: Controller, monkeypatch: pytest.MonkeyPatch) -> None:
    """A nightly job that starts in the working day; ``TZ=`` in the table is stronger."""
    caches = (machine_timezone, definitions.cron_table)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    try:
        for cached in caches:
            cached.cache_clear()
        create(controller, "local", TIMED.format("0 9 * * *"))
        create(controller, "berlin", TIMED.format("TZ=Europe/Berlin\n0 9 * * *"))
        hours = {run.job_full_name: run.at_ms // MINUTE_MS // 60 % 24 for run in schedule.next_runs(controller, NOW_MS)}
    finally:
        for cached in caches:
            cached.cache_clear()
    assert hours == {"local": 0, "berlin": 8}


def test_late_in_the_overview(controller: Controller, clock: ManualClock) -> None:
    """``igor status`` that calls everything well while the engine stands still; a slot that is a moment old is fine."""
    item_id = create(controller, "app", TIMED.format("* * * * *"))
    minute = NOW_MS - NOW_MS % MINUTE_MS
    put = "INSERT INTO timer (item_id, checked_ms) VALUES (?, ?)"
    controller.store.write(lambda c: c.execute(put, (item_id, minute - MINUTE_MS)))
    assert overview.overview(controller)["late"] == []
    clock.advance(5 * MINUTE_MS)
    (late,) = overview.overview(controller)["late"]
    assert (late["job"], late["due_ms"], late["late_ms"]) == ("app", minute, NOW_MS + 5 * MINUTE_MS - minute)
    assert "the engine is not running" in late["why"]


def test_bad_schedule_and_label_are_refused(controller: Controller) -> None:
    """A job whose timer cannot be read would never run, and nobody would know."""
    for xml in (TIMED.format("61 * * * *"), "<project><assignedNode>a &amp;&amp;</assignedNode></project>"):
        with pytest.raises(InvalidSource):
            create(controller, "app", xml)
    assert items.all_items(controller) == []
    assert definitions.cron_table("@daily", "app").next_after(NOW_MS)
