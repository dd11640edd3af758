"""How quick Groovy is: reading a source, starting the interpreter, rendering Job DSL, running loops.

    python bench/groovy.py [--quick]

Prints machine, versions, and for each figure the median, minimum and maximum. Processor time, not time on the wall:
the figures hold on a busy machine too.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from igor.groovy.host import Options
from igor.groovy.interpreter import Interpreter
from igor.groovy.parser import parse
from igor.jobdsl.render import render_files

ROOT = Path(__file__).resolve().parents[1]
SEED_JOBS = ROOT / "seed-jobs"
SCRIPTS = sorted((SEED_JOBS / "jobs").glob("*.groovy"))
RENDER = [
    "-m", "igor", "seed", "render", *map(str, SCRIPTS), "--workspace", str(SEED_JOBS), "--classpath",
    str(SEED_JOBS / "lib"),
]  # fmt: skip
LOOP = "int s = 0; for (int i = 0; i < 1000000; i++) { s += i % 7 }; s"
CLOSURE_LOOP = "int s = 0; 1000000.times { i -> s += i % 7 }; s"


def cpu_ms(action: Callable[[], object]) -> float:
    """Processor time of this process for one call."""
    begun_s = time.process_time()
    action()
    return (time.process_time() - begun_s) * 1000


def child_cpu_ms(*arguments: str) -> float:
    """Processor time of a fresh Python."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1000


def report(what: str, times_ms: list[float]) -> None:
    """Print a row."""
    print(f"{what:<44} {statistics.median(times_ms):9.2f} ms   {min(times_ms):8.2f} … {max(times_ms):.2f}")


def run_script(source: str) -> None:
    """A fresh interpreter runs a script."""
    Interpreter(Options()).run(source, file_name="bench.groovy", binding={})


def parse_times_ms(rounds: int) -> list[float]:
    """For each golden source the best of some parses."""
    paths = (ROOT / "tests" / "golden" / "groovy").glob("*.groovy")
    actions = [partial(parse, path.read_text(encoding="utf-8"), path.name) for path in paths]
    return [min(cpu_ms(action) for _ in range(rounds)) for action in actions]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few runs: does it work at all?")
    runs = 1 if parser.parse_args().quick else 10
    compileall.compile_dir(ROOT / "igor", quiet=1)  # as ./igorw does: a start that compiles is none that people see
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.platform()}")
    report("parse, one source of tests/golden", parse_times_ms(min(runs, 5)))
    report("python -c pass", [child_cpu_ms("-c", "pass") for _ in range(runs)])
    report(
        "import igor.groovy.interpreter", [child_cpu_ms("-c", "import igor.groovy.interpreter") for _ in range(runs)]
    )
    report("igor seed render, fresh process", [child_cpu_ms(*RENDER) for _ in range(runs)])
    render = [cpu_ms(lambda: render_files(SCRIPTS, SEED_JOBS, (SEED_JOBS / "lib",))) for _ in range(runs + 1)]
    report("igor seed render, warm", render[1:])
    for name, source in (("for", LOOP), ("closure", CLOSURE_LOOP)):
        times_ms = [cpu_ms(partial(run_script, source)) for _ in range(min(runs, 3))]
        report(f"a million turns of s += i % 7, {name}", times_ms)


if __name__ == "__main__":
    main()
