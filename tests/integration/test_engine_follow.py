"""What follows from what in the engine: timers, downstream jobs, alarms, discarding, parameters, seeds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psutil
import pytest
from engine_world import World, job_xml, restart, wait_for

from igor.agents import protocol
from igor.controller import builds, built_in, items

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    try:
        world.start_engine()
        yield world
    finally:
        world.close()


def test_slot_fires_once_over_restarts(world: World) -> None:
    """A slot that was due while the engine was away is caught up once, however often the engine starts after it."""
    world.add_agent(executors=1)
    world.add_job("app", job_xml("work", extra=f"<triggers>{timer_xml('* * * * *')}</triggers>"))
    world.kill_engine()
    hour_ago_ms = world.controller.now_ms() - 3_600_000
    forget_timers(world, hour_ago_ms)
    world.start_engine()
    wait_for(lambda: world.rows("SELECT * FROM slot WHERE state = 'fired'"), "the slot is fired")
    for _ in range(2):
        restart(world)
    slots = world.rows("SELECT scheduled_ms FROM slot WHERE state = 'fired' ORDER BY scheduled_ms")
    per_minute = {slot["scheduled_ms"] // 60_000 for slot in slots}
    assert len(per_minute) == len(slots) <= 2
    assert all(slot["scheduled_ms"] > hour_ago_ms + 3_500_000 for slot in slots)


def forget_timers(world: World, since_ms: int) -> None:
    """As if nobody had looked at any timer since then."""

    def work(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE item SET updated_ms = ?", (since_ms,))
        connection.execute("DELETE FROM timer")

    world.controller.store.write(work)


def timer_xml(spec: str) -> str:
    return f"<hudson.triggers.TimerTrigger><spec>{spec}</spec></hudson.triggers.TimerTrigger>"


def test_timer_is_the_cause(world: World) -> None:
    """The build knows the time it was meant for."""
    agent = world.add_agent()
    world.add_job("app", job_xml("work", extra=f"<triggers>{timer_xml('* * * * *')}</triggers>"))
    world.kill_engine()
    forget_timers(world, world.controller.now_ms() - 60_000)
    agent.disconnect()
    world.start_engine()
    agent.connect()
    agent.launched("app")
    (slot,) = world.rows("SELECT s.* FROM slot s JOIN build b ON b.queue_id = s.queue_id WHERE b.number = 1 LIMIT 1")
    environment = next(iter(agent.runs.values())).launch.environment
    at = datetime.fromisoformat(environment["IGOR_SCHEDULED_AT"])
    assert int(at.timestamp()) * 1000 == slot["scheduled_ms"]
    assert world.log("app").startswith("Started by timer\n")


def test_downstream_chain(world: World) -> None:
    """The second job starts after the first one, with it as its cause; not after a failure."""
    agent = world.add_agent()
    trigger = "<hudson.tasks.BuildTrigger><childProjects>second</childProjects><threshold><name>SUCCESS</name>"
    publishers = f"<publishers>{trigger}<ordinal>0</ordinal></threshold></hudson.tasks.BuildTrigger></publishers>"
    world.add_job("first", job_xml("one", extra=publishers))
    reverse = "<jenkins.triggers.ReverseBuildTrigger><spec/><upstreamProjects>second</upstreamProjects>"
    threshold = "<threshold><name>FAILURE</name><ordinal>2</ordinal></threshold></jenkins.triggers.ReverseBuildTrigger>"
    world.add_job("second", job_xml("two"))
    world.add_job("third", job_xml("three", extra=f"<triggers>{reverse}{threshold}</triggers>"))
    world.build("first")
    agent.finish("first", "ok\n")
    assert "ok\nTriggering a new build of second\nFinished: SUCCESS\n" in world.log_of_finished("first")
    agent.finish("second", outcome="failure", exit_code=1)
    agent.finish("third")
    assert world.log_of_finished("second").startswith('Started by upstream project "first" build number 1\n')
    assert world.log_of_finished("third").startswith('Started by upstream project "second" build number 1\n')


def test_alert_and_recovery(world: World) -> None:
    """On-call hears once that a job broke, with what is needed to look, and once that it works again."""
    agent = world.add_agent()
    world.add_job("app", job_xml("work"))
    for number, exit_code in enumerate((0, 3, 3, 0), start=1):
        world.build("app")
        run_id = agent.launched("app", number)
        agent.print(run_id, f"line of {number}\n")
        agent.end(run_id, "failure" if exit_code else "success", exit_code, attempts=2)
        world.finished("app", number)
    events = world.rows("SELECT * FROM event ORDER BY id")
    assert [(event["kind"], event["build_number"]) for event in events] == [("alert", 2), ("resolved", 4)]
    alert = json.loads(events[0]["data"])
    assert (alert["result"], alert["exit_code"], alert["attempts"]) == ("FAILURE", 3, 2)
    assert "line of 2" in alert["last_lines"]
    assert json.loads(events[1]["data"])["since_ms"] == events[0]["at_ms"]


def test_timeout_aborts_and_alerts(world: World) -> None:
    """A build over its limit is ABORTED with the limit in its log, as the build-timeout plugin has it."""
    agent = world.add_agent()
    policy = "<igor.wrapper.WrapperPolicy><timeout>2s</timeout></igor.wrapper.WrapperPolicy>"
    world.add_job("app", job_xml("work", policy=policy))
    world.build("app")
    run_id = agent.launched("app")
    assert agent.runs[run_id].launch.policy.timeout_ms == 2_000
    agent.end(run_id, "timeout", 143)
    build = world.finished("app")
    assert (build["result"], build["reason"]) == ("ABORTED", "timeout")
    assert "Build timed out (after 2 s). Marking the build as aborted.\nFinished: ABORTED\n" in world.log("app")
    assert [event["kind"] for event in world.rows("SELECT kind FROM event")] == ["alert"]


def test_events_are_saved_once(world: World) -> None:
    """An event that is sent again, because its confirmation was lost, is not told twice."""
    agent = world.add_agent()
    event = protocol.Event("e1", {"kind": "attempt_failed", "job": "app", "build": 4, "time_ms": 123})
    for _ in range(2):
        agent.send(event)
    wait_for(lambda: agent.saved_events == ["e1", "e1"], "both are confirmed")
    (row,) = world.rows("SELECT * FROM event")
    assert (row["kind"], row["job_full_name"], row["build_number"], row["at_ms"]) == ("attempt_failed", "app", 4, 123)


def test_old_builds_are_discarded(world: World) -> None:
    """The policy of the job deletes rows and folders of old builds, never the last successful one."""
    agent = world.add_agent()
    rotator = "<daysToKeep>-1</daysToKeep><numToKeep>2</numToKeep>"
    policy = (
        "<jenkins.model.BuildDiscarderProperty><strategy class='hudson.tasks.LogRotator'>"
        f"{rotator}</strategy></jenkins.model.BuildDiscarderProperty>"
    )
    world.add_job("app", job_xml("work", policy=policy))
    for number, outcome in enumerate(("success", "failure", "failure", "failure"), start=1):
        world.build("app")
        run_id = agent.launched("app", number)
        agent.end(run_id, outcome, int(outcome == "failure"))
        world.finished("app", number)
    assert [row["number"] for row in world.rows("SELECT number FROM build ORDER BY number")] == [1, 3, 4]
    wait_for(lambda: not world.home.build_folder("app", 2).exists(), "the folder is gone")


def test_parameters_and_secrets(world: World) -> None:
    """Parameters arrive as variables; a password in plain text there, and named as a secret for the wrapper."""
    agent = world.add_agent()
    definitions = "".join(
        f"<hudson.model.{kind}ParameterDefinition><name>{name}</name><defaultValue>{default}</defaultValue>"
        f"</hudson.model.{kind}ParameterDefinition>"
        for kind, name, default in (("String", "region", "eu"), ("Boolean", "DRY", "true"), ("Password", "PW", ""))
    )
    prop = (
        "<hudson.model.ParametersDefinitionProperty><parameterDefinitions>"
        f"{definitions}</parameterDefinitions></hudson.model.ParametersDefinitionProperty>"
    )
    world.add_job("app", job_xml("work", policy=prop))
    world.build("app", {"region": "us", "PW": "hunter2"})
    launch = agent.runs[agent.launched("app")].launch
    given = {"region": "us", "DRY": "true", "PW": "hunter2"}
    assert {name: launch.environment[name] for name in given} == given
    assert launch.secrets == ["hunter2"]
    assert not world.rows("SELECT * FROM build WHERE parameters LIKE '%hunter2%'")


def test_seed_step(world: World) -> None:
    """A seed job on the built-in node makes its items and queues a build; a broken script changes nothing."""
    root = world.home.agents / "built-in"
    agent = world.add_agent("built-in", labels=(), remote_fs=str(root))
    step = (
        "<javaposse.jobdsl.plugin.ExecuteDslScripts><targets>jobs/*.groovy</targets>"
        "<removedJobAction>DELETE</removedJobAction></javaposse.jobdsl.plugin.ExecuteDslScripts>"
    )
    world.add_job("seed", job_xml(label="built-in").replace("<builders>", f"<builders>{step}"))
    script = root / "workspace" / "seed" / "jobs" / "all.groovy"
    script.parent.mkdir(parents=True)
    script.write_text("job('made') { steps { shell('echo made') } }\nqueue('made')\n")
    world.build("seed")
    build = world.finished("seed")
    assert build["result"] == "SUCCESS", world.log("seed")
    assert "Processing DSL script jobs/all.groovy\n" in world.log("seed")
    assert agent.runs[agent.launched("made")].launch.script == "echo made"
    script.write_text("job('other')\njob('broken') { nonsense() }\n")
    world.build("seed")
    assert world.finished("seed", 2)["result"] == "FAILURE"
    assert "ERROR: (all.groovy, line 2)" in world.log("seed", 2)
    assert {row["full_name"] for row in world.rows("SELECT full_name FROM item")} == {"seed", "made"}


def test_the_release_is_that_of_the_last_seed_applied(world: World) -> None:
    """Builds run new files with old definitions, or one release's files after another's seed failed."""
    agent = world.add_agent("built-in", labels=(), remote_fs=str(world.home.agents / "built-in"))
    xml = job_xml("true", label="built-in")
    world.add_job("plain", xml)
    world.add_job("seed", xml)
    step = "<builders><javaposse.jobdsl.plugin.ExecuteDslScripts><targets>*.groovy</targets>"
    seed = job_xml(label="built-in").replace("<builders>", f"{step}</javaposse.jobdsl.plugin.ExecuteDslScripts>")

    def build(full_name: str, number: int) -> str:
        world.build(full_name)
        if full_name == "plain":
            agent.end(agent.launched(full_name, number))
        return str(world.finished(full_name, number)["release"])

    def build_seed(release: str, script: str, number: int) -> str:
        folder = world.home.release(release) / "seed-jobs"
        folder.mkdir(parents=True)
        (folder / "all.groovy").write_text(script)
        place = f"<customWorkspace>{folder}</customWorkspace><builders>"
        items.update_config(world.controller, "seed", seed.replace("<builders>", place), by="tests")
        return build("seed", number)

    assert build("plain", 1) == ""
    assert build_seed("r1", "job('made')", 1) == "r1"
    assert build("plain", 2) == "r1"
    assert agent.launches[-1].environment["IGOR_RELEASE_DIR"] == str(world.home.release("r1"))
    assert build_seed("r2", "broken()", 2) == "r2"
    assert build("plain", 3) == "r1"


def seed_xml(options: str) -> str:
    dsl = "javaposse.jobdsl.plugin.ExecuteDslScripts"
    return job_xml().replace("<builders>", f"<builders><{dsl}>{options}</{dsl}>")


def add_seed(world: World, script: str, options: str = "<targets>*.groovy</targets>") -> Path:
    """A seed job without a label, a connected built-in node and another agent, with one script; its file."""
    root = world.home.agents / "built-in"
    world.add_agent("agent-1")
    world.add_agent("built-in", labels=(), remote_fs=str(root))
    world.add_job("seed", seed_xml(options))
    file = root / "workspace" / "seed" / "all.groovy"
    file.parent.mkdir(parents=True)
    file.write_text(script)
    return file


def test_seed_that_warns_is_unstable(world: World) -> None:
    """Deprecated methods go unnoticed; a target with a variable is not found."""
    deprecated = "pipelineJob('made') { triggers { cron('@daily') } }\n"
    options = "<targets>no/*.groovy\n${WORKSPACE}/al?.groovy</targets><ignoreMissingFiles>true</ignoreMissingFiles>"
    add_seed(world, deprecated, f"{options}<unstableOnDeprecation>true</unstableOnDeprecation>")
    world.home.plugin_list.write_text("workflow-job\n")
    world.build("seed")
    build = world.finished("seed")
    assert (build["result"], build["reason"]) == ("UNSTABLE", "the scripts call deprecated methods"), world.log("seed")


def test_seed_before_the_agent_of_the_built_in_node_came(world: World) -> None:
    """The very first build after a start: its workspace lies where the agent will have it."""
    built_in.prepare(world.controller)
    script = built_in.agent_home(world.home) / "workspace" / "seed" / "all.groovy"
    script.parent.mkdir(parents=True)
    script.write_text("job('made')\n")
    world.add_job("seed", seed_xml("<targets>*.groovy</targets>"))
    world.build("seed")
    assert world.finished("seed")["workspace"] == str(script.parent)
    assert "GeneratedJob{name='made'}" in world.log("seed")


def test_seed_whose_plugins_are_missing(world: World) -> None:
    """Jobs lack what their scripts ask for; with failOnMissingPlugin such a seed changes nothing."""
    options = "<targets>all.groovy</targets><additionalParameters><entry><string>X</string><int>3</int></entry>"
    file = add_seed(world, 'job("a${X + 1}") { wrappers { xvnc() } }\n', f"{options}</additionalParameters>")
    world.build("seed")
    build = world.finished("seed")
    assert (build["result"], build["reason"]) == ("UNSTABLE", "plugin 'xvnc' needs to be installed")
    assert build["node_name"] == "built-in", "the node that evaluates scripts"
    assert "Warning: (all.groovy, line 1) plugin 'xvnc' needs to be installed\nAdded items:" in world.log("seed")
    strict = items.get_config(world.controller, "seed").replace(
        "<targets>", "<failOnMissingPlugin>true</failOnMissingPlugin><targets>"
    )
    items.update_config(world.controller, "seed", strict, by="tests")
    file.write_text("job('b') { wrappers { xvnc() } }\n")
    world.build("seed")
    assert world.finished("seed", 2)["result"] == "FAILURE"
    assert "ERROR: (all.groovy, line 1) plugin 'xvnc' needs to be installed" in world.log("seed", 2)
    assert {row["full_name"] for row in world.rows("SELECT full_name FROM item")} == {"seed", "a4"}


def test_seed_cut_off_by_a_crash_is_evaluated_again(world: World) -> None:
    """kill -9 while the script runs: nothing is applied; the next engine evaluates it anew, from the files of then."""
    script = add_seed(world, "job('early')\nwhile (true) { }\n")
    world.build("seed")
    wait_for(lambda: world.state_of("seed"), "the build runs")
    wait_for(lambda: seed_workers(world), "the script is evaluated")
    workers = seed_workers(world)
    script.write_text("job('late')\n")
    restart(world)
    assert world.finished("seed", timeout_s=40)["result"] == "SUCCESS"
    for worker in workers:
        worker.kill()
    assert {row["full_name"] for row in world.rows("SELECT full_name FROM item")} == {"seed", "late"}
    assert len(world.rows("SELECT * FROM step_run")) == 1


def test_seed_that_is_stopped(world: World) -> None:
    """An endless script does not hold its build: stop ends it at once, and nothing is applied."""
    add_seed(world, "job('early')\nwhile (true) { }\n")
    world.build("seed")
    wait_for(lambda: seed_workers(world), "the script is evaluated")
    builds.request_stop(world.controller, "seed", 1, by="ada")
    build = world.finished("seed")
    assert (build["result"], build["reason"]) == ("ABORTED", "stopped by ada")
    assert {row["full_name"] for row in world.rows("SELECT full_name FROM item")} == {"seed"}
    wait_for(lambda: not seed_workers(world), "its process is gone")


def seed_workers(world: World) -> list[psutil.Process]:
    assert world.engine is not None
    return psutil.Process(world.engine.pid).children()
