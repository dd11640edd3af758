"""Promotion processes of jobs, as clients keep them. Igor promotes nothing: a downstream job does what a promotion did.

Source: hudson.plugins.promoted_builds.JobPropertyImpl#doCreateProcess.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from igor.controller.context import Controller
from igor.controller.rows import ItemRow
from igor.model import names
from igor.model.errors import Invalid, NotFound
from igor.storage import queries

_SQL = queries.load("promotion")


class Process(NamedTuple):
    """A process and its XML as it was posted."""

    name: str
    config_xml: str


def list_all(controller: Controller, row: ItemRow) -> list[Process]:
    """A job's processes, by name."""
    with controller.store.read() as connection:
        found = connection.execute(_SQL["of_item"], {"item_id": row.id}).fetchall()
    return [Process(each["name"], each["config_xml"]) for each in found]


def get(controller: Controller, row: ItemRow, name: str) -> Process:
    """One process. Raises NotFound."""
    for process in list_all(controller, row):
        if process.name.casefold() == name.casefold():
            return process
    raise NotFound(f"{row.full_name} has no promotion process {name}")


def create(controller: Controller, row: ItemRow, name: str, xml: str) -> None:
    """Keep a new process. Raises Invalid: a bad name, or one in use."""
    name = names.check_good_name(name)

    def work(connection: sqlite3.Connection) -> None:
        values = {"item_id": row.id, "name": name, "config_xml": xml}
        if not connection.execute(_SQL["insert"], values).rowcount:
            raise Invalid(f"A promotion process already exists with the name ‘{name}’")

    controller.store.write(work)


def change(controller: Controller, row: ItemRow, name: str, xml: str) -> None:
    """Keep another XML. Raises NotFound."""
    values = {"item_id": row.id, "name": get(controller, row, name).name, "config_xml": xml}
    controller.store.write(lambda connection: connection.execute(_SQL["update"], values))


def delete(controller: Controller, row: ItemRow, name: str) -> None:
    """Forget a process. Raises NotFound."""
    values = {"item_id": row.id, "name": get(controller, row, name).name}
    controller.store.write(lambda connection: connection.execute(_SQL["delete"], values))
