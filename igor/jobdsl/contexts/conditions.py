"""Run conditions and runners, shared by conditional steps and the flexible publisher.

Source: javaposse.jobdsl.dsl.helpers.step.RunConditionContext (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import named, node, strings
from igor.jobdsl.null import is_null

_CONDITION = "org.jenkins_ci.plugins.run_condition"
RUNNERS = f"{_CONDITION}.BuildStepRunner"
_RUNNER_NAMES = ("Fail", "Unstable", "RunUnstable", "Run", "DontRun")
_STATUSES = ("SUCCESS", "UNSTABLE", "FAILURE", "NOT_BUILT", "ABORTED")


def runner_class(a: Call) -> str:
    """The class of the runner that the call names."""
    message = f"{a.runnerName} not a valid runner, must be one of {', '.join(_RUNNER_NAMES)}"
    a.check(a.runnerName in _RUNNER_NAMES, message)
    return f"{RUNNERS}${a.runnerName}"


def runner(a: Call) -> None:
    """``runner('Fail')``: what to do when the condition itself fails."""
    a.context.set_option("runner", runner_class(a))


def _core(cls: str, *names: str) -> Any:
    """A condition of the core package whose fields are the arguments of the same names."""
    return lambda a: node(f"{_CONDITION}.core.{cls}", **{name: a.values[name] for name in names})


def _status(a: Call) -> Node:
    for name in ("worstResult", "bestResult"):
        a.one_of(name, _STATUSES, ",")
    worst, best = _STATUSES.index(a.worstResult), _STATUSES.index(a.bestResult)
    a.check(worst >= best, "worstResult must be equal or worse than bestResult")
    return node(
        f"{_CONDITION}.core.StatusCondition",
        worstResult=[node("ordinal", worst)],
        bestResult=[node("ordinal", best)],
    )


def _time(a: Call) -> Node:
    names = {"earliestHours": 23, "earliestMinutes": 59, "latestHours": 23, "latestMinutes": 59}
    for name, last in names.items():
        a.check(0 <= a.values[name] <= last, f"{name} must be between 0 and {last}")
    return _core("TimeCondition", *names, "useBuildTime")(a)  # type: ignore[no-any-return]


def _files_match(a: Call) -> Node:
    a.check(not is_null(a.baseDir), "baseDir must not be null")
    base = node("baseDir", cls=a.baseDir.xml)
    return node(
        f"{_CONDITION}.core.FilesMatchCondition", node("includes", a.includes), node("excludes", a.excludes), base
    )


def _file_exists(a: Call) -> Node:
    base = node("baseDir", cls=a.baseDir.xml)
    return node(f"{_CONDITION}.core.FileExistsCondition", node("file", a.file), base)


def _not(a: Call) -> Node:
    a.check(a.o.nodes, "No condition specified")
    return node(f"{_CONDITION}.logic.Not", named("condition", a.o.nodes[-1]))


def _logic(name: str) -> Any:
    container = "org.jenkins__ci.plugins.run__condition.logic.ConditionContainer"

    def handler(a: Call) -> Node:
        inner = [a.evaluate("helpers.step.RunConditionContext", closure) for closure in a.conditionClosures]
        made = [node(container, named("condition", context.nodes[-1])) for context in inner if context.nodes]
        return node(f"{_CONDITION}.logic.{name}", conditions=made)

    return handler


declare(
    "helpers.step.RunConditionContext",
    {
        "alwaysRun": _core("AlwaysRun"),
        "neverRun": _core("NeverRun"),
        "booleanCondition": _core("BooleanCondition", "token"),
        "stringsMatch": _core("StringsMatchCondition", "arg1", "arg2", "ignoreCase"),
        "cause": _core("CauseCondition", "buildCause", "exclusiveCause"),
        "expression": _core("ExpressionCondition", "expression", "label"),
        "time": _time,
        "status": _status,
        "nodes": lambda a: node(f"{_CONDITION}.core.NodeCondition", allowedNodes=strings(a.allowedNodes)),
        "shell": lambda a: node(f"{_CONDITION}.contributed.ShellCondition", command=a.command),
        "batch": lambda a: node(f"{_CONDITION}.contributed.BatchFileCondition", command=a.command),
        "fileExists": _file_exists,
        "filesMatch": _files_match,
        "not": _not,
        "and": _logic("And"),
        "or": _logic("Or"),
    },
    extends="RunCondition",
)
