"""Single-purpose join tokens: over a real store, and with a real controller, a real shell and a real agent."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from engine_world import wait_for
from running_controller import RunningController, controller_at

from igor.controller import audit, join_tokens, nodes
from igor.controller.context import Controller
from igor.model.clock import ManualClock
from igor.model.errors import Forbidden, Gone, Invalid, NotFound, Unauthenticated
from igor.model.home import Home

pytestmark = pytest.mark.integration

HOUR_MS = 3_600_000


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(1_000_000)


@pytest.fixture
def controller(tmp_path: Path, clock: ManualClock) -> Iterator[Controller]:
    opened = Controller.open(Home(tmp_path / "home"), clock=clock)
    yield opened
    opened.close()


def make(controller: Controller, **options: Any) -> str:
    """A token's value."""
    return join_tokens.make(controller, **{"life_ms": HOUR_MS, "by": "anna", **options})[1]


def join(controller: Controller, token: str, name: str) -> tuple[str, bool]:
    return nodes.register_agent(controller, token, name, ["linux"], 1, "/srv")


def saw(controller: Controller, name: str, at_ms: int) -> None:
    """What the engine notes when an agent connects and goes."""
    sql = "UPDATE node SET last_seen_ms = ? WHERE name = ?"
    controller.store.write(lambda connection: connection.execute(sql, (at_ms, name)))


def test_a_token_joins_its_one_node_once(controller: Controller, clock: ManualClock) -> None:
    """A token that leaks after its use, or is tried under another name, opens nothing."""
    token = make(controller, name="a-1")
    with pytest.raises(Forbidden, match="is for “a-1”, not for “a-2”"):
        join(controller, token, "a-2")
    own, is_spent = join(controller, token, "A-1")
    assert is_spent
    assert nodes.check_token(controller, "a-1", own)
    saw(controller, "a-1", clock.now_ms() + 1)
    with pytest.raises(Gone, match="has been used already, by “A-1”"):
        join(controller, token, "a-1")


def test_an_agent_whose_answer_was_lost_asks_again(controller: Controller, clock: ManualClock) -> None:
    """Broken: a connection that breaks at the wrong moment costs a token, and somebody has to make a new one."""
    token = make(controller, name="a-1")
    first, _ = join(controller, token, "a-1")
    clock.advance(5_000)
    second, is_spent = join(controller, token, "a-1")
    assert is_spent
    assert not nodes.check_token(controller, "a-1", first)
    assert nodes.check_token(controller, "a-1", second)


def test_a_group_takes_its_names_so_often(controller: Controller) -> None:
    """Names that only begin alike are of other groups."""
    token = make(controller, group="linux", uses=2)
    with pytest.raises(Forbidden, match="names that begin with “linux-”"):
        join(controller, token, "linuxes")
    assert [join(controller, token, name)[1] for name in ("linux-1", "Linux-2")] == [False, True]
    with pytest.raises(Gone):
        join(controller, token, "linux-3")


def test_a_token_ends(controller: Controller, clock: ManualClock) -> None:
    """By its time, by hand; what has ended is told for a while and then forgotten."""
    token = make(controller, name="a-1", life_ms=HOUR_MS)
    revoked = make(controller, name="a-2")
    join_tokens.revoke(controller, join_tokens.id_of(revoked))
    with pytest.raises(Unauthenticated, match="wrong, or was revoked"):
        join(controller, revoked, "a-2")
    with pytest.raises(NotFound):
        join_tokens.revoke(controller, join_tokens.id_of(revoked))
    clock.advance(HOUR_MS)
    with pytest.raises(Gone, match="has expired"):
        join(controller, token, "a-1")
    clock.advance(join_tokens.ENDED_KEPT_MS + 1)
    controller.store.write(lambda connection: join_tokens.purge(connection, clock.now_ms()))
    assert join_tokens.list_all(controller) == []


@pytest.mark.parametrize(
    "wanted",
    [
        *({}, {"name": "a", "group": "b"}, {"name": "a/b"}, {"name": "built-in"}),
        *({"name": "a", "uses": 0}, {"name": "a", "life_ms": 1}, {"group": "a", "life_ms": 10**12}),
    ],
)
def test_what_cannot_be_wanted(controller: Controller, wanted: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        make(controller, **wanted)
    assert join_tokens.list_all(controller) == []


def test_the_store_does_not_know_the_token(controller: Controller) -> None:
    """Who reads a backup joins nothing with it."""
    token = make(controller, name="a-1")
    with controller.store.read() as connection:
        row = dict(connection.execute("SELECT * FROM join_token").fetchone())
    assert token not in str(row)
    assert row["id"] == join_tokens.id_of(token)


# --- with real processes


@pytest.fixture(scope="module")
def igor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningController]:
    with controller_at(tmp_path_factory.mktemp("home")) as running:
        yield running


def command(igor: RunningController, *arguments: str) -> subprocess.CompletedProcess[str]:
    """``igor agent …`` as an operator calls it."""
    environment = {**os.environ, "IGOR_URL": igor.url, "IGOR_USER": "admin", "IGOR_TOKEN": igor.token}
    words = [sys.executable, "-m", "igor", "agent", *arguments]
    return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60)


def made(igor: RunningController, *arguments: str) -> dict[str, Any]:
    done = command(igor, "token", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


class Machine:
    """A folder that is some machine's home; what is pasted there runs in a shell."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "agent.log"
        self.shells: list[subprocess.Popen[bytes]] = []

    def paste(self, text: str) -> subprocess.Popen[bytes]:
        """Typed into a shell, so that it is nobody's argument."""
        environment = {"HOME": str(self.folder), "PATH": os.environ["PATH"], "PYTHON": sys.executable}
        with self.log.open("ab") as log:
            shell = subprocess.Popen(
                ["sh"], cwd=self.folder, env=environment, stdin=subprocess.PIPE, stdout=log, stderr=log
            )
        self.shells.append(shell)
        assert shell.stdin is not None
        shell.stdin.write(text.encode() + b"\n")
        shell.stdin.close()
        return shell

    def fails(self, text: str) -> str:
        """What is told when the command ends by itself with an error."""
        assert self.paste(text).wait(60) != 0
        return self.log.read_text()

    def agent(self) -> psutil.Process:
        """The agent that the last shell started."""
        family = psutil.Process(self.shells[-1].pid).children(recursive=True)
        return next(process for process in family if any("agent.pyz" in word for word in process.cmdline()))

    def stop(self) -> None:
        self.agent().terminate()
        assert self.shells[-1].wait(20) == 0

    def clean_up(self) -> None:
        for shell in self.shells:
            for process in psutil.Process(shell.pid).children(recursive=True) if shell.poll() is None else []:
                process.kill()
            shell.wait(20)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    pasted = Machine(tmp_path)
    yield pasted
    pasted.clean_up()


def is_online(igor: RunningController, name: str) -> bool:
    answer = igor.get(f"computer/{name}/api/json")
    return answer.status_code == 200 and not answer.json()["offline"]


@pytest.mark.slow
def test_the_printed_command_joins(igor: RunningController, machine: Machine) -> None:
    """One line on a machine that has Python and nothing of Igor; started again, it needs no token."""
    facts = made(igor, "new-1", "--labels", "linux big", "--executors", "2")
    machine.paste(facts["command"])
    wait_for(lambda: is_online(igor, "new-1"), "the agent is connected", 30)
    node = igor.json("computer/new-1/api/json?tree=numExecutors,assignedLabels[name]")
    assert node["numExecutors"] == 2
    assert {label["name"] for label in node["assignedLabels"]} == {"linux", "big", "new-1"}
    folder = machine.folder / ".igor" / "agents" / "new-1"
    assert stat.S_IMODE((folder / "token").stat().st_mode) == 0o600
    assert not (folder / "join-token").exists()
    agent = machine.agent()
    assert facts["token"] not in str(
        [agent.cmdline(), *(parent.cmdline() for parent in agent.parents()), agent.environ()]
    )
    machine.stop()
    wait_for(lambda: not is_online(igor, "new-1"), "the agent is gone", 30)
    machine.paste(re.sub(r"IGOR_JOIN_TOKEN=\w+ ", "", facts["command"]))
    wait_for(lambda: is_online(igor, "new-1"), "the agent is back", 30)
    machine.stop()
    listed = {each["id"]: each for each in json.loads(command(igor, "tokens", "--json").stdout)}
    assert (listed[facts["id"]]["uses_left"], listed[facts["id"]]["used_by"]) == (0, "new-1")


@pytest.mark.slow
def test_the_zipapp_command_joins_a_group(igor: RunningController, machine: Machine) -> None:
    facts = made(igor, "--group", "farm")
    name = f"farm-{os.uname().nodename.partition('.')[0]}"
    machine.paste(facts["zipapp_command"].replace("exec python3", f"exec {shlex.quote(sys.executable)}"))
    wait_for(lambda: is_online(igor, name), "the agent is connected", 30)
    machine.stop()
    assert not (machine.folder / "join-token").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda text, facts: text.replace("--name new-2", "--name other"),
            r"refused the token \(403\): .*is for “new-2”",
        ),
        (
            lambda text, facts: text.replace(facts["token"], "0" * 64),
            r"refused the token \(401\): .*wrong, or was revoked",
        ),
        (lambda text, facts: text.replace(facts["agent_sha256"], "0" * 64), "nothing was run"),
        (lambda text, facts: text.replace("--name new-2", ""), "usage: join.sh"),
        (lambda text, facts: re.sub(r"IGOR_JOIN_TOKEN=\w+ ", "", text), "IGOR_JOIN_TOKEN is not set"),
    ],
)
def test_what_does_not_join_says_why(igor: RunningController, machine: Machine, change: Any, told: str) -> None:
    """And what to do; nothing is joined."""
    facts = made(igor, "new-2")
    text = machine.fails(change(facts["command"], facts))
    assert re.search(told, text), text
    assert "refused" not in told or "igor agent token NAME" in text
    assert igor.get("computer/new-2/api/json").status_code == 404
    assert igor.get("computer/other/api/json").status_code == 404


@pytest.mark.slow
def test_refusals_are_audited_without_the_token(igor: RunningController) -> None:
    """Who tries tokens is seen: by the token's id, the name that was tried, and where it came from."""
    facts = made(igor, "new-3")
    assert command(igor, "revoke", facts["id"]).returncode == 0
    for token, status in ((facts["token"], 401), (made(igor, "new-4")["token"], 403)):
        answer = igor.http.post(
            f"{igor.url}agents/register",
            json={"name": "evil"},
            auth=NoAuth(),
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.status_code == status
    entries = wait_for(lambda: two_of("evil", audit.latest(igor.controller, count=50)), "entries", 10)
    assert [(e["kind"], e["outcome"], e["status"]) for e in entries] == [
        ("refused", "refused", 403),
        ("login", "refused", 401),
    ]
    assert entries[1]["detail"]["token"] == facts["id"]
    assert facts["token"] not in str(audit.latest(igor.controller, count=500))


def two_of(name: str, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The newest two about that name; none before both are there."""
    found = [entry for entry in entries if entry["detail"].get("name") == name][:2]
    return found if len(found) == 2 else []


class NoAuth:
    """Keeps the session's own credentials away."""

    def __call__(self, request: Any) -> Any:
        return request
