"""Job properties.

Source: javaposse.jobdsl.dsl.helpers.properties.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call, added
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import node, strings

GITHUB_PROJECT = "com.coravy.hudson.plugins.github.GithubProjectProperty"


def _custom_icon(a: Call) -> Node:
    a.check(a.iconFileName, "iconFileName must be specified")
    return node("jenkins.plugins.jobicon.CustomIconProperty", iconfile=a.iconFileName)


def _link(a: Call) -> Node:
    a.check(a.url, "url must be specified")
    a.check(a.text, "text must be specified")
    return node("hudson.plugins.sidebar__link.LinkAction", url=a.url, text=a.text, icon=a.icon or "")


def _ownership(a: Call) -> Node:
    ownership = node("ownership", ownershipEnabled=True, primaryOwnerId=a.o.primaryOwnerId or "")
    ownership.append(node("coownersIds", strings(owner or "" for owner in a.o.coOwnerIds), cls="sorted-set"))
    return node("com.synopsys.arc.jenkins.plugins.ownership.jobs.JobOwnerJobProperty", ownership)


_PROPERTIES = {
    "githubProjectUrl": lambda a: node(GITHUB_PROJECT, projectUrl=a.projectUrl or ""),
    "sidebarLinks": lambda a: node("hudson.plugins.sidebar__link.ProjectLinks", links=list(a.o.nodes)),
    "customIcon": _custom_icon,
    "zenTimestamp": lambda a: node(
        "hudson.plugins.zentimestamp.ZenTimestampJobProperty", changeBUILDID=True, pattern=a.pattern
    ),
    "rebuild": lambda a: node(
        "com.sonyericsson.rebuild.RebuildSettings", autoRebuild=a.o.autoRebuild, rebuildDisabled=a.o.rebuildDisabled
    ),
    "ownership": _ownership,
    "buildFailureAnalyzer": lambda a: node(
        "com.sonyericsson.jenkins.plugins.bfa.model.ScannerJobProperty", doNotScan=not a.scan
    ),
    "priority": lambda a: node(
        "jenkins.advancedqueue.priority.strategy.PriorityJobProperty", useJobPriority=True, priority=a.value
    ),
    "wallDisplay": lambda a: node(
        "de.pellepelster.jenkins.walldisplay.WallDisplayJobProperty",
        wallDisplayName=a.o.options["name"] or None,
        wallDisplayBgPicture=a.o.backgroundPicture or None,
    ),
}


def _maven_info(a: Call) -> Node:
    return node(
        "jenkins.plugins.maveninfo.config.MavenInfoJobConfig",
        assignName="assignName" in a.o.given,
        nameTemplate=a.o.assignName or "",
        assignDescription="assignDescription" in a.o.given,
        descriptionTemplate=a.o.assignDescription or "",
        mainModulePattern=a.o.modulePattern or "",
        dependenciesPattern=a.o.interestingDependenciesPattern or "",
    )


declare("helpers.properties.PropertiesContext", _PROPERTIES, extends="JobProperty")
declare(
    "helpers.properties.MavenPropertiesContext",
    {"mavenInfo": _maven_info},
    parent="helpers.properties.PropertiesContext",
)
declare(
    "helpers.properties.MavenInfoContext",
    options=dict.fromkeys(("assignName", "assignDescription", "modulePattern", "interestingDependenciesPattern")),
)
declare("helpers.properties.FolderPropertiesContext", extends="AbstractFolderProperty")
declare("helpers.properties.SidebarLinkContext", {"link": _link})
declare("helpers.properties.RebuildContext", options={"autoRebuild": False, "rebuildDisabled": False})
declare(
    "helpers.properties.OwnershipContext",
    {"coOwnerIds": added("coOwnerIds")},
    options={"primaryOwnerId": None, "coOwnerIds": []},
)
declare("helpers.properties.WallDisplayContext", options={"name": None, "backgroundPicture": None})
