"""The agent's own WebSocket client on real networks: TLS, proxies, a peer that reads slowly or not at all."""

from __future__ import annotations

import datetime
import ipaddress
import os
import signal
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from agent_engine import AgentProcess, Proxy, TestEngine, wait_until
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture
def engine() -> Iterator[TestEngine]:
    engine = TestEngine()
    yield engine
    engine.close()


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2].partition("/")[0])


class Front(Proxy):
    """A Proxy that first speaks something else with the agent."""

    def __init__(self, port: int, context: ssl.SSLContext | None = None) -> None:
        self._context = context
        self.tunnels: list[bytes] = []
        super().__init__(port)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        with suppress(OSError):
            if self._context is not None:
                client = self._context.wrap_socket(client, server_side=True)
                server = socket.create_connection(("127.0.0.1", self._target))
            else:
                asked = client.recv(65536).split(b"\r\n")[0]
                self.tunnels.append(asked)
                server = socket.create_connection(("127.0.0.1", port_of(asked.split()[1].decode())))
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            self._sockets += [client, server]
            threading.Thread(target=self._carry, args=(client, server), daemon=True).start()
            self._carry(server, client)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and self-signed certificate of 127.0.0.1 in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "igor")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    builder = builder.add_extension(address, critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    signed = builder.sign(key, hashes.SHA256())
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*plain) + signed.public_bytes(serialization.Encoding.PEM))
    return path


def test_tls_is_verified_and_carries_everything(
    engine: TestEngine, tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken: an agent speaks with whoever answers, or a log through TLS hangs or tears."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    web, agents = Front(port_of(engine.url), context), Front(port_of(engine.websocket), context)
    engine.public_url = f"https://127.0.0.1:{web.port}"
    engine.websocket = f"wss://127.0.0.1:{agents.port}/agents"
    distrustful = AgentProcess(engine, tmp_path / "distrustful")
    wait_until(lambda: "CERTIFICATE_VERIFY_FAILED" in (tmp_path / "agent.log").read_text(), "refusal")
    distrustful.stop()
    assert engine.hellos == []
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    agent = AgentProcess(engine, tmp_path / "agent")
    engine.wait_connected()
    run_id = engine.launch("#!/bin/sh\nseq 1 300000")
    assert engine.wait_finished(run_id).outcome == "success"
    assert engine.log(run_id).startswith(b"1\n2\n")
    assert engine.log(run_id).count(b"\n") >= 300_000
    agent.stop()
    web.close()
    agents.close()


def test_a_proxy_is_used(engine: TestEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken: agents behind a proxy cannot reach the controller."""
    proxy = Front(0)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    agent = AgentProcess(engine, tmp_path / "agent")
    engine.wait_connected()
    assert engine.wait_finished(engine.launch("true")).outcome == "success"
    assert b"CONNECT 127.0.0.1:%d HTTP/1.1" % port_of(engine.websocket) in proxy.tunnels
    agent.stop()
    proxy.close()


def test_a_frozen_engine_holds_no_build_and_no_memory(engine: TestEngine, tmp_path: Path) -> None:
    """Broken: a build waits for the engine, or the agent keeps in memory what cannot be sent."""
    agent = AgentProcess(engine, tmp_path / "agent", silence_s=60)
    engine.wait_connected()
    let_go = threading.Event()
    engine.on_log = lambda run_id: let_go.wait(60) and None
    run_id = engine.launch("#!/bin/sh\nhead -c 60000000 /dev/zero; touch done")
    done = agent.home / "workspace/team/app/done"
    wait_until(done.exists, "end of the build's own work")
    assert psutil.Process(agent.process.pid).memory_info().rss < 45_000_000
    assert run_id not in engine.finished
    let_go.set()
    assert engine.wait_finished(run_id, 60).outcome == "success"
    assert engine.log(run_id).count(b"\0") == 60_000_000
    agent.stop()


def test_a_loud_build_delays_nobody(engine: TestEngine, tmp_path: Path) -> None:
    """Broken: the output of one build keeps another's from being seen."""
    agent = AgentProcess(engine, tmp_path / "agent")
    engine.wait_connected()
    loud = engine.launch("#!/bin/sh\nwhile ! test -e go; do head -c 4000000 /dev/zero; done", workspace="loud")
    engine.wait_for(lambda: len(engine.log(loud)) > 1_000_000, "flood")
    for _ in range(5):
        run_id = engine.launch("#!/bin/sh\necho quiet")
        assert engine.wait_finished(run_id).outcome == "success"
        assert loud not in engine.finished
    (agent.home / "workspace/loud/go").touch()
    assert engine.wait_finished(loud, 60).outcome == "success"
    agent.stop()


def test_an_engine_that_takes_connections_and_says_nothing_is_left(engine: TestEngine, tmp_path: Path) -> None:
    """Broken: a controller that is frozen while an agent connects holds it for minutes."""
    agent = AgentProcess(engine, tmp_path / "agent")
    engine.wait_connected()
    stopped = socket.create_server(("127.0.0.1", 0))
    engine.websocket, running = f"ws://127.0.0.1:{stopped.getsockname()[1]}/agents", engine.websocket
    engine.cut()
    stopped.settimeout(20)
    silent, _ = stopped.accept()
    engine.websocket = running
    engine.wait_connected(2)
    silent.close()
    stopped.close()
    agent.stop()


def test_settings_are_read_again(engine: TestEngine, tmp_path: Path) -> None:
    """Broken: a changed label needs a restart; a slip in the file takes the labels away."""
    labels = tmp_path / "labels"
    labels.write_text("gpu\n")
    agent = AgentProcess(engine, tmp_path / "agent", labels_file=str(labels))
    assert engine.wait_connected().labels == ["gpu", "linux", "x"]
    labels.write_text("color=red\n")
    os.kill(agent.process.pid, signal.SIGHUP)
    wait_until(lambda: "settings not reloaded" in (tmp_path / "agent.log").read_text(), "complaint")
    labels.write_text("fast # ssd\nexecutors=5\n")
    os.kill(agent.process.pid, signal.SIGHUP)
    engine.wait_for(lambda: len(engine.hellos) == 2, "second hello")
    assert (engine.hellos[1].labels, engine.hellos[1].executors) == (["fast", "linux", "x"], 5)
    assert engine.wait_finished(engine.launch("true")).outcome == "success"
    agent.stop()
