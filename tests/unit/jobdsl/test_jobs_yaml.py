"""Scripts in a YAML file, as Configuration as Code has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.jobdsl.engine import evaluate
from igor.jobdsl.errors import DslScriptError
from igor.jobdsl.jobs_yaml import read_jobs
from igor.jobdsl.session import SeedRequest
from igor.model.errors import InvalidSource

_FILE = """\
jenkins:
  systemMessage: not ours
jobs:
  - providedEnv:
      TEAM: web
  - script: |
      folder("${TEAM}")
      job("${TEAM}/a") { description("^${1 + 1}") }
  - file: more.groovy
  - script: >
      job('b') {
          description('${OTHER:-none}')
      }
"""


def _write(folder: Path, text: str) -> Path:
    path = folder / "jobs.yaml"
    path.write_text(text)
    (folder / "more.groovy").write_text("job('c')")
    return path


def test_scripts_run_in_order(tmp_path: Path) -> None:
    """A file of Configuration as Code would have to be taken apart by hand."""
    jobs = read_jobs(_write(tmp_path, _FILE), "jobs.yaml")
    result = evaluate(SeedRequest(jobs.scripts, tmp_path, parameters=jobs.variables))
    assert [(each.full_name, Path(each.file_name).name, each.line) for each in result.items] == [
        ("web", "jobs.yaml", 7),
        ("web/a", "jobs.yaml", 8),
        ("c", "more.groovy", 1),
        ("b", "jobs.yaml", 11),
    ]
    assert "<description>2</description>" in result.items[1].xml
    assert "<description>none</description>" in result.items[3].xml
    assert jobs.variables == {"TEAM": "web"}


def test_errors_name_the_line_of_the_file(tmp_path: Path) -> None:
    """Line 2 of the third script is nowhere to be found in a file of a thousand lines."""
    jobs = read_jobs(
        _write(tmp_path, "jobs:\n  - script: |\n      job('a') {\n        stepz { }\n      }\n"), "jobs.yaml"
    )
    with pytest.raises(DslScriptError, match=r"\(jobs.yaml, line 4\) No signature of method"):
        evaluate(SeedRequest(jobs.scripts, tmp_path))


def test_variables_from_outside_may_be_used(tmp_path: Path) -> None:
    """What --param gives would reach the scripts and not the file."""
    path = _write(tmp_path, "jobs: [{script: \"job('${NAME}')\"}]")
    assert read_jobs(path, variables={"NAME": "x"}).scripts[0].source == "job('x')"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("jobs: [", "jobs.yaml:2:1: .*expected node content"),
        ("", "jobs.yaml:1: the file has no “jobs”"),
        ("jenkins: {}", "jobs.yaml:1: the file has no “jobs”"),
        ("jobs:\n  script: x", "jobs.yaml:2:3: “jobs” is no list"),
        ("jobs:\n  - job('a')", "jobs.yaml:2:5: this is no mapping"),
        (
            "jobs:\n  - scrypt: x",
            "jobs.yaml:2:5: an entry of “jobs” has one of the keys script, file, url, providedEnv",
        ),
        ("jobs:\n  - script: x\n    file: y", "jobs.yaml:2:5: an entry of “jobs” has one of"),
        ("jobs:\n  - url: http://x", "jobs.yaml:2:10: scripts are not fetched from a url"),
        ("jobs:\n  - file: none.groovy", "jobs.yaml:2:11: there is no file .*none.groovy"),
        (
            "jobs:\n  - script: |\n      echo ${x}",
            r"jobs.yaml:2:13: \$\{x\} stands for a variable, and none is called so",
        ),
        ("jobs:\n  - script: ${readFile:/etc/passwd}", "stands for a variable"),
        ("jobs:\n  - script: [a]", "jobs.yaml:2:13: this is no text"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    """A typing error would be ignored, and its jobs be deleted."""
    with pytest.raises(InvalidSource, match=message):
        read_jobs(_write(tmp_path, text), "jobs.yaml")
