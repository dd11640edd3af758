"""Whether a sender may do what a route needs, at what a path names."""

from __future__ import annotations

from igor.api.permissions import PUBLIC, VIEW_CONFIGURE, VIEW_READ
from igor.api.targets import (
    ComputerTarget,
    CredentialDomainTarget,
    CredentialsTarget,
    CredentialStoreTarget,
    CredentialTarget,
    ExecutorTarget,
    QueueItemTarget,
    Target,
    ViewTarget,
)
from igor.controller.access import Access
from igor.controller.rows import ItemRow
from igor.model.view import folder_of

_OVERALL = "hudson.model.Hudson."


def allows(access: Access, permission: str, target: Target) -> bool:
    """What lies at an ``item`` has its rights, queue items their job's, views their folder's, executors their node's.

    Rights on the whole (``Overall/…``) are the root's, wherever they are asked.
    """
    if permission == PUBLIC:
        return True
    if permission.startswith(_OVERALL):
        return access.allows(permission)
    match target:
        case QueueItemTarget():
            return access.allows_at(permission, target.item.job_full_name)
        case ViewTarget():
            return allows_view(access, permission, folder_of(target.owner))
        case ComputerTarget() | ExecutorTarget():
            return access.allows_node(permission, target.node)
        case CredentialsTarget():
            return any(_allows_store(access, permission, store) for store in target.stores)
        case CredentialStoreTarget():
            return _allows_store(access, permission, target)
        case CredentialDomainTarget():
            return _allows_store(access, permission, target.place)
        case CredentialTarget():
            return _allows_store(access, permission, target.place.place)
    item = getattr(target, "item", None)
    return access.allows_item(permission, item) if isinstance(item, ItemRow) else access.allows(permission)


def _allows_store(access: Access, permission: str, target: CredentialStoreTarget) -> bool:
    """A user's own store is theirs alone, which the path already saw to."""
    if target.store.kind == "user":
        return True
    return access.allows_item(permission, target.folder) if target.folder else access.allows(permission)


def allows_view(access: Access, permission: str, owner: str) -> bool:
    """A view may be read with the right to configure it; what it shows is decided item by item.

    Source: hudson.security.AuthorizationStrategy.getACL(View).
    """
    if access.allows_at(permission, owner):
        return True
    return permission == VIEW_READ and (access.allows_at(VIEW_CONFIGURE, owner) or not owner or access.sees_at(owner))
