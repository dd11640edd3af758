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
    """One deploy. ``bundle program agent release`` are digests; ``kind``: deploy, rollback, release.

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
        found = [each for each in records if wanted in (each.id, each.release, _NAME.sub(r"\1", each.id).lstrip("0"))]
        if not found:
            known = ", ".join(each.id for each in done[-5:]) or "none"
            raise NotFound(f"there is no deploy “{wanted}”", hint=f"the last ones: {known}; igor release list has all")
        return found[-1]
    last = done[-1] if done else None
    earlier = [each for each in done[:-1] if last and _differs(each, last, releases_only)]
    if not earlier:
        raise NotFound("there is no earlier deploy to go back to", hint="igor release list shows what was deployed")
    return earlier[-1]


def _differs(one: Record, other: Record, releases_only: bool) -> bool:
    if releases_only:
        return one.release != other.release
    return (one.bundle, one.site_file) != (other.bundle, other.site_file)


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
