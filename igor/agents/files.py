"""Files that must survive a crash: written whole, on disk where somebody relies on that."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_durably(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Replace ``path`` as a whole; content and name are on disk when this returns. Raises OSError."""
    replace_file(path, data, mode=mode, durable=True)
    sync_folder(path.parent)


def replace_file(path: Path, data: bytes, *, mode: int = 0o600, durable: bool = False) -> None:
    """Replace ``path`` as a whole; it survives the death of any process. Raises OSError.

    ``durable``: the content is on disk before it gets its name.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(fd, "wb") as file:
        file.write(data)
        file.flush()
        if durable:
            os.fsync(fd)
    temporary.rename(path)


def sync_file(path: Path) -> None:
    """Bring a file's content to disk; one that is not there has none. Raises OSError."""
    with suppress(FileNotFoundError):
        sync(path)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to disk; one that is not there has none. Raises OSError."""
    with suppress(FileNotFoundError):
        sync(folder)


def sync(path: Path) -> None:
    """Bring a file's content or a folder's names to disk. Raises OSError."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
