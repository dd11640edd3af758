"""Build steps.

Source: javaposse.jobdsl.dsl.helpers.step.* and helpers.common.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.configure import configure_node
from igor.jobdsl.context import Call, collect
from igor.jobdsl.contexts import build_tools, groovy_steps, remote_tools
from igor.jobdsl.contexts.conditions import RUNNERS, runner
from igor.jobdsl.contexts.copy_artifacts import copy_artifacts
from igor.jobdsl.contexts.environment import info
from igor.jobdsl.contexts.groovy_steps import key_values
from igor.jobdsl.declarations import OneOf, declare
from igor.jobdsl.element import joined, joined_or_none, named, node, properties_text, strings
from igor.jobdsl.null import is_null, or_none

_EXTERNAL_SETTINGS = "org.jenkinsci.plugins.configfiles.maven.job"


def _command(cls: str) -> Any:
    """A script of one text; null is written out, as a builder of XML does."""
    return lambda a: node(cls, command="null" if a.command is None else a.command)


def _settings(tag: str, provider: str, settings_id: str | None) -> Node | None:
    if not settings_id:
        return None
    return node(tag, cls=f"{_EXTERNAL_SETTINGS}.{provider}", settingsConfigId=settings_id)


def _maven(a: Call) -> Node:
    o = a.o
    goals = list(o.goals)
    if not o.given and "targets" in a.values:
        goals.append(a.targets)
    location = o.localRepository.name if o.localRepository else ""
    made = node("hudson.tasks.Maven", targets=joined(" ", goals))
    for name, value in (
        ("properties", properties_text(o.options["properties"]) or None),
        ("mavenName", o.mavenInstallation),
        ("jvmOptions", joined(" ", o.mavenOpts)),
        ("pom", o.rootPOM or a.pom or None),
        ("usePrivateRepository", location == "LOCAL_TO_WORKSPACE"),
    ):
        made.children.extend([node(name, value)] if value is not None else [])
    for extra in (
        _settings("settings", "MvnSettingsProvider", o.providedSettings),
        _settings("globalSettings", "MvnGlobalSettingsProvider", o.providedGlobalSettings),
        node("injectBuildVariables", o.injectBuildVariables),
    ):
        made.children.extend([extra] if extra is not None else [])
    return configure_node(made, a.closure or next(iter(o.configure_blocks[-1:]), None))


def _gradle(a: Call) -> Node:
    o = a.o
    made = node(
        "hudson.plugins.gradle.Gradle",
        switches=joined(" ", o.switches + ([] if is_null(a.switches) else [a.switches])),
        tasks=joined(" ", o.tasks + ([] if is_null(a.tasks) else [a.tasks])),
        rootBuildScriptDir=o.rootBuildScriptDir,
        buildFile=o.buildFile,
        gradleName=o.gradleName,
        useWrapper=o.useWrapper if is_null(a.useWrapper) else a.useWrapper,
        makeExecutable=o.makeExecutable,
        fromRootBuildScriptDir=o.fromRootBuildScriptDir,
        useWorkspaceAsHome=o.useWorkspaceAsHome,
        passAllAsSystemProperties=o.passAllAsSystemProperties,
        passAllAsProjectProperties=o.passAllAsProjectProperties,
    )
    return configure_node(made, a.closure or next(iter(o.configure_blocks[-1:]), None))


def _ant(a: Call) -> Node:
    o = a.o
    separator = "\n" if "\n" in (a.targets or "") else " "
    targets = (a.targets.split(separator) if a.targets else []) + o.targets
    return node(
        "hudson.tasks.Ant",
        targets=joined(" ", targets),
        antName=a.antInstallation or o.antInstallation or "(Default)",
        antOpts=joined_or_none("\n", o.javaOpts),
        buildFile=a.buildFile or o.buildFile or None,
        properties=joined_or_none("\n", o.props),
    )


def _dsl(a: Call) -> Node:
    o = a.o
    text = o.text if a.scriptText is None else a.scriptText
    targets = list(o.external) if a.externalScripts is None else list(a.externalScripts)
    if a.removedJobAction:
        a.check(a.removedJobAction in _REMOVE, f"removeAction must be one of: {', '.join(_REMOVE)}")
    return node(
        "javaposse.jobdsl.plugin.ExecuteDslScripts",
        targets=joined("\n", targets),
        usingScriptText=bool(text),
        scriptText=text or "",
        ignoreExisting=o.ignoreExisting if a.ignoreExisting is None else a.ignoreExisting,
        removedJobAction=a.removedJobAction or o.removeAction,
        removedViewAction=o.removeViewAction,
        lookupStrategy=o.lookupStrategy,
        additionalClasspath=o.additionalClasspath or "",
    )


_REMOVE = ("IGNORE", "DISABLE", "DELETE")


def _conditional_steps(a: Call) -> Node:
    a.check(a.o.condition, "No condition specified")
    made = node(
        "org.jenkinsci.plugins.conditionalbuildstep.ConditionalBuilder",
        node("runner", cls=a.o.runner),
        node("conditionalbuilders", list(a.o.steps)),
    )
    made.append(named("runCondition", a.o.condition[-1]))
    return made


def _critical_block(a: Call) -> list[Node]:
    prefix = "org.jvnet.hudson.plugins.exclusion.CriticalBlock"
    return [node(f"{prefix}Start"), *a.o.nodes, node(f"{prefix}End")]


def _set_build_result(a: Call) -> Node:
    results = ("SUCCESS", "UNSTABLE", "FAILURE", "ABORTED", "CYCLE")
    a.check(a.result in results, f"result must be on of {', '.join(results)}")
    return node("org.jenkins__ci.plugins.fail__the__build.FixResultBuilder", defaultResultName=a.result)


def _prerequisite(a: Call) -> Node:
    projects = ",".join(part.strip() for part in (a.projectList or "").split(",") if part)
    return node("dk.hlyh.ciplugins.prereqbuildstep.PrereqBuilder", projects=projects, warningOnly=a.warningOnly)


def _http_request(a: Call) -> Node:
    names = ("passBuildParameters", "httpMode", "authentication", "returnCodeBuildRelevant", "logResponseBody")
    return node(
        "jenkins.plugins.http__request.HttpRequest",
        url=a.requestUrl,
        **{name: or_none(a.o.options[name]) for name in names},
    )


def _rake(a: Call) -> Node:
    o = a.o
    return node(
        "hudson.plugins.rake.Rake",
        rakeInstallation=o.installation,
        rakeFile=o.file,
        rakeLibDir=o.libDir,
        rakeWorkingDir=o.workingDir,
        tasks=joined(" ", ([a.values["tasks"]] if a.values.get("tasks") else []) + o.task),
        silent=o.silent,
        bundleExec=o.bundleExec,
    )


def _python(cls: str, *, home: bool) -> Any:
    def handler(a: Call) -> Node:
        o = a.o.options
        own = ("clear", "systemSitePackages") if home else ()
        return node(
            f"jenkins.plugins.shiningpanda.builders.{cls}",
            pythonName=o["pythonName"] or "",
            **({"home": o["name"] or ""} if home else {}),
            **{name: o[name] for name in own},
            nature=o["nature"],
            command=o["command"] or "",
            ignoreExitCode=o["ignoreExitCode"],
        )

    return handler


def _remote_shell(a: Call) -> Node:
    return node("org.jvnet.hudson.plugins.SSHBuilder", siteName=a.siteName, command=joined("\n", a.o.command))


def _managed_script(a: Call) -> Node:
    return node(
        "org.jenkinsci.plugins.managedscripts.ScriptBuildStep",
        buildStepId=a.scriptId,
        buildStepArgs=strings(a.o.arguments),
        tokenized=a.o.tokenized,
    )


_STEPS = {
    "shell": _command("hudson.tasks.Shell"),
    "batchFile": _command("hudson.tasks.BatchFile"),
    "powerShell": _command("hudson.plugins.powershell.PowerShell"),
    "ruby": lambda a: node("hudson.plugins.ruby.Ruby", command=a.command or ""),
    "maven": _maven,
    "gradle": _gradle,
    "ant": _ant,
    "dsl": _dsl,
    "buildDescription": lambda a: node(
        "hudson.plugins.descriptionsetter.DescriptionSetterBuilder",
        regexp=a.regexp or "",
        description=a.description or None,
    ),
    "copyArtifacts": copy_artifacts,
    "downstreamParameterized": lambda a: node(
        "hudson.plugins.parameterizedtrigger.TriggerBuilder", configs=list(a.o.nodes)
    ),
    "conditionalSteps": _conditional_steps,
    "environmentVariables": lambda a: node("EnvInjectBuilder", info(a.o)),
    "criticalBlock": _critical_block,
    "setBuildResult": _set_build_result,
    "prerequisite": _prerequisite,
    "httpRequest": _http_request,
    "nodejsCommand": lambda a: node(
        "jenkins.plugins.nodejs.NodeJsCommandInterpreter",
        command=a.commandScript,
        nodeJSInstallationName=a.installation,
    ),
    "rake": _rake,
    "python": _python("PythonBuilder", home=False),
    "virtualenv": _python("VirtualenvBuilder", home=True),
    "remoteShell": _remote_shell,
    "managedScript": _managed_script,
    "extractJiraEnvironmentVariables": lambda _a: node("hudson.plugins.jira.JiraEnvironmentVariableBuilder"),
}

STEP_CONTEXT = "helpers.step.StepContext"
declare(
    STEP_CONTEXT, _STEPS | groovy_steps.HANDLERS | build_tools.HANDLERS | remote_tools.STEP_HANDLERS, extends="Builder"
)
declare(
    "helpers.step.MavenContext",
    {"property": lambda a: a.context.options["properties"].update({a.key: a.values["value"]})},
    options={
        "rootPOM": None,
        "goals": [],
        "mavenOpts": [],
        "properties": {},
        "localRepository": None,
        "mavenInstallation": "(Default)",
        "providedSettings": None,
        "providedGlobalSettings": None,
        "injectBuildVariables": True,
    },
)
declare(
    "helpers.step.GradleContext",
    options={
        "tasks": [],
        "switches": [],
        "useWrapper": True,
        "rootBuildScriptDir": "",
        "buildFile": "",
        "fromRootBuildScriptDir": True,
        "makeExecutable": False,
        "useWorkspaceAsHome": False,
        "passAllAsSystemProperties": False,
        "passAllAsProjectProperties": False,
        "gradleName": "(Default)",
    },
)
declare(
    "helpers.step.AntContext",
    {
        "target": collect("targets", lambda a: a.target),
        "javaOpt": collect("javaOpts", lambda a: a.opt),
    }
    | key_values("props"),
    options={"targets": [], "props": [], "buildFile": None, "javaOpts": [], "antInstallation": None},
)


def _one_of_colon(*values: str) -> Any:
    """A choice whose message has a colon, as the seed step words it."""

    def handler(a: Call) -> None:
        value = next(iter(a.values.values()))
        a.check(value in values, f"{a.method} must be one of: {', '.join(values)}")
        a.context.set_option(a.method, value)

    return handler


declare(
    "helpers.step.DslContext",
    {
        "removeAction": _one_of_colon(*_REMOVE),
        "removeViewAction": _one_of_colon("IGNORE", "DELETE"),
        "lookupStrategy": _one_of_colon("JENKINS_ROOT", "SEED_JOB"),
    },
    options={
        "text": None,
        "external": [],
        "ignoreExisting": False,
        "removeAction": "IGNORE",
        "removeViewAction": "IGNORE",
        "lookupStrategy": "JENKINS_ROOT",
        "additionalClasspath": None,
    },
)
declare(
    "helpers.step.ConditionalStepsContext",
    {
        "condition": collect("condition", lambda a: list(a.o.nodes)),
        "runner": runner,
        "steps": collect("steps", lambda a: list(a.o.nodes)),
    },
    options={"condition": [], "runner": f"{RUNNERS}$Fail", "steps": []},
)
declare(
    "helpers.step.HttpRequestContext",
    options={
        "passBuildParameters": None,
        "httpMode": OneOf(("POST", "GET", "DELETE", "PUT")),
        "authentication": None,
        "returnCodeBuildRelevant": None,
        "logResponseBody": None,
    },
)
declare(
    "helpers.step.RakeContext",
    {"tasks": collect("task", lambda a: list(a.values["tasks"]))},
    options={
        "task": [],
        "file": "",
        "installation": "(Default)",
        "libDir": "",
        "workingDir": "",
        "bundleExec": False,
        "silent": False,
    },
)
_PYTHON = {
    "pythonName": "System-CPython-2.7",
    "nature": OneOf(("shell", "xshell", "python"), "shell"),
    "command": None,
    "ignoreExitCode": False,
}
declare("helpers.step.PythonContext", options=_PYTHON)
declare(
    "helpers.step.VirtualenvContext",
    options=_PYTHON | {"name": None, "clear": False, "systemSitePackages": False},
)
declare("helpers.step.RemoteShellContext", options={"command": []})
declare("helpers.step.ManagedScriptContext", options={"arguments": [], "tokenized": False})
