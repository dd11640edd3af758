"""Which builds have a file: by its MD5, as Jenkins tracks files. Source: hudson.model.Fingerprint."""

from __future__ import annotations

import re
from dataclasses import dataclass

from igor.controller.context import Controller
from igor.model.errors import NotFound
from igor.storage import queries

_SQL = queries.load("leavings")
_MD5 = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``original``: job and number of the build that made the file, None when it came from outside.

    ``usage``: for each job its builds as ranges (first, behind the last).
    """

    md5: str
    file_name: str
    recorded_ms: int
    original: tuple[str, int] | None
    usage: dict[str, list[tuple[int, int]]]


def get(controller: Controller, md5: str) -> Fingerprint:
    """Raises NotFound: no build that is still there has such a file."""
    md5 = md5.lower()
    if not _MD5.fullmatch(md5):
        raise NotFound(f"{md5} is no MD5")
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["fingerprint"], {"md5": md5}).fetchall()
    if not rows:
        raise NotFound(f"no build has recorded a file with the fingerprint {md5}")
    first = min(rows, key=lambda row: row["recorded_ms"])
    made = [row for row in rows if row["made_here"]]
    maker = min(made, key=lambda row: row["recorded_ms"], default=None)
    usage: dict[str, list[int]] = {}
    for row in rows:
        usage.setdefault(row["full_name"], []).append(row["number"])
    return Fingerprint(
        md5,
        (maker or first)["file_name"].rpartition("/")[2],
        first["recorded_ms"],
        (maker["full_name"], maker["number"]) if maker else None,
        {name: ranges(numbers) for name, numbers in usage.items()},
    )


def of_build(controller: Controller, build_id: int) -> dict[str, str]:
    """The files that a build recorded: MD5 by path."""
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["fingerprints_of_build"], {"build_id": build_id}).fetchall()
    return {row["file_name"]: row["md5"] for row in rows}


def ranges(numbers: list[int]) -> list[tuple[int, int]]:
    """``[1, 2, 3, 7]`` → ``[(1, 4), (7, 8)]``."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1)
        else:
            found.append((number, number + 1))
    return found
