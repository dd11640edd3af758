"""The setting ``authorization``: a JSON text that says which strategy holds, and with which grants.

``{"strategy": "logged-in", "anonymous_read": false}``, or ``unsecured``, ``matrix`` and ``project-matrix`` with
``entries``, or ``roles`` with ``roles``. All is checked before it is kept; ``docs/security.md`` has examples.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from igor.model import permissions
from igor.model.access import GlobalMatrix, LoggedIn, Matrix, ProjectMatrix, Role, Roles, Strategy, Unsecured
from igor.model.errors import Invalid

STRATEGIES = ("logged-in", "unsecured", "matrix", "project-matrix", "roles")
#: The kinds of roles, as role-strategy's REST calls them.
ROLE_TYPES = ("globalRoles", "projectRoles", "slaveRoles")
DEFAULT = '{"strategy": "logged-in", "anonymous_read": false}'
_SID = re.compile(r"(?:(?:user|group|either):)?[^\s:][^:]*", re.IGNORECASE)
_KNOWN = {"strategy", "anonymous_read", "entries", "roles"}


@dataclass(frozen=True, slots=True)
class Authorization:
    """What the setting says. ``entries``: permissions by sid; ``roles``: by type and name. Permissions are ids."""

    strategy: str = "logged-in"
    anonymous_read: bool = False
    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: Mapping[str, Mapping[str, Role]] = field(default_factory=dict)

    def roles_of(self, role_type: str) -> Mapping[str, Role]:
        return self.roles.get(role_type, {})

    def with_roles(self, role_type: str, roles: Mapping[str, Role]) -> Authorization:
        """The same with these roles of a type."""
        return replace(self, roles={**self.roles, role_type: roles})

    def strategy_object(self) -> Strategy:
        """What decides."""
        grants = [(name, sid) for sid, names in self.entries.items() for name in names]
        match self.strategy:
            case "unsecured":
                return Unsecured()
            case "matrix":
                return GlobalMatrix(Matrix(grants))
            case "project-matrix":
                return ProjectMatrix(Matrix(grants))
            case "roles":
                return Roles(*(self.roles_of(role_type).values() for role_type in ROLE_TYPES))
        return LoggedIn(self.anonymous_read)


def parse(text: str) -> Authorization:
    """The setting's text.

    Raises:
        Invalid: what is wrong, where, and how to fix it.
    """
    try:
        said = json.loads(text)
    except json.JSONDecodeError as error:
        raise Invalid(
            f"authorization:{error.lineno}:{error.colno}: not JSON: {error.msg}", hint=f"such as {DEFAULT}"
        ) from error
    if not isinstance(said, dict) or said.get("strategy") not in STRATEGIES:
        raise Invalid(f"authorization: strategy must be one of {', '.join(STRATEGIES)}", hint=f"such as {DEFAULT}")
    if unknown := sorted(set(said) - _KNOWN):
        raise Invalid(f"authorization: unknown key {unknown[0]!r}", hint=f"known: {', '.join(sorted(_KNOWN))}")
    return Authorization(
        said["strategy"],
        bool(said.get("anonymous_read", False)),
        _entries(said.get("entries", {})),
        _roles(said.get("roles", {})),
    )


def to_text(said: Authorization) -> str:
    """The text that ``parse`` reads, permissions by their names for people."""
    document: dict[str, Any] = {"strategy": said.strategy}
    if said.strategy == "logged-in":
        document["anonymous_read"] = said.anonymous_read
    if said.entries:
        document["entries"] = {sid: _titles(names) for sid, names in said.entries.items()}
    if said.roles:
        document["roles"] = {kind: [_role_dict(role) for role in roles.values()] for kind, roles in said.roles.items()}
    return json.dumps(document, ensure_ascii=False, indent=2)


def permission_ids(where: str, names: object) -> tuple[str, ...]:
    """Ids of permissions by id or by name (``Job/Build``). Raises Invalid."""
    if not isinstance(names, list | tuple):
        raise Invalid(f"{where}: the permissions must be a list")
    found = []
    for name in names:
        id_ = permissions.find(name) if isinstance(name, str) else None
        if id_ is None:
            raise Invalid(f"{where}: there is no permission {name!r}", hint=f"known: {', '.join(permissions.BY_TITLE)}")
        found.append(id_)
    return tuple(dict.fromkeys(found))


def checked_role(name: str, names: object, pattern: str = ".*", sids: tuple[str, ...] = ()) -> Role:
    """A role with everything in it checked. Raises Invalid."""
    where = f"role {name!r}"
    if not name.strip():
        raise Invalid("a role needs a name")
    try:
        re.compile(pattern)
    except re.error as error:
        raise Invalid(f"{where}: the pattern {pattern!r} is no regular expression: {error}") from error
    return Role(name, permission_ids(where, names), pattern, tuple(checked_sid(where, sid) for sid in sids))


def checked_sid(where: str, sid: object) -> str:
    """``user:x``, ``group:x`` or ``x``. Raises Invalid."""
    if not isinstance(sid, str) or not _SID.fullmatch(sid):
        raise Invalid(f"{where}: {sid!r} names nobody", hint="user:NAME, group:NAME, or NAME for either")
    kind, colon, name = sid.partition(":")
    return f"{kind.lower()}:{name}" if colon else sid


def _entries(said: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(said, dict):
        raise Invalid("authorization: entries must be an object", hint='{"user:alice": ["Overall/Read", "Job/Read"]}')
    return {checked_sid("entries", sid): permission_ids(f"entries: {sid}", names) for sid, names in said.items()}


def _roles(said: object) -> dict[str, dict[str, Role]]:
    if not isinstance(said, dict) or set(said) - set(ROLE_TYPES):
        raise Invalid(f"authorization: roles must be an object with {', '.join(ROLE_TYPES)}")
    return {kind: _roles_of(kind, roles) for kind, roles in said.items()}


def _roles_of(kind: str, said: object) -> dict[str, Role]:
    if not isinstance(said, list):
        raise Invalid(f"authorization: {kind} must be a list")
    found: dict[str, Role] = {}
    for entry in said:
        if not isinstance(entry, dict) or set(entry) - {"name", "permissions", "pattern", "sids"}:
            raise Invalid(f"{kind}: a role has name, permissions, pattern, sids; not {entry!r}")
        name, pattern, sids = entry.get("name", ""), entry.get("pattern", ".*"), entry.get("sids", [])
        if not (isinstance(name, str) and isinstance(pattern, str) and isinstance(sids, list)):
            raise Invalid(f"{kind}: name and pattern are texts, sids is a list: {entry!r}")
        found[name] = checked_role(name, entry.get("permissions", []), pattern, tuple(sids))
    return found


def _titles(names: tuple[str, ...]) -> list[str]:
    return [permissions.title(name) for name in names]


def _role_dict(role: Role) -> dict[str, Any]:
    return {"name": role.name, "pattern": role.pattern, "permissions": _titles(role.permissions), "sids": [*role.sids]}
