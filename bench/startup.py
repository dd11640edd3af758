"""How long a person waits: help, the launcher's share, rendering a seed script, deploying, starting again.

    python bench/startup.py [--quick]

Prints machine, versions, and for each figure the median, minimum and maximum of its runs as whole processes.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IGOR = [sys.executable, "-m", "igor"]


def run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def timed_s(action: Callable[[], None]) -> float:
    begun_s = time.perf_counter()
    action()
    return time.perf_counter() - begun_s


def report(what: str, action: Callable[[], None], runs: int) -> float:
    """Print a row; the median in seconds."""
    action()
    times_s = [timed_s(action) for _ in range(runs)]
    median_s = statistics.median(times_s)
    print(f"{what:<44} {median_s * 1000:9.0f} ms   {min(times_s) * 1000:7.0f} … {max(times_s) * 1000:.0f}")
    return median_s


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def render_command() -> list[str]:
    scripts = sorted(str(path) for path in (ROOT / "seed-jobs" / "jobs").glob("*.groovy"))
    seed_jobs = str(ROOT / "seed-jobs")
    return [*IGOR, "seed", "render", *scripts, "--workspace", seed_jobs, "--classpath", f"{seed_jobs}/lib", "--json"]


def deploys(runs: int) -> None:
    """First deploy into an empty home, then down and deploy again."""
    home = Path(tempfile.mkdtemp(prefix="igor-bench-"))
    deploy = [*IGOR, "deploy", "--home", str(home), "--port", str(free_port())]
    down = [*IGOR, "down", "--home", str(home)]
    try:
        print(f"{'igor deploy, first':<44} {timed_s(lambda: run(*deploy)) * 1000:9.0f} ms")
        report("igor deploy, nothing to change", lambda: run(*deploy), runs)
        again = []
        for _ in range(runs):
            run(*down)
            again.append(timed_s(lambda: run(*deploy)))
        print(f"{'igor deploy, after igor down':<44} {statistics.median(again) * 1000:9.0f} ms")
    finally:
        run(*down)
        shutil.rmtree(home)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few runs: does it work at all?")
    runs = 2 if parser.parse_args().quick else 7
    compileall.compile_dir(ROOT / "igor", quiet=1)  # as ./igorw does: a start that compiles is none that people see
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.platform()}")
    report("python -c pass", lambda: run(sys.executable, "-c", "pass"), runs)
    report("igor --help", lambda: run(*IGOR, "--help"), runs)
    direct_s = report("igor --version", lambda: run(str(Path(sys.executable).parent / "igor"), "--version"), runs)
    launched_s = report("./igorw --version", lambda: run("./igorw", "--version"), runs)
    print(f"{'  the launcher adds':<44} {(launched_s - direct_s) * 1000:9.0f} ms")
    report("igor seed render, all of seed-jobs", lambda: run(*render_command()), runs)
    deploys(1 if runs < 3 else 3)


if __name__ == "__main__":
    main()
