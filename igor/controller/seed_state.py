"""What a seed run looks at and what comes out of it: what exists, what was generated before, the changes.

Source: javaposse.jobdsl.plugin.SeedReference and the ``Generated*BuildAction`` records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from igor.controller import xml_meaning

Action: TypeAlias = Literal["add", "change", "unchanged", "remove", "disable"]
#: (kind, full name in lower case).
Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Existing:
    """An item or view as it stands. ``seed``: whose it is, None when made by hand."""

    kind: str
    full_name: str
    class_name: str
    xml: str
    seed: str | None = None
    is_folder: bool = False
    is_running: bool = False
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Generated:
    """A record of what a seed's build generated. ``digest``: what the text meant that it wrote."""

    kind: str
    full_name: str
    digest: str
    template: str | None = None

    @property
    def key(self) -> Key:
        return key_of(self.kind, self.full_name)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``last``: what the seed's last build generated; ``earlier``: what earlier steps of this build did."""

    seed: str
    existing: Mapping[Key, Existing]
    last: Mapping[Key, Generated] = field(default_factory=dict)
    earlier: Mapping[Key, Generated] = field(default_factory=dict)

    def owns(self, found: Existing) -> bool:
        """Whether it is this seed's."""
        return found.seed is not None and found.seed.casefold() == self.seed.casefold()

    def owner_of(self, found: Existing) -> str | None:
        """The other seed job that an item belongs to; None when that is gone, or when it is anybody's."""
        if found.seed is None or self.owns(found) or key_of("item", found.seed) not in self.existing:
            return None
        return found.seed

    def is_edited(self, found: Existing) -> bool:
        """Whether somebody changed an item of this seed's since the seed wrote it."""
        record = self.earlier.get(key_of(found.kind, found.full_name)) or self.last.get(
            key_of(found.kind, found.full_name)
        )
        return record is not None and self.owns(found) and record.digest != xml_meaning.digest(found.xml)


@dataclass(frozen=True, slots=True)
class Change:
    """One decision.

    ``file_name``, ``line``: where the script declares it. ``renamed_from``: the item is renamed first. ``adopted``: it
    was made by hand, or by a seed that is gone, and becomes this seed's. ``edited``: somebody changed it by hand since
    the seed wrote it. ``is_running``: a build must end before it can go.
    """

    action: Action
    kind: str
    full_name: str
    class_name: str
    old_xml: str = ""
    new_xml: str = ""
    file_name: str = ""
    line: int = 0
    template: str | None = None
    renamed_from: str | None = None
    adopted: bool = False
    is_running: bool = False
    edited: bool = False

    @property
    def key(self) -> Key:
        return key_of(self.kind, self.full_name)


@dataclass(frozen=True, slots=True)
class Decision:
    """The changes in the order in which they are to be made, ``unchanged`` ones among them; what people must know.

    ``kept``: what the seed made before and makes no more, and what its removal actions leave: (kind, full name).
    """

    changes: tuple[Change, ...]
    warnings: tuple[str, ...]
    kept: tuple[tuple[str, str], ...] = ()


def key_of(kind: str, full_name: str) -> Key:
    """Names of items and views do not differ by case."""
    return kind, full_name.casefold()
