"""A pytest plugin for jenkinsapi's own system tests: they run against a deployed Igor instead of a container.

Loaded into a pytest of its own by ``test_jenkinsapi.py``, which names the port in ``IGOR_PORT`` and the administrator's
token in ``IGOR_TOKEN``. The launcher of containers is replaced by that server, which the tests know by the address of
their container. Waits are shortened, and the tests' clock moves on by what was saved: the tests wait for a JVM. Tests
named in ``jenkinsapi_exceptions.txt`` must fail, each for the reason that stands beside it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import requests
from urllib3.util import connection

EXCEPTIONS = Path(__file__).with_name("jenkinsapi_exceptions.txt")
#: A wait of up to a second gives something its time; a longer one is for a JVM, and becomes this.
SHORT_S = 0.5
#: What the tests take for the server's address; some name it.
ADDRESS = ("localhost", 8080)
#: Tests that look at an item in its quiet period; for all others there is none.
QUIET = {"test_start_and_stop_long_running_job"}

_sleep, _time, _create_connection = time.sleep, time.time, connection.create_connection
_saved_s = 0.0


class Launcher:
    """Stands for ``jenkinsapi.utils.docker_jenkins.DockerJenkins``: what is launched runs already."""

    def __init__(self, **_: Any) -> None:
        self.jenkins_url = f"http://{ADDRESS[0]}:{ADDRESS[1]}"

    def start(self, timeout: int) -> None:
        """Nothing is to be started."""

    def stop(self) -> None:
        """Who deployed it takes it down."""


def _short_sleep(seconds: float) -> None:
    global _saved_s
    wait_s = seconds if seconds <= 1 else SHORT_S
    _saved_s += seconds - wait_s
    _sleep(wait_s)


def _connect(address: tuple[str, int], *arguments: Any, **options: Any) -> Any:
    port = int(os.environ["IGOR_PORT"])
    return _create_connection(("127.0.0.1", port) if address == ADDRESS else address, *arguments, **options)


@pytest.fixture(autouse=True)
def quiet_period(request: pytest.FixtureRequest) -> Iterator[None]:
    """A quiet period for the tests that need one."""
    if request.node.name not in QUIET:
        yield
        return
    _set_quiet_period("2")
    yield
    _set_quiet_period("0")


def _set_quiet_period(seconds: str) -> None:
    url = f"http://{ADDRESS[0]}:{ADDRESS[1]}/igor/api/settings"
    setting = {"key": "quiet_period_s", "value": seconds}
    requests.post(url, json=setting, auth=("admin", os.environ["IGOR_TOKEN"]), timeout=30).raise_for_status()


def exceptions() -> dict[str, str]:
    """Test → why it cannot pass: one a line, ``file.py::test`` and the reason."""
    lines = (line.split(maxsplit=1) for line in EXCEPTIONS.read_text().splitlines() if not line.startswith("#"))
    return {words[0]: words[1] for words in lines if words}


def pytest_configure(config: pytest.Config) -> None:
    """Put the launcher and the clock in place before the tests are imported."""
    launcher = ModuleType("jenkinsapi.utils.docker_jenkins")
    launcher.__dict__.update(DockerJenkins=Launcher, DEFAULT_IMAGE_NAME="igor")
    docker = ModuleType("docker")
    docker.__dict__["from_env"] = lambda: SimpleNamespace(images=SimpleNamespace(get=lambda name: name))
    sys.modules.update({"jenkinsapi.utils.docker_jenkins": launcher, "docker": docker})
    time.sleep, time.time = _short_sleep, lambda: _time() + _saved_s
    connection.create_connection = _connect
    for marker in ("docker", "generate_new_api_token"):
        config.addinivalue_line("markers", f"{marker}: the suite's own")


def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """An exception that passes is an error, and so is one that names no test."""
    left = exceptions()
    for item in items:
        name = f"{item.path.name}::{item.name}"
        if reason := left.pop(name, ""):
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
    if left and session.config.getoption("keyword") == "":
        raise pytest.UsageError(f"{EXCEPTIONS.name} names tests that are not there: {', '.join(left)}")
