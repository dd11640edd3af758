"""Who may do what: pure decisions of the authorization strategies, over matrices of permissions.

A *sid* is ``USER:alice`` or ``GROUP:authenticated``, ids in lower case. Everybody carries the sids of ``anonymous``, so
what anonymous users may do, all may. Sources: hudson.security.{SidACL,FullControlOnceLoggedInAuthorizationStrategy},
hudson.security.{GlobalMatrixAuthorizationStrategy,ProjectMatrixAuthorizationStrategy} and the inheritance strategies of
matrix-auth, com.michelin.cio.hudson.plugins.rolestrategy.RoleBasedAuthorizationStrategy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from igor.model.permissions import ADMINISTER, ITEM_DISCOVER, ITEM_READ, implied_by

ANONYMOUS = "anonymous"
AUTHENTICATED = "authenticated"
_EVERYBODY = frozenset({f"USER:{ANONYMOUS}", f"GROUP:{ANONYMOUS}"})
_GENERIC_READ = "hudson.security.Permission.GenericRead"
_READING = frozenset({ITEM_READ, ITEM_DISCOVER})


@dataclass(frozen=True)
class Who:
    """The sender of a request; ``user_id`` None: nobody is logged in. ``is_admin``: may do everything, always."""

    user_id: str | None = None
    is_admin: bool = False

    @property
    def is_logged_in(self) -> bool:
        return self.user_id is not None

    @property
    def authorities(self) -> list[str]:
        """The groups, as ``whoAmI`` tells them."""
        return [AUTHENTICATED] if self.is_logged_in else [ANONYMOUS]

    @cached_property
    def sids(self) -> frozenset[str]:
        """Everything that a matrix may name this sender by."""
        if self.user_id is None:
            return _EVERYBODY
        return _EVERYBODY | {f"USER:{self.user_id.lower()}", f"GROUP:{AUTHENTICATED}"}


def sids_of(text: str) -> frozenset[str]:
    """What ``USER:x``, ``group:x`` or a bare ``x`` (either) stands for."""
    kind, colon, name = text.partition(":")
    if colon and kind.upper() in ("USER", "GROUP"):
        return frozenset({f"{kind.upper()}:{name.lower()}"})
    bare = (name if colon and kind.upper() == "EITHER" else text).lower()
    return frozenset({f"USER:{bare}", f"GROUP:{bare}"})


@lru_cache(maxsize=256)
def _chain(permission: str) -> tuple[str, ...]:
    return (permission, *implied_by(permission))


class Matrix:
    """Which sids have which permissions granted."""

    def __init__(self, grants: Iterable[tuple[str, str]]) -> None:
        """``grants``: pairs of a permission's id and a sid as ``sids_of`` takes it."""
        granted: dict[str, set[str]] = {}
        for permission, sid in grants:
            granted.setdefault(permission, set()).update(sids_of(sid))
        self._granted: Mapping[str, frozenset[str]] = {name: frozenset(sids) for name, sids in granted.items()}

    def allows(self, sids: frozenset[str], permission: str) -> bool:
        """Whether the permission, or one that includes it, is granted to one of the sids."""
        return any(not sids.isdisjoint(self._granted.get(name, ())) for name in _chain(permission))


@dataclass(frozen=True, slots=True)
class ItemMatrix:
    """The matrix in an item's own configuration. ``inherit``: ``parent``, ``global`` or ``none``."""

    matrix: Matrix
    inherit: str = "parent"


#: The matrices of an item: of the topmost folder first, its own last; None where there is none.
Chain = Sequence[ItemMatrix | None]


class Strategy(Protocol):
    """Decides on the controller itself, on items and on nodes."""

    #: Whether items differ by themselves, so that lists must be looked at one by one.
    uses_items: bool

    def root(self, who: Who, permission: str) -> bool: ...

    def item(self, who: Who, permission: str, full_name: str, chain: Chain) -> bool: ...

    def node(self, who: Who, permission: str, name: str, own: ItemMatrix | None) -> bool: ...


class _Flat:
    """The same everywhere: what the root says."""

    uses_items = False

    def root(self, who: Who, permission: str) -> bool:
        raise NotImplementedError

    def item(self, who: Who, permission: str, full_name: str, chain: Chain) -> bool:
        return self.root(who, permission)

    def node(self, who: Who, permission: str, name: str, own: ItemMatrix | None) -> bool:
        return self.root(who, permission)


class Unsecured(_Flat):
    """Anybody may do anything."""

    def root(self, who: Who, permission: str) -> bool:
        return True


@dataclass(frozen=True)
class LoggedIn(_Flat):
    """Who is logged in may do anything; others nothing, or look."""

    anonymous_read: bool = False

    def root(self, who: Who, permission: str) -> bool:
        return who.is_logged_in or (self.anonymous_read and _GENERIC_READ in _chain(permission))


@dataclass(frozen=True)
class GlobalMatrix(_Flat):
    """One matrix for everything."""

    matrix: Matrix

    def root(self, who: Who, permission: str) -> bool:
        return who.is_admin or self.matrix.allows(who.sids, permission)


class ProjectMatrix(GlobalMatrix):
    """A matrix, and those in the configuration of folders, jobs and nodes."""

    uses_items = True

    def item(self, who: Who, permission: str, full_name: str, chain: Chain) -> bool:
        root = allowed = self.root(who, permission)
        for depth, own in enumerate(chain):
            if own is not None:
                allowed = self._inherited(who, permission, own, root, allowed, depth > 0)
        return allowed

    def node(self, who: Who, permission: str, name: str, own: ItemMatrix | None) -> bool:
        root = self.root(who, permission)
        return self._inherited(who, permission, own, root, root, False) if own else root

    def _inherited(self, who: Who, permission: str, own: ItemMatrix, root: bool, parent: bool, is_nested: bool) -> bool:
        """Below a folder, an item is read only by who may read the folder."""
        here = own.matrix.allows(who.sids, permission)
        needs_parent = is_nested and permission in _READING
        if own.inherit == "parent":
            return parent if needs_parent else parent or here
        if own.inherit == "global":
            return (here or root) and (parent or not needs_parent)
        if ADMINISTER in _chain(permission) and self.root(who, ADMINISTER):
            return True
        return here and (parent or not needs_parent)


@dataclass(frozen=True, slots=True)
class Role:
    """A set of permissions, where it holds (a regular expression for the whole name) and who has it."""

    name: str
    permissions: tuple[str, ...] = ()
    pattern: str = ".*"
    sids: tuple[str, ...] = ()

    @property
    def grants(self) -> list[tuple[str, str]]:
        return [(permission, sid) for permission in self.permissions for sid in self.sids]


class Roles:
    """Roles for everything, roles for items by name, roles for nodes by name."""

    uses_items = True

    def __init__(self, everywhere: Iterable[Role], items: Iterable[Role], nodes: Iterable[Role]) -> None:
        self._everywhere = Matrix(grant for role in everywhere for grant in role.grants)
        self._items = _compiled(items)
        self._nodes = _compiled(nodes)

    def root(self, who: Who, permission: str) -> bool:
        return who.is_admin or self._everywhere.allows(who.sids, permission)

    def item(self, who: Who, permission: str, full_name: str, chain: Chain) -> bool:
        return self.root(who, permission) or _matches(self._items, who, permission, full_name)

    def node(self, who: Who, permission: str, name: str, own: ItemMatrix | None) -> bool:
        return self.root(who, permission) or _matches(self._nodes, who, permission, name)


def _compiled(roles: Iterable[Role]) -> list[tuple[re.Pattern[str], Matrix]]:
    return [(re.compile(role.pattern), Matrix(role.grants)) for role in roles]


def _matches(roles: list[tuple[re.Pattern[str], Matrix]], who: Who, permission: str, name: str) -> bool:
    return any(matrix.allows(who.sids, permission) and pattern.fullmatch(name) for pattern, matrix in roles)
