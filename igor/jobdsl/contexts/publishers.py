"""Publishers (post-build actions).

Source: javaposse.jobdsl.dsl.helpers.publisher.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.text import to_string
from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call, collect, store
from igor.jobdsl.contexts import analysis, coverage, deployment, plots, reports
from igor.jobdsl.contexts.conditions import RUNNERS, runner, runner_class
from igor.jobdsl.contexts.downstream import parameter_configs
from igor.jobdsl.contexts.email import extended_email
from igor.jobdsl.contexts.git_publisher import git_publisher
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import THRESHOLDS, joined, named, node, threshold
from igor.jobdsl.enums import ENUMS

_TASKS = "hudson.tasks"


def _archive_artifacts(a: Call) -> Node:
    o = a.o
    return node(
        f"{_TASKS}.ArtifactArchiver",
        artifacts=joined(",", [a.glob] if "glob" in a.values else o.pattern),
        excludes=a.excludeGlob or o.exclude or None,
        allowEmptyArchive=o.allowEmpty,
        defaultExcludes=o.defaultExcludes,
        fingerprint=o.fingerprint,
        onlyIfSuccessful=o.onlyIfSuccessful,
        followSymlinks=o.followSymlinks,
        caseSensitive=o.caseSensitive,
    )


def _archive_junit(a: Call) -> Node:
    return node(
        f"{_TASKS}.junit.JUnitResultArchiver",
        testResults=to_string(a.glob),
        keepLongStdio=a.o.retainLongStdout,
        testDataPublishers=list(a.o.testDataPublishers),
        allowEmptyResults=a.o.allowEmptyResults,
        healthScaleFactor=float(a.o.healthScaleFactor),
    )


def _mailer(a: Call) -> Node:
    return node(
        f"{_TASKS}.Mailer",
        recipients=a.recipients,
        dontNotifyEveryUnstableBuild=a.dontNotifyEveryUnstableBuild,
        sendToIndividuals=a.sendToIndividuals,
    )


def _downstream(a: Call) -> Node:
    message = f"thresholdName must be one of these values {','.join(THRESHOLDS)}"
    a.check(a.thresholdName in THRESHOLDS, message)
    names = a.projectName if isinstance(a.projectName, str) else joined(", ", a.projectName)
    limit = threshold("threshold", a.thresholdName, complete=False)
    return node(f"{_TASKS}.BuildTrigger", node("childProjects", names), limit)


def _ws_cleanup(a: Call) -> Node:
    o = a.o
    flags = ("cleanWhenSuccess", "cleanWhenUnstable", "cleanWhenFailure", "cleanWhenNotBuilt", "cleanWhenAborted")
    return node(
        "hudson.plugins.ws__cleanup.WsCleanup",
        patterns=list(o.nodes),
        deleteDirs=o.deleteDirectories,
        **{name: o.options[name] for name in flags},
        notFailBuild=not o.failBuild,
        externalDelete=o.deleteCommand or "",
    )


def _html_report(a: Call) -> Node:
    a.check(a.reportDir, "Report directory for html publisher is required")
    return node(
        "htmlpublisher.HtmlPublisherTarget",
        reportName=a.o.reportName or "",
        reportDir=a.reportDir,
        reportFiles=a.o.reportFiles or "",
        reportTitles=a.o.reportTitles or "",
        keepAll=a.o.keepAll,
        allowMissing=a.o.allowMissing,
        alwaysLinkToLastBuild=a.o.alwaysLinkToLastBuild,
    )


def _groovy_post_build(a: Call) -> Node:
    entries = [node("entry", url=url) for url in a.o.classpath]
    text = a.o.script if a.script is None else a.script
    script = node("script", script=text or "", sandbox=a.o.sandbox, classpath=entries or None)
    behavior = (a.behavior or a.o.behavior).xml
    return node("org.jvnet.hudson.plugins.groovypostbuild.GroovyPostbuildRecorder", script, node("behavior", behavior))


def _post_build_task(a: Call) -> Node:
    a.check(a.logText, "Log Text to match is required!")
    a.check(a.script, "Script to run is required!")
    log = node("hudson.plugins.postbuildtask.LogProperties", logText=a.logText, operator="AND")
    return node(
        "hudson.plugins.postbuildtask.TaskProperties",
        logTexts=[log],
        EscalateStatus=a.escalate,
        RunIfJobSuccessful=a.runIfSuccessful,
        script=a.script,
    )


def _build_description(a: Call) -> Node:
    return node(
        "hudson.plugins.descriptionsetter.DescriptionSetterPublisher",
        regexp=a.regularExpression,
        regexpForFailed=a.regularExpressionForFailed,
        description=a.description or None,
        descriptionForFailed=a.descriptionForFailed or None,
        setForMatrix=a.multiConfigurationBuild,
    )


def _text_finder(a: Call) -> Node:
    return node(
        "hudson.plugins.textfinder.TextFinderPublisher",
        fileSet=a.fileSet or None,
        regexp=a.regularExpression,
        alsoCheckConsoleOutput=a.alsoCheckConsoleOutput,
        succeedIfFound=a.succeedIfFound,
        unstableIfFound=a.unstableIfFound,
    )


def _conditional_action(a: Call) -> Node:
    o = a.o
    made = node(
        "org.jenkins__ci.plugins.flexible__publish.ConditionalPublisher",
        node("publisherList", list(o.actions)),
        node("runner", cls=o.runner),
    )
    condition = o.condition[-1] if o.condition else node("org.jenkins_ci.plugins.run_condition.core.AlwaysRun")
    if o.aggregationRunner is not None:
        made.append(node("aggregationRunner", cls=o.aggregationRunner))
    made.append(named("condition", condition))
    if o.aggregationCondition is not None:
        made.append(named("aggregationCondition", o.aggregationCondition))
    return made


def _aggregation(a: Call) -> None:
    """How a matrix job decides for all its configurations together."""
    a.check(a.context.item.class_name == "MatrixJob", f"{a.method} can only be using in matrix jobs")
    if a.method == "aggregationRunner":
        a.context.set_option(a.method, runner_class(a))
    else:
        a.context.set_option(a.method, a.o.nodes[-1] if a.o.nodes else None)


def _retry_build(a: Call) -> Node:
    made = node(
        "com.chikli.hudson.plugin.naginator.NaginatorPublisher",
        regexpForRerun="",
        rerunIfUnstable=a.o.rerunIfUnstable,
        rerunMatrixPart=False,
        checkRegexp=False,
        maxSchedule=a.o.retryLimit,
    )
    made.append(a.o.nodes[-1] if a.o.nodes else _delay("ProgressiveDelay", increment=300, max=10800))
    return made


def _delay(kind: str, **fields: Any) -> Node:
    return node("delay", cls=f"com.chikli.hudson.plugin.naginator.{kind}", **fields)


def _flag_only(cls: str, **fields: str) -> Any:
    """A node whose fields are arguments, an absent one empty."""

    def handler(a: Call) -> Node:
        return node(cls, **{tag: "" if a.values[name] is None else a.values[name] for tag, name in fields.items()})

    return handler


def _aggregate(a: Call) -> Node:
    cls = "hudson.tasks.test.AggregatedTestResultPublisher"
    return node(cls, jobs=a.jobs or None, includeFailedBuilds=a.includeFailedBuilds)


_PUBLISHERS: dict[str, Any] = {
    "archiveArtifacts": _archive_artifacts,
    "archiveJunit": _archive_junit,
    "mailer": _mailer,
    "extendedEmail": extended_email,
    "downstream": _downstream,
    "downstreamParameterized": lambda a: node(
        "hudson.plugins.parameterizedtrigger.BuildTrigger", configs=list(a.o.nodes)
    ),
    "wsCleanup": _ws_cleanup,
    "publishHtml": lambda a: node("htmlpublisher.HtmlPublisher", reportTargets=list(a.o.nodes)),
    "git": git_publisher,
    "groovyPostBuild": _groovy_post_build,
    "postBuildTask": lambda a: node("hudson.plugins.postbuildtask.PostbuildTask", tasks=list(a.o.nodes)),
    "buildDescription": _build_description,
    "textFinder": _text_finder,
    "flexiblePublish": lambda a: node(
        "org.jenkins__ci.plugins.flexible__publish.FlexiblePublisher", publishers=list(a.o.nodes)
    ),
    "retryBuild": _retry_build,
    "buildPipelineTrigger": lambda a: node(
        "au.com.centrumsystems.hudson.plugin.buildpipeline.trigger.BuildPipelineTrigger",
        downstreamProjectNames=a.downstreamProjectNames or "",
        configs=list(a.o.parameters),
    ),
    "fingerprint": lambda a: node(
        f"{_TASKS}.Fingerprinter", targets=a.targets or "", recordBuildArtifacts=a.recordBuildArtifacts
    ),
    "chucknorris": lambda _a: node("hudson.plugins.chucknorris.CordellWalkerRecorder", factGenerator=""),
    "allowBrokenBuildClaiming": lambda _a: node("hudson.plugins.claim.ClaimPublisher"),
    "githubCommitNotifier": lambda _a: node("com.cloudbees.jenkins.GitHubCommitNotifier"),
    "aggregateDownstreamTestResults": _aggregate,
    "archiveJavadoc": lambda a: node(f"{_TASKS}.JavadocArchiver", javadocDir=a.o.javadocDir, keepAll=a.o.keepAll),
    "associatedFiles": _flag_only(
        "org.jenkinsci.plugins.associatedfiles.AssociatedFilesPublisher", associatedFiles="files"
    ),
    "mavenDeploymentLinker": _flag_only(
        "hudson.plugins.mavendeploymentlinker.MavenDeploymentLinkerRecorder", regexp="regex"
    ),
    "archiveGatling": lambda a: node("io.gatling.jenkins.GatlingPublisher", enabled=a.o.enabled),
}

_PREFIX = "helpers.publisher"
_PUBLISHERS |= analysis.HANDLERS | reports.HANDLERS | coverage.HANDLERS | deployment.HANDLERS | plots.HANDLERS
declare(f"{_PREFIX}.PublisherContext", _PUBLISHERS, extends="Publisher")
declare(f"{_PREFIX}.MavenPublisherContext", deployment.MAVEN_HANDLERS, parent=f"{_PREFIX}.PublisherContext")
declare(
    f"{_PREFIX}.ArchiveArtifactsContext",
    options={
        "pattern": [],
        "exclude": None,
        "allowEmpty": False,
        "fingerprint": False,
        "onlyIfSuccessful": False,
        "defaultExcludes": True,
        "followSymlinks": True,
        "caseSensitive": True,
    },
)
declare(
    f"{_PREFIX}.ArchiveJUnitContext",
    {"testDataPublishers": collect("testDataPublishers", lambda a: list(a.o.nodes))},
    options={
        "allowEmptyResults": False,
        "retainLongStdout": False,
        "healthScaleFactor": 1.0,
        "testDataPublishers": [],
    },
)
declare(
    f"{_PREFIX}.TestDataPublishersContext",
    {
        "allowClaimingOfFailedTests": lambda _a: node("hudson.plugins.claim.ClaimTestDataPublisher"),
        "publishTestAttachments": lambda _a: node("hudson.plugins.junitattachments.AttachmentPublisher"),
        "publishTestStabilityData": lambda _a: node("de.esailors.jenkins.teststability.StabilityTestDataPublisher"),
        "publishFlakyTestsReport": lambda _a: node(
            "com.google.jenkins.flakyTestHandler.plugin.JUnitFlakyTestDataPublisher"
        ),
    },
)


def _pattern(kind: str) -> Any:
    return lambda a: node("hudson.plugins.ws__cleanup.Pattern", pattern=a.pattern, type=kind)


#: Shared by the cleanups before and after the build.
CLEANUP_HANDLERS = {"includePattern": _pattern("INCLUDE"), "excludePattern": _pattern("EXCLUDE")}
CLEANUP_OPTIONS = {"deleteDirectories": False, "deleteCommand": None}
declare(
    f"{_PREFIX}.PostBuildCleanupContext",
    CLEANUP_HANDLERS | {"failBuildWhenCleanupFails": store("failBuild", lambda a: a.failBuild)},
    options=CLEANUP_OPTIONS
    | {
        "cleanWhenSuccess": True,
        "cleanWhenUnstable": True,
        "cleanWhenFailure": True,
        "cleanWhenNotBuilt": True,
        "cleanWhenAborted": True,
        "failBuild": True,
    },
)
declare(f"{_PREFIX}.HtmlReportContext", {"report": _html_report})
declare(
    f"{_PREFIX}.HtmlReportTargetContext",
    options={
        "reportName": None,
        "reportFiles": "index.html",
        "reportTitles": None,
        "keepAll": False,
        "allowMissing": False,
        "alwaysLinkToLastBuild": False,
    },
)
declare(
    f"{_PREFIX}.GroovyPostbuildContext",
    options={
        "script": None,
        "behavior": ENUMS["Behavior"].constants["DoNothing"],
        "sandbox": False,
        "classpath": [],
    },
)
declare(f"{_PREFIX}.PostBuildTaskContext", {"task": _post_build_task})
declare(f"{_PREFIX}.FlexiblePublisherContext", {"conditionalAction": _conditional_action})
declare(
    f"{_PREFIX}.ConditionalActionsContext",
    {
        "condition": collect("condition", lambda a: list(a.o.nodes)),
        "runner": runner,
        "steps": collect("actions", lambda a: list(a.o.nodes)),
        "publishers": collect("actions", lambda a: list(a.o.nodes)),
        "aggregationCondition": _aggregation,
        "aggregationRunner": _aggregation,
    },
    options={
        "condition": [],
        "runner": f"{RUNNERS}$Fail",
        "actions": [],
        "aggregationCondition": None,
        "aggregationRunner": None,
    },
)
declare(
    f"{_PREFIX}.NaginatorContext",
    {
        "progressiveDelay": lambda a: _delay("ProgressiveDelay", increment=a.increment, max=a.max),
        "fixedDelay": lambda a: _delay("FixedDelay", delay=a.delay),
    },
    options={"rerunIfUnstable": False, "retryLimit": 0},
)
declare(
    f"{_PREFIX}.BuildPipelineContext",
    {"parameters": store("parameters", lambda a: parameter_configs(a.o).children)},
    options={"parameters": []},
)
declare(f"{_PREFIX}.JavadocContext", options={"javadocDir": "", "keepAll": False})
declare(f"{_PREFIX}.ArchiveGatlingContext", options={"enabled": True})
