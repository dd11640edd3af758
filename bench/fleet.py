"""How many agents and running builds one engine holds, and how soon a triggered build starts meanwhile.

    python bench/fleet.py [--agents 2000] [--builds 8000] [--seconds 20] [--quick]
    python bench/fleet.py --throughput 4000 [--agents 8]

Simulated agents speak the real protocol to a real engine process on a real store. ``--builds`` builds run at once, each
printing a line a second; meanwhile ten builds a second are triggered. With ``--throughput`` so many builds that end at
once are queued, and the time until all have finished is taken. Prints the engine's share of a core and its memory.
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


def steady(agents: int, builds: int, seconds: float, processes: int) -> None:
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
        print(
            f"{agents} agents, {builds} running builds, {lines / passed:.0f} lines/s: engine "
            f"{100 * cpu_s / passed:.0f} % of a core, {world.engine_rss_mib():.0f} MiB; trigger to start "
            f"p50 {statistics.median(latencies):.1f} ms, p99 {percentile(latencies, 0.99):.1f} ms, "
            f"max {max(latencies):.1f} ms ({len(latencies)} triggers); {world.total('lost')} connections lost"
        )


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
    parser.add_argument("--quick", action="store_true", help="a small fleet for a moment, to see that it works")
    chosen = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors; {calibrate()}")
    if chosen.quick:
        throughput(2, 50)
        steady(20, 40, 2, 1)
    elif chosen.throughput:
        throughput(chosen.agents or 8, chosen.throughput)
    else:
        steady(chosen.agents or 2_000, chosen.builds, chosen.seconds, chosen.processes)
    print(calibrate())


if __name__ == "__main__":
    main()
