"""A restart that is asked for: all paths are 503 at once, then a new session; builds and the queue go on."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from deployed import Igor

pytestmark = [pytest.mark.acceptance, pytest.mark.slow, pytest.mark.integration]

JOB = "<project><builders><hudson.tasks.Shell><command>{}</command></hudson.tasks.Shell></builders></project>"


def wait_for(condition: Callable[[], Any], what: str, timeout_s: float = 90) -> Any:
    """The condition's first true value."""
    deadline = time.monotonic() + timeout_s
    while not (value := condition()):
        assert time.monotonic() < deadline, f"waited {timeout_s} s for {what}"
        time.sleep(0.05)
    return value


def session_of(igor: Igor) -> str | None:
    """The session that the server tells; None while it restarts."""
    try:
        answer = requests.get(igor.url + "login", timeout=30)
    except requests.ConnectionError:
        return None
    return answer.headers["X-Jenkins-Session"] if answer.status_code == 200 else None


def test_builds_go_on(igor: Igor, tmp_path: Path) -> None:
    """The build that ran before ends well after it."""
    auth, gate = ("admin", igor.token), tmp_path / "gate"
    url, xml = igor.url + "createItem?name=lasting", JOB.format(f"until [ -e {gate} ]; do sleep 0.1; done; echo passed")
    requests.post(url, xml, headers={"Content-Type": "text/xml"}, auth=auth, timeout=30).raise_for_status()
    build = igor.url + "job/lasting/1/"

    def shown() -> dict[str, Any]:
        answer = requests.get(build + "api/json", auth=auth, timeout=30)
        return dict(answer.json()) if answer.status_code == 200 else {}

    requests.post(igor.url + "job/lasting/build", auth=auth, timeout=30).raise_for_status()
    wait_for(shown, "the build to run")
    before = session_of(igor)
    asked = requests.post(igor.url + "safeRestart", auth=auth, timeout=30, allow_redirects=False)
    assert (asked.status_code, asked.headers["Location"]) == (302, igor.url)
    wait_for(lambda: session_of(igor) not in (None, before), "the new web process")
    assert shown()["building"]
    gate.touch()
    assert wait_for(lambda: shown()["result"], "the build to end") == "SUCCESS"
    assert "passed\n" in requests.get(build + "consoleText", auth=auth, timeout=30).text
    requests.post(igor.url + "job/lasting/doDelete", auth=auth, timeout=30)
