"""Methods of the job types themselves.

Source: javaposse.jobdsl.dsl.Item, Job, Project and jobs.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call, store
from igor.jobdsl.contexts import ivy
from igor.jobdsl.contexts.environment import job_environment
from igor.jobdsl.contexts.igor import HANDLERS as IGOR_HANDLERS
from igor.jobdsl.declarations import OneOf, declare
from igor.jobdsl.element import THRESHOLDS, joined, node, strings, threshold
from igor.jobdsl.item import Edit, add_nodes, configured, ensure, put, put_node, swap
from igor.jobdsl.null import is_null, or_none

_PROPERTIES = "properties"


def _set(path: str, parameter: str) -> Any:
    """A handler that writes the argument ``parameter`` at ``path``."""
    return lambda a: put(path, a.values[parameter])


def _required(path: str, parameter: str, message: str) -> Any:
    def handler(a: Call) -> Edit:
        a.check(not is_null(a.values[parameter]), message)
        return put(path, a.values[parameter])

    return handler


def _property(build: Any) -> Any:
    """A handler that puts one job property, replacing the one of the same kind."""
    return lambda a: put_node(_PROPERTIES, build(a))


def _append(path: str) -> Any:
    """A handler that appends the nodes of the call's closure at ``path``."""
    return lambda a: add_nodes(path, a.o.nodes if a.o else [])


def _label(a: Call) -> list[Edit]:
    return [put("assignedNode", a.labelExpression or ""), put("canRoam", not a.labelExpression)]


def log_rotator(a: Call) -> Edit:
    """``logRotator``: from four numbers or a closure, always with all four elements."""
    names = ("daysToKeep", "numToKeep", "artifactDaysToKeep", "artifactNumToKeep")
    values = {name: a.values.get(name, a.o.options[name]) for name in names}
    return put_node("", node("logRotator", **values))


def _throttle(a: Call) -> Node:
    o = a.o
    matrix = node(
        "matrixOptions",
        throttleMatrixBuilds=o.throttleMatrixBuilds,
        throttleMatrixConfigurations=o.throttleMatrixConfigurations,
    )
    return node(
        "hudson.plugins.throttleconcurrents.ThrottleJobProperty",
        maxConcurrentPerNode=o.maxPerNode,
        maxConcurrentTotal=o.maxTotal,
        throttleEnabled=not o.throttleDisabled,
        throttleOption="category" if o.categories else "project",
        categories=strings(o.categories),
        **({"matrixOptions": list(matrix.children)} if a.context.kind == "jobs.MatrixJob" else {}),
    )


def _block_on(a: Call) -> Node:
    names = a.projectName if "projectName" in a.values else joined("\n", a.projectNames)
    return node(
        "hudson.plugins.buildblocker.BuildBlockerProperty",
        useBuildBlocker=True,
        blockingJobs=names,
        blockLevel=a.o.blockLevel,
        scanQueueFor=a.o.scanQueueFor,
    )


def _lockable_resources(a: Call) -> Edit:
    a.check(a.resources or a.o.label, "Either resource or label have to be specified")
    made = node(
        "org.jenkins.plugins.lockableresources.RequiredResourcesProperty",
        resourceNames=a.resources or None,
        resourceNamesVar=a.o.resourcesVariable or None,
        labelName=a.o.label or None,
        resourceNumber=a.o.resourceNumber,
    )
    return put_node(_PROPERTIES, made)


def _delivery_pipeline(a: Call) -> Edit | None:
    if not (a.stageName or a.taskName):
        return None
    made = node(
        "se.diabol.jenkins.pipeline.PipelineProperty", taskName=a.taskName or None, stageName=a.stageName or None
    )
    return put_node(_PROPERTIES, made)


def _authorization(a: Call) -> Edit:
    kind = "hudson.security.AuthorizationMatrixProperty"

    def edit(root: Node) -> None:
        matrix = root.slash(_PROPERTIES).slash(kind)
        matrix.slash(node("blocksInheritance", a.o.blocksInheritance))
        for permission in a.o.permissions:
            matrix.append_node("permission", permission)

    return edit


def _parameters(a: Call) -> list[Edit]:
    """The definitions, in an element that an empty block makes too."""
    path = f"{_PROPERTIES}/hudson.model.ParametersDefinitionProperty/parameterDefinitions"
    return [ensure(path), add_nodes(path, list(a.o.parameters.values()))]


def _using(a: Call) -> None:
    a.check(a.context.item.template_name is None, 'Can only use "using" once')
    a.context.item.template_name = or_none(a.templateName)


def _previous_names(a: Call) -> None:
    a.context.item.previous_names = or_none(a.regex)


def scm_edit(a: Call) -> Edit | None:
    """``scm``: the one SCM replaces the present one and moves to the end."""
    a.check(len(a.o.nodes) <= 1, 'Outside "multiscm", only one SCM can be specified')
    return swap(a.o.nodes[0]) if a.o.nodes else None


def _multiscm(a: Call) -> Edit | None:
    return swap(node("scm", cls="org.jenkinsci.plugins.multiplescms.MultiSCM", scms=list(a.o.nodes)))


def _batch_task(a: Call) -> Edit:
    task = node("hudson.plugins.batch__task.BatchTask", name=a.name, script=a.script)
    return add_nodes(f"{_PROPERTIES}/hudson.plugins.batch__task.BatchTaskProperty/tasks", [task])


def _notifications(a: Call) -> Node:
    return node("com.tikal.hudson.plugins.notification.HudsonNotificationProperty", endpoints=list(a.o.nodes))


_ITEM = {
    "description": _set("description", "descriptionString"),
    "displayName": _set("displayName", "displayName"),
    "configure": lambda a: configured(a.closure),
}

_JOB = (
    _ITEM
    | IGOR_HANDLERS
    | {
        "disabled": _set("disabled", "shouldDisable"),
        "keepDependencies": _set("keepDependencies", "keep"),
        "quietPeriod": _set("quietPeriod", "seconds"),
        "authenticationToken": lambda a: put_node("", node("authToken", a.token)),
        "logRotator": log_rotator,
        "throttleConcurrentBuilds": _property(_throttle),
        "blockOn": _property(_block_on),
        "compressBuildLog": _property(lambda a: node("org.jenkinsci.plugins.compressbuildlog.BuildLogCompressor")),
        "notifications": _property(_notifications),
        "deliveryPipelineConfiguration": _delivery_pipeline,
        "authorization": _authorization,
        "parameters": _parameters,
        "properties": _append(_PROPERTIES),
        "environmentVariables": job_environment,
        "using": _using,
        "previousNames": _previous_names,
    }
)

_PROJECT = _JOB | {
    "label": _label,
    "lockableResources": _lockable_resources,
    "weight": _property(lambda a: node("hudson.plugins.heavy__job.HeavyJobProperty", weight=a.weight)),
    "jdk": _set("jdk", "jdk"),
    "checkoutRetryCount": _set("scmCheckoutRetryCount", "times"),
    "customWorkspace": _required("customWorkspace", "workspacePath", "Workspace path must not be null"),
    "blockOnUpstreamProjects": lambda a: put("blockBuildWhenUpstreamBuilding", True),
    "blockOnDownstreamProjects": lambda a: put("blockBuildWhenDownstreamBuilding", True),
    "concurrentBuild": _set("concurrentBuild", "allowConcurrentBuild"),
    "triggers": _append("triggers"),
    "batchTask": _batch_task,
    "scm": scm_edit,
    "multiscm": _multiscm,
    "wrappers": _append("buildWrappers"),
    "steps": _append("builders"),
    "publishers": _append("publishers"),
}


def _axes(a: Call) -> list[Edit]:
    return [add_nodes("axes", a.o.nodes), *(configured(block, "axes") for block in a.o.configure_blocks)]


def _touchstone(a: Call) -> list[Edit]:
    name, color, ordinal = ("UNSTABLE", "YELLOW", 1) if a.continueOnUnstable else ("STABLE", "BLUE", 0)
    condition = node("touchStoneResultCondition", name=name, color=color, ordinal=ordinal)
    children = (node("touchStoneCombinationFilter", a.filter), condition)
    return [put_node("executionStrategy", child) for child in children]


def _joined(path: str, parameter: str) -> Any:
    """A handler whose repeated calls are joined by a blank, at the place of the first one."""

    def handler(a: Call) -> Edit | None:
        gathered: list[Any] = a.context.options.setdefault(f"joined {path}", [])
        gathered.append(a.values[parameter])
        if len(gathered) > 1:
            return None

        def edit(root: Node) -> None:
            put(path, joined(" ", gathered))(root)

        return edit

    return handler


def _maven_steps(a: Call) -> None:
    a.check(False, "steps cannot be applied for Maven jobs; use preBuildSteps or postBuildSteps")


def _post_build_steps(a: Call) -> list[Edit]:
    name = a.values.get("thresholdName", "FAILURE")
    a.check(name in THRESHOLDS, f"thresholdName must be one of these values {','.join(THRESHOLDS)}")
    return [put_node("", threshold("runPostStepsIfResult", name)), add_nodes("postbuilders", a.o.nodes)]


def _provided(tag: str, provider: str) -> Any:
    cls = f"org.jenkinsci.plugins.configfiles.maven.job.{provider}"
    return lambda a: put_node("", node(tag, cls=cls, settingsConfigId=a.settingsId))


_MAVEN = (
    _PROJECT
    | {
        "steps": _maven_steps,
        "rootPOM": _set("rootPOM", "rootPOM"),
        "goals": _joined("goals", "goals"),
        "mavenOpts": _joined("mavenOpts", "mavenOpts"),
        "localRepository": lambda a: put_node("", node("localRepository", cls=a.location.xml)),
        "preBuildSteps": _append("prebuilders"),
        "postBuildSteps": _post_build_steps,
        "mavenInstallation": _required("mavenName", "name", "name can not be null"),
        "providedSettings": _provided("settings", "MvnSettingsProvider"),
        "providedGlobalSettings": _provided("globalSettings", "MvnGlobalSettingsProvider"),
        "disableDownstreamTrigger": _set("disableTriggerDownstreamProjects", "disableDownstreamTrigger"),
    }
    | {
        name: _set(name, name)
        for name in (
            "archivingDisabled",
            "siteArchivingDisabled",
            "fingerprintingDisabled",
            "resolveDependencies",
            "runHeadless",
            "incrementalBuild",
        )
    }
)

declare("jobs.FreeStyleJob", _PROJECT)
declare("jobs.MultiJob", _PROJECT | {"pollSubjobs": _set("pollSubjobs", "pollSubjobs")})
declare("jobs.IvyJob", _PROJECT | ivy.HANDLERS)
declare("jobs.MavenJob", _MAVEN)
declare(
    "jobs.MatrixJob",
    _PROJECT
    | {
        "axes": _axes,
        "combinationFilter": _set("combinationFilter", "filterExpression"),
        "childCustomWorkspace": _required("childCustomWorkspace", "workspacePath", "Workspace path must not be null"),
        "runSequentially": _set("executionStrategy/runSequentially", "sequentially"),
        "touchStoneFilter": _touchstone,
    },
)
declare(
    "jobs.WorkflowJob",
    _JOB | {"definition": lambda a: swap(a.o.nodes[-1]) if a.o.nodes else None, "triggers": _append("triggers")},
)

declare(
    "LogRotatorContext",
    options={"daysToKeep": -1, "numToKeep": -1, "artifactDaysToKeep": -1, "artifactNumToKeep": -1},
)
declare(
    "helpers.toplevel.ThrottleConcurrentBuildsContext",
    {"categories": store("categories", lambda a: list(a.categories))},
    options={
        "throttleDisabled": False,
        "categories": [],
        "maxPerNode": 0,
        "maxTotal": 0,
        "throttleMatrixBuilds": True,
        "throttleMatrixConfigurations": True,
    },
)
declare(
    "BuildBlockerContext",
    options={
        "blockLevel": OneOf(("GLOBAL", "NODE"), "NODE"),
        "scanQueueFor": OneOf(("ALL", "BUILDABLE", "DISABLED"), "DISABLED"),
    },
)
declare(
    "helpers.toplevel.LockableResourcesContext",
    options={"resourcesVariable": None, "resourceNumber": None, "label": None},
)


def _endpoint(a: Call) -> Node:
    a.check(a.url, "url must be specified")
    a.one_of("protocol", ("UDP", "TCP", "HTTP"))
    a.one_of("format", ("JSON", "XML"))
    return node(
        "com.tikal.hudson.plugins.notification.Endpoint",
        url=a.url,
        protocol=a.protocol,
        format=a.format,
        event=a.o.event,
        timeout=a.o.timeout,
        loglines=a.o.logLines,
    )


declare("helpers.toplevel.NotificationContext", {"endpoint": _endpoint})
declare(
    "helpers.toplevel.NotificationEndpointContext",
    options={
        "event": OneOf(("all", "queued", "started", "completed", "finalized", "failed"), "all"),
        "timeout": 30000,
        "logLines": 0,
    },
)


def _axis(cls: str, fixed_name: str = "") -> Any:
    return lambda a: node(cls, name=fixed_name or a.axisName, values=strings(a.axisValues))


declare(
    "helpers.AxisContext",
    {
        "text": _axis("hudson.matrix.TextAxis"),
        "label": _axis("hudson.matrix.LabelAxis"),
        "labelExpression": _axis("hudson.matrix.LabelExpAxis"),
        "jdk": _axis("hudson.matrix.JDKAxis", "jdk"),
        "python": _axis("jenkins.plugins.shiningpanda.matrix.PythonAxis", "PYTHON"),
    },
    extends="Axis",
)
