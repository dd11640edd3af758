"""The report of a seed step, as it ends the build's log, in Job DSL's words.

Members stand in the order of the scripts, where Job DSL's order is that of a hash. A block appears only when it has
members. "Existing" says that the seed generated it before, not that it stayed the same; "Changed" is Igor's own.

Source: javaposse.jobdsl.plugin.ExecuteDslScripts; GeneratedJob, GeneratedView, GeneratedConfigFile,
GeneratedUserContent (their text).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from igor.configxml import source
from igor.controller.seed_state import Change, Generated, Key, Snapshot

#: kind → (what its blocks are called, the block of what is new).
_BLOCKS = {
    "item": ("items", "Added items"),
    "view": ("views", "Added views"),
    "config_file": ("config files", "Added config files"),
    "user_content": ("user content", "Adding user content"),
}
_ENDS = (("disable", "Disabled"), ("remove", "Removed"))
_TOLD = {"add": "added", "change": "changed", "disable": "disabled", "remove": "removed"}


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
        """The text for the build log, without line ends."""
        text = [f"Warning: {warning}" for warning in self.warnings]
        for title, entries in self.blocks.items():
            if entries:
                text += [f"{title}:", *(f"    {entry}" for entry in entries)]
        return [*text, self.summary()]

    def summary(self) -> str:
        """One sentence: how much was added, changed, disabled, removed, or that nothing was."""
        unchanged = self.counts.get("unchanged", 0)
        if not self.changed:
            return f"Nothing changed: {unchanged} items and views are as the scripts say"
        parts = [f"{self.counts[action]} {word}" for action, word in _TOLD.items() if self.counts.get(action)]
        return f"{', '.join(parts)}, {unchanged} unchanged"


def report_of(snapshot: Snapshot, changes: Sequence[Change], fresh: Mapping[Key, Generated]) -> SeedReport:
    """The report of a step. ``fresh``: what all steps of the build so far generated, this one's included."""
    report = SeedReport(_templates(snapshot, fresh))
    gone = {key: record for key, record in snapshot.last.items() if key not in fresh}
    texts = {change.key: change.new_xml or change.old_xml for change in changes}
    texts |= {key: found.xml for key, found in snapshot.existing.items() if key in gone}
    for kind, (word, added) in _BLOCKS.items():
        ended = [change for change in changes if change.kind == kind and change.key not in fresh]
        report.blocks[added] = _entries(kind, [r for k, r in fresh.items() if k not in snapshot.last], texts)
        report.blocks[f"Existing {word}"] = _entries(kind, [r for k, r in fresh.items() if k in snapshot.last], texts)
        report.blocks[f"Unreferenced {word}"] = _entries(kind, gone.values(), texts)
        for action, title in _ENDS if kind in ("item", "view") else ():
            done = [_record(change) for change in ended if change.action == action and not _waits(change)]
            report.blocks[f"{title} {word}"] = _entries(kind, done, texts)
    report.blocks["Changed"] = [_changed(change) for change in changes if change.action == "change"]
    removed = [change for change in changes if change.kind == "item" and change.action == "remove"]
    report.removed_items = [change.full_name for change in removed if not _waits(change)]
    for change in changes:
        report.counts[change.action] = report.counts.get(change.action, 0) + 1
    return report


def _templates(snapshot: Snapshot, fresh: Mapping[Key, Generated]) -> dict[str, list[str]]:
    """Every template that the last build used counts as existing, as in Job DSL."""
    before = dict.fromkeys(record.template for record in snapshot.last.values() if record.template)
    now = dict.fromkeys(record.template for record in fresh.values() if record.template)
    return {
        "Existing templates": list(before),
        "New templates": [name for name in now if name not in before],
        "Unreferenced templates": [name for name in before if name not in now],
    }


def _entries(kind: str, records: Iterable[Generated], texts: Mapping[Key, str]) -> list[str]:
    return [_entry(record, texts.get(record.key, "")) for record in records if record.kind == kind]


def _entry(record: Generated, xml: str) -> str:
    match record.kind:
        case "view":
            return f"GeneratedView{{name='{record.full_name}'}}"
        case "config_file":
            return f"GeneratedConfigFile{{name='{_name_in(xml)}', id='{record.full_name}'}}"
        case "user_content":
            return f"GeneratedUserContent{{path='{record.full_name}'}}"
    template = f", template='{record.template}'" if record.template else ""
    return f"GeneratedJob{{name='{record.full_name}'{template}}}"


def _changed(change: Change) -> str:
    """Igor's own block: which of the existing ones are not as they were, and where the script makes them."""
    lost = ", edited by hand before" if change.edited else ""
    return f"{change.kind.replace('_', ' ')} {change.full_name} ({change.file_name}:{change.line}{lost})"


def _name_in(xml: str) -> str:
    """The name inside a config file's XML."""
    root: etree._Element | None = source.parse(xml, "config file") if xml else None
    return (root.findtext("name") or "") if root is not None else ""


def _record(change: Change) -> Generated:
    return Generated(change.kind, change.full_name, "", change.template)


def _waits(change: Change) -> bool:
    """Whether a build must end before the item can go: the next run removes it."""
    return change.action == "remove" and change.is_running
