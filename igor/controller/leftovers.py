"""Files follow rows, and a crash may come between the two: what is left is put right here, within a transaction that
holds off every other writer.

Files of deleted items and builds are listed in table ``leftover`` by the transaction that deletes them. A folder that
is moved before its rows are is noted in ``moves/`` first: whichever of its names the store knows is the right one.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from igor.controller import item_rows, job_files
from igor.model.home import Home
from igor.storage import queries

log = logging.getLogger(__name__)
_SQL = queries.load("leftover")


def set_aside(home: Home, connection: sqlite3.Connection) -> None:
    """At start: put the files of what is deleted into the trash. Names that were given anew since are left alone."""
    for row in connection.execute(_SQL["all"]).fetchall():
        full_name, number = row["full_name"], row["number"]
        if connection.execute(_SQL["is_used"], {"full_name": full_name, "number": number}).fetchone() is None:
            folder = home.build_folder(full_name, number) if number else home.job_folder(full_name)
            if job_files.set_aside(home, folder) is not None:
                log.info("what was left of %s %s is removed", full_name, f"#{number}" if number else "")
    connection.execute(_SQL["forget_all"])


def forget(connection: sqlite3.Connection, gone: Iterable[tuple[str, int]]) -> None:
    """The files of these items (number 0) and builds are removed."""
    connection.executemany(_SQL["forget"], [{"full_name": name, "number": number} for name, number in gone])


def settle_moves(home: Home, connection: sqlite3.Connection) -> None:
    """Bring folders whose move was cut off, or undone with its transaction, to where their rows are."""
    for note in job_files.noted_moves(home):
        old, new = _names(note)
        if old and _is_item(connection, old) != _is_item(connection, new):
            right, wrong = (new, old) if _is_item(connection, new) else (old, new)
            if home.job_folder(wrong).exists() and not home.job_folder(right).exists():
                log.warning("the folder of %s was found under the name %s and is moved back", right, wrong)
                job_files.move_folder(home, wrong, right)
        note.unlink()


def _names(note: Path) -> tuple[str, str]:
    """Old and new name; empty of a note that was torn, before whose end nothing was moved."""
    try:
        old, new = json.loads(note.read_text())
    except ValueError:
        return "", ""
    return old, new


def _is_item(connection: sqlite3.Connection, full_name: str) -> bool:
    row = item_rows.find_row(connection, full_name)
    return row is not None and row.full_name == full_name
