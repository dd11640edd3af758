"""Malformed requests over Jenkins' paths and Igor's own: no server error, nothing changed, nothing leaked.

``IGOR_MALFORMED_REQUESTS`` says how many; a few in CI.
"""

from __future__ import annotations

import logging
import os
import random
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.openapi.loaders import from_dict

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))
from rest_server import FOLDER, PARAMETERS, Rest, serving  # noqa: E402

from igor.api.openapi import PLACES, document  # noqa: E402
from igor.api.table import ROUTES  # noqa: E402
from igor.model.job import Result  # noqa: E402

pytestmark = [pytest.mark.integration, pytest.mark.slow]

REQUESTS = int(os.environ.get("IGOR_MALFORMED_REQUESTS", "300"))
SEED = int(os.environ.get("IGOR_MALFORMED_SEED", "1"))
#: What Jenkins answers with 500 too: XML, trees and XPaths that cannot be read; and the health checks' own statuses.
ALLOWED = (
    "The engine does not run",
    "Malformed tree expression",
    "depth must be a whole number",
    "XPath",
    "XML",
    "healthcheck",
)
#: Routes that end or stop the process that is being tested, or log the sender out.
LEFT_OUT = re.compile(r"(^|/)(exit|safeExit|restart|safeRestart|reload|quietDown|logout|revoke\w*)$")
TABLES = ("item", "view", "build", "queue_item", "node", "user", "setting", "credential", "build_tally")
NASTY = (
    "",
    "..",
    "../../etc/passwd",
    "%2e%2e%2f",
    "a" * 5000,
    "\x00",
    "\r\nX-Injected: 1",
    "ü😀\u202e",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "-1",
    "99999999999999999999",
    "NaN",
    "[[[[",
    "{,}",
    "*" * 50,
    "${jndi:ldap://x}",
    "{{7*7}}",
)
BODIES = (
    b"",
    b"\xff\xfe\x00",
    b"{",
    b"[]",
    b"null",
    b'{"name": 7}',
    b"<project",
    b"<project><a></project>",
    b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><project>&y;</project>',
    b"<?xml version='1.1'?><project>&#0;</project>",
    b"json=%7B%22",
    b"a=b&a=c&%zz=%",
    b"--x\r\nContent-Disposition: form-data; name=\r\n\r\n--x--",
)
TYPES = (
    "application/json",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "x/y",
    "",
)


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("team", FOLDER)
        served.create("team/app", PARAMETERS)
        served.create("free")
        served.add_build("free", 1, Result.SUCCESS)
        yield served


def state(rest: Rest) -> dict[str, list[tuple[object, ...]]]:
    """All rows that requests could change."""
    with rest.controller.store.read() as connection:
        return {table: [tuple(row) for row in connection.execute(f"SELECT * FROM {table}")] for table in TABLES}


def places(chance: random.Random) -> str:
    """A path of the table, its names good or nasty."""
    route = chance.choice([route for route in ROUTES if route.kind in PLACES and not LEFT_OUT.search(route.path)])
    names = {
        "{job}": "free",
        "{folder}": "team",
        "{build}": "1",
        "{node}": "(built-in)",
        "{user}": "admin",
        "{view}": "all",
    }
    path = PLACES[route.kind] + route.path
    for name in re.findall(r"{\w+}", path):
        good = names.get(name, "1")
        path = path.replace(
            name, good if chance.random() < 0.6 else quote(chance.choice(NASTY), safe="", errors="replace")
        )
    return path


def query(chance: random.Random) -> str:
    names = (
        "tree",
        "depth",
        "xpath",
        "wrapper",
        "exclude",
        "name",
        "json",
        "mode",
        "from",
        "start",
        "delay",
        "key",
        "callback",
    )
    pairs = (
        f"{chance.choice(names)}={quote(chance.choice(NASTY), safe='[]{}', errors='replace')}"
        for _ in range(chance.randint(0, 3))
    )
    return "&".join(pairs)


class Mistakes(logging.Handler):
    """What the application logs beside an answer that begins with “Oops”: exceptions that nobody expected."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(self.format(record))


@pytest.fixture
def mistakes() -> Iterator[Mistakes]:
    handler = Mistakes()
    logger = logging.getLogger("igor.api.errors")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


def check(answer: requests.Response, what: str, mistakes: Mistakes) -> None:
    """No server error that Jenkins would not give, and no insides in the answer."""
    assert mistakes.found == [], what
    if answer.status_code >= 500 and answer.request.method != "HEAD":
        told = answer.headers.get("X-Error", "") + answer.text
        assert any(words in told for words in ALLOWED) or "health" in answer.url, (what, told[-500:])
    for secret in ("Traceback (most", "sqlite3.", "root:x:0:0", "site-packages"):
        assert secret not in answer.text or "/threads" in answer.url, what
    assert "X-Injected" not in answer.headers, what


def send(rest: Rest, chance: random.Random, auth: tuple[str, str] | None, mistakes: Mistakes) -> None:
    method = chance.choice(("GET", "POST", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"))
    path = f"{places(chance).lstrip('/')}?{query(chance)}"
    headers = {"Content-Type": chance.choice(TYPES)}
    body = chance.choice(BODIES) if method in ("POST", "PUT", "PATCH") else None
    what = f"{method} /{path} {headers} {body!r}"
    answer = rest.call(method, path, auth=auth, data=body, headers={k: v for k, v in headers.items() if v})
    check(answer, what, mistakes)


def test_malformed_requests_of_nobody(rest: Rest, mistakes: Mistakes) -> None:
    """Without a login nothing may change, whatever is sent."""
    chance = random.Random(SEED)
    before = state(rest)
    for _ in range(REQUESTS):
        send(rest, chance, None, mistakes)
    assert state(rest) == before


def test_malformed_requests_of_an_administrator(rest: Rest, mistakes: Mistakes) -> None:
    """With all rights things may change; there is no server error, and afterwards all is well."""
    chance = random.Random(SEED + 1)
    for _ in range(REQUESTS):
        send(rest, chance, ("admin", rest.token), mistakes)
    assert rest.json("api/json")["_class"] == "hudson.model.Hudson"


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /api/json HTTP/1.1\r\nHost: x\r\nAuthorization: Basic \xff\r\n\r\n",
        b"GET /api/json HTTP/1.1\r\nHost: x\r\nAuthorization: Basic !!!!\r\n\r\n",
        b"POST /createItem HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /createItem HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
        b"GET /api/json HTTP/1.1\r\nHost: x\r\nCookie: \x00=\x01; JSESSIONID=\r\n\r\n",
    ],
)
def test_malformed_lines(rest: Rest, raw: bytes) -> None:
    """What no client library would send."""
    address = urlsplit(rest.url)
    with socket.create_connection((address.hostname, address.port), 10) as wire:
        wire.sendall(raw)
        wire.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    assert b"Traceback" not in answer
    assert b" 500 " not in answer.partition(b"\r\n")[0]


def test_openapi(rest: Rest, mistakes: Mistakes) -> None:
    """The document is what the table says, and no request that it allows is a server error."""
    said = rest.json("igor/api/openapi.json")
    assert said == document(ROUTES)
    paths = {path: operations for path, operations in said["paths"].items() if not LEFT_OUT.search(path.rstrip("/"))}
    assert len([path for path in paths if "/igor/api/" in path]) > 10
    schema = from_dict({**said, "paths": paths})
    schema.config.update(base_url=rest.url.rstrip("/"))

    for operation in schema.get_all_operations():
        is_own = "/igor/api/" in operation.ok().path
        _try(operation.ok().as_strategy(), rest, mistakes, REQUESTS // (40 if is_own else 300))


def _try(strategy: Any, rest: Rest, mistakes: Mistakes, examples: int) -> None:
    """Requests of one operation."""

    @settings(
        max_examples=max(1, examples),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def each(case: schemathesis.Case) -> None:
        request = case.as_transport_kwargs(base_url=rest.url.rstrip("/"))
        answer = requests.request(**request, auth=("admin", rest.token), timeout=30, allow_redirects=False)
        check(answer, case.as_curl_command(), mistakes)

    each()
