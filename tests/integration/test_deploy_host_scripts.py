"""What deploys run on hosts: lock and records, snapshots, tidying up, taking away; below another root."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.integration

FILES = Path(__file__).resolve().parents[2] / "ansible" / "files"

#: Stands for the igor of a version: backs a home's store up and restores it.
IGOR = """\
#!/bin/sh
case $1 in
    backup) cp "$3/igor.db" "$4" ;;
    restore) mkdir -p "$4" && cp "$2" "$4/igor.db" ;;
esac
"""


def run(root: Path, script: str, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, str(FILES / script), *arguments]
    done = subprocess.run(command, env={**os.environ, "IGOR_ROOT": str(root)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_one_deploy_at_a_time(tmp_path: Path) -> None:
    """The second is told who, since when, why; nobody else's lock is released by mistake."""
    first = run(tmp_path, "deploys.py", "take", "t1", "ops@bastion", "deploy of 1.5")
    assert (first["taken"], first["records"]) == (True, [])
    second = run(tmp_path, "deploys.py", "take", "t2", "kim@laptop", "deploy of 1.6")
    assert second["taken"] is False
    assert (second["holder"]["who"], second["holder"]["why"]) == ("ops@bastion", "deploy of 1.5")
    assert run(tmp_path, "deploys.py", "release", "t2") == {"released": False}
    assert run(tmp_path, "deploys.py", "release", "t1") == {"released": True}
    assert run(tmp_path, "deploys.py", "take", "t2", "kim@laptop", "x")["taken"] is True
    assert run(tmp_path, "deploys.py", "break") == {"released": True}
    assert run(tmp_path, "deploys.py", "list") == {"holder": None, "records": []}


def test_records_stay(tmp_path: Path) -> None:
    """Oldest first; one that is damaged does not hide the others."""
    for name in ("deploy-0002", "deploy-0001"):
        run(tmp_path, "deploys.py", "record", name, json.dumps({"id": name}))
    (tmp_path / "var/lib/igor/deploys/deploy-0003.json").write_text("{")
    found = run(tmp_path, "deploys.py", "list")["records"]
    assert [each["id"] for each in found] == ["deploy-0001", "deploy-0002"]


class Host:
    """A controller's host below a folder: version, settings, units, store."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.current = root / "opt/igor/current"
        self.settings = root / "etc/igor/controller.yml"
        self.database = root / "var/lib/igor/igor.db"

    def install(self, version: str, schema: int) -> None:
        program = self.root / "opt/igor/versions" / version / "venv/bin/igor"
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(IGOR)
        program.chmod(0o755)
        self.current.unlink(missing_ok=True)
        self.current.symlink_to(program.parents[2])
        self.settings.parent.mkdir(parents=True, exist_ok=True)
        self.settings.write_text(f"of {version}")
        self.database.parent.mkdir(parents=True, exist_ok=True)
        with sqlite3.connect(self.database) as connection:
            connection.execute(f"PRAGMA user_version = {schema}")
        connection.close()

    @property
    def schema(self) -> int:
        connection = sqlite3.connect(self.database)
        try:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()


def test_nothing_to_go_back_to(tmp_path: Path) -> None:
    """Before a first deploy nothing runs; a revert says so and touches nothing."""
    assert run(tmp_path, "snapshot.py", "take", "deploy-0001")["version"] == ""
    assert run(tmp_path, "snapshot.py", "revert", "deploy-0001")["reverted"] is False


@pytest.mark.parametrize(("schema", "store"), [(7, "kept"), (8, "restored")])
def test_going_back(tmp_path: Path, schema: int, store: str) -> None:
    """Version and settings are as before; the store only where the old version could not read the new one's."""
    host = Host(tmp_path)
    host.install("v1", 7)
    told = run(tmp_path, "snapshot.py", "take", "deploy-0002", "/var/backups/igor")
    assert (told["version"], told["bytes"] > 0) == ("v1", True)
    host.install("v2", schema)
    new = tmp_path / "etc/systemd/system/igor-new.service"
    new.parent.mkdir(parents=True)
    new.write_text("[Service]\n")
    told = run(tmp_path, "snapshot.py", "revert", "deploy-0002")
    assert told == {"reverted": True, "version": "v1", "store": store, "said": []}
    assert host.current.readlink().name == "v1"
    assert host.settings.read_text() == "of v1"
    assert host.schema == 7
    assert not new.exists()
    assert (tmp_path / "var/lib/igor/igor.db.deploy-0002").exists() is (store == "restored")


def test_old_releases_go(tmp_path: Path) -> None:
    """The newest stay, and what builds hold, and what is in use, and what is not complete."""
    for folder in ("var/lib/igor/releases", "opt/igor/versions"):
        for age, name in enumerate(["n1", "n2", "o1", "o2"]):
            path = tmp_path / folder / name / "complete"
            path.parent.mkdir(parents=True)
            path.touch()
            os.utime(path, (1_000_000 - age, 1_000_000 - age))
    (tmp_path / "var/lib/igor/releases/half").mkdir()
    (tmp_path / "opt/igor/current").symlink_to("versions/o2")
    assert sorted(run(tmp_path, "collect.py", "2", "o1")["removed"]) == ["o1", "o2"]
    assert sorted(path.name for path in (tmp_path / "var/lib/igor/releases").iterdir()) == ["half", "n1", "n2", "o1"]
    assert sorted(path.name for path in (tmp_path / "opt/igor/versions").iterdir()) == ["n1", "n2", "o2"]


LEAVES = [
    {
        "laid": ["/opt/igor", "/etc/igor", "/etc/igor/key", "/etc/systemd/system/igor-controller.service"],
        "data": ["/var/lib/igor", "/srv/backups/igor-*.tar"],
        "users": ["igor"],
    },
    {"laid": ["/opt/igor", "/usr/local/bin/igor-wrap", ""], "data": ["/var/lib/igor", ""], "users": []},
]


@pytest.mark.parametrize("purge", [False, True])
def test_taking_away(tmp_path: Path, purge: bool) -> None:
    """What deploys made goes; the data only where that was asked for; nothing of others ever."""
    Host(tmp_path).install("v1", 1)
    others = [tmp_path / "etc/systemd/system/nginx.service", tmp_path / "srv/backups/other.tar"]
    unit, backup = tmp_path / "etc/systemd/system/igor-controller.service", tmp_path / "srv/backups/igor-1.tar"
    for path in (*others, unit, backup, tmp_path / "etc/igor/key"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("[Service]\n")
    link = tmp_path / "usr/local/bin/igor-wrap"
    link.parent.mkdir(parents=True)
    link.symlink_to("/opt/igor/current/wrapper/igor_wrap.py")
    hosts = tmp_path / "etc/hosts"
    hosts.write_text("1.1.1.1 a\n# BEGIN of Igor's site lab\n2.2.2.2 b\n# END of Igor's site lab\n3.3.3.3 c\n")
    how = ["--purge" if purge else "--keep", json.dumps(LEAVES)]
    told = run(tmp_path, "destroy.py", *how)
    assert hosts.read_text() == "1.1.1.1 a\n3.3.3.3 c\n"
    assert not any(os.path.lexists(tmp_path / path) for path in ("opt/igor", "etc/igor", link, unit))
    assert all(other.exists() for other in others)
    assert {(tmp_path / "var/lib/igor").exists(), backup.exists()} == {not purge}
    assert told["kept"] == ([] if purge else ["/srv/backups/igor-1.tar", "/var/lib/igor"])
    assert run(tmp_path, "destroy.py", *how)["removed"] == []


class Answering(BaseHTTPRequestHandler):
    """Well but for the paths in ``sick``."""

    sick: set[str] = set()

    def do_GET(self) -> None:
        self.send_response(500 if self.path in self.sick else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.mark.slow
@pytest.mark.parametrize(("sick", "told"), [(set(), ""), ({"/agent-endpoint"}, "/agent-endpoint answers 500")])
def test_health(sick: set[str], told: str) -> None:
    """Well is what answers several times in a row; else what was wrong is said."""
    server = HTTPServer(("127.0.0.1", 0), type("Handler", (Answering,), {"sick": sick}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    command = [sys.executable, str(FILES / "health.py"), url, "30" if not sick else "0.5"]
    done = subprocess.run(command, capture_output=True, text=True)
    server.shutdown()
    server.server_close()
    assert (done.returncode, told in done.stderr) == (1 if sick else 0, True)


def test_a_look_at_this_machine() -> None:
    """Facts for preflight, whoever looks; nothing is changed."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        done = subprocess.run([sys.executable, str(FILES / "probe.py")], capture_output=True, text=True, check=True)
    facts = json.loads(done.stdout)
    assert facts["listening"][str(port)].startswith(Path(f"/proc/{os.getpid()}/comm").read_text().strip())
    assert facts["python"] == ".".join(map(str, sys.version_info[:3]))
    assert set(facts["free_bytes"]) == {"/opt", "/var/lib", "/tmp"}
