"""Backups in the middle of a storm: made while builds run and processes die, judged, and started in the lost home's
place.

    python tests/chaos/chaos_backup.py [--runs 20] [--seed 1] [--seconds 6] [--keep]

Of a restored home: everything acknowledged before the backup began has one build or waits, numbers are whole, logs of
ended builds are byte-exact, and nothing is there that never was. Its controller, on a port of its own and with the
agents of the lost one, comes to rest with all of that still true. Exit code 1: some run broke a promise.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
import tempfile
import threading
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from chaos_checker import Ended, History, violations_in_part
from chaos_nemesis import Nemesis
from chaos_run import read_builds, settle
from chaos_site import Site, wait_for
from chaos_workload import JOBS, Asked, Workload

from igor.controller import backup
from igor.model.errors import Conflict, IgorError
from igor.model.home import Home


class RestoredSite(Site):
    """The same agents with another home."""

    @property
    def home(self) -> Home:
        return Home(self.root / "restored")


@dataclass
class Judged:
    """How one run went. ``copied``: builds in the backup; ``live``: builds that there were in the end."""

    seed: int
    copied: int = 0
    live: int = 0
    violations: list[str] = field(default_factory=list)


def run(seed: int, seconds: float, root: Path) -> Judged:
    """One run in an empty folder: a storm with a backup in its middle, then the restored controller."""
    site = Site(root)
    site.prepare({job.name: job.xml(site, with_timer=False) for job in JOBS.values()})
    try:
        asked, live = storm(site, Random(seed), seconds)
        judged = Judged(seed, live=len(live), violations=_refusals(site))
        backup.restore(root / "backup.tar", Home(root / "restored"))
        end_live(site)
        judged.copied = judge(Home(root / "restored"), asked, live, judged.violations)
        go_on(RestoredSite(root, token=site.token), asked, judged.violations)
    finally:
        site.close()
    return judged


def storm(site: Site, chance: Random, seconds: float) -> tuple[list[Asked], list[Ended]]:
    """Load, trouble and a backup meanwhile; what had been acknowledged before it began, and all builds at the end."""
    workload = Workload(site, Random(chance.random()))
    nemesis = Nemesis(site, Random(chance.random()), has_disk=False)
    before: list[Asked] = []

    def back_up() -> None:
        before.extend(request for request in workload.asked if request.queue_id is not None)
        backup.back_up(site.home, site.root / "backup.tar")

    site.start()
    wait_for(lambda: site.post("/api/json") is not None, "the site answers")
    workload.start()
    nemesis.torment(seconds / 2)
    wait_for(lambda: any(build.state == "finished" for build in read_builds(site.home)), "a build has ended")
    copying = threading.Thread(target=back_up)
    copying.start()
    nemesis.torment(seconds / 2)
    copying.join(60)
    workload.stop()
    assert (site.root / "backup.tar").exists(), "there is no backup"
    return before, read_builds(site.home)


def _refusals(site: Site) -> list[str]:
    """A live home is never restored over, and a backup never overwritten."""
    try:
        backup.restore(site.root / "backup.tar", site.home)
    except Conflict:
        return []
    except IgorError as error:
        return [f"refusal: {error}"]
    return ["refusal: a live home was restored over"]


def end_live(site: Site) -> None:
    """The controller is lost; agents leave it, and their runs go on."""
    for victim in (*site.processes("controller"), *site.processes("engine"), *site.processes("web")):
        victim.kill()
    for agent in site.agents.values():
        agent.terminate()
    for process in (site.controller, *site.agents.values()):
        if process is not None:
            process.wait(20)


def judge(home: Home, asked: list[Asked], live: list[Ended], violations: list[str]) -> int:
    """Look at a restored home before anything runs in it; how many builds it has."""
    builds = read_builds(home)
    with closing(sqlite3.connect(home.database)) as connection:
        open_items = {row[0] for row in connection.execute("SELECT id FROM queue_item WHERE state <> 'left'")}
    history = History(asked, set(), [], builds, 0, 0)
    violations += violations_in_part(history, open_items, [(build.job, build.build) for build in live])
    return len(builds)


def go_on(site: RestoredSite, asked: list[Asked], violations: list[str]) -> None:
    """Start the restored controller, and see that everything ends as it should."""
    try:
        if not settle(site):
            violations.append("settle: the restored controller does not come to rest")
        builds = read_builds(site.home)
        history = History(asked, set(), [], builds, 0, 0)
        found = violations_in_part(history, set(), [(build.job, build.build) for build in builds])
        violations += [f"restored: {violation}" for violation in found]
    finally:
        site.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--keep", action="store_true", help="keep the folders of runs that broke a promise")
    chosen = parser.parse_args()
    bad = 0
    for seed in range(chosen.seed, chosen.seed + chosen.runs):
        root = Path(tempfile.mkdtemp(prefix="igor-backup-"))
        judged = run(seed, chosen.seconds, root)
        print(
            f"seed {seed}: {judged.copied} builds in the backup, {judged.live} in the lost home, "
            f"{len(judged.violations)} violations",
            flush=True,
        )
        for violation in judged.violations[:20]:
            print(f"  {violation}", flush=True)
        bad += bool(judged.violations)
        if judged.violations and chosen.keep:
            print(f"  kept: {root}")
        else:
            shutil.rmtree(root, ignore_errors=True)
    print(f"{chosen.runs} runs, {bad} with violations")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
