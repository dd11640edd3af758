"""What ``igor lint`` finds in scripts."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from igor.cli.lint import lint
from igor.jobdsl.lint import Finding, lint_file

_BROKEN = """\
def helper(x) { "a$x" }
job('a') {
    steps { shel('x'); batchFile(helper(1)) }
    gradle('x')
    configure { it / anything << 'x' }
    properties { disableConcurrentBuilds() }
}
[1, 2].each { n -> job("j$n") { descripion('x') } }
"""


def _lint(folder: Path, source: str) -> list[Finding]:
    file = folder / "script.groovy"
    file.write_text(source)
    return lint_file(file, folder)


def test_every_unknown_method_is_told(tmp_path: Path) -> None:
    """People would mend one name, run again, and find the next."""
    found = _lint(tmp_path, _BROKEN)
    assert [(each.line, each.column, each.message) for each in found] == [
        (3, 13, "shel is not a method of StepContext; did you mean shell?"),
        (4, 5, "gradle is not a method of FreeStyleJob; it belongs to MultiJobStepContext, StepContext"),
        (8, 33, "descripion is not a method of FreeStyleJob; did you mean description?"),
    ]
    assert {each.severity for each in found} == {"error"}


def test_a_call_that_is_not_reached_warns(tmp_path: Path) -> None:
    """A script that runs would be refused for what a helper of its own answers."""
    (found,) = _lint(tmp_path, "job('a') { if (false) { stepz { } } }\n")
    assert (found.severity, found.rule) == ("warning", "unknown-method")


def test_syntax_deprecation_and_errors_of_running(tmp_path: Path) -> None:
    """Each has its place and its rule."""
    (syntax,) = _lint(tmp_path, "job('a') {\n")
    assert (syntax.rule, syntax.severity) == ("syntax", "error")
    (deprecated,) = _lint(tmp_path, "pipelineJob('p') { triggers { cron('@daily') } }\n")
    assert (deprecated.rule, deprecated.severity, deprecated.line) == ("deprecated", "warning", 1)
    (missing,) = _lint(tmp_path, "job('a')\njob(BRANCH)\n")
    assert (missing.rule, missing.line) == ("script-error", 2)
    assert "--param" in missing.message


def test_schedules_and_labels_of_the_items(tmp_path: Path) -> None:
    """A schedule that no job can have would fail when the seed is applied."""
    file = tmp_path / "x.groovy"
    file.write_text("job('a') { label('b &&'); triggers { cron('61 * * * *') } }\n")
    result = CliRunner().invoke(lint, [str(file), "--format", "json"], standalone_mode=False)
    assert result.return_value == 1
    assert [each["rule"] for each in json.loads(result.output)] == ["cron", "label"]


def test_formats(tmp_path: Path) -> None:
    """Editors would not read it; clean scripts would fail a check."""
    file = tmp_path / "x.groovy"
    file.write_text("job('a') { stepz { } }\n")
    text = CliRunner().invoke(lint, [str(file)], standalone_mode=False).output
    assert text.startswith(f"{file}:1:12: error: stepz is not a method of FreeStyleJob; did you mean steps?")
    sarif = json.loads(CliRunner().invoke(lint, [str(file), "--format", "sarif"], standalone_mode=False).output)
    (result,) = sarif["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 12}
    file.write_text("job('a')\n")
    clean = CliRunner().invoke(lint, [str(file)], standalone_mode=False)
    assert (clean.return_value, clean.output) == (0, "0 errors, 0 warnings\n")
