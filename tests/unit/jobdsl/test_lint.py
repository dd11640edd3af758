"""What ``igor lint`` finds in scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from igor.cli.lint import lint
from igor.jobdsl.lint import Finding, Surroundings, lint_file

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
    return lint_file(file, Surroundings(folder))


def test_every_unknown_method_is_told(tmp_path: Path) -> None:
    """People would mend one name, run again, and find the next."""
    found = _lint(tmp_path, _BROKEN)
    assert [(each.line, each.column, each.message) for each in found] == [
        (3, 13, "shel is not a method of StepContext; did you mean shell?"),
        (4, 5, "gradle is not a method of FreeStyleJob; it belongs inside steps { … }"),
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
    assert [each["rule"] for each in json.loads(result.output)] == ["label", "cron"]


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


@pytest.mark.parametrize(
    ("source", "place", "message"),
    [
        ("job('a') {\n  step { shell('x') }\n}", (2, 3), "step is not a method of FreeStyleJob; did you mean steps?"),
        ("job('a') { steps { Shell('x') } }", (1, 20), "Shell is not a method of StepContext; did you mean shell?"),
        ("job('a') { steps { sh 'x' } }", (1, 20), "sh is not a method of StepContext; did you mean shell?"),
        ("job('a') { shell('x') }", (1, 12), "shell is not a method of FreeStyleJob; it belongs inside steps { … }"),
        (
            "job('a') { publishers { junit('x') } }",
            (1, 25),
            "junit is not a method of PublisherContext; did you mean archiveJunit?",
        ),
        (
            "pipelineJob('a') { steps { shell('x') } }",
            (1, 20),
            "steps is not a method of WorkflowJob; a pipeline has it in its Jenkinsfile, not in the job",
        ),
        (
            "pipelineJob('a') { properties { disableConcurrentBuild() } }",
            (1, 33),
            "disableConcurrentBuild is not a method of PropertiesContext; did you mean disableConcurrentBuilds?",
        ),
        (
            "job('a') { publishers { recordIssues { } } }",
            (1, 25),
            (
                "recordIssues is not a method of PublisherContext; if a plugin adds it, write its XML in a configure "
                "block, or add a row to a table of --symbols"
            ),
        ),
        ("jobb('a') { }", (1, 1), "jobb is not a method of a script; did you mean job?"),
        (
            "job('a') { logRotator { numToKeep('5') } }",
            (1, 25),
            "numToKeep does not take (String); it takes numToKeep(int numToKeep)",
        ),
        (
            "job('a') { logRotator(daysToKeep: 3) }",
            (1, 12),
            (
                "logRotator does not take (named arguments); it takes logRotator { … } or "
                "logRotator([int daysToKeep], [int numToKeep], [int artifactDaysToKeep], [int artifactNumToKeep])"
            ),
        ),
        (
            "import org.x.Helper\njob('a')",
            (1, 1),
            (
                "unable to resolve class org.x.Helper; helper classes lie beside the script or in a folder that "
                "--classpath names"
            ),
        ),
        (
            "def team = 'x'\njob(teem)",
            (2, 5),
            "No such property: teem for class: script; did you mean team?",
        ),
        (
            "job(params.NAME)",
            (1, 5),
            (
                "No such property: params for class: script; parameters of the build are variables of their own: write "
                "NAME instead of params.NAME"
            ),
        ),
        (
            'job("a") { steps { shell("echo ${BUILD_NUMBER}") } }',
            (1, 34),
            (
                "No such property: BUILD_NUMBER for class: javaposse.jobdsl.dsl.helpers.step.StepContext; if the build "
                "is to replace it, quote the text with ' or write \\${BUILD_NUMBER}; if it is a parameter of the build,"
                " give it with --param"
            ),
        ),
        (
            "job('a') {\n    steps {\n        shell('x')\n}\n",
            (5, 1),
            "expecting '}', found '': the { in line 2 has no } of its own",
        ),
    ],
)
def test_what_was_meant(tmp_path: Path, source: str, place: tuple[int, int], message: str) -> None:
    """People would look up in a manual what a machine could have told them."""
    (found,) = [each for each in _lint(tmp_path, source) if each.severity == "error"]
    assert ((found.line, found.column), found.message) == (place, message)


@pytest.mark.parametrize(
    ("source", "line", "rule", "message"),
    [
        ("job('a')\njob('A')", 2, "declared-twice", "A is declared in line 1 already: the later one replaces it"),
        ("folder('team')\njob('teams/x')", 2, "folder", "no folder teams is made here; did you mean team?"),
        (
            "job('a') {\n  disabled = true\n}",
            2,
            "assignment",
            "disabled = … sets a variable of the script, not the item's disabled: write disabled(…)",
        ),
        (
            "job('a') { wrappers { xvnc() } }",
            1,
            "plugin",
            "plugin 'xvnc' needs to be installed",
        ),
    ],
)
def test_what_most_likely_is_a_mistake(tmp_path: Path, source: str, line: int, rule: str, message: str) -> None:
    """The script runs, and does something else than its author thinks."""
    file = tmp_path / "script.groovy"
    file.write_text(source)
    (found,) = lint_file(file, Surroundings(tmp_path, plugins={"cloudbees-folder": "latest"}))
    assert (found.severity, found.line, found.rule, found.message) == ("warning", line, rule, message)


def test_schedules_have_their_own_place(tmp_path: Path) -> None:
    """The line of the job says little when it is a hundred lines long; a broken script would hide them."""
    file = tmp_path / "x.groovy"
    file.write_text("job('a') {\n  label('b &&')\n  triggers {\n    cron('H 25 * * *')\n  }\n  stepz { }\n}\n")
    result = CliRunner().invoke(lint, [str(file), "--format", "json"], standalone_mode=False)
    found = json.loads(result.output)
    assert [(each["line"], each["column"], each["rule"]) for each in found] == [
        (2, 9, "label"),
        (4, 10, "cron"),
        (6, 3, "unknown-method"),
    ]
    assert found[1]["message"] == (
        "the schedule “H 25 * * *” cannot be read: 25 is an invalid value. Must be within 0 and 23"
    )


def test_yaml_files(tmp_path: Path) -> None:
    """The scripts in a Configuration as Code file are checked where they stand."""
    file = tmp_path / "jobs.yaml"
    file.write_text("jobs:\n  - script: |\n      job('a') { stepz { } }\n  - url: http://x\n")
    result = CliRunner().invoke(lint, [str(file)], standalone_mode=False)
    assert f"{file}:4:10: error: scripts are not fetched from a url [syntax]" in result.output
    file.write_text("jobs:\n  - script: |\n      job('a') { stepz { } }\n")
    result = CliRunner().invoke(lint, [str(file)], standalone_mode=False)
    assert f"{file}:3:12: error: stepz is not a method" in result.output
