"""Stored XML → definitions, parsed once a text (it is immutable, so the text is the key)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TypeAlias

from igor import configxml
from igor.model.errors import InvalidSource, NotFound
from igor.model.job import JobDefinition
from igor.model.timezone import machine_timezone
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
            with _inside("spec"):
                cron_table(timer.spec, full_name, timer.parameterized)
        if definition.label:
            with _inside("assignedNode"):
                label.parse(definition.label)
    return definition


@contextmanager
def _inside(element: str) -> Iterator[None]:
    """Errors in an element's text name the element as well."""
    try:
        yield
    except InvalidSource as error:
        raise InvalidSource(
            error.what,
            file_name=f"config.xml: <{element}>: {error.file_name}",
            line=error.line,
            column=error.column,
            line_text=error.line_text,
            hint=error.hint,
        ) from error


@lru_cache(maxsize=8192)
def cron_table(spec: str, full_name: str, parameterized: bool = False) -> CronTable:
    """The slots of a job's timer, in the machine's time zone unless the table names another.

    Raises:
        InvalidSource: the table cannot be read.
    """
    return cron.parse(spec, seed=full_name, default_timezone=machine_timezone(), parameterized=parameterized)


@lru_cache(maxsize=8192)
def first_slot(spec: str, full_name: str, after_ms: int, parameterized: bool = False) -> int | None:
    """The first slot later than ``after_ms``, for those who ask again and again about the same moment."""
    return cron_table(spec, full_name, parameterized).next_after(after_ms)


def job_of(row: ItemRow) -> JobDefinition:
    """The definition of a job.

    Raises:
        NotFound: the item is a folder.
    """
    definition = parse(row.config_xml)
    if not isinstance(definition, JobDefinition):
        raise NotFound(f"“{row.full_name}” is a folder, not a job")
    return definition
