"""What one seed run of many Job DSL scripts takes: `igor seed render`, and the worker of the seed step.

    python bench/many_scripts.py [--scripts N]

The scripts are made here: their lengths are spread as those of public ones are (a quarter under 25 lines, half under
60, a tenth over 200), each with jobs, loops, closures and configure blocks. Prints machine, versions, time on the wall,
processor time and the greatest memory of the process that ran the scripts.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from igor.jobdsl.session import Script, SeedRequest
from igor.jobdsl.worker import run_worker

ROOT = Path(__file__).resolve().parents[1]
#: Blocks of a script, of 12 lines each and a loop of 8: lengths by tenths of the scripts.
_BLOCKS = (1, 1, 2, 3, 4, 5, 6, 8, 12, 18)
_BLOCK = """\
job("team-{number}/build-{block}") {{
    description('Builds part {block} of {number}')
    logRotator {{ numToKeep(20); daysToKeep(30) }}
    parameters {{ stringParam('VERSION', '1.{block}', 'What to build') }}
    scm {{ git("https://git.example.com/team/part-{block}.git", 'main') }}
    triggers {{ scm('H/15 * * * *') }}
    wrappers {{ timestamps(); colorizeOutput() }}
    steps {{ shell("make part-{block} VERSION=${{version}}") }}
    publishers {{ archiveArtifacts('build/*.tar.gz'); mailer('team@example.com', true, true) }}
    configure {{ node -> node / 'properties' / 'example.Owner' << name('team-{number}') }}
}}

"""
_LOOP = """\
def version = "${{[1, {number}].sum()}}.0"
folder('team-{number}')
['linux', 'windows'].eachWithIndex {{ system, index ->
    job("team-{number}/test-${{system.toUpperCase()}}") {{
        label("${{system}} && test")
        steps {{ shell("test --on ${{system}} --nice ${{index}}") }}
    }}
}}
"""


def write_scripts(folder: Path, count: int) -> list[Path]:
    """Write ``count`` scripts."""
    paths = []
    for number in range(count):
        blocks = _BLOCKS[number % len(_BLOCKS)]
        text = _LOOP.format(number=number) + "".join(_BLOCK.format(number=number, block=each) for each in range(blocks))
        path = folder / f"team_{number}.groovy"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def render(paths: list[Path]) -> None:
    """As a person does it."""
    command = [sys.executable, "-m", "igor", "seed", "render", *map(str, paths), "--json"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def seed(paths: list[Path]) -> None:
    """As a seed job's build does it."""
    scripts = tuple(Script(path.name, path.read_text(encoding="utf-8"), path) for path in paths)
    result = run_worker(SeedRequest(scripts, paths[0].parent), 60.0)
    assert len(result.items) > 3 * len(paths)


def report(what: str, action: Callable[[], None]) -> None:
    """Run it and print a row."""
    before, begun_s = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    action()
    wall_s, after = time.perf_counter() - begun_s, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    print(f"{what:<32} {wall_s:6.2f} s   processor {cpu_s:6.2f} s   memory up to {after.ru_maxrss / 1024:5.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scripts", type=int, default=500)
    count = parser.parse_args().scripts
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.platform()}")
    with tempfile.TemporaryDirectory(prefix="igor-bench-") as folder:
        paths = write_scripts(Path(folder), count)
        lines = sorted(path.read_text(encoding="utf-8").count("\n") for path in paths)
        print(f"{count} scripts, {sum(lines)} lines, median {lines[count // 2]}")
        report("igor seed render", lambda: render(paths))
        report("the seed step's worker", lambda: seed(paths))


if __name__ == "__main__":
    main()
