"""``agent.pyz``: the agent and its wrapper as one file that any Python from 3.8 on runs.

The controller serves it, so that a machine needs nothing but Python to become an agent. The same sources always give
the same bytes, so that its digest names what an agent runs.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from pathlib import Path

from igor.agents.lean import sha256_hex
from igor.agents.wrapper import WRAPPER_NAME, find_wrapper

_MAIN = "from igor.agents.main import main\n\nmain()\n"
_SHEBANG = b"#!/usr/bin/env python3\n"
_FILES = ("__init__.py", "model/__init__.py", "model/clock.py", "model/errors.py")
_TIME = (1980, 1, 1, 0, 0, 0)


@lru_cache(maxsize=1)
def build() -> bytes:
    """The file. Raises OSError, NotFound (no wrapper)."""
    package = Path(__file__).parents[1]
    modules = (path for path in sorted((package / "agents").glob("*.py")) if path.name != WRAPPER_NAME)
    sources = [*(package / name for name in _FILES), *modules]  # a wheel has the wrapper among them
    files = {f"igor/{source.relative_to(package)}": source.read_bytes() for source in sources}
    files[WRAPPER_NAME] = find_wrapper(None).read_bytes()
    files["__main__.py"] = _MAIN.encode()
    return _SHEBANG + _archive(files)


@lru_cache(maxsize=1)
def digest() -> str:
    """SHA-256 of ``build()``, hexadecimal."""
    return sha256_hex(build())


def _archive(files: dict[str, bytes]) -> bytes:
    """Uncompressed: quicker to start, and the same with every version of zlib."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return target.getvalue()
