"""What a disk holds after a loss of power, from the system calls that a program made.

The model is a journalling file system with ordered metadata, as ext4, XFS and btrfs are. Data of a file are safe once a
sync of that file returned that began after they were written. Each write since then may be there, wholly or in some of
its 512-byte sectors, or not. Creating, renaming, removing and cutting files goes to one journal in order: a sync of a
file brings the journal to disk up to the last entry which that file has there (a new file's name and the folders above
it; a larger size), but no further, so that a sync of a file written in place brings nobody else's names to disk; of the
rest of the journal some prefix may be there. Folders are not kept for themselves. A harsher model, in which a new name
needs a sync of its folder, would fit no file system that Linux people keep a store on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TypeAlias

SECTOR_BYTES = 512


@dataclass
class _Change:
    """Of a file, not yet safe: data at an offset, or (None) a cut at it. ``entry``: its place in the journal, or 0."""

    offset: int
    data: bytes | None
    entry: int


@dataclass
class _File:
    safe: bytearray = field(default_factory=bytearray)
    changes: list[_Change] = field(default_factory=list)
    size: int = 0
    last_entry: int = 0


@dataclass(frozen=True)
class Mark:
    """Where a file stood when a sync of it began."""

    file: int
    last: _Change | None
    entry: int


#: Where every file stood, and the journal.
AllMarks: TypeAlias = tuple[list[Mark], int]


class Disk:
    """A disk that begins with files which are safe; paths are relative."""

    def __init__(self, start: dict[str, bytes]) -> None:
        self._files = {number: _File(bytearray(data), size=len(data)) for number, data in enumerate(start.values())}
        self._names = {path: number for number, path in enumerate(start)}
        self._safe_names = dict(self._names)
        self._journal: list[tuple[int, dict[str, int | None]]] = []
        self._entries = 0
        self._positions: dict[int, int] = {}

    # --- what the program does

    def open(self, path: str, *, may_create: bool, cuts: bool) -> None:
        if path not in self._names and may_create:
            number = len(self._files)
            self._files[number] = _File()
            self._name({path: number}, number)
        if path in self._names:
            self._positions[self._names[path]] = 0
            if cuts and self._files[self._names[path]].size:
                self.cut(path, 0)

    def append(self, path: str, data: bytes) -> None:
        """A write where the last one ended."""
        number = self._names.get(path)
        if number is not None:
            position = self._positions.get(number, 0)
            self._positions[number] = position + len(data)
            self.write(path, position, data)

    def write(self, path: str, offset: int, data: bytes) -> None:
        file = self._file(path)
        if file is not None:
            grows = offset + len(data) > file.size
            file.size = max(file.size, offset + len(data))
            file.changes.append(_Change(offset, data, self._enter(file) if grows else 0))

    def cut(self, path: str, size: int) -> None:
        file = self._file(path)
        if file is not None:
            file.size = size
            file.changes.append(_Change(size, None, self._enter(file)))

    def rename(self, old: str, new: str) -> None:
        """A file or a folder with all below."""
        moved = {path: number for path, number in self._names.items() if path == old or path.startswith(old + "/")}
        for path, number in moved.items():
            self._name({path: None, new + path[len(old) :]: number}, number)

    def unlink(self, path: str) -> None:
        if path in self._names:
            self._name({path: None}, self._names[path])

    def sync_begins(self, path: str) -> Mark | None:
        """None: a folder, which brings the whole journal to disk."""
        file = self._file(path)
        if file is None:
            return None
        return Mark(self._names[path], file.changes[-1] if file.changes else None, file.last_entry)

    def sync_ends(self, mark: Mark | None) -> None:
        if mark is None:
            self._keep_journal(self._entries)
            return
        file = self._files[mark.file]
        if mark.last in file.changes:
            count = file.changes.index(mark.last) + 1
            for change in file.changes[:count]:
                _apply(file.safe, change)
            del file.changes[:count]
        self._keep_journal(mark.entry)

    def sync_of_all_begins(self) -> AllMarks:
        """Of the whole file system."""
        return [mark for path in self._names if (mark := self.sync_begins(path))], self._entries

    def sync_of_all_ends(self, marks: AllMarks) -> None:
        for mark in marks[0]:
            self.sync_ends(mark)
        self._keep_journal(marks[1])

    # --- what is left of it

    def after_cut(self, chance: Random) -> dict[str, bytes]:
        """The files as they may be after a loss of power now."""
        reached = chance.choice([0, self._entries, chance.randint(0, self._entries)])
        names: dict[str, int | None] = dict(self._safe_names)
        for entry, change in self._journal:
            if entry <= reached:
                names |= change
        return {
            path: _remains(self._files[number], reached, chance) for path, number in names.items() if number is not None
        }

    def _file(self, path: str) -> _File | None:
        number = self._names.get(path)
        return None if number is None else self._files[number]

    def _enter(self, file: _File) -> int:
        self._entries += 1
        file.last_entry = self._entries
        return self._entries

    def _name(self, change: dict[str, int | None], number: int) -> None:
        for path, target in change.items():
            if target is None:
                del self._names[path]
            else:
                self._names[path] = target
        self._journal.append((self._enter(self._files[number]), change))

    def _keep_journal(self, entry: int) -> None:
        while self._journal and self._journal[0][0] <= entry:
            for path, number in self._journal.pop(0)[1].items():
                if number is None:
                    self._safe_names.pop(path, None)
                else:
                    self._safe_names[path] = number


def _remains(file: _File, reached: int, chance: Random) -> bytes:
    content = bytearray(file.safe)
    kept_share = chance.choice([0.0, 1.0, chance.random()])
    for change in file.changes:
        if change.data is None:
            if change.entry <= reached:
                _apply(content, change)
        elif chance.random() < kept_share:
            torn = chance.random() < 0.3
            for part in _sectors(change) if torn else [change]:
                if not torn or chance.random() < 0.5:
                    _apply(content, part)
    return bytes(content)


def _sectors(change: _Change) -> list[_Change]:
    """A write in parts that a disk writes wholly or not at all."""
    assert change.data is not None
    first = SECTOR_BYTES - change.offset % SECTOR_BYTES
    ends = [0, *range(first, len(change.data), SECTOR_BYTES), len(change.data)]
    return [
        _Change(change.offset + begin, change.data[begin:end], 0) for begin, end in zip(ends, ends[1:], strict=False)
    ]


def _apply(content: bytearray, change: _Change) -> None:
    if change.data is None:
        del content[change.offset :]
        content.extend(bytes(change.offset - len(content)))
        return
    content.extend(bytes(max(0, change.offset - len(content))))
    content[change.offset : change.offset + len(change.data)] = change.data


def read_files(root: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path there."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def write_files(root: Path, files: dict[str, bytes]) -> None:
    """The opposite of ``read_files``, into an empty folder."""
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
