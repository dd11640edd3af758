"""Files that people send with a request for a build, until the build has them.

An upload is on disk before the queue item that names it is committed. A build's start links it into the build's folder;
uploads that no waiting item names any more go when the engine starts.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import uuid
from pathlib import Path
from typing import IO

from igor.agents.files import sync_folder
from igor.controller.context import Controller
from igor.model.build import ParameterValue
from igor.model.home import Home
from igor.storage import queries, records

#: So old an upload's request has long been answered.
_GRACE_MS = 3_600_000
_SQL = queries.load("leavings")


def save(controller: Controller, source: IO[bytes]) -> str:
    """Keep what is read from ``source``; the upload's id."""
    folder = _folder(controller.home)
    folder.mkdir(exist_ok=True)
    upload = uuid.uuid4().hex
    with (folder / upload).open("xb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)
    return upload


def files_of(parameters: tuple[ParameterValue, ...]) -> list[ParameterValue]:
    """The parameters that are files."""
    return [parameter for parameter in parameters if "file" in parameter.details]


def give(home: Home, build_folder: Path, parameters: list[ParameterValue]) -> None:
    """Link uploads into a build's folder; those that are there stay, one that is lost is missed when fetched."""
    for index, parameter in enumerate(parameters):
        place = kept(build_folder, index)
        place.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError, FileNotFoundError):
            os.link(_folder(home) / parameter.details["file"], place)


def kept(build_folder: Path, index: int) -> Path:
    """Where a build keeps its n-th file."""
    return build_folder / "fileParameters" / str(index)


def place(home: Home, upload: str) -> Path:
    """Where an upload lies."""
    return _folder(home) / upload


def sweep(controller: Controller) -> None:
    """Remove uploads that no waiting queue item names."""
    folder = _folder(controller.home)
    if not folder.exists():
        return
    uploads = list(folder.iterdir())
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["waiting_parameters"]).fetchall()
        reports = connection.execute(_SQL["reported_uploads"]).fetchall()
    wanted = {
        each.details["file"] for row in rows for each in files_of(records.parameters_from_json(row["parameters"]))
    } | {row["upload"] for row in reports}
    for path in uploads:
        if path.name not in wanted and path.stat().st_mtime * 1000 < controller.now_ms() - _GRACE_MS:
            path.unlink(missing_ok=True)


def _folder(home: Home) -> Path:
    return home.root / "uploads"
