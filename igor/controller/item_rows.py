"""Rows of items inside a transaction: finding them, checking names and places, keeping what hangs on a name."""

from __future__ import annotations

import sqlite3

from igor.model import names
from igor.model.errors import Invalid, NotFound
from igor.storage import queries
from igor.storage.records import ItemRow, item_from_row

_SQL = queries.load("item")
_VIEW = queries.load("view")


def find_row(connection: sqlite3.Connection, full_name: str) -> ItemRow | None:
    """The item with this name in any case, or None."""
    row = connection.execute(_SQL["find"], {"full_name": full_name.strip("/")}).fetchone()
    return item_from_row(row) if row else None


def row_of(connection: sqlite3.Connection, full_name: str) -> ItemRow:
    """The item.

    Raises:
        NotFound: no such item.
    """
    if row := find_row(connection, full_name):
        return row
    raise no_such_item(full_name)


def no_such_item(full_name: str) -> NotFound:
    """The error for a name that leads nowhere."""
    return NotFound(f"No such job: {full_name}", hint="`igor jobs` lists what there is")


def row_by_id(connection: sqlite3.Connection, item_id: int) -> ItemRow | None:
    """The item with this number, or None."""
    row = connection.execute(_SQL["find_by_id"], {"id": item_id}).fetchone()
    return item_from_row(row) if row else None


def children(connection: sqlite3.Connection, parent: str) -> list[ItemRow]:
    """The items directly in a folder, by name."""
    return [item_from_row(row) for row in connection.execute(_SQL["children"], {"parent": parent.strip("/")})]


def subtree(connection: sqlite3.Connection, full_name: str) -> list[ItemRow]:
    """The item and everything below it, parents first."""
    return [item_from_row(row) for row in connection.execute(_SQL["subtree"], {"full_name": full_name})]


def all_rows(connection: sqlite3.Connection) -> list[ItemRow]:
    """Every item, by full name."""
    return [item_from_row(row) for row in connection.execute(_SQL["all"])]


def vacant_place(connection: sqlite3.Connection, full_name: str) -> str:
    """The full name that a new item gets: checked, its parent spelled as it is stored.

    Raises:
        Invalid: a bad name, a name in use, a parent that is no folder.
        NotFound: no such parent.
    """
    place = _place(connection, full_name)
    if taken := find_row(connection, place):
        raise Invalid(f"A job already exists with the name ‘{taken.name}’", hint="choose another name")
    return place


def free_place(connection: sqlite3.Connection, full_name: str, *, but: ItemRow) -> str:
    """As ``vacant_place``, for an item that moves: its own name counts as free.

    Raises:
        Invalid, NotFound: as ``vacant_place``.
    """
    place = _place(connection, full_name)
    taken = find_row(connection, place)
    if taken and taken.id != but.id:
        raise Invalid(f"The name “{taken.name}” is already in use.", hint="choose another name")
    return place


def is_within(full_name: str, folder: str) -> bool:
    """Whether the name is the folder or lies below it."""
    return f"{full_name}/".casefold().startswith(f"{folder}/".casefold())


def relocate(connection: sqlite3.Connection, row: ItemRow, full_name: str, *, now_ms: int) -> None:
    """Give a row another full name; views follow, seeds keep what is theirs, generated records forget the old name."""
    values = {"id": row.id, "full_name": full_name, "parent": names.split(full_name)[0], "now_ms": now_ms}
    connection.execute(_SQL["move"], values)
    change = {"old": row.full_name, "new": full_name}
    connection.execute(_VIEW["change_owner"], change)
    connection.execute(_SQL["rename_seed"], change)
    connection.execute(_SQL["rename_view_seed"], change)
    connection.execute(_SQL["rename_config_file_seed"], change)
    connection.execute(_SQL["forget_generated"], {"full_name": row.full_name})


def delete(connection: sqlite3.Connection, row: ItemRow) -> None:
    """Delete a row with its builds, queue items, views; what it generated as a seed keeps its name: orphans now."""
    connection.execute(_SQL["forget_generated"], {"full_name": row.full_name})
    connection.execute(_VIEW["delete_of_owner"], {"owner": row.full_name})
    connection.execute(_SQL["delete"], {"id": row.id})


def require_folder(connection: sqlite3.Connection, full_name: str) -> str:
    """The folder's name as stored; empty for the root.

    Raises:
        NotFound: no such item.
        Invalid: it is a job.
    """
    if not full_name:
        return ""
    row = row_of(connection, full_name)
    if not row.is_folder:
        raise Invalid(f"“{row.full_name}” is a job, not a folder", hint="items live in folders")
    return row.full_name


def _place(connection: sqlite3.Connection, full_name: str) -> str:
    parent, name = names.split(full_name.strip("/"))
    return names.join(require_folder(connection, parent), names.check_good_name(name))
