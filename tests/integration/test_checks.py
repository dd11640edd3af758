"""The checks against a strict likeness of Jenkins' Metrics plugin and against Igor: one contract, both pass."""

from __future__ import annotations

import json
import os
import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fake_jenkins
import pytest
from check_runner import CheckRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from rest_server import Rest, serving

from igor.controller import metrics_keys, nodes
from igor.monitoring.checks.__main__ import CHECKS
from igor.monitoring.checks.node import states

pytestmark = pytest.mark.integration

ASKING = ("ping", "health", "queue", "executors", "agents", "metrics")
LINE = re.compile(r"check-[a-z]+ (OK|WARNING|CRITICAL|UNKNOWN)(: [^|\n]+)?( \| (\S+=\S+;\S*;?\S* ?)+)?\n")


RUNNER: list[CheckRunner] = []


@pytest.fixture(scope="module", autouse=True)
def runner() -> Iterator[None]:
    RUNNER.append(CheckRunner())
    yield
    RUNNER.pop().close()


def check(name: str, *options: str, **environment: str) -> tuple[int, str]:
    """Exit code and output, as a monitoring system sees them."""
    return RUNNER[0].run(name, *options, **environment)


@dataclass
class Site:
    """A controller to watch."""

    url: str
    key: str
    user: str
    token: str

    def check(self, name: str, *options: str) -> tuple[int, str]:
        return check(name, "--url", self.url, *options, IGOR_METRICS_KEY=self.key)


@pytest.fixture(scope="module", params=["jenkins", "igor"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if request.param == "jenkins":
        with fake_jenkins.running() as jenkins:
            yield Site(jenkins.url, fake_jenkins.KEY, fake_jenkins.USER, fake_jenkins.TOKEN)
        return
    with serving(tmp_path_factory.mktemp("home") / "home") as rest:
        make_well(rest)
        yield Site(rest.url, metrics_keys.add(rest.controller, "checks"), "admin", rest.token)


def make_well(rest: Rest) -> None:
    """As with an engine and the built-in node's agent."""
    rest.controller.home.engine_address.write_text(json.dumps({"agents": "ws://x/", "pid": os.getpid(), "epoch": 1}))
    rest.controller.store.write(lambda c: c.execute("UPDATE node SET connected = 1"))


@pytest.fixture
def jenkins() -> Iterator[fake_jenkins.Jenkins]:
    with fake_jenkins.running() as made:
        yield made


def ask(jenkins: fake_jenkins.Jenkins, name: str, *options: str) -> tuple[int, str]:
    return check(name, "--url", jenkins.url, *options, IGOR_METRICS_KEY=fake_jenkins.KEY)


@pytest.mark.parametrize("name", ASKING)
def test_all_is_well(site: Site, name: str) -> None:
    """The same figures from both."""
    code, text = site.check(name)
    assert code == 0, text
    if name == "metrics":
        assert re.search(r"^\S+\.jenkins\.jenkins\.executor\.count\.value \d+ \d{10}$", text, re.MULTILINE)
        assert all(re.fullmatch(r"[\w.-]+ -?[\d.e+-]+ \d+", line) for line in text.splitlines())
    else:
        assert LINE.fullmatch(text), text
        assert "OK" in text


@pytest.mark.parametrize("name", ASKING)
def test_a_wrong_key_is_unknown(site: Site, name: str) -> None:
    """Nobody is woken because a key was changed; the text says what to look at."""
    code, text = check(name, "--url", site.url, IGOR_METRICS_KEY="0123456789abcdef0123")
    assert code == 3
    assert "403" in text or "401" in text


def test_as_a_user(site: Site, tmp_path: Path) -> None:
    """Without an access key: a user with the rights."""
    secret = tmp_path / "token"
    secret.write_text(f"{site.token}\n")
    for name in ("ping", "health", "queue"):
        assert check(name, "--url", site.url, "--user", site.user, "--password-file", str(secret))[0] == 0


@pytest.mark.parametrize(
    ("name", "changes", "options", "code", "text"),
    [
        ("queue", {"jenkins.queue.size.value": 60}, [], 1, "60 in the queue"),
        ("queue", {"jenkins.queue.size.value": 60}, ["--critical", "60"], 2, "size=60;50;60"),
        ("queue", {"jenkins.queue.stuck.value": 1}, [], 1, "1 stuck"),
        ("executors", {"jenkins.executor.in-use.value": 4}, [], 1, "4 of 4 executors in use"),
        ("executors", {"jenkins.executor.in-use.value": 4}, ["--critical", "95"], 2, "used=100%;90;95"),
        ("executors", {"jenkins.executor.count.value": 0}, [], 2, "no executor is online"),
        ("agents", {"jenkins.node.offline.value": 1, "jenkins.node.online.value": 1}, [], 1, "1 of 2 nodes online"),
        ("agents", {}, ["--expected", "3"], 2, "2 of 2 nodes online"),
        ("heap", {"vm.memory.heap.usage": 0.9}, [], 1, "90.0 % of the heap in use"),
        ("heap", {"vm.memory.heap.usage": 0.99}, [], 2, "heap=99%;85;95"),
        ("late", {}, [], 3, "it is no Igor"),
        ("late", {"igor.late.runs": 2, "igor.late.seconds": 90.0}, [], 1, "2 runs are late, the latest by 90 s"),
        ("late", {"igor.late.runs": 0, "igor.late.seconds": 0.0}, [], 0, "nothing is late"),
        ("queue", {"jenkins.queue.size.value": "many"}, [], 3, "does not measure jenkins.queue.size.value"),
    ],
)
def test_limits(
    jenkins: fake_jenkins.Jenkins, name: str, changes: dict[str, Any], options: list[str], code: int, text: str
) -> None:
    """Each figure at its limits."""
    jenkins.gauges |= changes
    found = ask(jenkins, name, *options)
    assert (found[0], text in found[1]) == (code, True), found


@pytest.mark.parametrize(
    ("health", "code", "text"),
    [
        (
            {"disk-space": {"healthy": False, "message": "Only 0.1 Gb free on a"}},
            2,
            "disk-space: Only 0.1 Gb free on a",
        ),
        ({"x": {"healthy": False, "error": {"type": "E", "message": "broke"}}}, 2, "x: broke"),
        ({"x": {"healthy": True, "timestamp": "2020-01-01T00:00:00.000Z"}}, 1, "older than 300 s: x"),
        ({"x": {"healthy": True}}, 0, "1 health checks are healthy"),
        ({}, 3, "no health checks"),
    ],
)
def test_health(jenkins: fake_jenkins.Jenkins, health: dict[str, Any], code: int, text: str) -> None:
    """What is sick, what is only said again and again, and what nobody looks at."""
    jenkins.health = health
    found = ask(jenkins, "health")
    assert (found[0], text in found[1]) == (code, True), found


def test_a_controller_that_hangs(jenkins: fake_jenkins.Jenkins) -> None:
    """Ping is CRITICAL at its time limit, the others cannot know."""
    jenkins.delay = threading.Event()
    assert ask(jenkins, "ping", "--timeout", "0.5") == (2, "check-ping CRITICAL: no answer within 0.5 s\n")
    assert ask(jenkins, "queue", "--timeout", "0.5") == (3, "check-queue UNKNOWN: no answer within 0.5 s\n")


def test_what_is_no_controller(jenkins: fake_jenkins.Jenkins) -> None:
    """Something else answers there."""
    jenkins.pong = "hello"
    assert ask(jenkins, "ping")[0] == 2
    assert check("queue", "--url", f"{jenkins.url}elsewhere", IGOR_METRICS_KEY="x" * 20)[0] == 3
    assert check("ping", "--url", "http://127.0.0.1:9", IGOR_METRICS_KEY="x" * 20)[0] == 2
    assert check("queue", "--url", "ftp://x", IGOR_METRICS_KEY="x" * 20)[0] == 3
    assert check("queue", "--url", jenkins.url, IGOR_METRICS_KEY="")[0] == 3


@pytest.mark.parametrize("name", CHECKS)
def test_help_and_wrong_options(name: str) -> None:
    """A typing mistake is UNKNOWN: neither OK, as sensu-plugin has it, nor CRITICAL, as argparse does."""
    code, text = check(name, "--help")
    assert code == 0
    assert "--timeout" in text
    code, text = check(name, "--nonsense")
    assert code == 3
    assert f"igor check {name} UNKNOWN" in text
    assert check(name, "--timeout", "soon")[0] == 3


def test_backup(tmp_path: Path) -> None:
    """Missing, young, old, empty."""
    pattern = ["--files", str(tmp_path / "igor-*.tar")]
    assert check("backup", *pattern)[0] == 2
    file = tmp_path / "igor-1.tar"
    file.write_bytes(b"x" * 2000)
    assert check("backup", *pattern)[0] == 0
    for hours, code in ((30, 1), (60, 2)):
        at = datetime.now().timestamp() - hours * 3600
        os.utime(file, (at, at))
        assert check("backup", *pattern)[0] == code
    (tmp_path / "igor-2.tar").write_bytes(b"")
    code, text = check("backup", *pattern)
    assert (code, "too short" in text) == (2, True)


def test_spool(tmp_path: Path) -> None:
    """Empty, full, old, not there."""
    folder = ["--folder", str(tmp_path)]
    assert check("spool", *folder) == (0, "check-spool OK: nothing waits | files=0;20;200 bytes=0B;; oldest=0s;;900\n")
    (tmp_path / "event").write_text("{}")
    assert check("spool", *folder)[0] == 0
    assert check("spool", *folder, "--warning", "1")[0] == 1
    os.utime(tmp_path / "event", (1, 1))
    assert check("spool", *folder)[0] == 2
    assert check("spool", "--folder", str(tmp_path / "none"))[0] == 3


@contextmanager
def tls_server(folder: Path, days: int) -> Iterator[int]:
    """A server whose certificate is good for so many days; its port."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=400))
    made = made.not_valid_after(now + timedelta(days=days, hours=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    signed = made.sign(key, hashes.SHA256())
    (folder / "cert.pem").write_bytes(signed.public_bytes(Encoding.PEM))
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "both.pem").write_bytes(pem + signed.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    server = fake_jenkins.ThreadingHTTPServer(("127.0.0.1", 0), fake_jenkins._handler(fake_jenkins.Jenkins()))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield int(server.server_port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(("days", "code"), [(90, 0), (14, 1), (3, 2), (-2, 2)])
def test_certificate(tmp_path: Path, days: int, code: int) -> None:
    """While there is time, and when there is none."""
    with tls_server(tmp_path, days) as port:
        options = ["--url", f"https://localhost:{port}/"]
        found = check("certificate", *options, "--ca-file", str(tmp_path / "cert.pem"))
        assert found[0] == code, found
        assert check("certificate", *options)[0] == 2, "nobody vouches for it"


def test_one_node_by_its_name(tmp_path: Path) -> None:
    """Broken: the check of a node is silent when it is offline, or when nobody knows it any more."""
    with serving(tmp_path / "home") as rest:
        for name in ('of "two" words', "away"):
            nodes.create(rest.controller, name)
        rest.controller.store.write(lambda c: c.execute("UPDATE node SET connected = 1 WHERE name LIKE 'of%'"))
        igor = Site(rest.url, metrics_keys.add(rest.controller, "checks"), "admin", rest.token)
        online = igor.check("agent", "--name", 'of "two" words')
        offline, gone = igor.check("agent", "--name", "away"), igor.check("agent", "--name", "nobody")
    assert online == (0, 'check-agent OK: of "two" words is online | up=1;;\n')
    assert offline == (2, "check-agent CRITICAL: away is offline | up=0;;\n")
    assert gone[0] == 2
    assert "there is no node nobody; there are" in gone[1]
    assert igor.check("agent", "--name", "away")[0] == 3


def test_nodes_as_the_plugin_tells_them() -> None:
    """Jenkins' plugin adds labels of its own, and another namespace may be chosen there."""
    text = (
        "# TYPE default_jenkins_nodes_online gauge\n"
        'default_jenkins_nodes_online{node="a 1",} 1.0\n'
        'ours_nodes_online{jenkins="x",node="b\\\\c"} 0.0\n'
        'default_jenkins_nodes_online_total{node="d"} 1.0\n'
    )
    assert states(text) == {"a 1": 1, "b\\c": 0}
