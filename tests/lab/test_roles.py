"""The roles by plain ``ansible-playbook``, as docs/ansible.md says, on hosts of their own: what each leaves there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from igor.agents import zipapp
from igor.deploy.hosts import bundle
from igor.deploy.hosts.places import cache_folder
from igor.deploy.release import SOURCE
from igor.lab import lab as labs
from igor.lab.lab import Lab

testinfra = pytest.importorskip("testinfra")

#: `systemd-analyze security` says at most this of each unit.
EXPOSURE = 4.0
UNITS = {
    "controller": ("igor-controller.service", "nginx.service", "igor-firewall.service", "igor-backup.service"),
    "agent-1": ("igor-agent.service", "igor-firewall.service"),
    "monitor": ("igor-firewall.service",),
}
SERVICES = {
    "controller": ("igor-controller", "nginx", "igor-firewall", "igor-backup.timer"),
    "agent-1": ("igor-agent", "igor-firewall"),
    "monitor": ("nagios4", "igor-firewall"),
}
#: Host, path → owner, group, mode.
FILES = {
    ("controller", "/var/lib/igor"): ("igor", "igor", 0o700),
    ("controller", "/var/lib/igor/secrets/admin-token"): ("igor", "igor", 0o600),
    ("controller", "/etc/igor/secrets"): ("root", "igor", 0o750),
    ("controller", "/etc/igor/secrets/sink-1"): ("root", "igor", 0o640),
    ("controller", "/etc/igor/tls"): ("root", "root", 0o700),
    ("controller", "/etc/igor/tls/ca.key"): ("root", "root", 0o600),
    ("controller", "/etc/igor/tls/site.key"): ("root", "root", 0o600),
    ("controller", "/etc/nginx/conf.d/igor.conf"): ("root", "root", 0o644),
    ("controller", "/opt/igor/current/"): ("root", "root", 0o755),
    ("agent-1", "/var/lib/igor-agent"): ("igor-agent", "igor-agent", 0o700),
    ("agent-1", "/var/lib/igor-agent/token"): ("igor-agent", "igor-agent", 0o600),
    ("agent-1", "/etc/igor/jobs.d/default.yml"): ("root", "root", 0o644),
    ("agent-1", "/etc/igor/jobs.d/team/backup.yml"): ("root", "root", 0o644),
    ("monitor", "/etc/igor/metrics.key"): ("root", "nagios", 0o640),
    ("monitor", "/etc/nagios4/conf.d/igor.cfg"): ("root", "root", 0o644),
}
HOSTS = tuple(UNITS)
PASSWORD = "correct horse battery staple"


@pytest.fixture(scope="module")
def lab(can_lab: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Hosts that nothing was deployed to."""
    name = f"roles-{os.getpid()}"
    yield labs.up(name, folder=tmp_path_factory.mktemp("lab"), host_names=HOSTS, owner_pid=os.getpid(), say=print)
    labs.down(name)


@pytest.fixture(scope="module")
def variables() -> dict[str, Any]:
    """What a site says, and where the program is."""
    sources = bundle.Sources(zipapp.build(), SOURCE / "seed-jobs")
    made = bundle.build(sources, cache_folder(), print)
    return {
        "igor_controller_archive": str(made.part("controller")),
        "igor_version": made.manifest.program,
        "igor_agent_archive": str(made.part("agent")),
        "igor_agent_version": made.manifest.agent,
        "common_site": "roles",
        "common_firewall": True,
        "controller_igor_admin_password": PASSWORD,
        "controller_igor_settings": {"system_message": "of the roles"},
        "controller_igor_users": [{"name": "alice", "password": PASSWORD, "full_name": "Alice A"}],
        "controller_igor_secret_files": {"sink-1": "geheim"},
        "controller_igor_backup_at": "02:30",
        "agent_igor_labels": ["linux", "roles"],
        "agent_igor_executors": 3,
        "agent_igor_mode": "exclusive",
        "wrapper_policies": {"default": {"attempts": 2, "bounds": {"attempts": 5}}, "team/backup": {"timeout": "2h"}},
        "monitoring_kinds": ["nagios", "sensu-go", "sensu-core", "prometheus"],
    }


class Playbook:
    """site.yml on the lab's hosts: ``run`` gives what changed on each."""

    def __init__(self, lab: Lab, variables: dict[str, Any], folder: Path) -> None:
        self._lab = lab
        self._file = folder / "variables.json"
        self._file.write_text(json.dumps(variables))

    def run(self, *options: str) -> dict[str, int]:
        """The number of changed tasks by host. Fails when a task failed."""
        command = [sys.executable, "-m", "ansible", "playbook", "-i", str(self._lab.layout.inventory)]
        done = subprocess.run(
            [*command, "-e", f"@{self._file}", "site.yml", *options],
            cwd=SOURCE / "ansible",
            env={**os.environ, "ANSIBLE_CONFIG": str(SOURCE / "ansible" / "ansible.cfg"), "ANSIBLE_NOCOLOR": "1"},
            capture_output=True,
            text=True,
            timeout=800,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
        assert PASSWORD not in done.stdout + done.stderr
        return {name: int(count) for name, count in re.findall(r"^(\S+) +: .*changed=(\d+)", done.stdout, re.M)}


@pytest.fixture(scope="module")
def playbook(lab: Lab, variables: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Playbook:
    return Playbook(lab, variables, tmp_path_factory.mktemp("playbook"))


@pytest.fixture(scope="module")
def planned(playbook: Playbook) -> dict[str, int]:
    """What would change, while the hosts are still bare."""
    return playbook.run("--check", "--diff")


@pytest.fixture(scope="module")
def deployed(planned: dict[str, int], playbook: Playbook) -> dict[str, int]:
    """What changed."""
    return playbook.run()


@pytest.fixture(scope="module")
def hosts(lab: Lab, deployed: dict[str, int]) -> dict[str, Any]:
    """Connections of testinfra by host."""
    config = str(lab.layout.ssh_config)
    return {name: testinfra.get_host(f"ssh://{name}", ssh_config=config) for name in HOSTS}


def test_check_mode_on_bare_hosts(lab: Lab, planned: dict[str, int]) -> None:
    """A plan that cannot be made for a new host, or that changes it."""
    assert planned.keys() == set(HOSTS)
    assert min(planned.values()) > 0
    assert lab.run("controller", "ls", "/opt", "/etc/igor").stdout.split() == ["/opt:"]


def test_the_first_run(deployed: dict[str, int]) -> None:
    """A host that cannot be deployed to."""
    assert min(deployed.values()) > 5


def test_a_second_run_changes_nothing(playbook: Playbook, deployed: dict[str, int]) -> None:
    """A task that is never content, or reports what it did not do."""
    assert playbook.run() == dict.fromkeys(HOSTS, 0)


@pytest.mark.parametrize(
    ("host", "user", "home"),
    [("controller", "igor", "/var/lib/igor"), ("agent-1", "igor-agent", "/var/lib/igor-agent")],
)
def test_users(hosts: dict[str, Any], host: str, user: str, home: str) -> None:
    """A service that runs as root, or as somebody who can log in with a password."""
    found = hosts[host].user(user)
    assert found.home == home
    assert found.uid < 1000
    assert found.password in ("!", "*", "!*")
    assert hosts[host].process.filter(user=user)


@pytest.mark.parametrize(("host", "path"), FILES)
def test_files(hosts: dict[str, Any], host: str, path: str) -> None:
    """A secret that others can read, or a file that its service can change."""
    file = hosts[host].file(path)
    assert (file.user, file.group, file.mode) == FILES[host, path]


@pytest.mark.parametrize("host", HOSTS)
def test_services(hosts: dict[str, Any], host: str) -> None:
    """Something that does not run, or would not after a start of the host."""
    for name in SERVICES[host]:
        service = hosts[host].service(name)
        assert service.is_running and service.is_enabled, name
    assert hosts[host].run("systemctl --failed --plain --no-legend").stdout == ""


@pytest.mark.parametrize("host", HOSTS)
def test_units_are_hardened(hosts: dict[str, Any], host: str) -> None:
    """A unit that could do more than it has to."""
    for unit in UNITS[host]:
        said = hosts[host].run(f"systemd-analyze security --no-pager {unit}").stdout
        level = re.search(r"exposure level for \S+: ([0-9.]+)", said)
        assert level and float(level[1]) <= EXPOSURE, f"{unit}: {said[-200:]}"


@pytest.mark.parametrize("host", HOSTS)
def test_nothing_listens_but_nginx_and_ssh(hosts: dict[str, Any], host: str) -> None:
    """The controller without TLS, open to the network."""
    listening = hosts[host].check_output("ss -Htlnp")
    beyond = [line for line in listening.splitlines() if not re.search(r"\s(127\.\d+\.\d+\.\d+|\[::1\]):\d+\s", line)]
    assert {re.findall(r'"([^"]+)"', line)[0] for line in beyond} <= {"nginx", "sshd"}, listening


@pytest.mark.parametrize("host", HOSTS)
def test_system(hosts: dict[str, Any], host: str) -> None:
    """Dead connections that last for hours; a firewall that lets everybody in."""
    wanted = {"tcp_keepalive_time": 5, "tcp_keepalive_intvl": 2, "tcp_keepalive_probes": 3, "tcp_retries2": 5}
    assert {name: hosts[host].sysctl(f"net.ipv4.{name}") for name in wanted} == wanted
    rules = hosts[host].check_output("nft list table inet igor")
    assert "policy drop" in rules
    assert ("443" in rules) == (host == "controller")
    assert "SystemMaxUse=1G" in hosts[host].file("/etc/systemd/journald.conf.d/igor.conf").content_string


def test_the_controller_is_as_it_was_told(hosts: dict[str, Any]) -> None:
    """Settings, accounts, executors and modes that nobody made."""
    ask = hosts["controller"].check_output
    assert json.loads(ask("igor settings --json"))["system_message"] == "of the roles"
    assert {"admin", "alice"} <= {user["id"] for user in json.loads(ask("igor user --json"))}
    assert not hosts["controller"].file("/var/lib/igor/secrets/admin-password").exists
    assert ask(f"curl -sS -u 'admin:{PASSWORD}' http://127.0.0.1:8080/me/api/json?tree=id").count('"admin"') == 1
    nodes = {node["name"]: node for node in json.loads(ask("igor agents --json"))}
    assert nodes["built-in"]["executors"] == 0
    agent = nodes["agent-1"]
    assert (agent["executors"], agent["labels"], agent["mode"]) == (3, ["linux", "roles"], "EXCLUSIVE")
    assert ask("logrotate --debug /etc/logrotate.d/igor-controller 2>&1 | grep -c 'rotating pattern'") == "1"


def test_nginx(hosts: dict[str, Any]) -> None:
    """A site without TLS, a certificate that hosts of the site do not trust, an agent's path that leads nowhere."""
    ask = hosts["agent-1"].check_output
    form = "curl -sS -o /dev/null -w '%{http_code} %{redirect_url}'"
    assert ask(f"{form} http://controller/job/a%2Fb?x=1") == "301 https://controller/job/a%2Fb?x=1"
    assert ask(f"{form} https://controller/login") == "200 "
    assert ask("curl -sS https://controller/agent-endpoint") == '{"websocket":"wss://controller/agents"}'
    assert ask(f"{form} https://controller/agents").startswith("4")


def test_the_wrapper(hosts: dict[str, Any]) -> None:
    """A policy that is not read, or one of before that still counts."""
    said = hosts["agent-1"].check_output("igor-wrap --job team/backup --dry-run -- true")
    assert "/etc/igor/jobs.d/team/backup.yml" in said


def test_monitoring(hosts: dict[str, Any]) -> None:
    """Files that the monitoring systems do not understand, a check that cannot look."""
    monitor = hosts["monitor"]
    assert "Total Errors:   0" in monitor.check_output("nagios4 -v /etc/nagios4/nagios.cfg")
    objects = monitor.file("/etc/nagios4/conf.d/igor.cfg").content_string
    command = re.search(r"command_line +(.*check agent .*--name agent-1.*)", objects)
    assert command
    assert "agent-1 is online" in monitor.check_output(
        f"setpriv --reuid nagios --regid nagios --clear-groups {command[1]}"
    )
    assert json.loads(monitor.file("/etc/sensu/conf.d/checks/igor-ping.json").content_string)["checks"]
    assert monitor.file("/etc/sensu/igor/igor-sensu-go.yml").contains("CheckConfig")
    assert monitor.file("/etc/prometheus/igor-prometheus.rules.yml").contains("IgorAgent")
