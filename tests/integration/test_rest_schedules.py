"""Schedules over HTTP and on the pages, as the command line and a browser ask for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rest_server import Rest, serving

from igor.cli.main import run

pytestmark = pytest.mark.integration

JOB = """<project><properties><igor.schedule.SchedulePolicy><overlap>skip</overlap><deadline>2h</deadline>
<blackouts><string>skip daily UTC</string></blackouts></igor.schedule.SchedulePolicy></properties>
<triggers><hudson.triggers.TimerTrigger><spec>H 2 * * *</spec></hudson.triggers.TimerTrigger></triggers></project>"""


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("app")
        served.create("nightly", JOB)
        yield served


def test_schedules(rest: Rest) -> None:
    """``igor schedule simulate`` would not know the jobs' timers or policies."""
    found = rest.json("igor/api/schedules")
    (job,) = found["jobs"]
    assert (job["job"], job["timers"]) == ("nightly", [{"spec": "H 2 * * *", "parameterized": False}])
    assert (job["policy"]["overlap"], job["policy"]["deadline_ms"]) == ("skip", 7_200_000)
    assert rest.json("igor/api/schedules?job=app")["jobs"] == []
    assert rest.get("igor/api/schedules?job=nothing").status_code == 404
    assert rest.get("igor/api/schedules", auth=None).status_code == 403


def test_a_slot_that_a_blackout_leaves_out(rest: Rest) -> None:
    """A job that never runs would look as if it did."""
    (run,) = rest.json("igor/api/next?count=1")
    assert (run["job"], run["start_ms"], run["why"]) == ("nightly", None, "skipped: blackout “skip daily UTC”")
    assert rest.json("igor/api/overview")["next"] == []
    page = rest.get("job/nightly/").text
    assert "skipped: blackout “skip daily UTC”" in page
    assert "<dt>Overlap</dt><dd>skip</dd>" in page
    assert rest.get("").status_code == 200


def test_slots(rest: Rest) -> None:
    """A wrong question would be answered as if it were another one."""
    assert rest.json("igor/api/slots?job=nightly") == []
    assert rest.get("igor/api/slots").status_code == 400
    assert rest.get("igor/api/slots?job=nightly&count=0").status_code == 400
    assert rest.get("igor/api/slots?job=nothing").status_code == 404


def test_blackouts_of_all_jobs(rest: Rest) -> None:
    """A misspelt window would hold nothing, or what was set would be gone."""
    assert rest.post("igor/api/blackouts", json={"blackouts": "Sat,Sun\nskip 22:00-02:00"}).status_code == 200
    assert rest.json("igor/api/schedules")["blackouts"] == "Sat,Sun\nskip 22:00-02:00"
    refused = rest.post("igor/api/blackouts", json={"blackouts": "Sat,Snu"})
    assert refused.status_code == 400
    assert "line 1: “Snu”" in refused.text
    assert rest.post("igor/api/blackouts", json={}).status_code == 400
    assert rest.post("igor/api/blackouts", json={"blackouts": ""}, auth=None).status_code == 403
    assert rest.post("igor/api/blackouts", json={"blackouts": ""}).json() == {"blackouts": ""}


def test_the_command_line(rest: Rest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that work only where nobody has a controller."""
    for name, value in (("IGOR_URL", rest.url), ("IGOR_USER", "admin"), ("IGOR_TOKEN", rest.token)):
        monkeypatch.setenv(name, value)

    def said(*arguments: str) -> str:
        assert run(list(arguments)) == 0
        return capsys.readouterr().out

    assert "not at all" in said("next", "-n", "2")
    assert said("schedule", "next", "nightly").count("skipped: blackout") == 20
    assert "3 slots in 3 days: 3 skipped" in said("schedule", "simulate", "--days", "3")
    assert "overlap skip, catchup last" in said("schedule", "explain", "nightly")
    assert said("schedule", "slots", "nightly") == "No slot has come yet.\n"
    assert said("schedule", "blackouts") == "There are no blackouts for all jobs.\n"
    assert said("schedule", "blackouts", "Sat,Sun", "2026-12-24..2026-12-26") == "Sat,Sun\n2026-12-24..2026-12-26\n"
    assert said("schedule", "blackouts", "--clear", "--json") == "[]\n"
    assert run(["schedule", "explain", "app"]) == 64
    assert "“app” has no timers" in capsys.readouterr().err
