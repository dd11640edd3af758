"""The spool of the wrapper's sinks: what happens when nobody listens, when senders are killed, when too much comes."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_world import wait_for
from fake_sensu import Received, core_http, go_http, http_server
from sink_events import NOW_MS, SimulatedTime, finish, names, sender, spool, told

from igor.controller.alert_settings import sender_path

pytestmark = pytest.mark.integration

WRAPPER = str(sender_path())


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


def test_a_wrong_sink_takes_no_other_down(tmp_path: Path) -> None:
    """One misspelt option in a policy would silence all sinks, without a word."""
    received = Received()
    with core_http(received) as port:
        sinks = ["webhook+http://127.0.0.1/?colour=red", f"sensu-core+http://127.0.0.1:{port}"]
        (tmp_path / "new").mkdir()
        (tmp_path / "sinks.json").write_text(json.dumps({"sinks": sinks}))
        event = told(1, time_ms=sender.now_ms())
        (tmp_path / "new" / f"{event['event_id']}.json").write_text(json.dumps(event))
        program = subprocess.Popen([sys.executable, "-I", "-S", WRAPPER, "--deliver", str(tmp_path)])
        try:
            wait_for(lambda: received, "the right one has it", 60)
            (wrong,) = wait_for(lambda: list(tmp_path.glob("unusable-*/status.json")), "the wrong one has a state", 60)
            wait_for(lambda: "no option colour" in wrong.read_text(), "it says why", 60)
        finally:
            program.kill()
            program.wait()
    assert names(str(wrong.parent)) == [f"{event['event_id']}.json"]
