"""Publishers of test reports, notifications and small things, most of them one row each.

Source: javaposse.jobdsl.dsl.helpers.publisher.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call, collect, simple
from igor.jobdsl.declarations import OneOf, declare
from igor.jobdsl.element import THRESHOLDS, joined, node
from igor.jobdsl.enums import ENUMS
from igor.jobdsl.null import NULL, is_null

_PREFIX = "helpers.publisher"
_JIRA = "hudson.plugins.jira"
_XUNIT_TYPES = {
    "aUnit": "AUnitJunitHudsonTestType",
    "boostTest": "BoostTestJunitHudsonTestType",
    "cTest": "CTestType",
    "check": "CheckType",
    "cppTest": "CppTestJunitHudsonTestType",
    "cppUnit": "CppUnitJunitHudsonTestType",
    "embUnit": "EmbUnitType",
    "fpcUnit": "FPCUnitJunitHudsonTestType",
    "googleTest": "GoogleTestType",
    "gtester": "GTesterJunitHudsonTestType",
    "jUnit": "JUnitType",
    "msTest": "MSTestJunitHudsonTestType",
    "mbUnit": "MbUnitType",
    "nUnit": "NUnitJunitHudsonTestType",
    "nUnit3": "NUnit3TestType",
    "phpUnit": "PHPUnitJunitHudsonTestType",
    "qTestLib": "QTestLibType",
    "unitTest": "UnitTestJunitHudsonTestType",
    "valgrind": "ValgrindJunitHudsonTestType",
    "xUnitDotNET": "XUnitDotNetTestType",
    "customTool": "CustomType",
}


def _result_file(a: Call) -> Node:
    fields = ("pattern", "skipNoTestFiles", "failIfNotNew", "deleteOutputFiles", "stopProcessingIfError")
    return node(
        _XUNIT_TYPES[a.method],
        **{name: a.o.options[name] for name in fields},
        customXSL=a.o.options.get("stylesheet"),
    )


def _xunit_threshold(kind: str, o: Any) -> Node:
    values = o.options if o is not None else dict.fromkeys(("unstable", "unstableNew", "failure", "failureNew"), 0)
    fields = {f"{name}Threshold": "" if is_null(value) else value for name, value in values.items()}
    return node(f"org.jenkinsci.plugins.xunit.threshold.{kind}Threshold", **fields)


def _xunit(a: Call) -> Node:
    o = a.o
    thresholds = [_xunit_threshold("Failed", o.failedThresholds), _xunit_threshold("Skipped", o.skippedThresholds)]
    return node(
        "xunit",
        types=list(o.nodes),
        thresholds=thresholds,
        thresholdMode=o.thresholdMode.xml,
        extraConfiguration=[node("testTimeMargin", o.timeMargin)],
    )


def _join_trigger(a: Call) -> Node:
    name = a.o.resultThreshold
    ordinal, color = THRESHOLDS[name]
    result = node("resultThreshold", name=name, ordinal=ordinal, color=color, completeBuild=name != "ABORTED")
    publishers = node("joinPublishers", list(a.o.publishers))
    return node("join.JoinTrigger", node("joinProjects", joined(", ", a.o.projects)), publishers, result)


def _join_publishers(a: Call) -> list[Node]:
    allowed = "hudson.plugins.parameterizedtrigger.BuildTrigger"
    only = all(made.name == allowed for made in a.o.nodes)
    a.check(only, "join plugin only supports downstreamParameterized publisher")
    return list(a.o.nodes)


def _irc(a: Call) -> Node:
    o = a.o
    made = node(
        "hudson.plugins.ircbot.IrcPublisher",
        targets=list(o.nodes),
        strategy=o.strategy,
        notifyOnBuildStart=o.notifyOnBuildStarts,
        notifySuspects=o.notifyScmCommitters,
        notifyCulprits=o.notifyScmCulprits,
        notifyFixers=o.notifyScmFixers,
        notifyUpstreamCommitters=o.notifyUpstreamCommitters,
    )
    cls = f"hudson.plugins.im.build_notify.{o.notificationMessage}BuildToChatNotifier"
    made.append(node("buildToChatNotifier", cls=cls))
    return made


def _channel(a: Call) -> Node:
    values = a.args if a.args is not None else a.values
    a.check(values.get("name"), "Channel name for irc channel is required!")
    return node(
        "hudson.plugins.im.GroupChatIMMessageTarget",
        name=values["name"],
        password=_password(values),
        notificationOnly=bool(values.get("notificationOnly")),
    )


def _password(values: dict[str, Any]) -> Any:
    """Empty where none is given."""
    password = values.get("password", "")
    return NULL if password is None else password


def _possible(*values: str) -> Any:
    def handler(a: Call) -> None:
        value = next(iter(a.values.values()))
        a.check(value in values, f"Possible values: {','.join(values)}")
        a.context.set_option(a.method, value)

    return handler


def _clone_workspace(a: Call) -> Node:
    criteria, methods = ("Any", "Not Failed", "Successful"), ("TAR", "ZIP")
    chosen = a.o.criteria or a.criteria or "Any"
    method = a.o.archiveMethod or a.archiveMethod or "TAR"
    a.check(chosen in criteria, f"Clone Workspace Criteria needs to be one of these values: {','.join(criteria)}")
    a.check(method in methods, f"Clone Workspace Archive Method needs to be one of these values: {','.join(methods)}")
    own = a.o.overrideDefaultExcludes
    return node(
        "hudson.plugins.cloneworkspace.CloneWorkspacePublisher",
        workspaceGlob=a.workspaceGlob,
        workspaceExcludeGlob=a.o.workspaceExcludeGlob or a.workspaceExcludeGlob or "",
        criteria=chosen,
        archiveMethod=method,
        overrideDefaultExcludes=bool(a.overrideDefaultExcludes) if own is None else own,
    )


def _sonar(a: Call) -> Node:
    o = a.o
    made = node(
        "hudson.plugins.sonar.SonarPublisher",
        installationName=o.installationName or None,
        jdk=o.jdk,
        branch=o.branch or "",
        language="",
        mavenOpts="",
        jobAdditionalProperties=o.additionalProperties or "",
    )
    if o.overrideTriggers is not None:
        skip = o.overrideTriggers.skipIfEnvironmentVariable or ""
        made.append(node("triggers", skipScmCause=False, skipUpstreamCause=False, envVar=skip))
    made.append(node("mavenInstallationName", o.mavenInstallation))
    made.append(node("rootPom"))
    for tag, provider in (("settings", "DefaultSettingsProvider"), ("globalSettings", "DefaultGlobalSettingsProvider")):
        made.append(node(tag, cls=f"jenkins.mvn.{provider}"))
    made.append(node("usePrivateRepository", False))
    return made


def _console_parsing(a: Call) -> Node:
    o = a.o
    a.check(o.globalRules or o.projectRules, "No rule path specified")
    a.check(not o.globalRules or not o.projectRules, "Only one rule path must be specified")
    rules = {"projectRulePath": o.projectRules} if o.projectRules else {"parsingRulesPath": o.globalRules}
    return node(
        "hudson.plugins.logparser.LogParserPublisher",
        unstableOnWarning=o.unstableOnWarning,
        failBuildOnError=o.failBuildOnError,
        showGraphs=o.showGraphs,
        **rules,
        useProjectRule=bool(o.projectRules),
    )


#: For the publishers' table.
HANDLERS: dict[str, Any] = {
    "archiveXUnit": _xunit,
    "archiveTestNG": simple(
        "hudson.plugins.testng.Publisher",
        "reportFilenamePattern*=glob escapeTestDescp=escapeTestDescription escapeExceptionMsg=escapeExceptionMessages "
        "showFailedBuilds=showFailedBuildsInTrendGraph unstableOnSkippedTests=markBuildAsUnstableOnSkippedTests "
        "failureOnFailedTestConfig=markBuildAsFailureOnFailedConfiguration",
    ),
    "joinTrigger": _join_trigger,
    "irc": _irc,
    "publishCloneWorkspace": _clone_workspace,
    "sonar": _sonar,
    "consoleParsing": _console_parsing,
    "stashNotifier": simple(
        "org.jenkinsci.plugins.stashNotifier.StashNotifier",
        "stashServerBaseUrl=serverBaseUrl credentialsId ignoreUnverifiedSSLPeer=ignoreUnverifiedSSLCertificates "
        "commitSha1 includeBuildNumberInKey=keepRepeatedBuilds",
    ),
    "emotional": simple("org.jenkinsci.plugins.emotional__jenkins.EmotionalJenkinsPublisher", ""),
    "jiraIssueUpdater": simple(f"{_JIRA}.JiraIssueUpdater", ""),
    "releaseJiraVersion": simple(f"{_JIRA}.JiraReleaseVersionUpdater", "jiraProjectKey=projectKey jiraRelease=release"),
    "moveJiraIssues": simple(
        f"{_JIRA}.JiraIssueMigrator",
        "jiraProjectKey=projectKey jiraRelease=release jiraReplaceVersion=replaceVersion jiraQuery=query",
    ),
    "createJiraVersion": simple(f"{_JIRA}.JiraVersionCreator", "jiraProjectKey=projectKey jiraVersion=version"),
    "createJiraIssue": simple(f"{_JIRA}.JiraCreateIssueNotifier", "projectKey testDescription assignee component"),
    "mantis": simple(
        "hudson.plugins.mantis.MantisIssueUpdater", "keepNotePrivate recordChangelog=recordChangelogToNote"
    ),
    "cucumberTestResults": simple(
        "org.jenkinsci.plugins.cucumber.jsontestsupport.CucumberTestResultArchiver",
        "testResults=jsonReportFiles ignoreBadSteps",
    ),
    "slocCount": simple(
        "hudson.plugins.sloccount.SloccountPublisher",
        "pattern encoding numBuildsInGraph=buildsInGraph commentIsCode ignoreBuildFailure",
    ),
    "phabricatorNotifier": simple(
        "com.uber.jenkins.phabricator.PhabricatorNotifier",
        "commentOnSuccess commentWithConsoleLinkOnFailure commentFile commentSize preserveFormatting "
        "uberallsEnabled=enableUberalls",
    ),
    "seleniumReport": simple(
        "hudson.plugins.seleniumhq.SeleniumhqPublisher", "testResults=testReportPattern useTestCommands"
    ),
    "crittercismDsymUpload": simple(
        "org.jenkinsci.plugins.crittercism__dsym.CrittercismDsymRecorder", "apiKey appID filePath"
    ),
}

declare(
    f"{_PREFIX}.ArchiveXUnitContext",
    dict.fromkeys(_XUNIT_TYPES, _result_file)
    | {
        "failedThresholds": lambda a: a.context.set_option("failedThresholds", a.o),
        "skippedThresholds": lambda a: a.context.set_option("skippedThresholds", a.o),
    },
    options={
        "failedThresholds": None,
        "skippedThresholds": None,
        "thresholdMode": ENUMS["ThresholdMode"].constants["NUMBER"],
        "timeMargin": 3000,
    },
)
declare(
    f"{_PREFIX}.ArchiveXUnitResultFileContext",
    options={
        "pattern": "",
        "skipNoTestFiles": False,
        "failIfNotNew": True,
        "deleteOutputFiles": True,
        "stopProcessingIfError": True,
    },
)
declare(
    f"{_PREFIX}.ArchiveXUnitCustomToolContext",
    parent=f"{_PREFIX}.ArchiveXUnitResultFileContext",
    options={"stylesheet": ""},
)
declare(
    f"{_PREFIX}.ArchiveXUnitThresholdContext",
    options=dict.fromkeys(("unstable", "unstableNew", "failure", "failureNew"), 0),
)
declare(
    f"{_PREFIX}.ArchiveTestNGContext",
    options={
        "escapeTestDescription": True,
        "escapeExceptionMessages": True,
        "showFailedBuildsInTrendGraph": False,
        "markBuildAsUnstableOnSkippedTests": False,
        "markBuildAsFailureOnFailedConfiguration": False,
    },
)
declare(
    f"{_PREFIX}.JoinTriggerContext",
    {"publishers": collect("publishers", _join_publishers)},
    options={"projects": [], "publishers": [], "resultThreshold": OneOf(tuple(THRESHOLDS), "SUCCESS")},
)
declare(
    f"{_PREFIX}.IrcContext",
    {
        "channel": _channel,
        "strategy": _possible("ALL", "ANY_FAILURE", "FAILURE_AND_FIXED", "NEW_FAILURE_AND_FIXED", "STATECHANGE_ONLY"),
        "notificationMessage": _possible("Default", "SummaryOnly", "BuildParameters", "PrintFailingTests"),
    },
    options={
        "strategy": "ALL",
        "notificationMessage": "Default",
        "notifyOnBuildStarts": False,
        "notifyScmCommitters": False,
        "notifyScmCulprits": False,
        "notifyUpstreamCommitters": False,
        "notifyScmFixers": False,
    },
)
declare(
    f"{_PREFIX}.CloneWorkspaceContext",
    options=dict.fromkeys(("criteria", "archiveMethod", "workspaceExcludeGlob", "overrideDefaultExcludes")),
)
declare(
    f"{_PREFIX}.SonarContext",
    {"overrideTriggers": lambda a: a.context.set_option("overrideTriggers", a.o)},
    options={
        "installationName": None,
        "branch": None,
        "overrideTriggers": None,
        "mavenInstallation": "(Inherit From Job)",
        "jdk": "(Inherit From Job)",
        "additionalProperties": None,
    },
)
declare(f"{_PREFIX}.SonarTriggersContext", options={"skipIfEnvironmentVariable": None})
declare(
    f"{_PREFIX}.LogParserContext",
    options={
        "unstableOnWarning": False,
        "failBuildOnError": False,
        "showGraphs": False,
        "globalRules": None,
        "projectRules": None,
    },
)
declare(
    f"{_PREFIX}.StashNotifierContext",
    options={
        "serverBaseUrl": None,
        "credentialsId": None,
        "ignoreUnverifiedSSLCertificates": False,
        "commitSha1": None,
        "keepRepeatedBuilds": False,
    },
)
declare(f"{_PREFIX}.ReleaseJiraVersionContext", options=dict.fromkeys(("projectKey", "release")))
declare(f"{_PREFIX}.MoveJiraIssuesContext", options=dict.fromkeys(("projectKey", "release", "replaceVersion", "query")))
declare(f"{_PREFIX}.CreateJiraVersionContext", options=dict.fromkeys(("projectKey", "version")))
declare(
    f"{_PREFIX}.CreateJiraIssueContext",
    options=dict.fromkeys(("projectKey", "testDescription", "assignee", "component")),
)
declare(f"{_PREFIX}.MantisContext", options={"keepNotePrivate": False, "recordChangelogToNote": False})
declare(f"{_PREFIX}.CucumberTestResultContext", options={"jsonReportFiles": None, "ignoreBadSteps": False})
declare(
    f"{_PREFIX}.SlocCountContext",
    options={
        "pattern": None,
        "encoding": None,
        "buildsInGraph": 0,
        "commentIsCode": False,
        "ignoreBuildFailure": False,
    },
)
declare(
    f"{_PREFIX}.PhabricatorNotifierContext",
    options={
        "commentOnSuccess": False,
        "commentWithConsoleLinkOnFailure": False,
        "commentFile": ".phabricator-comment",
        "commentSize": 1000,
        "preserveFormatting": False,
        "enableUberalls": True,
    },
)
declare(f"{_PREFIX}.SeleniumReportContext", options={"useTestCommands": False})
declare(f"{_PREFIX}.CrittercismDsymRecorderContext", options=dict.fromkeys(("apiKey", "appID", "filePath")))
