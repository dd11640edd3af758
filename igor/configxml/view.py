"""Views: list views in full, the others by class and common fields. Source: hudson.model.ListView's fields."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from igor.configxml.classes import ALL_VIEW, LIST_VIEW, class_of
from igor.configxml.cursor import Cursor, Element, optional_text, tag, text_of, texts
from igor.model.view import ViewDefinition

_HARMLESS = {
    "owner": frozenset({"*"}),
    "properties": frozenset({"hudson.model.View$PropertyList"}),
    "jobFilters": frozenset({""}),
}


def read_view_element(cursor: Cursor, root: Element) -> ViewDefinition:
    """A view, alone or inside a folder."""
    already = len(cursor.unsupported)
    fields: dict[str, Any] = {}

    def store(name: str, element: Element) -> None:
        fields[name] = _READERS[name](cursor, element)

    class_name = class_of(tag(root))
    cursor.dispatch(
        root,
        {element: partial(store, name) for element, name in _ELEMENTS.items()},
        harmless=_HARMLESS,
        consequence="it does not change what the view shows",
    )
    if class_name not in (LIST_VIEW, ALL_VIEW):
        cursor.report(root, "it is shown as a list view")
    unsupported = tuple(cursor.unsupported[already:])
    return ViewDefinition(class_name=class_name, unsupported=unsupported, **fields)


def _job_names(cursor: Cursor, element: Element) -> tuple[str, ...]:
    return texts(element.findall("string"))


def _columns(cursor: Cursor, element: Element) -> tuple[str, ...]:
    return tuple(class_of(tag(column)) for column in element)


def _regex(cursor: Cursor, element: Element) -> str | None:
    text = text_of(element)
    try:
        re.compile(text)
    except re.error as error:
        raise cursor.error(element, f"“{text}” is not a regular expression: {error}") from error
    return text or None


def _text(cursor: Cursor, element: Element) -> str | None:
    return optional_text(element)


_ELEMENTS = {
    "name": "name",
    "description": "description",
    "jobNames": "job_names",
    "includeRegex": "include_regex",
    "recurse": "recurse",
    "statusFilter": "status_filter",
    "columns": "columns",
    "filterQueue": "filter_queue",
    "filterExecutors": "filter_executors",
}

_READERS = {
    "name": _text,
    "description": _text,
    "job_names": _job_names,
    "include_regex": _regex,
    "recurse": Cursor.boolean,
    "status_filter": Cursor.boolean,
    "columns": _columns,
    "filter_queue": Cursor.boolean,
    "filter_executors": Cursor.boolean,
}
