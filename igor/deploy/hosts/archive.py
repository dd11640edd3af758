"""Archives whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from igor.model.errors import Invalid

_IGNORED = "__pycache__"


def pack(files: Mapping[str, bytes]) -> bytes:
    """A ``.tar.gz`` of files by path, in the order given: owned by root, without times."""
    target = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=target, mode="wb", compresslevel=1, mtime=0, filename="") as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for path, content in files.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            entry.mode = 0o755 if content.startswith(b"#!") else 0o644
            archive.addfile(entry, io.BytesIO(content))
    return target.getvalue()


def unpack(file: Path) -> Iterator[tuple[str, bytes]]:
    """The regular files of an archive, one by one. Raises Invalid: it is no archive, or holds links or devices."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            for entry in archive:
                stream = archive.extractfile(entry) if entry.isreg() else None
                if stream is None:
                    raise Invalid(f"{file}: {entry.name} is no regular file", hint="make it again: igor bundle")
                yield entry.name, stream.read()
    except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
        raise Invalid(f"{file} is no bundle: {error}", hint="copy it again, or make it again: igor bundle") from error


def read_folder(folder: Path, prefix: str) -> dict[str, bytes]:
    """The files below a folder by path, sorted, without what Python compiled."""
    return {
        f"{prefix}{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and _IGNORED not in path.parts
    }
