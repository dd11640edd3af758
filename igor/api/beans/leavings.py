"""What a build left behind: artifacts, test results, fingerprints, outputs, variables.

Source: hudson.model.Run$Artifact, hudson.tasks.junit.{TestResult,SuiteResult,CaseResult,TestResultAction},
hudson.model.Fingerprint, org.jenkinsci.plugins.envinject.EnvInjectVarList.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from igor.api.beans.reader import BuildValue
from igor.api.export import Bean, BeanType, Property
from igor.controller import artifacts, build_outputs, build_variables, fingerprints, test_results
from igor.controller.artifacts import Artifact
from igor.controller.fingerprints import Fingerprint
from igor.controller.test_results import Case, Report, Suite
from igor.model.build import TestCounts
from igor.model.errors import NotFound


def _field(name: str, attribute: str = "", visibility: int = 1) -> Property:
    return Property(name, lambda value: getattr(value, attribute or name), visibility)


# --- artifacts

_ARTIFACT = BeanType(
    "hudson.model.Run$Artifact",
    [
        _field("displayPath", "display_path", 3),
        _field("fileName", "file_name", 3),
        _field("relativePath", "path", 3),
    ],
)


def artifact_beans(value: BuildValue) -> list[Bean]:
    """``artifacts`` of a build."""
    found = artifacts.list_artifacts(value.reader.controller.home, value.item.full_name, value.number)
    return [_artifact(each) for each in found]


def _artifact(artifact: Artifact) -> Bean:
    return Bean(_ARTIFACT, artifact)


# --- test results

_TEST_ACTION = BeanType(
    "hudson.tasks.junit.TestResultAction",
    [
        _field("failCount", "failed", 2),
        _field("skipCount", "skipped", 2),
        _field("totalCount", "total", 2),
        Property("urlName", lambda _: "testReport", 2),
    ],
)


def test_action(counts: TestCounts) -> Bean:
    """The action of a build that has test results."""
    return Bean(_TEST_ACTION, counts)


@dataclass(frozen=True, slots=True)
class CaseOf:
    """A case with its surroundings."""

    case: Case
    suite: Suite
    number: int

    @property
    def age(self) -> int:
        return self.number - self.case.failedSince + 1 if self.case.is_failed else 0


def _of_case(name: str, visibility: int = 1) -> Property:
    return Property(name, lambda value: getattr(value.case, name), visibility)


CASE = BeanType(
    "hudson.tasks.junit.CaseResult",
    [
        Property("testActions", lambda _: [], 1),
        Property("age", lambda value: value.age, 9),
        _of_case("className", 9),
        _of_case("duration", 9),
        _of_case("errorDetails"),
        _of_case("errorStackTrace"),
        _of_case("failedSince", 9),
        _of_case("name", 999),
        Property("properties", lambda _: {}),
        _of_case("skipped", 9),
        _of_case("skippedMessage"),
        _of_case("status", 9),
        Property("stderr", lambda value: value.suite.stderr if value.case.stderr is None else value.case.stderr),
        Property("stdout", lambda value: value.suite.stdout if value.case.stdout is None else value.case.stdout),
    ],
)
_SUITE = BeanType(
    "hudson.tasks.junit.SuiteResult",
    [
        Property(
            "cases",
            lambda value: [Bean(CASE, CaseOf(case, value[0], value[1])) for case in value[0].cases],
            9,
            "hudson.tasks.junit.CaseResult",
            inline=True,
        ),
        Property("duration", lambda value: value[0].duration, 9),
        Property("enclosingBlockNames", lambda _: [], 9),
        Property("enclosingBlocks", lambda _: [], 9),
        Property("id", lambda value: value[0].id, 9),
        Property("name", lambda value: value[0].name, 9),
        Property("nodeId", lambda _: None, 9),
        Property("stderr", lambda value: value[0].stderr),
        Property("stdout", lambda value: value[0].stdout),
        Property("timestamp", lambda value: value[0].timestamp, 9),
    ],
)


def _passed(report: Report) -> int:
    failed, skipped, total = report.counts
    return total - failed - skipped


_REPORT = BeanType(
    "hudson.tasks.junit.TestResult",
    [
        Property("duration", lambda report: round(sum(suite.duration for suite in report.suites), 6), 9),
        Property("empty", lambda report: report.counts.total == 0, 9),
        Property("failCount", lambda report: report.counts.failed, 9),
        Property("passCount", _passed, 9),
        Property("skipCount", lambda report: report.counts.skipped, 9),
        Property(
            "suites",
            lambda report: [Bean(_SUITE, (suite, report.number)) for suite in report.suites],
            9,
            "hudson.tasks.junit.SuiteResult",
            inline=True,
        ),
        Property("testActions", lambda _: []),
    ],
)


def report_bean(value: BuildValue) -> Bean:
    """``testReport``. Raises NotFound: the build has none."""
    return Bean(_REPORT, report_of(value))


def report_of(value: BuildValue) -> Report:
    """A build's test results. Raises NotFound: it has none."""
    path = value.reader.controller.home.test_report(value.item.full_name, value.number)
    report = test_results.read(path)
    if report is None:
        raise NotFound("This build has no test results")
    return report


# --- fingerprints

_RANGE = BeanType(
    "hudson.model.Fingerprint$Range",
    [Property("end", lambda pair: pair[1], 4), Property("start", lambda pair: pair[0], 4)],
)
_RANGES = BeanType(
    "hudson.model.Fingerprint$RangeSet",
    [Property("ranges", lambda ranges: [Bean(_RANGE, pair) for pair in ranges], 3, "hudson.model.Fingerprint$Range")],
)
_USAGE = BeanType(
    "hudson.model.Fingerprint$RangeItem",
    [
        Property("name", lambda pair: pair[0], 2),
        Property("ranges", lambda pair: Bean(_RANGES, pair[1]), 2, "hudson.model.Fingerprint$RangeSet"),
    ],
)
_ORIGINAL = BeanType(
    "hudson.model.Fingerprint$BuildPtr",
    [Property("name", lambda pair: pair[0], 2), Property("number", lambda pair: pair[1], 2)],
)
_FINGERPRINT = BeanType(
    "hudson.model.Fingerprint",
    [
        Property("fileName", lambda found: found.file_name),
        Property("hash", lambda found: found.md5),
        Property(
            "original",
            lambda found: Bean(_ORIGINAL, found.original) if found.original else None,
            1,
            "hudson.model.Fingerprint$BuildPtr",
        ),
        Property("timestamp", lambda found: found.recorded_ms),
        Property(
            "usage",
            lambda found: [Bean(_USAGE, pair) for pair in found.usage.items()],
            1,
            "hudson.model.Fingerprint$RangeItem",
        ),
    ],
)


def fingerprint_bean(found: Fingerprint) -> Bean:
    """``/fingerprint/MD5/``."""
    return Bean(_FINGERPRINT, found)


def fingerprint_beans(value: BuildValue) -> list[Bean]:
    """``fingerprint`` of a build: those of all files that it recorded."""
    controller = value.reader.controller
    return [
        Bean(_FINGERPRINT, fingerprints.get(controller, md5))
        for md5 in dict.fromkeys(fingerprints.of_build(controller, value.row.id).values())
    ]


# --- variables

_VARIABLES = BeanType(
    "org.jenkinsci.plugins.envinject.EnvInjectVarList", [Property("envMap", lambda variables: variables)]
)


def variables_bean(value: BuildValue) -> Bean:
    """``injectedEnvVars``: what the build's commands got."""
    return Bean(_VARIABLES, build_variables.variables(value.reader.controller, value.row))


# --- outputs

_OUTPUT = BeanType(
    "igor.outputs.Output",
    [
        Property("key", lambda output: output.key, 3),
        Property("kind", lambda output: output.kind, 3),
        Property("value", lambda output: output.facts if output.reference else output.value, 3),
    ],
)
_OUTPUTS = BeanType(
    "igor.outputs.Outputs",
    [Property("outputs", lambda outputs: [Bean(_OUTPUT, each) for each in outputs], 1, "igor.outputs.Output")],
)


def outputs_bean(value: BuildValue) -> Bean:
    """``outputs``: what the build's steps left by name."""
    outputs = build_outputs.read(value.reader.controller, value.item.full_name, value.number)
    return Bean(_OUTPUTS, outputs)


def part_bean(value: BuildValue, part: str) -> Bean:
    """A part of a build by its name. Raises NotFound."""
    makers: Mapping[str, Any] = {
        "testReport": report_bean,
        "injectedEnvVars": variables_bean,
        "outputs": outputs_bean,
    }
    if part not in makers:
        raise NotFound("Not Found")
    bean: Bean = makers[part](value)
    return bean
