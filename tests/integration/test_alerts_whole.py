"""Alerts of a whole controller with its own agent: what leaves it holds no secret, and builds' numbers leave it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from engine_world import wait_for
from fake_sensu import Received, datagrams, http_server
from running_controller import XML, RunningController

from igor.cli.main import run
from igor.controller import settings

pytestmark = [pytest.mark.integration, pytest.mark.slow]

SECRET = "hunter2/ü & co?"
PLAIN = 'printf \'%s\\n\' "$PW" "$(printf %s "$PW" | base64)" >&2; echo it broke; exit 3'
JOB = f"""<project><properties><hudson.model.ParametersDefinitionProperty><parameterDefinitions>
<hudson.model.PasswordParameterDefinition><name>PW</name><defaultValue/></hudson.model.PasswordParameterDefinition>
</parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties>
<builders><hudson.tasks.Shell><command>{PLAIN.replace("&", "&amp;").replace(">", "&gt;")}</command></hudson.tasks.Shell>
</builders></project>"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[RunningController]:
    controller = RunningController(tmp_path)
    yield controller
    controller.close()


def test_an_alert_holds_no_secret_and_the_numbers_follow(
    site: RunningController, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A password in a log would be mailed to a list, or kept by a chat for ever."""
    came: list[bytes] = []
    numbers = Received()

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        came.append(body)
        return 200, ""

    with http_server(answer) as webhook, datagrams(numbers) as statsd:
        settings.put(site.controller, "alert_sinks", f"webhook+http://127.0.0.1:{webhook}/ statsd://127.0.0.1:{statsd}")
        site.start()
        assert site.post("createItem?name=app", data=JOB.encode(), headers=XML).status_code == 200
        assert site.post("job/app/buildWithParameters", data={"PW": SECRET}).status_code == 201
        wait_for(lambda: came, "the alert", 120)
        wait_for(lambda: numbers, "the numbers", 120)
        monkeypatch.setenv("IGOR_URL", site.url.rstrip("/"))
        monkeypatch.setenv("IGOR_USER", "admin")
        monkeypatch.setenv("IGOR_TOKEN", site.token)
        assert run(["alert", "test", "--json"]) == 0
    message: dict[str, Any] = json.loads(came[0])
    assert (message["job"], message["exit_code"], message["url"]) == ("app", 3, f"{site.url}job/app/1/")
    assert "it broke" in message["text"]
    assert "****" in message["text"]
    forms = [SECRET, base64.b64encode(SECRET.encode()).decode(), quote(SECRET, safe="")]
    with site.controller.store.read() as connection:
        stored = " ".join(row["data"] for row in connection.execute("SELECT data FROM notification"))
    for form in forms:
        assert form not in stored
        assert form.encode() not in b"".join(came)
    assert b"igor.job.app.runs.failure:1|c" in numbers[0]
    states = {each["sink"].partition(":")[0]: each["state"] for each in json.loads(capsys.readouterr().out)}
    assert states == {"webhook+http": "sent"}
