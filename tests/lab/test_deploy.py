"""A site is deployed to the lab's hosts, upgraded under load, broken, taken back, and meets a host that is away.

The tests are chapters of one story, in this order: each begins with what the one before it left.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from igor.lab.lab import Lab

ROOT = Path(__file__).resolve().parents[2]
CLIENT = Path(__file__).with_name("site_client.py")
BUILDS = 20
#: How long the controller may not answer while it is upgraded.
GAP_S = 10
#: Within this time Nagios has to see that an agent is gone.
RED_S = 30

IGOR_YML = """\
site: lab
url: https://controller/
controller:
  executors: 1
  users: [{name: admin, password: secret://file/secrets/admin, rights: admin}]
agents:
  linux: {hosts: igor_agents, labels: [linux], executors: 12}
monitoring: {kinds: [nagios]}
"""
SOURCES = ("igor", "ansible", "wrapper", "seed-jobs")


@dataclass(slots=True)
class Site:
    """A site's folder, the lab that it is deployed to, and the checkout that deploys it."""

    lab: Lab
    folder: Path
    checkout: Path = ROOT
    password: str = field(default="", repr=False)

    def igor(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run igor of the checkout; what it says is in the test's output."""
        done = subprocess.run(
            [sys.executable, "-m", "igor", *words],
            cwd=self.checkout,
            env={**os.environ, "PYTHONPATH": str(self.checkout), "XDG_STATE_HOME": str(self.folder / "state")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=800,
        )
        print(f"$ igor {' '.join(words)}\n{done.stdout}{done.stderr}exit code {done.returncode}")
        return done

    def deploy(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.igor("deploy", *self.where, "--yes", *words)

    @property
    def where(self) -> tuple[str, ...]:
        return ("-i", str(self.lab.layout.inventory), "-f", str(self.folder / "igor.yml"))

    def visitor(self, *words: str) -> tuple[list[str], dict[str, str]]:
        """The client as a visitor of the lab: command and environment."""
        environment = {
            **os.environ,
            "SITE_URL": "https://controller/",
            "SITE_PASSWORD": self.password,
            "REQUESTS_CA_BUNDLE": str(self.trust()),
        }
        return self.lab.visit_command(sys.executable, str(CLIENT), *words), environment

    def ask(self, *words: str) -> Any:
        """What the client says."""
        command, environment = self.visitor(*words)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=400)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def trust(self) -> Path:
        """The authorities that hosts of the site trust."""
        file = self.folder / "trusted.pem"
        file.write_text(self.lab.run("agent-1", "cat", "/etc/ssl/certs/ca-certificates.crt").stdout)
        return file

    def version(self, host: str) -> str:
        """Which program a host has in use."""
        return self.lab.run(host, "readlink", "-f", "/opt/igor/current").stdout.strip()

    def wait_for_nodes(self, wanted: dict[str, str]) -> None:
        """Until each of these nodes is as it should be: a pattern for its state."""
        deadline = time.monotonic() + 60
        while True:
            found = self.ask("nodes")
            if all(re.search(pattern, found[name]) for name, pattern in wanted.items()):
                return
            assert time.monotonic() < deadline, found
            time.sleep(0.5)


@pytest.fixture(scope="module")
def site(lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A new site's folder."""
    folder = tmp_path_factory.mktemp("site")
    made = Site(lab, folder)
    assert made.igor("init", "--ops", str(folder)).returncode == 0
    (folder / "igor.yml").write_text(IGOR_YML)
    made.password = (folder / "secrets" / "admin").read_text().strip()
    return made


def changed_checkout(folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of this checkout that differs in one place."""
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    return folder


def test_a_new_site(site: Site) -> None:
    """Hosts that were never touched, and afterwards: agents that a client sees through nginx, jobs that run on them."""
    done = site.deploy()
    assert done.returncode == 0
    assert site.ask("nodes") == {"Built-In Node": "online", "agent-1": "online", "agent-2": "online"}
    built = site.ask("build", "imports/flaky-import")
    assert (built["result"], built["node"][:6]) == ("SUCCESS", "agent-"), built
    assert site.lab.run("agent-2", "curl", "-sSf", "-o", "/dev/null", "https://controller/login").returncode == 0


def test_the_second_deploy_changes_nothing(site: Site) -> None:
    """A task that is never content."""
    done = site.deploy()
    assert done.returncode == 0
    assert "hosts 4 · changed 0 · unchanged 4 · failed 0" in done.stdout + done.stderr


def test_no_secret_is_told(site: Site) -> None:
    """The administrator's password in a plan, a record, a log, or where all can read it on a host."""
    site.igor("plan", *site.where, "--json")
    files = [path for path in site.folder.rglob("*") if path.is_file() and path.parent.name != "secrets"]
    assert [path for path in files if site.password.encode() in path.read_bytes()] == []
    found = site.lab.run("controller", "grep", "-rlsF", site.password, "/etc", "/var/lib/igor", "/var/log", "/run/log")
    assert found.stdout == ""


def test_units_are_hardened(site: Site) -> None:
    """A unit that could do more than it has to."""
    for host, unit in (("controller", "igor-controller"), ("agent-1", "igor-agent"), ("controller", "nginx")):
        told = site.lab.run(host, "systemd-analyze", "security", "--no-pager", f"{unit}.service").stdout
        level = re.search(r"exposure level for \S+: ([0-9.]+)", told)
        assert level, told
        assert float(level[1]) <= 4.0, f"{unit}: {level[0]}"


def test_nagios_sees_that_an_agent_is_gone(site: Site) -> None:
    """Somebody who has to look by himself."""
    told = "SERVICE ALERT: igor-controller;igor-agent-agent-1;{};HARD"
    site.lab.run("agent-1", "systemctl", "stop", "igor-agent")
    assert nagios_says(site, told.format("CRITICAL"), RED_S)
    site.lab.run("agent-1", "systemctl", "start", "igor-agent")
    site.wait_for_nodes({"agent-1": "^online$"})
    assert nagios_says(site, told.format("OK"), RED_S)


def nagios_says(site: Site, text: str, within_s: int) -> bool:
    look = 'for _ in $(seq "$2"); do grep -rqsF "$1" /var/log/nagios4 /var/log/nagios && exit; sleep 1; done; exit 1'
    return site.lab.run("monitor", "sh", "-c", look, "look", text, str(within_s)).returncode == 0


def test_an_upgrade_while_builds_run(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A build that fails or loses lines because controller and agents are replaced, a slot that is lost or doubled."""
    newer = tmp_path_factory.mktemp("newer")
    site.checkout = changed_checkout(newer, "igor/__init__.py", '"0.1.0"', '"0.1.1"')
    before = {host: site.version(host) for host in ("controller", "agent-1", "agent-2")}
    assert site.ask("begin", str(BUILDS)) == BUILDS
    begun = int(time.time() // 60)
    stop = site.folder / "stop-watching"
    command, environment = site.visitor("watch", str(stop))
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as watcher:
        try:
            done = site.deploy()
        finally:
            stop.touch()
        watched = json.loads(watcher.communicate()[0])
    for agent in ("agent-1", "agent-2"):
        site.lab.run(agent, "touch", "/srv/enough")
    ended = site.ask("end", str(BUILDS))
    assert done.returncode == 0
    assert all(site.version(host) != version for host, version in before.items()), before
    assert {build["result"] for build in ended["builds"]} == {"SUCCESS"}
    for build in ended["builds"]:
        assert_whole(build["log"])
    assert watched["longest_s"] < GAP_S, watched
    due = list(range(begun + 1, int(ended["now"])))
    assert [minute for minute in sorted(ended["minutes"]) if minute in due] == due, ended["minutes"]


def assert_whole(log: str) -> None:
    """Every line that a long build wrote, once."""
    numbers = [int(number) for number in re.findall(r"^line (\d+)$", log, re.MULTILINE)]
    last = re.search(r"^lines: (\d+)$", log, re.MULTILINE)
    assert last, log[-500:]
    assert numbers == list(range(1, int(last[1]) + 1))


def test_a_broken_upgrade_leaves_the_old_version(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A controller that does not start, and nobody that it replaced."""
    good, before = site.checkout, site.version("controller")
    broken = tmp_path_factory.mktemp("broken")
    first = "from __future__ import annotations\n"
    site.checkout = changed_checkout(
        broken, "igor/cli/controller.py", first, f"{first}raise SystemExit('broken on purpose')\n"
    )
    done = site.deploy()
    site.checkout = good
    assert done.returncode == 1
    assert "broken on purpose" in done.stdout + done.stderr
    assert site.version("controller") == before
    site.wait_for_nodes({"agent-1": "^online$", "agent-2": "^online$"})


def test_a_rollback(site: Site) -> None:
    """The version of before the upgrade, with everything that was built since."""
    before = {host: site.version(host) for host in ("controller", "agent-1")}
    assert site.igor("rollback", *site.where, "--yes").returncode == 0
    assert all(site.version(host) != version for host, version in before.items())
    site.wait_for_nodes({"agent-1": "^online$", "agent-2": "^online$"})
    assert site.ask("end", str(BUILDS))["builds"][0]["result"] == "SUCCESS"


def test_a_host_that_is_away(site: Site) -> None:
    """The others left undone, or a build of the new release where it is not deployed."""
    before = {host: site.version(host) for host in ("controller", "agent-1", "agent-2")}
    site.lab.cut("agent-2")
    done = site.deploy()
    assert done.returncode == 1
    assert "agent-2" in done.stdout + done.stderr
    site.lab.heal("agent-2")
    assert [host for host, version in before.items() if site.version(host) == version] == ["agent-2"]
    site.wait_for_nodes({"agent-1": "^online$", "agent-2": "is not deployed here"})
    assert {site.ask("build", "imports/flaky-import")["node"] for _ in range(2)} == {"agent-1"}
    assert site.deploy().returncode == 0
    site.wait_for_nodes({"agent-1": "^online$", "agent-2": "^online$"})
