"""A disk that fills up under load: first nothing new starts, then nothing is acknowledged, and then all goes on."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from chaos_checker import violations
from chaos_nemesis import Nemesis
from chaos_run import look, read_builds, settle, stop_timers
from chaos_site import Site, small_disk, wait_for
from chaos_workload import JOBS, Workload

pytestmark = [pytest.mark.integration, pytest.mark.slow]

_MIB = 1024 * 1024


def fill(path: Path, leave_bytes: int) -> None:
    """Make a file that leaves so much space and no more."""
    with contextlib.suppress(OSError), path.open("ab") as file:
        while (room := shutil.disk_usage(path.parent).free - leave_bytes) > 0:
            file.write(bytes(min(room, _MIB)))
            file.flush()


def reasons(site: Site) -> set[str]:
    """Why queue items wait."""
    with closing(sqlite3.connect(f"file:{site.home.database}?mode=ro", uri=True)) as connection:
        return {row[0] or "" for row in connection.execute("SELECT why FROM queue_item WHERE state <> 'left'")}


def test_a_full_disk(tmp_path: Path) -> None:
    """A wish lost that was acknowledged, a log that was cut, a controller that needs help when there is space again."""
    with small_disk(tmp_path / "home", 200) as has_disk:
        if not has_disk:
            pytest.skip("this machine makes no file systems")
        site = Site(tmp_path)
        site.prepare({job.name: job.xml(site) for job in JOBS.values()})
        workload = Workload(site, Random(1))
        try:
            site.start()
            wait_for(lambda: site.post("/api/json") is not None, "the site answers")
            workload.start()
            try:
                fill_and_free(site, workload)
            finally:
                workload.stop()
            stop_timers(site)
            assert settle(site)
            history = look(site, workload, Nemesis(site, Random(1), has_disk))
        finally:
            site.close()
    assert violations(history) == []
    assert {request.refused for request in workload.asked} == {"", "500"}


def fill_and_free(site: Site, workload: Workload) -> None:
    """Take the space in two steps, and see what each does; then give it back."""
    filler = site.home.root / "filler"
    wait_for(lambda: any(build.state == "finished" for build in read_builds(site.home)), "a build has ended")
    fill(filler, 40 * _MIB)
    wait_for(lambda: any("disk is nearly full" in why for why in reasons(site)), "items wait for the disk")
    fill(filler, 0)
    wait_for(lambda: any(request.refused for request in workload.asked), "a request is refused")
    filler.unlink()
    count = len(workload.asked)
    wait_for(lambda: any(request.queue_id for request in workload.asked[count:]), "requests are taken again")
