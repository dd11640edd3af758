"""The sinks against the servers themselves, as Debian packages them: what they show is what was meant."""

from __future__ import annotations

import json
import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import pytest
from engine_world import wait_for
from fake_sensu import http_server
from sink_events import finish, send, sender, told
from sink_servers import alertmanager, carbon, get, mail_server, nagios, pushgateway, whisper_values

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def test_alertmanager_fires_and_resolves(tmp_path: Path) -> None:
    """Alertmanager knows an alert by its labels: with others the end would never reach its beginning."""
    came: list[Any] = []

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        came.extend(json.loads(body)["alerts"])
        return 200, ""

    with http_server(answer) as webhook, alertmanager(tmp_path, webhook) as port:
        url = f"alertmanager+http://127.0.0.1:{port}"
        at_ms = now_ms()
        firing = told(
            1, owner="db", time_ms=at_ms, since_ms=at_ms - 5_000, runbook="http://wiki/app", text="why\nand how"
        )
        send(url, firing)
        wait_for(lambda: len(came) == 1, "it fires")
        send(url, {**firing, "phase": "refresh", "time_ms": at_ms + 10})
        send(url, told(2, 0, owner="db", time_ms=now_ms(), since_ms=at_ms - 5_000))
        wait_for(lambda: came[-1]["status"] == "resolved", "it resolves")
    first = came[0]
    assert [each["status"] for each in came] == ["firing", "resolved"]
    assert first["labels"] == {
        "alertname": "IgorJobFailed",
        "check": "result",
        "job": "team/nightly",
        "owner": "db",
        "severity": "critical",
    }
    assert first["annotations"] == {
        "summary": "message 1",
        "description": "why\nand how",
        "runbook_url": "http://wiki/app",
    }
    assert first["generatorURL"] == "http://igor/job/team/job/nightly/1/"
    assert came[-1]["labels"] == first["labels"]


def test_pushgateway_keeps_the_last_success(tmp_path: Path) -> None:
    """A failure would wipe out when the job last worked, which is what its alert is made of."""
    with pushgateway(tmp_path) as port:
        url = f"pushgateway+http://127.0.0.1:{port}"
        send(url, finish(1, outcome="success", exit_code=0), finish(2, peak_rss_bytes=4096, cpu_s=0.5))
        text = get(f"http://127.0.0.1:{port}/metrics")
    values = dict(re.findall(r"^igor_job_(\w+)\{[^}]*igor_job=\"team/nightly\"[^}]*\} (\S+)$", text, re.MULTILINE))
    assert (values["success"], values["exit_code"], values["duration_seconds"]) == ("0", "3", "1.5")
    assert (values["max_rss_bytes"], values["cpu_seconds"]) == ("4096", "0.5")
    assert float(values["last_success_timestamp_seconds"]) < float(values["last_run_timestamp_seconds"])


def test_graphite_has_the_numbers(tmp_path: Path) -> None:
    """Carbon drops lines that it cannot read without a word."""
    with carbon(tmp_path) as port:
        send(f"graphite://127.0.0.1:{port}?prefix=ops.jobs", finish(time_ms=now_ms()))
        place = tmp_path / "whisper" / "ops" / "jobs" / "team" / "nightly"
        wait_for((place / "duration_seconds.wsp").exists, "carbon has written")
        wait_for(lambda: whisper_values(place / "duration_seconds.wsp") == [1.5], "the value is there")


def test_mail_arrives_as_one_thread() -> None:
    """Mail programs would show an alert and its end as strangers; a server would refuse a malformed letter."""
    with mail_server() as server:
        url = f"mail://127.0.0.1:{server.port}?to=oncall@example.org,owner&from=igor@example.org"
        text = "Größe: 3\n.\nFrom here on\n"
        first = told(1, thread="alert-7", owner="db@example.org", text=text, summary="team/nightly\nfailed ✗")
        send(url, first, told(2, 0, thread="alert-7"))
        wait_for(lambda: "message 2" in server.text(), "both letters")
        with pytest.raises(sender.Refused, match="no such person"):
            send(url.replace("oncall@", "nobody@").replace(",owner", ""), told(3))
        wait_for(lambda: server.text().count("Subject: ") == 3, "each person has one")
        data = server.letters.read_bytes()
    letters = {str(letter["Subject"]): letter for letter in _letters(data)}
    one, two = letters["[CRITICAL] team/nightly failed ✗"], letters["[OK] message 2"]
    assert one["To"] == "oncall@example.org, db@example.org"
    assert one.get_content().replace(">From", "From").strip() == text.strip()
    assert one["References"] == two["References"]
    assert one["Message-ID"] != two["Message-ID"]
    assert one["Auto-Submitted"] == "auto-generated"


def test_nagios_takes_passive_results() -> None:
    """Nagios ignores a line that it cannot read, and cuts one at the wrong place."""
    with nagios("igor.team.nightly") as server:
        url = f"nagios://{server.command_file}?host=web1"
        send(url, finish(output_tail="a|b;c\n", time_ms=now_ms()))
        wait_for(lambda: "current_state=2" in _service(server.status), "it is critical")
        shown = _service(server.status)
        send(url, finish(2, outcome="success", exit_code=0, time_ms=now_ms()))
        wait_for(lambda: "current_state=0" in _service(server.status), "it is fine")
    assert "plugin_output=team/nightly failed: exit code 3, after 2 attempts, in 1.5 s" in shown
    assert "attempt 2 of 3\\n\\nLast lines:\\na¦b;c\n" in shown
    assert "performance_data=duration=1.500s" in shown


def _service(status: Path) -> str:
    text = status.read_text() if status.exists() else ""
    return text.partition("servicestatus {")[2].partition("}")[0].replace("\t", "")


def _letters(data: bytes) -> list[EmailMessage]:
    parts = re.split(rb"(?m)^From \S+ .*\n", data)
    return [cast(EmailMessage, message_from_bytes(part, policy=policy.default)) for part in parts if part]
