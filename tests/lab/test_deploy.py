"""A site as the README brings it up, then with an igor.yml of its own; new job code while a build runs, an upgrade
under load, a broken one, a way back, and hosts that are away.

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
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import readme
from readme import Newcomer

from igor.lab import base
from igor.lab import lab as labs
from igor.lab.lab import Lab
from igor.model.errors import NotFound

CLIENT = Path(__file__).with_name("site_client.py")
BUILDS = 20
#: How long the controller may not answer while it is upgraded.
GAP_S = 10
#: Within this time Nagios has to see that an agent is gone.
RED_S = 30

#: What each command of the README's chapter has to say, in their order; the last one is followed at the end.
CLAIMS = (
    ("lab up", r"(?s)controller .* running.*agent-1 .* running.*agent-2 .* running.*monitor .* running"),
    ("plan", r"Plan: \d+ to add, \d+ to change on 4 hosts; jobs: \d+ to add"),
    ("deploy", "hosts 4 · changed 4 · unchanged 0 · failed 0"),
    ("visit curl", "<form"),
    ("igor agents", r"(?s)agent-1 +online.*agent-2 +online"),
    ("igor build", r"(?s)Building remotely on agent-[12].*Finished: SUCCESS"),
    ("admin-password", r"^\S{16,}\n$"),
    ("deploy", "hosts 4 · changed 0 · unchanged 4 · failed 0"),
    ("release list", r"(?s)deploy-0002.*deploy-0001"),
    ("lab down", "Lab “lab” is gone"),
)
IGOR_YML = """\
url: https://controller/
controller:
  executors: 1
  users:
    - {name: admin, password: secret://file/secrets/admin, rights: admin}
    - {name: ops, password: secret://file/secrets/ops, rights: admin}
agents:
  linux: {hosts: igor_agents, labels: [linux], executors: 12}
monitoring: {kinds: [nagios]}
"""
#: What finds something of Igor's on a host.
LEFT = (
    ("find", "/", "-xdev", "-iname", "*igor*"),
    ("getent", "passwd", "igor", "igor-agent"),
    ("pgrep", "-af", "/opt/[i]gor"),
    ("systemctl", "list-units", "--all", "--plain", "--quiet", "igor*"),
)
SOURCES = ("igor", "ansible", "wrapper", "seed-jobs")
#: A job whose code is of one release from its first step to its last: three files of it.
RELEASE_JOB = {
    "jobs/story.groovy": """
job('story') {
    label('linux')
    steps {
        shell('sh "$IGOR_RELEASE_DIR/seed-jobs/scripts/begin.sh"')
        shell('echo "it is NAME"; sh "$IGOR_RELEASE_DIR/seed-jobs/scripts/end.sh"')
    }
}""",
    "scripts/begin.sh": """
echo "begins as NAME"
until [ -e /srv/go-on ]; do sleep 0.1; done
. "$IGOR_RELEASE_DIR/seed-jobs/scripts/middle.sh"
""",
    "scripts/middle.sh": "echo 'goes on as NAME'\n",
    "scripts/end.sh": "echo 'ends as NAME'\n",
}


@dataclass(slots=True)
class Site:
    """The README's site, and from its second chapter on that of ``folder``. ``checkout``: the Igor that deploys it."""

    newcomer: Newcomer
    folder: Path
    checkout: Path
    user: str = "admin"
    password: str = field(default="", repr=False)

    @property
    def lab(self) -> Lab:
        return labs.find(labs.DEFAULT_NAME)

    def igor(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run igor of the checkout; what it says is in the test's output."""
        done = subprocess.run(
            [sys.executable, "-m", "igor", *words],
            cwd=self.checkout,
            env={**self.newcomer.environment, "PYTHONPATH": str(self.checkout)},
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
            "SITE_USER": self.user,
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
def site(can_lab: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A clean checkout, and somebody who has never seen it."""
    with pytest.raises(NotFound):  # Else there is a lab of the README's name, somebody's own: ./igorw lab down
        labs.find(labs.DEFAULT_NAME)
    newcomer = readme.newcomer(tmp_path_factory.mktemp("newcomer"), base.ensure(print))
    with readme.taken_down_at_last(labs.DEFAULT_NAME):
        yield Site(newcomer, tmp_path_factory.mktemp("site"), newcomer.checkout)


def changed_checkout(site: Site, folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of the newcomer's checkout that differs in one place."""
    for name in SOURCES:
        shutil.copytree(site.newcomer.checkout / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in site.newcomer.checkout.iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    return folder


@pytest.mark.parametrize("number", range(len(CLAIMS) - 1), ids=[words for words, _ in CLAIMS[:-1]])
def test_the_readme_word_by_word(site: Site, number: int) -> None:
    """A newcomer for whom it is not as the README says: hosts never touched, then the same command again."""
    said = follow(site, number)
    if CLAIMS[number][0] == "admin-password":
        site.password = said.strip()


def follow(site: Site, number: int) -> str:
    """What a line of the README's chapter has said, which was what it claims."""
    lines = readme.lines(site.newcomer.checkout / "README.md")
    assert len(lines) == len(CLAIMS)
    words, claim = CLAIMS[number]
    assert words in lines[number]
    said = site.newcomer.follow(lines[number])
    assert re.search(claim, said, re.MULTILINE), lines[number]
    return said


def test_a_client_finds_the_site(site: Site) -> None:
    """Agents that a client does not see through nginx, jobs that do not run on them, hosts that do not trust it."""
    assert site.ask("nodes") == {"Built-In Node": "online", "agent-1": "online", "agent-2": "online"}
    built = site.ask("build", "imports/flaky-import")
    assert (built["result"], built["node"][:6]) == ("SUCCESS", "agent-"), built
    assert site.lab.run("agent-2", "curl", "-sSf", "-o", "/dev/null", "https://controller/login").returncode == 0


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


def test_an_igor_yml_of_ones_own(site: Site) -> None:
    """A plan that is not what is done; the password that the site made up, lost as soon as igor.yml has another."""
    assert site.igor("init", "--ops", str(site.folder)).returncode == 0
    (site.folder / "igor.yml").write_text(IGOR_YML)
    (site.folder / "secrets" / "ops").write_text("a pass phrase of the site's own\n")
    write_job_code(site, "old")
    plan = str(site.folder / "plan.json")
    assert site.igor("plan", *site.where, "-o", plan).returncode == 0
    assert site.deploy("--plan", plan).returncode == 0
    assert site.ask("nodes")["agent-1"] == "online"
    kept = site.lab.run("controller", "cat", "/var/lib/igor/secrets/admin-password").stdout
    assert kept.strip() == site.password
    site.user, site.password = "ops", "a pass phrase of the site's own"


def write_job_code(site: Site, name: str) -> None:
    """The sample jobs and one more, whose code says which release it is of."""
    shutil.copytree(site.newcomer.checkout / "seed-jobs", site.folder / "seed-jobs", dirs_exist_ok=True)
    for file, text in RELEASE_JOB.items():
        (site.folder / "seed-jobs" / file).write_text(text.replace("NAME", name))


def test_new_job_code_while_its_job_runs(site: Site) -> None:
    """A build of two releases, a build of the wrong one after a release or a way back."""
    number = site.ask("start", "story", "begins as old")
    write_job_code(site, "new")
    assert site.igor("release", "deploy", *site.where).returncode == 0
    for agent in ("agent-1", "agent-2"):
        site.lab.run(agent, "touch", "/srv/go-on")
    assert code_of(site.ask("ended", "story", str(number))) == ["old"] * 4
    assert code_of(site.ask("build", "story")) == ["new"] * 4
    assert site.igor("release", "rollback", *site.where).returncode == 0
    assert code_of(site.ask("build", "story")) == ["old"] * 4


def code_of(build: dict[str, Any]) -> list[str]:
    """Which release each of a build's lines is of."""
    return re.findall(r"^(?:begins as|goes on as|it is|ends as) (\w+)$", build["log"], re.MULTILINE)


def test_no_secret_is_told(site: Site) -> None:
    """A password of igor.yml in a plan, a record, a log, or where all can read it on a host."""
    assert (site.folder / "plan.json").is_file()
    places = [*site.folder.rglob("*"), *site.newcomer.home.rglob("*")]
    files = [path for path in places if path.is_file() and path.parent.name != "secrets"]
    for name in ("admin", "ops"):
        text = (site.folder / "secrets" / name).read_text().strip()
        assert [path for path in files if text.encode() in path.read_bytes()] == []
        found = site.lab.run("controller", "grep", "-rlsF", text, "/etc", "/var/lib/igor", "/var/log", "/run/log")
        assert found.stdout == ""


def test_units_are_hardened(site: Site) -> None:
    """A unit that could do more than it has to."""
    for host, unit in (("controller", "igor-controller"), ("agent-1", "igor-agent"), ("controller", "nginx")):
        told = site.lab.run(host, "systemd-analyze", "security", "--no-pager", f"{unit}.service").stdout
        level = re.search(r"exposure level for \S+: ([0-9.]+)", told)
        assert level, told
        assert float(level[1]) <= 4.0, f"{unit}: {level[0]}"


def test_an_upgrade_while_builds_run(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A build that fails or loses lines because controller and agents are replaced, a slot that is lost or doubled."""
    newer = tmp_path_factory.mktemp("newer")
    site.checkout = changed_checkout(site, newer, "igor/__init__.py", '"0.1.0"', '"0.1.1"')
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
        site, broken, "igor/cli/controller.py", first, f"{first}raise SystemExit('broken on purpose')\n"
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


def test_all_is_taken_away(site: Site) -> None:
    """A file, a user, a process or a unit of Igor's on a host that is to have none any more."""
    assert site.igor("destroy", *site.where, "--purge", "--yes").returncode == 0
    left = {(host.name, *look): site.lab.run(host.name, *look).stdout for host in site.lab.hosts for look in LEFT}
    assert {which: said for which, said in left.items() if said} == {}


def test_the_readme_ends(site: Site) -> None:
    """A lab that its own command does not end."""
    follow(site, len(CLAIMS) - 1)
    with pytest.raises(NotFound):
        labs.find(labs.DEFAULT_NAME)
