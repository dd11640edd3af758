"""What a run that no agent started tells a controller, and the lock that it asks it for; the installed command."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from wrapper_cli import START, WRAPPER, shell, wait_until, wrap

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the machine's own is read or written."""
    monkeypatch.setenv("IGOR_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path / "state"


class Controller(http.server.ThreadingHTTPServer):
    """Records what it is told; ``answers``: status by path."""

    daemon_threads = True

    def __init__(self) -> None:
        self.told: list[tuple[str, str, bytes]] = []
        self.answers: dict[str, int] = {}
        super().__init__(("127.0.0.1", 0), Request)
        self.url = f"http://127.0.0.1:{self.server_port}"


class Request(http.server.BaseHTTPRequestHandler):
    server: Controller

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((self.path, self.headers["Authorization"] or "", body))
        self.send_response(self.server.answers.get(self.path, 200))
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def controller() -> Iterator[Controller]:
    found = Controller()
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found
    found.shutdown()
    found.server_close()
    thread.join()


def test_reports_to_igor(controller: Controller, tmp_path: Path, state: Path) -> None:
    """Broken: a cron job's run is nowhere to be seen."""
    (tmp_path / "login").write_text("cron:t0ken\n")
    options = ["--controller", controller.url, "--credentials", str(tmp_path / "login"), "--job", "team/x"]
    ended = shell("echo hellö; echo v=1 >> $IGOR_OUTPUT", *options, "--schedule", "*/15 * * * *")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "hellö\n", "")
    wait_until(lambda: controller.told, "report")
    path, login, body = controller.told[0]
    told = json.loads(body)
    assert (path, login) == ("/igor/api/external", "Basic Y3Jvbjp0MGtlbg==")
    assert (told["job"], told["exit_code"], told["log"], told["schedule"]) == ("team/x", 0, "hellö\n", "*/15 * * * *")
    assert (told["outputs"], len(told["id"])) == ({"v": "1"}, 32)
    wait_until(lambda: not list(state.glob("reports/[0-9a-f]*")), "end of the sender")


def test_reports_to_a_jenkins(controller: Controller) -> None:
    """Broken: a stock Jenkins with external-monitor-job cannot be told."""
    controller.answers["/igor/api/external"] = 404
    shell("echo out; exit 4", "--controller", controller.url + "/", "--job", "team/my job")
    wait_until(lambda: len(controller.told) == 2, "report")
    path, _, body = controller.told[1]
    assert path == "/job/team/job/my%20job/postBuildResult"
    text = body.decode()
    assert text.startswith('<run><log encoding="hexBinary" content-encoding="UTF-8">6f75740a')
    assert "</log><result>4</result><duration>" in text


def test_igor_wrap(controller: Controller, tmp_path: Path) -> None:
    """Broken: the command that people type reports to nobody, or hands its token to the job."""
    environment = {**os.environ, "IGOR_URL": controller.url, "IGOR_USER": "ann", "IGOR_TOKEN": "t0ken"}
    igor = [sys.executable, "-m", "igor", "wrap", "--job", "x", "--schedule", "@daily", "--", "sh", "-c"]
    command = [*igor, "echo ${IGOR_TOKEN-none}; exit 7"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    assert (ended.returncode, ended.stdout) == (7, "none\n")
    wait_until(lambda: controller.told, "report")
    path, login, body = controller.told[0]
    assert (path, login) == ("/igor/api/external", "Basic YW5uOnQwa2Vu")
    assert [json.loads(body)[name] for name in ("job", "exit_code", "schedule")] == ["x", 7, "@daily"]
    unreachable = {**environment, "IGOR_URL": "", "IGOR_HOME": str(tmp_path / "none")}
    command = [sys.executable, "-m", "igor", "wrap", "--", "echo", "alone"]
    assert subprocess.run(command, capture_output=True, text=True, timeout=60, env=unreachable).stdout == "alone\n"


def test_what_cannot_be_sent_waits_for_the_next_run(controller: Controller, state: Path) -> None:
    """Broken: a controller that was down never hears of what ran meanwhile, or the job waits for it."""

    def report(job: str, status: int) -> str:
        controller.answers["/igor/api/external"] = status
        count = len(controller.told)
        said = shell("true", "--controller", controller.url, "--job", job).stderr
        wait_until(lambda: len(controller.told) > count and not is_sending(state), "end of the sender")
        return said

    report("a", 500)
    report("b", 500)
    assert [waiting(state), len(controller.told)] == [["a", "b"], 2]
    report("c", 200)
    assert [json.loads(body)["job"] for _, _, body in controller.told[2:]] == ["a", "b", "c"]
    assert waiting(state) == []
    report("d", 403)
    assert len(list(state.glob("reports/dead/*.json"))) == 1
    assert "[igor] the last report of d was refused: HTTP 403" in report("e", 200)
    assert report("f", 200) == ""


def waiting(state: Path) -> list[str]:
    return [json.loads(path.read_text())["igor"]["job"] for path in sorted(state.glob("reports/*.json"))]


def is_sending(state: Path) -> bool:
    return subprocess.run(["flock", "-n", str(state / "reports" / ".lock"), "true"]).returncode != 0


def test_a_lock_of_the_fleet(controller: Controller) -> None:
    """Broken: a job runs on two hosts at once, or goes on without its lease."""
    options = ["--controller", controller.url, "--fleet-lock", "db", "--job", "x"]
    assert shell("true", *options).returncode == 0
    wait_until(lambda: len([1 for path, _, _ in controller.told if "locks" in path]) == 2, "release")
    asked = [(path, json.loads(body)["lock"]) for path, _, body in controller.told if "locks" in path]
    assert asked == [("/igor/api/locks/acquire", "db"), ("/igor/api/locks/release", "db")]
    controller.answers["/igor/api/locks/acquire"] = 409
    busy = shell("echo no", *options)
    assert (busy.returncode, busy.stdout, "lock db is held" in busy.stderr) == (75, "", True)
    assert shell("echo no", *options, "--on-busy", "skip").returncode == 0
    assert shell("echo no", "--controller", "http://127.0.0.1:9", "--fleet-lock", "db").returncode == 75
    lost = [*START[:3], "-c", SHORT_LEASE.format(folder=str(WRAPPER.parent))]
    controller.answers = {"/igor/api/locks/renew": 409}
    ended = subprocess.run([*lost, *options, "--", "sleep", "60"], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, "stopped: the fleet lock was lost: db" in ended.stderr) == (143, True)


SHORT_LEASE = """
import sys
sys.path.insert(0, {folder!r})
import igor_wrap as w
w.LEASE_S = 1
w.leave(w.main(sys.argv[1:]))
"""


def test_installed(tmp_path: Path) -> None:
    """Broken: the command that crontabs name does not work."""
    assert wrap("--install", str(tmp_path)).stdout == f"{tmp_path}/bin/igor-wrap\n"
    command = str(tmp_path / "bin" / "igor-wrap")
    assert subprocess.run([command, "--", "sh", "-c", "exit 9"], timeout=60).returncode == 9
    assert "--timeout TIME" in subprocess.run([command, "--help"], capture_output=True, text=True, timeout=60).stdout
