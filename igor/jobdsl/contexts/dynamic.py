"""Methods that a plugin adds by its symbol (``disableConcurrentBuilds()``, ``pipelineTriggers { … }``).

Each makes what Jenkins would write when it saves an object of that class, without the ``plugin`` attribute, whose
version only a server with the plugin knows. ``dynamic`` may be called by others to add symbols.

Source: the classes named in each row, their ``@Symbol`` and ``@DataBoundConstructor``/``@DataBoundSetter`` fields.
"""

from __future__ import annotations

import re
from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.declarations import Nested, declare, dynamic
from igor.jobdsl.element import named, node

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


def _build_discarder(a: Call) -> Node:
    """``buildDiscarder { strategy { logRotator { … } } }``."""
    a.check(a.o.strategy, "the following options are required and must be specified: strategy")
    chosen = a.o.strategy[-1]
    return node("jenkins.model.BuildDiscarderProperty", named("strategy", chosen))


def _log_rotator(a: Call) -> Node:
    numbers = {name.removesuffix("Str"): value or "-1" for name, value in a.o.options.items()}
    return node("hudson.tasks.LogRotator", **numbers)


def _mailer(a: Call) -> Node:
    return node(
        "hudson.tasks.Mailer",
        recipients=a.o.recipients,
        dontNotifyEveryUnstableBuild=not a.o.notifyEveryUnstableBuild,
        sendToIndividuals=a.o.sendToIndividuals,
    )


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
dynamic(
    "JobProperty",
    "buildDiscarder",
    _build_discarder,
    strategy=Nested("plugin.structs.BuildDiscarders"),
)
declare("plugin.structs.BuildDiscarders", extends="BuildDiscarder")
dynamic(
    "BuildDiscarder",
    "logRotator",
    _log_rotator,
    daysToKeepStr="-1",
    numToKeepStr="-1",
    artifactDaysToKeepStr="-1",
    artifactNumToKeepStr="-1",
)
dynamic("Trigger", "cron", _fields("hudson.triggers.TimerTrigger"), spec=None)
dynamic("Trigger", "pollSCM", _poll_scm, scmpoll_spec=None, spec=None, ignorePostCommitHooks=False)
for _symbol in ("githubPush", "gitHubPushTrigger"):
    dynamic("Trigger", _symbol, lambda _a: node("com.cloudbees.jenkins.GitHubPushTrigger", spec=""))
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
dynamic("GitSCMExtension", "wipeWorkspace", _fields("hudson.plugins.git.extensions.impl.WipeWorkspace"))
dynamic(
    "GitSCMExtension",
    "relativeTargetDirectory",
    _fields("hudson.plugins.git.extensions.impl.RelativeTargetDirectory"),
    relativeTargetDir=None,
)
dynamic("GitSCMExtension", "localBranch", _fields("hudson.plugins.git.extensions.impl.LocalBranch"), localBranch=None)
dynamic(
    "Publisher",
    "cleanWs",
    _fields("hudson.plugins.ws__cleanup.WsCleanup"),
    patterns=[],
    deleteDirs=False,
    skipWhenFailed=False,
    cleanWhenSuccess=True,
    cleanWhenUnstable=True,
    cleanWhenFailure=True,
    cleanWhenNotBuilt=True,
    cleanWhenAborted=True,
    notFailBuild=False,
    cleanupMatrixParent=False,
    externalDelete="",
    disableDeferredWipeout=False,
)
dynamic(
    "Publisher",
    "mailer",
    _mailer,
    recipients="",
    notifyEveryUnstableBuild=True,
    sendToIndividuals=False,
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
