"""The wrapper's sinks against servers that are as strict as their protocols: what is sent, how often, and what happens
when nobody listens.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engine_world import wait_for
from fake_sensu import Received, core_http, core_tcp, datagrams, go_http, http_server

from igor.controller.alert_settings import sender_module, sender_path

pytestmark = pytest.mark.integration

sender = sender_module()
WRAPPER = str(sender_path())
NOW_MS = 1_769_853_600_000


class SimulatedTime:
    """What a ``Sender`` asks for the time; ``at``: things that happen meanwhile."""

    def __init__(self, now_s: float = NOW_MS / 1000) -> None:
        self.now_s = now_s
        self.at: list[tuple[float, Any]] = []

    def time(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds
        for when, happens in [each for each in self.at if each[0] <= self.now_s]:
            self.at.remove((when, happens))
            happens()


def finish(number: int = 1, **facts: Any) -> dict[str, Any]:
    """An event as the wrapper writes it."""
    at_ms = facts.pop("time_ms", NOW_MS + number)
    event = {
        "event_id": f"{at_ms:013d}-run{number}-003-finish",
        "kind": "finish",
        "time_ms": at_ms,
        "run_id": f"run{number}",
        "job": "team/nightly",
        "build": 0,
        "attempt": 2,
        "max_attempts": 3,
        "started_ms": at_ms - 1_500,
        "duration_ms": 1_500,
        "outcome": "failure",
        "exit_code": 3,
        "output_tail": "first\nlast\n",
    }
    return {**event, **facts}


def told(number: int, status: int = 2, **facts: Any) -> dict[str, Any]:
    """A message as the controller writes it."""
    event = {
        "event_id": f"{NOW_MS + number:013d}-n{number:06d}",
        "kind": "alert",
        "phase": "firing" if status else "resolved",
        "check": "result",
        "job": "team/nightly",
        "status": status,
        "severity": "critical",
        "time_ms": NOW_MS + number,
        "since_ms": NOW_MS,
        "summary": f"message {number}",
        "text": f"text {number}",
        "url": "http://igor/job/team/job/nightly/1/",
    }
    return {**event, **facts}


def send(url: str, *events: dict[str, Any], folder: Path | None = None) -> None:
    """Through the sink itself, without a spool."""
    sink = sender.open_sink(url, str(folder or ""))
    sink.budget_s = 30.0  # the machine may be busy
    for event in events:
        message = sender.message_of(event)
        if sink.wants(message):
            sink.send(message)


def spool(sink: Any, *events: dict[str, Any]) -> None:
    """Put events where the sink's sender looks."""
    Path(sink.folder).mkdir(parents=True, exist_ok=True)
    for event in events:
        (Path(sink.folder) / f"{event['event_id']}.json").write_text(json.dumps(event))


def names(folder: str, part: str = "") -> list[str]:
    return sorted(path.name for path in (Path(folder) / part).glob("*.json") if path.name != "status.json")


# --- protocols


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


# --- the spool


def test_an_hour_without_a_sink_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """The show of the subject: alerts of an hour in which nobody listened come all, once, in their order."""
    received = Received()
    clock = SimulatedTime()
    rng = random.Random(7)
    with core_http(received) as port:
        received.fails = 10**9
        sink = sender.open_sink(f"sensu-core+http://127.0.0.1:{port}", str(tmp_path))
        events = [told(number * 36_000, number % 3) for number in range(100)]
        spool(sink, events[0])
        rest = iter(events[1:])
        clock.at = [(NOW_MS / 1000 + 36 * number, lambda: spool(sink, next(rest))) for number in range(1, 100)]
        clock.at.append((NOW_MS / 1000 + 3_600, lambda: setattr(received, "fails", 0)))
        #: Now and then the server takes an event and fails on the next.
        clock.at += [(NOW_MS / 1000 + 3_600 + rng.random() * 60, lambda: setattr(received, "fails", 1))] * 3
        sender.Sender(sink, clock).run()
    assert [each["output"] for each in received] == [event["text"] for event in events]
    assert clock.now_s - NOW_MS / 1000 < 2 * 3_600
    status = json.loads((tmp_path / sink.name / "status.json").read_text())
    assert (status["sent"], status["dead"], status["error"]) == (100, 0, "")


def test_what_is_refused_goes_to_the_dead_and_others_pass(tmp_path: Path) -> None:
    """One event that a sink cannot read would hold up all that come after it, for ever."""
    tries: list[bytes] = []

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        tries.append(body)
        return (400, "no such thing") if b"message 1" in body else (200, "")

    with http_server(answer) as port:
        sink = sender.open_sink(f"webhook+http://127.0.0.1:{port}/", str(tmp_path))
        spool(sink, told(1), told(2))
        sender.Sender(sink, SimulatedTime()).run()
    assert len(tries) == 6
    assert names(sink.folder, "dead") == [f"{told(1)['event_id']}.json"]
    assert names(sink.folder) == []
    status = json.loads((Path(sink.folder) / "status.json").read_text())
    assert (status["sent"], status["dead"]) == (1, 1)


def test_what_grows_too_old_is_kept_for_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sink that never comes back would be tried with the same alert for ever."""
    monkeypatch.setattr(sender, "SPOOL_AGE_S", 3_600.0)
    sink = sender.open_sink("sensu-core+tcp://127.0.0.1:1", str(tmp_path))
    spool(sink, told(1))
    clock = SimulatedTime()
    sender.Sender(sink, clock).run()
    assert names(sink.folder, "dead") == [f"{told(1)['event_id']}.json"]
    assert 3_600 <= clock.now_s - NOW_MS / 1000 < 3_720


def test_a_full_spool_drops_metrics_before_alerts_and_old_before_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk would fill up, or the numbers of a busy job would push out the alert."""
    sink = sender.open_sink("otlp+http://127.0.0.1:1", str(tmp_path))
    spool(sink, *(finish(number, outcome="success") for number in range(60)), told(1_000), *(told(n) for n in (1, 2)))
    monkeypatch.setattr(sender, "SPOOL_EVENTS", 4)
    sender.keep_bounds(sink)
    left = names(sink.folder)
    assert len(left) == 4
    assert set(left) == {f"{each['event_id']}.json" for each in (told(1), told(2), told(1_000), finish(59))}


def test_local_repetitions_fold_where_people_would_be_told_of_each(tmp_path: Path) -> None:
    """A cron job that fails every five minutes would send 288 mails a day."""
    came: list[str] = []

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        came.append(json.loads(body)["event_id"])
        return 200, ""

    with http_server(answer) as port:
        sink = sender.open_sink(f"webhook+http://127.0.0.1:{port}/", str(tmp_path))
        outcomes = ["success", "failure", "failure", "timeout", "success", "success", "failure"]
        events = [finish(n, outcome=outcome, time_ms=NOW_MS + n * 300_000) for n, outcome in enumerate(outcomes)]
        clock = SimulatedTime()
        for event in events:
            clock.now_s = event["time_ms"] / 1000
            spool(sink, event)
            sender.Sender(sink, clock).run()
        assert [events.index(next(e for e in events if e["event_id"] == name)) for name in came] == [1, 4, 6]
        clock.now_s += 4 * 3_600 + 1
        spool(sink, finish(99, time_ms=round(clock.now_s * 1000)))
        sender.Sender(sink, clock).run()
        assert len(came) == 4


def test_a_folder_is_dealt_out_once_whatever_is_killed(tmp_path: Path) -> None:
    """Each kill of a sender would send again what was sent, or leave something unsent."""
    first, second = Received(), Received()
    with core_http(first) as one, go_http(second) as two:
        sinks = [f"sensu-core+http://127.0.0.1:{one}?name=one", f"sensu-go+http://127.0.0.1:{two}?name=two"]
        (tmp_path / "new").mkdir()
        (tmp_path / "sinks.json").write_text(json.dumps({"sinks": sinks}))
        at_ms, rng = sender.now_ms(), random.Random(3)
        events = [told(n, n % 3, time_ms=at_ms, event_id=f"{at_ms:013d}-n{n:06d}") for n in range(90)]
        for number, event in enumerate(events):
            (tmp_path / "new" / f"{event['event_id']}.json").write_text(json.dumps(event))
            if number % 30 == 29:
                _kill_while_it_sends(tmp_path, first, len(first) + rng.randrange(1, 20))
        ended = subprocess.run([sys.executable, "-I", "-S", WRAPPER, "--deliver", str(tmp_path)], timeout=60)
    assert ended.returncode == 0
    for texts in ([each["output"] for each in first], [each["check"]["output"] for each in second]):
        assert list(dict.fromkeys(texts)) == [event["text"] for event in events]
        assert len(texts) - len(set(texts)) <= 3, "only what was under way when its sender died may come twice"


def _kill_while_it_sends(folder: Path, received: Received, wanted: int) -> None:
    command = [sys.executable, "-I", "-S", WRAPPER, "--deliver", str(folder)]
    program = subprocess.Popen(command, start_new_session=True)
    wait_for(lambda: len(received) >= wanted, "some were sent")
    os.killpg(program.pid, signal.SIGKILL)
    program.wait()


@pytest.fixture
def deaf() -> Iterator[str]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


def test_a_hanging_sink_delays_a_job_by_nothing(tmp_path: Path, deaf: str) -> None:
    """The wrapper would wait for the sink, or the reader of its output would."""
    urls = [f"{kind}://{deaf}?budget=600" for kind in ("sensu-core+tcp", "sensu-go+http", "graphite", "webhook+http")]
    code = (
        "import importlib.util, os, sys\n"
        f"spec = importlib.util.spec_from_file_location('igor_wrap', {WRAPPER!r})\n"
        "w = importlib.util.module_from_spec(spec); spec.loader.exec_module(w)\n"
        f"policy = {{'sinks': {urls!r}, 'sink_spool': {str(tmp_path / 'spool')!r}}}\n"
        f"problem = w.deliver([{finish()!r}], policy, os.environ)\n"
        "print(repr(problem), *w.helpers)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    problem, helper = done.stdout.split()
    assert problem == "''"
    try:
        # The output has ended, and the job with it, while the helper and its senders are still at it.
        os.kill(int(helper), 0)
        assert list((tmp_path / "spool").glob("*/new")), "what is to be sent is kept"
    finally:
        os.killpg(int(helper), signal.SIGKILL)
