"""Lists of a thousand jobs: few queries, and quick."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator

import pytest
from rest_server import JOB, Rest, serving

from igor.controller import definitions, items
from igor.model.job import Result

pytestmark = [pytest.mark.integration, pytest.mark.slow]

JOBS = 1_000
TREE = "api/json?tree=jobs[name,color,lastBuild[number,result]]"


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.controller.store.write(fill)
        served.add_build("job0", 2, Result.FAILURE)
        yield served


def fill(connection: sqlite3.Connection) -> None:
    """A thousand jobs, each with one build."""
    definition = definitions.parse(JOB)
    for number in range(JOBS):
        items.insert_item(connection, f"job{number}", JOB, definition, now_ms=1)
    connection.execute(
        "INSERT INTO build (item_id, number, queue_id, state, result, node_name, executor, plan, started_ms)"
        " SELECT id, 1, id, 'finished', 'SUCCESS', 'built-in', 0, '{}', 1 FROM item"
    )
    connection.execute("UPDATE item SET last_build = 1, last_completed = 1, last_result = 'SUCCESS'")


def test_last_builds_of_all_jobs_take_few_queries(rest: Rest, monkeypatch: pytest.MonkeyPatch) -> None:
    """One query for the jobs and one for their builds, not one a job (and some for settings, user and token)."""
    statements: list[str] = []
    reader = rest.controller.store._connect

    def traced() -> sqlite3.Connection:
        connection = reader()
        connection.set_trace_callback(statements.append)
        return connection

    monkeypatch.setattr(rest.controller.store, "_connect", traced)
    jobs = rest.json(TREE)["jobs"]
    assert len(jobs) == JOBS
    assert jobs[0]["lastBuild"] == {"_class": "hudson.model.FreeStyleBuild", "number": 2, "result": "FAILURE"}
    assert jobs[1]["lastBuild"]["result"] == "SUCCESS"
    selects = [statement for statement in statements if statement.lstrip().startswith("SELECT")]
    assert len(selects) <= 12, selects


def test_a_thousand_jobs_in_a_blink(rest: Rest) -> None:
    """Dashboards ask this every few seconds."""
    rest.json(TREE)
    start = time.perf_counter()
    rest.json(TREE)
    assert time.perf_counter() - start < 1.0
