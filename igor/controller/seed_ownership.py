"""Which generated items belong to whom: orphans, and changing their owner by hand."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from igor.controller import item_rows, seed_apply
from igor.controller.context import Controller
from igor.controller.seed_state import Existing, Key, key_of
from igor.model import names
from igor.model.errors import Conflict, NotFound
from igor.storage import queries

_log = logging.getLogger(__name__)

_GENERATED = queries.load("generated")
_SET_SEED = {kind: queries.load(kind)["set_seed"] for kind in ("item", "view", "config_file")}


@dataclass(frozen=True, slots=True)
class Orphan:
    """A generated item that no script makes any more. ``seed``: whose it is; ``why`` is a sentence."""

    kind: str
    full_name: str
    seed: str
    why: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """An item with its new and its old owner; None is nobody."""

    kind: str
    full_name: str
    seed: str | None
    before: str | None


def orphans(controller: Controller) -> list[Orphan]:
    """Every generated item whose seed job is gone or made it no more in its last run, by name."""
    with controller.store.read() as connection:
        existing = list(seed_apply.existing(connection))
        owned = [each for each in existing if each.seed]
        made = {seed: _made_by(connection, seed) for seed in {str(each.seed).casefold() for each in owned}}
    found = [Orphan(each.kind, each.full_name, str(each.seed), why) for each in owned if (why := _why(each, made))]
    return sorted(found, key=lambda orphan: (orphan.kind, orphan.full_name.casefold()))


def _made_by(connection: sqlite3.Connection, seed: str) -> frozenset[Key] | None:
    """What the seed's last run made; None when there is no such job."""
    row = item_rows.find_row(connection, seed)
    if row is None:
        return None
    rows = connection.execute(_GENERATED["of_last_build"], {"seed_item_id": row.id})
    return frozenset(key_of(each["kind"], each["full_name"]) for each in rows)


def _why(item: Existing, made: dict[str, frozenset[Key] | None]) -> str:
    known = made[str(item.seed).casefold()]
    if known is None:
        return f"the seed job “{item.seed}” is gone"
    return "" if key_of(item.kind, item.full_name) in known else "its scripts do not make it any more"


def adopt(controller: Controller, full_names: Sequence[str], seed: str | None, *, by: str) -> list[Adopted]:
    """Give items, views or config files to a seed job, or to nobody (None), all or none.

    The next run of the new seed changes them as its scripts say; it removes none that they do not make.

    Raises:
        NotFound: no such seed job, or no such item.
        Conflict: a seed job of its own, which nobody generates.
    """

    def work(connection: sqlite3.Connection) -> list[Adopted]:
        owner = item_rows.row_of(connection, seed).full_name if seed else None
        found = list(seed_apply.existing(connection))
        return [_give(connection, each, owner) for name in full_names for each in _named(found, name, owner)]

    adopted = controller.store.write(work)
    for each in adopted:
        _log.info("%s gave %s %s to %s (before: %s)", by, each.kind, each.full_name, each.seed, each.before)
    return adopted


def _named(found: Sequence[Existing], name: str, owner: str | None) -> Iterator[Existing]:
    wanted = [each for each in found if each.full_name.casefold() == name.strip("/").casefold()]
    if not wanted:
        raise NotFound(f"there is no item, view or config file “{name}”", hint="“igor jobs” lists the jobs")
    if owner and owner.casefold() == wanted[0].full_name.casefold():
        raise Conflict(f"the seed job “{owner}” cannot belong to itself")
    yield from wanted


def _give(connection: sqlite3.Connection, item: Existing, owner: str | None) -> Adopted:
    connection.execute(_SET_SEED[item.kind], {**_keys(connection, item), "seed": owner})
    return Adopted(item.kind, item.full_name, owner, item.seed)


def _keys(connection: sqlite3.Connection, item: Existing) -> dict[str, object]:
    match item.kind:
        case "item":
            return {"id": item_rows.row_of(connection, item.full_name).id}
        case "view":
            owner, name = names.split(item.full_name)
            return {"owner": owner, "name": name}
    return {"id": item.full_name}
