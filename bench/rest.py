"""What Igor's REST answers cost with many jobs and many builds, as ratios to an empty Flask route of the same run.

    python bench/rest.py [--jobs 3000 30000] [--builds 100 100000] [--rounds 40]

Makes homes by SQL and asks the application in this process, without a network between: the median of the wall time and
of the processor time. ``--check`` ends with 1 when a figure misses what is promised: 3,000 jobs with their last builds
in 30 ms, linear growth, and a job whose page and API cost the same whatever its history.
"""

from __future__ import annotations

import argparse
import base64
import gc
import platform
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import flask
from flask.testing import FlaskClient

from igor.api.app import create_app
from igor.api.web_process import GARBAGE
from igor.controller import definitions, items, nodes, users
from igor.controller.context import Controller
from igor.model.home import Home

#: What 3,000 jobs with their last builds may take.
LIST_MS = 30
_XML = """<project><description>job {n}</description><builders><hudson.tasks.Shell><command>make part{n}</command>
</hudson.tasks.Shell></builders><publishers/><buildWrappers/></project>"""
LIST = "/api/json?tree=jobs[name,color,lastBuild[number,result]]"
_BUILD_COLUMNS = (
    "INSERT INTO build (item_id, number, queue_id, state, result, node_name, executor, plan, started_ms, duration_ms) "
)


class Cost(NamedTuple):
    """Medians of one request, in milliseconds."""

    wall_ms: float
    cpu_ms: float


class Site:
    """An application over a home, and a client that sends an API token."""

    def __init__(self, folder: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
        self.controller = Controller.open(Home(folder))
        users.create_user(self.controller, "admin", "Administrator", "correct horse", is_admin=True)
        _, token = users.create_token(self.controller, "admin", "bench")
        nodes.ensure_built_in(self.controller)
        self.controller.store.write(fill)
        login = base64.b64encode(f"admin:{token}".encode()).decode()
        self._headers = {"Authorization": f"Basic {login}"}
        self._client: FlaskClient = create_app(self.controller).test_client()

    def ask(self, path: str) -> int:
        """The length of the answer."""
        answer = self._client.get(path, headers=self._headers)
        assert answer.status_code == 200, answer.text
        return len(answer.data)

    def cost(self, path: str, rounds: int) -> Cost:
        return measure(lambda: self.ask(path), rounds)


def measure(call: Callable[[], object], rounds: int) -> Cost:
    return measure_in_turn([call], rounds)[0]


def measure_in_turn(calls: list[Callable[[], object]], rounds: int) -> list[Cost]:
    """Medians. One after the other in each round, so that a machine whose speed changes is as fast for each."""
    walls: list[list[float]] = [[] for _ in calls]
    cpus: list[list[float]] = [[] for _ in calls]
    for call in calls:
        call()
    for _ in range(rounds):
        for call, wall_ms, cpu_ms in zip(calls, walls, cpus, strict=True):
            wall, cpu = time.perf_counter(), time.process_time()
            call()
            wall_ms.append((time.perf_counter() - wall) * 1000)
            cpu_ms.append((time.process_time() - cpu) * 1000)
    return [Cost(statistics.median(wall), statistics.median(cpu)) for wall, cpu in zip(walls, cpus, strict=True)]


def empty_route(rounds: int) -> Cost:
    """A Flask application that answers nothing."""
    app = flask.Flask("empty")
    app.add_url_rule("/", view_func=lambda: "")
    client = app.test_client()
    return measure(lambda: client.get("/").data, max(rounds, 200))


def many_jobs(jobs: int) -> Callable[[sqlite3.Connection], None]:
    """Each with one build."""

    def fill(connection: sqlite3.Connection) -> None:
        for number in range(jobs):
            xml = _XML.format(n=number)
            items.insert_item(connection, f"job{number:06}", xml, definitions.parse(xml), now_ms=1)
        connection.execute(
            f"{_BUILD_COLUMNS} SELECT id, 1, id, 'finished', 'SUCCESS', 'built-in', 0, '{{}}', 1, 9 FROM item"
        )
        connection.execute("UPDATE item SET last_build = 1, last_completed = 1, last_result = 'SUCCESS'")

    return fill


def many_builds(builds: int) -> Callable[[sqlite3.Connection], None]:
    """One job with a long history."""

    def fill(connection: sqlite3.Connection) -> None:
        xml = _XML.format(n=0)
        items.insert_item(connection, "old", xml, definitions.parse(xml), now_ms=1)
        connection.execute(
            f"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {builds}) {_BUILD_COLUMNS}"
            " SELECT i.id, x, x, 'finished', 'SUCCESS', 'built-in', 0, '{}', x * 1000, 9 FROM item i, n"
        )
        connection.execute(f"UPDATE item SET last_build = {builds}, last_completed = {builds}, last_result = 'SUCCESS'")

    return fill


def show(what: str, cost: Cost, empty: Cost) -> None:
    ratio = cost.cpu_ms / empty.cpu_ms
    print(f"{what:58} {cost.wall_ms:9.2f} ms {cost.cpu_ms:9.2f} ms cpu {ratio:8.1f} ×")


def bench_jobs(counts: list[int], rounds: int, empty: Cost) -> dict[int, Cost]:
    found = {}
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            site = Site(Path(folder) / "home", many_jobs(count))
            found[count] = site.cost(LIST, rounds)
            show(f"{count:,} jobs with their last builds", found[count], empty)
            show(f"{count:,} jobs, /prometheus/", site.cost("/prometheus/", max(3, rounds // 8)), empty)
            site.controller.close()
    return found


def bench_builds(counts: list[int], rounds: int, empty: Cost) -> dict[str, list[Cost]]:
    found: dict[str, list[Cost]] = {"/job/old/": [], "/job/old/api/json": [], "/job/old/lastBuild/api/json": []}
    with tempfile.TemporaryDirectory() as folder:
        sites = [Site(Path(folder) / str(count), many_builds(count)) for count in counts]
        for path, costs in found.items():
            costs.extend(measure_in_turn([partial(site.ask, path) for site in sites], rounds))
            for count, cost in zip(counts, costs, strict=True):
                show(f"{path} with {count:,} builds", cost, empty)
        for count, site in zip(counts, sites, strict=True):
            all_builds = "/job/old/api/json?tree=allBuilds[number,result,timestamp,duration]"
            show(f"allBuilds of {count:,}", site.cost(all_builds, 3), empty)
            site.controller.close()
    return found


def misses(jobs: dict[int, Cost], builds: dict[str, list[Cost]]) -> list[str]:
    """What is promised and not kept."""
    found = []
    if 3000 in jobs and jobs[3000].wall_ms > LIST_MS:
        found.append(f"3,000 jobs take {jobs[3000].wall_ms:.1f} ms")
    counts = sorted(jobs)
    for few, many in zip(counts, counts[1:], strict=False):
        growth = (jobs[many].cpu_ms / jobs[few].cpu_ms) / (many / few)
        if growth > 1.5:
            found.append(f"from {few:,} to {many:,} jobs the time grows {growth:.1f} times as fast as they do")
    for path, costs in builds.items():
        short, long = costs[0].cpu_ms, costs[-1].cpu_ms
        if long > 1.5 * short + 0.5:
            found.append(f"{path} costs {long:.1f} ms with a long history, {short:.1f} ms with a short one")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--jobs", type=int, nargs="+", default=[3000, 30000])
    parser.add_argument("--builds", type=int, nargs="+", default=[100, 100_000])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--check", action="store_true", help="end with 1 when a promise is not kept")
    options = parser.parse_args()
    gc.freeze()
    gc.set_threshold(*GARBAGE)  # as the web process does
    print(f"{platform.machine()}, Python {platform.python_version()}")
    empty = empty_route(options.rounds)
    show("an empty Flask route", empty, empty)
    jobs = bench_jobs(options.jobs, options.rounds, empty)
    builds = bench_builds(options.builds, options.rounds, empty)
    found = misses(jobs, builds)
    print("\n".join(found))
    return 1 if options.check and found else 0


if __name__ == "__main__":
    sys.exit(main())
