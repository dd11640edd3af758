"""The files of monitoring systems: their own programs find them right, and Nagios and Prometheus work by them."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml
from rest_server import Rest, serving

from igor.controller import metrics_keys
from igor.model.errors import Invalid
from igor.model.job import Result
from igor.monitoring.check_files import FORMATS
from igor.monitoring.check_list import Site, checks_of
from igor.monitoring.checks.__main__ import CHECKS

pytestmark = [pytest.mark.integration, pytest.mark.slow]

SITE = Site(
    "https://ci.example:8443/",
    "/etc/igor/metrics.key",
    backups="/backup/igor-*.tar",
    spool="/var/spool/igor wrap",
    agents=("agent-1", 'an "odd" one'),
    agent_interval_s=5,
)
PROGRAM = f"{sys.executable} -m igor"


def needs(program: str) -> str:
    """The program's path; without it the test is skipped."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    return found or pytest.skip(f"{program} is not installed")


def wait_for(condition: Any, what: str, timeout_s: float = 60) -> Any:
    """The condition's value once it is true."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError(f"no {what} after {timeout_s} s")


def test_every_command_is_understood() -> None:
    """A check that the file names and the program does not know is UNKNOWN for ever."""
    for spec in checks_of(SITE):
        command = SITE.command(spec)
        assert command[:3] == ["igor", "check", spec.name]
        assert spec.name in CHECKS
        done = subprocess.run(
            [sys.executable, "-m", "igor.monitoring.checks", *command[2:], "--help"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout


def test_each_agent_has_a_check_of_its_own() -> None:
    """Its interval is short, its name fits Sensu, and Nagios' unit of time may be another."""
    found = {spec.title: spec for spec in checks_of(SITE) if spec.name == "agent"}
    assert list(found) == ["igor-agent-agent-1", "igor-agent-an__odd__one"]
    command = SITE.command(found["igor-agent-agent-1"])
    assert command[-4:] == ["--timeout", "4", "--name", "agent-1"]
    text = FORMATS["nagios"](replace(SITE, interval_length_s=1, attempts=4))["igor-nagios.cfg"]
    service = text.partition("service_description    igor-agent-agent-1\n")[2].partition("}")[0]
    assert re.findall(r"(check_interval|retry_interval|max_check_attempts) +(\S+)", service) == [
        ("check_interval", "5"),
        ("retry_interval", "5"),
        ("max_check_attempts", "2"),
    ]
    assert text.count("max_check_attempts     4") == 6


def test_sensu_go() -> None:
    """What sensuctl create takes: type, api_version, metadata, and each field that a check must have."""
    resources = list(yaml.safe_load_all(FORMATS["sensu-go"](SITE)["igor-sensu-go.yml"]))
    assert {each["type"] for each in resources} == {"CheckConfig", "Handler"}
    names = [each["metadata"]["name"] for each in resources]
    assert len(names) == len(set(names))
    assert {"igor-backup", "igor-certificate", "igor-spool", "igor-metrics"} <= set(names)
    for each in resources:
        assert each["api_version"] == "core/v2"
        assert each["metadata"]["namespace"] == "default"
        if each["type"] == "CheckConfig":
            spec = each["spec"]
            assert spec["command"].startswith("igor check ")
            assert spec["timeout"] <= spec["interval"]
            assert spec["subscriptions"]
    spool = next(each for each in resources if each["metadata"]["name"] == "igor-spool")
    assert shlex.split(spool["spec"]["command"])[4] == "15"
    assert "/var/spool/igor wrap" in shlex.split(spool["spec"]["command"])


def test_sensu_core() -> None:
    """One check a file, with a dead man's switch that lasts longer than the interval."""
    files = FORMATS["sensu-core"](SITE)
    for name, text in files.items():
        content = json.loads(text)
        [kind] = content
        [(check_name, fields)] = content[kind].items()
        assert Path(name).stem == check_name
        if kind == "checks" and fields.get("type") != "metric":
            assert fields["ttl"] > fields["interval"]
            assert fields["ttl_status"] == 2


@pytest.mark.parametrize("url", ["ci.example", "http://a/;rm", "http://a/\n"])
def test_what_cannot_stand_in_a_file(url: str) -> None:
    """A file that does more than its author thought."""
    with pytest.raises(Invalid):
        Site(url, "key")


CONTACTS = """
define contactgroup {
    contactgroup_name  admins
    members            root
}
define contact {
    contact_name                   root
    host_notifications_enabled     0
    service_notifications_enabled  0
    host_notification_period       igor-always
    service_notification_period    igor-always
    host_notification_commands     say-nothing
    service_notification_commands  say-nothing
}
define command {
    command_name  say-nothing
    command_line  /bin/true
}
"""


def nagios_config(folder: Path, objects: str) -> Path:
    """A whole configuration around these objects; every check is made once at the start."""
    (folder / "objects.cfg").write_text(objects + CONTACTS)
    for name in ("var", "spool", "rw"):
        (folder / name).mkdir()
    user = os.environ.get("USER") or "root"
    path = folder / "nagios.cfg"
    path.write_text(
        f"log_file={folder}/var/nagios.log\ncfg_file={folder}/objects.cfg\nobject_cache_file={folder}/var/objects\n"
        f"status_file={folder}/var/status.dat\nstatus_update_interval=1\ncommand_file={folder}/rw/nagios.cmd\n"
        f"lock_file={folder}/var/lock\ntemp_file={folder}/var/tmp\ntemp_path={folder}/var\nresource_file=\n"
        f"check_result_path={folder}/spool\nstate_retention_file={folder}/var/retention\nnagios_user={user}\n"
        f"query_socket={folder}/rw/nagios.qh\nexecute_service_checks=1\nillegal_macro_output_chars=`~$&|'\"<>\n"
        f"interval_length=60\nuse_syslog=0\nservice_inter_check_delay_method=n\n"
        "max_service_check_spread=1\nmax_concurrent_checks=0\ncached_host_check_horizon=0\n"
    )
    text = path.read_text().replace("resource_file=\n", "")
    path.write_text(text)
    return path


def test_nagios_finds_them_right(tmp_path: Path) -> None:
    """As ``nagios4 -v`` says."""
    path = nagios_config(tmp_path, FORMATS["nagios"](SITE)["igor-nagios.cfg"])
    done = subprocess.run([needs("nagios4"), "-v", str(path)], capture_output=True, text=True, check=False)
    assert "Total Errors:   0" in done.stdout, done.stdout


def test_promtool_finds_them_right(tmp_path: Path) -> None:
    """As ``promtool check rules`` says."""
    path = tmp_path / "rules.yml"
    path.write_text(FORMATS["prometheus"](SITE)["igor-prometheus.rules.yml"])
    done = subprocess.run([needs("promtool"), "check", "rules", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "SUCCESS: 10 rules found" in done.stdout


@pytest.fixture
def rest(tmp_path: Path) -> Iterator[Rest]:
    with serving(tmp_path / "home") as served:
        record = {"agents": "ws://x/", "pid": os.getpid(), "epoch": 1}
        served.controller.home.engine_address.write_text(json.dumps(record))
        served.controller.store.write(lambda c: c.execute("UPDATE node SET connected = 1"))
        served.create("app")
        served.add_build("app", 1, Result.FAILURE)
        yield served


def test_nagios_runs_them(rest: Rest, tmp_path: Path) -> None:
    """Actively, with states and performance data as the checks tell them."""
    nagios = needs("nagios4")
    key = tmp_path / "key"
    key.write_text(metrics_keys.add(rest.controller, "nagios"))
    site = Site(rest.url, str(key), program=PROGRAM, backups=f"{tmp_path}/none-*.tar", timeout_s=30)
    folder = tmp_path / "nagios"
    folder.mkdir()
    path = nagios_config(folder, FORMATS["nagios"](site)["igor-nagios.cfg"])
    wanted = {f"igor-{spec.name}": "2" if spec.name == "backup" else "0" for spec in checks_of(site)}
    with (folder / "said").open("w") as said:
        process = subprocess.Popen([nagios, str(path)], stdout=said, stderr=said)
    try:
        found = wait_for(lambda: _checked(folder / "var" / "status.dat", set(wanted)), "results of all checks", 120)
    finally:
        process.terminate()
        process.wait(30)
    states = {name: status["current_state"] for name, status in found.items() if name != "igor-ping"}
    assert states | {"igor-ping": "0"} == wanted, found
    assert found["igor-ping"]["plugin_output"].startswith("check-ping ")
    assert found["igor-queue"]["performance_data"].startswith("size=0;50;200")
    assert found["igor-backup"]["plugin_output"].startswith("check-backup CRITICAL: no file matches")


def _checked(path: Path, names: set[str]) -> dict[str, dict[str, str]] | None:
    """The services' states once all have been checked."""
    found = {}
    for block in path.read_text().split("servicestatus {")[1:] if path.exists() else ():
        lines = (line.strip().partition("=") for line in block.partition("}")[0].splitlines())
        fields = {name: value for name, _, value in lines if name}
        if fields.get("has_been_checked") == "1":
            found[fields["service_description"]] = fields
    return found if names <= set(found) else None


def free_port() -> int:
    with socket.socket() as wire:
        wire.bind(("127.0.0.1", 0))
        return int(wire.getsockname()[1])


def test_prometheus_scrapes(rest: Rest, tmp_path: Path) -> None:
    """A server from Debian reads every line, and its rules find what is wrong."""
    program = needs("prometheus")
    (tmp_path / "rules.yml").write_text(FORMATS["prometheus"](Site(rest.url, "key"))["igor-prometheus.rules.yml"])
    target = rest.url.removeprefix("http://").rstrip("/")
    scrape = {"job_name": "igor", "metrics_path": "/prometheus/", "static_configs": [{"targets": [target]}]}
    config = {"global": {"scrape_interval": "1s"}, "rule_files": ["rules.yml"], "scrape_configs": [scrape]}
    (tmp_path / "prometheus.yml").write_text(yaml.safe_dump(config))
    port = free_port()
    options = [f"--config.file={tmp_path}/prometheus.yml", f"--storage.tsdb.path={tmp_path}/data"]
    with (tmp_path / "said").open("w") as said:
        process = subprocess.Popen(
            [program, *options, f"--web.listen-address=127.0.0.1:{port}"], stdout=said, stderr=said
        )
    try:
        value = wait_for(lambda: _value(port, "default_jenkins_builds_last_build_result_ordinal"), "scraped value")
        assert value == ({"jenkins_job": "app", "buildable": "true", "repo": "NA"}, "2")
        assert _value(port, "up") == ({}, "1")
        assert _value(port, "jenkins_queue_size_value") == ({}, "0")
        assert _value(port, "igor_late_runs") == ({}, "0")
        rules = requests.get(f"http://127.0.0.1:{port}/api/v1/rules", timeout=10).json()["data"]["groups"][0]["rules"]
        assert {rule["health"] for rule in rules} <= {"ok", "unknown"}
    finally:
        process.terminate()
        process.wait(30)


def _value(port: int, name: str) -> tuple[dict[str, str], str] | None:
    try:
        answer = requests.get(f"http://127.0.0.1:{port}/api/v1/query", params={"query": name}, timeout=10).json()
    except requests.RequestException:
        return None
    for result in answer["data"]["result"]:
        shown = {key: text for key, text in result["metric"].items() if key not in ("__name__", "instance", "job")}
        return shown, result["value"][1]
    return None


GO_EVENT = {
    "entity": {"metadata": {"name": "proxy"}, "entity_class": "proxy", "system": {"hostname": "proxy"}},
    "check": {
        "metadata": {"name": "igor-queue", "namespace": "default"},
        "status": 2,
        "output": "check-queue CRITICAL: 300 in the queue | size=300\nmore",
        "occurrences": 3,
        "proxy_entity_name": "ci",
    },
    "id": "1f",
}
CORE_EVENT = {
    "id": "2a",
    "action": "resolve",
    "client": {"name": "ci", "address": "10.0.0.1"},
    "check": {"name": "igor-queue", "status": 0, "output": "check-queue OK: 0 in the queue"},
    "occurrences": 1,
}


@pytest.mark.parametrize(
    ("event", "text", "status"),
    [
        (GO_EVENT, "CRITICAL ci/igor-queue: check-queue CRITICAL: 300 in the queue | size=300", 2),
        (CORE_EVENT, "RESOLVED ci/igor-queue: check-queue OK: 0 in the queue", 0),
    ],
)
def test_the_handler_calls_a_webhook(tmp_path: Path, event: dict[str, Any], text: str, status: int) -> None:
    """Events of both generations."""
    taken: list[dict[str, Any]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    config = tmp_path / "handler.json"
    config.write_text(json.dumps({"webhook": {"url": f"http://127.0.0.1:{server.server_port}/hook"}}))
    command = [sys.executable, "-m", "igor.monitoring.checks", "handler", "--config", str(config)]
    done = subprocess.run(command, input=json.dumps(event), capture_output=True, text=True, check=False)
    server.shutdown()
    thread.join()
    server.server_close()
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert [(each["text"], each["status"], each["host"]) for each in taken] == [(text, status, "ci")]


@pytest.mark.parametrize(
    "config",
    [
        "{}",
        "no JSON",
        '{"webhook": {"url": "http://127.0.0.1:9/"}}',
        '{"mail": {"to": ["a@b"], "server": "127.0.0.1:9"}}',
    ],
)
def test_the_handler_says_what_is_wrong(tmp_path: Path, config: str) -> None:
    """An alert that goes nowhere must not look sent."""
    path = tmp_path / "handler.json"
    path.write_text(config)
    command = [sys.executable, "-m", "igor.monitoring.checks", "handler", "--config", str(path)]
    done = subprocess.run(command, input=json.dumps(GO_EVENT), capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stdout
    assert "igor check handler: " in done.stdout
