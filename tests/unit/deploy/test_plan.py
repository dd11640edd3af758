"""What a deploy decides to do, from what it sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igor.deploy.plan import AGENTS, Action, Observed, Wanted, decide
from igor.deploy.processes import Running

WANTED = Wanted(8080, "r1", "p1")
PHASES = ["release", "controller", "agents", "seed"]


def running(name: str, port: int = 8080, program: str = "p1") -> Running:
    return Running(name, 1, 1.0, port, "r1", program)


def everything(port: int = 8080, program: str = "p1", **changes: object) -> Observed:
    agents = {name: running(name, port, program) for name in AGENTS}
    facts = {"installed": True, "controller": running("controller", port, program), "agents": agents, "seeded": "r1"}
    return Observed(**{**facts, **changes})  # type: ignore[arg-type]


def told(actions: list[Action]) -> list[tuple[str, str, str]]:
    return [(action.verb, action.subject, action.reason) for action in actions]


FIRST = [
    ("install", "r1", "new"),
    ("start", "controller", "not running"),
    ("start", "agent-1", "not running"),
    ("start", "agent-2", "not running"),
    ("seed", "seed-jobs", "first time"),
]
NEW_RELEASE = "release r0 → r1"
NEW_PROGRAM = "program p0 → p1"
NEW_PORT = "port 80 → 8080"


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        pytest.param(Observed(), FIRST, id="nothing there"),
        pytest.param(everything(), [], id="all there"),
        pytest.param(Observed(installed=True, seeded="r1"), FIRST[1:4], id="after igor down"),
        pytest.param(everything(controller=None), [FIRST[1]], id="dead controller"),
        pytest.param(everything(agents={"agent-1": running("agent-1")}), [FIRST[3]], id="dead agent"),
        pytest.param(everything(seeded=None), [FIRST[4]], id="seed that failed"),
        pytest.param(
            everything(program="p0", seeded="r0", installed=False),
            [
                FIRST[0],
                ("restart", "controller", NEW_PROGRAM),
                ("restart", "agent-1", NEW_PROGRAM),
                ("restart", "agent-2", NEW_PROGRAM),
                ("seed", "seed-jobs", NEW_RELEASE),
            ],
            id="new program",
        ),
        pytest.param(
            everything(controller=running("controller", program="")),
            [("restart", "controller", "program of old → p1")],
            id="record of an Igor that knew no programs",
        ),
        pytest.param(
            everything(seeded="r0", installed=False),
            [FIRST[0], ("seed", "seed-jobs", NEW_RELEASE)],
            id="new jobs: restarts nothing",
        ),
        pytest.param(
            everything(port=80),
            [("restart", name, NEW_PORT) for name in ("controller", *AGENTS)],
            id="new port: restarts, but seeds nothing",
        ),
        pytest.param(
            everything(seeded="r0"), [("seed", "seed-jobs", NEW_RELEASE)], id="killed between the agents and the seed"
        ),
    ],
)
def test_decisions(observed: Observed, expected: list[tuple[str, str, str]]) -> None:
    """A step too much (a restart for nothing) or too little (a change that does not arrive)."""
    assert told(decide(observed, WANTED)) == expected


_PROCESS = st.none() | st.builds(running, st.just("x"), st.sampled_from([80, 8080]), st.sampled_from(["", "p0", "p1"]))
_OBSERVED = st.builds(
    lambda installed, controller, agents, seeded: Observed(
        installed, controller, {name: agent for name, agent in zip(AGENTS, agents, strict=True) if agent}, seeded
    ),
    st.booleans(),
    _PROCESS,
    st.tuples(_PROCESS, _PROCESS),
    st.sampled_from([None, "r0", "r1"]),
)


@given(_OBSERVED)
def test_phases_come_in_order_and_each_subject_once(observed: Observed) -> None:
    """Agents that start before their controller, or something done twice."""
    actions = decide(observed, WANTED)
    order = [PHASES.index(action.phase) for action in actions]
    assert order == sorted(order)
    subjects = [action.subject for action in actions]
    assert len(subjects) == len(set(subjects))


@given(_OBSERVED)
def test_done_means_nothing_left(observed: Observed) -> None:
    """A second deploy that still wants something after all of the first one's actions were done."""
    after = apply(observed, decide(observed, WANTED))
    assert decide(after, WANTED) == []


@given(_OBSERVED, st.integers(0, 5))
def test_a_deploy_that_was_cut_off_goes_on(observed: Observed, done: int) -> None:
    """A second try that does what was done already, or forgets what was not."""
    actions = decide(observed, WANTED)
    assert decide(apply(observed, actions[:done]), WANTED) == actions[done:]


def apply(observed: Observed, actions: list[Action]) -> Observed:
    installed, controller, agents, seeded = observed.installed, observed.controller, observed.agents, observed.seeded
    for action in actions:
        match action.phase:
            case "release":
                installed = True
            case "controller":
                controller = running("controller")
            case "agents":
                agents = {**agents, action.subject: running(action.subject)}
            case _:
                seeded = WANTED.release
    return Observed(installed, controller, agents, seeded)
