"""The XML of an item or view that has nothing but its class, as Jenkins' "create by mode" makes it."""

from __future__ import annotations

from igor.configxml.classes import (
    FOLDER,
    FOLDER_CLASSES,
    FREE_STYLE,
    JOB_CLASSES,
    LIST_VIEW,
    PIPELINE,
    VIEW_CLASSES,
    tag_of,
)
from igor.model.errors import Invalid

_JOB = """\
  <actions/>
  <description></description>
  <keepDependencies>false</keepDependencies>
  <properties/>
  <scm class="hudson.scm.NullSCM"/>
  <canRoam>true</canRoam>
  <disabled>false</disabled>
  <blockBuildWhenDownstreamBuilding>false</blockBuildWhenDownstreamBuilding>
  <blockBuildWhenUpstreamBuilding>false</blockBuildWhenUpstreamBuilding>
  <triggers/>
  <concurrentBuild>false</concurrentBuild>
  <builders/>
  <publishers/>
  <buildWrappers/>
"""

_PIPELINE = """\
  <actions/>
  <description></description>
  <keepDependencies>false</keepDependencies>
  <properties/>
  <definition class="org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition">
    <script></script>
    <sandbox>true</sandbox>
  </definition>
  <triggers/>
  <disabled>false</disabled>
"""

_FOLDER = """\
  <actions/>
  <description></description>
  <properties/>
  <folderViews class="com.cloudbees.hudson.plugins.folder.views.DefaultFolderViewHolder">
    <views>
      <hudson.model.AllView>
        <owner class="com.cloudbees.hudson.plugins.folder.Folder" reference="../../../.."/>
        <name>All</name>
        <filterExecutors>false</filterExecutors>
        <filterQueue>false</filterQueue>
        <properties class="hudson.model.View$PropertyList"/>
      </hudson.model.AllView>
    </views>
    <primaryView>All</primaryView>
    <tabBar class="hudson.views.DefaultViewsTabBar"/>
  </folderViews>
  <healthMetrics/>
"""

_VIEW = """\
  <filterExecutors>false</filterExecutors>
  <filterQueue>false</filterQueue>
  <properties class="hudson.model.View$PropertyList"/>
"""

_LIST_VIEW = (
    _VIEW
    + """\
  <jobNames>
    <comparator class="java.lang.String$CaseInsensitiveComparator"/>
  </jobNames>
  <jobFilters/>
  <columns>
    <hudson.views.StatusColumn/>
    <hudson.views.WeatherColumn/>
    <hudson.views.JobColumn/>
    <hudson.views.LastSuccessColumn/>
    <hudson.views.LastFailureColumn/>
    <hudson.views.LastDurationColumn/>
    <hudson.views.BuildButtonColumn/>
  </columns>
  <recurse>false</recurse>
"""
)

_BODIES = {FREE_STYLE: _JOB, PIPELINE: _PIPELINE, FOLDER: _FOLDER, LIST_VIEW: _LIST_VIEW}


def default_config(class_name: str) -> str:
    """The ``config.xml`` of an empty item or view of a class.

    Raises:
        Invalid: nobody knows the class.
    """
    if class_name not in JOB_CLASSES | FOLDER_CLASSES | VIEW_CLASSES:
        raise Invalid(f"there is no kind of item “{class_name}”", hint=f"such as {FREE_STYLE}, {FOLDER} or {LIST_VIEW}")
    root = tag_of(class_name)
    body = _BODIES.get(class_name, _body_of_kind(class_name))
    return f"<?xml version='1.1' encoding='UTF-8'?>\n<{root}>\n{body}</{root}>"


def _body_of_kind(class_name: str) -> str:
    if class_name in VIEW_CLASSES:
        return _VIEW
    return "  <properties/>\n" if class_name in FOLDER_CLASSES else _JOB
