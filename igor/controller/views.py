"""Views: named filters over the items of the root or a folder.

Every owner has its AllView without a row: ``all`` at the root, ``All`` in folders, always first and never deleted.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Callable

from igor import configxml
from igor.controller import item_rows, xml_meaning
from igor.controller.context import Controller
from igor.model import names
from igor.model.errors import Invalid, NotFound
from igor.model.matrix import CONFIGURATION
from igor.model.view import NESTED_VIEW, ViewDefinition, folder_of, is_nested, nested_owner, parent_view
from igor.storage import queries
from igor.storage.records import ItemRow, ViewRow, view_from_row

_SQL = queries.load("view")
_log = logging.getLogger(__name__)

ALL_VIEW = "hudson.model.AllView"
LIST_VIEW = "hudson.model.ListView"
#: All items that the one who looks may configure.
MY_VIEW = "hudson.model.MyView"


def list_views(controller: Controller, owner: str = "") -> list[ViewRow]:
    """The views of a folder (empty: the root): its AllView, then the others by name; or those below a nested view.

    Raises:
        NotFound: no such folder.
    """
    with controller.store.read() as connection:
        owner = _owner_of(connection, owner)
        rows = [view_from_row(row) for row in connection.execute(_SQL["of_owner"], {"owner": owner})]
    return rows if is_nested(owner) else [all_view(owner), *rows]


def all_view(owner: str) -> ViewRow:
    """The view that every owner has."""
    return ViewRow(owner, "All" if owner else "all", ALL_VIEW, configxml.default_config(ALL_VIEW))


def find_view(controller: Controller, owner: str, name: str) -> ViewRow:
    """A view by name in any case.

    Raises:
        NotFound: no such view or folder.
    """
    with controller.store.read() as connection:
        return view_of(connection, _owner_of(connection, owner), name)


def create_view(controller: Controller, owner: str, name: str, xml: str, *, by: str) -> ViewRow:
    """Create a view from its XML.

    Raises:
        Invalid: a bad name, a name in use, XML or a regular expression that cannot be read.
        NotFound: no such folder.
    """
    now_ms = controller.now_ms()
    name = names.check_good_name(name)
    with controller.store.read() as connection:
        vacant_name(connection, _owner_of(connection, owner), name)
    definition = read_definition(xml)

    def work(connection: sqlite3.Connection) -> ViewRow:
        return insert_view(connection, owner, name, xml, definition, now_ms=now_ms)

    created = controller.store.write(work)
    _log.info("%s created view %s of %s", by, created.name, owner or "the root")
    return created


def update_view(controller: Controller, owner: str, name: str, xml: str, *, by: str) -> ViewRow:
    """Replace a view's XML; its name stays, whatever the XML says.

    Raises:
        Invalid: XML that cannot be read or of another type, or the AllView.
        NotFound: no such view or folder.
    """
    definition = read_definition(xml)

    def change(row: ViewRow) -> str:
        if definition.class_name != row.class_name:
            raise Invalid(f"view “{row.name}” is a {row.class_name}, its type cannot be changed")
        return xml

    row = _rewrite(controller, owner, name, change)
    _log.info("%s configured view %s", by, row.name)
    return row


def set_description(controller: Controller, owner: str, name: str, description: str) -> ViewRow:
    """Set the description in the view's XML."""
    return _rewrite(controller, owner, name, lambda row: configxml.set_description(row.config_xml, description))


def delete_view(controller: Controller, owner: str, name: str, *, by: str) -> None:
    """Delete a view; its items stay.

    Raises:
        Invalid: the AllView.
        NotFound: no such view or folder.
    """

    def work(connection: sqlite3.Connection) -> None:
        row = view_of(connection, _owner_of(connection, owner), name)
        _refuse_all_view(row, "deleted")
        connection.execute(_SQL["delete"], {"owner": row.owner, "name": row.name})
        connection.execute(_SQL["delete_of_owner"], {"owner": nested_owner(row.owner, row.name)})

    controller.store.write(work)
    _log.info("%s deleted view %s", by, name)


def add_job(controller: Controller, owner: str, name: str, job: str) -> ViewRow:
    """Add a job (a name relative to the owner) to a list view; one that is there already changes nothing.

    Raises:
        Invalid: no such job, or not a list view.
        NotFound: no such view or folder.
    """
    with controller.store.read() as connection:
        found = item_rows.find_row(connection, names.join(folder_of(owner), job))
    if found is None:
        raise Invalid(f"No such job: {job}")
    relative = _relative(found.full_name, folder_of(owner))
    return _rewrite(controller, owner, name, lambda row: configxml.add_job_name(_list_view(row), relative))


def remove_job(controller: Controller, owner: str, name: str, job: str) -> ViewRow:
    """Take a job out of a list view; one that is not there changes nothing."""
    return _rewrite(controller, owner, name, lambda row: configxml.remove_job_name(_list_view(row), job))


def view_jobs(controller: Controller, view: ViewRow) -> list[ItemRow]:
    """The items that a view shows, by full name. Source: hudson.model.ListView.getItems."""
    with controller.store.read() as connection:
        if view.class_name in (ALL_VIEW, MY_VIEW):
            return item_rows.children(connection, folder_of(view.owner))
        definition = read_definition(view.config_xml)
        rows = _candidates(connection, folder_of(view.owner), definition)
    return select(definition, folder_of(view.owner), rows)


def select(definition: ViewDefinition, owner: str, rows: list[ItemRow]) -> list[ItemRow]:
    """Those of an owner's items that the view names or whose relative name its expression matches."""
    wanted = {name.casefold() for name in definition.job_names}
    pattern = re.compile(definition.include_regex) if definition.include_regex else None

    def shows(row: ItemRow) -> bool:
        relative = _relative(row.full_name, owner)
        named = relative.casefold() in wanted or bool(pattern and pattern.fullmatch(relative))
        return named and definition.status_filter in (None, not row.disabled)

    return [row for row in rows if shows(row)]


def read_definition(xml: str) -> ViewDefinition:
    """The definition in a view's XML.

    Raises:
        InvalidSource: as ``configxml.read_view``.
        Invalid: its regular expression cannot be compiled.
    """
    definition = configxml.read_view(xml)
    try:
        re.compile(definition.include_regex or "")
    except re.error as error:
        raise Invalid(f"the view's includeRegex is wrong: {error}: {definition.include_regex}") from error
    return definition


def view_of(connection: sqlite3.Connection, owner: str, name: str) -> ViewRow:
    """A view within a transaction; the owner's name as stored.

    Raises:
        NotFound: no such view.
    """
    row = connection.execute(_SQL["find"], {"owner": owner, "name": name}).fetchone()
    if row:
        return view_from_row(row)
    if name.casefold() == "all" and not is_nested(owner):
        return all_view(owner)
    raise NotFound(f"there is no view “{name}” in {owner or 'the root'}")


def vacant_name(connection: sqlite3.Connection, owner: str, name: str) -> None:
    """Check that no view has the name.

    Raises:
        Invalid: one has.
    """
    taken = connection.execute(_SQL["find"], {"owner": owner, "name": name}).fetchone()
    if taken or (name.casefold() == "all" and not is_nested(owner)):
        raise Invalid(f'A view already exists with the name "{name}"', hint="choose another name")


def _relative(full_name: str, folder: str) -> str:
    return full_name[len(folder) + 1 :] if folder else full_name


def _owner_of(connection: sqlite3.Connection, owner: str) -> str:
    """An owner as it is stored. Raises NotFound: no such folder, or no such view that holds views."""
    if not is_nested(owner):
        return item_rows.require_folder(connection, owner)
    above, name = parent_view(owner)
    row = view_of(connection, _owner_of(connection, above), name)
    if row.class_name != NESTED_VIEW:
        raise NotFound(f"view “{row.name}” holds no views")
    return nested_owner(row.owner, row.name)


def insert_view(
    connection: sqlite3.Connection,
    owner: str,
    name: str,
    xml: str,
    definition: ViewDefinition,
    *,
    now_ms: int,
    seed: str | None = None,
) -> ViewRow:
    """Insert a checked definition's row; same errors as ``create_view``."""
    owner = _owner_of(connection, owner)
    vacant_name(connection, owner, name)
    values = {
        "owner": owner,
        "name": name,
        "class_name": definition.class_name,
        "config_xml": xml,
        "seed": seed,
        "now_ms": now_ms,
    }
    connection.execute(_SQL["insert"], values)
    return view_of(connection, owner, name)


def _rewrite(controller: Controller, owner: str, name: str, change: Callable[[ViewRow], str]) -> ViewRow:
    """Store what ``change`` makes of the view's XML; a text that means the same is not written."""

    def work(connection: sqlite3.Connection) -> ViewRow:
        row = view_of(connection, _owner_of(connection, owner), name)
        _refuse_all_view(row, "changed")
        xml = change(row)
        if not xml_meaning.same(xml, row.config_xml):
            replace_view(connection, row, xml, row.class_name)
        return view_of(connection, row.owner, row.name)

    return controller.store.write(work)


def replace_view(connection: sqlite3.Connection, row: ViewRow, xml: str, class_name: str) -> None:
    """Store another XML."""
    values = {"owner": row.owner, "name": row.name, "class_name": class_name, "config_xml": xml}
    connection.execute(_SQL["update"], values)


def _refuse_all_view(row: ViewRow, verb: str) -> None:
    if row.class_name == ALL_VIEW and row.name.casefold() == "all":
        raise Invalid(f"the primary view “{row.name}” cannot be {verb}")


def _list_view(row: ViewRow) -> str:
    if row.class_name != LIST_VIEW:
        raise Invalid(f"view “{row.name}” is no list view: its items follow from its type")
    return row.config_xml


def _candidates(connection: sqlite3.Connection, owner: str, definition: ViewDefinition) -> list[ItemRow]:
    if not definition.recurse:
        return item_rows.children(connection, owner)
    rows = item_rows.subtree(connection, owner) if owner else item_rows.all_rows(connection)
    return [row for row in rows if row.full_name != owner and row.class_name != CONFIGURATION]
