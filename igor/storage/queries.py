"""SQL by name: each file in ``sql/`` holds statements under ``-- name: …`` lines.

A test prepares every statement against the schema, so that a misspelt column fails there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).with_name("sql")
_HEADER = re.compile(r"^-- name: (\w+)[ \t]*\n", re.MULTILINE)


@lru_cache
def load(module: str) -> Mapping[str, str]:
    """The statements of ``sql/<module>.sql`` by name."""
    _, *parts = _HEADER.split((FOLDER / f"{module}.sql").read_text(encoding="utf-8"))
    return MappingProxyType(
        {name: text.strip().rstrip(";") for name, text in zip(parts[::2], parts[1::2], strict=True)}
    )
