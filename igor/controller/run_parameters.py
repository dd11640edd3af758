"""Parameters whose value is a build of another job: ``team/app#12``. Source: hudson.model.RunParameterDefinition."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from igor.controller import item_rows
from igor.model.build import ParameterValue
from igor.model.errors import Invalid, NotFound
from igor.model.job import ParameterDefinition
from igor.storage import queries
from igor.storage.records import ItemRow

_SQL = queries.load("leavings")
_LAST = {"ALL": "last_build", "COMPLETED": "last_completed", "SUCCESSFUL": "last_successful", "STABLE": "last_stable"}
_CLASS = "hudson.model.RunParameterValue"


def complete(
    connection: sqlite3.Connection, definitions: Sequence[ParameterDefinition], values: tuple[ParameterValue, ...]
) -> tuple[ParameterValue, ...]:
    """The values with runs looked up; one that was not given is the last that the definition's filter lets through.

    Raises:
        Invalid: there is no such build.
    """
    runs = [definition for definition in definitions if definition.kind == "run"]
    if not runs:
        return values
    given = {value.name: value for value in values}
    for definition in runs:
        wanted = str(given[definition.name].value) if definition.name in given else _last(connection, definition)
        if wanted is not None:
            given[definition.name] = _resolved(connection, definition.name, wanted)
    return tuple(given[each.name] for each in definitions if each.name in given)


def _last(connection: sqlite3.Connection, definition: ParameterDefinition) -> str | None:
    try:
        row = item_rows.row_of(connection, definition.project)
    except NotFound:
        return None
    number = getattr(row, _LAST[definition.filter])
    return f"{row.full_name}#{number}" if number else None


def _resolved(connection: sqlite3.Connection, name: str, wanted: str) -> ParameterValue:
    full_name, _, number = wanted.rpartition("#")
    try:
        row: ItemRow = item_rows.row_of(connection, full_name)
    except NotFound as error:
        raise Invalid(f"Parameter {name}: there is no build {wanted}", hint="write JOB#NUMBER") from error
    values = {"item_id": row.id, "number": int(number) if number.isdecimal() and len(number) < 18 else 0}
    build = connection.execute(_SQL["named_build"], values).fetchone()
    if build is None:
        raise Invalid(f"Parameter {name}: there is no build {wanted}", hint="write JOB#NUMBER")
    details = {"display_name": build["display_name"] or f"#{number}", "result": build["result"] or ""}
    return replace(ParameterValue(name, f"{row.full_name}#{number}", _CLASS), details=details)
