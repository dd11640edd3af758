"""The wrapper's sinks against servers that are as strict as their protocols: what is sent, and what is refused."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from engine_world import wait_for
from fake_sensu import Received, core_http, core_tcp, datagrams, go_http, http_server
from sink_events import NOW_MS, finish, send, sender, told

from igor.configxml import read_item
from igor.model.job import JobDefinition

pytestmark = pytest.mark.integration


def test_sensu_core_by_tcp_udp_and_http(tmp_path: Path) -> None:
    """A client that refuses results drops them without a word: the alert would be lost."""
    by_tcp, by_udp, by_http = Received(), Received(), Received()
    with core_tcp(by_tcp) as tcp, datagrams(by_udp) as udp, core_http(by_http) as http:
        event = finish(job="team/nightly build ü", ttl_s=7200)
        for url in (f"sensu-core+tcp://127.0.0.1:{tcp}", f"sensu-core+udp://127.0.0.1:{udp}"):
            send(f"{url}?handlers=pagerduty,mail", event)
        send(f"sensu-core+http://127.0.0.1:{http}", event, told(2))
        wait_for(lambda: len(by_udp) == 2, "the datagrams")
    result, alive = by_tcp
    assert (result["status"], result.get("ttl"), result["handlers"]) == (2, None, ["pagerduty", "mail"])
    assert (alive["status"], alive["ttl"], alive["name"]) == (0, 7200, f"{result['name']}.alive")
    place = f"on {os.uname().nodename}, attempt 2 of 3"
    assert result["output"].endswith(f"exit code 3, after 2 attempts, in 1.5 s\n{place}\n\nLast lines:\nfirst\nlast")
    assert [json.loads(each) for each in by_udp] == [result, alive]
    assert [each.get("source") for each in by_http] == [None, None, "igor"]


def test_sensu_go_by_agent_and_backend(tmp_path: Path) -> None:
    """The same for the second generation, whose events have another shape and need an entity at the backend."""
    (tmp_path / "key").write_text("abc-123\n")
    agent, backend = Received(), Received()
    path = "/api/core/v2/namespaces/ops/events"
    with go_http(agent) as first, go_http(backend, path, key="abc-123") as second:
        send(f"sensu-go+http://127.0.0.1:{first}?handlers=mail", finish(), told(2, owner="db"))
        send(f"sensu-go+http://127.0.0.1:{second}?namespace=ops&key_file={tmp_path}/key", told(3, 0))
    assert [each["check"].get("proxy_entity_name") for each in agent] == [None, None, "igor"]
    assert agent[0]["check"]["metadata"]["name"] == "igor.team.nightly"
    assert agent[2]["check"]["metadata"]["annotations"] == {
        "owner": "db",
        "url": "http://igor/job/team/job/nightly/1/",
    }
    assert (backend[0]["entity"]["metadata"]["name"], backend[0]["check"]["status"]) == ("igor", 0)


def test_a_start_arms_and_an_end_disarms_the_dead_man() -> None:
    """A run that dies with its host would be missed by nobody, one that ended would be missed for ever; and the start
    of a run would end the alert of the one before.
    """
    received = Received()
    with go_http(received) as port:
        start = finish(kind="start", outcome=None, exit_code=None, duration_ms=None, ttl_s=180)
        send(f"sensu-go+http://127.0.0.1:{port}", start, finish(2), start, finish(3, outcome="stopped", ttl_s=600))
    heard = [
        (
            each["check"]["metadata"]["name"].removeprefix("igor.team.nightly"),
            each["check"]["status"],
            each["check"].get("ttl"),
        )
        for each in received
    ]
    assert heard == [(".alive", 0, 180), ("", 2, None), (".alive", 0, None), (".alive", 0, 180), (".alive", 0, 600)]


def test_webhook_is_signed_and_named(tmp_path: Path) -> None:
    """A receiver could not tell a repetition from news, or a forged alert from a true one."""
    (tmp_path / "secret").write_text("hush")
    came: list[tuple[str, dict[str, str], bytes]] = []

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        came.append((path, headers, body))
        return 200, ""

    with http_server(answer) as port:
        send(f"webhook+http://ann:pw@127.0.0.1:{port}/hook?secret_file={tmp_path}/secret&query=a%3Db", told(1))
        send(f"webhook+http://127.0.0.1:{port}/chat?format=slack", told(2))
    path, headers, body = came[0]
    assert path == "/hook?a=b"
    assert headers["Idempotency-Key"] == told(1)["event_id"]
    assert headers["Authorization"] == "Basic YW5uOnB3"
    assert headers["X-Igor-Signature"] == "sha256=" + hmac.new(b"hush", body, hashlib.sha256).hexdigest()
    assert json.loads(body)["text"] == "text 1"
    assert json.loads(came[1][2]) == {"text": "CRITICAL *team/nightly* message 2\nhttp://igor/job/team/job/nightly/1/"}


def test_otlp_has_gauges_and_log_records() -> None:
    """A collector refuses what is not exactly OTLP's JSON; numbers as texts would be one such thing."""
    came: list[tuple[str, Any]] = []

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        came.append((path, json.loads(body)))
        return 200, "{}"

    with http_server(answer) as port:
        send(f"otlp+http://127.0.0.1:{port}", finish())
    paths = [path for path, _ in came]
    assert paths == ["/v1/metrics", "/v1/logs"]
    metrics = came[0][1]["resourceMetrics"][0]["scopeMetrics"][0]["metrics"]
    values = {each["name"]: each["gauge"]["dataPoints"][0]["asDouble"] for each in metrics}
    assert (values["igor.job.duration_seconds"], values["igor.job.success"]) == (1.5, 0.0)
    (record,) = came[1][1]["resourceLogs"][0]["scopeLogs"][0]["logRecords"]
    assert (record["severityText"], record["severityNumber"]) == ("ERROR", 17)


def test_statsd_lines() -> None:
    """A counter in the wrong form is dropped by statsd."""
    received = Received()
    with datagrams(received) as port:
        send(f"statsd://127.0.0.1:{port}", finish())
        wait_for(lambda: received, "the datagram")
    assert received[0].decode().splitlines() == [
        "igor.job.team.nightly.runs.failure:1|c",
        "igor.job.team.nightly.attempts:2|c",
        "igor.job.team.nightly.duration:1500|ms",
    ]


def test_textfile_counts_each_run_once_and_keeps_the_last_success(tmp_path: Path) -> None:
    """The node exporter would show a wrong count after a repetition, or forget when the job last worked."""
    url = f"textfile://{tmp_path}"
    send(url, finish(1, outcome="success", exit_code=0), finish(2), finish(2), finish(3))
    lines = (tmp_path / "igor.team.nightly.prom").read_text().splitlines()
    assert 'igor_job_runs_total{igor_job="team/nightly",result="failure"} 2' in lines
    assert 'igor_job_runs_total{igor_job="team/nightly",result="success"} 1' in lines
    last = [line for line in lines if line.startswith("igor_job_last_success")]
    assert last == [f'igor_job_last_success_timestamp_seconds{{igor_job="team/nightly"}} {(NOW_MS + 1) / 1000}']


def test_nagios_without_a_reader_is_tried_again(tmp_path: Path) -> None:
    """Opening the command file of a Nagios that is down would hang, or make a plain file of it."""
    os.mkfifo(tmp_path / "nagios.cmd")
    url = f"nagios://{tmp_path}/nagios.cmd?host=web1"
    with pytest.raises(OSError, match="No such device"):
        send(url, finish())
    reader = os.open(tmp_path / "nagios.cmd", os.O_RDONLY | os.O_NONBLOCK)
    send(url, finish(output_tail="a|b;c\n"))
    line = os.read(reader, 65536).decode()
    os.close(reader)
    assert line == (
        f"[{NOW_MS // 1000}] PROCESS_SERVICE_CHECK_RESULT;web1;igor.team.nightly;2;"
        "team/nightly failed: exit code 3, after 2 attempts, in 1.5 s | duration=1.500s"
        f"\\non {os.uname().nodename}, attempt 2 of 3\\n\\nLast lines:\\na¦b;c\n"
    )


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1/", "there is no 'http'; known: alertmanager+http"),
        ("alertmanager://127.0.0.1", "there is no 'alertmanager'"),
        ("statsd://", "it lacks a host"),
        ("nagios://", "it lacks a path"),
        ("mail://relay", "it lacks to"),
        ("webhook+http://me:hush@h/?colour=red", "sink webhook+http://h/?colour=red: no option colour; known: "),
        ("statsd://h:99999", "port"),
    ],
)
def test_a_wrong_url_is_refused_with_the_right_ones(url: str, said: str) -> None:
    """A misspelt sink would be found out in the night in which it is needed; its password is nobody's business."""
    with pytest.raises(sender.WrapperError) as caught:
        sender.check_sinks([url])
    assert said.casefold() in str(caught.value).casefold()
    assert "hush" not in str(caught.value)


def test_names_of_different_jobs_differ() -> None:
    """Two jobs whose names look alike would resolve each other's alerts."""
    jobs = ["a/b", "a.b", "a b", "a-b", "A/b", "ä/b", "a/b "]
    found = {sender.check_name({"job": job, "check": "result"}) for job in jobs}
    assert len(found) == len(jobs)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyzA0123456789._-") for name in found)


def test_the_examples_of_the_page_work() -> None:
    """People paste them; one with a misspelt option would be refused, or an element of the policy unknown."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "alerts.md").read_text()
    examples = re.findall(r'alert_sinks "([^"]+)"', page)
    assert len(examples) >= 9
    for example in examples:
        sender.check_sinks(example.split())
    schemes = {url.partition(":")[0].partition("+")[0] for example in examples for url in example.split()}
    assert schemes == set(sender.SINKS)
    (policy,) = re.findall(r"<igor\.alerts\.AlertPolicy>.*?</igor\.alerts\.AlertPolicy>", page, re.DOTALL)
    definition = read_item(f"<project><properties>{policy}</properties></project>")
    assert isinstance(definition, JobDefinition)
    assert definition.alerts.success_within_ms == 26 * 3_600_000
