"""Losses of power: a controller under load is recorded down to its system calls; then the disk is made as it may have
been left at many moments, and what was acknowledged by then is looked for in it.

    python tests/chaos/power_cut.py [--cuts 200] [--seed 1] [--seconds 12] [--keep]

Acknowledged is: a build that was asked for, once its ``201`` is here; a build's end and its log, once another process
reads it in the store (its agent drops its copy then). What may be left is told in ``power_cut_disk``. Each disk is
opened and recovered as an engine does. Exit code 1: something was missing.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from chaos_checker import Ended, History, violations_in_part
from chaos_run import read_builds
from chaos_site import Site, wait_for
from chaos_workload import JOBS, Asked, Workload
from power_cut_disk import Disk, read_files, write_files
from power_cut_trace import Timeline, command

from igor.controller.context import Controller
from igor.controller.engine_tick import Ticker
from igor.model.home import Home

_PATIENCE_S = 60.0
_FINISHED = "SELECT i.full_name, b.number FROM build b JOIN item i ON i.id = b.item_id WHERE b.state = 'finished'"


@dataclass
class Watched(Workload):
    """A workload that notes when it got its answers. Times are UTC epoch seconds."""

    answered: list[tuple[float, Asked]] = field(default_factory=list)

    def trigger(self, request: Asked) -> None:
        super().trigger(request)
        self.answered.append((time.time(), request))


@dataclass
class Recording:
    """A run: the home before and after it, the trace between, and when what was acknowledged."""

    before: dict[str, bytes]
    trace: Path
    begin_s: float
    end_s: float
    answered: list[tuple[float, Asked]]
    seen_finished: dict[tuple[str, int], float]
    builds: dict[tuple[str, int], Ended]


@dataclass(frozen=True)
class Cut:
    """One loss of power, and what was found missing. ``acknowledged``: wishes and ends that had to be there."""

    number: int
    acknowledged: int
    missing: list[str]


def is_possible() -> bool:
    """Whether this machine can record system calls."""
    return shutil.which("strace") is not None


def record(root: Path, seconds: float, seed: int, ends: int = 1, variant: Path | None = None) -> Recording:
    """Run a controller, two agents and a load in an empty folder: so long, and until so many builds have ended.

    ``variant``: as for ``Site``.
    """
    trace = root / "trace"
    site = Site(root, variant, prefix=command(trace))
    site.prepare({job.name: job.xml(site, with_timer=False) for job in JOBS.values()})
    before = read_files(site.home.root)
    workload = Watched(site, Random(seed))
    try:
        begin_s = time.time()
        site.start()
        wait_for(lambda: site.post("/api/json") is not None, "the site answers")
        workload.start()
        seen = _watch(site.home, time.monotonic() + seconds, ends)
        workload.stop()
        end_s = time.time()
    finally:
        site.close()
    wait_for(lambda: not site.everything(), "all of it has ended")
    builds = {(build.job, build.build): build for build in read_builds(site.home)}
    return Recording(before, trace, begin_s, end_s, workload.answered, seen, builds)


def _watch(home: Home, until_s: float, ends: int) -> dict[tuple[str, int], float]:
    """When each build was first seen to have ended."""
    seen: dict[tuple[str, int], float] = {}
    pause = threading.Event()
    with closing(sqlite3.connect(f"file:{home.database}?mode=ro", uri=True)) as connection:
        while time.monotonic() < until_s or (len(seen) < ends and time.monotonic() < until_s + _PATIENCE_S):
            rows = connection.execute(_FINISHED).fetchall()
            now_s = time.time()
            for name, number in rows:
                seen.setdefault((name, number), now_s)
            pause.wait(0.02)
    return seen


def cuts(recording: Recording, home: Home, count: int, seed: int, root: Path, unsynced: str = "$.") -> Iterator[Cut]:
    """Lose power at random moments of a recording; each disk is made in a folder below ``root`` and stays there when
    something is missing. ``unsynced``: as for ``Timeline``.
    """
    chance = Random(seed)
    disk = Disk(recording.before)
    timeline = Timeline(disk, home.root, recording.trace, unsynced)
    times_s = [event.at_s for event in timeline.events if event.at_s < recording.end_s]
    for number, at_s in enumerate(sorted(chance.choices(times_s, k=count))):
        timeline.play_until(at_s)
        place = root / f"cut-{number}"
        write_files(place, disk.after_cut(chance))
        cut = judge(number, Home(place), recording, at_s)
        yield cut
        if not cut.missing:
            shutil.rmtree(place)


def judge(number: int, home: Home, recording: Recording, at_s: float) -> Cut:
    """Open the disk as it was left, and look for everything that had been acknowledged."""
    asked = [request for answered_s, request in recording.answered if answered_s < at_s and request.queue_id]
    finished = {key for key, seen_s in recording.seen_finished.items() if seen_s < at_s}
    missing = list(_damage(home)) or recover(home)
    if not missing:
        builds = read_builds(home)
        history = History(asked, set(), [], builds, 0, 0)
        missing = violations_in_part(history, _open_items(home), recording.builds.keys())
        missing += _ends(builds, finished, recording.builds)
    return Cut(number, len(asked) + len(finished), missing)


def _damage(home: Home) -> Iterator[str]:
    try:
        with closing(sqlite3.connect(home.database)) as connection:
            for (line,) in connection.execute("PRAGMA integrity_check"):
                if line != "ok":
                    yield f"integrity: {line}"
            yield from (f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check"))
    except sqlite3.DatabaseError as error:
        yield f"the store cannot be read: {error}"


def recover(home: Home) -> list[str]:
    """Start as an engine does; what it cannot do."""
    controller = Controller.open(home)
    try:
        Ticker(controller, 1).recover()
    finally:
        controller.close()
    return []


def _open_items(home: Home) -> set[int]:
    with closing(sqlite3.connect(home.database)) as connection:
        return {row[0] for row in connection.execute("SELECT id FROM queue_item WHERE state <> 'left'")}


def _ends(builds: list[Ended], finished: set[tuple[str, int]], of_live: dict[tuple[str, int], Ended]) -> Iterator[str]:
    """What had ended has, with the log that it had; the log of what runs begins as it did."""
    found = {(build.job, build.build): build for build in builds}
    for job, number in sorted(finished):
        left = found.get((job, number))
        if left is None or left.state != "finished":
            yield f"end: {job} #{number} had finished and is {left.state if left else 'not there'}"
    for key, build in found.items():
        live = of_live.get(key)
        if live is not None and build.state == "finished" and build.log != live.log:
            yield f"log: {key[0]} #{key[1]} has {len(build.log)} bytes of {len(live.log)}, or others"
        elif live is not None and not live.log.startswith(build.log):
            yield f"log: {key[0]} #{key[1]} runs and begins {build.log[:60]!r} instead of {live.log[:60]!r}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--keep", action="store_true", help="keep the disks on which something was missing")
    chosen = parser.parse_args()
    if not is_possible():
        print("there is no strace on this machine")
        return 2
    root = Path(tempfile.mkdtemp(prefix="igor-power-"))
    recording = record(root, chosen.seconds, chosen.seed)
    made = list(cuts(recording, Home(root / "home"), chosen.cuts, chosen.seed, root))
    bad = [cut for cut in made if cut.missing]
    for cut in bad:
        print(f"cut {cut.number}: " + "; ".join(cut.missing[:5]))
    print(
        f"{len(made)} losses of power during {len(recording.builds)} builds: "
        f"{sum(cut.acknowledged for cut in made)} acknowledged commands looked for, {len(bad)} disks lacked something"
    )
    if bad and chosen.keep:
        print(f"kept: {root}")
    else:
        shutil.rmtree(root, ignore_errors=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
