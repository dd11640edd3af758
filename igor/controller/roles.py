"""Roles of the role-based strategy: who has which, changed one at a time within one transaction.

They are part of the setting ``authorization`` and count while its strategy is ``roles``.
Source: com.michelin.cio.hudson.plugins.rolestrategy.{RoleBasedAuthorizationStrategy,RoleMap}.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace

from igor.controller import access, item_rows, nodes, settings
from igor.controller.context import Controller
from igor.model import authorization
from igor.model.access import Role
from igor.model.authorization import ROLE_TYPES, Authorization
from igor.model.errors import Invalid

_log = logging.getLogger(__name__)
Roles = Mapping[str, Role]


def of_type(controller: Controller, role_type: str) -> Roles:
    """The roles of a type by name. Raises Invalid: no such type."""
    _check_type(role_type)
    return access.read(controller).roles_of(role_type)


def add(controller: Controller, role_type: str, role: Role, *, overwrite: bool, by: str) -> None:
    """Add a role; one of its name loses its sids if ``overwrite``, else stays as it is."""

    def work(roles: Roles) -> Roles:
        return roles if role.name in roles and not overwrite else {**roles, role.name: role}

    _change(controller, role_type, work)
    _log.info("%s added the role %s of %s", by, role.name, role_type)


def remove(controller: Controller, role_type: str, names: list[str], *, by: str) -> None:
    """Remove roles; names of none are passed over."""
    _change(controller, role_type, lambda roles: {name: role for name, role in roles.items() if name not in names})
    _log.info("%s removed the roles %s of %s", by, ", ".join(names), role_type)


def assign(controller: Controller, role_type: str, name: str, sid: str, *, by: str) -> None:
    """Give a role to a sid (``user:x``, ``group:x`` or ``x``). Raises Invalid: no such role, or nobody is named so."""
    checked = authorization.checked_sid(f"role {name!r}", sid)

    def work(roles: Roles) -> Roles:
        role = _role(roles, name)
        return {**roles, name: replace(role, sids=tuple(dict.fromkeys((*role.sids, checked))))}

    _change(controller, role_type, work)
    _log.info("%s gave the role %s of %s to %s", by, name, role_type, checked)


def unassign(controller: Controller, role_type: str, name: str, sid: str, *, by: str) -> None:
    """Take a role from a sid. Raises Invalid: no such role."""
    _change(controller, role_type, lambda roles: {**roles, name: _without(_role(roles, name), sid)})
    _log.info("%s took the role %s of %s from %s", by, name, role_type, sid)


def forget(controller: Controller, role_type: str, sid: str, *, by: str) -> None:
    """Take all roles of a type from a sid."""
    _change(controller, role_type, lambda roles: {name: _without(role, sid) for name, role in roles.items()})
    _log.info("%s took all %s from %s", by, role_type, sid)


def matching_items(controller: Controller, pattern: str) -> list[str]:
    """Full names of the items that a role's pattern fits. Raises Invalid."""
    fits = _compiled(pattern)
    with controller.store.read() as connection:
        return [row.full_name for row in item_rows.all_rows(connection) if fits.fullmatch(row.full_name)]


def matching_nodes(controller: Controller, pattern: str) -> list[str]:
    """Names of the nodes that a role's pattern fits. Raises Invalid."""
    fits = _compiled(pattern)
    return [node.name for node in nodes.list_nodes(controller) if fits.fullmatch(node.name)]


def _change(controller: Controller, role_type: str, change: Callable[[Roles], Roles]) -> None:
    _check_type(role_type)

    def work(connection: sqlite3.Connection) -> None:
        said: Authorization = authorization.parse(settings.read(connection, access.SETTING))
        access.write(connection, said.with_roles(role_type, change(said.roles_of(role_type))))

    controller.store.write(work)


def _check_type(role_type: str) -> None:
    if role_type not in ROLE_TYPES:
        raise Invalid(f"there is no type {role_type!r} of roles", hint=f"one of {', '.join(ROLE_TYPES)}")


def _role(roles: Roles, name: str) -> Role:
    if name not in roles:
        raise Invalid(f"there is no role {name!r}", hint="`igor role list` shows them")
    return roles[name]


def _without(role: Role, sid: str) -> Role:
    return replace(role, sids=tuple(each for each in role.sids if each.lower() != sid.lower()))


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise Invalid(f"the pattern {pattern!r} is no regular expression: {error}") from error
