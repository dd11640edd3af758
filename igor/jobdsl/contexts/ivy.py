"""Ivy jobs.

Source: javaposse.jobdsl.dsl.jobs.IvyJob, helpers.IvyBuilderContext (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import joined, joined_or_none, node
from igor.jobdsl.item import Edit, put, swap

_TEXTS = (
    "ivyFilePattern",
    "ivyFileExcludesPattern",
    "ivyBranch",
    "relativePathToDescriptorFromModuleRoot",
    "ivySettingsFile",
    "ivySettingsPropertyFiles",
    "incrementalBuild",
)


def _builder(a: Call) -> Edit | None:
    a.check(len(a.o.nodes) < 2, "Only one Ivy builder can be specified")
    return swap(a.o.nodes[0] if a.o.nodes else None)


def _ant(a: Call) -> Node:
    o = a.o
    return node(
        "ivyBuilderType",
        cls="hudson.ivy.builder.AntIvyBuilderType",
        targets=joined(" ", o.targets),
        antName=o.antInstallation or "(Default)",
        antOpts=joined_or_none("\n", o.javaOpts),
        buildFile=o.buildFile or None,
        antProperties=joined_or_none("\n", o.props),
    )


#: Method of IvyJob → the edit that it makes.
HANDLERS: dict[str, Any] = {name: lambda a: put(a.method, a.values[a.method]) for name in _TEXTS} | {
    "perModuleBuild": lambda a: put("aggregatorStyleBuild", not a.perModuleBuild),
    "ivyBuilder": _builder,
}

declare("helpers.IvyBuilderContext", {"ant": _ant}, extends="IvyBuilderType")
