"""Methods that plugins add by their symbol."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.groovy.xml_node import Node
from igor.groovy.xml_text import parse_xml
from igor.jobdsl.engine import evaluate
from igor.jobdsl.errors import DslScriptError
from igor.jobdsl.session import Script, SeedRequest


def _root(source: str) -> Node:
    return parse_xml(evaluate(SeedRequest((Script("script", source),), Path())).items[0].xml)


def _fields(node: Node) -> list[tuple[str, str]]:
    return [(child.name, child.text()) for child in node.children]


def test_a_parameter_with_its_options() -> None:
    """``trim`` can only be set in this form."""
    root = _root("job('a') { parameters { stringParam { name('A'); defaultValue('d'); trim(true) } } }")
    made = root.slash("properties").slash("hudson.model.ParametersDefinitionProperty").slash("parameterDefinitions")
    assert _fields(made.children[0]) == [("name", "A"), ("defaultValue", "d"), ("trim", "true")]


def test_nested_options() -> None:
    """Pipelines set their triggers and their log rotation so."""
    root = _root(
        "pipelineJob('a') { properties { pipelineTriggers { triggers { cron { spec('@daily') } } }\n"
        "buildDiscarder { strategy { logRotator { numToKeepStr('5') } } } } }"
    )
    triggers, discarder = root.slash("properties").children
    assert _fields(triggers.slash("triggers").slash("hudson.triggers.TimerTrigger")) == [("spec", "@daily")]
    strategy = discarder.slash("strategy")
    assert strategy.attributes == {"class": "hudson.tasks.LogRotator"}
    assert ("numToKeep", "5") in _fields(strategy)


@pytest.mark.parametrize(
    ("interval", "spec", "milliseconds"),
    [
        ("1d", "H H/4 * * *", "86400000"),
        ("5m", "* * * * *", "300000"),
        ("2h", "H/30 * * * *", "7200000"),
        ("90d", "H H * * *", "2592000000"),
    ],
)
def test_periodic_folder_triggers_get_a_cron_line(interval: str, spec: str, milliseconds: str) -> None:
    """Multibranch projects would be scanned too often or never."""
    root = _root(f"multibranchPipelineJob('a') {{ triggers {{ periodicFolderTrigger {{ interval('{interval}') }} }} }}")
    assert _fields(root.slash("triggers").children[0]) == [("spec", spec), ("interval", milliseconds)]


def test_a_factory_replaces_the_default_one() -> None:
    """The script path of multibranch projects."""
    root = _root("multibranchPipelineJob('a') { factory { workflowBranchProjectFactory { scriptPath('X') } } }")
    factories = root.elements("factory")
    assert len(factories) == 1
    assert _fields(factories[0]) == [("scriptPath", "X")]
    assert factories[0].attributes["class"].endswith(".WorkflowBranchProjectFactory")


def test_unknown_options_are_refused() -> None:
    """A typing error would be dropped silently."""
    with pytest.raises(DslScriptError, match="trimm"):
        _root("job('a') { parameters { stringParam { name('A'); trimm(true) } } }")
