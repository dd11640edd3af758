"""What views export. Source: hudson.model.View, ListView, AllView."""

from __future__ import annotations

from functools import lru_cache

from igor.api.beans import items
from igor.api.beans.reader import Reader
from igor.api.export import Bean, BeanType, Listing, Property
from igor.controller import views
from igor.controller.rows import ViewRow
from igor.model.view import NESTED_VIEW, folder_of, nested_owner


class ViewValue:
    """A view; ``is_nested``: written inside its owner, where the primary view's URL is the owner's own."""

    __slots__ = ("is_nested", "reader", "row")

    def __init__(self, reader: Reader, row: ViewRow, is_nested: bool) -> None:
        self.reader = reader
        self.row = row
        self.is_nested = is_nested

    @property
    def url(self) -> str:
        if self.is_nested and self.row.class_name == views.ALL_VIEW:
            return self.reader.item_url(folder_of(self.row.owner))
        return self.reader.view_url(self.row.owner, self.row.name)

    @property
    def below(self) -> str:
        """The owner of the views that this one holds."""
        return nested_owner(self.row.owner, self.row.name)

    @property
    def description(self) -> str | None:
        return views.read_definition(self.row.config_xml).description

    def jobs(self) -> list[Bean] | Listing:
        if self.row.class_name == views.ALL_VIEW:
            return items.item_listing(self.reader, folder_of(self.row.owner))
        return items.item_beans(self.reader, views.view_jobs(self.reader.controller, self.row))


_VIEW = BeanType(
    "hudson.model.View",
    [
        Property("description", lambda value: value.description),
        Property("jobs", lambda value: value.jobs()),
        Property("name", lambda value: value.row.name, 2),
        Property("property", lambda value: [], inline=True),
        Property("url", lambda value: value.url, 2),
    ],
)
_VIEWS_BELOW = Property("views", lambda value: view_beans(value.reader, value.below))


@lru_cache
def _type(class_name: str) -> BeanType:
    return BeanType(class_name, [_VIEWS_BELOW] if class_name == NESTED_VIEW else [], extends=_VIEW)


def view_bean(reader: Reader, row: ViewRow, *, is_nested: bool = False) -> Bean:
    """A view in the class of its XML."""
    return Bean(_type(row.class_name), ViewValue(reader, row, is_nested))


def view_beans(reader: Reader, owner: str) -> list[Bean]:
    """The views of a folder (empty: the root)."""
    return [view_bean(reader, row, is_nested=True) for row in views.list_views(reader.controller, owner)]


def primary_view_bean(reader: Reader, owner: str) -> Bean:
    """The view that a folder opens with: the one of all items."""
    return view_bean(reader, views.all_view(owner), is_nested=True)
