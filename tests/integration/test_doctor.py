"""``igor doctor`` against a real controller, a real home, and a host that Ansible reaches without a network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from running_controller import RunningController, controller_at

from igor.controller import settings, users
from igor.deploy.doctor import machine
from igor.model.home import Home

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture(scope="module")
def igor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningController]:
    with controller_at(tmp_path_factory.mktemp("home") / "home") as running:
        yield running


class Doctor:
    """The command with a state folder of its own."""

    def __init__(self, igor: RunningController, folder: Path) -> None:
        self._environment = {
            **os.environ,
            "IGOR_URL": igor.url,
            "IGOR_TOKEN": igor.token,
            "XDG_STATE_HOME": str(folder),
        }
        self._home = igor.home.root
        self._folder = folder

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "igor", "doctor", "--home", str(self._home), *arguments]
        return subprocess.run(
            words, env=self._environment, cwd=self._folder, capture_output=True, text=True, timeout=120
        )

    def report(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        done = self(*arguments, "--json")
        assert done.returncode in (0, 1), done.stderr
        return done.returncode, json.loads(done.stdout)


@pytest.fixture
def doctor(igor: RunningController, tmp_path: Path) -> Doctor:
    return Doctor(igor, tmp_path)


def told(report: dict[str, Any], level: str) -> list[str]:
    return [each["what"] for each in report["findings"] if each["level"] == level]


def test_a_controller_that_is_well(doctor: Doctor) -> None:
    """Broken: the doctor finds faults where there are none."""
    code, report = doctor.report()
    assert (code, told(report, "problem")) == (0, [])
    assert any("answers" in what for what in told(report, "ok"))
    assert "0 problem" not in (shown := doctor().stdout)
    assert "✓ python" in shown


def test_what_is_wrong_is_told_with_its_fix(igor: RunningController, doctor: Doctor, tmp_path: Path) -> None:
    """An address that does not fit, a secret that others can read, a file that cannot be understood."""
    settings.put(igor.controller, "root_url", "https://elsewhere.example.org/")
    key = igor.home.secrets / "master.key"
    key.chmod(0o644)
    (tmp_path / "igor.yml").write_text("site: lab\nsiet: x\n")
    try:
        done = doctor()
    finally:
        settings.put(igor.controller, "root_url", igor.url)
        key.chmod(0o600)
    assert done.returncode == 1
    for text in ("but the controller calls itself https://elsewhere", "fix: set IGOR_URL=", f"fix: chmod go= {key}"):
        assert text in done.stdout
    assert "igor.yml:2:1" in done.stdout


def test_nothing_answers(igor: RunningController, doctor: Doctor) -> None:
    """Broken: the doctor itself fails where a controller is down."""
    doctor._environment["IGOR_URL"] = "http://127.0.0.1:9"
    code, report = doctor.report()
    assert code == 1
    assert told(report, "problem") == ["http://127.0.0.1:9: nothing answers there"]


def test_loosening_stops_an_upgrade(igor: RunningController, doctor: Doctor) -> None:
    """Recorded before, compared after; what is looser is named and the record stays until it is accepted."""
    code, before = doctor.report("--security")
    assert code == 0, told(before, "problem")
    assert before["facts"]["posture"]["login_needed"]
    assert before["facts"]["posture"]["administrators"] == ["admin"]
    assert "job-dsl" in before["facts"]["posture"]["plugins"]
    settings.put(igor.controller, "use_crumbs", "false")
    settings.put(igor.controller, "authorization", '{"strategy": "logged-in", "anonymous_read": true}')
    users.create_user(igor.controller, "igor", "", "igor")
    try:
        for _ in range(2):
            done = doctor("--security")
            assert done.returncode == 1
            for part in (
                "a login is needed",
                "POSTs need a crumb",
                "new: Job/Read",
                "passwords that everybody knows: new: igor",
            ):
                assert f"looser than before: {part}" in done.stdout or part in done.stdout
        assert doctor("--security", "--accept").returncode == 0
        assert doctor("--security").returncode == 0
    finally:
        settings.put(igor.controller, "use_crumbs", "true")
        settings.put(igor.controller, "authorization", '{"strategy": "logged-in", "anonymous_read": false}')
        users.delete_user(igor.controller, "igor", by="tests")
    assert doctor("--security").returncode == 0


def test_the_bundle_holds_no_secret(igor: RunningController, doctor: Doctor, tmp_path: Path) -> None:
    """It is made to be shared."""
    (igor.home.secrets / "admin-password").write_text("a-password-of-somebody\n")
    (igor.home.logs / "made.log").write_text(f"Basic {igor.token}\nan a-password-of-somebody in the log\n")
    (tmp_path / "igor.yml").write_text("site: lab\ncontroller:\n  password: written-here\n")
    file = tmp_path / "bundle.tar.gz"
    doctor("--bundle", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    with tarfile.open(file) as archive:
        texts = {each.name: archive.extractfile(each).read().decode() for each in archive}  # type: ignore[union-attr]
    assert {"igor-doctor/report.json", "igor-doctor/igor.yml", "igor-doctor/logs/made.log"} <= set(texts)
    json.loads(texts["igor-doctor/report.json"])
    for secret in (igor.token, "a-password-of-somebody", "written-here"):
        assert secret not in "".join(texts.values())
    assert doctor("--bundle", str(file)).returncode == 1


def test_hosts_are_looked_at(doctor: Doctor, tmp_path: Path) -> None:
    """This machine as a host of an inventory: it has no unit of Igor's, which is named, as is one that is down."""
    inventory = tmp_path / "inventory.ini"
    inventory.write_text(
        "[igor_controllers]\nhere ansible_connection=local\n[igor_agents]\ngone ansible_host=127.0.0.1 ansible_port=9\n"
        f"[all:vars]\nansible_become=false\nansible_python_interpreter={sys.executable}\n"
    )
    code, report = doctor.report("--remote", "-i", str(inventory))
    assert code == 1
    problems = {
        (each["host"], each["what"].partition(":")[0]) for each in report["findings"] if each["level"] == "problem"
    }
    assert ("gone", "not reached") in problems
    assert ("here", "it is in igor_controllers, but has no igor-controller.service") in problems
    assert report["facts"]["hosts"]["here"]["skew_ms"] < 2_000


def test_what_is_left_over_is_found(tmp_path: Path) -> None:
    """A record of a process that is gone, an agent that nobody knows, messages that wait, an old backup."""
    home = Home(tmp_path / "home")
    (home.alerts / "sink-1").mkdir(parents=True)
    (home.alerts / "dead").mkdir()
    home.run.mkdir()
    gone = {"name": "controller", "pid": 2**22 + 1, "started": 1.0, "port": 8080, "release": "x"}
    (home.run / "controller.process.json").write_text(json.dumps(gone))
    for name in ("sink-1/1-a.json", "dead/2-b.json", "sinks.json"):
        (home.alerts / name).write_text("{}")
    backup = tmp_path / "igor-1.tar"
    backup.touch()
    for old in (home.alerts / "sink-1" / "1-a.json", backup):
        os.utime(old, (1, 1))
    waits = [sys.executable, "-c", "input()", "--home", str(home.agents / "worker-1")]
    with subprocess.Popen(waits, stdin=subprocess.PIPE) as stray:
        facts = machine.look(home, tmp_path, {"JENKINS_URL": "x", "HOME": "y"})
        stray.communicate(b"\n")
    assert facts["processes"] == {"dead": ["controller"], "strays": [stray.pid]}
    assert (facts["spool"]["count"], facts["environment"]) == (1, {"JENKINS_URL": "x"})
    assert min(facts["spool"]["oldest_s"], facts["backup"]["age_s"]) > 10**9


@pytest.mark.parametrize("arguments", [("--remote",), ("-i", "x"), ("--accept",)])
def test_flags_that_belong_together(doctor: Doctor, arguments: tuple[str, ...]) -> None:
    assert doctor(*arguments).returncode == 64
