"""What the wrapper costs, beside ``timeout``, ``chronic`` and ``tini`` in the same run.

    python bench/wrapper.py [--quick]

Overhead: from the start of the program until it has ended, for ``true``; of each round the tools take turns, and the
figures are the medians of wall clock and of processor time (which means more on a busy machine). ``installed`` is
``igor-wrap`` as ``--install`` makes it; ``pre-forked`` what an agent's launcher does, from the order to the end of the
run (its processor time is the launcher's own share). That is measured twice, with run folders where TMPDIR is and in
memory, because what a file system takes for a run's files may be more than all else: ext4 without a journal looks at
every inode freed in the last minutes before it gives one away. Memory: the largest resident size while a command
sleeps. Throughput: 1 GB of log lines through the tool into a pipe whose reader throws them away, against ``cat``.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import platform
import random
import shutil
import socket
import statistics
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

WRAPPER = Path(__file__).resolve().parents[1] / "wrapper" / "igor_wrap.py"
MEMORY = Path("/dev/shm")
PYTHON = [sys.executable, "-I", "-S"]
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8"}


class Took(NamedTuple):
    """Seconds of wall clock and of processors, children included."""

    wall_s: float
    cpu_s: float


def run_once(command: list[str]) -> Took:
    """One run with its output thrown away."""
    begun_s = time.perf_counter()
    pid = os.posix_spawn(
        command[0], command, ENVIRONMENT, file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
    )
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, command
    return Took(time.perf_counter() - begun_s, usage.ru_utime + usage.ru_stime)


def medians_ms(commands: dict[str, Callable[[], Took]], rounds: int) -> dict[str, tuple[float, float]]:
    """Of each tool the medians over rounds in which all take turns: wall clock, processors."""
    times: dict[str, list[Took]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, run in commands.items():
            times[name].append(run())
    return {
        name: (statistics.median(t.wall_s for t in found) * 1000, statistics.median(t.cpu_s for t in found) * 1000)
        for name, found in times.items()
    }


class PreForked:
    """A launcher's process, as the agent holds one; ``run`` orders a run and waits for its end."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "runs").mkdir(parents=True)
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notices.bind(str(home / "agent.sock"))
        self.notices.settimeout(10)
        self.orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        room = str(home / "runs" / ("-" * 31))
        self.process = subprocess.Popen([*PYTHON, str(WRAPPER), "--run-folders", room], stdin=theirs, env=ENVIRONMENT)
        theirs.close()
        self.number = 0

    def run_once(self) -> Took:
        self.number += 1
        folder = self.home / "runs" / f"{self.number:032x}"
        folder.mkdir()
        spec = {"command": ["/bin/true"], "environment": ENVIRONMENT, "run_id": folder.name, "events": []}
        (folder / "spec.json").write_text(json.dumps(spec))
        begun_s, begun_cpu_s = time.perf_counter(), self._cpu_s()
        self.orders.send(os.fsencode(folder))
        self.orders.recv(64)
        while self.notices.recv(256)[:1] not in (b"e", b"i"):
            pass
        return Took(time.perf_counter() - begun_s, self._cpu_s() - begun_cpu_s)

    def _cpu_s(self) -> float:
        """Of the launcher alone: its wrappers are nobody's children to wait for."""
        fields = Path(f"/proc/{self.process.pid}/schedstat").read_text().split()
        return int(fields[0]) / 1e9

    def close(self) -> None:
        self.orders.close()
        self.process.wait(10)


def installed(prefix: Path) -> str:
    subprocess.run([*PYTHON, str(WRAPPER), "--install", str(prefix)], check=True, stdout=subprocess.DEVNULL)
    return str(prefix / "bin" / "igor-wrap")


def overhead(home: Path, rounds: int) -> None:
    true = "/bin/true"
    tools: dict[str, list[str]] = {
        "bare exec": [true],
        "timeout": [shutil.which("timeout") or "", "60", true],
        "tini -s": [shutil.which("tini") or "", "-s", "--", true],
        "chronic": [shutil.which("chronic") or "", true],
        "python3 -I -S -c pass": [*PYTHON, "-c", "pass"],
        "igor-wrap (installed)": [installed(home / "prefix"), "--", true],
        "igor-wrap, retries and limit": [
            str(home / "prefix" / "bin" / "igor-wrap"), "--retries", "2", "--timeout", "1h", "--", true
        ],
        "python3 -I -S igor_wrap.py": [*PYTHON, str(WRAPPER), "--", true],
    }  # fmt: skip
    found = {name: (lambda command=command: run_once(command)) for name, command in tools.items() if command[0]}
    memory_home = Path(tempfile.mkdtemp(prefix="igor-bench-", dir=MEMORY))
    pre_forked = PreForked(home / "agent")
    pre_forked_in_memory = PreForked(memory_home / "agent")
    forked = {"pre-forked": pre_forked.run_once, "pre-forked, folders in memory": pre_forked_in_memory.run_once}
    try:
        figures = medians_ms({**found, **forked}, rounds)
    finally:
        pre_forked.close()
        pre_forked_in_memory.close()
        shutil.rmtree(memory_home)
    bare_ms, bare_cpu_ms = figures["bare exec"]
    print(f"{'':<30} {'wall':>10} {'over bare':>12} {'x timeout':>10} {'x chronic':>10} {'processors':>12}")
    for name, (wall_ms, cpu_ms) in figures.items():
        over_ms = wall_ms - bare_ms
        beside = [
            f"{over_ms / (figures[tool][0] - bare_ms):10.2f}" if tool in figures else f"{'-':>10}"
            for tool in ("timeout", "chronic")
        ]
        print(f"{name:<30} {wall_ms:7.2f} ms {over_ms:9.2f} ms {' '.join(beside)} {cpu_ms - bare_cpu_ms:9.2f} ms")


def peak_kb(command: list[str]) -> int:
    """The largest resident size of the tool itself, while its command sleeps."""
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    time.sleep(0.5)
    status = Path(f"/proc/{process.pid}/status").read_text()
    process.terminate()
    process.wait()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def memory(home: Path) -> None:
    sleep = ["/bin/sleep", "30"]
    tools = {
        "timeout": [shutil.which("timeout") or "", "60", *sleep],
        "tini -s": [shutil.which("tini") or "", "-s", "--", *sleep],
        "chronic": [shutil.which("chronic") or "", *sleep],
        "igor-wrap (installed)": [str(home / "prefix" / "bin" / "igor-wrap"), "--", *sleep],
        "python3 -I -S igor_wrap.py": [*PYTHON, str(WRAPPER), "--", *sleep],
    }
    for name, command in tools.items():
        if command[0]:
            print(f"{name:<30} {peak_kb(command) / 1024:7.1f} MiB")


def log_lines(size: int) -> bytes:
    """Text as logs have it."""
    chance = random.Random(1)
    words = ["".join(chance.choices(string.ascii_lowercase, k=chance.randint(2, 9))) for _ in range(2000)]
    lines = []
    for number in range(4000):
        said = " ".join(chance.choices(words, k=8))
        stamp = f"2026-11-21T17:{number % 60:02d}:11.{number % 1000:03d}Z"
        lines.append(f"{stamp} INFO [worker-{number % 9}] com.example.{said.title()} id={chance.getrandbits(32):08x}\n")
    block = "".join(lines).encode()
    return block * (size // len(block))


def secrets(count: int) -> dict[str, str]:
    chance = random.Random(2)
    characters = string.ascii_letters + string.digits + "+/!%"
    return {f"SECRET_{n}_TOKEN": "".join(chance.choices(characters, k=24)) for n in range(count)}


def throughput_mb_s(command: list[str], environment: dict[str, str], size: int) -> float:
    """The best of three, from the first byte to the end; its output goes through a pipe into ``cat > /dev/null``."""
    best = 0.0
    for _ in range(3):
        reader = subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        begun_s = time.perf_counter()
        subprocess.run(command, env={**ENVIRONMENT, **environment}, stdout=reader.stdin, check=True)
        assert reader.stdin is not None
        reader.stdin.close()
        reader.wait()
        best = max(best, size / (time.perf_counter() - begun_s) / 1e6)
    return best


def throughput(home: Path, size: int) -> None:
    data = home / "lines"
    data.write_bytes(log_lines(size))
    size = data.stat().st_size
    wrap = [str(home / "prefix" / "bin" / "igor-wrap"), "--"]
    cat = ["/bin/cat", str(data)]
    piped = ["/bin/sh", "-c", f"cat {data} | cat"]
    of_cat = throughput_mb_s(piped, {}, size)
    rows = {"cat | cat": of_cat, "igor-wrap cat": throughput_mb_s([*wrap, *cat], {}, size)}
    for count in (1, 5, 20):
        rows[f"igor-wrap cat, {count} secrets"] = throughput_mb_s([*wrap, *cat], secrets(count), size)
    for name, figure in rows.items():
        print(f"{name:<30} {figure:7.0f} MB/s   {figure / of_cat:5.2f} x cat")
    masked = base64.b64encode(secrets(1)["SECRET_0_TOKEN"].encode()).decode()
    shown = subprocess.run(
        [*wrap, "/bin/echo", masked], env={**ENVIRONMENT, **secrets(1)}, capture_output=True, check=True
    )
    assert shown.stdout == b"****\n", shown.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few rounds: does it work at all?")
    quick = parser.parse_args().quick
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.platform()}")
    home = Path(tempfile.mkdtemp(prefix="igor-bench-"))
    try:
        overhead(home, 5 if quick else 101)
        print()
        memory(home)
        print()
        throughput(home, 20_000_000 if quick else 1_000_000_000)
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
