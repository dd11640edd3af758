"""The same trivial builds side by side: Igor, the barest prototype and Buildbot, on this machine, in one run.

    python bench/buildbot.py --buildbot FOLDER [--builds 400] [--rounds 3] [--quick]

``FOLDER`` is a virtual environment with ``buildbot`` and ``buildbot-worker``. Each has one master or controller and two
workers or agents with four places each, on loopback. Measured: the time from the request to the first line of the
build's shell, which goes into a named pipe at which a thread of this program waits, one build at a time while nothing
else happens; then, with many trivial builds (a line by the shell) in the queue, builds a second, and processor time a
build over all processes, requests included. Igor holds its queue until all are in it; Buildbot cannot, but takes
requests a hundred times faster than it builds. Igor's builds run under its wrapper; the prototype's (``prototype.py``)
are bare. They take turns, as a machine that others share is now fast, now slow; what counts is the median of all
rounds. What they wrote is deleted at the end, as some file systems are slow for a minute after that. ``--quick``: Igor
and the prototype alone, once.
"""

from __future__ import annotations

import argparse
import base64
import http.client
import json
import os
import platform
import queue
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import psutil

from igor.controller import items, nodes, settings, users
from igor.controller.context import Controller
from igor.model.home import Home

WORKERS, PLACES = 2, 4
#: Between two builds of which the start is timed: the one before has ended.
_APART_S = 0.5
_MASTER = """from buildbot.plugins import *
c = BuildmasterConfig = {{}}
c['workers'] = [worker.Worker('w%d' % n, 'pass', max_builds={places}) for n in range({workers})]
c['protocols'] = {{'pb': {{'port': 'tcp:{pb}:interface=127.0.0.1'}}}}
def builder(name, command):
    f = util.BuildFactory([steps.ShellCommand(command=['/bin/sh', '-c', command])])
    return util.BuilderConfig(name=name, workernames=['w%d' % n for n in range({workers})], factory=f)
c['builders'] = [builder('timed', 'echo 0 > {pipe}'), builder('trivial', 'echo 0 >> {out}')]
c['schedulers'] = [schedulers.ForceScheduler(name=name, builderNames=[name]) for name in ('timed', 'trivial')]
c['collapseRequests'] = False
c['db'] = {{'db_url': 'sqlite:///state.sqlite'}}
c['www'] = {{'port': 'tcp:{web}:interface=127.0.0.1', 'plugins': {{}}}}
c['buildbotNetUsageData'] = None
"""
_JOB = """<project><properties><hudson.model.ParametersDefinitionProperty><parameterDefinitions>
<hudson.model.StringParameterDefinition><name>N</name></hudson.model.StringParameterDefinition></parameterDefinitions>
</hudson.model.ParametersDefinitionProperty></properties><assignedNode>work</assignedNode><canRoam>false</canRoam>
<concurrentBuild>true</concurrentBuild><builders><hudson.tasks.Shell><command>#!/bin/sh
echo 0 &gt;&gt; {out}</command></hudson.tasks.Shell></builders></project>"""


@dataclass
class Peer:
    """A running system: ``request(job, n)`` asks for one build of ``timed``, whose beginning is told in ``begun``
    (monotonic, in nanoseconds), or of ``trivial``, which appends a line to ``out``. ``hold`` and ``release`` its queue.
    """

    name: str
    processes: list[psutil.Process]
    request: Callable[[str, int], None]
    begun: queue.SimpleQueue[int]
    out: Path
    hold: Callable[[], None] | None = None
    release: Callable[[], None] | None = None

    def count(self) -> int:
        return self.out.read_bytes().count(b"\n") if self.out.exists() else 0

    def cpu_s(self) -> float:
        """Of all processes and of those that they have waited for."""
        total = 0.0
        for root in self.processes:
            for process in [root, *root.children(recursive=True)]:
                with_children = process.cpu_times()
                total += sum(with_children[:4])
        return total


@dataclass
class Figures:
    """Milliseconds from request to start, builds a second, milliseconds of processor time a build."""

    latency_ms: list[float]
    throughput: float
    cpu_ms: float

    def __str__(self) -> str:
        p50, most = statistics.median(self.latency_ms), max(self.latency_ms)
        latency = f"request to start p50 {p50:.1f} ms, max {most:.1f} ms"
        return f"{latency}; {self.throughput:.1f} builds/s; {self.cpu_ms:.1f} ms CPU a build"


def measure(peer: Peer, singles: int, many: int) -> Figures:
    latency_ms = []
    for number in range(singles):
        time.sleep(_APART_S)
        requested = time.monotonic_ns()
        peer.request("timed", number)
        latency_ms.append((peer.begun.get(timeout=60) - requested) / 1e6)
    time.sleep(1)
    before, cpu_s, begun_s = peer.count(), peer.cpu_s(), time.monotonic()
    if peer.hold:
        peer.hold()
    threads = [threading.Thread(target=_request_some, args=(peer, 10_000 + part, many // 4)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if peer.release:
        begun_s = time.monotonic()
        peer.release()
    wanted = before + many // 4 * 4
    wait_for(lambda: peer.count() >= wanted, "all builds to begin", 600, every_s=0.01)
    seconds = time.monotonic() - begun_s
    time.sleep(1)
    return Figures(latency_ms, many / seconds, 1000 * (peer.cpu_s() - cpu_s) / many)


def _request_some(peer: Peer, first: int, count: int) -> None:
    for number in range(count):
        peer.request("trivial", first + 4 * number)


def wait_for(condition: Callable[[], object], what: str, timeout_s: float, every_s: float = 0.001) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {timeout_s} s: {what}")
        time.sleep(every_s)


def lines_of(pipe: Path) -> queue.SimpleQueue[int]:
    """When lines come through a named pipe, which is made (monotonic, in nanoseconds)."""
    times: queue.SimpleQueue[int] = queue.SimpleQueue()
    os.mkfifo(pipe)
    # Open for writing too, so that it never ends.
    end = os.open(pipe, os.O_RDWR)

    def read() -> None:
        while os.read(end, 100):
            times.put(time.monotonic_ns())

    threading.Thread(target=read, daemon=True).start()
    return times


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def poster(port: int, headers: dict[str, str]) -> Callable[[str, bytes], int]:
    """POST over a connection that each thread keeps; the status."""
    local = threading.local()

    def post(path: str, body: bytes) -> int:
        if not hasattr(local, "connection"):
            local.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        local.connection.request("POST", path, body, headers)
        response = local.connection.getresponse()
        response.read()
        return int(response.status)

    return post


@contextmanager
def started(*commands: tuple[list[str], Path]) -> Iterator[list[psutil.Process]]:
    """Run commands (each in its folder) until the end of the block."""
    running = [
        subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command, folder in commands
    ]
    try:
        yield [psutil.Process(process.pid) for process in running]
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)


@contextmanager
def buildbot(folder: Path, programs: Path) -> Iterator[Peer]:
    web, pb, out, pipe = free_port(), free_port(), folder / "out", folder / "pipe"
    master = folder / "master"
    subprocess.run([str(programs / "bin/buildbot"), "create-master", str(master)], check=True, capture_output=True)
    facts = {"places": PLACES, "workers": WORKERS, "pb": pb, "web": web, "out": out, "pipe": pipe}
    (master / "master.cfg").write_text(_MASTER.format(**facts))
    commands = [([str(programs / "bin/buildbot"), "start", "--nodaemon", "."], master)]
    for number in range(WORKERS):
        worker = folder / f"w{number}"
        create = [str(programs / "bin/buildbot-worker"), "create-worker", str(worker), f"127.0.0.1:{pb}"]
        subprocess.run([*create, f"w{number}", "pass"], check=True, capture_output=True)
        commands.append(([str(programs / "bin/buildbot-worker"), "start", "--nodaemon", "."], worker))
    post = poster(web, {"Content-Type": "application/json"})
    body = json.dumps({"jsonrpc": "2.0", "method": "force", "id": 1, "params": {}}).encode()

    def request(job: str, number: int) -> None:
        assert post(f"/api/v2/forceschedulers/{job}", body) == 200

    with started(*commands) as processes:
        wait_for(lambda: _answers(web), "Buildbot answers", 120)
        wait_for(lambda: _workers(web) == WORKERS, "its workers are there", 60)
        yield Peer("Buildbot", processes, request, lines_of(pipe), out)


def _workers(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/api/v2/workers")
    found = json.loads(connection.getresponse().read())
    return sum(bool(worker["connected_to"]) for worker in found["workers"])


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


@contextmanager
def igor(folder: Path) -> Iterator[Peer]:
    port, out, home = free_port(), folder / "out", Home(folder / "home")
    controller = Controller.open(home)
    settings.put(controller, "quiet_period_s", "0")
    users.create_user(controller, "bench", password="only-for-the-bench", is_admin=True)
    _, token = users.create_token(controller, "bench")
    (folder / "join").write_text(nodes.make_join_token(controller))
    begun = lines_of(folder / "pipe")
    for name, written in (("timed", folder / "pipe"), ("trivial", out)):
        items.create_item(controller, name, _JOB.format(out=written), by="bench")
    controller.close()
    python = [sys.executable, "-m", "igor"]
    commands = [([*python, "controller", "--home", str(home.root), "--port", str(port)], folder)]
    for number in range(WORKERS):
        options = ["--name", f"a{number}", "--executors", str(PLACES), "--labels", "work"]
        place = ["--home", str(folder / f"a{number}"), "--join-token-file", str(folder / "join")]
        commands.append(([*python, "agent", "--url", f"http://127.0.0.1:{port}", *options, *place], folder))
    login = base64.b64encode(f"bench:{token}".encode()).decode()
    post = poster(port, {"Authorization": f"Basic {login}"})

    def request(job: str, number: int) -> None:
        assert post(f"/job/{job}/buildWithParameters?N={number}", b"") == 201

    def administer(action: str) -> None:
        assert post(f"/{action}", b"") < 400

    with started(*commands) as processes:
        wait_for(lambda: _answers(port), "Igor answers", 60)
        request("timed", -1)
        begun.get(timeout=60)
        time.sleep(1)
        hold, release = partial(administer, "quietDown"), partial(administer, "cancelQuietDown")
        yield Peer("Igor", processes, request, begun, out, hold, release)


@contextmanager
def prototype(folder: Path) -> Iterator[Peer]:
    port, out = free_port(), folder / "out"
    begun = lines_of(folder / "pipe")
    program = [sys.executable, str(Path(__file__).with_name("prototype.py"))]
    with started(([*program, "controller", str(folder), str(port)], folder)) as controller:
        wait_for(lambda: _answers(port), "the prototype answers", 20)
        agents = [([*program, "agent", str(port), str(PLACES)], folder)] * WORKERS
        local = threading.local()

        def ask(message: dict[str, object]) -> None:
            if not hasattr(local, "file"):
                local.file = socket.create_connection(("127.0.0.1", port)).makefile("rw")
            local.file.write(json.dumps(message) + "\n")
            local.file.flush()
            assert local.file.readline()

        def request(job: str, number: int) -> None:
            ask({"run": f"echo 0 >> {folder / 'pipe' if job == 'timed' else out}"})

        with started(*agents) as processes:
            request("timed", -1)
            begun.get(timeout=20)
            hold, release = partial(ask, {"held": True}), partial(ask, {"held": False})
            yield Peer("Prototype", [*controller, *processes], request, begun, out, hold, release)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--buildbot", type=Path, metavar="FOLDER")
    parser.add_argument("--builds", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    if chosen.rounds < 1:
        parser.error("--rounds: at least one")
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    singles, many, rounds = (3, 8, 1) if chosen.quick else (30, chosen.builds, chosen.rounds)
    ours, bare, theirs = [], [], []
    with tempfile.TemporaryDirectory(prefix="igor-bench-") as folder:
        folders = map(Path(folder).joinpath, map(str, count()))
        for _ in range(rounds):
            ours.append(_measured(igor, next(folders), singles, many))
            bare.append(_measured(prototype, next(folders), singles, many))
            if chosen.buildbot is not None and not chosen.quick:
                theirs.append(_measured(partial(buildbot, programs=chosen.buildbot), next(folders), 8, 24))
    igor_figures, prototype_figures = _median("Igor", ours), _median("Prototype", bare)
    print(f"prototype: {prototype_figures.throughput / igor_figures.throughput:.1f} × Igor's builds a second")
    if theirs:
        print(_ratio(igor_figures, _median("Buildbot", theirs)))


def _measured(start: Callable[[Path], AbstractContextManager[Peer]], folder: Path, singles: int, many: int) -> Figures:
    folder.mkdir()
    with start(folder) as peer:
        figures = measure(peer, singles, many)
        print(f"{peer.name + ':':10} {figures}", flush=True)
    return figures


def _median(name: str, rounds: list[Figures]) -> Figures:
    """Of all latencies, and of the rounds' other figures."""
    found = Figures(
        [latency for figures in rounds for latency in figures.latency_ms],
        statistics.median(figures.throughput for figures in rounds),
        statistics.median(figures.cpu_ms for figures in rounds),
    )
    if len(rounds) > 1:
        print(f"{name}, median of {len(rounds)} rounds: {found}")
    return found


def _ratio(ours: Figures, theirs: Figures) -> str:
    latency = statistics.median(theirs.latency_ms) / statistics.median(ours.latency_ms)
    return (
        f"ratio: {ours.throughput / theirs.throughput:.0f} × the builds a second, a {latency:.0f}th of the latency, "
        f"a {theirs.cpu_ms / ours.cpu_ms:.0f}th of the CPU"
    )


if __name__ == "__main__":
    main()
