"""Ansible as a child process: events, failures, secrets, Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest
from engine_world import wait_for
from local_hosts import PLAYBOOKS, WAIT, ansible

from igor.deploy.hosts import inventory
from igor.deploy.hosts.events import Event
from igor.deploy.hosts.plan import changes_of
from igor.deploy.hosts.private import private_file
from igor.model.errors import IgorError, Invalid, NotFound

pytestmark = [pytest.mark.integration, pytest.mark.slow]

SECRET = 'hunter2 "quoted"'

PLAY = """\
- hosts: all
  gather_facts: false
  tasks:
    - name: Lay a file
      ansible.builtin.copy:
        content: "port {{ port }}\\n"
        dest: "{{ folder }}/{{ inventory_hostname }}.conf"
        mode: "0600"
      notify: Restart it
    - name: Say something
      ansible.builtin.command: {argv: [echo, "{{ password }}"]}
      changed_when: false
      vars: {igor_report: answer}
    - name: Hide something
      ansible.builtin.command: {argv: [echo, "{{ password }}"]}
      no_log: true
      changed_when: false
    - name: Fail on one
      ansible.builtin.command: {argv: [sh, -c, "echo {{ password | quote }} is wrong >&2; exit 3"]}
      when: inventory_hostname == "two" and fails
  handlers:
    - name: Restart it
      ansible.builtin.debug: {msg: restarted}
      changed_when: true
"""


def test_a_run_is_told_event_by_event_and_keeps_its_secrets(tmp_path: Path) -> None:
    """Progress comes as it happens; no secret is in events, reports, log, process list or a file that stays."""
    events: list[Event] = []
    seen: list[str] = []

    def tell(event: Event) -> None:
        events.append(event)
        if event.kind == "begin" and not seen:
            seen.extend(" ".join(each.cmdline()) for each in psutil.Process().children(recursive=True))

    runner = ansible(tmp_path, PLAY, (SECRET,), folder=str(tmp_path), password=SECRET, port=1, fails=True)
    outcome = runner.run("play.yml", tell)
    assert outcome.exit_code == 2
    assert outcome.failed_hosts == ["two"]
    assert (outcome.hosts["one"].changed, outcome.hosts["two"].changed) == (2, 1)
    (failure,) = outcome.failures
    assert (failure.task, failure.lines) == ("Fail on one", ("**** is wrong",))
    assert outcome.report("answer")["one"] == "****"
    texts = [str(events), str(outcome), " ".join(seen), runner.log.read_text()]
    assert not any("hunter2" in text for text in texts)
    assert seen and runner.log.stat().st_mode & 0o077 == 0
    assert {event.kind for event in events} == {"play", "task", "begin", "result", "stats"}
    assert any(event.is_handler for event in events)


def test_check_mode_says_what_would_change(tmp_path: Path) -> None:
    """The plan's source: nothing is changed, the differences are told."""
    (tmp_path / "one.conf").write_text("port 1\n")
    runner = ansible(tmp_path, PLAY, (SECRET,), folder=str(tmp_path), password=SECRET, port=2, fails=False)
    outcome = runner.run("play.yml", lambda _: None, check=True)
    found = [change for change in changes_of(outcome) if change.subject.endswith(".conf")]
    assert sorted((change.host, change.mark, change.diff) for change in found) == [
        ("one", "~", ("- port 1", "+ port 2")),
        ("two", "+", ()),
    ]
    assert (tmp_path / "one.conf").read_text() == "port 1\n"
    assert not (tmp_path / "two.conf").exists()


def test_a_playbook_that_cannot_run(tmp_path: Path) -> None:
    """Not a host's failure: what Ansible says, and where the log is."""
    runner = ansible(tmp_path, "- hosts: all\n  tasks: [nonsense: {}]\n")
    with pytest.raises(IgorError, match="nonsense") as caught:
        runner.run("play.yml", lambda _: None)
    assert str(runner.log) in caught.value.hint


LOCKED = """\
import sys
from pathlib import Path
from local_hosts import ansible
folder = Path(sys.argv[1])
runner = ansible(folder, sys.argv[2], ("hunter2",), password="hunter2")
(folder / "lock").mkdir()
try:
    runner.run("play.yml", lambda event: print(event.kind, flush=True))
finally:
    (folder / "lock").rmdir()
"""


#: Ansible as it is where an interrupt came in a moment in which Python cannot raise it.
DEAF = """\
import signal
from ansible.plugins.strategy.linear import StrategyModule as Linear
class StrategyModule(Linear):
    def run(self, *arguments):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return super().run(*arguments)
"""


def begun(folder: Path, playbook: str = WAIT) -> subprocess.Popen[str]:
    """A run in a process of its own, until its first task has begun."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent), "XDG_STATE_HOME": str(folder)}
    child = subprocess.Popen(
        [sys.executable, "-c", LOCKED, str(folder), playbook], env=environment, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    too_late = threading.Timer(60, child.kill)
    too_late.start()
    assert child.stdout is not None
    while child.stdout.readline().strip() != "begin":
        assert child.poll() is None
    too_late.cancel()
    return child


def test_ctrl_c_ends_ansible_and_releases_the_lock(tmp_path: Path) -> None:
    """The first one ends it in order: Ansible and what it ran are gone, and so is the file with the variables.

    Ansible has a session of its own: a terminal's Ctrl-C does not tear it away below the deploy.
    """
    with begun(tmp_path) as child:
        below = psutil.Process(child.pid).children(recursive=True)
        os.killpg(child.pid, signal.SIGINT)
        _, told = child.communicate(timeout=60)
    assert "KeyboardInterrupt" in told
    assert not (tmp_path / "lock").exists()
    assert not list(tmp_path.glob("igor/private/*"))
    _, alive = psutil.wait_procs(below, timeout=10)
    assert below and not alive


def test_what_a_killed_one_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ansible goes on by itself; the file with the variables stays for ever, or that of one who lives is taken away."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with begun(tmp_path) as child:
        below = psutil.Process(child.pid).children(recursive=True)
        child.kill()
        child.communicate(timeout=60)
    _, alive = psutil.wait_procs(below, timeout=10)
    assert below and not alive
    (left,) = tmp_path.glob("igor/private/*/variables.json")
    with private_file("one", "1") as one, private_file("another", "2") as another:
        assert not left.parent.exists()
        assert (one.read_text(), another.read_text()) == ("1", "2")
        assert (one.stat().st_mode | one.parent.stat().st_mode | one.parents[1].stat().st_mode) & 0o077 == 0
    assert not list(tmp_path.glob("igor/private/*"))


def test_an_interrupt_that_is_lost(tmp_path: Path) -> None:
    """Ansible goes on with a task of which nobody hears the end."""
    (tmp_path / "strategy_plugins").mkdir()
    (tmp_path / "strategy_plugins" / "deaf.py").write_text(DEAF)
    with begun(tmp_path, WAIT.replace("hosts: one", "hosts: one\n  strategy: deaf")) as child:
        ansible_itself = psutil.Process(child.pid).children()[0]
        worker = wait_for(ansible_itself.children, "the task", 30)
        child.kill()
        child.communicate(timeout=60)
    _, alive = psutil.wait_procs([ansible_itself, *worker], timeout=10)
    assert not alive


def test_the_inventory_is_read_by_ansible(tmp_path: Path) -> None:
    """Whatever Ansible understands; one without a controller is no site."""
    ansible(tmp_path, "[]")
    found = inventory.load(tmp_path / "inventory.yml")
    assert (found.controllers, found.agents) == (("one",), ("two",))
    (tmp_path / "empty.ini").write_text("[igor_agents]\na\n")
    with pytest.raises(Invalid, match="igor_controllers"):
        inventory.load(tmp_path / "empty.ini")
    with pytest.raises(NotFound):
        inventory.load(tmp_path / "none.yml")


def test_every_playbook_of_the_phases_is_one(tmp_path: Path) -> None:
    """A slip in one of them would be found in the middle of a deploy."""
    (tmp_path / "inventory.ini").write_text("[igor_controllers]\nlocalhost ansible_connection=local\n")
    books = sorted(str(path) for path in PLAYBOOKS.glob("*.yml"))
    command = [sys.executable, "-m", "ansible", "playbook", "-i", str(tmp_path / "inventory.ini"), "--syntax-check"]
    done = subprocess.run([*command, *books], capture_output=True, text=True, cwd=PLAYBOOKS)
    assert done.returncode == 0, done.stderr


def test_deploys_are_tested_with_the_ansible_that_they_install() -> None:
    """``igorw`` installs requirements-deploy.lock for them, tests run with requirements-test.lock."""
    root = PLAYBOOKS.parent
    pinned = [line for line in (root / "requirements-deploy.lock").read_text().splitlines() if "==" in line]
    tested = (root / "requirements-test.lock").read_text().splitlines()
    assert len(pinned) == 2 and set(pinned) <= set(tested)
