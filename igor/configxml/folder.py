"""Folders, and the computed folders (multibranch, organization) whose sources nobody scans.

Source: com.cloudbees.hudson.plugins.folder.Folder's XML.
"""

from __future__ import annotations

from igor.configxml.authorization import FOLDER_PROPERTY
from igor.configxml.classes import FOLDER, VIEW_CLASSES, class_of
from igor.configxml.cursor import Cursor, Element, child_text, tag
from igor.configxml.view import read_view_element
from igor.model.view import FolderDefinition

_READ = frozenset({"description", "displayName", "folderViews", "views", "primaryView"})

#: Held by every folder that Job DSL or Jenkins writes; nothing of it changes what a folder does.
_HARMLESS = {
    "actions": frozenset({""}),
    "icon": frozenset(
        {"com.cloudbees.hudson.plugins.folder.icons.StockFolderIcon", "jenkins.branch.MetadataActionFolderIcon"}
    ),
    "healthMetrics": frozenset({"*"}),
    "triggers": frozenset({""}),
    "viewsTabBar": frozenset({"hudson.views.DefaultViewsTabBar"}),
}


def read_folder(cursor: Cursor, root: Element, class_name: str) -> FolderDefinition:
    consequence = "Igor does not act on it" if class_name == FOLDER else "its repositories are not scanned for jobs"
    ignored = {name: lambda element: None for name in _READ} | {
        "properties": lambda element: _properties(cursor, element)
    }
    cursor.dispatch(root, ignored, harmless=_HARMLESS, consequence=consequence)
    views = tuple(read_view_element(cursor, element) for element in _view_elements(root))
    return FolderDefinition(
        class_name=class_name,
        description=child_text(root, "description") or None,
        display_name=child_text(root, "displayName") or None,
        views=views,
        primary_view=child_text(root, "folderViews/primaryView") or child_text(root, "primaryView") or None,
        unsupported=tuple(cursor.unsupported),
    )


def _properties(cursor: Cursor, element: Element) -> None:
    cursor.dispatch(
        element,
        {FOLDER_PROPERTY: lambda _: None},
        consequence="the folder's property is kept and not acted on",
        repeatable=True,
    )


def _view_elements(root: Element) -> list[Element]:
    """In ``folderViews``, or (old folders, Jenkins Job Builder) below the root."""
    return [
        element
        for element in [*root.iterfind("folderViews/views/*"), *root.iterfind("views/*")]
        if class_of(tag(element)) in VIEW_CLASSES
    ]
