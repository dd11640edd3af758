"""The plugins that methods need: Job DSL's own words, and what a request makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.jobdsl import factory  # noqa: F401  (imported for what it declares)
from igor.jobdsl.engine import evaluate
from igor.jobdsl.errors import DslScriptError
from igor.jobdsl.requirements import _table, required
from igor.jobdsl.session import Script, SeedRequest, SeedResult
from igor.jobdsl.signature import context_names, signatures
from igor.model import plugins
from igor.model.errors import Invalid

_SOURCE = """job('a') {
    scm { git('u') }
    wrappers { colorizeOutput(); timestamps() }
    wrappers { colorizeOutput() }
}
"""


def _run(installed: dict[str, str] | None, *, fail: bool = False) -> SeedResult:
    script = Script("jobs/a.groovy", _SOURCE)
    return evaluate(SeedRequest((script,), Path(), installed_plugins=installed, fail_on_missing_plugin=fail))


def test_missing_and_old_plugins_are_warned_of() -> None:
    """A job would lack what its script asks for, and nobody would know."""
    result = _run({"git": "2.5.2", "timestamper": "1.0"})
    assert result.warnings == [
        "Warning: (a.groovy, line 2) plugin 'git' needs to be updated to version 2.5.3 or later",
        "Warning: (a.groovy, line 3) plugin 'ansicolor' needs to be installed",
        "Warning: (a.groovy, line 4) plugin 'ansicolor' needs to be installed",
    ]
    assert len(result.missing_plugins) == 3


def test_a_server_that_nobody_described_has_everything() -> None:
    """Rendering without a server would warn of every plugin."""
    assert _run(None).warnings == []


def test_fail_on_missing_plugin() -> None:
    """failOnMissingPlugin would have nothing to act on."""
    with pytest.raises(
        DslScriptError, match=r"\(a.groovy, line 2\) version 2.5.3 or later of plugin 'git' needs to be"
    ):
        _run({}, fail=True)


def test_every_row_names_a_method() -> None:
    """A misspelt row would never warn."""
    jobs = [context for context in context_names() if context.startswith("jobs.")]
    for context, methods in _table().items():
        known = {name for each in (jobs if context == "Job" else [context]) for name in signatures(each)}
        assert set(methods) <= known, context


@pytest.mark.parametrize(
    ("context", "method", "needs"),
    [
        ("jobs.MatrixJob", "environmentVariables", (("envinject", ""),)),
        ("helpers.wrapper.MavenWrapperContext", "rbenv", (("rbenv", "0.0.17"), ("ruby-runtime", "0.12"))),
        ("helpers.step.StepContext", "shell", ()),
    ],
)
def test_inherited_methods_need_the_same(context: str, method: str, needs: object) -> None:
    """Requirements would be forgotten for the rarer job types."""
    assert required(context, method) == needs


@pytest.mark.parametrize(
    ("version", "minimum", "text"),
    [
        ("2.5.3", "2.5.3", ""),
        ("2.10", "2.9.7", ""),
        ("6.1023.v4fcb_72a", "5.14", ""),
        ("latest", "99", ""),
        ("1.9", "1.10", "plugin 'p' needs to be updated to version 1.10 or later"),
    ],
)
def test_versions_are_numbers(version: str, minimum: str, text: str) -> None:
    """1.10 would count as older than 1.9."""
    assert plugins.missing({"p": version}, "p", minimum) == text


def test_plugin_lists(tmp_path: Path) -> None:
    """The list that builds a Jenkins' image would have to be written a second time."""
    path = tmp_path / "plugins.txt"
    path.write_text("# ours\ngit:5.7.0\nansicolor\nant:latest # always\n\nx:1.0:https://example.org/x.hpi\n")
    assert plugins.read_list(path) == {"git": "5.7.0", "ansicolor": "latest", "ant": "latest", "x": "1.0"}
    path.write_text("git 5.7.0\n")
    with pytest.raises(Invalid, match="plugins.txt:1: “git 5.7.0” names no plugin"):
        plugins.read_list(path)
