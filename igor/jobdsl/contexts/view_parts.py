"""What views are made of: columns, job filters, job names, categories.

Source: javaposse.jobdsl.dsl.views.ColumnsContext, JobFiltersContext, JobsContext, jobfilter.* (job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import node
from igor.jobdsl.enums import ENUMS
from igor.jobdsl.null import is_null

_EXTRA = "jenkins.plugins.extracolumns"


def _name(a: Call) -> None:
    a.check(not is_null(a.jobName), "jobName must not be null")
    a.context.options["names"].append(a.jobName)


declare("views.JobsContext", {"name": _name}, options={"names": [], "regex": None})


def _column(cls: str, **fields: str) -> Any:
    return lambda a: node(cls, **{tag: a.values[name] for tag, name in fields.items()})


def _build_parameters(a: Call) -> Node:
    return node(f"{_EXTRA}.BuildParametersColumn", singlePara=bool(a.parameter), parameterName=a.parameter or "")


def _next_execution(cls: str, trigger: str) -> Any:
    return lambda _a: node(f"hudson.plugins.nextexecutions.columns.{cls}", triggerClass=f"hudson.triggers.{trigger}")


declare(
    "views.ColumnsContext",
    {
        "status": _column("hudson.views.StatusColumn"),
        "weather": _column("hudson.views.WeatherColumn"),
        "name": _column("hudson.views.JobColumn"),
        "lastSuccess": _column("hudson.views.LastSuccessColumn"),
        "lastFailure": _column("hudson.views.LastFailureColumn"),
        "lastDuration": _column("hudson.views.LastDurationColumn"),
        "buildButton": _column("hudson.views.BuildButtonColumn"),
        "lastBuildConsole": _column(f"{_EXTRA}.LastBuildConsoleColumn"),
        "configureProject": _column(f"{_EXTRA}.ConfigureProjectColumn"),
        "lastBuildNode": _column(f"{_EXTRA}.LastBuildNodeColumn"),
        "slaveOrLabel": _column(f"{_EXTRA}.SlaveOrLabelColumn"),
        "userName": _column(f"{_EXTRA}.UserNameColumn"),
        "lastConfigurationModification": _column(f"{_EXTRA}.LastJobConfigurationModificationColumn"),
        "workspace": _column(f"{_EXTRA}.WorkspaceColumn"),
        "scmType": _column(f"{_EXTRA}.SCMTypeColumn"),
        "testResult": _column(f"{_EXTRA}.TestResultColumn", testResultFormat="format"),
        "disableProject": _column(f"{_EXTRA}.DisableProjectColumn", useIcon="icon"),
        "buildParameters": _build_parameters,
        "claim": _column("hudson.plugins.claim.ClaimColumn"),
        "categorizedJob": _column("org.jenkinsci.plugins.categorizedview.IndentedJobColumn"),
        "robotResults": _column("hudson.plugins.robot.view.RobotListViewColumn"),
        "customIcon": _column("jenkins.plugins.jobicon.CustomIconColumn"),
        "cronTrigger": _column("hudson.plugins.CronViewColumn"),
        "progressBar": _column("org.jenkins.ci.plugins.progress__bar.ProgressBarColumn"),
        "releaseButton": _column("hudson.plugins.release.ReleaseButtonColumn"),
        "jacoco": _column("hudson.plugins.jacococoveragecolumn.JaCoCoColumn"),
        "nextLaunch": _next_execution("NextExecutionColumn", "TimerTrigger"),
        "nextPossibleLaunch": _next_execution("PossibleNextExecutionColumn", "SCMTrigger"),
    },
    extends="ListViewColumn",
)
declare(
    "views.NestedViewColumnsContext",
    {"status": _column("hudson.views.StatusColumn"), "weather": _column("hudson.views.WeatherColumn")},
)


def _status_job_filter(a: Call) -> Node:
    chosen = {value.name for value in a.o.status}
    names = ENUMS["Status"].constants
    return node(
        "hudson.views.JobStatusFilter",
        includeExcludeTypeString=a.o.matchType.xml,
        **{name.lower(): name in chosen for name in names},
    )


def _regex_job_filter(a: Call) -> Node:
    return node(
        "hudson.views.RegExJobFilter",
        includeExcludeTypeString=a.o.matchType.xml,
        valueTypeString=a.o.matchValue.name,
        regex="null" if a.o.regex is None else a.o.regex,
    )


def _build_trend(a: Call) -> Node:
    return node(
        "hudson.views.BuildTrendFilter",
        includeExcludeTypeString=a.o.matchType.xml,
        buildCountTypeString=a.o.buildCountType.xml,
        amountTypeString=a.o.amountType.xml,
        amount=float(a.o.amount),
        statusTypeString=a.o.status.xml,
    )


def _most_recent(a: Call) -> Node:
    cls = "hudson.views.MostRecentJobsFilter"
    return node(cls, maxToInclude=a.o.maxToInclude, checkStartTime=a.o.checkStartTime)


def _unclassified(a: Call) -> Node:
    return node("hudson.views.UnclassifiedJobsFilter", includeExcludeTypeString=a.o.matchType.xml)


_MATCH = {"matchType": ENUMS["MatchType"].constants["INCLUDE_MATCHED"]}
declare(
    "views.JobFiltersContext",
    {
        "status": _status_job_filter,
        "regex": _regex_job_filter,
        "buildTrend": _build_trend,
        "mostRecent": _most_recent,
        "unclassified": _unclassified,
        "all": _column("hudson.views.AllJobsFilter"),
        "allRelease": _column("hudson.plugins.release.AllReleaseJobsFilter"),
        "release": _column("hudson.plugins.release.ReleaseJobsFilter"),
    },
    extends="ViewJobFilter",
)
declare("views.jobfilter.JobStatusesFilter", options=_MATCH | {"status": []})
declare(
    "views.jobfilter.RegexFilter",
    options=_MATCH | {"matchValue": ENUMS["RegexMatchValue"].constants["NAME"], "regex": None},
)
declare(
    "views.jobfilter.BuildTrendFilter",
    options=_MATCH
    | {
        "buildCountType": ENUMS["BuildCountType"].constants["LATEST"],
        "amountType": ENUMS["AmountType"].constants["HOURS"],
        "amount": 0.0,
        "status": ENUMS["BuildStatusType"].constants["COMPLETED"],
    },
)
declare("views.jobfilter.MostRecentJobsFilter", options={"maxToInclude": 0, "checkStartTime": False})
declare("views.jobfilter.UnclassifiedJobsFilter", options=_MATCH)
declare(
    "views.CategorizationCriteriaContext",
    {
        "regexGroupingRule": lambda a: node(
            "org.jenkinsci.plugins.categorizedview.GroupingRule",
            groupRegex=a.groupRegex,
            namingRule=a.namingRule or "",
        )
    },
)
