"""Root elements of ``config.xml`` and the Jenkins classes behind them.

Source: the aliases of hudson.model.Items' and hudson.model.View's XStream; XStream writes ``_`` in a class name as
``__`` and ``$`` as ``_-``.
"""

from __future__ import annotations

from igor.model.job import EXTERNAL_JOB

FREE_STYLE = "hudson.model.FreeStyleProject"
PIPELINE = "org.jenkinsci.plugins.workflow.job.WorkflowJob"
FOLDER = "com.cloudbees.hudson.plugins.folder.Folder"
MULTIBRANCH = "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"
ORGANIZATION = "jenkins.branch.OrganizationFolder"
LIST_VIEW = "hudson.model.ListView"
ALL_VIEW = "hudson.model.AllView"

#: Class → its short root element, where it has one.
_ALIASES = {
    FREE_STYLE: "project",
    PIPELINE: "flow-definition",
    "hudson.matrix.MatrixProject": "matrix-project",
    "hudson.matrix.MatrixConfiguration": "matrix-config",
    "hudson.maven.MavenModuleSet": "maven2-moduleset",
}

JOB_CLASSES = frozenset(
    {
        *_ALIASES,
        EXTERNAL_JOB,
        "com.tikal.jenkins.plugins.multijob.MultiJobProject",
        "hudson.ivy.IvyModuleSet",
    }
)

#: Items that contain items.
FOLDER_CLASSES = frozenset({FOLDER, MULTIBRANCH, ORGANIZATION})

VIEW_CLASSES = frozenset(
    {
        LIST_VIEW,
        ALL_VIEW,
        "hudson.model.MyView",
        "hudson.model.ProxyView",
        "hudson.plugins.nested_view.NestedView",
        "hudson.plugins.sectioned_view.SectionedView",
        "hudson.plugins.view.dashboard.Dashboard",
        "au.com.centrumsystems.hudson.plugin.buildpipeline.BuildPipelineView",
        "se.diabol.jenkins.pipeline.DeliveryPipelineView",
        "com.smartcodeltd.jenkinsci.plugins.buildmonitor.BuildMonitorView",
        "org.jenkinsci.plugins.categorizedview.CategorizedJobsView",
        "com.ooyala.jenkins.plugins.pipelineaggregatorview.PipelineAggregator",
    }
)

_BY_ALIAS = {alias: class_name for class_name, alias in _ALIASES.items()} | {"listView": LIST_VIEW}


def class_of(tag: str) -> str:
    """The Java class that an element's name stands for."""
    return _BY_ALIAS.get(tag) or tag.replace("_-", "$").replace("__", "_")


def tag_of(class_name: str) -> str:
    """The element's name for a class, as Jenkins writes it."""
    return _ALIASES.get(class_name) or class_name.replace("_", "__").replace("$", "_-")
