"""Publishers of static analysis and coverage reports.

Source: javaposse.jobdsl.dsl.helpers.publisher.PublisherContext, StaticAnalysisContext and its kin, CoberturaContext,
    ViolationsContext, JacocoContext (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call, Context, store
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import node
from igor.jobdsl.null import is_null

_PREFIX = "helpers.publisher"
_LIMITS = ("low", "normal", "high")
_KINDS = ("unstableTotal", "failedTotal", "unstableNew", "failedNew")


def _common(o: Context) -> list[Node]:
    """The children that all of them begin with."""
    healthy, unhealthy = o.healthLimits
    thresholds = [
        node(f"{kind}{limit[0].upper()}{limit[1:]}", number)
        for kind, values in o.thresholds.items()
        for limit, number in values.items()
    ]
    fields = node(
        "fields",
        healthy=healthy or "",
        unHealthy=unhealthy or "",
        thresholdLimit=o.thresholdLimit,
        defaultEncoding=o.defaultEncoding,
        canRunOnFailed=o.canRunOnFailed,
        useStableBuildAsReference=o.useStableBuildAsReference,
        useDeltaValues=o.useDeltaValues,
        thresholds=thresholds,
        shouldDetectModules=o.shouldDetectModules,
        dontComputeNew=o.dontComputeNew,
        doNotResolveRelativePaths=o.doNotResolveRelativePaths,
    )
    return list(fields.children)


def _analysis(cls: str, *extra: str) -> Any:
    """The common fields, the pattern, then the arguments named in ``extra``."""

    def handler(a: Call) -> Node:
        own = [node(name, "" if a.values[name] is None else a.values[name]) for name in extra]
        return node(cls, _common(a.o), node("pattern", "" if a.pattern is None else a.pattern), own)

    return handler


def _tasks(a: Call) -> Node:
    made: Node = _analysis(
        "hudson.plugins.tasks.TasksPublisher", "high", "normal", "low", "ignoreCase", "excludePattern"
    )(a)
    made.append(node("asRegexp", a.o.regularExpression))
    return made


def _warnings(a: Call) -> Node:
    prefix = "hudson.plugins.warnings"
    consoles = [node(f"{prefix}.ConsoleParser", parserName=name) for name in a.consoleParsers or []]
    parsers = [
        node(f"{prefix}.ParserConfiguration", pattern=pattern, parserName=name)
        for name, pattern in (a.parserConfigurations or {}).items()
    ]
    return node(
        f"{prefix}.WarningsPublisher",
        _common(a.o),
        includePattern=a.o.includePattern,
        excludePattern=a.o.excludePattern,
        consoleParsers=consoles,
        parserConfigurations=parsers,
    )


def _collector(a: Call) -> Node:
    names = {
        "CheckStyle": "checkstyle",
        "Dry": "dry",
        "FindBugs": "findbugs",
        "Pmd": "pmd",
        "OpenTasks": "tasks",
        "Warnings": "warnings",
    }
    flags = {f"is{tag}Deactivated": not a.o.options[option] for tag, option in names.items()}
    return node("hudson.plugins.analysis.collector.AnalysisPublisher", _common(a.o), **flags)


def _thresholds(a: Call) -> None:
    kinds, limits = a.thresholdMap, (*_LIMITS, "all")
    a.check(set(kinds) <= set(_KINDS), f"Only the thresholds {','.join(_KINDS)} are allowed. You used {kinds}.")
    used = {limit for values in kinds.values() for limit in values}
    a.check(used <= set(limits), f"Threshold only can use the types {','.join(limits)}. You used {kinds}.")
    a.context.set_option("thresholds", kinds)
    a.context.set_option("dontComputeNew", not any("New" in kind for kind in kinds))


def _limit(a: Call) -> None:
    a.check(a.limit in _LIMITS, f"thresholdLimit must be one of these values: {','.join(_LIMITS)}")
    a.context.set_option("thresholdLimit", a.limit)


_METRICS = {"METHOD": (8000000, 0, 0), "LINE": (8000000, 0, 0), "CONDITIONAL": (7000000, 0, 0)}


def _cobertura(a: Call) -> Node:
    o = a.o
    flags = (
        "onlyStable", "failUnhealthy", "failUnstable", "autoUpdateHealth", "autoUpdateStability",
        "zoomCoverageChart", "failNoReports",
    )  # fmt: skip
    made = node(
        "hudson.plugins.cobertura.CoberturaPublisher",
        coberturaReportFile=a.reportFile,
        **{name: o.options[name] for name in flags},
    )
    for position, tag in enumerate(("healthyTarget", "unhealthyTarget", "failingTarget")):
        made.append(node(tag, _coverage_targets(o.targets, position)))
    made.append(node("sourceEncoding", o.sourceEncoding))
    return made


def _coverage_targets(targets: dict[str, tuple[int, int, int]], position: int) -> Node:
    metric = "hudson.plugins.cobertura.targets.CoverageMetric"
    entries = [node("entry", node(metric, name), node("int", values[position])) for name, values in targets.items()]
    return node("targets", entries, at={"class": "enum-map", "enum-type": metric})


def _target(metric: str) -> Any:
    def handler(a: Call) -> None:
        values = (a.healthy, a.unhealthy, a.failing)
        for name, value in zip(("healthy", "unhealthy", "failing"), values, strict=True):
            a.check(0 <= value <= 100, f"Invalid {name}Target threshold, percentage (0-100) expected")
        a.context.options["targets"] = a.context.targets | {metric: tuple(value * 100000 for value in values)}

    return handler


_VIOLATIONS = (
    "checkstyle", "codenarc", "cpd", "cpplint", "csslint", "findbugs", "fxcop", "gendarme", "jcreport", "jslint",
    "pep8", "perlcritic", "pmd", "pylint", "simian", "stylecop", "jshint",
)  # fmt: skip


def _violation_entry(name: str, values: tuple[int, int, int, str | None]) -> Node:
    low, high, unstable, pattern = values
    config = node(
        "hudson.plugins.violations.TypeConfig",
        type=name,
        min=low,
        max=high,
        unstable=unstable,
        usePattern=bool(pattern),
        pattern=pattern or "",
    )
    return node("entry", node("string", name), config)


def _violations(a: Call) -> Node:
    o = a.o
    entries = [_violation_entry(name, o.entries.get(name, (10, 999, 999, None))) for name in _VIOLATIONS]
    limit = a.perFileDisplayLimit if o.perFileDisplayLimit is None else o.perFileDisplayLimit
    config = node(
        "config",
        node("suppressions", node("no-comparator"), cls="tree-set"),
        node("typeConfigs", node("no-comparator"), entries),
        limit=100 if limit is None else limit,
        sourcePathPattern=o.sourcePathPattern or "",
        fauxProjectPath=o.fauxProjectPath or "",
        encoding=o.sourceEncoding or "default",
    )
    return node("hudson.plugins.violations.ViolationsPublisher", config)


def _violation(a: Call) -> None:
    numbers = (10 if is_null(a.min) else a.min, 999 if is_null(a.max) else a.max)
    a.context.options["entries"][a.method] = (*numbers, 999 if is_null(a.unstable) else a.unstable, a.pattern)


_JACOCO = {
    "execPattern": "**/target/**.exec",
    "classPattern": "**/classes",
    "sourcePattern": "**/src/main/java",
    "inclusionPattern": "**/*.class",
    "exclusionPattern": "**/*Test*",
} | {
    f"{bound}{metric}Coverage": "0"
    for bound in ("minimum", "maximum")
    for metric in ("Instruction", "Branch", "Complexity", "Line", "Method", "Class")
}


def _jacoco(a: Call) -> Node:
    fields = {name: a.o.options[name] for name in _JACOCO}
    return node("hudson.plugins.jacoco.JacocoPublisher", **fields, changeBuildStatus=a.o.changeBuildStatus)


#: For the publishers' table.
HANDLERS: dict[str, Any] = {
    "findbugs": _analysis("hudson.plugins.findbugs.FindBugsPublisher", "isRankActivated"),
    "pmd": _analysis("hudson.plugins.pmd.PmdPublisher"),
    "checkstyle": _analysis("hudson.plugins.checkstyle.CheckStylePublisher"),
    "dry": _analysis("hudson.plugins.dry.DryPublisher", "highThreshold", "normalThreshold"),
    "ccm": _analysis("hudson.plugins.ccm.CcmPublisher"),
    "androidLint": _analysis("org.jenkinsci.plugins.android__lint.LintPublisher"),
    "dependencyCheck": _analysis("org.jenkinsci.plugins.DependencyCheck.DependencyCheckPublisher"),
    "tasks": _tasks,
    "warnings": _warnings,
    "analysisCollector": _collector,
    "cobertura": _cobertura,
    "violations": _violations,
    "jacocoCodeCoverage": _jacoco,
}

_ANALYSIS = f"{_PREFIX}.StaticAnalysisContext"
declare(
    _ANALYSIS,
    {
        "healthLimits": store("healthLimits", lambda a: (a.healthy, a.unhealthy)),
        "thresholdLimit": _limit,
        "thresholds": _thresholds,
        "computeNew": store("dontComputeNew", lambda a: not a.computeNew),
    },
    options={
        "healthLimits": (None, None),
        "thresholdLimit": "low",
        "defaultEncoding": "",
        "canRunOnFailed": False,
        "useStableBuildAsReference": False,
        "useDeltaValues": False,
        "thresholds": {},
        "shouldDetectModules": False,
        "dontComputeNew": True,
        "doNotResolveRelativePaths": True,
    },
)
declare(
    f"{_PREFIX}.AnalysisCollectorContext",
    parent=_ANALYSIS,
    options=dict.fromkeys(("checkstyle", "dry", "findbugs", "pmd", "tasks", "warnings"), False),
)
declare(f"{_PREFIX}.TaskScannerContext", parent=_ANALYSIS, options={"regularExpression": False})
declare(
    f"{_PREFIX}.WarningsContext",
    {"resolveRelativePaths": store("doNotResolveRelativePaths", lambda a: not a.resolveRelativePaths)},
    parent=_ANALYSIS,
    options={"includePattern": "", "excludePattern": ""},
)
declare(
    f"{_PREFIX}.CoberturaContext",
    {
        "methodTarget": _target("METHOD"),
        "lineTarget": _target("LINE"),
        "conditionalTarget": _target("CONDITIONAL"),
        "fileTarget": _target("FILES"),
        "classTarget": _target("CLASSES"),
        "packageTarget": _target("PACKAGES"),
    },
    options={
        "onlyStable": False,
        "failUnhealthy": False,
        "failUnstable": False,
        "autoUpdateHealth": False,
        "autoUpdateStability": False,
        "zoomCoverageChart": False,
        "failNoReports": True,
        "sourceEncoding": "ASCII",
        "targets": _METRICS,
    },
)
declare(
    f"{_PREFIX}.ViolationsContext",
    dict.fromkeys(_VIOLATIONS, _violation),
    options={
        "sourcePathPattern": None,
        "fauxProjectPath": None,
        "perFileDisplayLimit": None,
        "sourceEncoding": None,
        "entries": {},
    },
)
declare(f"{_PREFIX}.JacocoContext", options=_JACOCO | {"changeBuildStatus": None})
