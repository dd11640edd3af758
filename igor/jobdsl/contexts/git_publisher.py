"""The publisher that pushes to a Git repository.

Source: javaposse.jobdsl.dsl.helpers.publisher.GitPublisherContext (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call, collect
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import node

_GIT = "hudson.plugins.git.GitPublisher"
_PREFIX = "helpers.publisher"


def git_publisher(a: Call) -> Node:
    """``git { … }``."""
    return node(
        _GIT,
        configVersion=2,
        pushMerge=a.o.pushMerge,
        pushOnlyIfSuccess=a.o.pushOnlyIfSuccess,
        forcePush=a.o.forcePush,
        tagsToPush=list(a.o.tag),
        notesToPush=list(a.o.note),
        branchesToPush=list(a.o.branch),
    )


def _pushed(*required: str) -> Any:
    def check(a: Call) -> None:
        for name in required:
            a.check(a.values[name], f"{name} must be specified")

    return check


def _tag(a: Call) -> Node:
    _pushed("targetRepo", "name")(a)
    return node(
        f"{_GIT}_-TagToPush",
        targetRepoName=a.targetRepo,
        tagName=a.values["name"],
        tagMessage=a.o.message or "",
        createTag=a.o.create,
        updateTag=a.o.update,
    )


def _note(a: Call) -> Node:
    _pushed("targetRepo", "message")(a)
    return node(
        f"{_GIT}_-NoteToPush",
        targetRepoName=a.targetRepo,
        noteMsg=a.message,
        noteNamespace=a.o.namespace or "master",
        noteReplace=a.o.replace,
    )


def _branch(a: Call) -> Node:
    _pushed("targetRepo", "name")(a)
    return node(f"{_GIT}_-BranchToPush", targetRepoName=a.targetRepo, branchName=a.values["name"])


declare(
    f"{_PREFIX}.GitPublisherContext",
    {"tag": collect("tag", _tag), "note": collect("note", _note), "branch": collect("branch", _branch)},
    options={
        "pushOnlyIfSuccess": False,
        "pushMerge": False,
        "forcePush": False,
        "tag": [],
        "note": [],
        "branch": [],
    },
)
declare(f"{_PREFIX}.TagToPushContext", options={"message": None, "create": False, "update": False})
declare(f"{_PREFIX}.NoteToPushContext", options={"namespace": None, "replace": False})
