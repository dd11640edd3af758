"""What one agent costs and how quick it is: trivial builds and a flood of log through a real agent and real wrappers.

    python bench/agent.py [--builds 1000] [--at-once 8] [--log-mib 1024] [--python PYTHON] [--quick]

A scripted engine launches builds of `true` one after the other (latencies), many at once (rate and processor time), and
one that writes zeros (log rate). Processor time is split: agent, launcher, and wrapper with command, which needs a
cpuacct control group (as root) to be told. Beside it stands a bare `sh -c true`, started and awaited, in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from websockets.asyncio.server import Server, ServerConnection, serve

from igor.agents import codec, zipapp
from igor.agents.protocol import Forget, Hello, Launch, LogFrom, Policy, RunFinished, RunStarted, Welcome

_CPUACCT = Path("/sys/fs/cgroup/cpuacct")


class Engine:
    """The engine's side for one agent: confirms everything at once, keeps nothing."""

    def __init__(self) -> None:
        self.connected = asyncio.Event()
        self.started: dict[str, asyncio.Future[float]] = {}
        self.finished: dict[str, asyncio.Future[float]] = {}
        self.log_bytes: dict[str, int] = {}
        self.wanted: dict[str, int] = {}
        self.hello: Hello | None = None

    async def serve(self) -> tuple[Server, asyncio.Server]:
        agents = await serve(self._talk, "127.0.0.1", 0, compression=None, max_size=None)
        self.address = f"ws://127.0.0.1:{next(iter(agents.sockets)).getsockname()[1]}/agents"
        return agents, await asyncio.start_server(self._endpoint, "127.0.0.1", 0)

    async def _endpoint(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = json.dumps({"websocket": self.address}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        await writer.drain()
        writer.close()

    async def _talk(self, socket: ServerConnection) -> None:
        self.socket = socket
        async for frame in socket:
            now_s = time.perf_counter()
            if isinstance(frame, bytes):
                await self._take_log(frame, now_s)
                continue
            for message in codec.decode_from_agent(frame):
                await self._take(message, now_s)

    async def _take(self, message: object, now_s: float) -> None:
        if isinstance(message, Hello):
            self.hello = message
            answers = [LogFrom(run.run_id, run.log_bytes) for run in message.runs]
            await self.socket.send(codec.encode_messages([Welcome(1, "bench"), *answers]))
            self.connected.set()
        elif isinstance(message, RunStarted):
            self.started[message.run_id].set_result(now_s)
        elif isinstance(message, RunFinished):
            self.wanted[message.run_id] = message.log_bytes
            await self._settle(message.run_id, now_s)

    async def _take_log(self, frame: bytes, now_s: float) -> None:
        for run_id, _, data in codec.decode_log(frame):
            self.log_bytes[run_id] = self.log_bytes.get(run_id, 0) + len(data)
            if run_id in self.wanted:
                await self._settle(run_id, now_s)

    async def _settle(self, run_id: str, now_s: float) -> None:
        if self.log_bytes.get(run_id, 0) >= self.wanted[run_id]:
            await self.socket.send(codec.encode_messages([Forget(run_id)]))
            self.finished[run_id].set_result(now_s)

    async def build(self, script: str) -> tuple[float, float]:
        """Launch and await one; (to RunStarted, to its whole report) in seconds."""
        run_id = uuid.uuid4().hex
        loop = asyncio.get_running_loop()
        self.started[run_id], self.finished[run_id] = loop.create_future(), loop.create_future()
        launch = Launch(run_id, 1, "bench", 1, "bench", {}, script, Policy())
        sent_s = time.perf_counter()
        await self.socket.send(codec.encode_messages([launch]))
        return await self.started[run_id] - sent_s, await self.finished[run_id] - sent_s


class Costs:
    """Processor time of agent, launcher and all that they started, in seconds."""

    def __init__(self, agent: int, group: Path | None) -> None:
        self._agent, self._group = agent, group

    def read(self) -> tuple[float, float, float]:
        """(agent, launcher, all)."""
        launcher = _children(self._agent)
        own, forks = _processor_s(self._agent), sum(_processor_s(pid) for pid in launcher)
        return own, forks, int((self._group / "cpuacct.usage").read_text()) / 1e9 if self._group else float("nan")


def _processor_s(pid: int) -> float:
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def running_agent(
    url: str, python: str, folder: Path, archive: Path
) -> Iterator[tuple[subprocess.Popen[bytes], Costs]]:
    """A real agent, in a control group of its own where that is possible."""
    (folder / "agent").mkdir()
    (folder / "agent" / "token").write_text("bench")
    group: Path | None = _CPUACCT / f"igor-bench-{os.getpid()}"
    try:
        assert group is not None
        group.mkdir()
    except OSError:
        group = None
    command = [python, str(archive), "--url", url, "--name", "bench", "--home", str(folder / "agent")]
    if group:
        command = ["sh", "-c", f'echo $$ > {group}/cgroup.procs; exec "$@"', "sh", *command]
    with (folder / "agent.log").open("wb") as log:
        agent = subprocess.Popen(command, stderr=log)
    try:
        yield agent, Costs(agent.pid, group)
    finally:
        agent.terminate()
        agent.wait(20)
        if group:
            with suppress(OSError):
                group.rmdir()


def calibrate(count: int) -> tuple[float, float]:
    """(wall, processor) milliseconds of a bare `sh -c true`, the median and the mean."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    walls_s = []
    for _ in range(count):
        begun_s = time.perf_counter()
        os.waitpid(os.posix_spawn("/bin/sh", ["sh", "-c", "true"], {"PATH": "/usr/bin:/bin"}), 0)
        walls_s.append(time.perf_counter() - begun_s)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return statistics.median(walls_s) * 1e3, cpu_s / count * 1e3


def percentiles(seconds: list[float]) -> str:
    ordered = sorted(value * 1e3 for value in seconds)
    median, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return f"p50 {median:.2f} ms, p99 {late:.2f} ms, min {ordered[0]:.2f} ms"


async def measure(options: argparse.Namespace, folder: Path, archive: Path) -> None:
    engine = Engine()
    servers = await engine.serve()
    url = f"http://127.0.0.1:{servers[1].sockets[0].getsockname()[1]}"
    begun_s = time.perf_counter()
    with running_agent(url, options.python, folder, archive) as (agent, costs):
        await asyncio.wait_for(engine.connected.wait(), 20)
        print(f"start to connected      {time.perf_counter() - begun_s:.2f} s")
        await asyncio.gather(*(engine.build("#!/bin/sh\ntrue") for _ in range(8)))
        await _latencies(engine, options.latencies)
        await _many(engine, costs, options.builds, options.at_once)
        await _flood(engine, costs, options.log_mib)
        status = Path(f"/proc/{agent.pid}/status").read_text()
        print(f"agent's memory          {int(status.split('VmRSS:')[1].split()[0]) / 1024:.1f} MiB")
        await asyncio.sleep(min(1, options.idle_s))
        before = costs.read()[0]
        await asyncio.sleep(options.idle_s)
        print(f"idle agent              {(costs.read()[0] - before) / options.idle_s * 100:.2f} % of a core")
    for server in servers:
        server.close()


async def _latencies(engine: Engine, count: int) -> None:
    times = [await engine.build("#!/bin/sh\ntrue") for _ in range(count)]
    print(f"launch to started       {percentiles([started for started, _ in times])}")
    print(f"launch to end reported  {percentiles([finished for _, finished in times])}")


async def _many(engine: Engine, costs: Costs, count: int, at_once: int) -> None:
    left = iter(range(count))

    async def one_after_the_other() -> None:
        for _ in left:
            await engine.build("#!/bin/sh\ntrue")

    before, begun_s = costs.read(), time.perf_counter()
    await asyncio.gather(*(one_after_the_other() for _ in range(at_once)))
    took_s, after = time.perf_counter() - begun_s, costs.read()
    agent, launcher, whole = ((now - then) / count * 1e3 for now, then in zip(after, before, strict=True))
    wall, bare = calibrate(max(20, count // 10))
    print(f"builds, {at_once} at once      {count / took_s:.0f}/s")
    rest = whole - agent - launcher
    print(
        f"processor time a build  {whole:.2f} ms:"
        f" agent {agent:.2f}, launcher {launcher:.2f}, wrapper and command {rest:.2f}"
    )
    print(f"bare sh -c true         {wall:.2f} ms, processor {bare:.2f} ms")


async def _flood(engine: Engine, costs: Costs, mib: int) -> None:
    before, begun_s = costs.read()[0], time.perf_counter()
    await engine.build(f"#!/bin/sh\nhead -c {mib}M /dev/zero")
    took_s = time.perf_counter() - begun_s
    cost_s = costs.read()[0] - before
    print(f"log of one build        {mib / took_s:.0f} MiB/s, {mib / cost_s:.0f} MiB a second of the agent")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--builds", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--latencies", type=int, default=200)
    parser.add_argument("--log-mib", type=int, default=1024)
    parser.add_argument("--idle-s", type=float, default=5)
    parser.add_argument("--python", default=sys.executable, help="the agent's")
    parser.add_argument("--quick", action="store_true", help="a smoke test")
    options = parser.parse_args()
    if options.quick:
        options.builds, options.latencies, options.log_mib, options.idle_s = 20, 5, 8, 0.2
    machine = f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors"
    print(f"{machine}, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "agent.pyz"
        archive.write_bytes(zipapp.build())
        asyncio.run(measure(options, Path(name), archive))


if __name__ == "__main__":
    main()
