"""Publishers, needs and parameters of config.xml."""

from __future__ import annotations

import pytest

from igor.configxml import definition_from_json, definition_to_json, read_item
from igor.model.errors import InvalidSource
from igor.model.job import ArchiveArtifacts, JobDefinition, JUnitResults, RecordFingerprints


def read(xml: str) -> JobDefinition:
    definition = read_item(xml)
    assert isinstance(definition, JobDefinition)
    return definition


def publishing(xml: str) -> JobDefinition:
    return read(f"<project><publishers>{xml}</publishers></project>")


ALL = """
<hudson.tasks.ArtifactArchiver><artifacts> a, b </artifacts><excludes>c</excludes>
<allowEmptyArchive>true</allowEmptyArchive>
<onlyIfSuccessful>true</onlyIfSuccessful><fingerprint>true</fingerprint><defaultExcludes>false</defaultExcludes>
<caseSensitive>false</caseSensitive><followSymlinks>false</followSymlinks></hudson.tasks.ArtifactArchiver>
<hudson.tasks.Fingerprinter><targets>*.jar</targets>
<recordBuildArtifacts>true</recordBuildArtifacts></hudson.tasks.Fingerprinter>
<hudson.tasks.junit.JUnitResultArchiver plugin="junit"><testResults>r/*.xml</testResults>
<keepLongStdio>true</keepLongStdio><healthScaleFactor>1.0</healthScaleFactor><allowEmptyResults>true</allowEmptyResults></hudson.tasks.junit.JUnitResultArchiver>
"""


def test_every_option_is_read_and_survives_the_plan() -> None:
    """What a build is to publish stays as it was at its start."""
    definition = publishing(ALL)
    assert definition.unsupported == ()
    assert definition.publishers == (
        ArchiveArtifacts("a, b", "c", True, True, True, False, False, False),
        RecordFingerprints("*.jar"),
        RecordFingerprints("a, b", "c", False, False),
        JUnitResults("r/*.xml", allow_empty=True, keep_long_output=True),
    )
    assert definition_from_json(definition_to_json(definition)) == definition


def test_xunit() -> None:
    """Files of JUnit's form are recorded with the plugin's thresholds; other tools are told."""
    kind = "org.jenkinsci.plugins.xunit"
    xml = (
        f"<{kind}.XUnitPublisher><tools><JUnitType><pattern>x.xml</pattern><skipNoTestFiles>true</skipNoTestFiles>"
        f"</JUnitType><PHPUnit><pattern>y</pattern></PHPUnit></tools><thresholds><{kind}.threshold.FailedThreshold>"
        f"<unstableThreshold>2</unstableThreshold><failureThreshold>5</failureThreshold>"
        f"</{kind}.threshold.FailedThreshold></thresholds></{kind}.XUnitPublisher>"
    )
    definition = publishing(xml)
    (results,) = definition.publishers
    assert isinstance(results, JUnitResults)
    assert (results.includes, results.allow_empty, results.unstable_above, results.failed_above) == (
        "x.xml",
        True,
        2,
        5,
    )
    assert [element.element for element in definition.unsupported] == ["PHPUnit"]


def test_artifact_retention() -> None:
    """Artifacts go earlier than their builds."""
    xml = "<logRotator><artifactDaysToKeep>3</artifactDaysToKeep><artifactNumToKeep>2</artifactNumToKeep></logRotator>"
    policy = read(f"<project>{xml}</project>").discard
    assert (policy.artifact_days_to_keep, policy.artifact_num_to_keep, policy.num_to_keep) == (3, 2, -1)


def needing(text: str) -> JobDefinition:
    return read(
        f"<project><properties><igor.inputs.Needs><needs>{text}</needs></igor.inputs.Needs></properties></project>"
    )


def test_needs() -> None:
    """A name that can be no output is refused at its line."""
    assert needing("build.a, upstream.b\n team/app.c build.a").needs == ("build.a", "upstream.b", "team/app.c")
    with pytest.raises(InvalidSource, match="names no output"):
        needing("version")
