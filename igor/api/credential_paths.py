"""From a path to credentials: ``credentials/store/system/domain/_/credential/ID``, below the root, items and users.

Source: com.cloudbees.plugins.credentials.ViewCredentialsAction, CredentialsStoreAction.
"""

from __future__ import annotations

from igor.api.auth import Identity
from igor.api.permissions import CREDENTIALS_VIEW, AccessDenied
from igor.api.targets import (
    CredentialDomainTarget,
    CredentialsTarget,
    CredentialStoreTarget,
    CredentialTarget,
    ItemTarget,
    RootTarget,
    Target,
    UserTarget,
)
from igor.controller import credentials, items
from igor.controller.context import Controller
from igor.controller.rows import ItemRow
from igor.model.errors import NotFound


def find(controller: Controller, identity: Identity, target: Target, segments: list[str]) -> tuple[Target, int] | None:
    """What the next segments name of credentials, and how many they are; None when they name none.

    Raises:
        NotFound: no such store, domain or credential.
    """
    match target, segments[0]:
        case ((RootTarget() | ItemTarget() | UserTarget()), "credentials"):
            return _below(controller, identity, target, segments)
        case CredentialStoreTarget(), "domain" if len(segments) > 1:
            domain = credentials.get_domain(controller, target.store, segments[1])
            return CredentialDomainTarget(target, domain), 2
        case CredentialDomainTarget(), "credential" if len(segments) > 1:
            found = credentials.get(controller, target.place.store, target.domain, segments[1])
            return CredentialTarget(target, found), 2
    return None


def _below(
    controller: Controller, identity: Identity, target: RootTarget | ItemTarget | UserTarget, segments: list[str]
) -> tuple[Target, int]:
    if segments[1:2] != ["store"] or len(segments) < 3:
        return _stores(controller, identity, target), 1
    return _store(controller, identity, target, segments[2]), 3


def _stores(
    controller: Controller, identity: Identity, target: RootTarget | ItemTarget | UserTarget
) -> CredentialsTarget:
    if isinstance(target, UserTarget):
        return CredentialsTarget((_store(controller, identity, target, "user"),), of_root=False)
    folder = _nearest_folder(controller, target)
    own = (CredentialStoreTarget(credentials.folder_store(folder), folder),) if folder else ()
    of_root = isinstance(target, RootTarget)
    return CredentialsTarget((*own, CredentialStoreTarget(credentials.system_store())), of_root)


def _store(
    controller: Controller, identity: Identity, target: RootTarget | ItemTarget | UserTarget, kind: str
) -> CredentialStoreTarget:
    """The store as seen from here: an item sees that of its nearest folder, and the controller's."""
    if isinstance(target, UserTarget):
        if kind != "user":
            raise NotFound(f"There is no store {kind}")
        if identity.user is None or identity.user.id != target.user.id:
            raise AccessDenied(CREDENTIALS_VIEW)
        return CredentialStoreTarget(credentials.user_store(target.user.id))
    if kind == "system":
        return CredentialStoreTarget(credentials.system_store())
    folder = _nearest_folder(controller, target) if kind == "folder" else None
    if folder is None:
        raise NotFound(f"There is no store {kind}")
    return CredentialStoreTarget(credentials.folder_store(folder), folder)


def _nearest_folder(controller: Controller, target: RootTarget | ItemTarget) -> ItemRow | None:
    if isinstance(target, RootTarget):
        return None
    row = target.item
    if row.is_folder:
        return row
    return items.find_item(controller, row.parent) if row.parent else None
