"""The administrator's pages: what there is to manage, who may do what, the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from igor.model import permissions
from igor.model.authorization import ROLE_TYPES, Authorization
from igor.web.pages import Visit

_ROLE_TITLES = dict(zip(ROLE_TYPES, ("Global roles", "Item roles", "Agent roles"), strict=True))
_STRATEGIES = {
    "logged-in": "Who is logged in may do anything",
    "unsecured": "Anybody may do anything",
    "matrix": "One matrix for everything",
    "project-matrix": "A matrix, and those of items and agents",
    "roles": "Roles",
}


def manage(visit: Visit, may: dict[str, bool]) -> str:
    """Links to what the visitor may manage."""
    return visit.page("manage.html", "manage", may=may)


def authorization(visit: Visit, said: Authorization) -> str:
    """The strategy with its grants."""
    roles = [
        {"title": title, "of_global": kind == ROLE_TYPES[0], "roles": list(said.roles_of(kind).values())}
        for kind, title in _ROLE_TITLES.items()
    ]
    columns = sorted({name for names in said.entries.values() for name in names}, key=permissions.title)
    return visit.page(
        "authorization.html",
        "manage",
        said=said,
        strategy=_STRATEGIES[said.strategy],
        entries=sorted(said.entries.items()),
        columns=columns,
        roles=roles,
        title=permissions.title,
    )


def audit_log(
    visit: Visit, entries: list[dict[str, Any]], shown: dict[str, str], kinds: Sequence[str], more: int | None
) -> str:
    """The newest entries; ``more``: the id before which there are older ones."""
    return visit.page("audit.html", "manage", entries=entries, shown=shown, kinds=kinds, more=more)
