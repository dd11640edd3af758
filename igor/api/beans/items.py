"""What jobs and folders export. Source: hudson.model.{AbstractItem,Job,AbstractProject}, cloudbees AbstractFolder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from igor.api.beans import views
from igor.api.beans.builds import WORKFLOW_JOB, build_bean
from igor.api.beans.health import health_bean
from igor.api.beans.lists import BuildListing, ItemListing
from igor.api.beans.parameters import parameters_property
from igor.api.beans.queue import queue_item_bean
from igor.api.beans.reader import BuildNumber, Reader, full_display_name
from igor.api.export import Bean, BeanType, Listing, Property
from igor.controller import build_lookup, definitions, items, matrix_items
from igor.controller.definitions import Definition
from igor.controller.rows import ItemRow
from igor.model.job import EXTERNAL_JOB, JobDefinition
from igor.model.matrix import CONFIGURATION, PROJECT

#: How many builds ``builds`` holds at most; ``allBuilds`` holds all.
NEWEST_BUILDS = 100
ALL_BUILDS = 2**62


class ItemValue:
    """A job or folder with its definition, which is parsed when a property needs it."""

    def __init__(self, reader: Reader, row: ItemRow) -> None:
        self.reader = reader
        self.row = row

    @cached_property
    def definition(self) -> Definition:
        return definitions.parse(self.row.config_xml)

    @cached_property
    def job(self) -> JobDefinition:
        return definitions.job_of(self.row)

    @property
    def url(self) -> str:
        return self.reader.item_url(self.row.full_name)

    def build(self, number: int | None) -> Bean | None:
        return build_bean(self.reader, self.row, number) if number else None

    def builds(self, limit: int = ALL_BUILDS) -> Listing:
        return BuildListing(self.reader, self.row, limit)


def item_bean(reader: Reader, row: ItemRow) -> Bean:
    """A job or folder."""
    return Bean(item_type(row.class_name, row.kind), ItemValue(reader, row))


def item_beans(reader: Reader, rows: Sequence[ItemRow]) -> list[Bean]:
    """A list of jobs and folders, as far as they are there for whom the answer is for."""
    shown = reader.visible(rows)
    reader.announce(shown)
    return [item_bean(reader, row) for row in shown]


def item_listing(reader: Reader, parent: str) -> Listing:
    """The items directly in a folder (empty: the root)."""
    return ItemListing(reader, parent, item_type, lambda row: item_bean(reader, row))


@lru_cache
def item_type(class_name: str, kind: str) -> BeanType:
    """The properties of an item's class."""
    if kind == "folder":
        return BeanType(class_name, _FOLDER, extends=_ABSTRACT_ITEM)
    own = _WORKFLOW_JOB if class_name == WORKFLOW_JOB else _ABSTRACT_PROJECT
    if class_name == PROJECT:
        own = [*own, *_MATRIX_PROJECT]
    return BeanType(class_name, own, extends=_JOB)


def _display_name(value: ItemValue) -> str:
    if value.row.class_name == CONFIGURATION and value.job.configuration:
        return value.job.configuration.compact_name
    return value.definition.display_name or value.row.name


def _full_display_name(value: ItemValue) -> str:
    parent = full_display_name(value.row.parent)
    return f"{parent} » {_display_name(value)}" if parent else _display_name(value)


def _first_build(value: ItemValue) -> Bean | None:
    return value.build(build_lookup.first(value.reader.controller, value.row.id))


def _health(value: ItemValue) -> list[Bean]:
    if value.row.is_folder or not value.row.last_completed:
        return []
    return health_bean(value.reader, value.row)


def _queue_item(value: ItemValue) -> Bean | None:
    waiting = value.reader.queue_by_item.get(value.row.id) if value.row.in_queue else None
    return queue_item_bean(value.reader, waiting, item_bean(value.reader, value.row)) if waiting else None


def _properties(value: ItemValue) -> list[Bean]:
    return [parameters_property(value.job.parameters)] if value.job.parameters else []


def _actions(value: ItemValue) -> list[Bean]:
    """What asks for parameters is an action too. Source: ParametersDefinitionProperty.getJobActions."""
    return [] if value.row.is_folder else _properties(value)


def _scm(_: ItemValue) -> Bean:
    return Bean(_NULL_SCM, None)


def _upstream(value: ItemValue) -> list[Bean]:
    return _named(value, sorted(value.reader.relations.upstream.get(value.row.full_name, ())))


def _downstream(value: ItemValue) -> list[Bean]:
    return _named(value, value.reader.relations.downstream.get(value.row.full_name, ()))


def _named(value: ItemValue, full_names: Iterable[str]) -> list[Bean]:
    return item_beans(value.reader, [items.find_item(value.reader.controller, name) for name in full_names])


def _jobs(value: ItemValue) -> Listing:
    return item_listing(value.reader, value.row.full_name)


def _views(value: ItemValue) -> list[Bean]:
    return views.view_beans(value.reader, value.row.full_name)


def _primary_view(value: ItemValue) -> Bean | None:
    return views.primary_view_bean(value.reader, value.row.full_name)


def _last(name: str, which: BuildNumber) -> Property:
    def get(value: ItemValue) -> Bean | None:
        value.reader.want_of_all(which)
        return value.build(which(value.row))

    return Property(name, get)


_NULL_SCM = BeanType("hudson.scm.NullSCM")
_ACTIONABLE = BeanType("hudson.model.Actionable", [Property("actions", _actions)])
_ABSTRACT_ITEM = BeanType(
    "hudson.model.AbstractItem",
    [
        Property("description", lambda value: value.definition.description),
        Property("displayName", _display_name),
        Property("displayNameOrNull", lambda value: value.definition.display_name),
        Property("fullDisplayName", _full_display_name),
        Property("fullName", lambda value: value.row.full_name),
        Property("name", lambda value: value.row.name, 999),
        Property("url", lambda value: value.url, 999),
    ],
    extends=_ACTIONABLE,
)
_JOB = BeanType(
    "hudson.model.Job",
    [
        Property("allBuilds", lambda value: value.builds(), -2),
        Property("buildable", lambda value: not value.row.disabled and value.row.class_name != EXTERNAL_JOB),
        Property("builds", lambda value: value.builds(NEWEST_BUILDS)),
        Property("color", lambda value: value.row.color, 2),
        Property("firstBuild", _first_build),
        Property("healthReport", _health, declared="hudson.model.HealthReport"),
        Property("inQueue", lambda value: value.row.in_queue),
        Property("keepDependencies", lambda value: value.job.keep_dependencies),
        _last("lastBuild", lambda row: row.last_build),
        _last("lastCompletedBuild", lambda row: row.last_completed),
        _last("lastFailedBuild", lambda row: row.last_failed),
        _last("lastStableBuild", lambda row: row.last_stable),
        _last("lastSuccessfulBuild", lambda row: row.last_successful),
        _last("lastUnstableBuild", lambda row: row.last_unstable),
        _last("lastUnsuccessfulBuild", lambda row: row.last_unsuccessful),
        Property("nextBuildNumber", lambda value: value.row.next_build_number),
        Property("property", _properties, inline=True),
        Property("queueItem", _queue_item),
    ],
    extends=_ABSTRACT_ITEM,
)
_ABSTRACT_PROJECT = [
    Property("concurrentBuild", lambda value: value.job.concurrent),
    Property("disabled", lambda value: value.row.disabled),
    Property("downstreamProjects", _downstream),
    Property("labelExpression", lambda value: value.job.label),
    Property("scm", _scm),
    Property("upstreamProjects", _upstream),
]
_MATRIX_PROJECT = [
    Property(
        "activeConfigurations",
        lambda value: item_beans(value.reader, matrix_items.active(value.reader.controller, value.row)),
        declared=CONFIGURATION,
    ),
]
_WORKFLOW_JOB = [
    Property("concurrentBuild", lambda value: value.job.concurrent),
    Property("disabled", lambda value: value.row.disabled),
    Property("resumeBlocked", lambda value: False),
]
_FOLDER = [
    Property("healthReport", _health, declared="hudson.model.HealthReport"),
    Property("jobs", _jobs),
    Property("primaryView", _primary_view),
    Property("views", _views),
]
