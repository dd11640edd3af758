"""Sockets and one-shot HTTP for the agent: small, so that it needs neither ``http.client`` nor, without TLS, ``ssl``.

Everything here blocks, each step up to a time limit. Proxies come from ``http_proxy``, ``https_proxy`` and ``no_proxy``
(also in capitals); through a proxy everything goes by ``CONNECT``. Certificates are always verified, against
``SSL_CERT_FILE`` where that is set.
"""

from __future__ import annotations

import base64
import os
import socket
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from igor.agents import websocket

_MAX_HEAD_BYTES = 64 * 1024
_TLS = frozenset(("https", "wss"))
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


class Address(NamedTuple):
    """A URL in parts: ``target`` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """For the ``Host`` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


class Answer(NamedTuple):
    """``headers``: names in lower case, repeated ones joined by commas. ``body``: what came so far after the head."""

    status: int
    reason: str
    headers: dict[str, str]
    body: bytes


class Refused(OSError):
    """The other side answered, but not as wanted; ``status`` is the HTTP status."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.status = status


def parse_url(url: str) -> Address:
    """Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(f"not an address of http, https, ws or wss: {url!r}")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme], target)


def request(method: str, url: str, headers: dict[str, str], body: bytes = b"", *, timeout_s: float) -> Answer:
    """One HTTP request on a connection of its own. Follows no redirect. Raises OSError, ValueError."""
    address = parse_url(url)
    fields = {"Host": address.authority, "Connection": "close", "Content-Length": str(len(body)), **headers}
    lines = [f"{method} {address.target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    with connect(address, timeout_s) as connection:
        connection.sendall("".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1") + body)
        answer = read_head(connection)
        return answer._replace(body=_body(connection, answer))


def open_websocket(url: str, headers: dict[str, str], *, timeout_s: float) -> tuple[socket.socket, bytes]:
    """A WebSocket's socket, and what the server sent already. Raises OSError (Refused), ValueError."""
    address = parse_url(url)
    key = websocket.new_key()
    connection = connect(address, timeout_s)
    try:
        connection.sendall(websocket.opening(address.authority, address.target, key, headers))
        answer = read_head(connection)
        try:
            websocket.check_opening(answer.status, answer.headers, key)
        except websocket.ProtocolError as error:
            raise Refused(f"{url}: {error}", answer.status) from error
    except BaseException:
        connection.close()
        raise
    return connection, answer.body


def connect(address: Address, timeout_s: float) -> socket.socket:
    """A connection, through TLS and a proxy where they apply. Raises OSError, ValueError."""
    proxy = proxy_for(address, os.environ)
    nearest = parse_url(proxy) if proxy else address
    connection = socket.create_connection((nearest.host, nearest.port), timeout_s)
    try:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if proxy:
            _tunnel(connection, address, proxy)
        if address.scheme in _TLS:
            import ssl  # 7 MiB and 10 ms that an agent without TLS does not need

            return ssl.create_default_context().wrap_socket(connection, server_hostname=address.host)
    except BaseException:
        connection.close()
        raise
    return connection


def proxy_for(address: Address, environment: os._Environ[str] | dict[str, str]) -> str:
    """The proxy's URL for an address; empty: none. ``no_proxy`` lists hosts and domains, ``*`` means all."""
    name = "https_proxy" if address.scheme in _TLS else "http_proxy"
    proxy = environment.get(name) or environment.get(name.upper()) or ""
    exceptions = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
    for exception in (part.strip().lower().lstrip(".") for part in exceptions.split(",")):
        if exception == "*" or address.host == exception or (exception and address.host.endswith("." + exception)):
            return ""
    return proxy if "://" in proxy or not proxy else f"http://{proxy}"


def _tunnel(connection: socket.socket, address: Address, proxy: str) -> None:
    target = f"[{address.host}]:{address.port}" if ":" in address.host else f"{address.host}:{address.port}"
    lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}"]
    parts = urlsplit(proxy)
    if parts.username:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        lines.append(f"Proxy-Authorization: Basic {base64.b64encode(login).decode()}")
    connection.sendall("".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1"))
    answer = read_head(connection)
    if answer.status != 200:
        raise Refused(f"the proxy {parts.hostname} answered {answer.status} {answer.reason}", answer.status)


def read_head(connection: socket.socket) -> Answer:
    """The head of an HTTP answer, and the bytes that came with it. Raises OSError, ValueError."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more or len(data) > _MAX_HEAD_BYTES:
            raise ConnectionError("the connection ended before an answer came" if not more else "endless HTTP head")
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    version, _, status = first.partition(" ")
    if not version.startswith("HTTP/1.") or not status[:3].isdigit():
        raise ValueError(f"not an HTTP answer: {first:.100}")
    headers: dict[str, str] = {}
    for name, _, value in (line.partition(":") for line in lines):
        known = headers.get(name.lower())
        headers[name.lower()] = value.strip() if known is None else f"{known}, {value.strip()}"
    return Answer(int(status[:3]), status[4:], headers, body)


def _body(connection: socket.socket, answer: Answer) -> bytes:
    if "chunked" in answer.headers.get("transfer-encoding", ""):
        return _unchunked(_read_to_end(connection, answer.body))
    length = int(answer.headers.get("content-length", -1))
    body = _read_to_end(connection, answer.body, length)
    if len(body) < length:
        raise ConnectionError(f"the answer was cut off after {len(body)} of {length} bytes")
    return body


def _read_to_end(connection: socket.socket, data: bytes, length: int = -1) -> bytes:
    parts, have = [data], len(data)
    while (length < 0 or have < length) and (more := connection.recv(65536)):
        parts.append(more)
        have += len(more)
    return b"".join(parts)


def _unchunked(data: bytes) -> bytes:
    parts: list[bytes] = []
    while True:
        size_text, _, data = data.partition(b"\r\n")
        size = int(size_text.partition(b";")[0], 16)
        if size == 0:
            return b"".join(parts)
        if len(data) < size + 2:
            raise ConnectionError("the answer was cut off within a chunk")
        parts.append(data[:size])
        data = data[size + 2 :]
