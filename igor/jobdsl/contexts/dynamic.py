"""Methods that a plugin adds by its symbol (``disableConcurrentBuilds()``, ``pipelineTriggers { … }``).

Each makes what Jenkins would write when it saves an object of that class, without the ``plugin`` attribute, whose
version only a server with the plugin knows. ``dynamic`` may be called by others to add symbols.

Source: the classes named in each row, their ``@Symbol`` and ``@DataBoundConstructor``/``@DataBoundSetter`` fields.
"""

from __future__ import annotations

import re
from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call, Nested, dynamic
from igor.jobdsl.element import node

_WORKFLOW_JOB = "org.jenkinsci.plugins.workflow.job.properties"
_MULTIBRANCH = "org.jenkinsci.plugins.workflow.multibranch"
_TRIGGERS = "helpers.triggers.TriggerContext"


def _fields(cls: str) -> Any:
    """A node with every option in the order of its declaration."""
    return lambda a: node(cls, **a.o.options)


def _parameter(cls: str) -> Any:
    def build(a: Call) -> None:
        o = a.o.options
        a.check(o["name"], "Can only add nodes with a 'name' field.")
        a.context.options["parameters"][o["name"]] = node(cls, **{k: v for k, v in o.items() if v is not None})

    return build


def _choice(a: Call) -> None:
    o = a.o.options
    a.check(o["name"], "Can only add nodes with a 'name' field.")
    choices = o["choices"].split("\n") if isinstance(o["choices"], str) else list(o["choices"] or [])
    inner = node("a", [node("string", choice) for choice in choices], cls="string-array")
    a.context.options["parameters"][o["name"]] = node(
        "hudson.model.ChoiceParameterDefinition",
        node("name", o["name"]),
        node("description", o["description"]) if o["description"] is not None else None,
        node("choices", inner, cls="java.util.Arrays$ArrayList"),
    )


_SPECS_BY_MINUTES = (
    (5, "* * * * *"),
    (30, "H/5 * * * *"),
    (60, "H/15 * * * *"),
    (480, "H/30 * * * *"),
    (1440, "H H/4 * * *"),
    (2880, "H H/12 * * *"),
)
_UNITS_MS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "": 60_000}


def _periodic(a: Call) -> Node:
    """``periodicFolderTrigger { interval('1d') }``: the interval in milliseconds and a cron spec that suits it."""
    text = str(a.o.options["interval"])
    match = re.fullmatch(r"(\d+)(ms|[smhd]?)", text)
    a.check(match, f"interval must be a number with ms, s, m, h or d, not '{text}'")
    assert match is not None
    milliseconds = int(match[1]) * _UNITS_MS[match[2]]
    clamped = min(max(milliseconds, 60_000), 30 * 86_400_000)
    minutes = clamped / 60_000
    spec = next((spec for limit, spec in _SPECS_BY_MINUTES if minutes <= limit), "H H * * *")
    return node("com.cloudbees.hudson.plugins.folder.computed.PeriodicFolderTrigger", spec=spec, interval=clamped)


def _poll_scm(a: Call) -> Node:
    spec = a.o.options["scmpoll_spec"] or a.o.options["spec"] or ""
    return node("hudson.triggers.SCMTrigger", spec=spec, ignorePostCommitHooks=a.o.options["ignorePostCommitHooks"])


dynamic(
    "JobProperty",
    "disableConcurrentBuilds",
    _fields(f"{_WORKFLOW_JOB}.DisableConcurrentBuildsJobProperty"),
    abortPrevious=False,
)
dynamic("JobProperty", "disableResume", _fields(f"{_WORKFLOW_JOB}.DisableResumeJobProperty"))
dynamic(
    "JobProperty",
    "pipelineTriggers",
    _fields(f"{_WORKFLOW_JOB}.PipelineTriggersJobProperty"),
    triggers=Nested(_TRIGGERS),
)
dynamic(
    "JobProperty",
    "copyArtifactPermission",
    lambda a: node(
        "hudson.plugins.copyartifact.CopyArtifactPermissionProperty",
        projectNameList=[node("string", name.strip()) for name in str(a.o.projectNames or "").split(",")],
    ),
    projectNames=None,
)
dynamic("JobProperty", "durabilityHint", _fields(f"{_WORKFLOW_JOB}.DurabilityHintJobProperty"), hint=None)
dynamic("Trigger", "cron", _fields("hudson.triggers.TimerTrigger"), spec=None)
dynamic("Trigger", "pollSCM", _poll_scm, scmpoll_spec=None, spec=None, ignorePostCommitHooks=False)
dynamic("Trigger", "githubPush", lambda _a: node("com.cloudbees.jenkins.GitHubPushTrigger", spec=""))
dynamic("Trigger", "periodicFolderTrigger", _periodic, interval="1d")
dynamic(
    "ParameterDefinition",
    "stringParam",
    _parameter("hudson.model.StringParameterDefinition"),
    name=None,
    description=None,
    defaultValue=None,
    trim=False,
)
dynamic(
    "ParameterDefinition",
    "booleanParam",
    _parameter("hudson.model.BooleanParameterDefinition"),
    name=None,
    description=None,
    defaultValue=False,
)
dynamic(
    "ParameterDefinition",
    "textParam",
    _parameter("hudson.model.TextParameterDefinition"),
    name=None,
    description=None,
    defaultValue=None,
    trim=False,
)
dynamic("ParameterDefinition", "choiceParam", _choice, name=None, description=None, choices=None)
dynamic(
    "ParameterDefinition",
    "wHideParameterDefinition",
    _parameter("com.wangyin.parameter.WHideParameterDefinition"),
    name=None,
    description=None,
    defaultValue=None,
)
dynamic("BuildWrapper", "timestamps", lambda _a: node("hudson.plugins.timestamper.TimestamperBuildWrapper"))
dynamic(
    "BranchProjectFactory",
    "workflowBranchProjectFactory",
    _fields(f"{_MULTIBRANCH}.WorkflowBranchProjectFactory"),
    scriptPath="Jenkinsfile",
)
dynamic(
    "MultiBranchProjectFactory",
    "workflowMultiBranchProjectFactory",
    _fields(f"{_MULTIBRANCH}.WorkflowMultiBranchProjectFactory"),
    scriptPath="Jenkinsfile",
)
