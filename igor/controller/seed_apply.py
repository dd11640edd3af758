"""Carries out what ``seed_decide`` decides: all or nothing, within the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from igor.controller import definitions, item_rows, items, job_files, queue, seed_decide, views, xml_meaning
from igor.controller.context import Controller
from igor.controller.seed_decide import Change, Existing, Key, Snapshot
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


@dataclass(slots=True)
class SeedReport:
    """What a seed step did, by Jenkins' blocks; ``blocks`` in the order of the build log, each a list of entries."""

    blocks: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    removed_items: list[str] = field(default_factory=list)
    queued: list[int] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return any(count for action, count in self.counts.items() if action != "unchanged")

    @property
    def text(self) -> str:
        """``lines``, each ended."""
        return "".join(f"{line}\n" for line in self.lines())

    def lines(self) -> list[str]:
        """The text for the build log, without line ends. Source: javaposse.jobdsl.plugin.ExecuteDslScripts."""
        text = [f"Warning: {warning}" for warning in self.warnings]
        for title, entries in self.blocks.items():
            if entries:
                text += [f"{title}:", *(f"    {entry}" for entry in entries)]
        return [*text, self.summary()]

    def summary(self) -> str:
        """One sentence: how much was added, changed, disabled, removed, or that nothing was."""
        if not self.changed:
            return f"Nothing changed: {self.counts.get('unchanged', 0)} items and views are as the scripts say"
        told = {"add": "added", "change": "changed", "disable": "disabled", "remove": "removed"}
        parts = [f"{self.counts[action]} {word}" for action, word in told.items() if self.counts.get(action)]
        return f"{', '.join(parts)}, {self.counts.get('unchanged', 0)} unchanged"


def apply_seed(
    controller: Controller,
    connection: sqlite3.Connection,
    seed: ItemRow,
    build_number: int,
    result: SeedResult,
    step: SeedStep,
) -> SeedReport:
    """Apply what a seed build's step generated, then queue what the scripts asked for.

    The caller commits, then calls ``discard_removed``. On an error the caller's savepoint undoes everything.

    Raises:
        InvalidSource: a generated item cannot be applied, with its place in the script.
    """
    snapshot = take_snapshot(connection, seed.full_name, seed.id, build_number)
    decision = seed_decide.decide(snapshot, result.items, step)
    apply = _Apply(controller, connection, seed.full_name)
    for change in decision.changes:
        apply.do(change)
    _record(connection, seed.id, build_number, decision.changes)
    report = report_of(snapshot, decision.changes)
    report.warnings += [*decision.warnings, *_unwritten(result)]
    _queue(controller, connection, seed, build_number, result.queued, report)
    return report


def discard_removed(controller: Controller, report: SeedReport) -> None:
    """Remove the files of the items that the step removed; after the commit."""
    for full_name in report.removed_items:
        job_files.discard(controller.home, full_name)


def plan_seed(
    controller: Controller, seed_full_name: str, generated: Iterable[GeneratedItem], step: SeedStep | None = None
) -> list[Change]:
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
    return list(seed_decide.decide(snapshot, generated, step or _step_of(seed)).changes)


def prepare(controller: Controller, seed_full_name: str, result: SeedResult, step: SeedStep) -> None:
    """Read and compare everything once outside of any transaction, so that ``apply_seed`` holds the store's lock for
    the writing alone (what it reads again is remembered).

    Raises:
        InvalidSource: as ``apply_seed``.
    """
    for change in plan_seed(controller, seed_full_name, result.items, step):
        _digest(change)
        if change.kind == "item" and change.new_xml:
            definitions.parse(change.new_xml)


def take_snapshot(connection: sqlite3.Connection, seed: str, seed_item_id: int, build_number: int) -> Snapshot:
    """What exists, and what the seed's builds have generated so far."""
    values = {"seed_item_id": seed_item_id, "build_number": build_number}
    rows = connection.execute(_SQL["of_builds"], values).fetchall()

    def keys(wanted: Callable[[int], bool]) -> frozenset[Key]:
        return frozenset(seed_decide.key_of(row["kind"], row["full_name"]) for row in rows if wanted(row[0]))

    existing = [*map(_existing_item, item_rows.all_rows(connection)), *_existing_views(connection)]
    return Snapshot(
        seed,
        {seed_decide.key_of(each.kind, each.full_name): each for each in existing},
        last=keys(lambda number: number < build_number),
        earlier=keys(lambda number: number == build_number),
    )


def report_of(snapshot: Snapshot, changes: Sequence[Change]) -> SeedReport:
    """The report of a step. "Existing" says that the seed generated it before, not that it stayed the same."""
    report = SeedReport()
    fresh = {change.key: change for change in changes if change.action not in ("remove", "disable")}
    gone = snapshot.last - snapshot.earlier - fresh.keys()
    for kind in ("item", "view"):
        own = [change for key, change in fresh.items() if key[0] == kind]
        ended = [change for change in changes if change.kind == kind and change.key not in fresh]
        report.blocks[f"Added {kind}s"] = [_told(each) for each in own if each.key not in snapshot.last]
        report.blocks[f"Existing {kind}s"] = [_told(each) for each in own if each.key in snapshot.last]
        report.blocks[f"Unreferenced {kind}s"] = [_entry(*key, snapshot) for key in sorted(gone) if key[0] == kind]
        report.blocks[f"Disabled {kind}s"] = [_told(each) for each in ended if each.action == "disable"]
        report.blocks[f"Removed {kind}s"] = [_told(each) for each in ended if _is_removed(each)]
    report.removed_items = [each.full_name for each in changes if each.kind == "item" and _is_removed(each)]
    for change in changes:
        report.counts[change.action] = report.counts.get(change.action, 0) + 1
    return report


@dataclass(frozen=True, slots=True)
class _Apply:
    """Makes one change after the other."""

    controller: Controller
    connection: sqlite3.Connection
    seed: str

    def do(self, change: Change) -> None:
        if change.kind == "view":
            self._view(change)
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
        item_rows.relocate(self.connection, row, new, now_ms=self.controller.now_ms())
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


def _record(connection: sqlite3.Connection, seed_item_id: int, build_number: int, changes: Sequence[Change]) -> None:
    """Note what this build generated; what waits for its builds to stop stays on record, to be removed next time."""
    values = {"seed_item_id": seed_item_id, "build_number": build_number}
    connection.execute(_SQL["drop_old"], values)
    for change in changes:
        if change.action not in ("remove", "disable") or change.is_running:
            row = {"kind": change.kind, "full_name": change.full_name, "config_digest": _digest(change)}
            connection.execute(_SQL["put"], {**values, **row})


def _digest(change: Change) -> str:
    return xml_meaning.digest(change.new_xml or change.old_xml)


def _queue(
    controller: Controller,
    connection: sqlite3.Connection,
    seed: ItemRow,
    build_number: int,
    full_names: Iterable[str],
    report: SeedReport,
) -> None:
    """Queue jobs as the scripts asked; a job that cannot be queued is told and stops nothing, as in Jenkins."""
    details = {
        "upstream_project": seed.full_name,
        "upstream_build": build_number,
        "upstream_url": names.url_path(seed.full_name),
    }
    text = f'Started by upstream project "{seed.full_name}" build number {build_number}'
    cause = Cause("upstream", text, details)
    for full_name in full_names:
        try:
            scheduled = queue.schedule(controller, full_name, cause=cause, conn=connection)
            report.queued.append(scheduled.queue_id)
        except IgorError as error:
            report.warnings.append(f"“{full_name}” is not queued: {error}")


def _unwritten(result: SeedResult) -> list[str]:
    return [
        *(f"user content “{path}” is not written: Igor serves none" for path in result.user_content),
        *(f"config file “{each.id}” is not stored: Igor keeps none" for each in result.config_files),
    ]


def _step_of(seed: ItemRow | None) -> SeedStep:
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


def _existing_views(connection: sqlite3.Connection) -> list[Existing]:
    rows = [view_from_row(row) for row in connection.execute(_VIEW["all"])]
    return [
        Existing("view", names.join(row.owner, row.name), row.class_name, row.config_xml, seed=row.seed) for row in rows
    ]


def _is_removed(change: Change) -> bool:
    return change.action == "remove" and not change.is_running


def _told(change: Change) -> str:
    if change.kind == "view":
        return f"GeneratedView{{name='{change.full_name}'}}"
    template = f", template='{change.template}'" if change.template else ""
    return f"GeneratedJob{{name='{change.full_name}'{template}}}"


def _entry(kind: str, key: str, snapshot: Snapshot) -> str:
    found = snapshot.existing.get((kind, key))
    name = found.full_name if found else key
    return f"GeneratedView{{name='{name}'}}" if kind == "view" else f"GeneratedJob{{name='{name}'}}"
