"""The XML that every kind of item starts from.

Source: measured from job-dsl-core; the ``*-template.xml`` of jenkinsci/job-dsl-plugin hold the same defaults.
"""

from __future__ import annotations

from functools import cache

from igor.groovy.xml_node import Node
from igor.groovy.xml_text import parse_xml

_PROJECT_HEAD = (
    "<description/><keepDependencies>false</keepDependencies><properties/><scm class='hudson.scm.NullSCM'/>"
    "<canRoam>true</canRoam><disabled>false</disabled>"
    "<blockBuildWhenDownstreamBuilding>false</blockBuildWhenDownstreamBuilding>"
    "<blockBuildWhenUpstreamBuilding>false</blockBuildWhenUpstreamBuilding>"
    "<triggers/><concurrentBuild>false</concurrentBuild>"
)
_PROJECT = f"<actions/>{_PROJECT_HEAD}<builders/><publishers/><buildWrappers/>"
_VIEW_HEAD = (
    "<filterExecutors>false</filterExecutors><filterQueue>false</filterQueue>"
    "<properties class='hudson.model.View$PropertyList'/>"
)
_COMPARATOR = "<comparator class='hudson.util.CaseInsensitiveComparator'/>"
_HEALTH = "com.cloudbees.hudson.plugins.folder.health.WorstChildHealthMetric"
_COMPUTED_HEALTH = f"<healthMetrics><{_HEALTH}><nonRecursive>false</nonRecursive></{_HEALTH}></healthMetrics>"
_FOLDER = "com.cloudbees.hudson.plugins.folder.Folder"
_MULTIBRANCH = "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"
_MULTIBRANCH_OWNER = f"<owner class='{_MULTIBRANCH}' reference='../..'/>"


def _orphans(prune: str, days: int, number: int) -> str:
    return (
        "<orphanedItemStrategy class='com.cloudbees.hudson.plugins.folder.computed.DefaultOrphanedItemStrategy'>"
        f"<pruneDeadBranches>{prune}</pruneDeadBranches><daysToKeep>{days}</daysToKeep>"
        f"<numToKeep>{number}</numToKeep></orphanedItemStrategy>"
    )


def _element(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"


_TEMPLATES = {
    "FreeStyleJob": _element("project", _PROJECT),
    "MultiJob": _element("com.tikal.jenkins.plugins.multijob.MultiJobProject", _PROJECT),
    "MatrixJob": _element(
        "matrix-project",
        f"{_PROJECT_HEAD}<axes/><builders/><publishers/><buildWrappers/>"
        "<executionStrategy class='hudson.matrix.DefaultMatrixExecutionStrategyImpl'>"
        "<runSequentially>false</runSequentially></executionStrategy>",
    ),
    "MavenJob": _element(
        "maven2-moduleset",
        f"<actions/>{_PROJECT_HEAD}<aggregatorStyleBuild>true</aggregatorStyleBuild>"
        "<incrementalBuild>false</incrementalBuild><ignoreUpstremChanges>true</ignoreUpstremChanges>"
        "<archivingDisabled>false</archivingDisabled><resolveDependencies>false</resolveDependencies>"
        "<processPlugins>false</processPlugins><mavenValidationLevel>-1</mavenValidationLevel>"
        "<runHeadless>false</runHeadless><publishers/><buildWrappers/>",
    ),
    "IvyJob": _element(
        "hudson.ivy.IvyModuleSet",
        f"<actions/>{_PROJECT_HEAD}<aggregatorStyleBuild>true</aggregatorStyleBuild>"
        "<incrementalBuild>false</incrementalBuild><ignoreUpstremChanges>false</ignoreUpstremChanges>"
        "<allowedToTriggerDownstream>true</allowedToTriggerDownstream><publishers/><buildWrappers/>",
    ),
    "WorkflowJob": _element(
        "flow-definition",
        "<actions/><description/><keepDependencies>false</keepDependencies><properties/>"
        "<definition class='org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition'><script/><sandbox>false</sandbox>"
        "</definition><triggers/>",
    ),
    "MultibranchWorkflowJob": _element(
        _MULTIBRANCH,
        "<properties/><folderViews class='jenkins.branch.MultiBranchProjectViewHolder'>"
        f"{_MULTIBRANCH_OWNER}</folderViews>{_COMPUTED_HEALTH}"
        f"<icon class='jenkins.branch.MetadataActionFolderIcon'>{_MULTIBRANCH_OWNER}</icon>"
        f"{_orphans('false', -1, -1)}<triggers/>"
        f"<sources class='jenkins.branch.MultiBranchProject$BranchSourceList'><data/>{_MULTIBRANCH_OWNER}</sources>"
        f"<factory class='org.jenkinsci.plugins.workflow.multibranch.WorkflowBranchProjectFactory'>"
        f"{_MULTIBRANCH_OWNER}</factory>",
    ),
    "OrganizationFolderJob": _element(
        "jenkins.branch.OrganizationFolder",
        "<properties/><folderViews class='jenkins.branch.OrganizationFolderViewHolder'><owner reference='../..'/>"
        f"</folderViews>{_COMPUTED_HEALTH}<icon class='jenkins.branch.MetadataActionFolderIcon'>"
        "<owner class='jenkins.branch.OrganizationFolder' reference='../..'/></icon>"
        f"{_orphans('true', 0, 0)}<triggers/><navigators/><projectFactories>"
        "<org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProjectFactory/></projectFactories>",
    ),
    "Folder": _element(
        _FOLDER,
        "<actions/><properties/><icon class='com.cloudbees.hudson.plugins.folder.icons.StockFolderIcon'/>"
        "<folderViews class='com.cloudbees.hudson.plugins.folder.views.DefaultFolderViewHolder'><views>"
        f"<hudson.model.AllView><owner class='{_FOLDER}' reference='../../../..'/><name>all</name>"
        f"{_VIEW_HEAD}</hudson.model.AllView></views>"
        "<tabBar class='hudson.views.DefaultViewsTabBar'/><primaryView>all</primaryView></folderViews>"
        f"<healthMetrics><{_HEALTH}/></healthMetrics>",
    ),
    "ListView": _element(
        "hudson.model.ListView",
        f"{_VIEW_HEAD}<jobNames class='tree-set'>{_COMPARATOR}</jobNames><jobFilters/><columns/>",
    ),
    "NestedView": _element("hudson.plugins.nested__view.NestedView", f"{_VIEW_HEAD}<views/>"),
    "SectionedView": _element("hudson.plugins.sectioned__view.SectionedView", f"{_VIEW_HEAD}<sections/>"),
    "BuildPipelineView": _element(
        "au.com.centrumsystems.hudson.plugin.buildpipeline.BuildPipelineView",
        f"{_VIEW_HEAD}<noOfDisplayedBuilds>1</noOfDisplayedBuilds><buildViewTitle/>"
        "<consoleOutputLinkStyle>Lightbox</consoleOutputLinkStyle><cssUrl/>"
        "<triggerOnlyLatestJob>false</triggerOnlyLatestJob><alwaysAllowManualTrigger>false</alwaysAllowManualTrigger>"
        "<showPipelineParameters>false</showPipelineParameters>"
        "<showPipelineParametersInHeaders>false</showPipelineParametersInHeaders>"
        "<refreshFrequency>3</refreshFrequency><showPipelineDefinitionHeader>false</showPipelineDefinitionHeader>",
    ),
    "DeliveryPipelineView": _element(
        "se.diabol.jenkins.pipeline.DeliveryPipelineView",
        f"{_VIEW_HEAD}<noOfPipelines>3</noOfPipelines><showAggregatedPipeline>false</showAggregatedPipeline>"
        "<noOfColumns>1</noOfColumns><sorting>none</sorting><showAvatars>false</showAvatars>"
        "<updateInterval>2</updateInterval><showChanges>false</showChanges>"
        "<allowManualTriggers>false</allowManualTriggers>",
    ),
    "BuildMonitorView": _element(
        "com.smartcodeltd.jenkinsci.plugins.buildmonitor.BuildMonitorView",
        f"{_VIEW_HEAD}<jobNames/><jobFilters/><columns/><recurse>false</recurse>"
        "<order class='com.smartcodeltd.jenkinsci.plugins.buildmonitor.order.ByName'/>",
    ),
    "CategorizedJobsView": (
        "<org.jenkinsci.plugins.categorizedview.CategorizedJobsView plugin='categorized-view'>"
        f"{_VIEW_HEAD}<jobNames>{_COMPARATOR}</jobNames><jobFilters/><columns/><groupingRules/>"
        "<categorizationCriteria/></org.jenkinsci.plugins.categorizedview.CategorizedJobsView>"
    ),
    "DashboardView": _element(
        "hudson.plugins.view.dashboard.Dashboard",
        f"{_VIEW_HEAD}<jobNames>{_COMPARATOR}</jobNames><jobFilters/><columns/><recurse>false</recurse>"
        "<useCssStyle>false</useCssStyle><includeStdJobList>false</includeStdJobList>"
        "<hideJenkinsPanels>false</hideJenkinsPanels><leftPortletWidth>50%</leftPortletWidth>"
        "<rightPortletWidth>50%</rightPortletWidth><leftPortlets/><rightPortlets/><topPortlets/><bottomPortlets/>",
    ),
    "PipelineAggregatorView": _element(
        "com.ooyala.jenkins.plugins.pipelineaggregatorview.PipelineAggregator",
        f"{_VIEW_HEAD}<fontSize>16</fontSize><buildHistorySize>16</buildHistorySize>"
        "<refreshInterval>15</refreshInterval><useCondensedTables>false</useCondensedTables>"
        "<onlyLastBuild>false</onlyLastBuild><useScrollingCommits>false</useScrollingCommits>"
        "<showCommitInfo>true</showCommitInfo><showBuildNumber>true</showBuildNumber>"
        "<showBuildTime>true</showBuildTime><showBuildDuration>true</showBuildDuration>",
    ),
}


@cache
def _parsed(class_name: str) -> Node:
    return parse_xml(_TEMPLATES[class_name])


def template(class_name: str) -> Node:
    """A fresh copy of the default XML of that class of item (``FreeStyleJob``, ``ListView`` …)."""
    return _parsed(class_name).clone()


def is_item(kind: str) -> bool:
    """Whether a context is an item or view of its own (``jobs.FreeStyleJob``, ``Folder``, ``views.ListView``)."""
    return kind.rpartition(".")[2] in _TEMPLATES
