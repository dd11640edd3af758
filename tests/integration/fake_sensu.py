"""Agents of both generations of Sensu, as strict as their documentation: what they would refuse is refused here.

Sources: sensu-docs, sensu-core/1.9 reference/clients.md and reference/checks.md; sensu-go/6 observe-schedule/agent.md
and checks.md.
"""

from __future__ import annotations

import json
import re
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_NAME = re.compile(r"\A[\w.-]+\Z", re.ASCII)


def wrong_result(result: Any) -> str:
    """Why a Sensu Core client would refuse a check result; empty when it would not."""
    if not isinstance(result, dict):
        return "not an object"
    if not (isinstance(result.get("name"), str) and _NAME.match(result["name"])):
        return "name"
    if not isinstance(result.get("output"), str):
        return "output"
    if type(result.get("status")) is not int:
        return "status"
    if type(result.get("executed", 0)) is not int:
        return "executed"
    if "source" in result and not (isinstance(result["source"], str) and _NAME.match(result["source"])):
        return "source"
    if "ttl" in result and not (type(result["ttl"]) is int and result["ttl"] > 0):
        return "ttl"
    if "handlers" in result and not _are_strings(result["handlers"]):
        return "handlers"
    return ""


def wrong_event(event: Any, *, needs_entity: bool) -> str:
    """Why a Sensu Go agent (or backend) would refuse an event; empty when it would not."""
    check = event.get("check") if isinstance(event, dict) else None
    if not isinstance(check, dict):
        return "check"
    metadata = check.get("metadata", {})
    if not (isinstance(metadata.get("name"), str) and _NAME.match(metadata["name"])):
        return "check.metadata.name"
    for kind in ("labels", "annotations"):
        if not all(isinstance(value, str) for value in metadata.get(kind, {}).values()):
            return f"check.metadata.{kind}"
    for name in ("status", "executed", "issued", "interval", "ttl"):
        if name in check and not (type(check[name]) is int and check[name] >= 0):
            return f"check.{name}"
    if not isinstance(check.get("output", ""), str):
        return "check.output"
    if not _are_strings(check.get("handlers", [])):
        return "check.handlers"
    proxy = check.get("proxy_entity_name", "igor")
    if not (isinstance(proxy, str) and _NAME.match(proxy)):
        return "check.proxy_entity_name"
    if needs_entity and not _NAME.match(event.get("entity", {}).get("metadata", {}).get("name", "")):
        return "entity.metadata.name"
    return ""


def _are_strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


class Received(list[Any]):
    """What came, in order; ``fails``: so many requests are answered by a fault first, ``is_deaf``: by none."""

    fails = 0
    is_deaf = False
    headers: dict[str, str]

    def takes(self) -> bool:
        self.fails -= 1
        return self.fails < 0


@contextmanager
def http_server(answer: Any) -> Iterator[int]:
    """``answer(method, path, headers, body) -> (status, text)`` on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, text = answer(self.command, self.path, dict(self.headers), body)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            """Tests look at what came."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def core_http(received: Received) -> Iterator[int]:
    """``POST /results`` of the client or the API."""

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        if not received.takes():
            return 500, "fault"
        result = json.loads(body)
        if (method, path) != ("POST", "/results") or wrong_result(result):
            return 400, wrong_result(result)
        received.append(result)
        return 202, '{"issued": 1}'

    with http_server(answer) as port:
        yield port


@contextmanager
def go_http(received: Received, path_wanted: str = "/events", key: str = "") -> Iterator[int]:
    """``POST /events`` of the agent, or of the backend's API."""

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        if not received.takes():
            return 500, "fault"
        if key and headers.get("Authorization") != f"Key {key}":
            return 401, "unauthorized"
        event = json.loads(body)
        wrong = wrong_event(event, needs_entity=bool(key))
        if (method, path) != ("POST", path_wanted) or wrong:
            return 400, wrong
        received.append(event)
        return 202, ""

    with http_server(answer) as port:
        yield port


@contextmanager
def core_tcp(received: Received) -> Iterator[int]:
    """The client's TCP socket: JSON comes in pieces, ``ok`` or ``invalid`` goes back."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(0.5)
            data = b""
            try:
                while piece := self.request.recv(65536):
                    data += piece
                    result = _json(data)
                    if result is not None:
                        break
            except TimeoutError:
                return
            if not received.takes():
                return
            if data == b"ping":
                self.request.sendall(b"pong")
            elif wrong_result(result):
                self.request.sendall(b"invalid")
            else:
                received.append(result)
                self.request.sendall(b"ok")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@contextmanager
def datagrams(received: Received) -> Iterator[int]:
    """A UDP socket that keeps what comes."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as found:
        found.bind(("127.0.0.1", 0))
        found.settimeout(0.02)
        ended = threading.Event()

        def listen() -> None:
            while not ended.is_set():
                try:
                    received.append(found.recv(65536))
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield found.getsockname()[1]
        ended.set()
        thread.join()


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return None
