"""A controller on loopback behind a proxy that ends TLS: what it tells agents of where to connect."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from rest_server import Rest, serving

pytestmark = pytest.mark.integration

_FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "ci.example"}


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        yield served


@pytest.mark.parametrize(
    ("engine", "headers", "told"),
    [
        ("ws://127.0.0.1:8081/agents", {}, "ws://127.0.0.1:8081/agents"),
        ("ws://127.0.0.1:8081/agents", _FORWARDED, "wss://ci.example/agents"),
        ("ws://[::1]:8081/agents", {**_FORWARDED, "X-Forwarded-Proto": "http"}, "ws://ci.example/agents"),
        ("ws://10.0.0.7:8081/agents", _FORWARDED, "ws://10.0.0.7:8081/agents"),
        ("ws://0.0.0.0:8081/agents", _FORWARDED, "ws://ci.example:8081/agents"),
    ],
)
def test_agents_are_led_through_the_proxy(rest: Rest, engine: str, headers: dict[str, str], told: str) -> None:
    """Broken: an agent elsewhere is told the loopback address of the controller's machine, or of its own."""
    rest.controller.home.engine_address.write_text(json.dumps({"agents": engine, "pid": 1, "epoch": 1}))
    answer = rest.get("agent-endpoint", auth=None, headers=headers)
    assert answer.json() == {"websocket": told}
