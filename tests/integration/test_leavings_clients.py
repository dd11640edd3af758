"""Artifacts, test reports, variables and file parameters through the clients that people use, unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import jenkins
import pytest
from api4jenkins import Jenkins as Api4Jenkins
from engine_world import job_xml
from jenkinsapi.jenkins import Jenkins as JenkinsApi
from running_controller import RunningController, controller_at
from test_leavings import JUNIT, PARAMETERS, REPORT, archiver, publishing

from igor.cli.main import run

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture(scope="module")
def igor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningController]:
    with controller_at(tmp_path_factory.mktemp("home") / "home") as running:
        script = f"mkdir -p d; printf hello >d/a.txt; printf bye >b.txt; cat >r.xml <<'X'\n{REPORT}\nX"
        running.create("app", publishing(script, archiver("d/a.txt, b.txt", fingerprint="true"), JUNIT))
        running.create("plain", job_xml("true"))
        running.create("given", job_xml("cat in/data.txt", policy=PARAMETERS))
        running.build("app")
        running.build("plain")
        yield running


def test_jenkinsapi(igor: RunningController, tmp_path: Path) -> None:
    """Artifacts are saved and checked against their fingerprints; results, variables, files as parameters."""
    server = JenkinsApi(igor.url, "admin", igor.token)
    build = server["app"].get_last_build()
    artifacts = build.get_artifact_dict()
    assert sorted(artifacts) == ["b.txt", "d/a.txt"]
    assert artifacts["d/a.txt"].get_data() == b"hello"
    saved = artifacts["d/a.txt"].save_to_dir(str(tmp_path), strict_validation=True)
    assert Path(saved).read_text() == "hello"
    results = build.get_resultset()
    assert build.get_status() == "UNSTABLE"
    assert {name: case.status for name, case in results.items()}["p.A.bad"] == "FAILED"
    assert build.get_env_vars()["JOB_NAME"] == "app"
    queued = server["given"].invoke(build_params={"KEY": "k"}, files={"in/data.txt": BytesIO(b"from jenkinsapi\n")})
    queued.block_until_complete(delay=1)
    assert "from jenkinsapi" in queued.get_build().get_console()


def test_python_jenkins(igor: RunningController) -> None:
    """Its getters of what a build left."""
    server = jenkins.Jenkins(igor.url, "admin", igor.token)
    assert server.get_build_env_vars("app", 1)["envMap"]["BUILD_NUMBER"] == "1"
    assert server.get_build_test_report("app", 1)["failCount"] == 1
    assert server.get_build_test_report("plain", 1) is None
    assert server.get_build_artifact_as_bytes("app", 1, "d/a.txt") == b"hello"
    assert [a["fileName"] for a in server.get_build_info("app", 1)["artifacts"]] == ["b.txt", "a.txt"]


def test_api4jenkins(igor: RunningController) -> None:
    """Reports suite by suite; of a build without tests there is none."""
    server = Api4Jenkins(igor.url, auth=("admin", igor.token))
    try:
        report = server.get_job("app").get(1).get_test_report()
        assert (report.fail_count, report.pass_count) == (1, 1)
        assert [case.name for suite in report for case in suite] == ["good", "bad", "left"]
        assert report.get("s").get("bad").status == "FAILED"
        assert server.get_job("plain").get(1).get_test_report() is None
    finally:
        server.http_client.close()


def test_the_command_line(
    igor: RunningController,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a build: leave outputs and refer to files. Anywhere: list and fetch them."""
    output, inputs = tmp_path / "output", tmp_path / "inputs"
    inputs.write_text('{"build.version": "1.2"}')
    (tmp_path / "f.txt").write_text("x")
    for name, value in (("IGOR_URL", igor.url), ("IGOR_USER", "admin"), ("IGOR_TOKEN", igor.token)):
        monkeypatch.setenv(name, value)
    assert run(["meta", "set", "a", "b"]) != 0
    monkeypatch.setenv("IGOR_OUTPUT", str(output))
    monkeypatch.setenv("IGOR_INPUTS", str(inputs))
    monkeypatch.setenv("WORKSPACE", str(tmp_path))
    assert run(["meta", "set", "lines", "one\ntwo"]) == 0
    assert run(["artifact", "put", str(tmp_path / "f.txt"), "file"]) == 0
    assert run(["artifact", "put", "/etc/passwd", "file"]) != 0
    assert run(["meta", "get", "nothing"]) != 0
    capfdbinary.readouterr()
    assert run(["meta", "get", "build.version"]) == 0
    assert capfdbinary.readouterr().out == b"1.2"
    lines = output.read_text().splitlines()
    assert lines[1:3] == ["one", "two"]
    assert lines[5] == "artifact:f.txt"
    script = f"cat >>$IGOR_OUTPUT <<'X'\n{output.read_text()}X\necho x >f.txt"
    igor.create("leaving", job_xml(script))
    assert igor.build("leaving")["result"] == "SUCCESS", igor.log("leaving")
    assert run(["meta", "list", "leaving", "--json"]) == 0
    assert b'"lines": "one\\ntwo"' in capfdbinary.readouterr().out
    assert run(["meta", "get", "lines", "--of", "leaving#1"]) == 0
    assert capfdbinary.readouterr().out == b"one\ntwo"
    assert run(["artifact", "list", "leaving"]) == 0
    assert capfdbinary.readouterr().out == b"f.txt\n"
    assert run(["artifact", "get", "leaving", "f.txt", "-o", str(tmp_path / "got")]) == 0
    assert (tmp_path / "got").read_text() == "x\n"
