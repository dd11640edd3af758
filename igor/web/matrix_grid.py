"""The configurations of a multi-configuration job as a table: the last axis across, the others down."""

from __future__ import annotations

from typing import Any

from igor.controller import definitions, matrix_items
from igor.controller.context import Controller
from igor.controller.rows import ItemRow
from igor.model.build import Build
from igor.web.item_list import state_of


def grid(controller: Controller, row: ItemRow, build: Build | None = None) -> dict[str, Any] | None:
    """``{columns, rows: [{name, cells}]}``: cells in the order of the columns, None where there is no configuration.

    A cell is ``{full_name, state, number}``: of this build (``state`` empty: none of it), else of the last one.
    None for other jobs.
    """
    if (matrix := definitions.job_of(row).matrix) is None:
        return None
    *down, across = [axis.name for axis in matrix.axes] or [""]
    columns = list(matrix.axes[-1].values) if matrix.axes else [""]
    ended = dict(matrix_items.results(controller, row, build)) if build else {}
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for item in matrix_items.active(controller, row):
        values = dict(_combination(item))
        name = ", ".join(values.get(axis, "") for axis in down)
        state = ended.get(item.full_name, "") if build else state_of(item)
        cell = {"full_name": item.full_name, "state": state, "number": build.number if build else item.last_build}
        rows.setdefault(name, {})[values.get(across, "")] = cell
    shown = [{"name": name, "cells": [cells.get(column) for column in columns]} for name, cells in rows.items()]
    return {"columns": columns, "rows": shown}


def _combination(item: ItemRow) -> tuple[tuple[str, str], ...]:
    configuration = definitions.job_of(item).configuration
    return configuration.combination if configuration else ()
