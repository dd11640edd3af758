"""How many agents and running builds one engine holds, and how soon a triggered build starts meanwhile.

    python bench/fleet.py [--agents 2000] [--builds 8000] [--seconds 20] [--quick]
    python bench/fleet.py --throughput 4000 [--agents 8]
    python bench/fleet.py --curve docs/fleet.svg [--sizes 100,500,1000,2000,4000]

Simulated agents speak the real protocol to a real engine process on a real store. ``--builds`` builds run at once, each
printing a line a second; meanwhile ten builds a second are triggered. With ``--throughput`` so many builds that end at
once are queued, and the time until all have finished is taken. Prints the engine's share of a core and its memory.
``--curve`` takes one size of fleet after the other, four builds an agent, until one does not hold, and draws them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import queue as queues
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from igor.controller import items, nodes, queue, settings
from igor.controller.context import Controller
from igor.model.build import Cause
from igor.model.home import Home

HERE = Path(__file__).parent
CAUSE = Cause("user", "Started by user bench", {"user_id": "bench", "user_name": "bench"})
_TICKS = os.sysconf("SC_CLK_TCK")


def job_xml(lines: int, label: str) -> str:
    parameter = "<hudson.model.StringParameterDefinition><name>{}</name></hudson.model.StringParameterDefinition>"
    parameters = parameter.format("SENT_NS") + parameter.format("N")
    return (
        "<project><properties><hudson.model.ParametersDefinitionProperty><parameterDefinitions>"
        f"{parameters}</parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties>"
        f"<assignedNode>{label}</assignedNode><canRoam>false</canRoam><concurrentBuild>true</concurrentBuild>"
        f"<quietPeriod>0</quietPeriod><builders><hudson.tasks.Shell><command>lines {lines}</command>"
        "</hudson.tasks.Shell></builders></project>"
    )


@dataclass
class Simulator:
    """One process of simulated agents and the last counts that it told."""

    process: subprocess.Popen[str]
    counts: dict[str, int] = field(default_factory=dict)
    latencies_ms: list[float] = field(default_factory=list)

    def read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            report = json.loads(line)
            self.latencies_ms += report.pop("latencies_ms")
            self.counts = report


class Fleet:
    """A home, an engine and its agents, on loopback; all gone after ``close``."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root)
        self.controller = Controller.open(self.home)
        settings.put(self.controller, "quiet_period_s", "0")
        self.simulators: list[Simulator] = []
        self.engine: subprocess.Popen[bytes] | None = None

    def start_engine(self) -> float:
        """Seconds until it serves agents."""
        begun = time.monotonic()
        command = [sys.executable, "-m", "igor.controller.engine_process"]
        log = (self.home.logs / "engine.log").open("ab")
        self.engine = subprocess.Popen(
            [*command, "--home", str(self.home.root), "--parent", str(os.getpid())], stdout=log, stderr=log
        )
        wait_for(self.home.engine_address.exists, "the engine is up", 60)
        return time.monotonic() - begun

    def add_agents(self, count: int, executors: int, labels: list[str], processes: int) -> float:
        """Make the nodes and connect them; seconds until the last one is connected."""
        agents = [
            (name, nodes.create(self.controller, name, executors=executors, labels=labels), executors, labels)
            for name in (f"{labels[0]}-{number}" for number in range(count))
        ]
        address = json.loads(self.home.engine_address.read_text())["agents"]
        host, port = address.removeprefix("ws://").split("/")[0].rsplit(":", 1)
        begun = time.monotonic()
        started = []
        for part in range(processes):
            process = subprocess.Popen(
                [sys.executable, str(HERE / "fleet_agents.py")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            assert process.stdin is not None
            order = {"host": host.strip("[]"), "port": int(port), "agents": agents[part::processes]}
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            started.append(Simulator(process))
            threading.Thread(target=started[-1].read, daemon=True).start()
        self.simulators += started
        wait_for(lambda: sum(s.counts.get("connected", 0) for s in started) == count, "all agents are connected", 120)
        return time.monotonic() - begun

    def add_job(self, name: str, lines: int, label: str) -> None:
        items.create_item(self.controller, name, job_xml(lines, label), by="bench")

    def trigger(self, name: str, number: int) -> None:
        sent = {"SENT_NS": str(time.monotonic_ns()), "N": str(number)}
        queue.schedule(self.controller, name, cause=CAUSE, parameters=sent)

    def trigger_many(self, name: str, count: int) -> None:
        """From several threads, so that they share commits."""
        numbers: queues.SimpleQueue[int | None] = queues.SimpleQueue()
        for number in [*range(count), *[None] * 16]:
            numbers.put(number)

        def work() -> None:
            while (number := numbers.get()) is not None:
                queue.schedule(self.controller, name, cause=CAUSE, parameters={"N": str(number)})

        threads = [threading.Thread(target=work) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def total(self, what: str) -> int:
        return sum(simulator.counts.get(what, 0) for simulator in self.simulators)

    def take_latencies_ms(self) -> list[float]:
        found = [each for simulator in self.simulators for each in simulator.latencies_ms]
        for simulator in self.simulators:
            simulator.latencies_ms = []
        return found

    def engine_cpu_s(self) -> float:
        assert self.engine is not None
        fields = Path(f"/proc/{self.engine.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def engine_rss_mib(self) -> float:
        assert self.engine is not None
        status = Path(f"/proc/{self.engine.pid}/status").read_text()
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def close(self) -> None:
        for simulator in self.simulators:
            simulator.process.kill()
            simulator.process.wait()
        if self.engine is not None:
            self.engine.send_signal(signal.SIGTERM)
            try:
                self.engine.wait(20)
            except subprocess.TimeoutExpired:
                self.engine.kill()
        self.controller.close()


@dataclass(frozen=True)
class Steady:
    """How a fleet fared while its builds ran."""

    agents: int
    lines_a_second: float
    cpu_percent: float
    rss_mib: float
    p50_ms: float
    p99_ms: float


def wait_for(condition: Callable[[], object], what: str, timeout_s: float) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {timeout_s} s: {what}")
        time.sleep(0.01)


@contextmanager
def fleet() -> Iterator[Fleet]:
    with tempfile.TemporaryDirectory(prefix="igor-fleet-") as folder:
        made = Fleet(Path(folder))
        try:
            yield made
        finally:
            made.close()


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


def steady(agents: int, builds: int, seconds: float, processes: int) -> Steady:
    """Long builds on all agents; a few more agents take the builds that are triggered meanwhile."""
    with fleet() as world:
        world.add_job("load", 10**9, "load")
        world.add_job("probe", 0, "probe")
        print(f"engine up in {world.start_engine():.2f} s")
        connect_s = world.add_agents(agents, -(-builds // agents), ["load"], processes)
        world.add_agents(4, 8, ["probe"], 1)
        print(f"{agents} agents connected in {connect_s:.2f} s; engine {world.engine_rss_mib():.0f} MiB")
        begun = time.monotonic()
        world.trigger_many("load", builds)
        wait_for(lambda: world.total("running") == builds, f"{builds} builds run", 600)
        print(f"{builds} builds triggered and started in {time.monotonic() - begun:.1f} s")
        time.sleep(3)
        world.take_latencies_ms()
        cpu_s, lines, begun = world.engine_cpu_s(), world.total("lines"), time.monotonic()
        number = 0
        while (passed := time.monotonic() - begun) < seconds:
            if passed >= number * 0.1:
                world.trigger("probe", number)
                number += 1
            time.sleep(0.002)
        passed = time.monotonic() - begun
        cpu_s, lines = world.engine_cpu_s() - cpu_s, world.total("lines") - lines
        wait_for(lambda: world.total("finished") >= number, "all probes ended", 30)
        latencies = world.take_latencies_ms()
        found = Steady(
            agents,
            lines / passed,
            100 * cpu_s / passed,
            world.engine_rss_mib(),
            statistics.median(latencies),
            percentile(latencies, 0.99),
        )
        print(
            f"{agents} agents, {builds} running builds, {found.lines_a_second:.0f} lines/s: engine "
            f"{found.cpu_percent:.0f} % of a core, {found.rss_mib:.0f} MiB; trigger to start "
            f"p50 {found.p50_ms:.1f} ms, p99 {found.p99_ms:.1f} ms, "
            f"max {max(latencies):.1f} ms ({len(latencies)} triggers); {world.total('lost')} connections lost",
            flush=True,
        )
        return found


def curve(sizes: list[int], seconds: float, processes: int, picture: Path) -> None:
    """Fleets of growing size, until one does not come up or prints less than nine tenths of its lines."""
    found: list[Steady] = []
    for agents in sizes:
        try:
            measured = steady(agents, 4 * agents, seconds, processes)
        except TimeoutError as error:
            print(f"{agents} agents do not hold: {error}")
            break
        if measured.lines_a_second < 0.9 * 4 * agents:
            print(f"{agents} agents do not hold: {measured.lines_a_second:.0f} of {4 * agents} lines/s")
            break
        found.append(measured)
    picture.write_text(drawn(found))
    print(f"drawn: {picture}")


_PANELS = (
    ("Engine, % of a core", lambda one: one.cpu_percent),
    ("Engine, MiB", lambda one: one.rss_mib),
    ("Trigger to start, ms (p50, p99)", lambda one: one.p99_ms),
)
_WIDTH, _HEIGHT, _GAP = 240, 160, 70


def drawn(found: list[Steady]) -> str:
    """An SVG: three panels over the number of agents."""
    parts = [_panel(index, title, found, value) for index, (title, value) in enumerate(_PANELS)]
    parts.append(_line(2, found, _PANELS[2][1], lambda one: one.p50_ms, "#8aa"))
    width, height = 3 * (_WIDTH + _GAP), _HEIGHT + 80
    font = 'font-family="sans-serif" font-size="12" fill="#666"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {font}>'
    return f"{head}{''.join(parts)}</svg>\n"


def _panel(index: int, title: str, found: list[Steady], value: Callable[[Steady], float]) -> str:
    left, top, bottom = index * (_WIDTH + _GAP) + 40, 30, 30 + _HEIGHT
    largest = max(map(value, found))
    labels = "".join(
        f'<text x="{_x(index, found, one):.0f}" y="{bottom + 16}" text-anchor="middle">{one.agents:,}</text>'
        for one in found
        if one is found[-1] or 0.24 < one.agents / found[-1].agents < 0.8
    )
    return (
        f'<text x="{left}" y="16">{title}</text><path d="M{left} {top}V{bottom}H{left + _WIDTH}" fill="none" '
        f'stroke="#999"/><text x="{left - 4}" y="{top + 8}" text-anchor="end">{largest:.0f}</text>{labels}'
        f'<text x="{left + _WIDTH / 2}" y="{bottom + 34}" text-anchor="middle">agents, four builds each</text>'
        + _line(index, found, value, value, "#0a7")
    )


def _line(
    index: int, found: list[Steady], scale: Callable[[Steady], float], value: Callable[[Steady], float], colour: str
) -> str:
    largest = max(map(scale, found))
    places = [(_x(index, found, one), 30 + _HEIGHT * (1 - value(one) / largest)) for one in found]
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>' for x, y in places)
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in places)
    return f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'


def _x(index: int, found: list[Steady], one: Steady) -> float:
    return index * (_WIDTH + _GAP) + 40 + _WIDTH * one.agents / found[-1].agents


def throughput(agents: int, builds: int) -> None:
    """Builds that end at once, queued beforehand."""
    with fleet() as world:
        world.add_job("trivial", 0, "work")
        world.trigger_many("trivial", builds)
        world.start_engine()
        begun, cpu_s = time.monotonic(), world.engine_cpu_s()
        world.add_agents(agents, 8, ["work"], 1)
        wait_for(lambda: world.total("finished") == builds, "all builds have ended", 600)
        passed, cpu_s = time.monotonic() - begun, world.engine_cpu_s() - cpu_s
        print(
            f"{builds} builds on {agents} simulated agents: {builds / passed:.0f} builds/s, "
            f"{1000 * cpu_s / builds:.2f} ms of the engine a build, {world.engine_rss_mib():.0f} MiB"
        )


def calibrate() -> str:
    """Rate of ``posix_spawn`` and wait of ``/bin/true``, one at a time."""
    begun = time.monotonic()
    for _ in range(200):
        os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)
    return f"calibration: {200 / (time.monotonic() - begun):.0f} spawns/s"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--agents", type=int)
    parser.add_argument("--builds", type=int, default=8_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--processes", type=int, default=2, help="of simulated agents")
    parser.add_argument("--throughput", type=int, metavar="BUILDS")
    parser.add_argument("--curve", type=Path, metavar="SVG")
    parser.add_argument("--sizes", default="100,250,500,1000,2000,3000,4000", help="of the fleets of the curve")
    parser.add_argument("--quick", action="store_true", help="a small fleet for a moment, to see that it works")
    chosen = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors; {calibrate()}")
    if chosen.quick:
        throughput(2, 50)
        steady(20, 40, 2, 1)
    elif chosen.curve:
        curve([int(size) for size in chosen.sizes.split(",")], chosen.seconds, chosen.processes, chosen.curve)
    elif chosen.throughput:
        throughput(chosen.agents or 8, chosen.throughput)
    else:
        steady(chosen.agents or 2_000, chosen.builds, chosen.seconds, chosen.processes)
    print(calibrate())


if __name__ == "__main__":
    main()
