"""The script worker as a real child process: results, errors, templates, and its bounds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from igor.jobdsl.errors import DslScriptError
from igor.jobdsl.session import Script, SeedRequest
from igor.jobdsl.worker import run_worker

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def _request(source: str, tmp_path: Path, **values: object) -> SeedRequest:
    return SeedRequest((Script("a.groovy", source, tmp_path / "a.groovy"),), tmp_path, **values)  # type: ignore[arg-type]


def test_the_result_is_that_of_the_engine(tmp_path: Path) -> None:
    """A seed build would apply something else than `igor seed render` shows."""
    printed: list[str] = []
    source = "println 'hi'\njob(NAME) { using('tpl'); description('d') }\nqueue(NAME)"
    configs = {"tpl": "<project><builders/></project>"}
    request = _request(
        source, tmp_path, parameters={"NAME": "x"}, existing_config=configs.get, print_text=printed.append
    )
    result = run_worker(request, timeout_s=30)
    assert [(item.class_name, item.full_name, item.line) for item in result.items] == [("FreeStyleJob", "x", 2)]
    assert "<description>d</description>" in result.items[0].xml
    assert (result.queued, "".join(printed)) == (["x"], "Processing DSL script a.groovy\nhi\n")


def test_files_of_other_jobs(tmp_path: Path) -> None:
    """``readFileFromWorkspace(job, path)`` would be null whatever is there."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "version").write_text("1.2")
    workspaces = {"build": str(other), "never-built": ""}
    source = """
        println readFileFromWorkspace('build', 'version')
        ['build', 'never-built', 'none'].each { assert readFileFromWorkspace(it, 'x') == null }
    """
    printed: list[str] = []
    run_worker(_request(source, tmp_path, workspace_of=workspaces.get, print_text=printed.append), timeout_s=30)
    text = "".join(printed)
    assert "\n1.2\n" in text
    assert [line.rpartition("because the ")[2] for line in text.splitlines() if line.startswith("Warning")] == [
        "file does not exist",
        "workspace does not exist",
        "job does not exist",
    ]


def test_errors_keep_their_place(tmp_path: Path) -> None:
    """The build's log would not say where the script is broken."""
    with pytest.raises(DslScriptError) as caught:
        run_worker(_request("job('a') {\n  foo('x')\n}", tmp_path), timeout_s=30)
    assert (caught.value.line, caught.value.column, caught.value.source_line) == (2, 3, "  foo('x')")
    assert caught.value.stack[-1].startswith("a.run(a.groovy:1")


def test_an_endless_script_is_stopped(tmp_path: Path) -> None:
    """One seed would occupy the controller for ever."""
    with pytest.raises(DslScriptError, match="ran longer than 1 seconds and was stopped|worker ended|steps"):
        run_worker(_request("while (true) { }", tmp_path), timeout_s=1)


def test_the_environment_is_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets of the controller's environment would be readable by every script."""
    monkeypatch.setenv("IGOR_SECRET", "hunter2")
    with pytest.raises(DslScriptError, match="No such property: IGOR_SECRET|SecurityException"):
        run_worker(_request("println IGOR_SECRET", tmp_path), timeout_s=30)


_PARENT = """
import sys
from pathlib import Path
from igor.jobdsl.session import Script, SeedRequest
from igor.jobdsl.worker import run_worker
folder = Path(sys.argv[1])
request = SeedRequest((Script("a.groovy", "while (true) { }", folder / "a.groovy"),), folder)
run_worker(request, timeout_s=60, on_start=lambda process: print(process.pid, flush=True))
"""


def test_a_worker_ends_with_the_one_who_asked(tmp_path: Path) -> None:
    """An endless script would go on burning a processor after its engine was killed."""
    with subprocess.Popen([sys.executable, "-c", _PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        while worker.cpu_times().user < 0.3:
            assert worker.is_running()
        parent.kill()
    worker.wait(timeout=10)
