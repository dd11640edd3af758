"""Which labs there are: ``/run/igor-lab/NAME/lab.json`` for each, gone with the machine's start as the labs are.

A record names processes by pid and start time, so that another process with that pid is never taken for a lab's.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from igor.lab.topology import Host, hosts_of

FOLDER = Path("/run/igor-lab")


@dataclass(frozen=True, slots=True)
class Process:
    """A process: ``started`` as psutil tells it."""

    pid: int
    started: float

    @property
    def is_alive(self) -> bool:
        try:
            process = psutil.Process(self.pid)
            return process.create_time() == self.started and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False


@dataclass(frozen=True, slots=True)
class Record:
    """A lab: its folder, its hosts' names, the guard outside and the first process inside."""

    name: str
    folder: str
    host_names: tuple[str, ...]
    guard: Process
    init: Process

    @property
    def hosts(self) -> tuple[Host, ...]:
        return hosts_of(self.host_names)

    @property
    def is_alive(self) -> bool:
        return self.init.is_alive


def this_process(pid: int) -> Process:
    return Process(pid, psutil.Process(pid).create_time())


def run_folder(name: str) -> Path:
    """What a lab needs while it runs: its record, the sockets of its connections."""
    return FOLDER / name


def write(record: Record) -> None:
    folder = run_folder(record.name)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "lab.json"
    path.with_suffix(".new").write_text(json.dumps(asdict(record)))
    path.with_suffix(".new").replace(path)


def find(name: str) -> Record | None:
    """The lab's record, of a dead one too."""
    try:
        fields = json.loads((run_folder(name) / "lab.json").read_text())
        guard, init = Process(**fields.pop("guard")), Process(**fields.pop("init"))
        return Record(**{**fields, "host_names": tuple(fields["host_names"])}, guard=guard, init=init)
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None


def remove(name: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(run_folder(name))


def all_records() -> Iterator[Record]:
    """Every lab that has a record, by name."""
    for path in sorted(FOLDER.glob("*/lab.json")):
        if record := find(path.parent.name):
            yield record
