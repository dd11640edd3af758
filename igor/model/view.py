"""What views and folders are, as read from their XML: the parts that Igor acts on, and a list of those it does not."""

from __future__ import annotations

from dataclasses import dataclass

from igor.model import names
from igor.model.job import UnsupportedElement

#: Views that hold views of their own; those have the owner ``FOLDER::NAME``, and ``::NAME`` at the root.
NESTED_VIEW = "hudson.plugins.nested_view.NestedView"
_NESTED = "::"


def nested_owner(owner: str, name: str) -> str:
    """The owner of the views below a view. No name of an item or view has a colon."""
    return f"{owner}{_NESTED}{name}"


def folder_of(owner: str) -> str:
    """The folder whose items the views of an owner show."""
    return owner.partition(_NESTED)[0]


def is_nested(owner: str) -> bool:
    """Whether the owner is a view."""
    return _NESTED in owner


def parent_view(owner: str) -> tuple[str, str]:
    """A view that owns views: its own owner and its name."""
    above, _, name = owner.rpartition(_NESTED)
    return above, name


def owner_path(owner: str) -> str:
    """The path of a folder, or of a view that holds views."""
    return url_path(*parent_view(owner)) if is_nested(owner) else names.url_path(owner)


def url_path(owner: str, name: str) -> str:
    """``job/team/view/top/view/v/`` (no leading slash, a trailing one)."""
    folder, *above = owner.split(_NESTED)
    return names.url_path(folder) + "".join(f"view/{names.url_segment(each)}/" for each in (*above, name))


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
