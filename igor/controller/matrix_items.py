"""The configurations of multi-configuration jobs, as items below their job that follow its XML.

Every combination of the axes is an item; which of them the combination filter accepts is asked when somebody wants to
know. Those that the axes no longer have stay while they have builds. Source: hudson.matrix.MatrixProject.
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from igor.configxml import configuration_xmls
from igor.controller import definitions
from igor.controller.context import Controller
from igor.controller.definitions import Definition
from igor.matrix import combinations, filters
from igor.matrix.combinations import DEFAULT, normalized
from igor.model import names
from igor.model.build import Build
from igor.model.errors import Invalid
from igor.model.job import JobDefinition
from igor.model.matrix import CONFIGURATION, PROJECT, Configuration, Matrix
from igor.storage import queries
from igor.storage.records import ItemRow, item_from_row

__all__ = ["DEFAULT", "active", "all_of", "follow", "nearest_builds", "normalized", "refuse", "results"]
_SQL = queries.load("matrix")
_ITEM = queries.load("item")


def follow(connection: sqlite3.Connection, row: ItemRow, definition: Definition, *, now_ms: int) -> None:
    """Make the configurations of a job what its XML says; other items have none.

    Raises:
        Invalid: too many combinations, or two whose names are the same but for the case of letters.
    """
    if not (isinstance(definition, JobDefinition) and definition.matrix):
        return
    wanted = _wanted(row, definition.matrix)
    there = {each["full_name"]: each for each in connection.execute(_SQL["children"], {"parent": row.full_name})}
    for (full_name, _), xml in zip(
        wanted, configuration_xmls(row.config_xml, [each for _, each in wanted]), strict=True
    ):
        _put(connection, row, full_name, xml, there.pop(full_name, None), now_ms)
    for left in there.values():
        if left["class_name"] == CONFIGURATION and left["last_build"] is None:
            connection.execute(_ITEM["delete"], {"id": left["id"]})


def refuse(definition: Definition) -> None:
    """Nobody but its job makes or changes a configuration. Raises Invalid."""
    if definition.class_name == CONFIGURATION:
        raise Invalid("configurations of a multi-configuration job cannot be made or changed", hint="change the job")


def active(controller: Controller, row: ItemRow) -> list[ItemRow]:
    """The configurations that a build of the job would build, as far as its filter needs no parameters."""
    job = definitions.job_of(row)
    if job.matrix is None:
        return []
    wanted = [full_name for full_name, each in _wanted(row, job.matrix) if each in _accepted(job.matrix)]
    there = {each.full_name: each for each in all_of(controller, row)}
    return [there[full_name] for full_name in wanted if full_name in there]


def all_of(controller: Controller, row: ItemRow) -> list[ItemRow]:
    """Every configuration of a job that is there, by name."""
    if row.class_name != PROJECT:
        return []
    with controller.store.read() as connection:
        found = connection.execute(_ITEM["children"], {"parent": row.full_name})
        return [each for each in map(item_from_row, found) if each.class_name == CONFIGURATION]


def nearest_builds(controller: Controller, row: ItemRow, build: Build) -> list[tuple[str, int]]:
    """The full name of each configuration with its build of the same number, or else its last one before that."""
    with controller.store.read() as connection:
        found = connection.execute(_SQL["nearest_builds"], {"parent": row.full_name, "number": build.number})
        return [(each["full_name"], each["number"]) for each in found if each["number"] is not None]


def results(controller: Controller, row: ItemRow, build: Build) -> list[tuple[str, str]]:
    """The full name of each configuration that is in a build, with its result or ``running``."""
    with controller.store.read() as connection:
        found = connection.execute(_SQL["results"], {"parent": row.full_name, "number": build.number})
        return [(each["full_name"], each["result"] or "running") for each in found]


def _wanted(row: ItemRow, matrix: Matrix) -> list[tuple[str, Configuration]]:
    found = {}
    for each in combinations.configurations(matrix):
        full_name = names.join(row.full_name, combinations.name_of(each.combination))
        if full_name.casefold() in found:
            raise Invalid(
                f"two combinations are called {full_name}, but for the case of letters", hint="rename a value"
            )
        found[full_name.casefold()] = (full_name, each)
    return list(found.values())


def _put(
    connection: sqlite3.Connection, job: ItemRow, full_name: str, xml: str, there: sqlite3.Row | None, now_ms: int
) -> None:
    if there is None:
        new = {
            "full_name": full_name,
            "parent": job.full_name,
            "kind": "job",
            "class_name": CONFIGURATION,
            "seed": None,
        }
        connection.execute(
            _ITEM["insert"], {**new, "config_xml": xml, "disabled": job.disabled, "seed": None, "now_ms": now_ms}
        )
    elif there["config_xml"] != xml or there["disabled"] != job.disabled:
        values = {"id": there["id"], "config_xml": xml, "disabled": job.disabled}
        connection.execute(_ITEM["update_config"], {**values, "now_ms": now_ms})


@lru_cache(maxsize=1024)
def _accepted(matrix: Matrix) -> tuple[Configuration, ...]:
    """By the filter without parameters; all of them when it cannot do without."""
    every = combinations.configurations(matrix)
    if not matrix.combination_filter:
        return tuple(every)
    try:
        (answers,) = filters.accepted([matrix.combination_filter], list(combinations.facts(matrix)))
    except Invalid:
        return tuple(every)
    return tuple(each for each, is_accepted in zip(every, answers, strict=True) if is_accepted)
