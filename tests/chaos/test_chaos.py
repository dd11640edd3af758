"""Runs in which everything that can be killed, frozen or filled is; and the judge that has to see what goes wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from chaos_checker import Ended, Entry, History, violations
from chaos_run import run
from chaos_workload import JOBS, Asked

VARIANTS = sorted(path for path in (Path(__file__).parent / "variants").iterdir() if path.is_dir())


def build(job: str = "quick", number: int = 1, queue_id: int = 7, **changes: object) -> Ended:
    log = b"Started by user chaos\nBuilding on a1\n" + JOBS[job].output("n1", 1) + b"Finished: SUCCESS\n"
    return replace(
        Ended(job, number, queue_id, "finished", "SUCCESS", None, "n1", "a1", 1, (), log),
        **changes,  # type: ignore[arg-type]
    )


def ran(job: str = "quick", number: int = 1, *, executor: int = 0, begin: int = 0, end: int = 10) -> list[Entry]:
    entry = Entry("start", job, "n1", number, 1, "a1", executor, begin)
    return [entry, replace(entry, kind="end", at_ns=end)]


GOOD = History([Asked("quick", "n1", 7)], set(), ran(), [build()], 0, 0)


def test_a_good_history_has_no_violation() -> None:
    """A judge that always complains would be as useless as one that never does."""
    assert violations(GOOD) == []


@pytest.mark.parametrize(
    ("history", "promise"),
    [
        (replace(GOOD, builds=[]), "asked: quick n1 (queue item 7) has 0 builds"),
        (replace(GOOD, builds=[build(), build(number=2)]), "asked: quick n1 (queue item 7) has 2 builds"),
        (replace(GOOD, asked=[]), "asked: quick n1 was built and never asked for"),
        (replace(GOOD, builds=[build(number=2)]), "numbers: quick has the numbers [2]"),
        (replace(GOOD, builds=[build(state="running")]), "ends: quick #1 is still running"),
        (replace(GOOD, builds=[build(result="ABORTED")]), "ends: quick #1 is ABORTED"),
        (replace(GOOD, builds=[build(result="FAILURE", reason="lost: away")]), "ends: 1 builds were lost, 0 wrappers"),
        (replace(GOOD, journal=ran()[:1]), "ends: quick #1 is SUCCESS, and its command did not come to its end"),
        (replace(GOOD, journal=[*ran(), *ran()]), "attempts: quick #1 attempt 1 was made 2 times"),
        (replace(GOOD, journal=[*ran(), *ran(number=9)]), "attempts: quick #9 ran, and the store does not know it"),
        (replace(GOOD, builds=[build(log=build().log.replace(b"line 2\n", b""))]), "logs: quick #1: "),
        (replace(GOOD, journal=[*ran(), *ran("loud", begin=5)]), "executors: quick #1 and loud #1 together"),
        (replace(GOOD, journal=[*ran("single"), *ran("single", 2, executor=1, begin=5)]), "one_at_a_time: single #1"),
        (replace(GOOD, waiting=1), "rest: 1 items are still in the queue"),
        (replace(GOOD, builds=[build(), build("first", queue_id=8)]), "followers: first #1 was followed by no build"),
    ],
)
def test_each_broken_promise_is_seen(history: History, promise: str) -> None:
    """What the judge does not see, no run of chaos shows."""
    assert any(found.startswith(promise) for found in violations(history)), violations(history)


@pytest.mark.integration
@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_chaos(tmp_path: Path, seed: int) -> None:
    """A build lost, doubled or cut, whatever is killed, frozen or full meanwhile."""
    judged = run(seed, 5.0, tmp_path)
    assert judged.violations == []
    assert judged.builds > 10


@pytest.mark.integration
@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS[:1], ids=lambda path: path.name)
def test_a_broken_engine_is_caught(tmp_path: Path, variant: Path) -> None:
    """Runs that find nothing wrong with an engine that is broken prove nothing of the one that is not."""
    for seed in range(100, 104):
        (tmp_path / str(seed)).mkdir()
        if run(seed, 6.0, tmp_path / str(seed), variant).violations:
            return
    raise AssertionError(f"{variant.name} was not caught")
