"""Stored XML → definitions, parsed once a text (it is immutable, so the text is the key)."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from igor import configxml
from igor.model.errors import NotFound
from igor.model.job import JobDefinition
from igor.model.view import FolderDefinition
from igor.scheduler import cron, label
from igor.scheduler.cron import CronTable
from igor.storage.records import ItemRow

Definition: TypeAlias = JobDefinition | FolderDefinition


@lru_cache(maxsize=4096)
def parse(xml: str) -> Definition:
    """The definition in a ``config.xml``.

    Raises:
        InvalidSource: not well-formed, of an unknown type, or with values that cannot be.
    """
    return configxml.read_item(xml)


def checked(xml: str, full_name: str) -> Definition:
    """``parse`` for XML that is to be stored: schedules and label expressions must be readable too.

    Raises:
        InvalidSource: also with the place inside a schedule or label expression.
    """
    definition = parse(xml)
    if isinstance(definition, JobDefinition):
        for timer in definition.timers:
            cron_table(timer.spec, full_name)
        if definition.label:
            label.parse(definition.label)
    return definition


@lru_cache(maxsize=8192)
def cron_table(spec: str, full_name: str) -> CronTable:
    """The slots of a job's timer.

    Raises:
        InvalidSource: the table cannot be read.
    """
    return cron.parse(spec, seed=full_name)


def job_of(row: ItemRow) -> JobDefinition:
    """The definition of a job.

    Raises:
        NotFound: the item is a folder.
    """
    definition = parse(row.config_xml)
    if not isinstance(definition, JobDefinition):
        raise NotFound(f"“{row.full_name}” is a folder, not a job")
    return definition
