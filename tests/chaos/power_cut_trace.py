"""A program's system calls on files, as strace recorded them, and their effect on a simulated disk."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from power_cut_disk import AllMarks, Disk, Mark

_CALLS = (
    "open,openat,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,fdatasync,fsync,syncfs,"
    "rename,renameat,renameat2,link,linkat,unlink,unlinkat,copy_file_range,sendfile"
)
_LINE = re.compile(r"(?P<pid>\d+) +(?P<at>[\d.]+) (?P<rest>.*)\n?")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>,? ?")
_RESULT = re.compile(r"(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR = re.compile(r"\d+<((?:\\x[0-9a-f]{2})*)>")
_PATHS = re.compile(r'(?:\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>|"((?:\\x[0-9a-f]{2})*)"')
_BY_DESCRIPTOR = frozenset(
    (
        "write",
        "pwrite64",
        "writev",
        "pwritev",
        "pwritev2",
        "ftruncate",
        "fallocate",
        "fdatasync",
        "fsync",
        "syncfs",
        "sendfile",
    )
)
#: Of a home, what need not survive.
_VOLATILE = re.compile(r"(run|logs|agents|releases)/|.*-shm$")


def command(output: Path) -> tuple[str, ...]:
    """What to put before a command so that its calls are recorded; the tracer is no parent of it."""
    return (
        "strace",
        "-D",
        "-f",
        "-ttt",
        "-y",
        "-xx",
        "-s",
        "10000000",
        "--seccomp-bpf",
        "-o",
        str(output),
        "-e",
        _CALLS,
    )


@dataclass(frozen=True)
class Call:
    """``begin_s``, ``end_s``: UTC epoch seconds. ``result`` as the kernel gave it."""

    name: str
    arguments: str
    result: int
    begin_s: float
    end_s: float


def read_calls(trace: Path) -> Iterator[Call]:
    """The calls that succeeded, in the order in which they ended."""
    begun: dict[str, tuple[float, str]] = {}
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            found = _LINE.match(line)
            if found is None:
                continue
            pid, at_s, rest = found["pid"], float(found["at"]), found["rest"]
            if rest.endswith("<unfinished ...>"):
                begun[pid] = at_s, rest.removesuffix("<unfinished ...>").rstrip()
                continue
            begin_s = at_s
            if resumed := _RESUMED.match(rest):
                begin_s, first = begun.pop(pid)
                rest = first + rest[resumed.end() :]
            if (call := _RESULT.match(rest)) and int(call["result"]) >= 0:
                yield Call(call["name"], call["arguments"], int(call["result"]), begin_s, at_s)


@dataclass(order=True)
class Event:
    """Something that happens to the disk at a time; ``order`` is that of the trace."""

    at_s: float
    order: int
    act: Callable[[], object] = field(compare=False)


class Timeline:
    """The events of a trace, to be played on a disk up to one time after another. Syncs of paths that match
    ``unsynced`` are taken as not made: what a program would be that forgets them.
    """

    def __init__(self, disk: Disk, home: Path, trace: Path, unsynced: str = "$.") -> None:
        self._disk = disk
        self._unsynced = re.compile(unsynced)
        self._home = str(home.resolve()) + "/"
        self._marks: dict[int, Mark | None] = {}
        self._all_marks: dict[int, AllMarks] = {}
        self.events = sorted(
            event for order, call in enumerate(read_calls(trace)) for event in self._events(order, call)
        )
        self._next = 0

    def play_until(self, at_s: float) -> None:
        while self._next < len(self.events) and self.events[self._next].at_s < at_s:
            self.events[self._next].act()
            self._next += 1

    def _events(self, order: int, call: Call) -> Iterator[Event]:
        path = self._path(call)
        if path is None:
            return
        if call.name == "syncfs":
            yield Event(call.begin_s, order, lambda: self._all_marks.update({order: self._disk.sync_of_all_begins()}))
            yield Event(call.end_s, order, lambda: self._disk.sync_of_all_ends(self._all_marks.pop(order)))
            return
        if call.name in ("fsync", "fdatasync"):
            if self._unsynced.search(path):
                return
            yield Event(call.begin_s, order, lambda: self._marks.update({order: self._disk.sync_begins(path)}))
            yield Event(call.end_s, order, lambda: self._disk.sync_ends(self._marks.pop(order)))
            return
        is_data = call.name in ("write", "pwrite64")
        yield Event(call.begin_s if is_data else call.end_s, order, self._act(call, path))

    def _act(self, call: Call, path: str) -> Callable[[], object]:
        match call.name:
            case "open" | "openat" | "creat":
                creates = call.name == "creat" or "O_CREAT" in call.arguments
                cuts = call.name == "creat" or "O_TRUNC" in call.arguments
                return lambda: self._disk.open(path, may_create=creates, cuts=cuts)
            case "pwrite64":
                data, offset = _data(call), int(call.arguments.rsplit(", ", 1)[1])
                return lambda: self._disk.write(path, offset, data)
            case "write":
                data = _data(call)
                return lambda: self._disk.append(path, data)
            case "ftruncate" | "truncate":
                size = int(call.arguments.rsplit(", ", 1)[1])
                return lambda: self._disk.cut(path, size)
            case "rename" | "renameat" | "renameat2":
                target = self._within(_paths(call)[1]) or f"/outside/{call.begin_s}"
                return lambda: self._disk.rename(path, target)
            case "unlink" | "unlinkat":
                return lambda: self._disk.unlink(path)
            case _:
                raise AssertionError(f"{call.name} on {path} is not simulated")

    def _path(self, call: Call) -> str | None:
        """The file concerned, when it is one that has to survive."""
        found = _paths(call)
        return self._within(found[0]) if found else None

    def _within(self, path: str) -> str | None:
        relative = (path + "/").removeprefix(self._home).rstrip("/")
        if not (path + "/").startswith(self._home) or path.endswith(" (deleted)") or _VOLATILE.match(relative):
            return None
        return relative


def _data(call: Call) -> bytes:
    found = _STRING.search(call.arguments)
    assert found is not None
    return _decoded(found[1])[: call.result]


def _decoded(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _paths(call: Call) -> list[str]:
    """The paths that a call names: of its descriptor, or joined to the folder that they are relative to."""
    if call.name in _BY_DESCRIPTOR:
        found = _DESCRIPTOR.match(call.arguments)
        return [os.fsdecode(_decoded(found[1]))] if found else []
    folder, paths = "", []
    for descriptor, string in _PATHS.findall(call.arguments):
        folder = os.fsdecode(_decoded(descriptor)) if descriptor else folder
        if string:
            paths.append(os.path.normpath(Path(folder, os.fsdecode(_decoded(string)))))
    return paths
