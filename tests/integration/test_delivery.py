"""Who may deliver, what a delivery may hold, and the agent's programs under every Python that is here."""

from __future__ import annotations

import hashlib
import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from rest_server import Rest, serving
from test_agent_zipapp import interpreters

from igor.agents import zipapp
from igor.agents.launch import program_line
from igor.agents.process import boot_id
from igor.controller.build_publish import run_token
from igor.controller.items import find_item

pytestmark = pytest.mark.integration
RUN = "ab" * 16


@pytest.fixture
def rest(tmp_path: Path) -> Iterator[Rest]:
    with serving(tmp_path / "home") as served:
        served.create("app")
        served.add_build("app", 1, None)
        add_run(served, "launched")
        yield served


def add_run(rest: Rest, state: str) -> None:
    item_id = find_item(rest.controller, "app").id

    def work(connection: Any) -> None:
        (build_id,) = connection.execute("SELECT id FROM build WHERE item_id = ?", (item_id,)).fetchone()
        connection.execute("DELETE FROM step_run")
        connection.execute(
            "INSERT INTO step_run (run_id, build_id, step, node_name, state, log_start, launched_ms)"
            " VALUES (?, ?, 1, 'built-in', ?, 0, 0)",
            (RUN, build_id, state),
        )

    rest.controller.store.write(work)


def deliver(rest: Rest, action: str, body: bytes, token: str = "") -> requests.Response:
    """Without a login: the run's token is all."""
    headers = {"Authorization": f"Bearer {token or run_token(rest.controller.secret_box, RUN)}"}
    return requests.post(f"{rest.url}delivery/{RUN}/{action}", data=body, headers=headers, timeout=10)


def pieces(*parts: tuple[str, int, bytes]) -> bytes:
    head = json.dumps([[path, offset, len(data)] for path, offset, data in parts]).encode()
    return b"\n".join([head, b"".join(data for _, _, data in parts)])


def commit(path: str, size: int, **facts: Any) -> bytes:
    files = [[path, size, 5_000, "0" * 32, "0" * 64]]
    return json.dumps({"boot": boot_id(), "files": files, **facts}).encode()


def test_pieces_in_any_repetition(rest: Rest) -> None:
    """A piece may come twice; what is committed is the build's, once; a second commit asks for the files again."""
    for part in (("archive/a/b", 0, b"hello "), ("archive/a/b", 6, b"world"), ("archive/a/b", 6, b"world")):
        assert deliver(rest, "pieces", pieces(part)).json() == {"boot": boot_id()}
    archive = rest.controller.home.artifacts("app", 1)
    assert not archive.exists()
    assert deliver(rest, "commit", commit("archive/a/b", 12)).json() == {"again": True}
    deliver(rest, "pieces", pieces(("archive/a/b", 0, b"hello "), ("archive/a/b", 6, b"world")))
    assert deliver(rest, "commit", commit("archive/a/b", 11)).json() == {"again": False}
    assert (archive / "a/b").read_bytes() == b"hello world"
    assert deliver(rest, "commit", commit("archive/a/b", 11)).json() == {"again": True}


def test_a_machine_that_was_restarted_asks_again(rest: Rest) -> None:
    """What it had may be lost with its memory."""
    deliver(rest, "pieces", pieces(("archive/a", 0, b"x")))
    body = json.loads(commit("archive/a", 1)) | {"boot": "another"}
    assert deliver(rest, "commit", json.dumps(body).encode()).json() == {"again": True}


def test_who_may_not_deliver(rest: Rest) -> None:
    """Another token, a login without token, a run that has ended, a run that never was."""
    body = pieces(("archive/a", 0, b"x"))
    assert deliver(rest, "pieces", body, token="wrong").status_code == 401
    assert rest.post(f"delivery/{RUN}/pieces", data=body).status_code == 401
    assert requests.post(f"{rest.url}delivery/{RUN}/pieces", data=body, timeout=10).status_code == 401
    add_run(rest, "finished")
    assert deliver(rest, "pieces", body).status_code == 409
    token = run_token(rest.controller.secret_box, "cd" * 16)
    headers = {"Authorization": f"Bearer {token}"}
    gone = requests.post(f"{rest.url}delivery/{'cd' * 16}/pieces", data=body, headers=headers, timeout=10)
    assert gone.status_code == 404


@pytest.mark.parametrize("path", ["../log", "/etc/x", "archive/../../log", "", "archive//a", "archive/\0"])
def test_paths_that_lead_out(rest: Rest, path: str) -> None:
    """A delivery writes below its own folder only; nothing of a refused batch needs to be there."""
    assert deliver(rest, "pieces", pieces((path, 0, b"x"))).status_code == 400
    assert rest.controller.home.build_log("app", 1).read_bytes() == b"log\n"


@pytest.mark.parametrize("body", [b"", b"[]extra", b"{}\n", b'[["a", 0, 5]]\nxx', b'[["a", -1, 1]]\nx'])
def test_malformed_batches(rest: Rest, body: bytes) -> None:
    """Never a 500."""
    assert deliver(rest, "pieces", body).status_code == 400
    assert deliver(rest, "commit", body).status_code == 400


class Receiver:
    """The controller's side of a delivery, as far as the program needs it."""

    def __init__(self) -> None:
        self.bodies: list[tuple[str, bytes]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.bodies.append((self.path, body))
                self.send_response(500 if len(receiver.bodies) == 1 else 200)
                self.end_headers()
                self.wfile.write(b'{"boot": "b", "again": false}')

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.mark.slow
@pytest.mark.parametrize("version", interpreters())
def test_publishing_under_every_python(version: str, tmp_path: Path) -> None:
    """Out of the zipapp, without the standard library's site; a controller that answers 500 is asked again."""
    archive = tmp_path / "agent.pyz"
    archive.write_bytes(zipapp.build())
    work = tmp_path / "work"
    work.mkdir()
    (work / "a.txt").write_text("hello")
    (work / "r.xml").write_text(
        '<testsuite name="s"><testcase classname="c" name="n"><failure/></testcase></testsuite>'
    )
    options = {"excludes": "", "default_excludes": True, "case_sensitive": True}
    keep = {"kind": "archive", "includes": "*.txt", "allow_empty": False, "only_if_successful": False, **options}
    keep |= {"fingerprint": True, "follow_symlinks": True}
    tests = {"kind": "junit", "includes": "*.xml", "allow_empty": False, "keep_long_output": False}
    tests |= {"unstable_above": 0, "failed_above": -1, "step_name": "tests"}
    order = {"run_id": RUN, "token": "t", "url": "", "result": "SUCCESS", "publishers": [keep, tests], "references": []}
    (tmp_path / "order").write_text(json.dumps(order))
    receiver = Receiver()
    try:
        url = f"http://127.0.0.1:{receiver.server.server_port}/"
        command = program_line("publish", tmp_path / "order", url)
        command[0], command[5] = interpreters()[version], str(archive)
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, timeout=60, check=False)
    finally:
        receiver.close()
    assert done.returncode == 3, done.stderr
    assert "Build step 'tests' changed build result to UNSTABLE" in done.stdout
    assert [path.rpartition("/")[2] for path, _ in receiver.bodies] == ["pieces", "pieces", "commit"]
    said = json.loads(receiver.bodies[2][1])
    assert said["tests"] == [1, 0, 1]
    assert said["files"][0][3] == hashlib.md5(b"hello").hexdigest()
    assert said["fingerprinted"] == ["archive/a.txt"]


def test_locks_of_the_fleet(rest: Rest) -> None:
    """One holder at a time; a lease that is not renewed ends; who lost it hears so."""

    def ask(what: str, holder: str, **more: Any) -> int:
        body = {"lock": "db", "holder": holder, "job": "dump", "host": "h", "lease_s": 60, **more}
        return rest.post(f"igor/api/locks/{what}", json=body).status_code

    assert [ask("acquire", "a"), ask("acquire", "a"), ask("acquire", "b"), ask("renew", "b")] == [200, 200, 409, 409]
    assert (ask("renew", "a"), ask("release", "b"), ask("acquire", "b")) == (200, 200, 409)
    (held,) = rest.json("igor/api/locks")
    assert (held["name"], held["holder"], held["job"]) == ("db", "a", "dump")
    assert (ask("release", "a"), ask("renew", "a"), ask("acquire", "b")) == (200, 409, 200)
    over = "UPDATE fleet_lock SET until_ms = 1"
    rest.controller.store.write(lambda connection: connection.execute(over))
    assert (ask("acquire", "a"), ask("renew", "b")) == (200, 409)
    assert rest.post("igor/api/locks/acquire", data=b"{}").status_code == 400


def test_locks_of_the_fleet_for_a_run(rest: Rest) -> None:
    """An agent's run needs no login; what it says of holder and job does not count, and it can release late."""

    def ask(what: str, token: str = "") -> int:
        body = {"lock": "db", "holder": "somebody", "job": "secret", "host": "h"}
        return deliver(rest, f"locks/{what}", json.dumps(body).encode(), token).status_code

    assert (ask("acquire", token="wrong"), ask("acquire"), ask("renew")) == (401, 200, 200)
    (held,) = rest.json("igor/api/locks")
    assert (held["holder"], held["job"]) == (RUN, "app")
    add_run(rest, "finished")
    assert (ask("acquire"), ask("release"), rest.json("igor/api/locks")) == (409, 200, [])
    assert deliver(rest, "locks/acquire", b"{}").status_code == 409
