"""What the sender of a request may do: the strategy of the settings, over items and nodes as they are stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from igor.configxml.authorization import may_hold_matrix, read_matrix
from igor.controller import item_rows, settings
from igor.controller.context import Controller
from igor.model import authorization
from igor.model.access import ItemMatrix, LoggedIn, Strategy, Unsecured, Who, sids_of
from igor.model.authorization import ROLE_TYPES, Authorization
from igor.model.errors import InvalidSource
from igor.model.names import split
from igor.model.node import Node
from igor.model.permissions import ADMINISTER, ITEM_DISCOVER, ITEM_READ
from igor.storage import queries
from igor.storage.records import ItemRow

SETTING = "authorization"
_NODE = queries.load("node")


@lru_cache(maxsize=8)
def strategy_of(text: str) -> Strategy:
    """What a text of the setting decides by."""
    return authorization.parse(text).strategy_object()


def _matrix_of(xml: str) -> ItemMatrix | None:
    """Most have none, which is seen at a glance."""
    return _read_matrix(xml) if may_hold_matrix(xml) else None


@lru_cache(maxsize=4096)
def _read_matrix(xml: str) -> ItemMatrix | None:
    try:
        return read_matrix(xml)
    except InvalidSource:
        return None


def read(controller: Controller) -> Authorization:
    """The authorization as it is set."""
    return authorization.parse(settings.get(controller, SETTING))


def write(connection: sqlite3.Connection, said: Authorization) -> None:
    """Set the authorization within a transaction."""
    settings.write(connection, SETTING, authorization.to_text(said))


class Access:
    """One sender's rights, for one request; what was decided is remembered that long."""

    def __init__(self, controller: Controller, who: Who, *, unsecured: bool = False) -> None:
        self.who = who
        self._controller = controller
        self._strategy: Strategy = Unsecured() if unsecured else strategy_of(settings.get(controller, SETTING))
        self._matrices: dict[str, ItemMatrix | None] = {}
        self._decided: dict[tuple[str, str], bool] = {}

    @property
    def is_administrator(self) -> bool:
        """By the account or a grant: not just because the strategy lets everybody who is logged in do anything."""
        return self.who.is_admin or (not isinstance(self._strategy, LoggedIn) and self.allows(ADMINISTER))

    @cached_property
    def roles(self) -> list[str]:
        """The names of the sender's roles."""
        said = read(self._controller)
        found = [role for kind in ROLE_TYPES for role in said.roles_of(kind).values()]
        return [role.name for role in found if any(sids_of(sid) & self.who.sids for sid in role.sids)]

    @property
    def sees_all_items(self) -> bool:
        """Whether no item is hidden from this sender, so that lists need no second look."""
        return self.allows(ITEM_READ) and (not self._strategy.uses_items or self.who.is_admin)

    def allows(self, permission: str) -> bool:
        """On the controller itself."""
        place = ("", permission)
        if place not in self._decided:
            self._decided[place] = self._strategy.root(self.who, permission)
        return self._decided[place]

    def allows_item(self, permission: str, row: ItemRow) -> bool:
        """On a job or folder, whose row is at hand."""
        if not self._strategy.uses_items or self.who.is_admin:
            return self.allows(permission)
        place = (row.full_name, permission)
        if place not in self._decided:
            chain = [*self._parents(row.parent), _matrix_of(row.config_xml)]
            self._decided[place] = self._strategy.item(self.who, permission, row.full_name, chain)
        return self._decided[place]

    def allows_at(self, permission: str, full_name: str) -> bool:
        """On an item by its name; empty: the controller. One that is gone has the rights of its folder."""
        row = self._row(full_name) if full_name else None
        if row is not None:
            return self.allows_item(permission, row)
        return self.allows_at(permission, split(full_name)[0]) if full_name else self.allows(permission)

    def allows_node(self, permission: str, node: Node) -> bool:
        """On a node."""
        if not self._strategy.uses_items or self.who.is_admin:
            return self.allows(permission)
        with self._controller.store.read() as connection:
            row = connection.execute(_NODE["find"], {"name": node.name}).fetchone()
        own = _matrix_of(row["config_xml"] or "") if row else None
        return self._strategy.node(self.who, permission, node.name, own)

    def sees(self, row: ItemRow) -> bool:
        """Whether the item is there for this sender."""
        return self.allows_item(ITEM_READ, row)

    def sees_at(self, full_name: str) -> bool:
        """``sees`` by the item's name."""
        return self.sees_all_items or self.allows_at(ITEM_READ, full_name)

    def discovers(self, row: ItemRow) -> bool:
        """Whether this sender may know that the item is there."""
        return self.allows_item(ITEM_DISCOVER, row)

    def visible(self, rows: Sequence[ItemRow]) -> list[ItemRow]:
        """Those that are there for this sender."""
        return list(rows) if self.sees_all_items else [row for row in rows if self.sees(row)]

    def visible_names(self, full_names: Iterable[str]) -> list[str]:
        """``visible`` by name."""
        return [name for name in full_names if self.sees_at(name)]

    def _parents(self, parent: str) -> list[ItemMatrix | None]:
        parts = [part for part in parent.split("/") if part]
        return [self._folder("/".join(parts[: depth + 1])) for depth in range(len(parts))]

    def _folder(self, full_name: str) -> ItemMatrix | None:
        if full_name not in self._matrices:
            row = self._row(full_name)
            self._matrices[full_name] = _matrix_of(row.config_xml) if row else None
        return self._matrices[full_name]

    def _row(self, full_name: str) -> ItemRow | None:
        with self._controller.store.read() as connection:
            return item_rows.find_row(connection, full_name)
