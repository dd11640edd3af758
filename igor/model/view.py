"""What views and folders are, as read from their XML: the parts that Igor acts on, and a list of those it does not."""

from __future__ import annotations

from dataclasses import dataclass

from igor.model.job import UnsupportedElement


@dataclass(frozen=True, slots=True)
class ViewDefinition:
    """A named filter over the items of its owner (the root or a folder).

    ``job_names`` are relative to the owner; ``include_regex`` matches whole names; ``columns`` are Jenkins' classes.
    """

    class_name: str
    name: str | None = None
    description: str | None = None
    job_names: tuple[str, ...] = ()
    include_regex: str | None = None
    recurse: bool = False
    status_filter: bool | None = None
    columns: tuple[str, ...] = ()
    filter_queue: bool = False
    filter_executors: bool = False
    unsupported: tuple[UnsupportedElement, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderDefinition:
    """A folder as its ``config.xml`` says; its views are the ones that the XML brings along."""

    class_name: str
    description: str | None = None
    display_name: str | None = None
    views: tuple[ViewDefinition, ...] = ()
    primary_view: str | None = None
    unsupported: tuple[UnsupportedElement, ...] = ()
