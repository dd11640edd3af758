"""Publishers of coverage and of code metrics: Clover PHP, Emma, rcov, flog, Rails, Robot Framework, Selenium.

Source: javaposse.jobdsl.dsl.helpers.publisher.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import joined, node, strings
from igor.jobdsl.null import is_null

_PREFIX = "helpers.publisher"
_RUBY = "hudson.plugins.rubyMetrics"
#: The metrics of Emma in the order of its XML, with the range of percentages between unhealthy and healthy.
_EMMA = {"class": (0, 100), "method": (0, 70), "block": (0, 80), "line": (0, 80), "condition": (0, 80)}
_ROBOT = {
    "passThreshold": 100.0,
    "unstableThreshold": 0.0,
    "outputPath": "target/robotframework-reports",
    "onlyCritical": False,
    "reportFileName": "report.html",
    "logFileName": "log.html",
    "outputFileName": "output.xml",
    "disableArchiveOutput": False,
    "otherFiles": [],
}


def _clover_php(a: Call) -> Node:
    a.check(a.xmlLocation, "xmlLocation must be specified")
    o = a.o
    report = o.publishHtmlReport
    targets = {
        f"{target}Target": [
            node(f"{kind.lower()}Coverage", value)
            for kind in ("Method", "Statement")
            if not is_null(value := o.options[f"{option}{kind}Coverage"])
        ]
        for target, option in (("healthy", "healthy"), ("unhealthy", "unhealthy"), ("failing", "unstable"))
    }
    return node(
        "org.jenkinsci.plugins.cloverphp.CloverPHPPublisher",
        xmlLocation=a.xmlLocation,
        publishHtmlReport=report is not None,
        reportDir=report[0] if report else None,
        disableArchiving=report[1] if report else False,
        **targets,
    )


def _clover_report(a: Call) -> None:
    a.check(a.reportDirectory, "reportDirectory must be specified")
    a.context.set_option("publishHtmlReport", (a.reportDirectory, a.o.disableArchiving))


def _emma(a: Call) -> Node:
    limits: dict[str, Any] = {}
    for kind in _EMMA:
        low, high = a.o.options[f"{kind}Threshold"]
        limits |= {f"min{kind.title()}": low, f"max{kind.title()}": high}
    reports = node("healthReports", **limits)
    return node("hudson.plugins.emma.EmmaPublisher", node("includes", "" if a.fileSet is None else a.fileSet), reports)


def _set_range(a: Call, kind: str, low: Any, high: Any) -> None:
    for name, value in (("minimum", low), ("maximum", high)):
        a.check(0 <= value <= 100, f"Invalid {kind} threshold {name}, percentage (0-100) expected")
    a.context.set_option(f"{kind}Threshold", (low, high))


def _emma_range(kind: str) -> Any:
    return lambda a: _set_range(a, kind, min(a.range), max(a.range))


def _emma_limit(kind: str) -> Any:
    """``minClass(60)`` keeps the other end, unless that lies beyond."""

    def handler(a: Call) -> None:
        low, high = a.context.options[f"{kind}Threshold"]
        given = a.values.get("min", a.values.get("max"))
        limits = (given, max(high, given)) if a.method.startswith("min") else (min(low, given), given)
        _set_range(a, kind, *limits)

    return handler


def _rcov(a: Call) -> Node:
    metrics = (("TOTAL_COVERAGE", a.o.totalCoverage), ("CODE_COVERAGE", a.o.codeCoverage))
    targets = [
        node(
            f"{_RUBY}.rcov.model.MetricTarget", metric=name, healthy=limits[0], unhealthy=limits[1], unstable=limits[2]
        )
        for name, limits in metrics
    ]
    return node(f"{_RUBY}.rcov.RcovPublisher", reportDir=a.o.reportDirectory or "", targets=targets)


def _rcov_metric(a: Call) -> None:
    a.context.set_option(a.method, (a.healthy, a.unhealthy, a.unstable))


def _flog(a: Call) -> Node:
    names = a.o.rubyDirectories
    return node(
        f"{_RUBY}.flog.FlogPublisher",
        rbDirectories=joined("\n", names),
        splittedDirectories=strings(names or ["."]),
    )


def _rails(cls: str, task: str) -> Any:
    def handler(a: Call) -> Node:
        rake = {"rakeInstallation": a.o.rakeVersion or "", "rakeWorkingDir": a.o.rakeWorkingDirectory or ""}
        inner = node("rake", **rake, tasks=task, silent=True, bundleExec=True)
        return node(f"{_RUBY}.{cls}", [node(name, value) for name, value in rake.items()], node("task", task), inner)

    return handler


def _robot(a: Call) -> Node:
    return node("hudson.plugins.robot.RobotPublisher", **a.o.options | {"otherFiles": strings(a.o.otherFiles)})


def _percentage(a: Call) -> None:
    value = float(next(iter(a.values.values())))
    a.check(0 <= value <= 100, f"{a.method} should be a floating point in range (0, 100)")
    a.context.set_option(a.method, value)


def _selenium_html(a: Call) -> Node:
    return node(
        "org.jvnet.hudson.plugins.seleniumhtmlreport.SeleniumHtmlReportPublisher",
        SELENIUM__REPORTS__TARGET="seleniumReports",
        testResultsDir=a.testResultLocation or "",
        failureIfExceptionOnParsingResultFiles=a.o.failOnExceptions,
    )


#: Method of PublisherContext → what makes its node.
HANDLERS: dict[str, Any] = {
    "cloverPHP": _clover_php,
    "emma": _emma,
    "rcov": _rcov,
    "flog": _flog,
    "railsNotes": _rails("railsNotes.RailsNotesPublisher", "notes"),
    "railsStats": _rails("railsStats.RailsStatsPublisher", "stats"),
    "publishRobotFrameworkReports": _robot,
    "seleniumHtmlReport": _selenium_html,
}

declare(
    f"{_PREFIX}.CloverPhpContext",
    {"publishHtmlReport": _clover_report},
    options={
        "publishHtmlReport": None,
        "healthyMethodCoverage": 70,
        "healthyStatementCoverage": 80,
        "unhealthyMethodCoverage": None,
        "unhealthyStatementCoverage": None,
        "unstableMethodCoverage": None,
        "unstableStatementCoverage": None,
    },
)
declare(f"{_PREFIX}.CloverPhpHtmlReportContext", options={"disableArchiving": False})
declare(
    f"{_PREFIX}.EmmaContext",
    {f"{kind}Threshold": _emma_range(kind) for kind in _EMMA}
    | {f"{end}{kind.title()}": _emma_limit(kind) for kind in _EMMA for end in ("min", "max")},
    options={f"{kind}Threshold": limits for kind, limits in _EMMA.items()},
)
declare(
    f"{_PREFIX}.RcovContext",
    {"totalCoverage": _rcov_metric, "codeCoverage": _rcov_metric},
    options={"totalCoverage": (80, 0, 0), "codeCoverage": (80, 0, 0), "reportDirectory": None},
)
declare(f"{_PREFIX}.FlogContext", options={"rubyDirectories": []})
declare(f"{_PREFIX}.RailsTaskContext", options={"rakeVersion": "(Default)", "rakeWorkingDirectory": None})
declare(
    f"{_PREFIX}.RobotFrameworkContext",
    {"passThreshold": _percentage, "unstableThreshold": _percentage},
    options=_ROBOT,
)
declare(f"{_PREFIX}.SeleniumHtmlReportContext", options={"failOnExceptions": True})
