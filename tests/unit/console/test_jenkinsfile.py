"""Validation of Jenkinsfiles: a wrong one that passes fails later, in a build."""

from __future__ import annotations

import pytest

from igor.console.jenkinsfile import errors_of

GOOD = """pipeline {
  agent any
  stages {
    stage('a') { steps { echo 'x' } }
    stage('b') {
      parallel { stage('c') { steps { sh 'y' } } }
      post { always { echo 'z' } }
    }
  }
}"""


def test_a_good_one() -> None:
    """Nothing is said."""
    assert errors_of(GOOD) == []
    assert errors_of(f"@Library('x') _\nimport a.b.C\ndef f() {{ 1 }}\n{GOOD}") == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("xxx", "did not contain the 'pipeline' step"),
        ("node { sh 'x' }", "did not contain the 'pipeline' step"),
        ("pipeline {", "WorkflowScript: 1:"),
        ("pipeline { agent any }", 'Missing required section "stages" @ line 1, column 1.'),
        ("pipeline { stages { stage('a') { steps { echo 'x' } } } }", 'Missing required section "agent"'),
        ("pipeline { agent any\n stage('a') { } }", 'Undefined section "stage" @ line 2, column 2.'),
        ("pipeline { agent any\n stages { } }", "No stages specified @ line 2"),
        ("pipeline { agent any\n stages { stage('a') { } } }", 'Expected one of "steps", "stages", or "parallel"'),
        ("pipeline { agent any\n stages { stage('a') { steps { } } } }", "No steps specified for branch"),
        ("pipeline { agent any\n stages { stage('a') { step { echo 'x' } } } }", 'Unknown stage section in "a" "step"'),
        (GOOD.replace("always", "sometimes"), 'Invalid condition "sometimes"'),
        (GOOD.replace("stage('c')", "steg('c')"), "Expected a stage"),
    ],
)
def test_errors(source: str, words: str) -> None:
    """Each with its place."""
    assert any(words in error for error in errors_of(source)), errors_of(source)
