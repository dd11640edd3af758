"""Commands on jobs and folders: create, configure, copy, rename, move, enable, delete.

Every command is one transaction; the functions that take a connection run inside the caller's. The stored XML is what
was posted. An item's folder on disk follows its row.
"""

from __future__ import annotations

import logging
import sqlite3

from igor import configxml
from igor.configxml import folder_credentials
from igor.controller import credentials, definitions, item_rows, job_files, matrix_items, references
from igor.controller.context import Controller
from igor.controller.definitions import Definition
from igor.controller.item_rows import no_such_item, row_of
from igor.model import names
from igor.model.errors import Conflict, Invalid, NotFound
from igor.model.job import JobDefinition
from igor.model.matrix import CONFIGURATION
from igor.storage import queries
from igor.storage.records import ItemRow

_SQL = queries.load("item")
_BUILD = queries.load("build")
_QUEUE = queries.load("queue")
_log = logging.getLogger(__name__)

FOLDER_CLASS = "com.cloudbees.hudson.plugins.folder.Folder"


def find_item(controller: Controller, full_name: str) -> ItemRow:
    """The item, whatever the case of its letters.

    Raises:
        NotFound: no such item.
    """
    with controller.store.read() as connection:
        return row_of(connection, full_name)


def get_config(controller: Controller, full_name: str) -> str:
    """The ``config.xml`` as posted."""
    return find_item(controller, full_name).config_xml


def list_items(controller: Controller, parent: str = "") -> list[ItemRow]:
    """The items directly in a folder (empty: the root), by name.

    Raises:
        NotFound: no such folder.
    """
    with controller.store.read() as connection:
        rows = item_rows.children(connection, parent)
        if not rows and parent and not row_of(connection, parent).is_folder:
            raise NotFound(f"“{parent}” is not a folder")
        return rows


def all_items(controller: Controller) -> list[ItemRow]:
    """Every job and folder, by full name."""
    with controller.store.read() as connection:
        return item_rows.all_rows(connection)


def create_item(controller: Controller, full_name: str, xml: str, *, by: str, seed: str | None = None) -> ItemRow:
    """Create a job or folder from its XML.

    Raises:
        Invalid: a bad name, a name in use, XML that cannot be read.
        NotFound: no such parent folder.
    """
    with controller.store.read() as connection:
        place = item_rows.vacant_place(connection, full_name)
    xml, found = folder_credentials.take_out(xml)
    definition = definitions.checked(xml, place)
    matrix_items.refuse(definition)
    now_ms = controller.now_ms()

    def work(connection: sqlite3.Connection) -> ItemRow:
        row = insert_item(connection, full_name, xml, definition, now_ms=now_ms, seed=seed)
        credentials.absorb(connection, controller.secret_box, row, found, now_ms=now_ms)
        return row

    created = controller.store.write(work)
    job_files.discard(controller.home, created.full_name)
    _log.info("%s created %s", by, created.full_name)
    return created


def create_folder(controller: Controller, full_name: str, *, by: str, seed: str | None = None) -> ItemRow:
    """Create an empty folder."""
    return create_item(controller, full_name, configxml.default_config(FOLDER_CLASS), by=by, seed=seed)


def copy_item(controller: Controller, source: str, target: str, *, by: str) -> ItemRow:
    """Create ``target`` with the configuration of ``source`` (folders with their content); builds are not copied.

    Raises:
        Invalid: no such source, a bad target name or one in use, a folder into itself.
    """
    now_ms = controller.now_ms()

    def work(connection: sqlite3.Connection) -> ItemRow:
        original = item_rows.find_row(connection, source)
        if original is None:
            raise Invalid(f"No such job: {source}")
        place = item_rows.vacant_place(connection, target)
        if item_rows.is_within(place, original.full_name):
            raise Invalid(f"“{original.full_name}” cannot be copied into itself")
        for row in item_rows.subtree(connection, original.full_name):
            if row.class_name == CONFIGURATION:
                continue
            full_name = place + row.full_name[len(original.full_name) :]
            insert_item(connection, full_name, row.config_xml, definitions.parse(row.config_xml), now_ms=now_ms)
        return row_of(connection, place)

    created = controller.store.write(work)
    job_files.discard(controller.home, created.full_name)
    _log.info("%s copied %s to %s", by, source, created.full_name)
    return created


def update_config(controller: Controller, full_name: str, xml: str, *, by: str) -> ItemRow:
    """Replace an item's XML; builds, queue and build numbers stay.

    Raises:
        Invalid: XML that cannot be read, or of another type.
        NotFound: no such item.
    """
    xml, found = folder_credentials.take_out(xml)
    definition = definitions.checked(xml, find_item(controller, full_name).full_name)
    matrix_items.refuse(definition)
    now_ms = controller.now_ms()

    def work(connection: sqlite3.Connection) -> ItemRow:
        row = replace_config(connection, row_of(connection, full_name), xml, definition, now_ms=now_ms)
        credentials.absorb(connection, controller.secret_box, row, found, now_ms=now_ms)
        return row

    row = controller.store.write(work)
    _log.info("%s configured %s", by, row.full_name)
    return row


def set_enabled(controller: Controller, full_name: str, enabled: bool, *, by: str) -> ItemRow:
    """Enable or disable a job (``<disabled>`` in its XML); disabling cancels its queue items.

    Raises:
        NotFound: no such job; folders have no such switch.
    """
    now_ms = controller.now_ms()

    def work(connection: sqlite3.Connection) -> ItemRow:
        row = row_of(connection, full_name)
        definitions.job_of(row)
        return set_disabled(connection, row, not enabled, now_ms=now_ms)

    row = controller.store.write(work)
    _log.info("%s %s %s", by, "enabled" if enabled else "disabled", row.full_name)
    return row


def set_description(controller: Controller, full_name: str, description: str, *, by: str) -> ItemRow:
    """Set ``<description>`` in the item's XML."""
    now_ms = controller.now_ms()

    def work(connection: sqlite3.Connection) -> ItemRow:
        row = row_of(connection, full_name)
        xml = configxml.set_description(row.config_xml, description)
        return replace_config(connection, row, xml, definitions.parse(xml), now_ms=now_ms)

    row = controller.store.write(work)
    _log.info("%s described %s", by, row.full_name)
    return row


def set_next_build_number(controller: Controller, full_name: str, number: int, *, by: str) -> bool:
    """Raise the next build's number; False, and nothing changed, when it is lower than the next one.

    Raises:
        NotFound: no such job.
    """

    def work(connection: sqlite3.Connection) -> bool:
        row = row_of(connection, full_name)
        definitions.job_of(row)
        values = {"id": row.id, "number": number}
        return connection.execute(_SQL["set_next_build_number"], values).rowcount == 1

    changed = controller.store.write(work)
    _log.info("%s set the next build number of %s to %d: %s", by, full_name, number, changed)
    return changed


def rename_item(controller: Controller, full_name: str, new_name: str, *, by: str) -> ItemRow:
    """Give an item another name in the same folder; its builds come along.

    Raises:
        Invalid: a bad name, the present one, one in use, or a build runs.
        NotFound: no such item.
    """
    row = find_item(controller, full_name)
    new_name = names.check_good_name(new_name)
    if new_name == row.name:
        raise Invalid("The new name is the same as the current name.")
    return _relocate(controller, row.full_name, names.join(row.parent, new_name), by)


def move_item(controller: Controller, full_name: str, destination: str, *, by: str) -> ItemRow:
    """Move an item into another folder (empty: the root).

    Raises:
        Invalid: into itself, where it is already, a name in use there, or a build runs.
        NotFound: no such item or folder.
    """
    row = find_item(controller, full_name)
    target = names.join(destination.strip("/"), row.name)
    if target.casefold() == row.full_name.casefold():
        raise Invalid(f"“{row.full_name}” is in that folder already")
    return _relocate(controller, row.full_name, target, by)


def delete_item(controller: Controller, full_name: str, *, by: str) -> None:
    """Delete an item, a folder with its content: rows, builds, logs; queue items are cancelled.

    Builds that run are asked to stop, and nothing is deleted while they do: call again.

    Raises:
        Conflict: builds still run.
        NotFound: no such item.
    """
    now_ms = controller.now_ms()

    def work(connection: sqlite3.Connection) -> tuple[str, list[str]]:
        row = row_of(connection, full_name)
        return row.full_name, remove_item(connection, row, by=by, now_ms=now_ms)

    deleted, running = controller.store.write(work)
    if running:
        raise Conflict(
            f"{deleted} is not deleted yet: {', '.join(running)} still running",
            hint="the builds have been asked to stop; try again in a few seconds",
        )
    job_files.discard(controller.home, deleted)
    _log.info("%s deleted %s", by, deleted)


def insert_item(
    connection: sqlite3.Connection,
    full_name: str,
    xml: str,
    definition: Definition,
    *,
    now_ms: int,
    seed: str | None = None,
) -> ItemRow:
    """Insert a checked definition's row; same errors as ``create_item``."""
    place = item_rows.vacant_place(connection, full_name)
    is_job = isinstance(definition, JobDefinition)
    values = {
        "full_name": place,
        "parent": names.split(place)[0],
        "kind": "job" if is_job else "folder",
        "class_name": definition.class_name,
        "config_xml": xml,
        "disabled": isinstance(definition, JobDefinition) and definition.disabled,
        "seed": seed,
        "now_ms": now_ms,
    }
    connection.execute(_SQL["insert"], values)
    row = row_of(connection, place)
    matrix_items.follow(connection, row, definition, now_ms=now_ms)
    return row


def replace_config(
    connection: sqlite3.Connection, row: ItemRow, xml: str, definition: Definition, *, now_ms: int
) -> ItemRow:
    """Store another XML of the same type; disabling this way cancels queue items too.

    Raises:
        Invalid: the type differs.
    """
    if definition.class_name != row.class_name:
        raise Invalid(
            f"Type of item “{row.full_name}” does not match existing type, item type can not be changed",
            hint=f"it is {row.class_name}, the XML is {definition.class_name}; delete the item first",
        )
    disabled = isinstance(definition, JobDefinition) and definition.disabled
    values = {"id": row.id, "config_xml": xml, "disabled": disabled, "now_ms": now_ms}
    connection.execute(_SQL["update_config"], values)
    if disabled:
        connection.execute(_QUEUE["cancel_of_job"], {"item_id": row.id, "now_ms": now_ms})
    changed = row_of(connection, row.full_name)
    matrix_items.follow(connection, changed, definition, now_ms=now_ms)
    return changed


def set_disabled(connection: sqlite3.Connection, row: ItemRow, disabled: bool, *, now_ms: int) -> ItemRow:
    """Write ``<disabled>``; nothing is written when it says so already."""
    if row.disabled == disabled:
        return row
    xml = configxml.set_disabled(row.config_xml, disabled)
    return replace_config(connection, row, xml, definitions.parse(xml), now_ms=now_ms)


def remove_item(connection: sqlite3.Connection, row: ItemRow, *, by: str, now_ms: int) -> list[str]:
    """Delete the rows of an item and its content, or, while builds run, stop those; the running ones (``app #3``)."""
    rows = item_rows.subtree(connection, row.full_name)
    for each in rows:
        connection.execute(_QUEUE["cancel_of_job"], {"item_id": each.id, "now_ms": now_ms})
        connection.execute(_BUILD["request_stop_of_job"], {"item_id": each.id, "by": by, "now_ms": now_ms})
    running = [
        f"{each.full_name} #{build['number']}"
        for each in rows
        for build in connection.execute(_BUILD["running_of_job"], {"item_id": each.id})
    ]
    if not running:
        for each in rows:
            item_rows.delete(connection, each)
    return running


def _relocate(controller: Controller, old: str, new: str, by: str) -> ItemRow:
    now_ms = controller.now_ms()

    def work(connection: sqlite3.Connection) -> ItemRow:
        row = item_rows.find_row(connection, old)
        if row is None:
            raise no_such_item(old)
        target = item_rows.free_place(connection, new, but=row)
        if item_rows.is_within(target, row.full_name) and target.casefold() != row.full_name.casefold():
            raise Invalid(f"“{row.full_name}” cannot be moved into itself")
        rows = item_rows.subtree(connection, row.full_name)
        if busy := [each.full_name for each in rows if each.is_running]:
            raise Invalid(f"Unable to rename {row.full_name}: a build of {busy[0]} is running", hint="stop it first")
        moved = {each.full_name: target + each.full_name[len(row.full_name) :] for each in rows}
        for each in rows:
            item_rows.relocate(connection, each, moved[each.full_name], now_ms=now_ms)
        references.follow(connection, moved, now_ms=now_ms)
        job_files.move(controller.home, row.full_name, target)
        return row_of(connection, target)

    moved = controller.store.write(work)
    _log.info("%s renamed %s to %s", by, old, moved.full_name)
    return moved
