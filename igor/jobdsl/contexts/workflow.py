"""Pipeline jobs, folders, multibranch projects and organization folders.

Source: javaposse.jobdsl.dsl.Folder, ComputedFolder, jobs.MultibranchWorkflowJob, jobs.OrganizationFolderJob,
    helpers.workflow.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import named, node
from igor.jobdsl.item import Edit, add_nodes, configured, put, swap

_CPS = "org.jenkinsci.plugins.workflow.cps"
_FOLDER = "com.cloudbees.hudson.plugins.folder"


def _cps(a: Call) -> Node:
    return node("definition", cls=f"{_CPS}.CpsFlowDefinition", script=a.o.script or "", sandbox=a.o.sandbox)


def _cps_scm(a: Call) -> Node:
    scms = a.o.scm
    a.check(scms, "SCM must be specified")
    a.check(len(scms) == 1, "only one SCM can be specified")
    made = node(
        "definition", cls=f"{_CPS}.CpsScmFlowDefinition", scriptPath=a.o.scriptPath, lightweight=a.o.lightweight
    )
    made.append(scms[0])
    return made


def _branch_source(source: Node) -> Node:
    strategy = node(
        "strategy", node("properties", cls="empty-list"), cls="jenkins.branch.DefaultBranchPropertyStrategy"
    )
    return node("jenkins.branch.BranchSource", source, strategy)


def _git_source(a: Call) -> Node:
    o = a.o
    a.check(o.id, "id must be specified")
    source = node(
        "source",
        cls="jenkins.plugins.git.GitSCMSource",
        id=o.id,
        remote=o.remote or "",
        credentialsId=o.credentialsId or "",
        includes=o.includes or "",
        excludes=o.excludes or "",
        ignoreOnPushNotifications=o.ignoreOnPushNotifications,
    )
    return _branch_source(source)


def _github_source(a: Call) -> Node:
    o = a.o
    a.check(o.id, "id must be specified")
    source = node(
        "source",
        cls="org.jenkinsci.plugins.github_branch_source.GitHubSCMSource",
        id=o.id,
        apiUri=o.apiUri or None,
        scanCredentialsId=o.scanCredentialsId or "",
        checkoutCredentialsId=o.checkoutCredentialsId or "",
        repoOwner=o.repoOwner or "",
        repository=o.repository or "",
        includes=o.includes or "",
        excludes=o.excludes or "",
        **{name: o.options[name] for name in _GITHUB_FLAGS},
    )
    return _branch_source(source)


_GITHUB_FLAGS = {
    "buildOriginBranch": True,
    "buildOriginBranchWithPR": True,
    "buildOriginPRMerge": False,
    "buildOriginPRHead": False,
    "buildForkPRMerge": True,
    "buildForkPRHead": False,
}


def _gitlab_source(a: Call) -> Node:
    a.check(a.o.id, "id must be specified")
    names = ("id", "serverName", "credentialsId", "projectOwner", "projectPath")
    cls = "io.jenkins.plugins.gitlabbranchsource.GitLabSCMSource"
    return _branch_source(node("source", cls=cls, **{name: a.o.options[name] or "" for name in names}))


def _discard_old_items(a: Call) -> Node:
    return node(
        "orphanedItemStrategy",
        cls=f"{_FOLDER}.computed.DefaultOrphanedItemStrategy",
        pruneDeadBranches=True,
        daysToKeep=a.o.daysToKeep,
        numToKeep=a.o.numToKeep,
    )


def _swap_last(tag: str) -> Any:
    """A handler that replaces ``tag`` by the closure's last node; a plugin's node is renamed to ``tag``."""

    def handler(a: Call) -> Edit | None:
        if not a.o.nodes:
            return None
        last = a.o.nodes[-1]
        return swap(last if last.name == tag else named(tag, last))

    return handler


def _folder_authorization(a: Call) -> Edit:
    def edit(root: Node) -> None:
        matrix = root.slash("properties").slash(f"{_FOLDER}.properties.AuthorizationMatrixProperty")
        for permission in a.o.permissions:
            matrix.append_node("permission", permission)

    return edit


def _folder_views(a: Call) -> Edit:
    def edit(root: Node) -> None:
        for view in a.o.views:
            made = view.node()
            made.append_node("name", view.name)
            made.append_node("owner", {"class": f"{_FOLDER}.Folder", "reference": "../../../.."})
            root.slash("folderViews").slash("views").shift(made)

    return edit


def _project_factories(a: Call) -> Edit:
    def edit(root: Node) -> None:
        factories = root.slash("projectFactories")
        factories.children.clear()
        for factory in a.o.nodes:
            factories.shift(factory)

    return edit


_ITEM = {
    "description": lambda a: put("description", a.descriptionString),
    "displayName": lambda a: put("displayName", a.displayName),
    "configure": lambda a: configured(a.closure),
}
_ABSTRACT_FOLDER = _ITEM | {
    "primaryView": lambda a: put("folderViews/primaryView", a.primaryViewArg),
    "authorization": _folder_authorization,
    "properties": lambda a: add_nodes("properties", a.o.nodes),
    "icon": _swap_last("icon"),
}
_COMPUTED_FOLDER = _ABSTRACT_FOLDER | {
    "triggers": lambda a: add_nodes("triggers", a.o.nodes),
    "orphanedItemStrategy": _swap_last("orphanedItemStrategy"),
}

declare("Folder", _ABSTRACT_FOLDER | {"views": _folder_views})
declare(
    "jobs.MultibranchWorkflowJob",
    _COMPUTED_FOLDER
    | {"branchSources": lambda a: add_nodes("sources/data", a.o.nodes), "factory": _swap_last("factory")},
)
declare(
    "jobs.OrganizationFolderJob",
    _COMPUTED_FOLDER
    | {
        "organizations": lambda a: add_nodes("navigators", a.o.nodes),
        "projectFactories": _project_factories,
        "buildStrategies": lambda a: add_nodes("buildStrategies", a.o.nodes),
    },
)
declare("helpers.icon.FolderIconContext", extends="FolderIcon")
declare("helpers.workflow.WorkflowDefinitionContext", {"cps": _cps, "cpsScm": _cps_scm}, extends="FlowDefinition")
declare("helpers.workflow.CpsContext", options={"script": None, "sandbox": False})
declare(
    "helpers.workflow.CpsScmContext",
    {"scm": lambda a: a.context.options["scm"].extend(a.o.nodes)},
    options={"scriptPath": "Jenkinsfile", "lightweight": False, "scm": []},
)
declare(
    "helpers.workflow.BranchSourcesContext",
    {"git": _git_source, "github": _github_source, "gitlab": _gitlab_source},
    extends="BranchSource",
)
declare(
    "helpers.workflow.GitBranchSourceContext",
    options={
        "id": None,
        "remote": None,
        "credentialsId": None,
        "includes": "*",
        "excludes": None,
        "ignoreOnPushNotifications": False,
    },
)
declare(
    "helpers.workflow.GitHubBranchSourceContext",
    options={
        "id": None,
        "apiUri": None,
        "scanCredentialsId": None,
        "checkoutCredentialsId": "SAME",
        "repoOwner": None,
        "repository": None,
        "includes": "*",
        "excludes": None,
    }
    | _GITHUB_FLAGS,
)
declare(
    "helpers.workflow.GitLabBranchSourceContext",
    options=dict.fromkeys(("id", "serverName", "credentialsId", "projectOwner", "projectPath")),
)
declare(
    "helpers.workflow.OrphanedItemStrategyContext",
    {"discardOldItems": _discard_old_items},
    extends="OrphanedItemStrategy",
)
declare("helpers.workflow.DefaultOrphanedItemStrategyContext", options={"daysToKeep": -1, "numToKeep": -1})
declare("helpers.workflow.BranchProjectFactoryContext", extends="BranchProjectFactory")
declare("helpers.workflow.MultiBranchProjectFactoryContext", extends="MultiBranchProjectFactory")
declare("helpers.workflow.BuildStrategiesContext", extends="BranchBuildStrategy")
declare("helpers.workflow.ScmNavigatorsContext", extends="SCMNavigator")
