"""What builds export. Source: hudson.model.Run, AbstractBuild, org.jenkinsci.plugins.workflow.job.WorkflowRun."""

from __future__ import annotations

from functools import lru_cache

from igor.api.beans.actions import actions
from igor.api.beans.columns import MATRIX_RUN
from igor.api.beans.executors import executor_bean
from igor.api.beans.leavings import artifact_beans, fingerprint_beans, test_action
from igor.api.beans.reader import BuildValue, Reader, full_display_name
from igor.api.beans.time_in_queue import time_in_queue
from igor.api.export import Bean, BeanType, Property
from igor.controller import build_lookup, definitions, matrix_items
from igor.controller.rows import ItemRow
from igor.model.build import Build
from igor.model.matrix import CONFIGURATION, PROJECT
from igor.model.node import BUILT_IN

WORKFLOW_JOB = "org.jenkinsci.plugins.workflow.job.WorkflowJob"
_BUILD_CLASSES = {
    "hudson.model.FreeStyleProject": "hudson.model.FreeStyleBuild",
    "hudson.model.ExternalJob": "hudson.model.ExternalRun",
    PROJECT: "hudson.matrix.MatrixBuild",
    CONFIGURATION: MATRIX_RUN,
    WORKFLOW_JOB: "org.jenkinsci.plugins.workflow.job.WorkflowRun",
}

_CHANGES = BeanType(
    "hudson.scm.EmptyChangeLogSet",
    [Property("items", lambda _: [], 999), Property("kind", lambda _: None, 999)],
)


def display_name(build: Build) -> str:
    return build.display_name or f"#{build.number}"


def _actions(value: BuildValue) -> list[Bean]:
    tests = [test_action(value.row.tests)] if value.row.tests else []
    return [*actions(value.row.parameters, value.row.causes, value.row.release), *tests, *time_in_queue(value)]


def _duration(value: BuildValue) -> int:
    return 0 if value.row.is_running else value.row.duration_ms


def _executor(value: BuildValue) -> Bean | None:
    row = value.row
    return (
        executor_bean(row.executor, build_bean(value.reader, value.item, value.number, row)) if row.is_running else None
    )


def _full_display_name(value: BuildValue) -> str:
    return f"{_item_display_name(value.item)} {display_name(value.row)}"


def _item_display_name(item: ItemRow) -> str:
    configuration = definitions.job_of(item).configuration if item.class_name == CONFIGURATION else None
    if configuration is None:
        return full_display_name(item.full_name)
    return f"{full_display_name(item.parent)} » {configuration.compact_name}"


def _runs(value: BuildValue) -> list[Bean]:
    """Of each configuration the build of this number, else its last one before."""
    controller = value.reader.controller
    found = matrix_items.nearest_builds(controller, value.item, value.row)
    rows = {row.full_name: row for row in matrix_items.all_of(controller, value.item)}
    return [build_bean(value.reader, rows[name], number) for name, number in found if name in rows]


def _result(value: BuildValue) -> str | None:
    return value.row.result.value if value.row.result else None


def _built_on(value: BuildValue) -> str:
    return "" if value.row.node_name == BUILT_IN else value.row.node_name


def _previous(value: BuildValue) -> Bean | None:
    return _neighbour(value, build_lookup.before(value.reader.controller, value.item.id, value.number))


def _next(value: BuildValue) -> Bean | None:
    return _neighbour(value, build_lookup.after(value.reader.controller, value.item.id, value.number))


def _neighbour(value: BuildValue, number: int | None) -> Bean | None:
    return build_bean(value.reader, value.item, number) if number else None


_ACTIONABLE = BeanType("hudson.model.Actionable", [Property("actions", _actions)])
_RUN = BeanType(
    "hudson.model.Run",
    [
        Property("artifacts", artifact_beans, declared="hudson.model.Run$Artifact"),
        Property("building", lambda value: value.row.is_running),
        Property("description", lambda value: value.row.description),
        Property("displayName", lambda value: display_name(value.row)),
        Property("duration", _duration),
        Property("estimatedDuration", lambda value: value.row.estimated_ms),
        Property("executor", _executor, declared="hudson.model.Executor"),
        Property("fingerprint", fingerprint_beans, -1, "hudson.model.Fingerprint", inline=True),
        Property("fullDisplayName", _full_display_name),
        Property("id", lambda value: str(value.number)),
        Property("inProgress", lambda value: value.row.is_running),
        Property("keepLog", lambda value: value.row.keep_log),
        Property("number", lambda value: value.number, 2),
        Property("queueId", lambda value: value.row.queue_id),
        Property("result", _result),
        Property("timestamp", lambda value: value.row.started_ms),
        Property("url", lambda value: value.url, 2),
    ],
    extends=_ACTIONABLE,
)
_ABSTRACT_BUILD = [
    Property("builtOn", _built_on),
    Property("changeSet", lambda value: Bean(_CHANGES, None)),
    Property("culprits", lambda value: []),
]
_MATRIX_BUILD = [*_ABSTRACT_BUILD, Property("runs", _runs, declared=MATRIX_RUN)]
_WORKFLOW_RUN = [
    Property("changeSets", lambda value: []),
    Property("culprits", lambda value: []),
    Property("nextBuild", _next, declared=_BUILD_CLASSES[WORKFLOW_JOB]),
    Property("previousBuild", _previous, declared=_BUILD_CLASSES[WORKFLOW_JOB]),
]


@lru_cache
def build_type(job_class: str) -> BeanType:
    """The build class that belongs to a job class."""
    class_name = _BUILD_CLASSES.get(job_class, "hudson.model.FreeStyleBuild")
    own = {WORKFLOW_JOB: _WORKFLOW_RUN, PROJECT: _MATRIX_BUILD}.get(job_class, _ABSTRACT_BUILD)
    return BeanType(class_name, own, extends=_RUN)


def build_bean(reader: Reader, item: ItemRow, number: int, known: Build | None = None) -> Bean:
    """A build of an item; ``known`` is its row if it was read already."""
    return Bean(build_type(item.class_name), reader.build(item, number, known))
