"""Files for Ansible that nobody else may read: gone after use, or with the next one where igor was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from igor.deploy.hosts.places import private_folder


@contextmanager
def private_file(name: str, text: str) -> Iterator[Path]:
    """A file that only its owner can read, in a folder that only its owner can enter; gone afterwards."""
    with _folder() as folder:
        file = folder / name
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            stream.write(text)
        yield file


@contextmanager
def _folder() -> Iterator[Path]:
    """Locked for as long as this process uses it, so that what is not locked is what dead ones have left."""
    place = private_folder()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(place):
        for left in place.iterdir():
            _remove_if_left(left)
        folder = Path(tempfile.mkdtemp(dir=place))
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        os.close(held)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _remove_if_left(folder: Path) -> None:
    try:
        held = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder)
    except BlockingIOError:
        return
    finally:
        os.close(held)
