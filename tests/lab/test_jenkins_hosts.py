"""The roles for a stock Jenkins on hosts with systemd: in check mode on bare hosts, then for real, with something that
stands where Java would. What Jenkins itself makes of it is not seen here.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from igor.lab import lab as labs
from igor.lab.lab import Lab

ROOT = Path(__file__).parents[2]
JAVA = "/usr/local/bin/java-of-the-test"
PLUGINS = ("configuration-as-code", "job-dsl", "matrix-auth", "swarm", "metrics")


@pytest.fixture(scope="module")
def hosts(can_lab: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A controller and an agent of their own: other tests have an Igor on theirs."""
    name, folder = f"jenkins-{os.getpid()}", tmp_path_factory.mktemp("jenkins")
    made = labs.up(name, folder=folder, host_names=("controller", "agent-1"), owner_pid=os.getpid(), say=print)
    java = (Path(__file__).parent / "fake_java.py").read_text()
    for host in made.hosts:
        written = run(made, host.name, f"cat > {JAVA} && chmod 755 {JAVA}", said=java)
        assert written.returncode == 0, written.stderr
    yield made
    labs.down(name)


def run(lab: Lab, host: str, script: str, said: str = "") -> subprocess.CompletedProcess[str]:
    """A shell script on a host."""
    command = ["ssh", "-F", str(lab.layout.ssh_config), host, script]
    return subprocess.run(command, input=said, capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Everything comes from files: the hosts have no network."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "jenkins.war").write_bytes(b"a war")
    (folder / "swarm-client.jar").write_bytes(b"a jar")
    with tarfile.open(folder / "plugins.tar.gz", "w:gz") as archive:
        for name in PLUGINS:
            archive.addfile(tarfile.TarInfo(f"{name}.jpi"), io.BytesIO())
    return {
        "igor_controller_kind": "jenkins",
        "common_install_packages": False,
        "common_trust_site_ca": False,
        "proxy_enabled": False,
        "controller_jenkins_java": JAVA,
        "controller_jenkins_war": str(folder / "jenkins.war"),
        "controller_jenkins_war_sha256": hashlib.sha256(b"a war").hexdigest(),
        "controller_jenkins_plugins": dict.fromkeys(PLUGINS, "1.0"),
        "controller_jenkins_plugins_archive": str(folder / "plugins.tar.gz"),
        "controller_jenkins_users": [{"name": "admin", "password": "SECRET-of-admin", "admin": True}],
        "controller_jenkins_metrics_keys": [{"key": "SECRET-key", "can": ["ping"]}],
        "agent_swarm_java": JAVA,
        "agent_swarm_jar": str(folder / "swarm-client.jar"),
        "agent_swarm_labels": ["linux"],
    }


def play(lab: Lab, variables: dict[str, Any], folder: Path, *options: str) -> dict[str, dict[str, int]]:
    """Run the site's playbook; per host the counts of the recap."""
    (folder / "variables.json").write_text(json.dumps(variables))
    command = [sys.executable, "-m", "ansible", "playbook", "-i", str(lab.layout.inventory)]
    command += ["-e", f"@{folder / 'variables.json'}", *options, str(ROOT / "ansible" / "site.yml")]
    environment = {**os.environ, "ANSIBLE_CONFIG": str(ROOT / "ansible" / "ansible.cfg"), "ANSIBLE_NOCOLOR": "1"}
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=800)
    assert "SECRET-" not in done.stdout + done.stderr
    recap = re.findall(r"^(\S+) +: (ok=.*)$", done.stdout, re.MULTILINE)
    assert done.returncode == 0 and recap, done.stdout[-6000:] + done.stderr[-2000:]
    return {host: {word: int(n) for word, n in re.findall(r"(\w+)=(\d+)", counts)} for host, counts in recap}


def test_a_plan_of_bare_hosts_changes_nothing(hosts: Lab, site: dict[str, Any], tmp_path: Path) -> None:
    """Broken: the roles cannot say what they would do before they have done it."""
    recap = play(hosts, site, tmp_path, "--check", "--diff")
    assert all(counts["failed"] == 0 and counts["changed"] > 5 for counts in recap.values()), recap
    assert run(hosts, "controller", "ls /var/lib/jenkins /opt/jenkins").returncode != 0
    assert run(hosts, "agent-1", "ls /etc/systemd/system/igor-swarm.service").returncode != 0


def test_they_make_the_hosts_so(hosts: Lab, site: dict[str, Any], tmp_path: Path) -> None:
    """Services run with few rights, secrets are for those who need them, and a second look finds nothing to change."""
    play(hosts, site, tmp_path)
    for host, unit in (("controller", "jenkins.service"), ("agent-1", "igor-swarm.service")):
        assert run(hosts, host, f"systemctl is-active {unit}").stdout == "active\n"
        assert exposure(hosts, host, unit) <= 4.0
    assert exposure(hosts, "agent-1", "igor-swarm-check.service") <= 4.0
    modes = run(hosts, "controller", "stat -c '%a %U %n' /var/lib/jenkins /etc/igor/jenkins/secrets/*").stdout.split(
        "\n"
    )
    assert modes[0] == "700 jenkins /var/lib/jenkins"
    assert all(line.startswith("640 root ") for line in modes[1:] if line)
    assert run(hosts, "agent-1", "stat -c '%a %U' /etc/igor/swarm.password").stdout == "600 igor-agent\n"
    token = run(hosts, "controller", "cat /etc/igor/jenkins/secrets/agents-token").stdout
    assert re.fullmatch(r"11[0-9a-f]{32}\n", token)
    assert run(hosts, "agent-1", "cat /etc/igor/swarm.password").stdout == token
    links = run(hosts, "controller", "ls /var/lib/jenkins/plugins/").stdout.split()
    assert set(links) == {"complete", *(f"{name}.jpi" for name in PLUGINS)}
    recap = play(hosts, site, tmp_path, "--check")
    assert {host: counts["changed"] for host, counts in recap.items()} == {"controller": 0, "agent-1": 0}


def exposure(lab: Lab, host: str, unit: str) -> float:
    """What systemd says of a unit's rights: 0 none, 10 all."""
    told = run(lab, host, f"systemd-analyze security --no-pager {unit} | tail -n 1").stdout
    found = re.search(r"([0-9.]+) [A-Z]+", told)
    assert found, told
    return float(found[1])


def test_builds_go_on_when_the_client_is_started_again(hosts: Lab) -> None:
    """systemd's own way would end whatever the client has started."""
    start = "cd / && systemd-run --quiet --scope -p Delegate=no true; "
    placed = (
        "sleep 300 & echo $! > /tmp/build.pid; echo $! > /sys/fs/cgroup/system.slice/igor-swarm.service/cgroup.procs"
    )
    assert run(hosts, "agent-1", f"{start}({placed}) > /dev/null 2>&1").returncode == 0
    assert run(hosts, "agent-1", "systemctl restart igor-swarm.service").returncode == 0
    assert run(hosts, "agent-1", "kill -0 $(cat /tmp/build.pid) && kill $(cat /tmp/build.pid)").returncode == 0


def test_the_wrapper_is_a_plain_step(hosts: Lab) -> None:
    """The name by which seed jobs call it leads to the version in use."""
    assert (
        run(hosts, "agent-1", "readlink /usr/local/bin/igor_wrap.py").stdout
        == "/opt/igor/current/wrapper/igor_wrap.py\n"
    )
