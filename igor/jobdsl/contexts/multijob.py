"""Phases of MultiJob projects.

Source: javaposse.jobdsl.dsl.helpers.step.MultiJobStepContext, Phase* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.configure import configure_node
from igor.jobdsl.context import Call
from igor.jobdsl.contexts import steps
from igor.jobdsl.contexts.downstream import add_parameters, configs_of
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import node


def _phase(a: Call) -> Node:
    name = a.o.phaseName or a.phaseName or a.values.get("name")
    a.check(name, "A phase needs a name")
    return node(
        "com.tikal.jenkins.plugins.multijob.MultiJobBuilder",
        phaseName=name,
        continuationCondition=a.o.continuationCondition or a.continuationCondition or "SUCCESSFUL",
        executionType=a.o.executionType,
        phaseJobs=list(a.o.nodes),
    )


def _phase_job(a: Call) -> Node:
    o = a.o
    made = node(
        "com.tikal.jenkins.plugins.multijob.PhaseJobsConfig",
        jobName=a.jobName,
        currParams=o.currentJobParameters,
        exposedSCM=o.exposedScm,
        disableJob=o.disableJob,
        killPhaseOnJobResultCondition=o.killPhaseCondition,
        abortAllJob=o.abortAllJobs,
    )
    made.append(configs_of(o))
    return configure_node(made, next(iter(o.configure_blocks[-1:]), None))


def _checked(values: tuple[str, ...], label: str, separator: str) -> Any:
    def handler(a: Call) -> None:
        value = next(iter(a.values.values()))
        a.check(value in values, f"{label} needs to be one of these values: {separator.join(values)}")
        a.context.set_option(a.method, value)

    return handler


declare("helpers.step.MultiJobStepContext", {"phase": _phase}, parent=steps.STEP_CONTEXT)
declare(
    "helpers.step.PhaseContext",
    {
        "phaseJob": _phase_job,
        "continuationCondition": _checked(
            ("SUCCESSFUL", "UNSTABLE", "COMPLETED", "FAILURE", "ALWAYS"), "Continuation Condition", ", "
        ),
        "executionType": _checked(("PARALLEL", "SEQUENTIALLY"), "Execution Type", ", "),
    },
    options={"phaseName": None, "continuationCondition": None, "executionType": "PARALLEL"},
)
declare(
    "helpers.step.PhaseJobContext",
    {
        "parameters": add_parameters,
        "killPhaseCondition": _checked(("FAILURE", "NEVER", "UNSTABLE"), "Kill Phase on Job Result Condition", ","),
    },
    options={
        "parameters": None,
        "currentJobParameters": True,
        "exposedScm": True,
        "disableJob": False,
        "abortAllJobs": False,
        "killPhaseCondition": "FAILURE",
    },
)
