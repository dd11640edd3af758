"""Alerts by REST, on their page and by ``igor alert``: what people see and do about them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rest_server import FOLDER, PASSWORD, Rest, serving

from igor.cli.main import run
from igor.controller import alert_rows, settings, users
from igor.model.alert_policy import Severity, Trouble
from igor.monitoring.alert import CHECK_OF, Alert, Facts, State

pytestmark = pytest.mark.integration


@pytest.fixture
def rest(tmp_path: Path) -> Iterator[Rest]:
    with serving(tmp_path) as rest:
        rest.create("team", FOLDER)
        rest.create("team/app")
        rest.create("other")
        yield rest


@pytest.fixture
def command(rest: Rest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IGOR_URL", rest.url)
    monkeypatch.setenv("IGOR_USER", "admin")
    monkeypatch.setenv("IGOR_TOKEN", rest.token)


def open_alert(rest: Rest, job: str = "team/app", trouble: Trouble = Trouble.FAILURE, **facts: object) -> Alert:
    """As the engine leaves it."""
    now_ms = rest.controller.now_ms()
    known = {"why": "exit code 3", "exit_code": 3, "attempts": 2, "url": f"{rest.url}job/team/job/app/7/"}
    alert = Alert(
        id=0,
        job=job,
        check=CHECK_OF[trouble],
        trouble=trouble,
        state=State.OPEN,
        severity=Severity.CRITICAL,
        owner="db@example.org",
        since_ms=now_ms - 60_000,
        last_ms=now_ms,
        build_number=7,
        facts=Facts(**{**known, "last_lines": ("one", "<b>two</b>"), **facts}),  # type: ignore[arg-type]
        told_ms=now_ms,
    )
    return rest.controller.store.write(lambda connection: alert_rows.save(connection, alert))


def test_open_alerts_and_past_ones(rest: Rest) -> None:
    """On-call would have to guess what broke, since when, and where its log is."""
    alert = open_alert(rest)
    (found,) = rest.json("igor/api/alerts")
    assert (found["job"], found["number"], found["what"]) == ("team/app", 7, "failed: exit code 3 after 2 attempts")
    assert found["log_url"] == f"{rest.url}job/team/job/app/7/console"
    assert found["last_lines"] == ["one", "<b>two</b>"]
    over = replace(alert, state=State.RESOLVED, resolved_ms=rest.controller.now_ms())
    rest.controller.store.write(lambda connection: alert_rows.save(connection, over))
    assert rest.json("igor/api/alerts") == []
    assert [each["id"] for each in rest.json("igor/api/alerts/past")] == [alert.id]
    assert rest.get("igor/api/alerts/past?count=0").status_code == 400


def test_acknowledge_with_a_note(rest: Rest) -> None:
    """Two people would look at the same alert, or a note would end up at another."""
    alert = open_alert(rest)
    answer = rest.post("igor/api/alerts/acknowledge", json={"id": alert.id, "note": "on it"})
    assert answer.status_code == 200
    (found,) = rest.json("igor/api/alerts")
    assert (found["acknowledged_by"], found["note"]) == ("admin", "on it")
    assert rest.post("igor/api/alerts/acknowledge", json={"id": 99}).status_code == 404
    assert rest.post("igor/api/alerts/acknowledge", json={"id": "x"}).status_code == 400


def test_silences_come_and_end(rest: Rest) -> None:
    """A silence nobody can find or end would hide the next outage."""
    open_alert(rest)
    body = {"pattern": "team/*", "for": "2h", "reason": "upgrade", "trouble": "failure"}
    made = rest.post("igor/api/alerts/silences", json=body).json()
    assert rest.json("igor/api/alerts/silences") == [made]
    assert rest.json("igor/api/alerts")[0]["silenced_until_ms"] == made["until_ms"]
    assert rest.post("igor/api/alerts/silences/end", json={"id": made["id"]}).status_code == 200
    assert rest.json("igor/api/alerts/silences") == []
    assert rest.json("igor/api/alerts")[0]["silenced_until_ms"] is None


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"pattern": "", "for": "1h"}, "needs the name of a job"),
        ({"pattern": "a", "for": "soon"}, "is not a duration"),
        ({"pattern": "a", "for": "0"}, "at most a year"),
        ({"pattern": "a", "for": "1h", "trouble": "fire"}, "there is no trouble"),
        ({"pattern": 3, "for": "1h"}, "pattern must be a text"),
    ],
)
def test_a_wrong_silence_is_refused(rest: Rest, body: dict[str, object], why: str) -> None:
    """A silence that was meant otherwise would hide everything, or nothing."""
    refused = rest.post("igor/api/alerts/silences", json=body)
    assert refused.status_code == 400
    assert why in refused.text
    assert rest.json("igor/api/alerts/silences") == []


def test_hidden_jobs_have_hidden_alerts(rest: Rest) -> None:
    """An alert would tell whoever may not see a job that it exists, and what its log says."""
    alert = open_alert(rest)
    users.create_user(rest.controller, "guest", "Guest", PASSWORD)
    entries = {"user:guest": ["Overall/Read"], "user:admin": ["Overall/Administer"]}
    settings.put(rest.controller, "authorization", json.dumps({"strategy": "project-matrix", "entries": entries}))
    guest = {"auth": ("guest", users.create_token(rest.controller, "guest", "tests")[1])}
    rest.post("igor/api/alerts/silences", json={"pattern": "team/app", "for": "1h"})
    for path in ("", "/past", "/told", "/silences"):
        assert rest.get(f"igor/api/alerts{path}", **guest).json() == []
    assert "team/app" not in rest.get("alerts/", **guest).text
    for path, body, status in [
        ("acknowledge", {"id": alert.id}, 404),
        ("silences", {"pattern": "team/app", "for": "1h"}, 403),
        ("silences", {"pattern": "*", "for": "1h"}, 403),
        ("silences/end", {"id": 1}, 403),
        ("test", {}, 403),
    ]:
        assert rest.post(f"igor/api/alerts/{path}", json=body, **guest).status_code == status, path


def test_the_page(rest: Rest) -> None:
    """On-call people would not see at a glance what needs them; a log line would become part of the page."""
    open_alert(rest, runbook="javascript:alert(1)")
    open_alert(rest, "other", Trouble.SLOW, duration_ms=60_000, is_running=True, runbook="https://wiki/other")
    rest.post("igor/api/alerts/silences", json={"pattern": "other", "for": "1h", "reason": "it is known"})
    page = rest.get("alerts/").text
    loud, _, quiet = page.partition("Taken care of, or silent")
    assert "failed: exit code 3 after 2 attempts" in loud
    assert "has been running for 1 min 0 sec" in quiet
    assert "&lt;b&gt;two" in page
    assert "<b>two" not in page
    assert 'href="javascript' not in page
    assert 'href="https://wiki/other"' in page
    assert "it is known" in page
    assert "1 · Alerts" in page
    home = rest.get("").text
    assert "failed: exit code 3 after 2 attempts" in home
    assert "has been running" not in home


def test_forms_of_the_page_lead_back_to_it(rest: Rest) -> None:
    """Without scripts a button would show raw JSON."""
    alert = open_alert(rest)
    done = rest.post("igor/api/alerts/acknowledge", data={"id": alert.id, "note": "mine"})
    assert (done.status_code, done.headers["Location"]) == (302, f"{rest.url}alerts/")
    assert rest.json("igor/api/alerts")[0]["note"] == "mine"


def test_a_test_is_put_where_the_engine_finds_it(rest: Rest, tmp_path: Path) -> None:
    """Nobody would know before the first outage that no alert arrives."""
    settings.put(rest.controller, "alert_sinks", "mail://ann:pw@relay.example.org?to=oncall@example.org")
    event = rest.post("igor/api/alerts/test", json={}).json()["event"]
    assert re.fullmatch(r"\d{13}-n\d{6}", event)
    (sink,) = rest.json(f"igor/api/alerts/sinks?event={event}")
    assert sink["sink"] == "mail://relay.example.org?to=oncall@example.org"
    assert (sink["state"], sink["queued"]) == ("", 0)
    (told,) = rest.json("igor/api/alerts/told")
    assert (told["phase"], told["event_id"]) == ("test", event)


def test_wrong_settings_are_refused(rest: Rest) -> None:
    """A misspelt sink would be found out in the night in which it is needed."""
    for key, value, why in [
        ("alert_sinks", "mial://relay?to=a@b", "there is no 'mial'; known:"),
        ("alert_on", "failure,fire", "there is no trouble 'fire'"),
        ("alert_stuck", "soon", "is not a duration"),
        ("alert_after", "0", "a whole number from 1 on"),
        ("alert_typical", "maybe", "true or empty"),
    ]:
        refused = rest.post("igor/api/settings", json={"key": key, "value": value})
        assert refused.status_code == 400
        assert why in html.unescape(refused.text)


@pytest.mark.usefixtures("command")
def test_the_command_line(rest: Rest, capsys: pytest.CaptureFixture[str]) -> None:
    """What a page can do, a terminal in the night must do too."""
    alert = open_alert(rest)
    assert run(["alert", "list"]) == 0
    assert "team/app #7  failed: exit code 3 after 2 attempts, since 1 min ago" in capsys.readouterr().out
    assert run(["alerts"]) == 0
    assert f"alert {alert.id} · critical · db@example.org" in capsys.readouterr().out
    assert run(["alert", "ack", "team/app", "-m", "on it"]) == 0
    assert "You take care of team/app #7 failed" in capsys.readouterr().out
    assert run(["alert", "silence", "team/*", "--for", "2h", "-m", "upgrade"]) == 0
    assert "team/* is silent until" in capsys.readouterr().out
    assert run(["alert", "silence"]) == 0
    assert "upgrade" in capsys.readouterr().out
    assert run(["alert", "silence", "--end", "1"]) == 0
    assert run(["alert", "list"]) == 0
    assert "admin takes care: on it" in capsys.readouterr().out
    assert run(["alert", "ack", "nothing"]) == 5
    assert run(["alert", "test"]) != 0
    assert "there is no sink" in capsys.readouterr().err
