"""How soon a controller answers, and what memory it takes, with many jobs and a long history.

    python bench/history.py [--jobs 3000] [--builds 1000000] [--quick]

Makes the same home twice, once with 1,000 builds and once with ``--builds``, starts ``igor controller`` on each, and
prints the seconds until the first answered request and until the engine takes agents, and the memory of both processes.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from igor.controller import items
from igor.controller.context import Controller
from igor.model.home import Home

_XML = """<project><description>job {n}</description><keepDependencies>false</keepDependencies>
<properties><jenkins.model.BuildDiscarderProperty><strategy class="hudson.tasks.LogRotator">
<daysToKeep>-1</daysToKeep><numToKeep>50</numToKeep></strategy></jenkins.model.BuildDiscarderProperty></properties>
<scm class="hudson.scm.NullSCM"/><assignedNode>linux</assignedNode><canRoam>false</canRoam><disabled>false</disabled>
<triggers><hudson.triggers.TimerTrigger><spec>H H * * *</spec></hudson.triggers.TimerTrigger></triggers>
<concurrentBuild>false</concurrentBuild>
<builders><hudson.tasks.Shell><command>make part{n}</command></hudson.tasks.Shell></builders>
<publishers/><buildWrappers/></project>"""
_DAY_MS = 86_400_000


def make_home(root: Path, jobs: int, builds: int) -> None:
    """The history is written by SQL, as it would be after years."""
    controller = Controller.open(Home(root))
    for number in range(jobs):
        items.create_item(controller, f"job{number}", _XML.format(n=number), by="bench")
    controller.close()
    with sqlite3.connect(Home(root).database) as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM item ORDER BY id")]
        connection.executemany(
            "INSERT INTO build (item_id, number, queue_id, state, result, node_name, executor, plan, started_ms,"
            " duration_ms, log_bytes) VALUES (?, ?, ?, 'finished', ?, 'a1', 0, '{}', ?, 1000, 100)",
            _builds(ids, builds),
        )
        connection.execute(
            "UPDATE item SET"
            " next_build_number = coalesce((SELECT max(number) FROM build WHERE item_id = item.id), 0) + 1,"
            " last_build = (SELECT max(number) FROM build WHERE item_id = item.id),"
            " last_completed = (SELECT max(number) FROM build WHERE item_id = item.id), last_result = 'SUCCESS'"
        )


def _builds(ids: list[int], count: int) -> Iterator[tuple[object, ...]]:
    now_ms = int(time.time() * 1000)
    for index in range(count):
        number, item = divmod(index, len(ids))
        result = "FAILURE" if index % 50 == 0 else "SUCCESS"
        yield ids[item], number + 1, index + 1, result, now_ms - _DAY_MS - (count - index) * 1000


def measure(root: Path) -> str:
    """Start the controller, wait for its answers, stop it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    home, begun = Home(root), time.monotonic()
    home.engine_address.unlink(missing_ok=True)
    command = [sys.executable, "-m", "igor", "controller", "--home", str(root), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        answered_s = _first_answer(f"http://127.0.0.1:{port}/login", begun)
        while not home.engine_address.exists():
            time.sleep(0.005)
        engine_s = time.monotonic() - begun
        time.sleep(3)
        memory = ", ".join(f"{name} {mib:.0f} MiB" for name, mib in sorted(_memory(process.pid).items()))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    return f"first answer after {answered_s:.2f} s, engine ready after {engine_s:.2f} s; {memory}"


def _first_answer(url: str, begun: float) -> float:
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return time.monotonic() - begun
        except urllib.error.HTTPError:
            return time.monotonic() - begun
        except OSError:
            time.sleep(0.01)


def _memory(parent: int) -> dict[str, float]:
    """RSS in MiB of a process' children, by what they are."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            facts = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            command = (status.parent / "cmdline").read_text()
        except OSError:
            continue
        if int(facts["PPid"]) == parent:
            name = next((n for n in ("web", "engine", "built_in") if f"{n}_process" in command), "other")
            found[name] = int(facts["VmRSS"].split()[0]) / 1024
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--jobs", type=int, default=3_000)
    parser.add_argument("--builds", type=int, default=1_000_000)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    jobs, most = (30, 300) if chosen.quick else (chosen.jobs, chosen.builds)
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    for builds in (min(1_000, most), most):
        with tempfile.TemporaryDirectory(prefix="igor-history-") as folder:
            make_home(Path(folder), jobs, builds)
            print(f"{jobs} jobs, {builds} builds: {measure(Path(folder))}")


if __name__ == "__main__":
    main()
