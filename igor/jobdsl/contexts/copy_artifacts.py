"""The step that copies another build's artifacts, and how it chooses that build.

Source: javaposse.jobdsl.dsl.helpers.step.CopyArtifactContext, CopyArtifactSelectorContext (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call, collect
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import joined, joined_or_none, node


def copy_artifacts(a: Call) -> Node:
    """``copyArtifacts(job) { … }``."""
    o = a.o
    made = node(
        "hudson.plugins.copyartifact.CopyArtifact",
        project=a.jobName,
        filter=joined(", ", o.includePatterns),
        target=o.targetDirectory or "",
        excludes=joined_or_none(", ", o.excludePatterns),
        flatten=o.flatten or None,
        optional=o.optional or None,
        doNotFingerprintArtifacts=not o.fingerprintArtifacts,
        parameters=joined_or_none(", ", o.parameterFilters),
    )
    made.append(o.buildSelector[-1] if o.buildSelector else _selector("StatusBuild"))
    return made


def _selector(kind: str, **fields: Any) -> Node:
    return node("selector", cls=f"hudson.plugins.copyartifact.{kind}Selector", **fields)


def _bare_selector(kind: str) -> Node:
    """A selector without fields: Job DSL writes the closure that it lacks."""
    return node("selector", "null", cls=f"hudson.plugins.copyartifact.{kind}Selector")


def _upstream_build(a: Call) -> Node:
    fallback = a.o.fallbackToLastSuccessful or a.fallback
    return _selector(
        "TriggeredBuild",
        fallbackToLastSuccessful=True if fallback else None,
        allowUpstreamDependencies=True if a.o.allowUpstreamDependencies else None,
    )


def _build_number(a: Call) -> Node:
    return _selector("SpecificBuild", buildNumber=a.buildNumber)


declare(
    "helpers.step.CopyArtifactContext",
    {"buildSelector": collect("buildSelector", lambda a: list(a.o.nodes))},
    options={
        "includePatterns": [],
        "excludePatterns": [],
        "parameterFilters": [],
        "targetDirectory": None,
        "flatten": False,
        "optional": False,
        "fingerprintArtifacts": True,
        "buildSelector": [],
    },
)
declare(
    "helpers.step.CopyArtifactSelectorContext",
    {
        "upstreamBuild": _upstream_build,
        "latestSuccessful": lambda a: _selector("StatusBuild", stable=True if a.stable else None),
        "latestSaved": lambda _a: _bare_selector("SavedBuild"),
        "permalink": lambda a: _selector("PermalinkBuild", id=a.linkName),
        "buildNumber": _build_number,
        "workspace": lambda _a: _bare_selector("Workspace"),
        "buildParameter": lambda a: _selector("ParameterizedBuild", parameterName=a.parameterName),
        "multiJobBuild": lambda _a: node("selector", cls="com.tikal.jenkins.plugins.multijob.MultiJobBuildSelector"),
    },
    extends="BuildSelector",
)
declare(
    "helpers.step.CopyArtifactUpstreamBuildSelectorContext",
    options={"fallbackToLastSuccessful": False, "allowUpstreamDependencies": False},
)
