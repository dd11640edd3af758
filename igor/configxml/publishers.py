"""Publishers.

Source: hudson.tasks.BuildTrigger, hudson.tasks.ArtifactArchiver, hudson.tasks.Fingerprinter,
hudson.tasks.junit.JUnitResultArchiver, org.jenkinsci.plugins.xunit.XUnitPublisher.
"""

from __future__ import annotations

from typing import Any

from igor.configxml.cursor import Element, Handler, child_names, child_text, text_of
from igor.configxml.draft import JobDraft, Reader
from igor.model.job import ArchiveArtifacts, DownstreamTrigger, JUnitResults, RecordFingerprints

_OFF = frozenset({"", "false"})
_ARCHIVER_FLAGS = {
    "allowEmptyArchive": "allow_empty",
    "onlyIfSuccessful": "only_if_successful",
    "fingerprint": "fingerprint",
    "defaultExcludes": "default_excludes",
    "caseSensitive": "case_sensitive",
    "followSymlinks": "follow_symlinks",
}
_FINGERPRINT_FLAGS = {"defaultExcludes": "default_excludes", "caseSensitive": "case_sensitive"}
_JUNIT_FLAGS = {
    "allowEmptyResults": "allow_empty",
    "keepLongStdio": "keep_long_output",
    "skipMarkingBuildUnstable": "never_unstable",
}
#: What changes nothing of the results: health figures, checks on other servers, names on pages.
_JUNIT_HARMLESS = {
    "healthScaleFactor": frozenset({"*"}),
    "skipPublishingChecks": frozenset({"*"}),
    "checksName": frozenset({"*"}),
    "stdioRetention": frozenset({"*"}),
    "keepProperties": _OFF,
    "keepTestNames": _OFF,
    "skipOldReports": _OFF,
}
_XUNIT = "org.jenkinsci.plugins.xunit"
_XUNIT_HARMLESS = {
    "thresholdMode": frozenset({"", "0", "1"}),
    "extraConfiguration": frozenset({"*"}),
    "testTimeMargin": frozenset({"*"}),
    "checksName": frozenset({"*"}),
}


def read_publishers(draft: JobDraft, element: Element) -> None:
    draft.dispatch(element, _PUBLISHERS, consequence="nothing is published", repeatable=True)


def _read_downstream(draft: JobDraft, element: Element) -> None:
    children = child_names(element, "childProjects")
    if not children:
        raise draft.cursor.error(
            element, "the trigger names no child project", hint="add <childProjects>a, b</childProjects>"
        )
    draft.downstream_triggers.append(DownstreamTrigger(children, draft.cursor.threshold(element.find("threshold"))))


def _read_archiver(draft: JobDraft, element: Element) -> None:
    flags: dict[str, Any] = {}
    handlers = _flags(draft, flags, _ARCHIVER_FLAGS) | {"artifacts": _known, "excludes": _known}
    # latestOnly is what artifactNumToKeep of a log rotator was called once.
    handlers["latestOnly"] = lambda child: _latest_only(draft, child)
    draft.cursor.dispatch(element, handlers, consequence="artifacts are archived without it")
    draft.publishers.append(
        ArchiveArtifacts(child_text(element, "artifacts").strip(), child_text(element, "excludes").strip(), **flags)
    )


def _latest_only(draft: JobDraft, element: Element) -> None:
    if draft.cursor.boolean(element):
        draft.cursor.report(element, "artifacts of all builds are kept: set artifactNumToKeep to 1 instead")


def _read_fingerprinter(draft: JobDraft, element: Element) -> None:
    flags: dict[str, Any] = {}
    handlers = _flags(draft, flags, _FINGERPRINT_FLAGS)
    handlers |= dict.fromkeys(("targets", "excludes", "recordBuildArtifacts"), _known)
    draft.cursor.dispatch(element, handlers, consequence="files are fingerprinted without it")
    if targets := child_text(element, "targets").strip():
        draft.publishers.append(RecordFingerprints(targets, child_text(element, "excludes").strip(), **flags))
    if child_text(element, "recordBuildArtifacts").strip() == "true":
        _fingerprint_artifacts(draft)


def _fingerprint_artifacts(draft: JobDraft) -> None:
    """Of the archivers above. Source: hudson.tasks.ArtifactArchiver.Migrator."""
    for archiver in [each for each in draft.publishers if isinstance(each, ArchiveArtifacts)]:
        draft.publishers.append(
            RecordFingerprints(archiver.includes, archiver.excludes, archiver.default_excludes, archiver.case_sensitive)
        )


def _read_junit(draft: JobDraft, element: Element) -> None:
    flags: dict[str, Any] = {}
    handlers = _flags(draft, flags, _JUNIT_FLAGS) | {"testResults": _known}
    draft.cursor.dispatch(
        element, handlers, harmless=_JUNIT_HARMLESS, consequence="test results are recorded without it"
    )
    never_unstable = flags.pop("never_unstable", False)
    results = child_text(element, "testResults").strip()
    draft.publishers.append(JUnitResults(results, unstable_above=-1 if never_unstable else 0, **flags))


def _read_xunit(draft: JobDraft, element: Element) -> None:
    """The tools whose files have JUnit's form; others would need a conversion, and are reported."""
    thresholds: dict[str, int] = {}
    handlers: dict[str, Handler] = {
        "tools": lambda tools: _read_xunit_tools(draft, tools, thresholds),
        "types": lambda tools: _read_xunit_tools(draft, tools, thresholds),
        "thresholds": lambda found: _read_thresholds(draft, found, thresholds),
    }
    order = sorted(element, key=lambda child: child.tag != "thresholds")
    for child in order:
        if child.tag in handlers:
            handlers[str(child.tag)](child)
    known = dict.fromkeys(handlers, _known)
    draft.cursor.dispatch(element, known, harmless=_XUNIT_HARMLESS, consequence="test results are recorded without it")


def _read_thresholds(draft: JobDraft, element: Element, thresholds: dict[str, int]) -> None:
    """Of failed tests, in numbers."""
    for threshold in element:
        if threshold.tag != f"{_XUNIT}.threshold.FailedThreshold":
            draft.cursor.report(threshold, "only the number of failed tests decides")
            continue
        for name, field in (("unstableThreshold", "unstable_above"), ("failureThreshold", "failed_above")):
            child = threshold.find(name)
            if child is not None and text_of(child).strip():
                thresholds[field] = draft.cursor.integer(child, at_least=0)


def _read_xunit_tools(draft: JobDraft, element: Element, thresholds: dict[str, int]) -> None:
    for tool in element:
        if not str(tool.tag).endswith("JUnitType"):
            draft.cursor.report(tool, "its results are not recorded: have the tool write JUnit's form")
            continue
        results = JUnitResults(
            child_text(tool, "pattern").strip(),
            allow_empty=child_text(tool, "skipNoTestFiles").strip() == "true",
            unstable_above=thresholds.get("unstable_above", -1),
            failed_above=thresholds.get("failed_above", -1),
            step_name="Publish xUnit test result report",
        )
        draft.publishers.append(results)


def _flags(draft: JobDraft, flags: dict[str, Any], names: dict[str, str]) -> dict[str, Handler]:
    """Handlers that put booleans under their fields' names."""

    def flag(child: Element) -> None:
        if text_of(child).strip():
            flags[names[str(child.tag)]] = draft.cursor.boolean(child)

    return dict.fromkeys(names, flag)


def _known(element: Element) -> None:
    """Read as text by its publisher's reader."""


_PUBLISHERS: dict[str, Reader] = {
    "hudson.tasks.BuildTrigger": _read_downstream,
    "hudson.tasks.ArtifactArchiver": _read_archiver,
    "hudson.tasks.Fingerprinter": _read_fingerprinter,
    "hudson.tasks.junit.JUnitResultArchiver": _read_junit,
    "xunit": _read_xunit,
    f"{_XUNIT}.XUnitPublisher": _read_xunit,
}
