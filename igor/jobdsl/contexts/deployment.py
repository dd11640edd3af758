"""Publishers that send a build's files or news elsewhere: SSH, SCP, WebLogic, Maven and Debian repositories, chats.

Source: javaposse.jobdsl.dsl.helpers.common.PublishOverSsh*, helpers.publisher.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

import uuid
from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call, Context, collect, store
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import joined, node, strings
from igor.jobdsl.enums import ENUMS

_PREFIX = "helpers.publisher"
_SSH = "jenkins.plugins.publish_over_ssh"
_SSH_TAG = "jenkins.plugins.publish__over__ssh"
_WEBLOGIC = "org.jenkinsci.plugins.deploy.weblogic"
_IM = "hudson.plugins.im"
_STRATEGIES = ("ALL", "FAILURE_AND_FIXED", "ANY_FAILURE", "STATECHANGE_ONLY", "NEW_FAILURE_AND_FIXED")
_NOTIFIERS = ("Default", "SummaryOnly", "BuildParameters", "PrintFailingTests")
_FLOWDOCK_RESULTS = ("aborted", "success", "fixed", "unstable", "failure", "notBuilt")
_BASE_32 = "0123456789abcdefghijklmnopqrstuv"


def ssh_delegate(a: Call) -> Node:
    """``<delegate>`` of what ``publishOverSsh`` sends, for the publisher and the build step."""
    o = a.o
    a.check(o.servers, "At least 1 server must be configured")
    made = node(
        "delegate",
        publishers=list(o.servers),
        continueOnError=o.continueOnError,
        failOnError=o.failOnError,
        alwaysPublishFromMaster=o.alwaysPublishFromMaster,
    )
    access = {"class": f"{_SSH}.BapSshPublisherPlugin", "reference": "../.."}
    made.append(node("hostConfigurationAccess", at=access))
    if o.parameterizedPublishing:
        made.append(node("paramPublish", cls=f"{_SSH}.BapSshParamPublish", parameterName=o.parameterizedPublishing))
    return made


def _publish_over_ssh(a: Call) -> Node:
    return node(f"{_SSH_TAG}.BapSshPublisherPlugin", node("consolePrefix", "SSH: "), ssh_delegate(a))


def _ssh_server(a: Call) -> None:
    o = a.o
    a.check(o.transferSet, f"At least 1 transferSet must be configured for {a.values['name']}")
    made = node(
        f"{_SSH_TAG}.BapSshPublisher",
        configName=a.values["name"],
        verbose=o.verbose,
        transfers=list(o.transferSet),
        useWorkspaceInPromotion=False,
        usePromotionTimestamp=False,
    )
    for extra in (o.retry, o.credentials):
        if extra is not None:
            made.append(extra)
    if o.label:
        made.append(node("label", cls=f"{_SSH}.BapSshPublisherLabel", label=o.label))
    a.context.servers.append(made)


def _ssh_retry(a: Call) -> Node:
    return node("retry", cls=f"{_SSH}.BapSshRetry", retries=a.retries, retryDelay=a.delay)


def _ssh_credentials(a: Call) -> Node:
    return node(
        "credentials",
        cls=f"{_SSH}.BapSshCredentials",
        secretPassphrase="",
        key=a.o.key or "",
        keyPath=a.o.pathToKey or "",
        username=a.username,
    )


def _ssh_transfer(a: Call) -> Node:
    o = a.o
    a.check(o.sourceFiles or o.execCommand, "sourceFiles or execCommand must be specified")
    return node(
        f"{_SSH_TAG}.BapSshTransfer",
        remoteDirectory=o.remoteDirectory or "",
        sourceFiles=o.sourceFiles or "",
        excludes=o.excludeFiles or "",
        removePrefix=o.removePrefix or "",
        remoteDirectorySDF=o.remoteDirIsDateFormat,
        flatten=o.flattenFiles,
        cleanRemote=False,
        noDefaultExcludes=o.noDefaultExcludes,
        makeEmptyDirs=o.makeEmptyDirs,
        patternSeparator=o.patternSeparator,
        execCommand=o.execCommand or "",
        execTimeout=o.execTimeout,
        usePty=o.execInPty,
    )


def _publish_scp(a: Call) -> Node:
    a.check(a.o.entries, "Scp publish requires at least one entry")
    cls = "be.certipost.hudson.plugin.SCPRepositoryPublisher"
    return node(cls, siteName=a.values["site"], entries=list(a.o.entries))


def _scp_entries(a: Call) -> list[Node]:
    sources = [a.source] if "source" in a.values else a.sources
    cls = "be.certipost.hudson.plugin.Entry"
    return [node(cls, filePath=a.destination, sourceFile=source, keepHierarchy=a.keepHierarchy) for source in sources]


def _weblogic(a: Call) -> Node:
    o = a.o
    return node(
        f"{_WEBLOGIC}.WeblogicDeploymentPlugin",
        mustExitOnFailure=o.mustExitOnFailure,
        forceStopOnFirstFailure=o.forceStopOnFirstFailure,
        selectedDeploymentStrategyIds=strings(o.deploymentPolicies),
        isDeployingOnlyWhenUpdates=o.deployingOnlyWhenUpdates,
        deployedProjectsDependencies=o.deployedProjectsDependencies or "",
        tasks=list(o.tasks),
    )


def _weblogic_task(a: Call) -> None:
    o = a.o
    made = node(
        f"{_WEBLOGIC}.data.DeploymentTask",
        id=_task_id(a.context),
        weblogicEnvironmentTargetedName=o.weblogicEnvironmentTargetedName or "",
        deploymentName=o.deploymentName or "",
        deploymentTargets=o.deploymentTargets or "",
        isLibrary=o.isLibrary,
        builtResourceRegexToDeploy=o.builtResourceRegexToDeploy or "",
        baseResourcesGeneratedDirectory=o.baseResourcesGeneratedDirectory or "",
        taskName=o.taskName or "",
        jdk=[node("name", o.jdkName or ""), node("home", o.jdkHome or "")],
        stageMode=o.stageMode.xml,
        commandLine=joined("\n", o.commandLine),
        deploymentPlan=o.deploymentPlan or "",
    )
    a.context.tasks.append(made)


def _task_id(context: Context) -> str:
    """Fifty bits in base 32 that stay the same from run to run, where Job DSL's are random."""
    number = uuid.uuid5(uuid.NAMESPACE_URL, f"{context.item.full_name}#{len(context.tasks)}").int
    return "".join(_BASE_32[number >> shift & 31] for shift in range(0, 50, 5))


def _policy(cause: str) -> Any:
    return collect("causes", lambda _a: cause)


def _jabber(a: Call) -> Node:
    o = a.o
    return node(
        "hudson.plugins.jabber.im.transport.JabberPublisher",
        node("targets", [_jabber_target(target) for target in a.targets.split()]),
        node("strategy", o.strategyName),
        [
            node(name, o.options[name])
            for name in (
                "notifyOnBuildStart",
                "notifySuspects",
                "notifyCulprits",
                "notifyFixers",
                "notifyUpstreamCommitters",
            )
        ],
        node("buildToChatNotifier", cls=f"{_IM}.build_notify.{o.channelNotificationName}BuildToChatNotifier"),
        node("matrixMultiplier", "ONLY_CONFIGURATIONS"),
    )


def _jabber_target(target: str) -> Node:
    if target.startswith("*") or "@conference." in target:
        return node(f"{_IM}.GroupChatIMMessageTarget", name=target.removeprefix("*"), notificationOnly=False)
    return node(f"{_IM}.DefaultIMMessageTarget", value=target)


def _one_of(text: str, values: tuple[str, ...]) -> Any:
    """An option with a message of its own."""

    def handler(a: Call) -> None:
        given = next(iter(a.values.values()))
        a.check(given in values, f"{text} needs to be one of these values: {','.join(values)}")
        a.context.set_option(a.method, given)

    return handler


def _flowdock(a: Call) -> Node:
    o = a.o
    tokens = a.token
    if "tokens" in a.values:
        a.check(a.values["tokens"], "Flowdock publish requires at least one flow token")
        tokens = joined(",", a.values["tokens"])
    entries = [
        node("entry", node("com.flowdock.jenkins.BuildResult", _upper(name)), node("boolean", o.options[name]))
        for name in _FLOWDOCK_RESULTS
    ]
    flags = ("success", "failure", "fixed", "unstable", "aborted", "notBuilt")
    return node(
        "com.flowdock.jenkins.FlowdockNotifier",
        flowToken=tokens,
        notificationTags=joined(",", o.tags),
        chatNotification=o.chat,
        notifyMap=entries,
        **{f"notify{name[0].upper()}{name[1:]}": o.options[name] for name in flags},
    )


def _upper(name: str) -> str:
    return "NOT_BUILT" if name == "notBuilt" else name.upper()


def _flowdock_tags(a: Call) -> list[str]:
    tags = [a.tag] if "tag" in a.values else list(a.tags)
    for tag in tags:
        a.check(tag, "A non-empty tag is required!")
    return [part for tag in tags for part in tag.split(",") if part]


def _deploy_artifacts(a: Call) -> Node:
    o = a.o
    return node(
        "hudson.maven.RedeployPublisher",
        id=o.repositoryId or "",
        url=o.repositoryUrl or None,
        releaseEnvVar=o.releaseEnvVar or None,
        uniqueVersion=o.uniqueVersion,
        evenIfUnstable=o.evenIfUnstable,
    )


def _debian_package(a: Call) -> Node:
    a.check(a.repoId, "repoId must be specified")
    return node(
        "ru.yandex.jenkins.plugins.debuilder.DebianPackagePublisher",
        repoId=a.repoId,
        commitMessage=a.o.commitMessage or "",
        commitChanges=bool(a.o.commitMessage),
    )


def _publish_build(a: Call) -> Node:
    return node(
        "hudson.plugins.build__publisher.BuildPublisher",
        node("publishUnstableBuilds", a.o.publishUnstable),
        node("publishFailedBuilds", a.o.publishFailed),
        a.o.discardOldBuilds,
    )


#: Method of PublisherContext → what makes its node.
HANDLERS: dict[str, Any] = {
    "publishOverSsh": _publish_over_ssh,
    "publishScp": _publish_scp,
    "deployToWeblogic": _weblogic,
    "publishJabber": _jabber,
    "flowdock": _flowdock,
    "debianPackage": _debian_package,
    "publishBuild": _publish_build,
}
#: The same for MavenPublisherContext alone.
MAVEN_HANDLERS: dict[str, Any] = {"deployArtifacts": _deploy_artifacts}

declare(
    "helpers.common.PublishOverSshContext",
    {"server": _ssh_server},
    options={
        "servers": [],
        "continueOnError": False,
        "failOnError": False,
        "alwaysPublishFromMaster": False,
        "parameterizedPublishing": None,
    },
)
declare(
    "helpers.common.PublishOverSshServerContext",
    {
        "retry": store("retry", _ssh_retry),
        "credentials": store("credentials", _ssh_credentials),
        "transferSet": collect("transferSet", _ssh_transfer),
    },
    options={"verbose": False, "label": None, "retry": None, "credentials": None, "transferSet": []},
)
declare("helpers.common.PublishOverSshCredentialsContext", options={"pathToKey": None, "key": None})
declare(
    "helpers.common.PublishOverSshTransferSetContext",
    options={
        "sourceFiles": None,
        "execCommand": None,
        "removePrefix": None,
        "remoteDirectory": None,
        "excludeFiles": None,
        "patternSeparator": "[, ]+",
        "noDefaultExcludes": False,
        "makeEmptyDirs": False,
        "flattenFiles": False,
        "remoteDirIsDateFormat": False,
        "execTimeout": 120000,
        "execInPty": False,
    },
)
declare(
    f"{_PREFIX}.ScpContext",
    {"entry": collect("entries", _scp_entries), "entries": collect("entries", _scp_entries)},
    options={"entries": []},
)
declare(
    f"{_PREFIX}.WeblogicDeployerContext",
    {"task": _weblogic_task, "deploymentPolicies": collect("deploymentPolicies", lambda a: list(a.o.causes))},
    options={
        "tasks": [],
        "deploymentPolicies": [],
        "mustExitOnFailure": False,
        "forceStopOnFirstFailure": False,
        "deployingOnlyWhenUpdates": False,
        "deployedProjectsDependencies": None,
    },
)
declare(
    f"{_PREFIX}.WeblogicDeployerPolicyContext",
    {
        "legacyCode": _policy("hudson.model.Cause\\\\$LegacyCodeCause"),
        "user": _policy("hudson.model.Cause\\\\$UserCause"),
        "userId": _policy("hudson.model.Cause\\\\$UserIdCause"),
        "remoteHost": _policy("hudson.model.Cause\\\\$RemoteCause"),
        "upstream": _policy("hudson.model.Cause\\\\$UpstreamCause"),
        "deploymentTimer": _policy(f"{_WEBLOGIC}.trigger.DeploymentTrigger\\\\$DeploymentTriggerCause"),
        "scmChange": _policy("hudson.triggers.SCMTrigger\\\\$SCMTriggerCause"),
    },
    options={"causes": []},
)
declare(
    f"{_PREFIX}.WeblogicDeployerTaskContext",
    options=dict.fromkeys(
        (
            "weblogicEnvironmentTargetedName",
            "deploymentName",
            "builtResourceRegexToDeploy",
            "baseResourcesGeneratedDirectory",
            "taskName",
            "jdkName",
            "jdkHome",
            "deploymentPlan",
        )
    )
    | {
        "deploymentTargets": "AdminServer",
        "isLibrary": False,
        "stageMode": ENUMS["WeblogicDeploymentStageModes"].constants["BY_DEFAULT"],
        "commandLine": [],
    },
)
declare(
    f"{_PREFIX}.JabberContext",
    {
        "strategyName": _one_of("Jabber Strategy", _STRATEGIES),
        "channelNotificationName": _one_of("Jabber Channel Notification name", _NOTIFIERS),
    },
    options={
        "strategyName": "ALL",
        "notifyOnBuildStart": False,
        "notifySuspects": False,
        "notifyCulprits": False,
        "notifyFixers": False,
        "notifyUpstreamCommitters": False,
        "channelNotificationName": "Default",
    },
)
declare(
    f"{_PREFIX}.FlowdockPublisherContext",
    {"tag": collect("tags", _flowdock_tags), "tags": collect("tags", _flowdock_tags)},
    options={"tags": [], "chat": False, "success": True, "failure": True, "fixed": True}
    | dict.fromkeys(("unstable", "aborted", "notBuilt"), False),
)
declare(
    f"{_PREFIX}.DeployArtifactsContext",
    options={
        "repositoryUrl": None,
        "repositoryId": None,
        "releaseEnvVar": None,
        "uniqueVersion": True,
        "evenIfUnstable": False,
    },
)
declare(f"{_PREFIX}.DebianPackagePublisherContext", options={"commitMessage": None})
declare(
    f"{_PREFIX}.PublishBuildContext",
    {"discardOldBuilds": store("discardOldBuilds", lambda a: node("logRotator", **a.values))},
    options={"publishUnstable": True, "publishFailed": True, "discardOldBuilds": None},
)
