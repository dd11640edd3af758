"""Runs in which everything that can be killed, frozen or filled is; and the judge that has to see what goes wrong."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest
from chaos_checker import Ended, Entry, History, Slot, violations
from chaos_moment import Busy, Moment, Open, false_sentences
from chaos_run import run
from chaos_workload import JOBS, Asked

from igor.model.node import Node

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


UNSTARTED = "error: the wrapper ended before the command was started"
GOOD = History([Asked("quick", "n1", 7)], set(), ran(), [build()], 0, 0)


def test_a_good_history_has_no_violation() -> None:
    """A judge that always complains would be as useless as one that never does."""
    assert violations(GOOD) == []


def test_a_wrapper_that_was_killed_before_the_command_began() -> None:
    """Its build is told as what it is, and no command ran."""
    killed = build(result="FAILURE", reason=UNSTARTED, log=b"Finished: FAILURE\n")
    assert violations(replace(GOOD, builds=[killed], journal=[], killed_wrappers=1)) == []


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
        (replace(GOOD, builds=[build(result="FAILURE", reason=UNSTARTED)]), "ends: 1 builds were lost, 0 wrappers"),
        (replace(GOOD, builds=[build(result="FAILURE", reason=UNSTARTED)]), "ends: quick #1 is said to have never"),
        (replace(GOOD, journal=ran()[:1]), "ends: quick #1 is SUCCESS, and its command did not come to its end"),
        (replace(GOOD, journal=[*ran(), *ran()]), "attempts: quick #1 attempt 1 was made 2 times"),
        (replace(GOOD, journal=[*ran(), *ran(number=9)]), "attempts: quick #9 ran, and the store does not know it"),
        (replace(GOOD, builds=[build(log=build().log.replace(b"line 2\n", b""))]), "logs: quick #1: "),
        (replace(GOOD, journal=[*ran(), *ran("loud", begin=5)]), "executors: quick #1 and loud #1 together"),
        (replace(GOOD, journal=[*ran("single"), *ran("single", 2, executor=1, begin=5)]), "one_at_a_time: single #1"),
        (replace(GOOD, timed={"timed": (1, 75_000)}), "slots: timed has slots at [] instead of [60000]"),
        (
            replace(GOOD, slots=[Slot("timed", 60_000, "skipped", None)], timed={"timed": (1, 60_000)}),
            "slots: timed: of 1",
        ),
        (
            replace(GOOD, slots=[Slot("joined", 60_000, "fired", 9)], timed={"joined": (1, 60_000)}),
            "slots: joined: queue",
        ),
        (replace(GOOD, waiting=1), "rest: 1 items are still in the queue"),
        (replace(GOOD, builds=[build(), build("first", queue_id=8)]), "followers: first #1 was followed by no build"),
    ],
)
def test_each_broken_promise_is_seen(history: History, promise: str) -> None:
    """What the judge does not see, no run of chaos shows."""
    assert any(found.startswith(promise) for found in violations(history)), violations(history)


NODES = (
    Node("a1", 1, frozenset({"work"}), connected=True),
    Node("a2", 1, frozenset({"work", "special"}), connected=True, temporarily_offline=True),
)


def moment(job: str, state: str, why: str | None, builds: tuple[Busy, ...] = ()) -> Moment:
    return Moment((Open(1, job, state, why, 0, 0),), builds, NODES)


@pytest.mark.parametrize(
    ("said", "but"),
    [
        (moment("quick", "buildable", "Waiting for next available executor on ‘work’"), "a1 have a free executor"),
        (moment("quick", "buildable", "All nodes of label ‘work’ are offline"), "a1 are online"),
        (moment("special", "buildable", "There are no nodes with the label ‘special’"), "a2 have it"),
        (moment("special", "buildable", "Waiting for next available executor on ‘a2’"), "no nodes have a free"),
        (moment("pinned", "buildable", "There are no nodes with the label ‘work’"), "that is not what keeps it"),
        (moment("single", "blocked", None), "no build of it is there"),
        (moment("quick", "blocked", None, (Busy("quick", 1, "a1"),)), "no build of it is there"),
        (moment("throttled", "blocked", "Already running 1 builds across all nodes"), "0 builds of it run"),
        (moment("locked", "blocked", "Waiting for resources [crane]"), "nobody holds it"),
        (moment("second", "blocked", "Upstream project ‘first’ is already building"), "first is idle"),
        (moment("quick", "buildable", "The controller’s disk is nearly full (1 MiB left): …"), "the disk has room"),
    ],
)
def test_each_false_sentence_is_seen(said: Moment, but: str) -> None:
    """A reason that was true a minute ago sends people to the wrong place."""
    (found,) = false_sentences(said)
    assert but in found


@pytest.mark.parametrize(
    "said",
    [
        moment("quick", "buildable", "Waiting for next available executor on ‘work’", (Busy("long", 1, "A1"),)),
        moment("special", "buildable", "‘a2’ is offline"),
        moment("single", "blocked", None, (Busy("single", 1, "a1"),)),
        moment("patient", "waiting", None),
        replace(moment("single", "blocked", None), changes=frozenset({("node", "a1")})),
        replace(moment("single", "blocked", None), changes=frozenset({("queue", "1")})),
    ],
)
def test_true_sentences_are_not_complained_of(said: Moment) -> None:
    """Also those that the engine has not come to yet."""
    assert false_sentences(said) == []


@pytest.mark.integration
@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_chaos(tmp_path: Path, seed: int) -> None:
    """A build lost, doubled or cut, whatever is killed, frozen or full meanwhile."""
    judged = run(seed, 5.0, tmp_path)
    assert judged.violations == []
    assert judged.builds > 10
    assert judged.told.total() > 100


@pytest.mark.integration
@pytest.mark.slow
def test_chaos_with_a_clock_that_jumps(tmp_path: Path) -> None:
    """A slot is lost or doubled, or a build waits for ever, because the clock went ahead or back."""
    judged = run(19, 5.0, tmp_path, has_clock=True)
    assert judged.violations == []
    assert judged.acts["step clock"] > 0
    assert judged.slots > 0


@pytest.mark.integration
@pytest.mark.slow
@pytest.mark.parametrize("variant", [path for path in VARIANTS if path.name == "stale_whys"], ids=attrgetter("name"))
def test_a_broken_engine_is_caught(tmp_path: Path, variant: Path) -> None:
    """Runs that find nothing wrong with an engine that is broken prove nothing of the one that is not."""
    for seed in range(100, 104):
        (tmp_path / str(seed)).mkdir()
        if run(seed, 6.0, tmp_path / str(seed), variant).violations:
            return
    raise AssertionError(f"{variant.name} was not caught")
