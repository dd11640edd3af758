"""Jenkins Job Builder: its definitions are uploaded, a second time changes nothing, and it finds what it made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests
from deployed import Igor

pytestmark = [pytest.mark.acceptance, pytest.mark.slow, pytest.mark.integration]

DEFINITIONS = Path(__file__).with_name("job_builder.yml")
JOBS = 67
ENABLED = "  <disabled>false</disabled>\n"


class Builder:
    """``jenkins-jobs`` with a configuration of its own."""

    def __init__(self, igor: Igor, folder: Path) -> None:
        self._igor = igor
        self.url = igor.url
        self._home = folder
        self._conf = folder / "jenkins_jobs.ini"
        self._conf.write_text(
            f"[job_builder]\nallow_duplicates=False\n[jenkins]\nurl={igor.url}\nuser=admin\npassword={igor.token}\n"
            "query_plugins_info=True\n"
        )

    def run(self, *arguments: str) -> str:
        """What the command says."""
        command = [sys.executable, "-W", "ignore", "-m", "jenkins_jobs", "--conf", str(self._conf), *arguments]
        environment = {**os.environ, "HOME": str(self._home), "XDG_CACHE_HOME": str(self._home / "cache")}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def get(self, path: str) -> requests.Response:
        answer = requests.get(self._igor.url + path, auth=("admin", self._igor.token), timeout=30)
        answer.raise_for_status()
        return answer


@pytest.fixture
def builder(igor: Igor, tmp_path: Path) -> Builder:
    return Builder(igor, tmp_path)


def _urls(root: dict[str, Any]) -> list[str]:
    return [each["url"] for each in (*root["jobs"], *root["views"][1:])]


def _configurations(builder: Builder) -> dict[str, str]:
    """The XML of every job and view, by its URL; Job Builder says of jobs that are there whether they are disabled."""
    root = builder.get("api/json?tree=jobs[url,jobs[url]],views[url]").json()
    inside = [each for job in root["jobs"] for each in job.get("jobs", [])]
    urls = [*_urls(root), *(each["url"] for each in inside)]
    return {url: builder.get(url.removeprefix(builder.url) + "config.xml").text.replace(ENABLED, "") for url in urls}


def test_job_builder(builder: Builder, tmp_path: Path) -> None:
    """All definitions twice, lists, plugins, deletion."""
    first = builder.run("update", str(DEFINITIONS))
    assert f"Number of jobs generated:  {JOBS}" in first, first[-2000:]
    before = _configurations(builder)
    assert len(before) == JOBS + 2
    second = builder.run("update", str(DEFINITIONS))
    assert "Number of jobs updated: 0" in second, second[-2000:]
    builder.run("--ignore-cache", "update", str(DEFINITIONS))
    assert _configurations(builder) == before
    listed = set(builder.run("list").split())
    assert {"plain-01", "k-pipeline", "k-folder", "k-folder/inside"} <= listed
    plugins = tmp_path / "plugins.yaml"
    builder.run("get-plugins-info", "-o", str(plugins))
    assert "shortName: job-dsl" in plugins.read_text()
    builder.run("delete", "plain-01")
    assert "plain-01" not in builder.run("list").split()
    builder.run("delete-all", "--force")
    assert _configurations(builder) == {}
