"""The roles for a stock Jenkins, without a Jenkins: what they write is understood by what will read it.

Configuration as Code is held against a recorded schema of the keys that the role writes; options of the Swarm client
against Igor's own reader of them; Job DSL and Groovy against Igor's interpreter; the wrapper against what a durable
task of Jenkins does. Nothing here has been seen by a live Jenkins.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import yaml
from lxml import etree
from rest_server import serving

from igor.agents import swarm_options
from igor.groovy.parser import parse
from igor.jobdsl.engine import evaluate
from igor.jobdsl.session import Script, SeedRequest

pytestmark = [pytest.mark.integration, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
ROLES = ROOT / "ansible" / "roles"
SCHEMA = json.loads((ROOT / "tests" / "fixtures" / "jcasc" / "schema.json").read_text())
#: What a site may say; the values are awkward on purpose.
SITE = {
    "common_site": 'it\'s "ours"',
    "controller_jenkins_url": "https://ci.example.org/",
    "controller_jenkins_admin_mail": "ops@example.org",
    "controller_jenkins_users": [
        {"name": "admin", "full_name": "Ada: 'Admin'", "password": "SECRET-of-admin", "admin": True},
        {"name": "ann", "full_name": "Ann", "mail": "ann@example.org", "password": "SECRET-of-ann", "admin": False},
    ],
    "controller_jenkins_metrics_keys": [{"key": "SECRET-key", "description": "checks", "can": ["ping", "metrics"]}],
    "controller_jenkins_seed": {
        "repository": "https://git.example.org/it's.git",
        "label": "linux",
        "cron": "H * * * *",
    },
    "controller_jenkins_jobs": ["def n = 'by'\nfolder(\"${n}-hand\")"],
    "controller_jenkins_plugin_manager_sha256": "0" * 64,
    "agent_swarm_url": "https://ci.example.org/",
    "agent_swarm_name": "agent-1",
    "agent_swarm_labels": ["linux", "big"],
    "agent_swarm_executors": 3,
    "agent_swarm_environment": {"LANG": "C.UTF-8", "GREETING": 'it\'s "me"'},
    "agent_swarm_prometheus_port": 9101,
}
TEMPLATES = {
    "controller_jenkins": ["igor.yaml", "agents-token.groovy", "jenkins.service"],
    "agent_swarm": ["swarm.yml", "igor-swarm.service"],
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the roles' templates make of a site, and the list of plugins."""
    folder = tmp_path_factory.mktemp("written")
    loaded = [ROLES / role / part / "main.yml" for role in TEMPLATES for part in ("defaults", "vars")]
    tasks: list[dict[str, Any]] = [
        {"ansible.builtin.include_vars": {"file": str(file)}} for file in loaded if file.exists()
    ]
    tasks += [{"ansible.builtin.set_fact": {name: value}} for name, value in SITE.items()]
    for role, names in TEMPLATES.items():
        for name in names:
            source = ROLES / role / "templates" / f"{name}.j2"
            tasks.append({"ansible.builtin.template": {"src": str(source), "dest": str(folder / name)}})
    listed = {"content": "{{ __controller_jenkins_plugin_list }}", "dest": str(folder / "plugins.txt")}
    tasks.append({"ansible.builtin.copy": listed})
    play = {"hosts": "localhost", "connection": "local", "gather_facts": False, "tasks": tasks}
    (folder / "play.yml").write_text(json.dumps([play]))
    environment = {**os.environ, "ANSIBLE_LOCALHOST_WARNING": "false", "ANSIBLE_LOCAL_TEMP": str(folder / "tmp")}
    command = [sys.executable, "-m", "ansible", "playbook", "-e", f"ansible_python_interpreter={sys.executable}"]
    search = str(ROLES / "controller_jenkins" / "templates")
    (folder / "templates").symlink_to(search)
    done = subprocess.run(
        [*command, str(folder / "play.yml")], env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    return folder


def faults(value: Any, schema: dict[str, Any], at: str = "") -> Iterator[str]:
    """Where a value is not as the schema says; what it does not name is a fault."""
    if "enum" in schema:
        if value not in schema["enum"]:
            yield f"{at}: {value!r}"
        return
    kinds: dict[str, type] = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
    if type(value) is not kinds[schema["type"]]:
        yield f"{at}: {value!r} is no {schema['type']}"
    elif isinstance(value, dict):
        yield from (f"{at}.{name}: not known" for name in value.keys() - schema["properties"].keys())
        yield from (f"{at}.{name}: missing" for name in set(schema.get("required", ())) - value.keys())
        for name in value.keys() & schema["properties"].keys():
            yield from faults(value[name], schema["properties"][name], f"{at}.{name}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from faults(each, schema["items"], f"{at}[{number}]")
    elif isinstance(value, str) and not re.fullmatch(schema.get("pattern", "(?s).*"), value):
        yield f"{at}: {value!r} is not {schema['pattern']}"


def test_the_configuration_is_as_recorded(written: Path) -> None:
    """A key that a plugin does not know stops Jenkins at its start."""
    said = yaml.safe_load((written / "igor.yaml").read_text())
    assert list(faults(said, SCHEMA)) == []
    assert said["jenkins"]["securityRealm"]["local"]["users"][1]["name"] == "Ada: 'Admin'"
    assert said["jenkins"]["systemMessage"] == 'Configured by Igor: it\'s "ours"'
    rights = {each["user"]["name"]: each["user"]["permissions"] for each in entries(said)}
    assert rights["admin"] == ["Overall/Administer"]
    assert set(rights["igor-agents"]) == {"Overall/Read", "Agent/Create", "Agent/Connect", "Agent/Configure"}
    assert "Overall/Administer" not in rights["ann"]


def entries(said: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = said["jenkins"]["authorizationStrategy"]["globalMatrix"]["entries"]
    return found


def test_the_schema_finds_faults() -> None:
    """A check that lets everything through."""
    wrong = {"jenkins": {"numExecutors": "2", "sshd": 1}, "unclassified": {"location": {"url": "ci"}}}
    assert sorted(faults(wrong, SCHEMA)) == [
        ".jenkins.authorizationStrategy: missing",
        ".jenkins.numExecutors: '2' is no integer",
        ".jenkins.securityRealm: missing",
        ".jenkins.sshd: not known",
        ".unclassified.location.url: 'ci' is not https?://.+/",
    ]


def test_no_secret_is_written_into_what_people_read(written: Path) -> None:
    """They are files of their own, which the configuration names."""
    for file in written.iterdir():
        if file.is_file() and file.name != "play.yml":
            assert "SECRET-" not in file.read_text(), file.name
    names = set(re.findall(r"(?<!\^)\$\{([^}]+)\}", (written / "igor.yaml").read_text().partition("\n")[2]))
    assert names == {"agents-password", "user-admin", "user-ann", "metrics-0"}


def test_plugins_are_pinned(written: Path) -> None:
    """One without a version would be that of the day."""
    lines = (written / "plugins.txt").read_text().splitlines()
    assert all(re.fullmatch(r"[a-z0-9-]+:[0-9][0-9A-Za-z._-]*", line) for line in lines)
    assert {"configuration-as-code", "job-dsl", "matrix-auth", "metrics", "swarm"} <= {
        line.partition(":")[0] for line in lines
    }


def test_the_seed_is_a_job_dsl_script(written: Path) -> None:
    """Rendered by Igor's Job DSL: a job with its repository and the step that processes scripts."""
    said = yaml.safe_load((written / "igor.yaml").read_text())
    scripts = [each["script"].replace("^${", "${") for each in said["jobs"]]
    assert "${n}" in scripts[1]
    request = SeedRequest(tuple(Script(f"{n}.groovy", text) for n, text in enumerate(scripts)), ROOT)
    items = {item.full_name: etree.fromstring(item.xml.encode()) for item in evaluate(request).items}
    assert set(items) == {"seed", "by-hand"}
    seed = items["seed"]
    assert seed.findtext(".//hudson.plugins.git.UserRemoteConfig/url") == "https://git.example.org/it's.git"
    assert seed.findtext(".//targets") == "jobs/**/*.groovy"
    assert seed.findtext("assignedNode") == "linux"


def test_the_start_script_can_be_parsed(written: Path) -> None:
    """An error in it stops Jenkins at its start."""
    parse((written / "agents-token.groovy").read_text(), "agents-token.groovy")


def test_the_clients_options_are_those_of_the_swarm_client(written: Path, tmp_path: Path) -> None:
    """Read by Igor's own reader of that file; what the rules of the client ask for."""
    (tmp_path / "password").write_text("11" + "a" * 32)
    text = (written / "swarm.yml").read_text().replace("/etc/igor/swarm.password", str(tmp_path / "password"))
    (tmp_path / "swarm.yml").write_text(text)
    options = swarm_options.parse(["-config", str(tmp_path / "swarm.yml")], {})
    assert (options.node_name, options.executors, options.mode) == ("agent-1", 3, "NORMAL")
    assert (options.username, options.password) == ("igor-agents", "11" + "a" * 32)
    assert (options.unique_id, options.replaces, options.wants_crumb, options.tries) == ("", True, False, -1)
    assert (options.interval_s, options.maximum_s) == (2, 15)
    assert options.variables == {"LANG": "C.UTF-8", "GREETING": 'it\'s "me"'}
    assert yaml.safe_load(text)["retryBackOffStrategy"] == "linear"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "igor-swarm.service",
            ["KillMode=process", "Restart=always", "-Dsun.net.inetaddr.ttl=5 ", "NoNewPrivileges=yes"],
        ),
        ("jenkins.service", ["runSetupWizard=false", "--httpListenAddress=127.0.0.1", "ProtectSystem=strict"]),
    ],
)
def test_units(written: Path, name: str, wanted: list[str]) -> None:
    """The lines that builds and secrets depend on."""
    text = (written / name).read_text()
    assert [line for line in wanted if line not in text] == []


def test_the_look_at_the_connection_asks_as_jenkins_is_asked(tmp_path: Path) -> None:
    """Igor answers as Jenkins does: a node that is unknown, one that is offline, an outage."""
    program = ROLES / "agent_swarm" / "files" / "igor_swarm_check.py"
    spec = importlib.util.spec_from_file_location("igor_swarm_check", program)
    assert spec is not None and spec.loader is not None
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    with serving(tmp_path / "home") as rest:
        (tmp_path / "password").write_text(rest.token)
        said = {"url": rest.url, "name": "built-in", "username": "admin", "passwordFile": str(tmp_path / "password")}
        assert check.ask({**said, "name": "(built-in)"})[1]["offline"] is True
        assert check.ask({**said, "name": "no-such"}) == (None, None)
        config = tmp_path / "swarm.yml"
        config.write_text("".join(f"{name}: {json.dumps(value)}\n" for name, value in {**said, "name": "gone"}.items()))
        arguments = ["--config", str(config), "--state", str(tmp_path / "state.json")]
        assert [check.main(arguments) for _ in range(3)] == [0, 3, 0]
    assert check.main(arguments) == 0


# --- the wrapper as a step of a stock Jenkins

COOKIE = "durable-0123456789abcdef"


class DurableTask:
    """A shell step as durable-task runs it: detached, its output in a file, its exit code in one that is renamed.

    Source: durable-task-plugin, BourneShellScript and FileMonitoringTask.
    """

    def __init__(self, folder: Path, script: str) -> None:
        self.workspace = folder / "workspace" / "team" / "nightly"
        self.control = Path(f"{self.workspace}@tmp") / "durable-1f2e3d4c"
        self.workspace.mkdir(parents=True)
        self.control.mkdir(parents=True)
        text = self.control / "script.sh"
        text.write_text(script)
        text.chmod(0o755)
        self.environment = {
            "PATH": f"{ROOT / 'wrapper'}:{os.environ['PATH']}",
            "HOME": str(folder),
            "BUILD_NUMBER": "7",
            "BUILD_ID": "7",
            "BUILD_TAG": "jenkins-team-nightly-7",
            "BUILD_URL": "https://ci.example.org/job/team/job/nightly/7/",
            "JENKINS_URL": "https://ci.example.org/",
            "JOB_NAME": "team/nightly",
            "JOB_BASE_NAME": "nightly",
            "JOB_URL": "https://ci.example.org/job/team/job/nightly/",
            "NODE_NAME": "agent-1",
            "EXECUTOR_NUMBER": "0",
            "WORKSPACE": str(self.workspace),
            "JENKINS_HOME": "/var/lib/jenkins",
            "JENKINS_SERVER_COOKIE": "please-do-not-kill-me",
            "HUDSON_SERVER_COOKIE": "please-do-not-kill-me",
        }
        log, result = self.control / "jenkins-log.txt", self.control / "jenkins-result.txt"
        self.log, self.result = log, result
        step = f"JENKINS_SERVER_COOKIE={COOKIE} '{text}' > '{log}' 2>&1"
        run = f"{step}; echo $? > '{result}.tmp'; mv '{result}.tmp' '{result}'"
        command = ["nohup", "sh", "-c", f"({run}) >&- 2>&- &"]
        client = subprocess.Popen(command, cwd=self.workspace, env=self.environment, stderr=subprocess.DEVNULL)
        assert client.wait(30) == 0, "the client's own process is gone, as after its restart"

    def processes(self) -> list[psutil.Process]:
        """Those with the cookie in their environment."""
        found = []
        for pid in psutil.pids():  # process_iter may give an earlier process that had the number
            try:
                process = psutil.Process(pid)
                if process.environ().get("JENKINS_SERVER_COOKIE") == COOKIE and str(self.control.parents[3]) in (
                    process.environ().get("HOME", "")
                ):
                    found.append(process)
            except psutil.Error:
                continue
        return found

    def abort(self) -> None:
        """As a stopped build does it: everything with the cookie at once."""
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGTERM)

    def exit_code(self, within_s: float = 60) -> int:
        deadline = time.monotonic() + within_s
        while not self.result.exists():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.02)
        return int(self.result.read_text())


def wait_for_text(file: Path, text: str) -> None:
    deadline = time.monotonic() + 30
    while not file.exists() or text not in file.read_text():
        assert time.monotonic() < deadline, file.read_text() if file.exists() else f"{file} is not there"
        time.sleep(0.02)


STEP = "#!/bin/sh -xe\nigor_wrap.py --job \"$JOB_NAME\" --attempts 3 --delay 10ms {options} -- sh -c '{command}'\n"


def test_a_step_is_tried_again_under_jenkins(tmp_path: Path) -> None:
    """Its output is the build's log, its exit code the step's."""
    command = "echo attempt $IGOR_ATTEMPT of $BUILD_TAG in $WORKSPACE; echo x >> n; test $(wc -l < n) = 2"
    task = DurableTask(tmp_path, STEP.format(options="", command=command))
    assert task.exit_code() == 0
    text = task.log.read_text()
    assert "attempt 1 of jenkins-team-nightly-7" in text
    assert f"attempt 2 of jenkins-team-nightly-7 in {task.workspace}" in text


def test_its_failure_is_the_steps(tmp_path: Path) -> None:
    task = DurableTask(tmp_path, STEP.format(options="", command="exit 42"))
    assert task.exit_code() == 42


def test_an_aborted_build_is_not_tried_again(tmp_path: Path) -> None:
    """Jenkins ends wrapper and command together; the command's death is no failure that another attempt may mend."""
    task = DurableTask(
        tmp_path, STEP.format(options="--grace 2s", command="echo started >> n; echo up$((1 + 1)); exec sleep 600")
    )
    wait_for_text(task.log, "up2")
    task.abort()
    assert task.exit_code() == 143
    assert (task.workspace / "n").read_text() == "started\n"
    assert psutil.wait_procs(task.processes(), timeout=20)[1] == []
