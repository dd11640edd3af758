"""lovoo's jenkins_exporter, as it is published, scrapes Igor and shows its builds.

Its file is taken from ``IGOR_JENKINS_EXPORTER``, else from its repository; without either the test is skipped.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from rest_server import FOLDER, Rest, serving

from igor.model.job import Result

pytestmark = [pytest.mark.integration, pytest.mark.slow]

SOURCE = "https://raw.githubusercontent.com/lovoo/jenkins_exporter/master/jenkins_exporter.py"


@pytest.fixture(scope="module")
def exporter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if named := os.environ.get("IGOR_JENKINS_EXPORTER"):
        return Path(named)
    try:
        answer = requests.get(SOURCE, timeout=5)
        answer.raise_for_status()
    except requests.RequestException as error:
        pytest.skip(f"jenkins_exporter is not to be had: {error}")
    path = tmp_path_factory.mktemp("exporter") / "jenkins_exporter.py"
    path.write_bytes(answer.content)
    return path


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("team", FOLDER)
        served.create("team/app")
        served.create("new")
        served.add_build("team/app", 1, Result.SUCCESS)
        served.add_build("team/app", 2, Result.FAILURE)
        served.controller.store.write(
            lambda c: c.execute("INSERT INTO build_wait SELECT id, 5000, 1000, 2000 FROM build WHERE number = 2")
        )
        yield served


def free_port() -> int:
    with socket.socket() as wire:
        wire.bind(("127.0.0.1", 0))
        return int(wire.getsockname()[1])


def scraped(port: int, process: subprocess.Popen[bytes]) -> str:
    """What the exporter shows, once it listens."""
    for _ in range(600):
        assert process.poll() is None
        try:
            return requests.get(f"http://127.0.0.1:{port}/metrics", timeout=30).text
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("the exporter does not listen")


def test_it_shows_the_builds(rest: Rest, exporter: Path, tmp_path: Path) -> None:
    """Numbers, durations, times and waits of each permalink, in folders too."""
    port = free_port()
    command = [sys.executable, str(exporter), "-j", rest.url, "--user", "admin", "--password", rest.token]
    with (tmp_path / "said").open("w") as said:
        process = subprocess.Popen([*command, "-p", str(port)], stdout=said, stderr=said)
    try:
        text = scraped(port, process)
    finally:
        process.terminate()
        process.wait(30)
    figures = dict(re.findall(r'^(jenkins_job_\w+)\{jobname="team/app"\} (\S+)$', text, re.MULTILINE))
    assert figures["jenkins_job_last_build"] == "2.0"
    assert figures["jenkins_job_last_stable_build"] == "1.0"
    assert figures["jenkins_job_last_failed_build_duration_seconds"] == "0.5"
    assert figures["jenkins_job_last_build_timestamp_seconds"] == "2.0"
    assert figures["jenkins_job_last_build_queuing_duration_seconds"] == "8.0"
    assert figures["jenkins_job_last_build_total_duration_seconds"] == "8.5"
    assert 'jobname="new"' not in text
