"""Build wrappers.

Source: javaposse.jobdsl.dsl.helpers.wrapper.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

import re
from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.configure import configure_node
from igor.jobdsl.context import Call, collect, store
from igor.jobdsl.contexts import remote_tools, tool_wrappers
from igor.jobdsl.contexts.environment import wrapper_environment
from igor.jobdsl.contexts.publishers import CLEANUP_HANDLERS, CLEANUP_OPTIONS
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import joined, node, strings
from igor.jobdsl.null import is_null

_TIMEOUT = "hudson.plugins.build__timeout"
_BINDING = "org.jenkinsci.plugins.credentialsbinding.impl"


def _plain(cls: str) -> Any:
    return lambda _a: node(cls)


def _timeout(a: Call) -> Node:
    strategy = a.o.strategy or _strategy("Absolute", timeoutMinutes=3)
    return node(f"{_TIMEOUT}.BuildTimeoutWrapper", strategy, node("operationList", list(a.o.nodes)))


def _strategy(kind: str, **fields: Any) -> Node:
    return node("strategy", cls=f"hudson.plugins.build_timeout.impl.{kind}TimeOutStrategy", **fields)


def _elastic(a: Call) -> Node:
    return _strategy(
        "Elastic",
        timeoutPercentage=a.percentage,
        numberOfBuilds=a.numberOfBuilds,
        timeoutMinutesElasticDefault=a.minutesDefault,
    )


def _operation(kind: str) -> Any:
    return lambda a: node(f"{_TIMEOUT}.operations.{kind}Operation", description=a.description)


def _ssh_agent(a: Call) -> Node:
    cls = "com.cloudbees.jenkins.plugins.sshagent.SSHAgentBuildWrapper"
    a.check(not is_null(a.credentials), "credentials must not be null")
    if isinstance(a.credentials, str):
        return node(cls, user=a.credentials)
    return node(cls, credentialIds=strings(a.credentials))


def _toolenv(a: Call) -> Node:
    names = [re.sub(r"[^a-zA-Z0-9_]", "_", tool).upper() + "_HOME" for tool in a.tools]
    return node("hudson.plugins.toolenv.ToolEnvBuildWrapper", vars=joined(",", names))


def _build_name(a: Call) -> Node:
    a.check(not is_null(a.nameTemplate), "Name template must not be null")
    return node("org.jenkinsci.plugins.buildnamesetter.BuildNameSetter", template=a.nameTemplate)


def _pre_build_cleanup(a: Call) -> Node:
    return node(
        "hudson.plugins.ws__cleanup.PreBuildCleanup",
        patterns=list(a.o.nodes),
        deleteDirs=a.o.deleteDirectories,
        cleanupParameter=a.o.cleanupParameter or "",
        externalDelete=a.o.deleteCommand or "",
    )


def _run_on_same_node(a: Call) -> Node:
    a.check(not is_null(a.jobName), "Job name must not be null")
    cls = "com.datalex.jenkins.plugins.nodestalker.wrapper.NodeStalkerBuildWrapper"
    return node(cls, job=a.jobName, shareWorkspace=a.useSameWorkspace)


def _xvfb(a: Call) -> Node:
    a.check(a.installation, "installation must not be null or empty")
    o = a.o
    return node(
        "org.jenkinsci.plugins.xvfb.XvfbBuildWrapper",
        installationName=a.installation,
        screen=o.screen,
        debug=o.debug,
        timeout=o.timeout,
        displayNameOffset=o.displayNameOffset,
        shutdownWithBuild=o.shutdownWithBuild,
        autoDisplayName=o.autoDisplayName,
        assignedLabels=o.assignedLabels or None,
        parallelBuild=o.parallelBuild,
    )


def _exclusion(a: Call) -> Node:
    prefix = "org.jvnet.hudson.plugins.exclusion"
    ids = [node(f"{prefix}.DefaultIdType", name=name.upper()) for name in a.resourceNames]
    return node(f"{prefix}.IdAllocator", ids=ids)


def _config_file(a: Call) -> Node:
    return node(
        "org.jenkinsci.plugins.configfiles.buildwrapper.ManagedFile",
        fileId=a.fileId,
        targetLocation=a.o.targetLocation or "",
        variable=a.o.variable or "",
    )


def _inject_passwords(a: Call) -> Node:
    return node(
        "EnvInjectPasswordWrapper",
        injectGlobalPasswords=a.o.injectGlobalPasswords,
        maskPasswordParameters=a.o.maskPasswordParameters,
        passwordEntries="",
    )


def _binding(kind: str) -> Any:
    return lambda a: node(f"{_BINDING}.{kind}Binding", variable=a.variable, credentialsId=a.credentials)


def _username_password(a: Call) -> Node:
    if "variable" in a.values:
        return _binding("UsernamePassword")(a)  # type: ignore[no-any-return]
    return node(
        f"{_BINDING}.UsernamePasswordMultiBinding",
        credentialsId=a.credentials,
        usernameVariable=a.userVariableName,
        passwordVariable=a.passwordVariableName,
    )


_RELEASE_LISTS = ("preBuildSteps", "postSuccessfulBuildSteps", "postBuildSteps", "postFailedBuildSteps")


def _release(a: Call) -> Node:
    o = a.o
    made = node(
        "hudson.plugins.release.ReleaseWrapper",
        releaseVersionTemplate=o.releaseVersionTemplate or "",
        doNotKeepLog=o.doNotKeepLog,
        overrideBuildParameters=o.overrideBuildParameters,
        parameterDefinitions=list(o.parameters),
        **{name: list(o.options[name]) for name in _RELEASE_LISTS},
    )
    return configure_node(made, next(iter(o.configure_blocks[-1:]), None))


def _gathered(option: str) -> Any:
    return collect(option, lambda a: list(a.o.nodes))


def _pre_scm_steps(a: Call) -> Node:
    cls = "org.jenkinsci.plugins.preSCMbuildstep.PreSCMBuildStepsWrapper"
    return node(cls, buildSteps=list(a.o.steps), failOnError=a.o.failOnError)


def _log_size(a: Call) -> Node:
    cls = "hudson.plugins.logfilesizechecker.LogfilesizecheckerWrapper"
    return node(cls, setOwn=a.o.maxSize > 0, maxLogSize=a.o.maxSize, failBuild=a.o.failBuild)


_WRAPPERS: dict[str, Any] = {
    "timestamps": _plain("hudson.plugins.timestamper.TimestamperBuildWrapper"),
    "colorizeOutput": lambda a: node("hudson.plugins.ansicolor.AnsiColorBuildWrapper", colorMapName=a.colorMap),
    "buildName": _build_name,
    "maskPasswords": _plain("com.michelin.cio.hudson.plugins.maskpasswords.MaskPasswordsBuildWrapper"),
    "sshAgent": _ssh_agent,
    "toolenv": _toolenv,
    "nodejs": lambda a: node(
        "jenkins.plugins.nodejs.tools.NpmPackagesBuildWrapper", nodeJSInstallationName=a.installation
    ),
    "golang": lambda a: node("org.jenkinsci.plugins.golang.GolangBuildWrapper", goVersion=a.version),
    "buildUserVars": _plain("org.jenkinsci.plugins.builduser.BuildUser"),
    "preBuildCleanup": _pre_build_cleanup,
    "timeout": _timeout,
    "credentialsBinding": lambda a: node(f"{_BINDING}.SecretBuildWrapper", bindings=list(a.o.nodes)),
    "environmentVariables": wrapper_environment,
    "injectPasswords": _inject_passwords,
    "configFiles": lambda a: node(
        "org.jenkinsci.plugins.configfiles.buildwrapper.ConfigFileBuildWrapper", managedFiles=list(a.o.nodes)
    ),
    "runOnSameNodeAs": _run_on_same_node,
    "exclusionResources": _exclusion,
    "deliveryPipelineVersion": lambda a: node(
        "se.diabol.jenkins.pipeline.PipelineVersionContributor",
        versionTemplate=a.template,
        updateDisplayName=a.setDisplayName,
    ),
    "xvfb": _xvfb,
    "xvnc": lambda a: node(
        "hudson.plugins.xvnc.Xvnc", takeScreenshot=a.o.takeScreenshot, useXauthority=a.o.useXauthority
    ),
    "release": _release,
    "preScmSteps": _pre_scm_steps,
    "logSizeChecker": _log_size,
}

_MAVEN_RELEASE = {
    "scmUserEnvVar": "",
    "scmPasswordEnvVar": "",
    "releaseEnvVar": "IS_M2RELEASEBUILD",
    "releaseGoals": "-Dresume=false release:prepare release:perform",
    "dryRunGoals": "-Dresume=false -DdryRun=true release:prepare",
    "selectCustomScmCommentPrefix": False,
    "selectAppendJenkinsUsername": False,
    "selectScmCredentials": False,
    "numberOfReleaseBuildsToKeep": 1,
}


def _maven_release(a: Call) -> Node:
    renamed = {"selectAppendJenkinsUsername": "selectAppendHudsonUsername"}
    fields = {renamed.get(name, name): a.o.options[name] for name in _MAVEN_RELEASE}
    return node("org.jvnet.hudson.plugins.m2release.M2ReleaseBuildWrapper", **fields)


declare(
    "helpers.wrapper.WrapperContext",
    _WRAPPERS | tool_wrappers.HANDLERS | remote_tools.WRAPPER_HANDLERS,
    extends="BuildWrapper",
)
declare(
    "helpers.wrapper.MavenWrapperContext", {"mavenRelease": _maven_release}, parent="helpers.wrapper.WrapperContext"
)
declare("helpers.wrapper.MavenReleaseContext", options=_MAVEN_RELEASE)
declare(
    "helpers.wrapper.TimeoutContext",
    {
        "elastic": store("strategy", _elastic),
        "noActivity": store("strategy", lambda a: _strategy("NoActivity", timeout=a.seconds * 1000)),
        "absolute": store("strategy", lambda a: _strategy("Absolute", timeoutMinutes=a.minutes)),
        "likelyStuck": store("strategy", lambda _a: _strategy("LikelyStuck")),
        "failBuild": _operation("Fail"),
        "abortBuild": _operation("Abort"),
        "writeDescription": _operation("WriteDescription"),
    },
    options={"strategy": None},
)
declare(
    "helpers.wrapper.PreBuildCleanupContext", CLEANUP_HANDLERS, options=CLEANUP_OPTIONS | {"cleanupParameter": None}
)
declare(
    "helpers.wrapper.CredentialsBindingContext",
    {
        "string": _binding("String"),
        "file": _binding("File"),
        "zipFile": _binding("ZipFile"),
        "usernamePassword": _username_password,
    },
    extends="MultiBinding",
)
declare(
    "helpers.wrapper.EnvInjectPasswordsContext",
    options={"injectGlobalPasswords": False, "maskPasswordParameters": True},
)
declare(
    "helpers.wrapper.ConfigFilesContext",
    dict.fromkeys(("file", "custom", "mavenSettings", "globalMavenSettings"), _config_file),
)
declare("helpers.wrapper.ConfigFileContext", options={"targetLocation": None, "variable": None})
declare(
    "helpers.wrapper.XvfbContext",
    options={
        "screen": "1024x768x24",
        "debug": False,
        "timeout": 0,
        "displayNameOffset": 1,
        "shutdownWithBuild": False,
        "autoDisplayName": False,
        "assignedLabels": None,
        "parallelBuild": False,
    },
)
declare("helpers.wrapper.XvncContext", options={"takeScreenshot": False, "useXauthority": True})
declare(
    "helpers.wrapper.ReleaseContext",
    {
        "parameters": collect("parameters", lambda a: list(a.o.parameters.values())),
        **{name: _gathered(name) for name in _RELEASE_LISTS},
        **{name.replace("Steps", "Publishers"): _gathered(name) for name in _RELEASE_LISTS},
    },
    options={
        "releaseVersionTemplate": None,
        "doNotKeepLog": False,
        "overrideBuildParameters": False,
        "parameters": [],
        **{name: [] for name in _RELEASE_LISTS},
    },
)
declare(
    "helpers.wrapper.PreScmStepsContext",
    {"steps": _gathered("steps")},
    options={"failOnError": False, "steps": []},
)
declare("helpers.wrapper.LogFileSizeCheckerContext", options={"maxSize": 0, "failBuild": False})
