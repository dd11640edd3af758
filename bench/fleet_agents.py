"""Many simulated agents in one process, speaking the real protocol over one event loop. Used by ``bench/fleet.py``.

Reads one JSON line ``{"host": …, "port": …, "agents": [[name, token, executors, labels], …]}`` from standard input.
Each run prints a line a second until it has printed as many as its script says (``lines N``), then ends; a run whose
environment has ``SENT_NS`` tells its trigger-to-launch latency. Every second a JSON line of counts goes to standard
output; end of input ends the process.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import struct
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from igor.agents import codec
from igor.agents.protocol import (
    Forget,
    Heartbeat,
    HeldRun,
    Hello,
    Launch,
    LogFrom,
    RunFinished,
    RunOutcome,
    RunStarted,
    Stop,
)

_TEXT, _BINARY, _CLOSE, _PING, _PONG = 1, 2, 8, 9, 10
_HEARTBEAT_S = 10.0


@dataclass
class Counts:
    """Of all agents of this process."""

    connected: int = 0
    lost: int = 0
    running: int = 0
    finished: int = 0
    lines: int = 0
    latencies_ms: list[float] = field(default_factory=list)


@dataclass
class Run:
    """``left``: lines still to print."""

    run_id: str
    left: int
    printed: int = 0
    offset: int = 0


class Agent(asyncio.Protocol):
    """One connection. Frames to the server are masked with zeros: allowed, and free."""

    def __init__(self, address: tuple[str, int], facts: list[Any], counts: Counts) -> None:
        self.address, self.counts = address, counts
        self.name, self.token, self.executors, self.labels = facts
        self.runs: dict[str, Run] = {}
        self.buffer = bytearray()
        self.is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        lines = [
            "GET /agents HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            f"Authorization: Bearer {self.token}",
        ]
        transport.write("\r\n".join([*lines, "", ""]).encode())

    def connection_lost(self, error: Exception | None) -> None:
        self.counts.connected -= self.is_open
        self.counts.lost += 1
        self.is_open = False
        self.buffer.clear()
        asyncio.get_running_loop().call_later(random.uniform(1, 5), self.dial_again)

    def dial_again(self) -> None:
        self.dialing = asyncio.create_task(self.dial())

    async def dial(self) -> None:
        try:
            await asyncio.get_running_loop().create_connection(lambda: self, *self.address)
        except OSError:
            asyncio.get_running_loop().call_later(random.uniform(1, 5), self.dial_again)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.is_open:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            if not self.buffer.startswith(b"HTTP/1.1 101"):
                self.transport.close()
                return
            del self.buffer[: end + 4]
            self.is_open = True
            self.counts.connected += 1
            self.say(Hello(self.name, "bench", self.executors, self.labels, f"/bench/{self.name}", self.held()))
        while self.take_frame():
            pass

    def held(self) -> list[HeldRun]:
        """What it tells after a connection that was lost."""
        success = RunOutcome("success", 0, [], 1)
        return [HeldRun(run.run_id, run.offset, success if run.left < 0 else None) for run in self.runs.values()]

    def take_frame(self) -> bool:
        buffer = self.buffer
        if len(buffer) < 2:
            return False
        opcode, size, head = buffer[0] & 15, buffer[1] & 127, 2
        if size >= 126:
            head = 4 if size == 126 else 10
            if len(buffer) < head:
                return False
            size = int.from_bytes(buffer[2:head], "big")
        if len(buffer) < head + size:
            return False
        payload = bytes(buffer[head : head + size])
        del buffer[: head + size]
        if opcode == _PING:
            self.frame(_PONG, payload)
        elif opcode == _TEXT:
            for message in codec.decode_from_engine(payload.decode()):
                self.handle(message)
        elif opcode == _CLOSE:
            self.transport.close()
        return True

    def handle(self, message: object) -> None:
        if isinstance(message, Launch):
            self.launch(message)
        elif isinstance(message, Stop):
            self.finish(self.runs[message.run_id], "stopped")
        elif isinstance(message, LogFrom):
            run = self.runs[message.run_id]
            if run.offset > message.offset:
                missing = b"." * (run.offset - message.offset)
                self.frame(_BINARY, codec.encode_log([(run.run_id, message.offset, missing)]))
        elif isinstance(message, Forget):
            self.runs.pop(message.run_id, None)

    def launch(self, message: Launch) -> None:
        if sent := message.environment.get("SENT_NS"):
            self.counts.latencies_ms.append((time.monotonic_ns() - int(sent)) / 1e6)
        run = self.runs[message.run_id] = Run(message.run_id, int(message.script.split()[-1]))
        self.counts.running += 1
        self.say(RunStarted(run.run_id, 1, f"/bench/{self.name}/workspace/{message.workspace}"))
        if run.left == 0:
            self.finish(run, "success")

    def finish(self, run: Run, outcome: str) -> None:
        self.counts.running -= 1
        self.counts.finished += 1
        run.left = -1
        self.say(RunFinished(run.run_id, RunOutcome(outcome, 0, [], 1), run.offset))

    def print_lines(self) -> None:
        """One more line of every run, all in one frame."""
        pieces, done = [], []
        for run in self.runs.values():
            if run.left > 0:
                text = b"line %d of run %s, as long as such lines are\n" % (run.printed, run.run_id.encode())
                pieces.append((run.run_id, run.offset, text))
                run.offset, run.printed, run.left = run.offset + len(text), run.printed + 1, run.left - 1
                if run.left == 0:
                    done.append(run)
        if pieces and self.is_open:
            self.counts.lines += len(pieces)
            self.frame(_BINARY, codec.encode_log(pieces))
        for run in done:
            self.finish(run, "success")

    def beat(self) -> None:
        self.say(Heartbeat(0.5, 10**10, 10**9))

    def say(self, message: object) -> None:
        if self.is_open:
            self.frame(_TEXT, codec.encode_messages([message]).encode())

    def frame(self, opcode: int, payload: bytes) -> None:
        size = len(payload)
        if size < 126:
            head = struct.pack(">BB", 128 | opcode, 128 | size)
        elif size < 65536:
            head = struct.pack(">BBH", 128 | opcode, 128 | 126, size)
        else:
            head = struct.pack(">BBQ", 128 | opcode, 128 | 127, size)
        self.transport.write(head + b"\0\0\0\0" + payload)


async def spread(agents: list[Agent], seconds: float, act: str) -> None:
    """Call ``act`` of each agent once in so many seconds, evenly over the time."""
    while True:
        begun = time.monotonic()
        for index, agent in enumerate(agents):
            if index % 20 == 0:
                await asyncio.sleep(max(0.0, begun + seconds * index / len(agents) - time.monotonic()))
            getattr(agent, act)()
        await asyncio.sleep(max(0.0, begun + seconds - time.monotonic()))


async def main() -> None:
    order = json.loads(sys.stdin.readline())
    loop = asyncio.get_running_loop()
    counts = Counts()
    agents = [Agent((order["host"], order["port"]), facts, counts) for facts in order["agents"]]
    gate = asyncio.Semaphore(50)

    async def dial(agent: Agent) -> None:
        async with gate:
            await agent.dial()

    dialing = asyncio.gather(*map(dial, agents))
    tasks = [asyncio.create_task(spread(agents, 1.0, "print_lines"))]
    tasks.append(asyncio.create_task(spread(agents, _HEARTBEAT_S, "beat")))
    ended = loop.run_in_executor(None, sys.stdin.readline)
    while not (ended.done() or (dialing.done() and dialing.exception())):
        await asyncio.wait([ended], timeout=0.25)
        report = vars(counts).copy()
        counts.latencies_ms = []
        print(json.dumps(report), flush=True)
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main())
