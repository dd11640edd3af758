"""What the standard library has only together with much else, for a process of which thousands may run on a machine.

``hashlib`` brings OpenSSL (4 MiB), ``shutil`` three compressors (2 MiB). As in the wrapper with ``json``, the C modules
below them serve, and the public ones where a Python lacks those.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any


def _first_of(*names: str) -> Any:
    """The first module that this Python has; the last one it must have."""
    for name in names[:-1]:
        try:
            return import_module(name)
        except ImportError:
            continue
    return import_module(names[-1])


_SHA1 = _first_of("_sha1", "hashlib").sha1
_SHA256 = _first_of("_sha2", "_sha256", "hashlib").sha256


def sha1(data: bytes) -> bytes:
    return bytes(_SHA1(data).digest())


def sha256_hex(data: bytes) -> str:
    return str(_SHA256(data).hexdigest())


def remove_tree(path: Path) -> None:
    """Delete a folder with all in it, as far as possible."""
    import shutil

    shutil.rmtree(path, ignore_errors=True)
