"""Stored XML → definitions, parsed once a text (it is immutable, so the text is the key)."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from igor import configxml
from igor.model.errors import NotFound
from igor.model.job import JobDefinition
from igor.model.view import FolderDefinition
from igor.storage.records import ItemRow

Definition: TypeAlias = JobDefinition | FolderDefinition


@lru_cache(maxsize=4096)
def parse(xml: str) -> Definition:
    """The definition in a ``config.xml``.

    Raises:
        InvalidSource: not well-formed, of an unknown type, or with values that cannot be.
    """
    return configxml.read_item(xml)


def job_of(row: ItemRow) -> JobDefinition:
    """The definition of a job.

    Raises:
        NotFound: the item is a folder.
    """
    definition = parse(row.config_xml)
    if not isinstance(definition, JobDefinition):
        raise NotFound(f"“{row.full_name}” is a folder, not a job")
    return definition
