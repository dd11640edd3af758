"""Carries out what ``seed_decide`` decides: all or nothing, within the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from igor.configxml import source
from igor.configxml.classes import class_of
from igor.controller import (
    definitions,
    item_rows,
    items,
    job_files,
    queue,
    references,
    seed_decide,
    seed_user_content,
    views,
    xml_meaning,
)
from igor.controller.context import Controller
from igor.controller.seed_report import SeedReport, report_of
from igor.controller.seed_state import Change, Decision, Existing, Generated, Key, Snapshot, key_of
from igor.jobdsl.session import GeneratedItem, SeedResult
from igor.model import names
from igor.model.build import Cause
from igor.model.errors import IgorError
from igor.model.job import SeedStep
from igor.storage import queries
from igor.storage.records import ItemRow, view_from_row

_SQL = queries.load("generated")
_ITEM = queries.load("item")
_VIEW = queries.load("view")
_CONFIG_FILE = queries.load("config_file")

#: The columns of a record.
_RECORD = ("kind", "full_name", "digest", "template")


def apply_seed(
    controller: Controller,
    connection: sqlite3.Connection,
    seed: ItemRow,
    build_number: int,
    result: SeedResult,
    step: SeedStep,
    *,
    cause: Cause | None = None,
) -> SeedReport:
    """Apply what a seed build's step generated, then queue what the scripts asked for.

    The caller commits, then calls ``discard_removed``. On an error the caller's savepoint undoes everything.

    Args:
        cause: of the jobs that the scripts queue; without it, the seed's build.

    Raises:
        InvalidSource: a generated item cannot be applied, with its place in the script.
    """
    snapshot = take_snapshot(connection, seed.full_name, seed.id, build_number)
    decision = seed_decide.decide(snapshot, generated_of(result), step)
    apply = _Apply(controller, connection, seed.full_name)
    for change in decision.changes:
        apply.do(change)
    fresh = {**snapshot.earlier, **_records(decision.changes), **seed_user_content.records(result.user_content)}
    _record(connection, seed.id, build_number, fresh, decision.changes)
    report = report_of(snapshot, decision.changes, fresh)
    report.warnings += decision.warnings
    _queue(controller, connection, result.queued, cause or _upstream(seed, build_number), report)
    seed_user_content.write(controller.home.user_content, result.user_content, ignore_existing=step.ignore_existing)
    return report


def generated_of(result: SeedResult) -> list[GeneratedItem]:
    """Everything that is decided upon: items and views as processed, then config files."""
    files = [
        GeneratedItem("config_file", class_of(each.class_name), each.id, each.xml, each.file_name, each.line)
        for each in result.config_files
    ]
    return [*result.items, *files]


def discard_removed(controller: Controller, report: SeedReport) -> None:
    """Remove the files of the items that the step removed; after the commit."""
    for full_name in report.removed_items:
        job_files.discard(controller.home, full_name)


def plan_seed(
    controller: Controller, seed_full_name: str, generated: Iterable[GeneratedItem], step: SeedStep | None = None
) -> Decision:
    """What applying would change; nothing is written. A seed job that does not exist yet has generated nothing.

    Args:
        step: its removal actions; without it, those of the job's first seed step.

    Raises:
        InvalidSource: as ``apply_seed``.
    """
    with controller.store.read() as connection:
        seed = item_rows.find_row(connection, seed_full_name)
        full_name, item_id = (seed.full_name, seed.id) if seed else (seed_full_name, 0)
        snapshot = take_snapshot(connection, full_name, item_id, seed.next_build_number if seed else 1)
    return seed_decide.decide(snapshot, generated, step or step_of(seed))


def prepare(controller: Controller, seed_full_name: str, result: SeedResult, step: SeedStep) -> None:
    """Read and compare everything once outside of any transaction, so that ``apply_seed`` holds the store's lock for
    the writing alone (what it reads again is remembered).

    Raises:
        InvalidSource: as ``apply_seed``.
    """
    for change in plan_seed(controller, seed_full_name, generated_of(result), step).changes:
        _digest(change)
        if change.kind == "item" and change.new_xml:
            definitions.parse(change.new_xml)


def take_snapshot(connection: sqlite3.Connection, seed: str, seed_item_id: int, build_number: int) -> Snapshot:
    """What exists, and what the seed's builds have generated so far."""
    values = {"seed_item_id": seed_item_id, "build_number": build_number}
    rows = connection.execute(_SQL["of_builds"], values).fetchall()

    def records(wanted: Callable[[int], bool]) -> dict[Key, Generated]:
        found = [Generated(*(row[name] for name in _RECORD)) for row in rows if wanted(row["build_number"])]
        return {record.key: record for record in found}

    return Snapshot(
        seed,
        {key_of(each.kind, each.full_name): each for each in existing(connection)},
        last=records(lambda number: number < build_number),
        earlier=records(lambda number: number == build_number),
    )


@dataclass(frozen=True, slots=True)
class _Apply:
    """Makes one change after the other."""

    controller: Controller
    connection: sqlite3.Connection
    seed: str

    def do(self, change: Change) -> None:
        if change.kind != "item":
            (self._view if change.kind == "view" else self._config_file)(change)
            return
        if change.renamed_from:
            self._rename(change.renamed_from, change.full_name)
        if change.action == "add":
            self._add(change)
        elif row := item_rows.find_row(self.connection, change.full_name):
            self._item(change, row)

    def _add(self, change: Change) -> None:
        job_files.discard(self.controller.home, change.full_name)
        definition = definitions.parse(change.new_xml)
        now_ms = self.controller.now_ms()
        items.insert_item(self.connection, change.full_name, change.new_xml, definition, now_ms=now_ms, seed=self.seed)

    def _item(self, change: Change, row: ItemRow) -> None:
        now_ms = self.controller.now_ms()
        if change.adopted:
            self.connection.execute(_ITEM["set_seed"], {"id": row.id, "seed": self.seed})
        if change.action == "change":
            definition = definitions.parse(change.new_xml)
            items.replace_config(self.connection, row, change.new_xml, definition, now_ms=now_ms)
        elif change.action == "disable" or (change.is_running and not row.is_folder):
            items.set_disabled(self.connection, row, True, now_ms=now_ms)
        if change.action == "remove":
            items.remove_item(self.connection, row, by=self.seed, now_ms=now_ms)

    def _rename(self, old: str, new: str) -> None:
        row = item_rows.row_of(self.connection, old)
        now_ms = self.controller.now_ms()
        item_rows.relocate(self.connection, row, new, now_ms=now_ms)
        references.follow(self.connection, {old: new}, now_ms=now_ms, but_of=self.seed)
        job_files.move(self.controller.home, old, new)

    def _view(self, change: Change) -> None:
        owner, name = names.split(change.full_name)
        keys = {"owner": owner, "name": name}
        if change.action == "add":
            definition = views.read_definition(change.new_xml)
            now_ms = self.controller.now_ms()
            views.insert_view(self.connection, owner, name, change.new_xml, definition, now_ms=now_ms, seed=self.seed)
        elif change.action == "change":
            row = views.view_of(self.connection, owner, name)
            views.replace_view(self.connection, row, change.new_xml, change.class_name)
        elif change.action == "remove":
            self.connection.execute(_VIEW["delete"], keys)
        if change.adopted:
            self.connection.execute(_VIEW["set_seed"], {**keys, "seed": self.seed})

    def _config_file(self, change: Change) -> None:
        if change.action == "remove":
            self.connection.execute(_CONFIG_FILE["delete"], {"id": change.full_name})
        elif change.action in ("add", "change") or change.adopted:
            xml = change.old_xml if change.action == "unchanged" else change.new_xml
            values = {"id": change.full_name, "name": source.parse(xml, change.full_name).findtext("name") or ""}
            values |= {"class_name": change.class_name, "config_xml": xml, "seed": self.seed}
            self.connection.execute(_CONFIG_FILE["put"], values)


def _records(changes: Iterable[Change]) -> dict[Key, Generated]:
    """What the changes leave generated."""
    made = [change for change in changes if change.action not in ("remove", "disable")]
    return {each.key: Generated(each.kind, each.full_name, _digest(each), each.template) for each in made}


def _record(
    connection: sqlite3.Connection,
    seed_item_id: int,
    build_number: int,
    fresh: Mapping[Key, Generated],
    changes: Iterable[Change],
) -> None:
    """Note what this build generated; what waits for its builds to stop stays on record, to be removed next time."""
    values = {"seed_item_id": seed_item_id, "build_number": build_number}
    connection.execute(_SQL["drop_old"], values)
    waiting = [Generated(each.kind, each.full_name, _digest(each)) for each in changes if each.is_running]
    for each in (*waiting, *fresh.values()):
        connection.execute(_SQL["put"], {**values, **{name: getattr(each, name) for name in _RECORD}})


def _digest(change: Change) -> str:
    """What stands now: an unchanged item has its own text, also where the step leaves existing ones alone."""
    return xml_meaning.digest(change.old_xml if change.action == "unchanged" else change.new_xml or change.old_xml)


def _upstream(seed: ItemRow, build_number: int) -> Cause:
    details = {
        "upstream_project": seed.full_name,
        "upstream_build": build_number,
        "upstream_url": names.url_path(seed.full_name),
    }
    text = f'Started by upstream project "{seed.full_name}" build number {build_number}'
    return Cause("upstream", text, details)


def _queue(
    controller: Controller,
    connection: sqlite3.Connection,
    full_names: Iterable[str],
    cause: Cause,
    report: SeedReport,
) -> None:
    """Queue jobs as the scripts asked; a job that cannot be queued is told and stops nothing, as in Jenkins."""
    for full_name in full_names:
        try:
            scheduled = queue.schedule(controller, full_name, cause=cause, conn=connection)
            report.queued.append(scheduled.queue_id)
        except IgorError as error:
            report.warnings.append(f"“{full_name}” is not queued: {error}")


def step_of(seed: ItemRow | None) -> SeedStep:
    steps = definitions.job_of(seed).steps if seed else ()
    return next((step for step in steps if isinstance(step, SeedStep)), SeedStep())


def _existing_item(row: ItemRow) -> Existing:
    return Existing(
        "item",
        row.full_name,
        row.class_name,
        row.config_xml,
        seed=row.seed,
        is_folder=row.is_folder,
        is_running=row.is_running,
        disabled=row.disabled,
    )


def existing(connection: sqlite3.Connection) -> Iterator[Existing]:
    """Every item, view and config file as it stands."""
    yield from map(_existing_item, item_rows.all_rows(connection))
    for view in map(view_from_row, connection.execute(_VIEW["all"])):
        yield Existing("view", names.join(view.owner, view.name), view.class_name, view.config_xml, seed=view.seed)
    for row in connection.execute(_CONFIG_FILE["all"]):
        yield Existing("config_file", row["id"], row["class_name"], row["config_xml"], seed=row["seed"])
