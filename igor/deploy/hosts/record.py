"""What a deploy leaves to know it by: a record on the controller and one beside ``igor.yml``. Pure but for its file."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from igor.model.errors import Invalid, NotFound

_NAME = re.compile(r"deploy-(\d+)")
DONE, FAILED, REVERTED = "done", "failed", "went back"


@dataclass(frozen=True, slots=True)
class Record:
    """One deploy. ``bundle program agent release`` are digests; ``kind``: deploy, rollback, release (job code alone).

    ``site_file`` is the text of ``igor.yml`` (references to secrets, no secrets), to go back to.
    ``unreachable``: hosts that were left out.
    """

    id: str
    at_ms: int
    who: str
    kind: str
    result: str
    bundle: str
    program: str
    agent: str
    release: str
    igor: str
    duration_ms: int = 0
    changed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()
    site_file: str = ""
    of: str = ""


def from_json(data: Mapping[str, Any]) -> Record:
    """What a record's file holds; keys of other versions are passed over."""
    known = {field.name for field in fields(Record)}
    values: dict[str, Any] = {key: _plain(data[key]) for key in known & set(data)}
    return Record(**values)


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def to_json(record: Record) -> str:
    """On one line."""
    return json.dumps(asdict(record), sort_keys=True)


def next_id(records: Iterable[Record]) -> str:
    """``deploy-0008`` after ``deploy-0007``."""
    numbers = [int(found[1]) for record in records if (found := _NAME.fullmatch(record.id))]
    return f"deploy-{max(numbers, default=0) + 1:04}"


def to_go_back_to(records: Sequence[Record], wanted: str, *, releases_only: bool = False) -> Record:
    """The record that a rollback leads to: the one of that id or release, else what the last but one left.

    Raises:
        NotFound: no such deploy, or none before the last.
    """
    done = [each for each in records if each.result == DONE]
    if wanted:
        found = [
            each for each in done if wanted in (each.id, each.release, each.id.removeprefix("deploy-").lstrip("0"))
        ]
    else:
        last = done[-1] if done else None
        found = [each for each in done[:-1] if last and _state(each, releases_only) != _state(last, releases_only)]
    found = [each for each in found if releases_only or each.kind != "release"]
    if not found:
        known = ", ".join(each.id for each in done[-5:]) or "none"
        what = f"no deploy “{wanted}”" if wanted else "no earlier deploy"
        raise NotFound(f"there is {what} to go back to", hint=f"the last ones: {known}; igor release list has all")
    return found[-1]


def _state(record: Record, releases_only: bool) -> tuple[str, ...]:
    """What the hosts are after it."""
    return (record.release,) if releases_only else (record.bundle, record.site_file, record.release)


def save(record: Record, folder: Path) -> None:
    """Beside ``igor.yml``, for its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = folder / f".{record.id}.making"
    with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(json.dumps(asdict(record), indent=1, sort_keys=True) + "\n")
    making.replace(folder / f"{record.id}.json")


def all_from(data: object) -> list[Record]:
    """The records of ``files/deploys.py``. Raises Invalid: they are none."""
    try:
        return [from_json(each) for each in data]  # type: ignore[attr-defined]
    except (TypeError, AttributeError) as error:
        raise Invalid(f"the controller's records of deploys cannot be read: {error}") from error
