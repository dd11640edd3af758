"""The top of every script: the methods that declare items and views, read files and queue builds.

Source: javaposse.jobdsl.dsl.DslFactory and JobParent (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

import base64
import re
from pathlib import PurePosixPath
from typing import Any

from igor.groovy.xml_node import Node
from igor.groovy.xml_text import print_node
from igor.jobdsl import contexts
from igor.jobdsl.context import Call, Context
from igor.jobdsl.contexts.views import VIEW_TYPES
from igor.jobdsl.declarations import declare
from igor.jobdsl.item import Item, run_item
from igor.jobdsl.session import GeneratedConfigFile, Session
from igor.jobdsl.workspace_stream import WorkspaceStream

#: Factory method of an item → its class.
ITEM_TYPES = {
    "job": "jobs.FreeStyleJob",
    "freeStyleJob": "jobs.FreeStyleJob",
    "ivyJob": "jobs.IvyJob",
    "matrixJob": "jobs.MatrixJob",
    "mavenJob": "jobs.MavenJob",
    "multiJob": "jobs.MultiJob",
    "pipelineJob": "jobs.WorkflowJob",
    "multibranchPipelineJob": "jobs.MultibranchWorkflowJob",
    "organizationFolder": "jobs.OrganizationFolderJob",
    "folder": "Folder",
}

# hudson.model.Jenkins#checkGoodName
_UNSAFE = re.compile(r"[?*/\\%!@#$^&|<>\[\]:;\x00-\x1f\x7f]")


def _factory(kind: str) -> Any:
    def handler(a: Call) -> Item:
        item = Item(kind, a.values["name"] or "", a.context.session, a.site)
        _check_name(a, item.name)
        run_item(item, a.raw_closure)
        a.context.session.declared.append(item)
        return item

    return handler


def _check_name(a: Call, name: str) -> None:
    a.check(name, "name must be specified")
    a.check(not name.endswith("/"), f"name must not contain trailing slash: {name}")
    last = name.rpartition("/")[2]
    unsafe = _UNSAFE.search(last)
    a.check(not unsafe, f"'{unsafe[0] if unsafe else ''}' is an unsafe character in the name {name}")
    a.check(last not in (".", ".."), f"'{last}' is not an allowed name")
    a.check(not last.endswith("."), f"the name {name} must not end with a dot")


def _queue(a: Call) -> None:
    """Queue a build; of null Job DSL says in the log that there is no such job."""
    if a.job or a.jobName:
        a.context.session.queued.append(a.job.name if a.job else a.jobName)


def _read_file(a: Call) -> str | None:
    a.check(a.filePath, "filePath must not be null or empty")
    if "jobName" not in a.values:
        return a.context.session.read_workspace_file(a.filePath, a.site).decode("utf-8", "replace")
    a.check(a.jobName, "jobName must not be null or empty")
    data: bytes | None = a.context.session.read_file_of_job(a.jobName, a.filePath, a.site)
    return None if data is None else data.decode("utf-8", "replace")


def _stream_file(a: Call) -> WorkspaceStream:
    a.check(a.filePath, "filePath must not be null or empty")
    return WorkspaceStream(a.context.session.read_workspace_file(a.filePath, a.site))


def _user_content(a: Call) -> None:
    a.check(a.path, "path must not be null or empty")
    parts = PurePosixPath(a.path).parts
    a.check(parts and ".." not in parts and parts[0] != "/", f"{a.path} lies outside of userContent")
    a.check(isinstance(a.content, WorkspaceStream), "content must not be null")
    a.context.session.result.user_content[a.path] = base64.b64encode(a.content.data).decode()


def _config_files(a: Call) -> None:
    """The config files that it declares, each an object of its provider's class."""
    for made in a.o.nodes:
        texts = {child.name: child.text() for child in made.children if isinstance(child, Node)}
        a.check(texts.get("id"), "the following options are required and must be specified: id")
        made_file = GeneratedConfigFile(
            texts["id"], texts.get("name", ""), made.name, print_node(made), a.site.file_name, a.site.line
        )
        a.context.session.result.config_files.append(made_file)


class DslFactory(Context):
    """What answers a script's own calls; a script may hand it on as ``this`` or ``jobFactory``."""

    def __init__(self, session: Session) -> None:
        super().__init__("DslFactory", session)

    def accept(self, result: Any) -> Any:
        return result


declare("helpers.ConfigFilesContext", extends="Config")
declare(
    "DslFactory",
    {name: _factory(kind) for name, kind in ITEM_TYPES.items()}
    | {name: _factory(f"views.{kind}") for name, kind in VIEW_TYPES.items()}
    | {
        "queue": _queue,
        "readFileFromWorkspace": _read_file,
        "streamFileFromWorkspace": _stream_file,
        "userContent": _user_content,
        "configFiles": _config_files,
    },
)
__all__ = ["ITEM_TYPES", "DslFactory", "WorkspaceStream", "contexts"]
