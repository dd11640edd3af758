"""What a seed run changes: a pure function from what exists and what was generated to a list of changes.

``plan`` shows the list and ``apply`` carries it out. A seed touches what is its own and may adopt what was made by
hand or by a seed that is gone; another seed's items are refused unless they mean the same already. Existing items keep
their type.

Source: javaposse.jobdsl.plugin.JenkinsJobManagement and ExecuteDslScripts, which refuse other seeds' items on demand
only.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from msgspec import structs

from igor.configxml.classes import FOLDER_CLASSES
from igor.controller import definitions, views, xml_meaning
from igor.controller.seed_merge import with_credentials
from igor.controller.seed_state import Action, Change, Decision, Existing, Key, Snapshot, key_of
from igor.groovy.errors import GroovyError
from igor.groovy.regex import PatternValue
from igor.jobdsl.session import SEED_JOB, GeneratedItem
from igor.model import names
from igor.model.errors import Invalid, InvalidSource
from igor.model.job import SeedStep


def decide(snapshot: Snapshot, generated: Iterable[GeneratedItem], step: SeedStep) -> Decision:
    """What a seed's step changes.

    Raises:
        InvalidSource: at the place in the script: XML that cannot be read, an unknown parent, another type, another
            seed's item.
    """
    run = _Run(snapshot, step, dict(snapshot.existing))
    for item in generated:
        run.take(item)
    gone = _unreferenced(snapshot, run)
    removals = _removals(gone, snapshot, run, step)
    removed = {change.key for change in removals}
    kept = tuple((each.kind, each.full_name) for each in gone if key_of(each.kind, each.full_name) not in removed)
    return Decision((*run.changes, *removals), tuple(run.warnings), kept)


def fresh_keys(snapshot: Snapshot, changes: Iterable[Change]) -> frozenset[Key]:
    """What this build has generated so far, these changes included."""
    return frozenset(snapshot.earlier) | {
        change.key for change in changes if change.action in ("add", "change", "unchanged")
    }


#: What people call each kind.
KINDS = {"item": "item", "view": "view", "config_file": "config file"}


@dataclass(slots=True)
class _Run:
    """The state that the decisions so far lead to."""

    snapshot: Snapshot
    step: SeedStep
    state: dict[Key, Existing]
    changes: list[Change] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def take(self, item: GeneratedItem) -> None:
        class_name = _class_of(item)
        renamed_from = self._rename(item)
        decide_kind = {"view": self._view, "config_file": self._config_file}.get(item.kind, self._item)
        change = decide_kind(item, class_name)
        self.changes.append(replace(change, renamed_from=renamed_from))
        if change.action != "unchanged" or change.adopted:
            self.state[change.key] = _after(change, self.snapshot.seed, self.state.get(change.key))

    def _item(self, item: GeneratedItem, class_name: str) -> Change:
        self._check_place(item, "item")
        found = self.state.get(key_of("item", item.full_name))
        if found is None:
            return self._change(item, class_name, "add", None)
        if self.step.ignore_existing:
            return self._change(item, class_name, "unchanged", found)
        if found.class_name != class_name:
            text = f'Type of item "{found.full_name}" does not match existing type, item type can not be changed'
            raise _error(item, text, f"it is {found.class_name}; delete it first, or choose another name")
        if found.is_folder:
            item = structs.replace(item, xml=with_credentials(found.xml, item.xml))
        return self._compared(item, class_name, found)

    def _view(self, item: GeneratedItem, class_name: str) -> Change:
        self._check_place(item, "view")
        found = self.state.get(key_of("view", item.full_name))
        if found is None:
            if names.split(item.full_name)[1].casefold() == "all":
                raise _error(item, "the view “all” is the primary view and cannot be generated", "choose another name")
            return self._change(item, class_name, "add", None)
        if self.step.ignore_existing and found.class_name == class_name:
            return self._change(item, class_name, "unchanged", found)
        return self._compared(item, class_name, found)

    def _config_file(self, item: GeneratedItem, class_name: str) -> Change:
        found = self.state.get(key_of("config_file", item.full_name))
        if found is None:
            return self._change(item, class_name, "add", None)
        if self.step.ignore_existing:
            return self._change(item, class_name, "unchanged", found)
        return self._compared(item, class_name, found)

    def _compared(self, item: GeneratedItem, class_name: str, found: Existing) -> Change:
        owner = self.snapshot.owner_of(found)
        adopted = owner is None and not self.snapshot.owns(found)
        if found.class_name == class_name and xml_meaning.same(found.xml, item.xml):
            return replace(self._change(item, class_name, "unchanged", found), adopted=adopted)
        if owner:
            text = f"{KINDS[item.kind]} “{found.full_name}” belongs to the seed job “{owner}”"
            command = f"igor seed adopt --seed {self.snapshot.seed} {found.full_name}"
            raise _error(item, text, f"let one seed generate it, or take it over: `{command}`")
        edited = self.snapshot.is_edited(found)
        return replace(self._change(item, class_name, "change", found), adopted=adopted, edited=edited)

    def _change(self, item: GeneratedItem, class_name: str, action: Action, found: Existing | None) -> Change:
        return Change(
            action,
            item.kind,
            found.full_name if found else self._spelled(item),
            class_name,
            old_xml=found.xml if found else "",
            new_xml=xml_meaning.stored_form(item.xml),
            file_name=item.file_name,
            line=item.line,
            template=item.template,
        )

    def _spelled(self, item: GeneratedItem) -> str:
        """The name with its parent spelled as the folder is stored."""
        if item.kind == "config_file":
            return item.full_name
        parent, name = names.split(item.full_name)
        return names.join(self.state[key_of("item", parent)].full_name, name) if parent else name

    def _check_place(self, item: GeneratedItem, kind: str) -> None:
        parent, name = names.split(item.full_name)
        try:
            names.check_good_name(name)
        except Invalid as error:
            raise _error(item, error.what, error.hint) from error
        folder = self.state.get(key_of("item", parent))
        if parent and folder is None:
            text = f'Could not create {kind}, unknown parent path in "{item.full_name}"'
            raise _error(item, text, f"declare folder('{parent}') before it")
        if folder and not folder.is_folder:
            text = f'Could not create {kind} in "{parent}", unsupported folder type {folder.class_name}'
            raise _error(item, text, "only folders hold items")

    def _rename(self, item: GeneratedItem) -> str | None:
        """The item that ``previousNames`` finds takes the new name first."""
        if not item.previous_names or key_of("item", item.full_name) in self.state:
            return None
        is_relative = self.step.lookup_strategy == SEED_JOB
        base = names.split(self.snapshot.seed)[0] if is_relative else ""
        jobs = [each for (kind, _), each in self.state.items() if kind == "item" and not each.is_folder]
        found = _named_before(item, jobs, base)
        if len(found) > 1:
            raise _error(
                item,
                f"Could not rename job, multiple candidates to rename found: {[each.full_name for each in found]}",
                "write a regular expression that matches one",
            )
        if not found:
            return None
        (old,) = found
        if (parent := names.split(item.full_name)[0]) and key_of("item", parent) not in self.state:
            text = f"Could not rename job {old.full_name} to {item.full_name}, destination folder does not exist"
            raise _error(item, text, f"declare folder('{parent}') before it")
        self._check_place(item, "item")
        if old.is_running:
            raise _error(item, f"“{old.full_name}” cannot be renamed: a build of it is running", "stop it first")
        del self.state[key_of("item", old.full_name)]
        new = replace(old, full_name=self._spelled(item))
        self.state[key_of("item", new.full_name)] = new
        return old.full_name


def _named_before(item: GeneratedItem, jobs: Sequence[Existing], base: str) -> list[Existing]:
    """The jobs that ``previousNames``, an expression of Java's flavour, matches as a whole; it may not run away."""
    try:
        pattern = PatternValue.of(item.previous_names or "").compiled
        return [each for each in jobs if pattern.fullmatch(_relative(each.full_name, base))]
    except GroovyError as error:
        text = f"previousNames('{item.previous_names}'): {getattr(error, 'groovy_message', error)}"
        raise _error(item, text, "escape what is meant literally") from error


def _relative(full_name: str, base: str) -> str:
    """The name as a script would write it from the folder ``base``."""
    return posixpath.relpath(full_name, base) if base else full_name


def _after(change: Change, seed: str, before: Existing | None) -> Existing:
    base = before or Existing(change.kind, change.full_name, change.class_name, "", is_folder=_is_folder(change))
    xml = change.old_xml if change.action == "unchanged" else change.new_xml
    return replace(base, class_name=change.class_name, xml=xml, seed=seed)


def _class_of(item: GeneratedItem) -> str:
    """The class of a generated text, read whole: what cannot be read is told at its place in the script."""
    try:
        if item.kind == "config_file":
            return item.class_name
        if item.kind == "view":
            return views.read_definition(item.xml).class_name
        return definitions.checked(item.xml, item.full_name).class_name
    except Invalid as error:
        raise _error(item, f"{KINDS[item.kind]} “{item.full_name}”: {error}", error.hint) from error


def _is_folder(change: Change) -> bool:
    return change.kind == "item" and change.class_name in FOLDER_CLASSES


def _unreferenced(snapshot: Snapshot, run: _Run) -> list[Existing]:
    """What the last build generated, and this one does not."""
    fresh = fresh_keys(snapshot, run.changes)
    gone = [run.state[key] for key in sorted(snapshot.last.keys() - fresh) if key in run.state]
    return [each for each in gone if snapshot.owns(each)]


def _removals(own: Sequence[Existing], snapshot: Snapshot, run: _Run, step: SeedStep) -> list[Change]:
    """What becomes of it, as the step's removal actions want it."""
    actions = {"view": step.removed_view_action, "config_file": step.removed_config_files_action}
    removals = [
        *(_removed(each) for each in own if actions.get(each.kind) == "DELETE"),
        *_removed_items([each for each in own if each.kind == "item"], run, snapshot, step),
    ]
    return [replace(each, edited=snapshot.is_edited(run.state[each.key])) for each in removals]


def _removed_items(own: Sequence[Existing], run: _Run, snapshot: Snapshot, step: SeedStep) -> list[Change]:
    if step.removed_job_action == "DISABLE":
        jobs = [each for each in own if not each.is_folder and not each.disabled]
        return [replace(_removed(each), action="disable") for each in jobs]
    if step.removed_job_action != "DELETE":
        return []
    return [_removed(each, _is_busy(each, run)) for each in own if not _holds_others(each, run, snapshot)]


def _holds_others(folder: Existing, run: _Run, snapshot: Snapshot) -> bool:
    """Whether a folder holds items of another seed, or of this build: it stays then, and people are told."""
    fresh = fresh_keys(snapshot, run.changes)
    for each in _below(folder, run):
        if snapshot.owner_of(each) or key_of(each.kind, each.full_name) in fresh:
            run.warnings.append(f"“{folder.full_name}” is not removed: it holds “{each.full_name}”")
            return True
    return False


def _is_busy(item: Existing, run: _Run) -> bool:
    busy = [each.full_name for each in (item, *_below(item, run)) if each.is_running]
    if busy:
        run.warnings.append(f"“{item.full_name}” is removed by the next run: a build of “{busy[0]}” is being stopped")
    return bool(busy)


def _below(folder: Existing, run: _Run) -> list[Existing]:
    prefix = f"{folder.full_name}/".casefold()
    return [each for each in run.state.values() if folder.is_folder and each.full_name.casefold().startswith(prefix)]


def _removed(item: Existing, is_running: bool = False) -> Change:
    return Change("remove", item.kind, item.full_name, item.class_name, item.xml, is_running=is_running)


def _error(item: GeneratedItem, text: str, hint: str) -> InvalidSource:
    return InvalidSource(text, file_name=item.file_name, line=item.line, hint=hint)
