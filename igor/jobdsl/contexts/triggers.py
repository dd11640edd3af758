"""Triggers.

Source: javaposse.jobdsl.dsl.helpers.triggers.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.contexts import event_triggers
from igor.jobdsl.declarations import OneOf, declare
from igor.jobdsl.element import THRESHOLDS, node, threshold
from igor.jobdsl.null import is_null


def _cron(a: Call) -> Node:
    a.check(not is_null(a.cronString), "cronString must be specified")
    return node("hudson.triggers.TimerTrigger", spec=a.cronString)


def _scm(a: Call) -> Node:
    a.check(not is_null(a.cronString), "cronString must be specified")
    return node("hudson.triggers.SCMTrigger", spec=a.cronString, ignorePostCommitHooks=a.o.ignorePostCommitHooks)


def _upstream(a: Call) -> Node:
    a.check(a.projects, "projects must be specified")
    a.one_of("threshold", list(THRESHOLDS))
    return node(
        "jenkins.triggers.ReverseBuildTrigger",
        node("spec"),
        node("upstreamProjects", a.projects),
        threshold("threshold", a.threshold),
    )


def _gitlab_push(a: Call) -> Node:
    o = a.o
    by_name = bool({"includeBranches", "excludeBranches"} & o.given)
    return node(
        "com.dabsquared.gitlabjenkins.GitLabPushTrigger",
        spec="",
        triggerOnPush=o.buildOnPushEvents,
        triggerOnMergeRequest=o.buildOnMergeRequestEvents,
        triggerOpenMergeRequestOnPush=o.rebuildOpenMergeRequest,
        ciSkip=o.enableCiSkip,
        setBuildDescription=o.setBuildDescription,
        includeBranchesSpec=o.includeBranches or "",
        excludeBranchesSpec=o.excludeBranches or "",
        branchFilterType="NameBasedFilter" if by_name else "RegexBasedFilter" if o.targetBranchRegex else "All",
        targetBranchRegex=o.targetBranchRegex or "",
        triggerOnNoteRequest=bool(o.commentTrigger),
        noteRegex=o.commentTrigger or "",
        skipWorkInProgressMergeRequest=o.skipWorkInProgressMergeRequest,
    )


def _dos(a: Call) -> Node:
    a.check(a.cronString, "cronString must be specified")
    return node(
        "org.jenkinsci.plugins.dostrigger.DosTrigger",
        spec=a.cronString,
        script=a.o.triggerScript or "",
        nextBuildNum=0,
    )


def _build_result(a: Call) -> Node:
    prefix = "org.jenkinsci.plugins.buildresulttrigger"
    return node(
        f"{prefix}.BuildResultTrigger",
        spec=a.crontab or "",
        combinedJobs=a.o.combinedJobs,
        jobsInfo=list(a.o.triggerInfo) or None,
    )


def _trigger_info(a: Call) -> None:
    prefix = "org.jenkinsci.plugins.buildresulttrigger.model"
    checked = [node(f"{prefix}.CheckedResult", checked=getattr(r, "name", r)) for r in a.results or []]
    made = node(f"{prefix}.BuildResultTriggerInfo", jobNames=a.jobNames, checkedResults=checked or None)
    a.context.options["triggerInfo"].append(made)


_ITEM = {"cron": _cron, "dos": _dos} | event_triggers.URL_TRIGGER
_TRIGGERS: dict[str, Any] = (
    _ITEM
    | {
        "scm": _scm,
        "githubPush": lambda _a: node("com.cloudbees.jenkins.GitHubPushTrigger", spec=""),
        "bitbucketPush": lambda _a: node("com.cloudbees.jenkins.plugins.BitBucketTrigger", spec=""),
        "upstream": _upstream,
        "gitlabPush": _gitlab_push,
        "buildResult": _build_result,
    }
    | event_triggers.GERRIT
)


def _snapshot_dependencies(a: Call) -> None:
    def edit(root: Node) -> None:
        for child in root.elements("ignoreUpstremChanges"):
            root.remove(child)
        root.append_node("ignoreUpstremChanges", not a.checkSnapshotDependencies)

    a.context.item.accept(edit)


declare("helpers.triggers.MultibranchWorkflowTriggerContext", _ITEM, extends="Trigger")
declare("helpers.triggers.TriggerContext", _TRIGGERS, extends="Trigger")
declare(
    "helpers.triggers.MavenTriggerContext",
    {"snapshotDependencies": _snapshot_dependencies},
    parent="helpers.triggers.TriggerContext",
)
declare("helpers.triggers.ScmTriggerContext", options={"ignorePostCommitHooks": False})
declare("helpers.triggers.DosTriggerContext", options={"triggerScript": None})
declare(
    "helpers.triggers.BuildResultTriggerContext",
    {"triggerInfo": _trigger_info},
    options={"combinedJobs": False, "triggerInfo": []},
)
declare(
    "helpers.triggers.GitLabTriggerContext",
    options={
        "includeBranches": None,
        "excludeBranches": None,
        "targetBranchRegex": None,
        "rebuildOpenMergeRequest": OneOf(("never", "source", "both"), "never"),
        "buildOnMergeRequestEvents": True,
        "buildOnPushEvents": True,
        "enableCiSkip": True,
        "setBuildDescription": True,
        "commentTrigger": "Jenkins please retry a build",
        "skipWorkInProgressMergeRequest": True,
    },
)
