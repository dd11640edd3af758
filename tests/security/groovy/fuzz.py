"""Fuzz lexer, parser and interpreter: nothing but a Groovy error may come out, within budget.

    python tests/security/groovy/fuzz.py --minutes 60 --seed 1 --folder FOLDER
    python tests/security/groovy/fuzz.py FOLDER/finding-….groovy      (once more, by itself)

With atheris installed the search is guided by coverage (FOLDER/corpus grows and is used again), else it is blind. Cases
run in a worker process under limits; one that dies is a finding and is started anew. Exits 1 if there was a finding.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import importlib
import importlib.util
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from fuzz_mutations import Mutator

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden"
#: A worker ends after so many cases: what it remembers must not grow for ever.
CASES_A_WORKER = 20_000
MEMORY_BYTES = 4 * 1024**3


def corpus() -> list[str]:
    """The sources to begin with: golden scripts, each chunk by itself, and the sources of the trees."""
    paths = sorted([*(GOLDEN / "groovy").rglob("*.groovy"), *(GOLDEN / "ast").glob("*.groovy")])
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    return [part for text in texts for part in re.split(r"(?m)^---\n", text)]


def method_names() -> list[str]:
    """All names of built-in methods."""
    tables = importlib.import_module("igor.groovy.builtin_tables").all_tables()
    return [name for table in tables for name in table]


class Worker:
    """Runs cases until its time or their number is up; writes each before it runs, and what is found."""

    def __init__(self, folder: Path, seconds: float, most: int) -> None:
        self.folder = folder
        self.ends_s = time.monotonic() + seconds
        self.most = most
        self.cases = 0
        cases = importlib.import_module("fuzz_case")
        self.check, self.watch = cases.check, cases.Watch()
        self.mutator = Mutator(corpus(), method_names())
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        faulthandler.register(signal.SIGXCPU, chain=True)  # where it was, before it is killed

    @property
    def done(self) -> bool:
        """Whether it is time to end."""
        return self.cases >= self.most or time.monotonic() > self.ends_s

    def run(self, source: str) -> None:
        """One case."""
        self.cases += 1
        (self.folder / "current").write_bytes(source.encode("utf-8", "replace"))
        found = self.check(source, self.watch)
        if found:
            save(self.folder, source, found)

    def blind(self, seed: int) -> None:
        """Cases made at random."""
        rng = random.Random(seed)
        while not self.done:
            self.run(self.mutator.make(rng).encode("utf-8", "replace").decode())

    def guided(self, seed: int, atheris: Any) -> None:
        """Cases made of those that reached something new."""
        grown = self.folder / "corpus"
        grown.mkdir(exist_ok=True)
        for index, source in enumerate(self.mutator.sources):
            (grown / f"given-{index}").write_text(source, encoding="utf-8", errors="replace")

        def change(data: bytes, max_size: int, mutation: int) -> bytes:
            rng = random.Random(mutation)
            text = data.decode("utf-8", "replace")
            made = self.mutator.mutate(rng, text) if rng.random() < 0.7 else self.mutator.make(rng)
            return made.encode("utf-8", "replace")[:max_size]

        def case(data: bytes) -> None:
            if self.done:
                self.finish()
            self.run(data.decode("utf-8", "replace"))

        options = [
            f"-seed={seed}",
            "-timeout=600",
            "-rss_limit_mb=0",
            "-max_len=8000",
            "-len_control=0",
            "-print_final_stats=0",
        ]
        atheris.Setup([sys.argv[0], *options, "-verbosity=0", "-reload=0", str(grown)], case, custom_mutator=change)
        atheris.Fuzz()

    def finish(self) -> None:
        """Leave at once; the driver of atheris gives no other way."""
        print(f"{self.cases} cases", flush=True)
        (self.folder / "current").unlink(missing_ok=True)
        os._exit(0)


def save(folder: Path, source: str, found: str) -> None:
    """Keep a finding, one for each place where it came about."""
    kind = re.sub(r"0x[0-9a-f]+|\d+(\.\d+)? s\b|\d+ MiB", "", "\n".join(found.splitlines()[-4:]))
    path = folder / f"finding-{hashlib.sha256(kind.encode()).hexdigest()[:12]}.groovy"
    if not path.exists():
        path.write_bytes(source.encode("utf-8", "replace"))
        path.with_suffix(".txt").write_text(found, encoding="utf-8", errors="replace")
        print(f"FINDING {path.name} {time.strftime('%H:%M:%S')}: {found.splitlines()[-1][:200]}", flush=True)


def work(arguments: argparse.Namespace) -> None:
    """The worker's side."""
    if importlib.util.find_spec("atheris") and not arguments.blind:
        atheris = importlib.import_module("atheris")
        with atheris.instrument_imports(include=["igor.groovy"]):
            importlib.import_module("igor.groovy.interpreter")
            worker = Worker(arguments.folder, arguments.minutes * 60, arguments.cases)
        worker.guided(arguments.seed, atheris)
    else:
        worker = Worker(arguments.folder, arguments.minutes * 60, arguments.cases)
        worker.blind(arguments.seed)
    worker.finish()


def watch_over(arguments: argparse.Namespace) -> int:
    """Start workers until the time is up; one that dies leaves its case as a finding."""
    ends_s = time.monotonic() + arguments.minutes * 60
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    seed = arguments.seed
    while (left_s := ends_s - time.monotonic()) > 0:
        command = [sys.executable, __file__, "--worker", "--folder", folder, "--cases", arguments.cases]
        command += ["--minutes", left_s / 60, "--seed", seed, *(["--blind"] if arguments.blind else [])]
        ended = subprocess.run(list(map(str, command)), check=False)
        if ended.returncode > 0:
            return ended.returncode
        if ended.returncode:
            killed = f"killed by {signal.Signals(-ended.returncode).name}"
            save(folder, (folder / "current").read_bytes().decode(), f"the worker was {killed} with seed {seed}")
        elif arguments.once:
            break
        seed += 1
    findings = sorted(folder.glob("finding-*.groovy"))
    print(f"{len(findings)} findings in {folder}")
    return 1 if findings else 0


def again(paths: list[Path]) -> int:
    """Run kept cases once more."""
    cases = importlib.import_module("fuzz_case")
    watch = cases.Watch()
    found = {path: cases.check(path.read_bytes().decode(), watch) for path in paths}
    for path, text in found.items():
        print(f"{path}: {text or 'nothing found'}")
    return 1 if any(found.values()) else 0


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--blind", action="store_true", help="do without atheris")
    parser.add_argument("--cases", type=int, default=CASES_A_WORKER, help="cases of one worker")
    parser.add_argument("--once", action="store_true", help="end with the first worker")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.files:
        return again(arguments.files)
    if arguments.worker:
        work(arguments)
    return watch_over(arguments)


if __name__ == "__main__":
    sys.exit(main())
