"""A whole deploy, phase by phase, with scripted hosts: what is run, in which order, what follows failures."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from igor.cli.host_progress import JsonHostProgress
from igor.deploy.hosts import releases
from igor.deploy.hosts.activation import SeedFailed
from igor.deploy.hosts.bundle import Bundle
from igor.deploy.hosts.deployment import DeployFailed, Wish, deploy
from igor.deploy.hosts.events import Event, Outcome, outcome_of
from igor.deploy.hosts.inventory import Inventory
from igor.deploy.hosts.manifest import manifest_of
from igor.deploy.hosts.phases import Rolling
from igor.deploy.hosts.preflight import Facts, Problem
from igor.deploy.hosts.session import Session, Target
from igor.deploy.site.model import Site
from igor.model.errors import Conflict

pytestmark = pytest.mark.integration

INVENTORY = Inventory({"igor_controllers": ("c",), "igor_agents": ("a1", "a2", "a3"), "igor_monitors": ("m",)})
ANSWERS: dict[str, dict[str, Any]] = {
    "seed": {"number": 1, "result": "SUCCESS", "summary": "", "warning": "", "errors": []},
    "smoke": {"results": {"a1": "SUCCESS"}},
    "mark": {"out": [], "back": []},
    "held": {"held": []},
}
REPORTS = {
    "backup.yml": {"version": "old", "backup": "/b.tar", "bytes": 1},
    "revert.yml": {"reverted": True, "version": "old", "store": "kept", "said": ["SystemExit: broken"]},
    "collect.yml": {"removed": []},
}


@dataclass
class Hosts:
    """Stands where Ansible stands: answers each playbook as hosts would. ``fails``: (playbook, host) → how often."""

    log: Path
    fails: dict[tuple[str, str], int] = field(default_factory=dict)
    unreachable: set[str] = field(default_factory=set)
    interrupts: str = ""
    holder: dict[str, Any] | None = None
    records: list[dict[str, Any]] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    orders: list[tuple[str, Any]] = field(default_factory=list)

    def run(
        self,
        playbook: str,
        tell: Callable[[Event], None],
        *,
        limit: Sequence[str] = (),
        check: bool = False,
        extra: Mapping[str, Any] | None = None,
    ) -> Outcome:
        given = dict(extra or {})
        if playbook == "lock.yml":
            return self._lock(given["igor_lock_arguments"])
        self.runs.append(f"{playbook.removesuffix('.yml')} {','.join(limit)}".strip())
        if playbook == self.interrupts:
            raise KeyboardInterrupt
        if playbook == "controller.yml":
            self.orders.append((given["igor_order"], given["igor_order_arguments"]))
            return _outcome("c", "ok", answer=ANSWERS[given["igor_order"]] | given.get("answer", {}))
        return outcome_of(self._line(playbook, host) for host in limit or ["c"])

    def _line(self, playbook: str, host: str) -> str:
        if host in self.unreachable:
            return _line(host, "unreachable", msg="ssh: timed out")
        if self.fails.get((playbook, host), 0):
            self.fails[playbook, host] -= 1
            return _line(host, "failed", msg="it is broken")
        kind = playbook.removesuffix(".yml").replace("collect", "collected")
        told = {"report": {"kind": kind, "text": json.dumps(REPORTS[playbook])}} if playbook in REPORTS else {}
        return _line(host, "changed", **told)

    def _lock(self, arguments: list[str]) -> Outcome:
        verb, *rest = arguments
        taken = verb == "take" and self.holder is None
        if taken:
            self.holder = {"token": rest[0], "who": rest[1], "why": rest[2], "since_ms": 0}
        elif verb == "release" and self.holder is not None and self.holder["token"] == rest[0]:
            self.holder = None
        elif verb == "record":
            self.records.append(json.loads(rest[1]))
        return _outcome("c", "ok", lock={"taken": taken, "holder": self.holder, "records": self.records})


def _line(host: str, status: str, **data: Any) -> str:
    return json.dumps({"event": "result", "host": host, "task": "T", "status": status, **data})


def _outcome(host: str, status: str, **reports: Any) -> Outcome:
    return outcome_of(
        _line(host, status, report={"kind": kind, "text": json.dumps(told)}) for kind, told in reports.items()
    )


class Case:
    """A site of a controller, three agents and a monitor; ``version``: what runs there, empty for nothing."""

    def __init__(self, tmp_path: Path, version: str = "old", **hosts: Any) -> None:
        self.hosts = Hosts(tmp_path / "run.log", **hosts)
        site = Site.model_validate({"url": "https://ci.example.org/"}).in_folder(tmp_path)
        manifest = manifest_of({"seed-jobs/x": b""}, igor="1.0", python="3.11", platform="x")
        (tmp_path / "b.tar.gz").touch()
        bundle = Bundle(manifest, tmp_path / "b.tar.gz", tmp_path)
        target = Target(site, tmp_path / "igor.yml", "url: x\n", tmp_path / "inventory", INVENTORY, bundle)
        self.session = Session(target, self.hosts, JsonHostProgress())  # type: ignore[arg-type]
        self.release = manifest.jobs
        self.version = version

    def deploy(self, rolling: Rolling = Rolling(), *, silent: Sequence[str] = (), limit: Sequence[str] = ()) -> Any:  # noqa: B008
        names = tuple(limit) or INVENTORY.hosts
        facts = {host: Facts(host, {"version": self.version}, 0) for host in names if host not in silent}
        problems = [Problem(host, "not reached", "", is_unreachable=True) for host in silent]
        return deploy(self.session, Wish(names, rolling), facts, problems)

    @property
    def result(self) -> str:
        assert self.hosts.holder is None, "the lock is released, however it ends"
        return str(self.hosts.records[-1]["result"])


def test_the_order_of_an_upgrade(tmp_path: Path) -> None:
    """Backup first, the controller and its health before any agent, the seed when every agent has the release."""
    case = Case(tmp_path)
    done = case.deploy(Rolling(serial=2, canary=1))
    assert case.hosts.runs == [
        "backup",
        "site c",
        "health c",
        "site a1",
        "site a2,a3",
        "site m",
        "release c,a1,a2,a3",
        *["controller"] * 3,
        "controller",
        "collect c,a1,a2,a3,m",
    ]
    assert [order for order, _ in case.hosts.orders] == ["mark", "seed", "smoke", "held"]
    assert (case.result, done.changed) == ("done", {"c", "a1", "a2", "a3", "m"})
    assert json.loads((tmp_path / ".igor/deploys/deploy-0001.json").read_text())["site_file"] == "url: x\n"


def test_a_first_deploy_has_nothing_to_back_up(tmp_path: Path) -> None:
    """And no reason to go agent by agent."""
    case = Case(tmp_path, version="")
    case.deploy(Rolling(serial=1))
    assert case.hosts.runs[:4] == ["site c", "health c", "site a1,a2,a3", "site m"]


@pytest.mark.parametrize("playbook", ["site.yml", "health.yml"])
def test_a_bad_controller_is_taken_back(tmp_path: Path, playbook: str) -> None:
    """Agents are not touched, no job is seeded, and what runs now is said."""
    case = Case(tmp_path, fails={(playbook, "c"): 1})
    with pytest.raises(DeployFailed) as caught:
        case.deploy()
    assert case.hosts.runs[-2:] == ["revert", "health c"]
    assert "version old runs again" in str(caught.value)
    assert "it is broken" in str(caught.value)
    assert "“igor-controller.service” failed\n  | SystemExit: broken" in str(caught.value)
    assert "c old, a1 as before" in str(caught.value)
    assert str(case.hosts.log) in caught.value.hint
    assert case.result == "went back"


def test_when_going_back_fails_too(tmp_path: Path) -> None:
    """Both failures are told: somebody has to look."""
    case = Case(tmp_path, fails={("health.yml", "c"): 2})
    with pytest.raises(DeployFailed, match="so did going back"):
        case.deploy()
    assert case.result == "failed"


def test_a_first_deploy_that_fails_is_left_to_be_repeated(tmp_path: Path) -> None:
    """There is nothing to go back to."""
    case = Case(tmp_path, version="", fails={("site.yml", "c"): 1})
    with pytest.raises(DeployFailed, match="c incomplete, a1 without Igor"):
        case.deploy()
    assert "revert" not in " ".join(case.hosts.runs)


def test_agents_that_fail_stop_the_rolling(tmp_path: Path) -> None:
    """What is not touched goes on as before; no release comes into use."""
    case = Case(tmp_path, fails={("site.yml", "a1"): 1})
    with pytest.raises(DeployFailed, match="1 of 3 agents failed: the rest was left alone"):
        case.deploy(Rolling(serial=1))
    assert case.hosts.runs[-1] == "site a1"
    assert case.result == "failed"


def test_agents_that_may_fail(tmp_path: Path) -> None:
    """The others are done, the release is kept from the one that failed, and it is no success."""
    case = Case(tmp_path, fails={("site.yml", "a1"): 1})
    with pytest.raises(DeployFailed, match="some hosts were not deployed to"):
        case.deploy(Rolling(serial=1, max_fail=1))
    assert ("mark", {"release": case.release, "without": ["a1"], "with": ["a2", "a3"]}) in case.hosts.orders
    assert "release c,a2,a3" in case.hosts.runs
    assert case.result == "failed"


def test_one_agent_of_three_is_not_reached(tmp_path: Path) -> None:
    """Named, the others done, its node out of use before the seed."""
    case = Case(tmp_path)
    done = case.deploy(silent=["a2"])
    assert done.unreachable == ("a2",)
    assert "site a1,a3" in case.hosts.runs
    orders = dict(case.hosts.orders)
    assert orders["mark"] == {"release": case.release, "without": ["a2"], "with": ["a1", "a3"]}
    assert [order for order, _ in case.hosts.orders].index("mark") < [order for order, _ in case.hosts.orders].index(
        "seed"
    )
    assert case.hosts.records[-1]["unreachable"] == ["a2"]


def test_an_agent_that_goes_away_meanwhile(tmp_path: Path) -> None:
    """The same, later: it is no failure that would stop the others."""
    case = Case(tmp_path, unreachable={"a2"})
    with pytest.raises(DeployFailed, match="a2 not reached, a3 new"):
        case.deploy(Rolling(serial=1))
    assert dict(case.hosts.orders)["mark"]["without"] == ["a2"]


def test_a_second_run_lifts_what_the_first_one_marked(tmp_path: Path) -> None:
    """With a limit too: the controller is asked, and not deployed to."""
    case = Case(tmp_path)
    case.deploy(limit=["a2"])
    assert case.hosts.runs == ["site a2", "release a2", "controller"]
    assert case.hosts.orders == [("mark", {"release": case.release, "without": [], "with": ["a2"]})]


def test_broken_job_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The deploy fails with the script's error; hosts are done."""
    wrong = ANSWERS["seed"] | {"result": "FAILURE", "errors": ["ERROR: jobs/x.groovy:3: no such method"]}
    monkeypatch.setitem(ANSWERS, "seed", wrong)
    case = Case(tmp_path)
    with pytest.raises(SeedFailed, match="jobs/x.groovy:3"):
        case.deploy()
    assert case.result == "failed"


@pytest.mark.parametrize("playbook", ["backup.yml", "site.yml", "health.yml", "release.yml"])
def test_ctrl_c_releases_the_lock(tmp_path: Path, playbook: str) -> None:
    """Wherever it comes; a record says that it did not end well."""
    case = Case(tmp_path, interrupts=playbook)
    with pytest.raises(KeyboardInterrupt):
        case.deploy()
    assert case.result == "failed"


def test_one_deploy_at_a_time(tmp_path: Path) -> None:
    """The second one is told of the first, and leaves its lock alone."""
    holder = {"token": "x", "who": "kim@laptop", "why": "deploy of 2.0", "since_ms": 0}
    case = Case(tmp_path, holder=holder)
    with pytest.raises(Conflict, match="kim@laptop deploys since .*: deploy of 2.0") as caught:
        case.deploy()
    assert "--break-lock" in caught.value.hint
    assert (case.hosts.runs, case.hosts.holder) == ([], holder)


def test_job_code_alone(tmp_path: Path) -> None:
    """Nothing is installed or restarted; the record keeps the programs of the deploy before."""
    case = Case(tmp_path)
    case.deploy()
    case.hosts.runs.clear()
    done = releases.deploy(case.session)
    assert case.hosts.runs[0] == "release c,a1,a2,a3"
    assert not [run for run in case.hosts.runs if run.startswith("site")]
    assert (done.seed, done.record.kind, done.record.program) == (
        "SUCCESS",
        "release",
        case.hosts.records[0]["program"],
    )


def test_going_back_to_an_earlier_release(tmp_path: Path) -> None:
    """By another seed; the hosts have it still."""
    case = Case(tmp_path)
    case.deploy()
    case.hosts.records.append(case.hosts.records[0] | {"id": "deploy-0002", "release": "new"})
    done = releases.go_back(case.session, "")
    assert case.hosts.orders[-1] == ("seed", {"release": case.release})
    assert (done.record.release, done.record.of) == (case.release, "deploy-0001")


def test_job_code_needs_a_controller(tmp_path: Path) -> None:
    """Nobody deployed yet."""
    with pytest.raises(Conflict, match="no deploy"):
        releases.deploy(Case(tmp_path).session)
