"""The table in ``groovy/README.md``: how many scripts and chunks each construct has.

The table names the files of each construct; ``python tests/golden/groovy_table.py`` makes the counts from them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "groovy"
README = FOLDER / "README.md"
_ROW = re.compile(r"^\| (?P<construct>[^|]+?) \| (?P<files>`[^|]+`) \| *(?P<count>\d*) \|$", re.MULTILINE)


class Row(NamedTuple):
    """One line of the table; ``count`` is what the table says."""

    construct: str
    files: list[str]
    count: int


def parts(text: str) -> list[str]:
    """The chunks of a file's text."""
    return re.split(r"(?m)^---\n", text)


def rows(text: str) -> list[Row]:
    """The lines of the table in a README's text."""
    return [
        Row(found["construct"], re.findall(r"`([^`]+)`", found["files"]), int(found["count"] or 0))
        for found in _ROW.finditer(text)
    ]


def scripts_in(file_name: str) -> int:
    """How many scripts a file holds: ``chunks/NAME`` many, ``NAME`` one."""
    text = (FOLDER / f"{file_name}.groovy").read_text(encoding="utf-8")
    return len(parts(text)) if file_name.startswith("chunks/") else 1


def counted(text: str) -> str:
    """The README with its counts made anew."""
    total = 0

    def renew(found: re.Match[str]) -> str:
        nonlocal total
        count = sum(map(scripts_in, re.findall(r"`([^`]+)`", found["files"])))
        total += count
        return f"| {found['construct']} | {found['files']} | {count} |"

    return re.sub(r"(?m)^\d+ scripts and chunks", lambda _: f"{total} scripts and chunks", _ROW.sub(renew, text))


if __name__ == "__main__":
    README.write_text(counted(README.read_text(encoding="utf-8")), encoding="utf-8")
