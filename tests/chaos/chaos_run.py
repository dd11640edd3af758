"""Runs of chaos: a site, a load, a nemesis, and the judgement.

    python tests/chaos/chaos_run.py [--runs 200] [--seed 1] [--seconds 8] [--keep]
    python tests/chaos/chaos_run.py --variants [NAME ...]

Each run has a seed of its own, which its line names; ``--seed N --runs 1`` makes one again (as far as machines can).
``--variants`` runs engines that are broken on purpose, each until it is caught. Exit code 1: some run broke a promise,
or a broken variant was not caught.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from chaos_checker import Ended, History, Slot, parse_journal, violations
from chaos_nemesis import Nemesis
from chaos_site import Site, small_disk, wait_for
from chaos_watch import Watch
from chaos_workload import JOBS, Job, Workload

from igor.model.home import Home

VARIANTS = Path(__file__).parent / "variants"
_QUIET_S = 90.0
_SLOTS = """SELECT i.full_name, s.scheduled_ms, s.state, s.queue_id FROM slot s JOIN item i ON i.id = s.item_id
    ORDER BY s.scheduled_ms"""
_BUILDS = """SELECT i.full_name, b.*, (SELECT coalesce(sum(json_array_length(attempts)), 0) FROM step_run
    WHERE build_id = b.id) AS attempts FROM build b JOIN item i ON i.id = b.item_id ORDER BY b.id"""


@dataclass(frozen=True)
class Judged:
    """How one run went. ``told``: how many sentences about waiting items were judged, by how they begin; ``slots``: how
    many times of timers there were.
    """

    seed: int
    builds: int
    acts: Counter[str]
    violations: list[str]
    told: Counter[str]
    slots: int


def run(
    seed: int,
    seconds: float,
    root: Path,
    variant: Path | None = None,
    *,
    in_slot: bool = False,
    has_clock: bool = False,
) -> Judged:
    """One run in an empty folder. ``in_slot``: begin when slots will fall due in the middle of the trouble;
    ``has_clock``: the controller's clock jumps, too.
    """
    chance = Random(seed)
    with small_disk(root / "home", 200) as has_disk:
        site = Site(root, variant, has_clock=has_clock)
        site.prepare({job.name: job.xml(site) for job in JOBS.values()})
        workload = Workload(site, Random(chance.random()))
        nemesis = Nemesis(site, Random(chance.random()), has_disk)
        watch = Watch(site, Random(chance.random()))
        try:
            site.start()
            wait_for(lambda: site.post("/api/json") is not None, "the site answers")
            if in_slot:
                time.sleep((60 - seconds * chance.uniform(0.3, 0.7) - time.time()) % 60)
            watch.start()
            workload.start()
            nemesis.torment(seconds)
            workload.stop()
            stop_timers(site)
            settled = settle(site)
            history = look(site, workload, nemesis)
        finally:
            workload.stop()
            watch.stop()
            site.close()
        found = violations(history) + [f"why: {sentence}" for sentence in watch.found]
        found += [] if settled else ["settle: not at rest in time"]
        if found:
            shutil.copytree(site.home.root, root / "home-afterwards", ignore=_not_files)
    return Judged(seed, len(history.builds), Counter(nemesis.done), found, watch.told, len(history.slots))


def _not_files(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not (Path(folder, name).is_dir() or Path(folder, name).is_file())]


def stop_timers(site: Site) -> None:
    """From now on no slot falls due; those that fell due before keep their builds."""
    for job in JOBS.values():
        if job.slots:
            wait_for(partial(_without_timer, site, job), "the timer is gone")


def _without_timer(site: Site, job: Job) -> bool:
    site.start()
    answer = site.post(f"/job/{job.name}/config.xml", job.xml(site, with_timer=False))
    return answer is not None and answer[0] == 200


def settle(site: Site) -> bool:
    """Wait until nothing waits or runs any more; False when for long nothing changes."""
    before, deadline = -1, time.monotonic() + _QUIET_S
    while time.monotonic() < deadline:
        site.start()
        if not (count := _open(site)) and not _wrappers(site):
            return True
        if count != before:
            before, deadline = count, time.monotonic() + _QUIET_S
        time.sleep(0.1)
    return False


def _open(site: Site) -> int:
    with sqlite3.connect(f"file:{site.home.database}?mode=ro", uri=True) as connection:
        waiting = connection.execute("SELECT count(*) FROM queue_item WHERE state <> 'left'").fetchone()[0]
        running = connection.execute("SELECT count(*) FROM build WHERE state = 'running'").fetchone()[0]
    return int(waiting + running)


def _wrappers(site: Site) -> list[str]:
    return [f"process {process.pid} of a wrapper" for process in site.processes("wrapper")]


def look(site: Site, workload: Workload, nemesis: Nemesis) -> History:
    """The history as the store, the consoles and the journal have it."""
    builds = read_builds(site.home)
    with sqlite3.connect(f"file:{site.home.database}?mode=ro", uri=True) as connection:
        waiting = connection.execute("SELECT count(*) FROM queue_item WHERE state <> 'left'").fetchone()[0]
        slots = [Slot(*row) for row in connection.execute(_SLOTS)]
        rows = connection.execute("SELECT full_name, created_ms, updated_ms FROM item").fetchall()
    journal = parse_journal(site.journal.read_text())
    left = _wrappers(site)
    timed = {name: (since_ms, until_ms) for name, since_ms, until_ms in rows if JOBS[name].slots}
    return History(
        workload.asked, workload.stopped, journal, builds, waiting, nemesis.killed_wrappers, left, slots, timed
    )


def read_builds(home: Home) -> list[Ended]:
    """Every build as a home has it, with its log."""
    with closing(sqlite3.connect(f"file:{home.database}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [_ended(home, row) for row in connection.execute(_BUILDS)]


def _ended(home: Home, row: sqlite3.Row) -> Ended:
    parameters = {one["name"]: one["value"] for one in json.loads(row["parameters"])}
    details = [cause["details"] for cause in json.loads(row["causes"]) if cause["kind"] == "upstream"]
    try:
        log = home.build_log(row["full_name"], row["number"]).read_bytes()
    except FileNotFoundError:
        log = b"(no log)"
    return Ended(
        job=row["full_name"],
        build=row["number"],
        queue_id=row["queue_id"],
        state=row["state"],
        result=row["result"],
        reason=row["reason"],
        number=parameters.get("N") or "0",
        node=row["node_name"],
        attempts=row["attempts"],
        causes=tuple(f"{one['upstream_project']} #{one['upstream_build']}" for one in details),
        log=log,
    )


def catch_variants(names: list[str], first_seed: int, seconds: float, tries: int = 6) -> int:
    """Run each broken variant (or those named) until a run shows a violation; how many were never caught."""
    missed = 0
    all_names = sorted(path.name for path in VARIANTS.iterdir() if path.is_dir())
    for variant in (VARIANTS / name for name in names or all_names):
        for seed in range(first_seed, first_seed + tries):
            with tempfile.TemporaryDirectory(prefix="igor-chaos-", ignore_cleanup_errors=True) as folder:
                found = run(seed, seconds, Path(folder), variant).violations
            if found:
                print(f"{variant.name}: caught in run {seed - first_seed + 1}: {found[0][:150]}", flush=True)
                break
        else:
            missed += 1
            print(f"{variant.name}: not caught in {tries} runs", flush=True)
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--variants", nargs="*", metavar="NAME")
    parser.add_argument("--keep", action="store_true", help="keep the folders of runs that broke a promise")
    chosen = parser.parse_args()
    if chosen.variants is not None:
        return catch_variants(chosen.variants, chosen.seed, chosen.seconds)
    bad, builds, slots = 0, 0, 0
    for seed in range(chosen.seed, chosen.seed + chosen.runs):
        root = Path(tempfile.mkdtemp(prefix="igor-chaos-"))
        judged = run(seed, chosen.seconds, root, in_slot=seed % 3 == 0, has_clock=seed % 3 == 1)
        builds, slots = builds + judged.builds, slots + judged.slots
        acts = ", ".join(f"{name} {count}" for name, count in sorted(judged.acts.items()))
        counts = f"{judged.builds} builds, {judged.slots} slots, {judged.told.total()} whys"
        print(f"seed {seed}: {counts}, {len(judged.violations)} violations ({acts})", flush=True)
        for violation in judged.violations[:20]:
            print(f"  {violation}", flush=True)
        bad += bool(judged.violations)
        if judged.violations and chosen.keep:
            print(f"  kept: {root}")
        else:
            shutil.rmtree(root, ignore_errors=True)
    print(f"{chosen.runs} runs, {builds} builds, {slots} slots, {bad} runs with violations")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
