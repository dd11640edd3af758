"""Steps that run build tools of plugins, rarer ones; most are one row.

Source: javaposse.jobdsl.dsl.helpers.step.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.text import to_string
from igor.groovy.xml_node import Node
from igor.jobdsl.configure import configure_node
from igor.jobdsl.context import Call, collect, simple, store
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import joined, joined_or_none, node, properties_text, strings
from igor.jobdsl.null import is_null

_STEP = "helpers.step"
_REMOTE = "org.jenkinsci.plugins.ParameterizedRemoteTrigger"


def _x_shell(a: Call) -> Node:
    made: Node = simple(
        "hudson.plugins.xshell.XShellBuilder", "executeFromWorkingDir=executableInWorkspaceDir commandLine regexToKill"
    )(a)
    if a.o.timeAllocated > 0:
        made.append(node("timeAllocated", a.o.timeAllocated))
    return made


def _clang(a: Call) -> Node:
    for name in ("workspace", "scheme", "clangInstallationName"):
        a.check(a.o.options[name], f"{name} must be specified")
    made: Node = simple(
        "jenkins.plugins.clangscanbuild.ClangScanBuildBuilder",
        "targetSdk config=configuration clangInstallationName workspace scheme scanbuildargs=scanBuildArgs "
        "xcodebuildargs=xcodeBuildArgs",
    )(a)
    return made


def _debian(a: Call) -> Node:
    a.check(a.path, "path must be specified")
    version, always = a.o.generateChangelog or ("", False)
    return node(
        "ru.yandex.jenkins.plugins.debuilder.DebianPackageBuilder",
        pathToDebian=a.path,
        nextVersion=version or "",
        generateChangelog=a.o.generateChangelog is not None,
        signPackage=a.o.signPackage,
        buildEvenWhenThereAreNoChanges=always,
    )


def _docker(a: Call) -> Node:
    o = a.o
    server = node("server", uri=o.dockerHostURI or None, credentialsId=o.serverCredentials or None)
    registry = node("registry", url=o.dockerRegistryURL or None, credentialsId=o.registryCredentials or None)
    rest: Node = simple(
        "rest",
        "repoName=repositoryName noCache forcePull dockerfilePath=dockerfileDirectory skipBuild skipDecorate "
        "repoTag=tag skipPush createFingerprint=createFingerprints skipTagLatest=skipTagAsLatest buildContext "
        "buildAdditionalArgs=additionalBuildArgs forceTag",
    )(a)
    return node("com.cloudbees.dockerpublish.DockerBuilder", server, registry, list(rest.children))


def _ms_build(a: Call) -> Node:
    o = a.o
    return node(
        "hudson.plugins.msbuild.MsBuildBuilder",
        msBuildName=o.msBuildInstallation or "",
        cmdLineArgs=joined(" ", o.args),
        msBuildFile=o.buildFile or "",
        buildVariablesAsProperties=o.passBuildVariables,
        continueOnBuildFailure=o.continueOnBuildFailure,
        unstableIfWarnings=o.unstableIfWarnings,
    )


def _phing(a: Call) -> Node:
    o = a.o.options
    return node(
        "hudson.plugins.phing.PhingBuilder",
        name=o["phingInstallation"] or "",
        useModuleRoot=o["useModuleRoot"],
        buildFile=o["buildFile"] or None,
        targets=joined_or_none("\n", o["targets"]),
        properties=properties_text(o["properties"]) or None,
        options=joined_or_none("\n", o["options"]),
    )


def _nant(a: Call) -> Node:
    return node(
        "hudson.plugins.nant.NantBuilder",
        targets=joined(" ", a.o.targets),
        nantName=a.o.nantInstallation or "",
        nantBuildFile=a.o.buildFile or "",
        properties=joined_or_none("\n", a.o.props),
    )


def _cmake(a: Call) -> Node:
    o = a.o
    return node(
        "hudson.plugins.cmake.CmakeBuilder",
        installationName=o.cmakeInstallation or "",
        generator=o.generator,
        cleanBuild=o.cleanBuild,
        sourceDir=o.sourceDir or None,
        workingDir=o.buildDir or None,
        buildType=o.buildType or None,
        preloadScript=o.preloadScript or None,
        toolArgs=joined_or_none("\n", o.args),
        toolSteps=list(o.nodes) or None,
    )


def _build_tool_step(a: Call) -> Node:
    return node(
        "hudson.plugins.cmake.BuildToolStep",
        withCmake=a.o.useCmake,
        args=joined_or_none(" ", a.o.args),
        vars=properties_text(a.o.vars) or None,
    )


def _sbt(a: Call) -> Node:
    a.check(not is_null(a.sbtName), "Please provide the name of the SBT to use")
    made: Node = simple(
        "org.jvnet.hudson.plugins.SbtPluginBuilder", "name=sbtName jvmFlags sbtFlags actions subdirPath"
    )(a)
    return configure_node(made, a.closure)


def _remote_trigger(a: Call) -> Node:
    a.check(a.remoteJenkins, "remoteJenkins must be specified")
    a.check(a.jobName, "jobName must be specified")
    o = a.o
    parameters = [f"{to_string(key)}={to_string(value)}" for key, value in o.parameters.items()]
    credentials = o.overrideCredentials
    auth = node(
        f"{_REMOTE}.Auth",
        authType="credentialsPlugin" if credentials else None,
        creds=credentials or None,
        NONE="none",
        API__TOKEN="apiToken",
        CREDENTIALS__PLUGIN="credentialsPlugin",
    )
    flags = (
        "abortTriggeredJob",
        "maxConn",
        "enhancedLogging",
        "useCrumbCache",
        "useJobInfoCache",
        "disabled",
        "overrideTrustAllCertificates",
        "trustAllCertificates",
    )
    return node(
        f"{_REMOTE}.RemoteBuildConfiguration",
        token=o.token or "",
        remoteJenkinsName=a.remoteJenkins,
        job=a.jobName,
        shouldNotFailBuild=o.shouldNotFailBuild,
        pollInterval=o.pollInterval,
        preventRemoteBuildQueue=o.preventRemoteBuildQueue,
        blockBuildUntilComplete=o.blockBuildUntilComplete,
        parameters=joined("\n", parameters),
        parameterList=strings(parameters) or [node("string")],
        overrideAuth=bool(credentials),
        auth=[auth],
        loadParamsFromFile=bool(o.parameterFile),
        parameterFile="null" if o.parameterFile is None else o.parameterFile,
        remoteJenkinsUrl=o.remoteJenkinsUrl or None,
        **{name: o.options[name] for name in flags},
        queryString="",
    )


def _resolve_artifacts(a: Call) -> Node:
    return node(
        "org.jvnet.hudson.plugins.repositoryconnector.ArtifactResolver",
        targetDirectory=a.o.targetDirectory or "",
        failOnError=a.o.failOnError,
        enableRepoLogging=a.o.enableRepoLogging,
        snapshotUpdatePolicy=a.o.snapshotUpdatePolicy,
        releaseUpdatePolicy=a.o.releaseUpdatePolicy,
        snapshotChecksumPolicy="warn",
        releaseChecksumPolicy="warn",
        artifacts=list(a.o.nodes),
    )


def _update_policy(a: Call) -> None:
    a.one_of("updatePolicy", ("daily", "never", "always"))
    a.context.set_option(a.method, a.updatePolicy)


def _pair(a: Call) -> str:
    return f"{to_string(a.key)}={to_string(a.values['value'])}"


#: For the steps' table.
HANDLERS: dict[str, Any] = {
    "xShell": _x_shell,
    "clangScanBuild": _clang,
    "debianPackage": _debian,
    "dockerBuildAndPublish": _docker,
    "msBuild": _ms_build,
    "phing": _phing,
    "nant": _nant,
    "cmake": _cmake,
    "sbt": _sbt,
    "remoteTrigger": _remote_trigger,
    "resolveArtifacts": _resolve_artifacts,
    "exportRuntimeParameters": simple("com.meyling.hudson.plugin.job__exporter.ExporterBuilder", ""),
    "jython": simple("org.jvnet.hudson.plugins.Jython", "command*"),
    "jsLint": simple(
        "com.boxuk.jenkins.jslint.JSLintBuilder", "includePattern excludePattern logfile=logFile arguments"
    ),
    "progressJiraIssues": simple("hudson.plugins.jira.JiraIssueUpdateBuilder", "jqlSearch workflowActionName comment"),
}

declare(
    f"{_STEP}.XShellContext",
    options={"commandLine": None, "executableInWorkspaceDir": False, "regexToKill": None, "timeAllocated": 0},
)
declare(
    f"{_STEP}.ClangScanBuildContext",
    options={
        "targetSdk": "iphonesimulator",
        "configuration": "Debug",
        "clangInstallationName": None,
        "workspace": None,
        "scheme": None,
        "scanBuildArgs": "--use-analyzer Xcode",
        "xcodeBuildArgs": "-derivedDataPath $WORKSPACE/build",
    },
)
declare(
    f"{_STEP}.DebianContext",
    {"generateChangelog": store("generateChangelog", lambda a: (a.nextVersion, a.alwaysBuild))},
    options={"generateChangelog": None, "signPackage": True},
)
declare(
    f"{_STEP}.DockerBuildAndPublishContext",
    options=dict.fromkeys(
        (
            "repositoryName",
            "tag",
            "dockerHostURI",
            "serverCredentials",
            "dockerRegistryURL",
            "registryCredentials",
            "dockerfileDirectory",
            "buildContext",
            "additionalBuildArgs",
        )
    )
    | dict.fromkeys(("skipPush", "noCache", "skipBuild", "skipDecorate", "skipTagAsLatest"), False)
    | dict.fromkeys(("forcePull", "createFingerprints", "forceTag"), True),
)
declare(
    f"{_STEP}.MSBuildContext",
    options={
        "msBuildInstallation": "(Default)",
        "buildFile": None,
        "args": [],
        "passBuildVariables": False,
        "continueOnBuildFailure": False,
        "unstableIfWarnings": False,
    },
)
declare(
    f"{_STEP}.PhingContext",
    options={
        "phingInstallation": "(Default)",
        "useModuleRoot": True,
        "buildFile": None,
        "targets": [],
        "properties": {},
        "options": [],
    },
)
declare(
    f"{_STEP}.NAntContext",
    {
        "target": collect("targets", lambda a: a.target),
        "prop": collect("props", _pair),
        "props": collect("props", lambda a: [f"{to_string(k)}={to_string(v)}" for k, v in a.map.items()]),
    },
    options={"targets": [], "props": [], "buildFile": None, "nantInstallation": "(Default)"},
)
declare(
    f"{_STEP}.CMakeContext",
    {"buildToolStep": _build_tool_step},
    options={
        "cmakeInstallation": "InSearchPath",
        "generator": "Unix Makefiles",
        "cleanBuild": False,
        "sourceDir": None,
        "buildDir": None,
        "buildType": None,
        "preloadScript": None,
        "args": [],
    },
)
declare(f"{_STEP}.CMakeBuildToolStepContext", options={"args": [], "vars": {}, "useCmake": False})
declare(
    f"{_STEP}.ParameterizedRemoteTriggerContext",
    {"parameter": lambda a: a.context.options["parameters"].update({a.values["name"]: a.values["value"]})},
    options={
        "parameters": {},
        "shouldNotFailBuild": False,
        "pollInterval": 10,
        "preventRemoteBuildQueue": False,
        "blockBuildUntilComplete": False,
        "token": None,
        "overrideCredentials": None,
        "remoteJenkinsUrl": None,
        "abortTriggeredJob": False,
        "maxConn": 1,
        "enhancedLogging": False,
        "useCrumbCache": True,
        "useJobInfoCache": True,
        "disabled": False,
        "overrideTrustAllCertificates": False,
        "trustAllCertificates": False,
        "parameterFile": None,
    },
)
declare(
    f"{_STEP}.RepositoryConnectorContext",
    {
        "artifact": simple(
            "org.jvnet.hudson.plugins.repositoryconnector.Artifact",
            "groupId artifactId classifier version extension targetFileName",
        ),
        "snapshotUpdatePolicy": _update_policy,
        "releaseUpdatePolicy": _update_policy,
    },
    options={
        "targetDirectory": None,
        "failOnError": False,
        "enableRepoLogging": False,
        "snapshotUpdatePolicy": "daily",
        "releaseUpdatePolicy": "daily",
    },
)
declare(
    f"{_STEP}.RepositoryConnectorArtifactContext",
    options={
        "groupId": None,
        "artifactId": None,
        "classifier": None,
        "version": None,
        "extension": "jar",
        "targetFileName": None,
    },
)
declare(
    f"{_STEP}.JSLintContext",
    options=dict.fromkeys(("includePattern", "excludePattern", "logFile", "arguments")),
)
declare(f"{_STEP}.ProgressJiraIssuesContext", options=dict.fromkeys(("jqlSearch", "workflowActionName", "comment")))
