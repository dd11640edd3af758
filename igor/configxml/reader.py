"""``config.xml`` → definition, by the root element's class."""

from __future__ import annotations

from igor.configxml.classes import FOLDER_CLASSES, JOB_CLASSES, VIEW_CLASSES, class_of
from igor.configxml.cursor import Cursor, tag
from igor.configxml.folder import read_folder
from igor.configxml.job import read_job_element
from igor.configxml.source import parse
from igor.configxml.view import read_view_element
from igor.model.job import JobDefinition
from igor.model.view import FolderDefinition, ViewDefinition


def read_item(xml: str, *, source: str = "config.xml") -> JobDefinition | FolderDefinition:
    """Read a job's or a folder's XML.

    Args:
        source: how errors name the text.

    Raises:
        InvalidSource: not well-formed, not an item, or an element whose value cannot be right.
    """
    root = parse(xml, source)
    cursor, class_name = Cursor(xml, source), class_of(tag(root))
    if class_name in JOB_CLASSES:
        return read_job_element(cursor, root, class_name)
    if class_name in FOLDER_CLASSES:
        return read_folder(cursor, root, class_name)
    raise cursor.error(root, f"<{tag(root)}> is not a job or folder that is known", hint=_item_hint(class_name))


def read_view(xml: str, *, source: str = "view config.xml") -> ViewDefinition:
    """Read a view's XML.

    Raises:
        InvalidSource: as ``read_item``.
    """
    root = parse(xml, source)
    cursor, class_name = Cursor(xml, source), class_of(tag(root))
    if class_name in VIEW_CLASSES:
        return read_view_element(cursor, root)
    raise cursor.error(root, f"<{tag(root)}> is not a view that is known", hint="such as <hudson.model.ListView>")


def _item_hint(class_name: str) -> str:
    if class_name in VIEW_CLASSES:
        return "this is a view: create it with createView"
    return "the root is <project>, <flow-definition> or <com.cloudbees.hudson.plugins.folder.Folder>"
