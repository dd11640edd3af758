"""Ansible's modules for Jenkins: a playbook makes everything, and changes nothing when it is played again."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from deployed import Igor, free_port

pytestmark = [pytest.mark.acceptance, pytest.mark.slow, pytest.mark.integration]

HERE = Path(__file__).parent
LOCK = HERE / "ansible_collection.lock"
#: What of the collection the playbook needs; the rest of the file stays packed.
WANTED = re.compile(
    r"ansible_collections/community/general/(MANIFEST\.json|meta/.*|plugins/module(s/jenkins_|_utils/).*)"
)
MODULES = {"job", "job_info", "build", "build_info", "node", "credential", "script", "plugin"}
#: Tasks that change something each time, in a Jenkins too, and why.
ALWAYS = {
    "Build": "each call starts a build",
    "Build deleted": "in the second run, because there is a first build only then",
    "Token": "a token's value is told once, so the module makes a new one",
}
#: Tasks that never change anything: they ask, or find what they want.
NEVER = {
    "Build info", "Finished build stopped", "Job info", "Node enabled", "Script", "Plugin enabled",
}  # fmt: skip


XML = {"Content-Type": "application/xml"}


def post(igor: Igor, path: str, **options: Any) -> None:
    requests.post(igor.url + path, auth=("admin", igor.token), timeout=30, **options).raise_for_status()


@pytest.fixture(scope="module")
def collections(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection's Jenkins modules, out of the package that the lock file pins."""
    folder = tmp_path_factory.mktemp("collections")
    command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*command, "--require-hashes", "-r", str(LOCK), "-d", str(folder)], check=True, timeout=120)
    (package,) = folder.glob("*.whl")
    with zipfile.ZipFile(package) as packed:
        packed.extractall(folder, [name for name in packed.namelist() if WANTED.fullmatch(name)])
    package.unlink()
    return folder


@pytest.fixture
def igor(tmp_path: Path) -> Iterator[Igor]:
    """An Igor with its two agents (a node without one is never enabled), and what the playbook changes or deletes."""
    deployed = Igor(tmp_path / "home", free_port())
    try:
        deployed.deploy()
        post(deployed, "igor/api/settings", json={"key": "quiet_period_s", "value": "0"})
        for name in ("idle", "old"):
            post(deployed, f"createItem?name={name}", data="<project/>", headers=XML)
        post(deployed, "computer/createItem?name=old", data="<slave/>", headers=XML)
        yield deployed
    finally:
        deployed.run("down", "--purge")


@pytest.fixture
def updates_url(tmp_path: Path) -> Iterator[str]:
    """Plugins as an update site has them: the module wants a file for a plugin that it is to install."""
    site = tmp_path / "site"
    (site / "latest").mkdir(parents=True)
    (site / "latest" / "git.hpi").write_bytes(b"a plugin of Java")
    (site / "update-center.json").write_text('updateCenter.post(\n{"plugins": {"git": {"dependencies": []}}}\n);')
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=site))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *_: object) -> None:
        """Nothing is to be said."""


class Player:
    """``ansible-playbook`` on this machine, with a home of its own."""

    def __init__(self, igor: Igor, collections: Path, folder: Path, updates_url: str) -> None:
        (folder / "plugins").mkdir(parents=True)
        (folder / "note.txt").write_text("a note\n")
        self._folder = folder
        self._variables = {
            "ansible_connection": "local",
            "ansible_python_interpreter": sys.executable,
            "igor_url": igor.url.rstrip("/"),
            "igor_token": igor.token,
            "igor_password": (igor.home / "secrets" / "admin-password").read_text().strip(),
            "folder": str(folder),
            "updates_url": updates_url,
            "owner": folder.owner(),
            "group": folder.group(),
        }
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("ANSIBLE_")},
            "HOME": str(folder),
            "ANSIBLE_HOME": str(folder / "ansible"),
            "ANSIBLE_COLLECTIONS_PATH": str(collections),
            "ANSIBLE_PIPELINING": "true",
            "ANSIBLE_NOCOLOR": "true",
            "ANSIBLE_DEPRECATION_WARNINGS": "false",
            "LC_ALL": "C.UTF-8",
            "PYTHONWARNINGS": "ignore",
        }

    def play(self, *, first: bool) -> dict[str, bool]:
        """Whether each task changed something, by its name."""
        command = [sys.executable, "-m", "ansible", "playbook", "-i", "localhost,", str(HERE / "ansible_present.yml")]
        command += ["-e", json.dumps({**self._variables, "first": first})]
        done = subprocess.run(
            command, cwd=self._folder, env=self._environment, capture_output=True, text=True, timeout=280, check=False
        )
        assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-4000:]
        tasks = re.split(r"^TASK \[(.*)\] \*+$", done.stdout.partition("PLAY RECAP")[0], flags=re.MULTILINE)[1:]
        told = dict(zip(tasks[::2], tasks[1::2], strict=True))
        return {name: "changed: [localhost]" in text for name, text in told.items() if "skipping: [" not in text}


@pytest.mark.timeout(600)
def test_playbook(igor: Igor, collections: Path, tmp_path: Path, updates_url: str) -> None:
    """Everything is made by the first run, nothing by the second, and REST shows it."""
    used = set(re.findall(r"^ {6}community\.general\.jenkins_(\w+):", (HERE / "ansible_present.yml").read_text(), re.M))
    assert used == MODULES
    player = Player(igor, collections, tmp_path / "ansible", updates_url)
    first = player.play(first=True)
    assert {name for name, changed in first.items() if not changed} == NEVER
    second = player.play(first=False)
    assert {name for name, changed in second.items() if changed} == set(ALWAYS)
    check_jobs(igor)
    check_nodes(igor)
    check_credentials(igor)
    check_rest(igor)


def shown(igor: Igor, path: str) -> Any:
    answer = requests.get(igor.url + path, auth=("admin", igor.token), timeout=30)
    answer.raise_for_status()
    return answer.json()


def check_jobs(igor: Igor) -> None:
    job = shown(
        igor, "job/team/job/app/api/json?tree=description,builds[number,result,actions[parameters[name,value]]]"
    )
    assert job["description"] == "käse & brot"
    (build,) = job["builds"]
    assert (build["number"], build["result"]) == (2, "SUCCESS")
    assert {"name": "WHO", "value": "ansible"}.items() <= build["actions"][0]["parameters"][0].items()
    assert shown(igor, "job/idle/api/json")["color"] == "disabled"
    assert "old" not in {job["name"] for job in shown(igor, "api/json")["jobs"]}


def check_nodes(igor: Igor) -> None:
    names = {node["displayName"] for node in shown(igor, "computer/api/json")["computer"]}
    assert names == {"Built-In Node", "agent-1", "agent-2", "by-ansible"}
    made = shown(igor, "computer/by-ansible/api/json")
    assert made["numExecutors"] == 3
    assert {label["name"] for label in made["assignedLabels"]} == {"by-ansible", "linux", "big"}
    off = shown(igor, "computer/agent-1/api/json")
    assert (off["temporarilyOffline"], off["offlineCauseReason"], off["numExecutors"]) == (True, "new disk", 4)
    assert not shown(igor, "computer/agent-2/api/json")["offline"]


def check_credentials(igor: Igor) -> None:
    tree = "api/json?tree=credentials[id,typeName,description]"
    system = shown(igor, f"credentials/store/system/domain/_/{tree}")["credentials"]
    assert {each["id"]: each["typeName"] for each in system if each["description"] == "by Ansible"} == {
        "user_and_pass": "Username with password",
        "file": "Secret file",
        "ssh_key": "SSH Username with private key",
    }
    for store in ("credentials/store/system/domain/staging", "job/team/credentials/store/folder/domain/_"):
        (text,) = shown(igor, f"{store}/{tree}")["credentials"]
        assert (text["id"], text["typeName"]) == ("text", "Secret text")


def check_rest(igor: Igor) -> None:
    assert shown(igor, "api/json")["description"] == "Ansible was here"
    plugins = {each["shortName"]: each["enabled"] for each in shown(igor, "pluginManager/api/json?depth=1")["plugins"]}
    assert plugins["credentials"] and plugins["git"] and not plugins["junit"]
